"""`tocsin backtest`: exit statuses, goldens, and rules that really change what comes out."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.streams.cli.conftest import Ended, Tocsin

#: Three attacks and an exercise of our own.
ARTICLES = (
    (
        "a",
        "Drone kills two in Kherson",
        "KHERSON - A Russian drone killed two people on Monday, police said.",
    ),
    ("b", "Army holds drill", "KYIV - Soldiers trained with mortars in an annual exercise near Kyiv, the army said."),
    ("c", "Shelling kills 14 in Nikopol", "NIKOPOL - Shelling killed 14 people in Nikopol on Monday, officials said."),
    ("d", "Rocket wounds five", "HAIFA - A rocket wounded five people in Haifa on Monday, medics said."),
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    lines = [
        {
            "topic": "tocsin-articles",
            "timestamp": 1_778_485_560_000 + number * 60_000,
            "key": uri,
            "value": {"uri": uri, "headline": headline, "body": body, "published_at": "2026-05-11T07:40:00Z"},
        }
        for number, (uri, headline, body) in enumerate(ARTICLES)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.fixture
def rules(tocsin: Tocsin, tmp_path: Path) -> Path:
    """Give a folder with the rules of the package, to be changed."""
    assert tocsin("ruleset", "save", str(tmp_path / "rules")).status == 0
    return tmp_path / "rules"


@pytest.fixture
def golden(tocsin: Tocsin, archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_ARTICLE_SECONDS", "60")
    path = archive.with_name("news.golden.jsonl.zst")
    ended = tocsin("backtest", str(archive), "--against", str(path), "--accept", "--processes", "1")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"recorded {path}: ")
    return path


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def under(rules: Path, *arguments: str) -> Ended:
    """Run a backtest in a process of its own, which reads by these rules."""
    command = [sys.executable, "-c", "from streams.cli import main; main()", "backtest", *arguments]
    env = os.environ | {"TOCSIN_RULESET": str(rules), "TOCSIN_ARTICLE_SECONDS": "60"}
    ended = subprocess.run(command, env=env, capture_output=True, timeout=300, check=False)
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def test_without_a_difference_it_ends_with_0(tocsin: Tocsin, archive: Path, golden: Path) -> None:
    ended = tocsin("backtest", str(archive), "--against", str(golden), "--processes", "1")
    assert (ended.status, ended.out.splitlines()[-1], ended.err) == (0, "nothing differs", "")


def test_a_golden_is_the_same_for_any_number_of_processes(tocsin: Tocsin, archive: Path, golden: Path) -> None:
    again = golden.with_name("again.jsonl.zst")
    tocsin("backtest", str(archive), "--against", str(again), "--accept", "--processes", "3")
    assert again.read_bytes() == golden.read_bytes()


def test_a_changed_weight_is_found_and_accepted(archive: Path, golden: Path, rules: Path) -> None:
    changed(rules / "severity/severity.toml", "killed = 1.0", "killed = 3.0")
    report = golden.with_name("report.html")
    given = (str(archive), "--against", str(golden), "--processes", "1")
    ended = under(rules, *given, "--json", "-", "--html", str(report))
    told = json.loads(ended.out)
    assert (ended.status, told["flips"], told["summary"]["incidents"]) == (3, [], {"new": 0, "lost": 0, "changed": 2})
    fields = {each["field"] for incident in told["incidents"] for each in incident["alerts"][0]["fields"]}
    assert {"severity_score", "severity_H"} <= fields
    assert told["before"]["ruleset"] != told["now"]["ruleset"]
    assert "Incidents changed (2)" in report.read_text()

    accepted = under(rules, *given, "--accept")
    assert (accepted.status, "accepted 2 differences" in accepted.err) == (0, True)
    assert under(rules, *given).status == 0


def test_a_removed_term_is_found_against_the_old_rules(tocsin: Tocsin, archive: Path, rules: Path) -> None:
    # The old rules do not know what a drone is; those in force do.
    changed(rules / "lexicons/terms/weapons.toml", '"drone"', '"ornithopter"')
    report = archive.with_name("report.json")
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules), "--processes", "1", "--json", str(report))
    told = json.loads(report.read_text())
    assert ended.status == 3
    assert "Kherson" in " ".join(each["title"] for each in told["incidents"])
    assert "Haifa" not in report.read_text()
    assert "records; incidents" in ended.out


def test_the_rules_of_the_package_are_no_difference(tocsin: Tocsin, archive: Path, rules: Path) -> None:
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules), "--processes", "1")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "nothing differs")


def test_a_golden_of_another_archive_is_refused_and_kept(tocsin: Tocsin, archive: Path, golden: Path) -> None:
    before = golden.read_bytes()
    archive.write_bytes(b"".join(archive.read_bytes().splitlines(keepends=True)[:3]))
    ended = tocsin("backtest", str(archive), "--against", str(golden), "--accept")
    assert (ended.status, golden.read_bytes() == before) == (1, True)
    assert f"{golden} cannot be compared: it is of the archive " in ended.err
    assert "(4 records), not of " in ended.err and "(3 records)" in ended.err


def test_a_golden_of_other_settings_is_refused(
    tocsin: Tocsin, archive: Path, golden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_MIN_LEVEL", "Severe")
    ended = tocsin("backtest", str(archive), "--against", str(golden))
    assert (ended.status, "it was made with min_level Unknown, not Severe" in ended.err) == (1, True)


def test_broken_old_rules_are_told_before_anything_is_played(tocsin: Tocsin, archive: Path, rules: Path) -> None:
    (rules / "incidents/joining.toml").unlink()
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"tocsin: --ruleset: {rules}/incidents/joining.toml: No such file or directory\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "compare with what? Give --against GOLDEN or --ruleset OLD, one of them"),
        (("--against", "a", "--ruleset", "b"), "compare with what?"),
        (("--ruleset", "b", "--accept"), "--accept goes with --against"),
        (("--against", "nowhere.jsonl"), "no such golden: nowhere.jsonl; --accept records it"),
    ],
)
def test_what_cannot_be_compared_is_wrong_usage(
    tocsin: Tocsin, archive: Path, options: tuple[str, ...], told: str
) -> None:
    ended = tocsin("backtest", str(archive), *options)
    assert (ended.status, ended.err.startswith(f"tocsin: {told}")) == (2, True)


def test_a_missing_archive_is_wrong_usage(tocsin: Tocsin, golden: Path) -> None:
    ended = tocsin("backtest", "nowhere.jsonl", "--against", str(golden))
    assert (ended.status, ended.err) == (2, "tocsin: cannot read nowhere.jsonl: No such file or directory\n")


def test_a_file_that_is_no_golden_is_told(tocsin: Tocsin, archive: Path) -> None:
    ended = tocsin("backtest", str(archive), "--against", str(archive))
    assert (ended.status, ended.err) == (1, f"tocsin: {archive}: no golden (tocsin-golden/1) in its first line\n")


def test_an_archive_without_a_record_is_no_proof_that_nothing_differs(tocsin: Tocsin, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_bytes(b"\n")
    ended = tocsin("backtest", str(tmp_path / "none.jsonl"), "--against", str(tmp_path / "g.jsonl"), "--accept")
    assert (ended.status, ended.err) == (2, f"tocsin: {tmp_path}/none.jsonl holds no record to play\n")
    assert not (tmp_path / "g.jsonl").exists()


def test_a_report_that_cannot_be_written_is_told_before_anything_is_played(
    tocsin: Tocsin, archive: Path, golden: Path
) -> None:
    ended = tocsin("backtest", str(archive), "--against", str(golden), "--html", "nowhere/report.html")
    assert (ended.status, ended.err) == (2, "tocsin: --html nowhere/report.html: no such folder as nowhere\n")


def test_nothing_is_accepted_when_its_report_cannot_be_written(
    tocsin: Tocsin, archive: Path, golden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, folder = golden.stat().st_ino, sorted(golden.parent.iterdir())
    given = ("--against", str(golden), "--accept", "--processes", "1", "--html", str(golden.parent / "report.html"))
    monkeypatch.setattr("streams.cli.whole_file._replace", _full)
    ended = tocsin("backtest", str(archive), *given)
    assert (ended.status, "report.html: No space left on device" in ended.err) == (1, True)
    assert (golden.stat().st_ino, sorted(golden.parent.iterdir())) == (before, folder)


def _full(_path: Path, _content: bytes) -> None:
    raise OSError(28, "No space left on device")


def test_a_golden_inside_the_archive_is_refused(tocsin: Tocsin, archive: Path) -> None:
    ended = tocsin("backtest", str(archive.parent), "--against", str(archive.with_name("g.jsonl")), "--accept")
    assert (ended.status, "a golden cannot be in the archive" in ended.err) == (2, True)


def test_a_span_of_time_has_a_golden_of_its_own(tocsin: Tocsin, archive: Path, rules: Path) -> None:
    # The third and fourth report; other rules are played over the same span.
    span = ("--start", "2026-05-11T07:48:00Z", "--processes", "1")
    part = archive.with_name("part.jsonl")
    assert tocsin("backtest", str(archive), "--against", str(part), "--accept", *span).status == 0
    ended = tocsin("backtest", str(archive), "--against", str(part))
    assert (ended.status, "(2 records), not of " in ended.err) == (1, True)
    changed(rules / "lexicons/terms/weapons.toml", '"drone"', '"ornithopter"')
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules), *span)
    assert (ended.status, ended.out.splitlines()[0][:10], ended.out.splitlines()[-1]) == (
        0,
        "2 records;",
        "nothing differs",
    )
    nothing = tocsin("backtest", str(archive), "--ruleset", str(rules), "--start", "2027-01-01T00:00:00Z")
    assert nothing.err == f"tocsin: {archive} holds no record to play in that time\n"


def test_what_is_damaged_is_left_out_where_that_is_wished_and_told(tocsin: Tocsin, archive: Path, rules: Path) -> None:
    archive.write_bytes(archive.read_bytes() + b'{"no": "record"}\n')
    refused = tocsin("backtest", str(archive), "--ruleset", str(rules))
    assert (refused.status, "--skip-bad plays the others" in refused.err) == (1, True)
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules), "--skip-bad", "--processes", "1")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "nothing differs")
    assert ended.err.splitlines()[-1] == "SKIPPED 1 of 5 lines (schema 1): what they held is not in the output"


def test_a_file_of_the_working_directory_is_no_module(
    tocsin: Tocsin, archive: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.with_name("streams").mkdir()
    archive.with_name("streams").joinpath("__init__.py").write_text("raise SystemExit(77)")
    monkeypatch.chdir(archive.parent)
    assert tocsin("backtest", str(archive), "--ruleset", str(rules), "--processes", "1").status == 0


def test_a_reader_that_has_seen_enough_does_not_hide_that_something_differs(
    archive: Path, golden: Path, rules: Path
) -> None:
    changed(rules / "severity/severity.toml", "killed = 1.0", "killed = 3.0")
    command = [sys.executable, "-c", "from streams.cli import main; main()", "backtest", str(archive)]
    env = os.environ | {"TOCSIN_RULESET": str(rules), "TOCSIN_ARTICLE_SECONDS": "60"}
    for options in ((), ("--json", "-")):
        given = [*command, "--against", str(golden), *options]
        with subprocess.Popen(given, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.close()
            assert (process.wait(120), process.stderr.read()) == (3, b"")


def test_an_incident_whose_first_report_tells_of_no_attack_any_more_is_the_same_one(
    tocsin: Tocsin, archive: Path, rules: Path
) -> None:
    texts = (
        (
            "Orange Sparrow: drone kills two",
            "Orange Sparrow began on Monday: a drone hit a bus in Kherson and killed two.",
        ),
        ("Russian attack on bus kills two", "A Russian drone attack on a bus killed two people in Kherson on Monday."),
    )
    lines = []
    for number, (headline, body) in enumerate(texts):
        source = {"domain": f"desk{number}.example"}
        value = {"uri": f"r{number}", "headline": headline, "body": f"KHERSON - {body}", "source": source}
        value["published_at"] = "2026-05-11T07:40:00Z"
        stamp = 1_778_485_560_000 + number * 600_000
        lines.append(json.dumps({"topic": "tocsin-articles", "timestamp": stamp, "value": value}) + "\n")
    archive.write_text("".join(lines))
    changed(rules / "lexicons/terms/cues.toml", 'nouns = ["drill", ', 'nouns = ["orange sparrow", "drill", ')
    ended = tocsin("backtest", str(archive), "--ruleset", str(rules), "--processes", "1", "--json", "-")
    told = json.loads(ended.out)
    assert [flip["old"] for flip in told["flips"]] == [["no_event", "exercise"]]
    (incident,) = told["incidents"]
    assert (incident["kind"], incident["paired_by"], incident["old_id"] != incident["new_id"]) == (
        "changed",
        "reports",
        True,
    )
    assert [each["uri"] for each in incident["reports_new"]] == ["r0"]
