"""What a change of a published JSON Schema breaks: within a version only optional fields and words of enums are added.

Everything else that a program could rely on counts: a removed field, another type, a field newly required or no longer
so, a changed bound or default. Titles and descriptions may change.
Example: taking `Cancel` out of the alert's message types gives ``["msg_type: words removed: Cancel"]``.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

#: Keywords that no program acts on.
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "$comment", "deprecated"})
#: Keywords that are compared in their own way, below.
_STRUCTURE = frozenset({"$ref", "anyOf", "enum", "properties", "required", "items", "additionalProperties"})


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """List what the new schema breaks, each as ``path: what``; an empty list is a change that v1 allows.

    >>> count = {"type": "object", "properties": {"min": {"type": "integer"}}}
    >>> breaking_changes(count, {"type": "object", "properties": {"min": {"type": "string"}}})
    ["min: type changed from 'integer' to 'string'"]
    """
    return _compare(_inlined(old, old.get("$defs", {})), _inlined(new, new.get("$defs", {})), "")


def _inlined(schema: Any, definitions: Schema) -> Any:
    """Put definitions where they are referred to; the messages are trees, no definition refers to itself."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = definitions[schema["$ref"].rpartition("/")[2]]
        schema = target | {key: value for key, value in schema.items() if key != "$ref"}
    return {key: _inlined(value, definitions) for key, value in schema.items() if key != "$defs"}


def _compare(old: Schema, new: Schema, path: str) -> list[str]:
    where = path or "the message"
    found = _compare_words(old, new, where)
    for key in sorted((old.keys() | new.keys()) - _ANNOTATIONS - _STRUCTURE):
        before, after = old.get(key), new.get(key)
        if before != after:
            found.append(f"{where}: {key} changed from {before!r} to {after!r}")
    found += _compare_fields(old, new, path)
    found += _compare_variants(old, new, path)
    for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
        before, after = old.get(key), new.get(key)
        if isinstance(before, dict) and isinstance(after, dict):
            found += _compare(before, after, path + mark)
        elif before != after:
            found.append(f"{where}: {key} changed")
    return found


def _compare_words(old: Schema, new: Schema, where: str) -> list[str]:
    if ("enum" in old) != ("enum" in new):
        return [f"{where}: list of words {'removed' if 'enum' in old else 'added'}"]
    removed = [str(word) for word in old.get("enum", ()) if word not in new["enum"]]
    return [f"{where}: words removed: {', '.join(removed)}"] if removed else []


def _compare_fields(old: Schema, new: Schema, path: str) -> list[str]:
    found: list[str] = []
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in before:
        inner = f"{path}.{name}" if path else name
        found += _compare(before[name], after[name], inner) if name in after else [f"{inner}: removed"]
    required_before, required_after = set(old.get("required", ())), set(new.get("required", ()))
    for name in sorted((required_before ^ required_after) & (before.keys() | after.keys())):
        inner = f"{path}.{name}" if path else name
        if name in required_after:
            found.append(f"{inner}: required now")
        elif name in after:
            found.append(f"{inner}: no longer required")
    return found


def _compare_variants(old: Schema, new: Schema, path: str) -> list[str]:
    """Compare alternatives, which for our models are a type and null, so that one type has one alternative."""
    before = {_variant(item): item for item in old.get("anyOf", ())}
    after = {_variant(item): item for item in new.get("anyOf", ())}
    where = path or "the message"
    found = [f"{where}: {name} no longer possible" for name in before if name not in after]
    found += [f"{where}: {name} possible now" for name in after if name not in before]
    for name in before:
        if name in after:
            found += _compare(before[name], after[name], path)
    return found


def _variant(schema: Schema) -> str:
    return str(schema.get("type") or " and ".join(schema.get("required", ())) or "anything")
