"""The published schemas and examples: complete, in step with the models, and guarded against breaking changes."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemas import publish
from schemas.compatibility import Schema
from schemas.publish import ROOT, BreaksVersion, alert_table, check, export, message_schema, messages, with_alert_table

PAGE = ROOT.parent / "docs" / "messages.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give schemas in step with the models, and the examples, to tamper with."""
    export(tmp_path / "published")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def tamper(file: Path, **changes: Any) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def committed(copy: Path, name: str) -> tuple[Path, Schema]:
    file = copy / "published" / f"{name}.v1.schema.json"
    return file, json.loads(file.read_text())


def test_models_schemas_and_examples_agree() -> None:
    assert check() == []


def test_every_topic_with_a_model_has_a_published_message() -> None:
    assert list(messages()) == ["article", "verdict", "event", "incident", "alert", "heartbeat"]


@pytest.mark.parametrize("name", messages())
def test_a_published_schema_is_a_valid_schema_that_says_what_it_is(name: str) -> None:
    schema = message_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:tocsin:schema:{name}.v1"
    assert schema["title"] and schema["description"]


def test_every_field_of_the_alert_has_a_description() -> None:
    assert [name for name, field in message_schema("alert")["properties"].items() if not field.get("description")] == []


def test_every_field_of_every_message_is_used_in_an_example() -> None:
    named, used = set[str](), set[str]()
    for name in messages():
        schema = message_schema(name)
        definitions = {name: schema} | schema.get("$defs", {})
        named |= {f"{part}.{field}" for part, inner in definitions.items() for field in inner.get("properties", {})}
        for file in (ROOT / "examples" / f"{name}.v1").iterdir():
            used |= set(fields_used(json.loads(file.read_text()), {"$ref": f"#/$defs/{name}"}, definitions))
    assert named - used == set()


def test_a_changed_schema_is_drift(copy: Path) -> None:
    file, schema = committed(copy, "alert")
    tamper(file, description="Something else.")
    assert check(copy) == [f"published/{file.name} differs from the models: `tocsin schema export` writes it"]


def test_a_missing_schema_is_named(copy: Path) -> None:
    (copy / "published/verdict.v1.schema.json").unlink()
    assert check(copy) == ["published/verdict.v1.schema.json is missing: `tocsin schema export` writes it"]


def test_a_field_that_the_models_lost_breaks_the_version(copy: Path) -> None:
    file, schema = committed(copy, "alert")
    tamper(file, properties=schema["properties"] | {"mood": {"type": "string"}})
    assert check(copy) == [f"published/{file.name}: mood: removed (not allowed within v1)"]


def test_a_field_that_became_required_breaks_the_version(copy: Path) -> None:
    file, schema = committed(copy, "verdict")
    tamper(file, required=[name for name in schema["required"] if name != "origin"])
    assert check(copy) == [f"published/{file.name}: origin: required now (not allowed within v1)"]


def test_a_field_and_a_word_that_the_models_gained_are_drift_only(copy: Path) -> None:
    file, schema = committed(copy, "alert")
    fewer = {name: field for name, field in schema["properties"].items() if name != "contested"}
    tamper(file, properties=fewer | {"why": fewer["why"] | {"enum": fewer["why"]["enum"][1:]}})
    assert check(copy) == [f"published/{file.name} differs from the models: `tocsin schema export` writes it"]


def test_what_breaks_the_version_is_not_written(copy: Path) -> None:
    file, schema = committed(copy, "alert")
    tamper(file, properties=schema["properties"] | {"mood": {"type": "string"}})
    before = file.read_bytes()
    with pytest.raises(BreaksVersion, match=r"alert\.v1\.schema\.json: mood: removed"):
        export(copy / "published")
    assert file.read_bytes() == before


def test_export_writes_a_file_for_each_message_and_can_be_repeated(tmp_path: Path) -> None:
    written = {file.name: file.read_bytes() for file in export(tmp_path / "new")}
    assert list(written) == [f"{name}.v1.schema.json" for name in messages()]
    assert {file.name: file.read_bytes() for file in export(tmp_path / "new")} == written


def test_schemas_and_examples_of_no_message_are_orphans(copy: Path) -> None:
    (copy / "published/mood.v1.schema.json").write_text("{}")
    (copy / "examples/mood.v1").mkdir()
    assert check(copy) == [
        "published/mood.v1.schema.json belongs to no message",
        "examples/mood.v1 belongs to no message",
    ]


def test_a_message_with_one_example_has_too_few(copy: Path) -> None:
    for name in ("full", "stopped"):
        (copy / f"examples/heartbeat.v1/{name}.json").unlink()
    assert check(copy) == ["examples/heartbeat.v1 holds 1 examples, at least 2 are needed"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"sent": 5}, "schema: sent at /sent: a number is not an RFC 3339 date and time, got 5"),
        ({"mood": "bad"}, "differs from what the model reads"),
        ({"sequence": -1}, "$.sequence: -1 is less than the minimum of 0"),
    ],
)
def test_an_example_that_is_wrong_is_named_with_what_is_wrong(copy: Path, changes: dict[str, Any], wrong: str) -> None:
    tamper(copy / "examples/heartbeat.v1/full.json", **changes)
    assert any(line.startswith("examples/heartbeat.v1/full.json: ") and wrong in line for line in check(copy))


def test_a_word_that_is_not_published_is_wrong_in_an_example(copy: Path) -> None:
    tamper(copy / "examples/alert.v1/minimal.json", why="mood_change")
    assert [line for line in check(copy) if "'mood_change' is not one of" in line]


def test_files_that_are_no_json_are_named(copy: Path) -> None:
    (copy / "examples/alert.v1/minimal.json").write_text("{")
    (copy / "published/alert.v1.schema.json").write_text("{")
    assert ["not JSON" in line for line in check(copy)] == [True, True]


def test_without_jsonschema_the_models_still_judge_the_examples(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "find_spec", lambda name: None)
    tamper(copy / "examples/heartbeat.v1/full.json", sequence=-1)
    assert publish.missing_tools() == ["jsonschema"]
    assert len(check(copy)) == 1


def test_the_page_for_users_shows_the_fields_as_they_are() -> None:
    page = PAGE.read_text()
    assert with_alert_table(page) == page
    assert "| `killed_min` | integer or null |" in alert_table()


def test_the_page_for_users_lists_every_topic() -> None:
    page = PAGE.read_text()
    assert [spec.suffix for spec, _ in messages().values() if f"| `tocsin-{spec.suffix}` |" not in page] == []


def test_a_page_without_marks_is_not_written_to() -> None:
    with pytest.raises(ValueError, match="lacks its marks"):
        with_alert_table("# Messages")


def fields_used(value: Any, schema: Schema, definitions: dict[str, Schema]) -> Iterator[str]:
    """Give the fields that an example gives a value, each as ``definition.field``."""
    name = schema.get("$ref", "").rpartition("/")[2]
    part = definitions.get(name, schema)
    for variant in part.get("anyOf", ()):
        yield from fields_used(value, variant, definitions)
    if isinstance(value, dict):
        of_a_map = part.get("additionalProperties")
        for field, inner in value.items():
            yield f"{name}.{field}"
            inner_schema = part.get("properties", {}).get(field, of_a_map if isinstance(of_a_map, dict) else {})
            yield from fields_used(inner, inner_schema, definitions)
    elif isinstance(value, list):
        for inner in value:
            yield from fields_used(inner, part.get("items", {}), definitions)
