"""The dashboard Runbook holds every paragraph of the page, and no link that leads nowhere."""

from __future__ import annotations

import json

from dashboards.build import as_json
from dashboards.rule_files import Alert
from dashboards.rules import Rules
from dashboards.runbook import runbook
from tests.dashboards.reading import DASHBOARDS


def test_every_alert_has_its_panel() -> None:
    titles = {panel["title"] for panel in DASHBOARDS["runbook"]["panels"]}
    alerts = {rule.name for group in Rules().groups() for rule in group.rules if isinstance(rule, Alert)}
    assert alerts <= titles


def test_a_paragraph_becomes_a_panel_as_high_as_its_text() -> None:
    page = "# Book\n\nFirst.\n\n## Short\n\nOne line.\n\n## Long\n\n" + "many words " * 200
    panels = json.loads(as_json(runbook(page).build()))["panels"]
    assert [panel["title"] for panel in panels] == ["Book", "Short", "Long"]
    assert panels[1]["options"]["content"] == "One line."
    assert panels[2]["gridPos"]["h"] > panels[1]["gridPos"]["h"]


def test_a_link_to_a_page_becomes_its_name_and_one_to_the_web_stays() -> None:
    page = "# Book\n\nSee [delivery.md](delivery.md) and [the web](https://example.org)."
    (panel,) = json.loads(as_json(runbook(page).build()))["panels"]
    assert panel["options"]["content"] == "See delivery.md and [the web](https://example.org)."
