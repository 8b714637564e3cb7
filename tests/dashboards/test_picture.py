"""A picture shows what Prometheus answered, and the panel's words where it answered nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from dashboards import picture
from dashboards.asking import Prometheus, Series, View
from dashboards.build import FOLDER
from tests.dashboards.reading import DASHBOARDS

VIEW = View(since=1_800_000_000, until=1_800_003_600)


class Answering(Prometheus):
    """Gives the same value for everything, with all labels; or nothing."""

    def __init__(self, value: float | None) -> None:
        super().__init__("http://127.0.0.1")
        self.value = value

    def instant(self, query: str, at: float) -> list[Series]:
        return self._series(query, [at])

    def over_time(self, query: str, since: float, until: float, step: int) -> list[Series]:
        return self._series(query, [since // step * step + step * number for number in range(10)])

    def _series(self, query: str, times: list[float]) -> list[Series]:
        if self.value is None:
            return []
        labels = {name: f"a {name}" for found in re.findall(r"by \(([^)]*)\)", query) for name in found.split(", ")}
        return [Series(labels, tuple((time, self.value) for time in times))]


def texts(figure: Figure) -> list[str]:
    inside = [text.get_text() for axes in figure.axes for text in axes.texts]
    legends = [text.get_text() for axes in figure.axes if (box := axes.get_legend()) for text in box.get_texts()]
    cells = [
        cell.get_text().get_text()
        for axes in figure.axes
        for table in axes.tables
        for cell in table.get_celld().values()
    ]
    return [*inside, *legends, *cells, *(text.get_text() for text in figure.texts)]


@pytest.mark.parametrize("name", ["situation", "pipeline", "quality"])
def test_every_panel_has_its_place_and_title(name: str) -> None:
    drawn = texts(picture.figure(DASHBOARDS[name], Answering(42), VIEW))
    assert {panel["title"] for panel in DASHBOARDS[name]["panels"]} <= set(drawn)


def test_what_prometheus_answers_is_shown() -> None:
    drawn = texts(picture.figure(DASHBOARDS["situation"], Answering(42), VIEW))
    assert {"42.0 s", "42", "Severe", "a country", "a msg_type"} <= set(drawn)


@pytest.mark.parametrize("name", ["situation", "pipeline", "quality"])
def test_where_nothing_is_answered_each_panel_says_so_and_no_number_stands(name: str) -> None:
    figure = picture.figure(DASHBOARDS[name], Answering(None), VIEW)
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert len(said) == len(figure.axes) and all("not seen" in each.replace("\n", " ") for each in said)


def test_a_picture_is_written_small(tmp_path: Path) -> None:
    made = picture.figure(DASHBOARDS["pipeline"], Answering(42), VIEW)
    picture.save(made, tmp_path / "pipeline.png")
    with Image.open(tmp_path / "pipeline.png") as image:
        assert image.size[0] == 24 * 58
    assert (tmp_path / "pipeline.png").stat().st_size < 200_000


def test_without_a_prometheus_it_says_so_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = str(FOLDER / "situation.json")
    assert picture.main(["http://127.0.0.1:1", board, str(tmp_path / "x.png"), "--minutes", "5"]) == 1
    assert "http://127.0.0.1:1" in capsys.readouterr().err
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize("name", ["situation", "pipeline", "quality"])
def test_the_picture_in_the_documentation_is_of_this_layout_and_small(name: str) -> None:
    path = Path(__file__).parent.parent.parent / "docs" / f"{name}.png"
    rows = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in DASHBOARDS[name]["panels"])
    with Image.open(path) as image:
        assert image.size == (24 * 58, round((rows + 1.5) * 32))
    assert path.stat().st_size < 200_000
