"""An alert as people see it."""

from pathlib import Path

from rich.console import Console

import schemas
from schemas.alert import Alert
from schemas.codec import decode
from streams.cli.alerts import changed_counts, places, quotes, reasons, rendered, tolls

EXAMPLES = Path(schemas.__file__).parent / "examples" / "alert.v1"


def example(name: str, **changed: object) -> Alert:
    return decode(Alert, (EXAMPLES / f"{name}.json").read_bytes()).model_copy(update=changed)


def printed(alert: Alert) -> str:
    console = Console(width=200, highlight=False, markup=False)
    with console.capture() as capture:
        console.print(rendered(alert))
    return capture.get()


def test_the_first_line_says_how_bad_where_and_how_many() -> None:
    alert = example("update")
    first = printed(alert).splitlines()[0]
    assert "UPDATE" in first and alert.severity in first and alert.headline in first


def test_what_nobody_reported_is_never_zero() -> None:
    alert = example("minimal", killed_min=None, killed_max=None, wounded_min=0, wounded_max=0)
    assert tolls(alert).startswith("killed not reported; wounded 0")


def test_an_open_count_and_a_range_read_as_such() -> None:
    alert = example("minimal", killed_min=7, killed_max=None, wounded_min=5, wounded_max=9)
    assert tolls(alert).startswith("killed 7 or more; wounded 5-9")


def test_a_change_of_one_end_shows_both_ranges() -> None:
    alert = example("update")
    change = alert.changes[0].model_copy(update={"field": "killed_min", "old": 6, "new": 11})
    alert = alert.model_copy(update={"killed_min": 11, "killed_max": 11, "changes": (change,)})
    assert changed_counts(alert) == ["killed 6-11 -> 11"]
    assert "(killed 6-11 -> 11)" in reasons(alert)


def test_a_sentence_stands_once_with_every_number_that_rests_on_it() -> None:
    alert = example("update")
    piece = alert.evidence[0].model_copy(update={"field": "killed", "quote": "Seven died."})
    other = piece.model_copy(update={"field": "hit"})
    assert quotes(alert.model_copy(update={"evidence": (piece, other)})) == [("killed, hit", "Seven died.")]


def test_a_place_stands_once() -> None:
    alert = example("update")
    twice = alert.model_copy(update={"places": (*alert.places, *alert.places), "site": None})
    assert places(twice) == places(alert.model_copy(update={"site": None}))


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    assert "\x1b" not in printed(example("update", headline="\x1b[2J", site="\u202eship", severity="\x07Odd"))
    assert "\u202e" not in printed(example("update", site="\u202eship"))
