"""docs/incidents.md shows the numbers that the data files hold."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import orjson
import pytest

from streams.alerting.reasons import LEAST_KILLED, LEAST_WOUNDED
from streams.memory import Memory
from streams.severity.method import method
from streams.stage import Record
from streams.topology import TOPOLOGY
from tests.builders import clock

PAGE = (Path(__file__).parents[1] / "docs" / "incidents.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip(): cells[1].strip() for line in PAGE.splitlines() if len(cells := line.strip("|").split("|")) == 2
}
JOINING = tomllib.loads(files("streams.incidents").joinpath("joining.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("row", "group", "name"),
    [
        ("same town or district", "place", "same_town"),
        ("names within 10 km", "place", "near_town"),
        ("the region of the other's town", "place", "same_region"),
        ("same sea", "place", "same_sea"),
        ("only the country is known", "place", "same_country"),
        ("two different towns", "place", "other_town"),
        ("a shared town, but as many others", "place", "some_town"),
        ("the other's town is named in headline or claims", "place", "named_town"),
        ("same building or quarter", "site", "same"),
        ("same ship", "site", "same_ship"),
        ("the other's site is named in headline or claims", "site", "named"),
        ("same stated day", "day", "same_stated"),
        ("same day, one inferred", "day", "same_inferred"),
        ("the same hours of the day", "day", "same_hours"),
        ("other hours of the day", "day", "other_hours"),
        ("same kind of attack", "type", "same"),
        ("another kind", "type", "other_family"),
        ("nearly the same text", "text", "near_copy"),
        ("credits a publisher there, no source of its own", "article", "credits"),
    ],
)
def test_points_of_joining(row: str, group: str, name: str) -> None:
    assert float(ROWS[row]) == JOINING[group][name]


def test_the_threshold_and_the_distance() -> None:
    assert f"**{JOINING['threshold']}** points" in PAGE
    assert JOINING["place"]["near_km"] == 10


def test_weights_floors_and_levels_of_severity() -> None:
    table = method().table
    weapons = table["weapons"]
    assert {kind: float(ROWS[kind]) for kind in weapons["by_type"]} == weapons["by_type"]
    assert float(ROWS["a mix that is not split"]) == weapons["unsplit"]
    assert {floor["name"]: float(ROWS[floor["name"]]) for floor in table["floors"]} == {
        floor["name"]: floor["score"] for floor in table["floors"]
    }
    assert {each["word"]: float(ROWS[each["word"]]) for each in table["levels"]} == {
        each["word"]: each["from"] for each in table["levels"]
    }


def test_the_terms_of_severity() -> None:
    table = method().table
    human, weapons, civilians = table["human"], table["weapons"], table["civilians"]
    assert f"{human['max']} * log10(1 + E) / log10({human['full']})" in PAGE
    assert f"{weapons['max']} * log10(1 + A) / log10({weapons['full']})" in PAGE
    assert (1 / human["wounded"], 1 / human["missing"]) == (4, 2)
    assert (
        f"0-{civilians['max']} | {civilians['victims']} civilians among the victims, {civilians['sites']} for" in PAGE
    )
    numbers, points = zip(*table["spread"]["points"], strict=True)
    assert re.search(f"{', '.join(map(str, points))} points from {', '.join(map(str, numbers))} towns", PAGE)
    assert method().name in PAGE


def test_thresholds_of_messages() -> None:
    assert f"killed up by at least {LEAST_KILLED} and a fifth, or wounded by at least {LEAST_WOUNDED} and" in PAGE


EXAMPLE = PAGE.partition("<!-- example -->")[2].partition("<!-- end example -->")[0]
REPORT = re.compile(r"^(\d\d:\d\d) ([^:]+): (.*)$", re.MULTILINE)


def test_the_example_goes_as_the_page_says() -> None:
    assert [line for line in EXAMPLE.splitlines() if line[:1].isdigit() or line.startswith("  ")] == list(_played())


def _played() -> Iterator[str]:
    """Yield the reports of the example, each with the messages that really go out."""
    memory = Memory(TOPOLOGY)
    for number, (time, outlet, text) in enumerate(REPORT.findall(EXAMPLE)):
        yield f"{time} {outlet}: {text}"
        host = outlet.lower().replace(" ", "") + (".gov.example" if "Police" in outlet else ".example")
        article = {
            "uri": f"a{number}",
            "headline": "News from Sumy",
            "body": text,
            "published_at": clock(time).isoformat(),
            "source": {"name": outlet, "domain": host},
        }
        record = Record("tocsin-articles", None, orjson.dumps(article), round(clock(time).timestamp() * 1000))
        for written in memory.feed(record):
            if written.topic.endswith("alerts"):
                yield f"      {_said(orjson.loads(written.value or b''))}"


def _said(alert: dict[str, object]) -> str:
    also = alert.get("also")
    why = ", ".join([str(alert["why"]), *(also if isinstance(also, list) else [])])
    killed, wounded = (_count(alert, name) for name in ("killed", "wounded"))
    rest = f"{alert['severity']} {alert['severity_score']}, {alert['certainty']}, sources {alert['sources']}"
    return f"{alert['msg_type']} ({why}): killed {killed}, wounded {wounded}; {rest}"


def _count(alert: dict[str, object], name: str) -> str:
    low, high = alert.get(f"{name}_min"), alert.get(f"{name}_max")
    return f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}"
