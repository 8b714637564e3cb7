"""What the panels have in common: builders that ask for a title, a description, a unit and words for no data.

A panel without data says so in its own words, and shows red where its thresholds judge: the first step of ``limits``
is also the colour of no value. Panels of one number ask with instant queries; a range query would go on showing the
last value of a target that is gone. Example::

    stat("Contested", "Open incidents ...", [instant(or_quiet(expr))], size=(6, 4))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from grafana_foundation_sdk.models import common as options
from grafana_foundation_sdk.models import geomap as maps
from grafana_foundation_sdk.models.prometheus import PromQueryFormat
from grafana_foundation_sdk.models.text import TextMode

from dashboards.sdk import bargauge, common, dashboard, geomap, models, prometheus, timeseries
from dashboards.sdk import stat as stats
from dashboards.sdk import table as tables
from dashboards.sdk import text as texts
from schemas.vocabulary import Severity
from streams.metrics import STAGES

NOT_SEEN = "no data: the pipeline is not seen"
#: No value is as bad as the worst.
RED, YELLOW, GREEN, BLUE, GREY = "red", "yellow", "green", "blue", "text"
SEVERITY_COLOURS = {
    Severity.EXTREME: "dark-purple",
    Severity.SEVERE: "red",
    Severity.MODERATE: "orange",
    Severity.MINOR: "yellow",
    Severity.UNKNOWN: "light-blue",
}
STAGE_COLOURS = dict(zip(STAGES, ("blue", "orange"), strict=True))
QUANTILE_COLOURS = {"p50": "light-blue", "p95": "blue", "p99": "purple"}
#: Colours that nobody mistakes for each other, for series whose names are known beforehand.
_DISTINCT = (
    "blue", "orange", "green", "purple", "yellow", "red", "light-blue", "dark-orange", "dark-green", "light-purple",
    "dark-blue",
)  # fmt: skip
#: Pixels: a bar alone in its panel is no higher, so that its name has room; as many as there are get room, if thinner.
_BAR_MOST, _BAR_LEAST = 40, 12
#: Points: Grafana cuts the wider names where it may choose, for it measures only the one of most letters.
_BAR_NAME = 12
#: Pixels: a column of a table may be so narrow, before the table has to be scrolled.
_COLUMN_LEAST = 60
DATASOURCE = options.DataSourceRef(type_val="prometheus", uid="$datasource")

Query: TypeAlias = prometheus.Dataquery
Size: TypeAlias = tuple[int, int]
Step: TypeAlias = tuple[float | None, str]
Panel: TypeAlias = stats.Panel | timeseries.Panel | bargauge.Panel | tables.Panel | geomap.Panel | texts.Panel
_Asking = TypeVar("_Asking", stats.Panel, timeseries.Panel, bargauge.Panel, tables.Panel, geomap.Panel)


def instant(expr: str, legend: str = "") -> Query:
    """Ask for the value as of the end of the time range."""
    return Query().expr(expr).legend_format(legend or "__auto").instant()


def over_time(expr: str, legend: str = "") -> Query:
    """Ask for the values over the time range."""
    return Query().expr(expr).legend_format(legend or "__auto").range()


def as_table(expr: str) -> Query:
    """Ask for the value as of now, one row a series, its labels as columns."""
    return instant(expr).format(PromQueryFormat.TABLE)


def limits(*steps: Step, nothing: str = RED) -> list[Step]:
    """Return threshold steps: the colour of no value, and then the colour from each value on."""
    return [(None, nothing), *steps]


def _dressed(
    panel: _Asking, title: str, description: str, queries: Sequence[Query], size: Size, unit: str, nothing: str,
    steps: Sequence[Step], decimals: int | None,
) -> _Asking:  # fmt: skip
    named = [query.ref_id(chr(ord("A") + number)) for number, query in enumerate(queries)]
    judged = dashboard.ThresholdsConfig().mode(models.ThresholdsMode.ABSOLUTE)
    panel = (
        panel.title(title).description(description).datasource(DATASOURCE).targets(list(named)).unit(unit)
        .span(size[0]).height(size[1]).no_value(nothing)
        .thresholds(judged.steps([models.Threshold(value, colour) for value, colour in steps]))
    )  # fmt: skip
    return panel if decimals is None else panel.decimals(decimals)


def _now() -> common.ReduceDataOptions:
    return common.ReduceDataOptions().calcs(["lastNotNull"]).values(False)


def stat(
    title: str, description: str, queries: Sequence[Query], *, size: Size, unit: str = "none",
    nothing: str = NOT_SEEN, steps: Sequence[Step] = (), decimals: int | None = 0,
    words: Sequence[models.ValueMapping] = (),
) -> stats.Panel:  # fmt: skip
    """Build a panel of one number, or a few."""
    panel = _dressed(
        stats.Panel(), title, description, queries, size, unit, nothing, steps or limits((0, BLUE)), decimals
    )
    return (
        panel.color_scheme(dashboard.FieldColor().mode(models.FieldColorModeId.THRESHOLDS))
        .color_mode(options.BigValueColorMode.BACKGROUND)
        .graph_mode(options.BigValueGraphMode.NONE)
        .reduce_options(_now())
        .mappings(list(words))
    )


def bars(
    title: str, description: str, queries: Sequence[Query], *, size: Size, unit: str = "none",
    nothing: str = NOT_SEEN, steps: Sequence[Step] = (), decimals: int | None = 0,
    words: Sequence[models.ValueMapping] = (),
) -> bargauge.Panel:  # fmt: skip
    """Build a panel of horizontal bars, one a series, as of now."""
    panel = _dressed(
        bargauge.Panel(), title, description, queries, size, unit, nothing, steps or limits((0, BLUE)), decimals
    )
    return (
        panel.color_scheme(dashboard.FieldColor().mode(models.FieldColorModeId.THRESHOLDS))
        .display_mode(options.BarGaugeDisplayMode.BASIC)
        .name_placement(options.BarGaugeNamePlacement.LEFT)
        .orientation(options.VizOrientation.HORIZONTAL)
        .sizing(options.BarGaugeSizing.MANUAL)
        .max_viz_height(_BAR_MOST)
        .min_viz_height(_BAR_LEAST)
        .text(common.VizTextDisplayOptions().title_size(_BAR_NAME))
        .reduce_options(_now())
        .show_unfilled(True)
        .mappings(list(words))
        .min(0)
    )


def graph(
    title: str, description: str, queries: Sequence[Query], *, size: Size, unit: str, nothing: str = NOT_SEEN,
    steps: Sequence[Step] = (), decimals: int | None = None, stacked: options.StackingMode | None = None,
    columns: bool = False, least: float | None = 0, most: float | None = None,
) -> timeseries.Panel:  # fmt: skip
    """Build a panel over time; a gap stays a gap, thresholds are drawn as dashed lines.

    Args:
        title: what it shows, in a few words.
        description: what it shows, and what to do when it is bad.
        queries: built with ``over_time``.
        size: columns of 24, and rows.
        unit: as Grafana names it.
        nothing: words where no data are.
        steps: thresholds that mean something.
        decimals: digits after the point; None leaves it to Grafana.
        stacked: how series add up.
        columns: columns for counts, else lines; not stacked, the last series covers the others.
        least: where the axis begins.
        most: where the axis ends.
    """
    panel = _dressed(
        timeseries.Panel(), title, description, queries, size, unit, nothing, steps or [(None, GREEN)], decimals
    )
    shown = options.GraphThresholdsStyleMode.DASHED if steps else options.GraphThresholdsStyleMode.OFF
    panel = (
        panel.thresholds_style(common.GraphThresholdsStyleConfig().mode(shown))
        .tooltip(common.VizTooltipOptions().mode(options.TooltipDisplayMode.MULTI).sort(options.SortOrder.DESCENDING))
        .legend(
            common.VizLegendOptions()
            .display_mode(options.LegendDisplayMode.LIST)
            .placement(options.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .color_scheme(dashboard.FieldColor().mode(models.FieldColorModeId.PALETTE_CLASSIC))
        .span_nulls(False)
        .show_points(options.VisibilityMode.AUTO)
        .draw_style(options.GraphDrawStyle.BARS if columns else options.GraphDrawStyle.LINE)
        .fill_opacity(80 if columns else 60 if stacked else 0)
    )
    if columns:
        panel = panel.interval("1m")  # narrower columns would be mostly empty
    if unit == "none":
        panel = panel.axis_soft_max(1)  # else Grafana puts nothing but 0 at the foot of an axis up to 100
    if stacked:
        panel = panel.stacking(common.StackingConfig().mode(stacked))
    if least is not None:
        panel = panel.min(least)
    return panel if most is None else panel.max(most)


def stacked_columns(title: str, description: str, queries: Sequence[Query], *, size: Size) -> timeseries.Panel:
    """Build a panel of counts in columns that stand on top of each other, so that none covers another."""
    return graph(
        title,
        description,
        queries,
        size=size,
        unit="none",
        decimals=0,
        stacked=options.StackingMode.NORMAL,
        columns=True,
    )


def table(
    title: str, description: str, queries: Sequence[Query], *, size: Size, renamed: dict[str, str],
    unit: str = "none", nothing: str = NOT_SEEN, steps: Sequence[Step] = (), decimals: int | None = 0,
) -> tables.Panel:  # fmt: skip
    """Build a table of labels and values, as of now: the columns ``renamed``, in that order."""
    panel = _dressed(
        tables.Panel(), title, description, queries, size, unit, nothing, steps or limits((0, BLUE)), decimals
    )
    order = {name: number for number, name in enumerate(renamed)}
    hidden = {name: True for name in ("Time", "Value") if name not in renamed}
    *_, last = renamed.values()
    return (
        panel.with_transformation(
            models.DataTransformerConfig(
                id_val="organize",
                options={"excludeByName": hidden, "indexByName": order, "renameByName": dict(renamed)},
            )
        )
        .sort_by([common.TableSortByFieldState().display_name(last).desc("Value" in renamed)])
        .cell_height(options.TableCellHeight.SM)
        .min_width(_COLUMN_LEAST)
    )


_P = TypeVar("_P", stats.Panel, timeseries.Panel, bargauge.Panel)


def coloured(panel: _P, colours: dict[str, str]) -> _P:
    """Give series their colours by name, as severities have them everywhere."""
    for name, colour in colours.items():
        fixed = {"mode": "fixed", "fixedColor": colour}
        panel = panel.override_by_name(name, [models.DynamicConfigValue("color", fixed)])
    return panel


def distinct(panel: _P, *names: str) -> _P:
    """Give series colours by name that differ.

    Raises:
        ValueError: there are more names than colours.
    """
    return coloured(panel, dict(zip(names, _DISTINCT[: len(names)], strict=True)))


def by_quantile(panel: _P) -> _P:
    """Give quantiles the same colours everywhere."""
    return coloured(panel, QUANTILE_COLOURS)


def each_severity(ask: Callable[[str, str], Query], expr: Callable[[str], str]) -> list[Query]:
    """Ask for each severity by itself, the gravest first: Prometheus gives the series of one query in any order.

    Args:
        ask: ``instant`` or ``over_time``.
        expr: gives the expression for a matcher, as ``severity="Severe"``.
    """
    return [ask(expr(f'severity="{severity}"'), str(severity)) for severity in SEVERITY_COLOURS]


def by_severity(panel: _P) -> _P:
    """Give severities the same colours everywhere."""
    return coloured(panel, {str(severity): colour for severity, colour in SEVERITY_COLOURS.items()})


def words(*said: tuple[str, str, str]) -> models.ValueMap:
    """Return words and colours for values, as ``("0", "stopped", RED)``."""
    return models.ValueMap({value: models.ValueMappingResult(text, colour) for value, text, colour in said})


def text(title: str, content: str, *, size: Size) -> texts.Panel:
    """Build a panel of Markdown."""
    panel = texts.Panel().title(title).mode(TextMode.MARKDOWN).content(content)
    return panel.span(size[0]).height(size[1])


def geography(
    title: str, description: str, query: Query, *, size: Size, nothing: str, label: str = "country"
) -> geomap.Panel:
    """Build a map with a disc for each country, found by Grafana's own list of countries; its outlines are local."""
    country = common.FrameGeometrySource().mode(options.FrameGeometrySourceMode.LOOKUP).lookup(label)
    outlines = {"style": {"color": {"fixed": "grey"}, "opacity": 0.1}}
    disc = {
        "size": {"field": "Value", "fixed": 8, "min": 6, "max": 30},
        "color": {"fixed": "red"},
        "opacity": 0.6,
        "symbol": {"fixed": "img/icons/marker/circle.svg", "mode": "fixed"},
        "text": {"field": "Value", "mode": "field", "fixed": ""},
    }
    panel = _dressed(geomap.Panel(), title, description, [query], size, "none", nothing, [(None, BLUE)], 0)
    return (
        panel.view(geomap.MapViewConfig().id("zero").lat(20).lon(20).zoom(2).all_layers(True))
        .controls(geomap.ControlsOptions().show_zoom(True).mouse_wheel_zoom(False).show_attribution(True))
        .basemap(common.MapLayerOptions().type("default").name("Tiles"))
        .layers([
            common.MapLayerOptions().type("geojson").name("Outlines").config(outlines).tooltip(False),
            common.MapLayerOptions().type("markers").name("Alerts").location(country).tooltip(True)
            .config({"showLegend": False, "style": disc}),
        ])
        .tooltip(geomap.TooltipOptions().mode(maps.TooltipMode.DETAILS))
    )  # fmt: skip
