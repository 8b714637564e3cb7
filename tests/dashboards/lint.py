"""The rules of Grafana's dashboard-linter, under its names, on the committed JSON: it is a Go program of its own.

What a rule finds is a line; ``.lint`` beside the dashboards holds exclusions in the linter's own format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import promql_parser
import yaml
from grafana_foundation_sdk.models import units

from dashboards.asking import panels
from dashboards.build import FOLDER
from tests.dashboards.reading import DURATIONS, Data, Target, matchers, nodes, parsed, selectors, targets

#: The kinds of panel that the linter judges, and those that we add: each of them asks for data.
ASKING = ("stat", "timeseries", "bargauge", "table", "geomap", "gauge")
UNITS = {value for name, value in vars(units).items() if not name.startswith("_") and isinstance(value, str)}
LABEL_QUERY = re.compile(r"([a-z_]+)\((.+)\)")

#: Rule, reason, and where it does not hold.
EXCLUSIONS: dict[str, Any] = yaml.safe_load((FOLDER / ".lint").read_text("utf-8"))["exclusions"]

Rule = Callable[[Data], Iterator[str]]


def variables(dashboard: Data, kind: str) -> list[Data]:
    return [each for each in dashboard["templating"]["list"] if each["type"] == kind]


def template_datasource_rule(dashboard: Data) -> Iterator[str]:
    found = variables(dashboard, "datasource")
    if not found:
        yield "no data source variable"
    for each in found:
        names = {f"{each['query']}_datasource", *(("datasource",) if len(found) == 1 else ())}
        labels = {f"{each['query'].title()} data source", *(("Data source",) if len(found) == 1 else ())}
        if each["name"] not in names or each.get("label") not in labels:
            yield f"data source variable {each['name']} is labelled {each.get('label')}"


def _template(dashboard: Data, name: str) -> Iterator[str]:
    found = [each for each in variables(dashboard, "query") if each["name"] == name]
    if not found:
        yield f"no variable {name}"
    for each in found:
        if each["datasource"]["uid"] not in ("$datasource", "${datasource}"):
            yield f"{name} asks {each['datasource']['uid']}"
        if each.get("label") != name.title():
            yield f"{name} is labelled {each.get('label')}"
        if not each["multi"] or each.get("allValue") != ".+":
            yield f"{name} does not take several values, or all as .+"


def template_job_rule(dashboard: Data) -> Iterator[str]:
    yield from _template(dashboard, "job")


def template_instance_rule(dashboard: Data) -> Iterator[str]:
    yield from _template(dashboard, "instance")


def template_label_promql_rule(dashboard: Data) -> Iterator[str]:
    for each in variables(dashboard, "query"):
        asked = LABEL_QUERY.fullmatch(each["query"])
        if asked is None or asked[1] not in ("label_names", "label_values", "metrics", "query_result"):
            yield f"{each['name']}: {each['query']}"
            continue
        try:
            promql_parser.parse(asked[2].rpartition(",")[0])
        except ValueError as error:
            yield f"{each['name']}: {error}"


def template_on_time_change_reload_rule(dashboard: Data) -> Iterator[str]:
    for each in variables(dashboard, "query"):
        if each.get("refresh") != 2:
            yield f"{each['name']} is not asked again when the time range changes"


def _asking(dashboard: Data) -> Iterator[Data]:
    yield from (dict(panel) for panel in panels(dashboard) if panel["type"] in ASKING)


def panel_datasource_rule(dashboard: Data) -> Iterator[str]:
    for panel in _asking(dashboard):
        if panel.get("datasource", {}).get("uid") not in ("$datasource", "${datasource}"):
            yield f"{panel['title']} asks a fixed data source"


def panel_title_description_rule(dashboard: Data) -> Iterator[str]:
    for panel in _asking(dashboard):
        if not panel.get("title") or not panel.get("description"):
            yield f"panel {panel['id']} has no title or no description"


def panel_units_rule(dashboard: Data) -> Iterator[str]:
    for panel in _asking(dashboard):
        if panel["fieldConfig"]["defaults"].get("unit") not in UNITS:
            yield f"{panel['title']}: unit {panel['fieldConfig']['defaults'].get('unit')}"


def panel_no_targets_rule(dashboard: Data) -> Iterator[str]:
    for panel in _asking(dashboard):
        if not panel.get("targets"):
            yield f"{panel['title']} asks nothing"


def _queries(dashboard: Data) -> Iterator[Target]:
    yield from targets({dashboard["uid"]: dashboard})


def target_promql_rule(dashboard: Data) -> Iterator[str]:
    for target in _queries(dashboard):
        try:
            parsed(target.expr)
        except ValueError as error:
            yield f"{target}: {error}"


def _readable(dashboard: Data) -> Iterator[Target]:
    """Yield the queries that are PromQL; the others have their rule."""
    for target in _queries(dashboard):
        try:
            parsed(target.expr)
        except ValueError:
            continue
        yield target


def target_rate_interval_rule(dashboard: Data) -> Iterator[str]:
    for target in _readable(dashboard):
        for node in nodes(parsed(target.expr)):
            if not isinstance(node.expr, promql_parser.MatrixSelector):
                continue
            around = node.within[-1] if node.within else None
            function = around.func.name if isinstance(around, promql_parser.Call) else None
            own = node.expr.range.total_seconds() == DURATIONS["$__rate_interval"]
            if function in ("rate", "irate") and not own:
                yield f"{target}: {function} over a fixed range"


def _matched(dashboard: Data, label: str) -> Iterator[str]:
    for target in _readable(dashboard):
        for selector, _ in selectors(target.expr):
            if (label, "=~", f"${label}") not in matchers(selector):
                yield f"{target}: {selector.name} does not select by ${label}"


def target_job_rule(dashboard: Data) -> Iterator[str]:
    yield from _matched(dashboard, "job")


def target_instance_rule(dashboard: Data) -> Iterator[str]:
    yield from _matched(dashboard, "instance")


def target_counter_agg_rule(dashboard: Data) -> Iterator[str]:
    for target in _readable(dashboard):
        for selector, within in selectors(target.expr):
            if not str(selector.name).endswith("_total"):
                continue
            function = within[-2].func.name if len(within) > 1 and isinstance(within[-2], promql_parser.Call) else ""
            if function not in ("rate", "irate", "increase"):
                yield f"{target}: {selector.name} outside rate and increase"


def uneditable_dashboard(dashboard: Data) -> Iterator[str]:
    if dashboard.get("editable") is not False:
        yield "can be edited in Grafana, where a change would be lost"


#: target-logql-rule and target-logql-auto-rule do not apply: nothing asks a Loki.
RULES: dict[str, Rule] = {
    "template-datasource-rule": template_datasource_rule,
    "template-job-rule": template_job_rule,
    "template-instance-rule": template_instance_rule,
    "template-label-promql-rule": template_label_promql_rule,
    "template-on-time-change-reload-rule": template_on_time_change_reload_rule,
    "panel-datasource-rule": panel_datasource_rule,
    "panel-title-description-rule": panel_title_description_rule,
    "panel-units-rule": panel_units_rule,
    "panel-no-targets-rule": panel_no_targets_rule,
    "target-promql-rule": target_promql_rule,
    "target-rate-interval-rule": target_rate_interval_rule,
    "target-job-rule": target_job_rule,
    "target-instance-rule": target_instance_rule,
    "target-counter-agg-rule": target_counter_agg_rule,
    "uneditable-dashboard": uneditable_dashboard,
}


def excluded(dashboard: Data, rule: str, found: str) -> bool:
    """Say whether a line that a rule found is excluded."""
    entries = EXCLUSIONS.get(rule, {}).get("entries", ())
    return any(each["dashboard"] == dashboard["title"] and f": {each['panel']}: " in found for each in entries)
