"""What a change of a schema breaks: each kind of change, by its path."""

from typing import Any

import pytest

from schemas.compatibility import breaking_changes

PLACE = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
OLD: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "An id."},
        "why": {"type": "string", "enum": ["new", "up"]},
        "killed": {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}], "default": None},
        "places": {"type": "array", "items": {"$ref": "#/$defs/Place"}},
        "by_type": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
    "required": ["id", "why"],
    "$defs": {"Place": PLACE},
}


def killed(default: int | None = None, minimum: int = 0) -> dict[str, Any]:
    return {"anyOf": [{"type": "integer", "minimum": minimum}, {"type": "null"}], "default": default}


def changed(**properties: Any) -> dict[str, Any]:
    return OLD | {"properties": OLD["properties"] | properties}


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        changed(mood={"type": "string"}),
        changed(id={"type": "string", "description": "Another description.", "title": "Id"}),
        changed(why={"type": "string", "enum": ["up", "down", "new"]}),
        changed(places={"type": "array", "items": PLACE}),
    ],
)
def test_optional_fields_words_and_descriptions_may_be_added(new: dict[str, Any]) -> None:
    assert breaking_changes(OLD, new) == []


@pytest.mark.parametrize(
    ("new", "change"),
    [
        (changed(id={"type": "integer"}), "id: type changed from 'string' to 'integer'"),
        (changed(id={"anyOf": [{"type": "string"}, {"type": "null"}]}), "id: null possible now"),
        (changed(killed={"anyOf": killed()["anyOf"][:1], "default": None}), "killed: null no longer possible"),
        (changed(killed=killed(minimum=1)), "killed: minimum changed from 0 to 1"),
        (changed(killed=killed(default=0)), "killed: default changed from None to 0"),
        (changed(why={"type": "string", "enum": ["new"]}), "why: words removed: up"),
        (changed(why={"type": "string"}), "why: list of words removed"),
        (changed(id={"type": "string", "enum": ["a"]}), "id: list of words added"),
        (changed(places={"type": "array", "items": {"type": "string"}}), "places[]: type changed from 'object'"),
        (changed(by_type={"type": "object", "additionalProperties": {"type": "string"}}), "by_type{}: type changed"),
        (changed(by_type={"type": "object"}), "by_type: additionalProperties changed"),
        (OLD | {"required": ["id", "why", "places"]}, "places: required now"),
        (changed(mood={"type": "string"}) | {"required": ["id", "why", "mood"]}, "mood: required now"),
        (OLD | {"required": ["id"]}, "why: no longer required"),
        (OLD | {"additionalProperties": False}, "the message: additionalProperties changed"),
        (OLD | {"$defs": {"Place": PLACE | {"properties": {}}}}, "places[].name: removed"),
        (OLD | {"$defs": {"Place": PLACE | {"required": []}}}, "places[].name: no longer required"),
    ],
)  # fmt: skip
def test_everything_else_breaks_and_is_named_with_its_path(new: dict[str, Any], change: str) -> None:
    assert any(found.startswith(change) for found in breaking_changes(OLD, new))


def test_a_removed_field_is_named_once() -> None:
    properties = {name: field for name, field in OLD["properties"].items() if name != "killed"}
    assert breaking_changes(OLD, OLD | {"properties": properties}) == ["killed: removed"]
