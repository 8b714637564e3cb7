"""The published JSON Schemas: written from the models, checked against what is committed and against the examples.

``published/<message>.v1.schema.json`` is its own baseline: a model whose schema differs from the committed file in a
way that v1 does not allow is a problem, and ``export`` refuses to write it. To break v1 on purpose one removes the
file, which no reader of the diff can miss. Example: ``check()`` is ``[]`` when all is well.

Examples are validated by the models, and by the JSON Schemas where the ``jsonschema`` package is installed (it is a
development dependency; ``missing_tools`` says when that half of the check was left out).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from schemas.codec import BadRecord, decode
from schemas.compatibility import Schema, breaking_changes
from schemas.topics import Topic, TopicSpec

#: Where the package keeps ``published/`` and ``examples/``.
ROOT = Path(__file__).parent
#: Fewest examples of a message: a minimal one, and one that shows what the message can hold.
MIN_EXAMPLES = 2

TABLE_START = "<!-- generated from schemas/alert.py by `tocsin schema export`: start -->"
TABLE_END = "<!-- generated: end -->"


class BreaksVersion(Exception):  # noqa: N818 - the name says what the change does
    """The models no longer fit the committed schemas of this version; ``changes`` names each with its path."""

    def __init__(self, changes: list[str]) -> None:
        super().__init__(changes)
        self.changes = changes

    def __str__(self) -> str:
        return "; ".join(self.changes)


class _Generator(GenerateJsonSchema):
    """Pydantic's generator without a title per field: "Killed Min" says nothing that the name does not."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def messages() -> dict[str, tuple[TopicSpec, type[BaseModel]]]:
    """Return the published messages by name, with their topic and model."""
    specs = [topic.value for topic in Topic]
    return {spec.message: (spec, spec.model) for spec in specs if spec.message is not None and spec.model is not None}


def message_schema(name: str) -> Schema:
    """Return the JSON Schema (2020-12) of a message: what a writer must send, and all that a reader can rely on."""
    spec, model = messages()[name]
    generated = model.model_json_schema(mode="validation", schema_generator=_Generator)
    # Descriptions come from docstrings; readers of a JSON Schema know one backtick, not two.
    schema: Schema = json.loads(json.dumps(generated).replace("``", "`"))
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": spec.schema_id,
        "title": f"Tocsin {name}, version 1",
        "description": f"{schema.pop('description')} Readers must accept fields and words that are not listed here.",
    }
    schema.pop("title", None)
    return head | schema


def render(schema: Schema) -> bytes:
    """Return a schema as it is committed."""
    return (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def file_name(name: str) -> str:
    """Return the file name of a message's schema."""
    return f"{name}.v1.schema.json"


def export(directory: Path) -> list[Path]:
    """Write every schema into a directory, and return the files.

    Raises:
        BreaksVersion: a file that is there already holds a schema that the new one breaks; nothing is written.
    """
    files = {directory / file_name(name): message_schema(name) for name in messages()}
    broken = [change for file, schema in files.items() for change in _broken(file, schema)]
    if broken:
        raise BreaksVersion(broken)
    directory.mkdir(parents=True, exist_ok=True)
    for file, schema in files.items():
        file.write_bytes(render(schema))
    return list(files)


def check(root: Path = ROOT) -> list[str]:
    """Return what is wrong with ``published/`` and ``examples/`` under a root, one line each; else nothing."""
    return [*_schema_problems(root / "published"), *_example_problems(root / "examples")]


def missing_tools() -> list[str]:
    """Return the packages without which a part of ``check`` is left out."""
    return [] if find_spec("jsonschema") else ["jsonschema"]


def alert_table() -> str:
    """Return the fields of the alert as a Markdown table, for docs/messages.md."""
    schema = message_schema("alert")
    rows = [
        f"| `{name}` | {_type_words(field)} | {field.get('description', '')} |"
        for name, field in schema["properties"].items()
    ]
    return "\n".join(["| field | type | meaning |", "|---|---|---|", *rows])


def with_alert_table(page: str) -> str:
    """Return a Markdown page with the table of alert fields, between its two marks, brought up to date."""
    before, start, rest = page.partition(TABLE_START)
    _, end, after = rest.partition(TABLE_END)
    if not start or not end:
        raise ValueError(f"the page lacks its marks {TABLE_START!r} and {TABLE_END!r}")
    return f"{before}{start}\n\n{alert_table()}\n\n{end}{after}"


def _broken(file: Path, schema: Schema) -> list[str]:
    if not file.exists():
        return []
    committed, problem = _read_json(file)
    return [problem] if problem else [f"{file.name}: {change}" for change in breaking_changes(committed, schema)]


def _schema_problems(directory: Path) -> Iterator[str]:
    expected = {file_name(name): name for name in messages()}
    for file, name in expected.items():
        path = directory / file
        schema = message_schema(name)
        if not path.exists():
            yield f"published/{file} is missing: `tocsin schema export` writes it"
        elif broken := _broken(path, schema):
            yield from (f"published/{problem} (not allowed within v1)" for problem in broken)
        elif path.read_bytes() != render(schema):
            yield f"published/{file} differs from the models: `tocsin schema export` writes it"
    for path in _children(directory):
        if path.name not in expected:
            yield f"published/{path.name} belongs to no message"


def _example_problems(directory: Path) -> Iterator[str]:
    folders = {f"{name}.v1": name for name in messages()}
    for path in _children(directory):
        if path.name not in folders:
            yield f"examples/{path.name} belongs to no message"
    for folder, name in folders.items():
        files = _children(directory / folder)
        if len(files) < MIN_EXAMPLES:
            yield f"examples/{folder} holds {len(files)} examples, at least {MIN_EXAMPLES} are needed"
        for file in files:
            yield from (f"examples/{folder}/{file.name}: {wrong}" for wrong in _wrong_with_example(file, name))


def _wrong_with_example(file: Path, name: str) -> Iterator[str]:
    example, problem = _read_json(file)
    if problem:
        yield problem
        return
    _, model = messages()[name]
    try:
        message = decode(model, file.read_bytes())
    except BadRecord as bad:
        yield str(bad)
    else:
        # Unknown fields are ignored by readers; in an example they are spelling mistakes.
        if message.model_dump(mode="json", exclude_unset=True) != example:
            yield "differs from what the model reads: a field it does not know, or a value it writes in another way"
    yield from _wrong_by_json_schema(example, message_schema(name))


def _wrong_by_json_schema(example: Any, schema: Schema) -> Iterator[str]:
    if missing_tools():
        return
    # Imported here: at run time the package need not be there.
    from jsonschema import Draft202012Validator

    for error in Draft202012Validator(schema).iter_errors(example):
        yield f"{error.json_path}: {error.message[:200]}"


def _read_json(file: Path) -> tuple[Any, str | None]:
    try:
        return json.loads(file.read_bytes()), None
    except (ValueError, RecursionError) as error:
        return None, f"{file.name}: not JSON: {error}"


def _children(directory: Path) -> list[Path]:
    return sorted(path for path in directory.iterdir()) if directory.is_dir() else []


def _type_words(field: Schema) -> str:
    """Say a field's type in words: its enum, "integer or null", "array of Place"."""
    if "enum" in field:
        return ", ".join(f"`{word}`" for word in field["enum"])
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "anyOf" in field:
        return " or ".join(_type_words(variant) for variant in field["anyOf"])
    if field.get("type") == "array":
        return f"array of {_type_words(field['items'])}"
    return str(field.get("format") or field.get("type") or "any")
