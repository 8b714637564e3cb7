"""The plot is well-formed and shows every value."""

from __future__ import annotations

from xml.etree import ElementTree

from benchmarks.plot import Series, lines

SVG = "{http://www.w3.org/2000/svg}"


def test_each_series_has_a_panel_with_a_point_for_each_value() -> None:
    drawn = ElementTree.fromstring(lines("A < B", "tenth", [Series("ms", [1, 2, 3]), Series("MB", [200, 210, 205])]))
    assert len(drawn.findall(f"{SVG}polyline")) == 2
    assert len(drawn.findall(f"{SVG}circle")) == 6
    said = [each.text for each in drawn.findall(f"{SVG}text")]
    assert "A < B" in said and "ms: 1 to 3" in said and "MB: 200 to 205" in said


def test_nothing_to_draw_is_drawn_all_the_same() -> None:
    ElementTree.fromstring(lines("Empty", "tenth", [Series("ms", [])]))
