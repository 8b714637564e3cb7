"""The rules as promtool judges them: each alert fires when it must, is silent when it must, and resolves."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from dashboards.rule_files import Alert
from dashboards.rules import RULES, Rules

CASES = sorted((Path(__file__).parent / "rules").glob("*.yml"))
CONFIGURATION = RULES.parent / "prometheus.yml"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def judged(promtool: str, cases: Path, rules: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run cases against the text of a rule file."""
    (folder / "rules.yml").write_text(rules)
    told = yaml.safe_load(cases.read_text()) | {"rule_files": ["rules.yml"]}
    (folder / "cases.yml").write_text(yaml.safe_dump(told))
    return run(promtool, "test", "rules", str(folder / "cases.yml"))


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.stem)
def test_an_alert_fires_when_it_must_and_only_then(promtool: str, cases: Path) -> None:
    ran = run(promtool, "test", "rules", str(cases))
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_every_alert_is_seen_firing_and_resolved() -> None:
    names = {rule.name for group in Rules().groups() for rule in group.rules if isinstance(rule, Alert)}
    assert {path.stem.replace("_", "") for path in CASES} == {name.lower() for name in names}
    for path in CASES:
        moments = [
            case for test in yaml.safe_load(path.read_text())["tests"] for case in test.get("alert_rule_test", [])
        ]
        fired = next(number for number, case in enumerate(moments) if case.get("exp_alerts"))
        assert any(not case.get("exp_alerts") for case in moments[fired:]), f"{path.name}: it never resolves"


#: What a rule would do wrong without one of its guards: the cases, what is replaced, by what.
WRONG = [
    ("tocsin_down", 'or\n      absent(up{job="tocsin"})', ""),
    ("tocsin_down", " unless on (job, instance) tocsin_build_info", ' unless on (job) tocsin_build_info'),
    ("tocsin_down", "for: 1m", "for: 15s"),
    ("tocsin_down", 'job="tocsin"', 'job=~"tocsin.*"'),
    ("stage_stalled", ":max > 0) > 300", ":max) > 300"),
    ("stage_stalled", "max_over_time(job:tocsin_stage_last_item_timestamp_seconds:max[5m]) == 0 and ", ""),
    ("stage_stalled", "max without (instance) (tocsin_stage_last", "min without (instance) (tocsin_stage_last"),
    ("stage_stalled", ' and ignoring (reason) tocsin_stage_errors_total{job="tocsin", reason="budget"} > 0', ""),
    ("stage_stalled", 'job="tocsin"', 'job=~"tocsin.*"'),
    ("heartbeat_missing", "abs(time()", "(time()"),
    ("heartbeat_missing", " offset 3m == 0", " == 0"),
    ("heartbeat_missing", "> 90", "> 15"),
    ("heartbeat_missing", ' and on (job) tocsin_build_info{job="tocsin"}', ""),
    ("heartbeat_missing", "max without (instance) (tocsin_heart", "min without (instance) (tocsin_heart"),
    ("consumer_lag_growing", "deriv(job:tocsin_consumer_lag:max[5m]) >= 0", "job:tocsin_consumer_lag:max > 20"),
    ("consumer_lag_growing", ") >= 0", ") > 0"),
    ("consumer_lag_growing", "for: 10m", "for: 4m"),
    ("consumer_lag_growing", "() 60 *", "() 0 *"),
    ("alert_delay_high", ") >= 5", ") >= 0"),
    ("alert_delay_high", "(0.95,", "(0.99,"),
    ("dead_letter_ratio_high", ") >= 5", ") >= 0"),
    ("dead_letter_ratio_high", "> 0.01", "> 0.1"),
    ("dead_letter_ratio_high", 'job="tocsin"', 'job=~"tocsin.*"'),
    ("source_silent", "max_over_time(tocsin_source_last_article_timestamp_seconds", "last_over_time(tocsin_source_last"
     "_article_timestamp_seconds"),
    ("source_silent", "offset 1d", "offset 1h"),
    ("source_silent", "max without (instance) (max", "min without (instance) (max"),
    ("alert_storm", "job:tocsin_alerts_published:increase10m > 50", "job:tocsin_alerts_published:increase10m > 0"),
    ("alert_storm", "> 10 * job", "> 0 * job"),
    ("alert_storm", ', status="Actual"', ""),
    ("replay_leaking_to_live", 'status="Test"', 'status=~".*"'),
    ("replay_leaking_to_live", 'mode!="worker"', 'mode="demo"'),
    ("replay_leaking_to_live", 'job="tocsin"', 'job=~"tocsin.*"'),
]  # fmt: skip


@pytest.mark.parametrize(("cases", "right", "wrong"), WRONG)
def test_a_rule_without_one_of_its_guards_is_found(
    promtool: str, cases: str, right: str, wrong: str, tmp_path: Path
) -> None:
    text = RULES.read_text()
    assert right in text
    path = next(each for each in CASES if each.stem == cases)
    ran = judged(promtool, path, text.replace(right, wrong), tmp_path)
    assert ran.returncode != 0
    assert "FAILED" in ran.stdout + ran.stderr, "found by the cases, not for its syntax"


def test_the_rules_pass_every_lint(promtool: str) -> None:
    ran = run(promtool, "check", "rules", "--lint=all", "--lint-fatal", str(RULES))
    assert ran.returncode == 0, ran.stdout + ran.stderr
