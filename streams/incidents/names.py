"""Find names by key where most keys have one name: an index in a third of the memory that a set for each key takes.

Example: ``names.add("p:UA:kherson", "bbfedd85")``, then ``names.get("p:UA:kherson")`` gives ``{"bbfedd85"}``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar

Key = TypeVar("Key")


class Names(Generic[Key]):
    """Names of incidents by key.

    >>> names = Names[str]()
    >>> for name in ("one", "other"):
    ...     names.add("key", name)
    >>> names.discard("key", "one")
    >>> list(names.get("key")), list(names.get("none"))
    (['other'], [])
    """

    def __init__(self) -> None:
        #: One name as it is, several as a set.
        self._found: dict[Key, str | set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def get(self, key: Key) -> Collection[str]:
        """Return the names under a key, in no order."""
        found = self._found.get(key)
        if found is None:
            return ()
        return (found,) if isinstance(found, str) else found

    def add(self, key: Key, name: str) -> None:
        """Put a name under a key."""
        found = self._found.setdefault(key, name)
        if isinstance(found, set):
            found.add(name)
        elif found != name:
            self._found[key] = {found, name}

    def discard(self, key: Key, name: str) -> None:
        """Take a name away from under a key; one that is not there changes nothing."""
        found = self._found.get(key)
        if isinstance(found, set):
            found.discard(name)
            if len(found) == 1:
                self._found[key] = found.pop()
        elif found == name:
            del self._found[key]
