"""``tocsin config show``: every setting, its value and where it comes from. Secrets are never shown.

Example: ``TOCSIN_PROCESSES=4 tocsin config show`` names ``TOCSIN_PROCESSES`` as ``environment``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from streams.settings import Settings

#: Absent entries of a ruleset that are told at once.
MOST_LACKS = 3


def application() -> typer.Typer:
    """Return the verbs below ``config``."""
    app = typer.Typer(help="Look at the settings.", no_args_is_help=True)
    app.callback()(_settings)
    app.command("show")(show)
    return app


def _settings() -> None:
    """Look at the settings."""  # a lone command would otherwise take the name of the group


def configured() -> Settings:
    """Return the settings of this run, whose ruleset is in force from then on.

    Raises:
        WrongUsage: a setting has a value that it cannot have; the error names its variable.
    """
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from streams.cli.failure import WrongUsage
    from streams.ruleset import BrokenRuleset, use
    from streams.settings import ENV_PREFIX, Settings

    try:
        settings = Settings()
        chosen = use(settings.ruleset)
        if settings.ruleset is not None:
            chosen.digest()  # a look at every file, before any is needed
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = ENV_PREFIX + "__".join(str(each).upper() for each in first["loc"])
        raise WrongUsage(f"{variable}: {first['msg'].removeprefix('Value error, ')}") from None
    except SettingsError as error:
        raise WrongUsage(f"settings: {error}") from None
    except BrokenRuleset as error:
        raise WrongUsage(f"{ENV_PREFIX}RULESET: {error}") from None
    return settings


def reading() -> Settings:
    """Return the settings of a run that reads articles; rules of its own must have read one before.

    A table that lacks what the code asks for would make every article a dead letter.

    Raises:
        WrongUsage: as ``configured``; or nothing can be read by the rules, and the error says what they lack.
    """
    from itertools import islice

    from streams.cli.failure import WrongUsage
    from streams.ruleset import in_force
    from streams.settings import ENV_PREFIX

    settings = configured()
    if settings.ruleset is None:
        return settings
    rules = in_force()
    if (misfit := next(rules.misfits(), None)) is not None:
        raise WrongUsage(f"{ENV_PREFIX}RULESET: {misfit}")
    if fault := _fault_of_rules():
        lacks = "; ".join(["", *islice(rules.lacks(), MOST_LACKS)])
        raise WrongUsage(f"{ENV_PREFIX}RULESET: nothing can be read by {settings.ruleset}: {fault}{lacks}")
    return settings


def _fault_of_rules() -> str | None:
    """Return why a plain report of an attack becomes a dead letter under the rules in force, where it does."""
    from schemas.topics import Topic
    from streams.memory import Memory, topic_of
    from streams.stage import Record
    from streams.topology import TOPOLOGY

    article = b'{"uri":"probe","headline":"Drone kills two in Kherson","body":"A drone killed two people in Kherson."}'
    for record in Memory(TOPOLOGY, test=True).feed(Record(Topic.ARTICLES.name_with(), b"probe", article, 0)):
        if topic_of(record.topic) is Topic.DEAD_LETTERS:
            return record.header("__streams.errors.message") or "unknown"
    return None


def show() -> None:
    """Print every setting with its value and its source."""
    from streams.cli.tables import print_table
    from streams.settings import described

    configured()  # a wrong value is told in one line
    rows = [(each.variable, each.value, each.source, each.description) for each in described()]
    print_table(("setting", "value", "source", "meaning"), rows)
