"""Settings of a control that between them use every setting with every choice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import BaseModel

Schema = dict[str, Any]
"""A JSON schema, or a part of one."""


def settings_cases(settings: type[BaseModel]) -> list[dict[str, Any]]:
    """Return settings that the model accepts, always the same: what is required, and each other value beside it.

    A value that is refused alone stands with the first value of another setting that makes it right.

    Raises:
        ValueError: a setting for whose type no value is known: give it `examples`.
    """
    schema = settings.model_json_schema()
    plainest, *others = _objects(schema, schema.get("$defs", {}))
    found = [plainest]
    for case in others:
        found += [one for one in (case, *_completed(case, plainest, others)) if _accepted(settings, one)][:1]
    unique = {json.dumps(one, sort_keys=True): one for one in found}
    return list(unique.values())


def _accepted(settings: type[BaseModel], values: Mapping[str, Any]) -> bool:
    try:
        settings.model_validate(values)
    except ValidationError:
        return False
    return True


def _completed(
    case: dict[str, Any], plainest: dict[str, Any], others: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Yield `case` with one more value from each of the others."""
    for other in others:
        more = {name: value for name, value in other.items() if plainest.get(name) != value}
        if not set(more) & {name for name, value in case.items() if plainest.get(name) != value}:
            yield {**case, **more}


def _values(schema: Schema, definitions: Mapping[str, Schema], name: str) -> list[Any]:
    """Return values of one schema, the plainest first."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "examples" in schema:
        return list(schema["examples"])
    if "const" in schema or "enum" in schema:
        return list(schema.get("enum", [schema.get("const")]))
    if "anyOf" in schema:
        return [value for part in schema["anyOf"] for value in _values(part, definitions, name)]
    by_type: dict[str, Callable[[], list[Any]]] = {
        "array": lambda: _lists(schema, definitions, name),
        "boolean": lambda: [False, True],
        "integer": lambda: list(dict.fromkeys([schema.get("minimum", 1), schema.get("maximum", 1000)])),
        "null": lambda: [None],
        "object": lambda: _objects(schema, definitions),
        "string": lambda: [name],
    }
    kind = schema.get("type", "")
    if kind not in by_type:
        raise ValueError(f"no value is known for the setting {name!r} ({schema}): give it `examples`")
    return by_type[kind]()


def _objects(schema: Schema, definitions: Mapping[str, Schema]) -> list[dict[str, Any]]:
    """Return a group with what is required, then one for each other value of each of its parts."""
    parts = {
        name: _values(part, definitions, name.replace("_", " "))
        for name, part in schema.get("properties", {}).items()
    }
    plainest = {name: parts[name][0] for name in schema.get("required", [])}
    others = [{**plainest, name: value} for name, values in parts.items() for value in values]
    return [plainest, *(one for one in others if one != plainest)]


def _lists(schema: Schema, definitions: Mapping[str, Schema], name: str) -> list[list[Any]]:
    """Return lists: the shortest that says something, one for each other value, and an empty one where it may be."""
    least = max(schema.get("minItems", 0), 1)
    empty: list[list[Any]] = [] if schema.get("minItems") else [[]]
    values = _values(schema.get("items", {"type": "string"}), definitions, name)
    if values == [name]:
        texts = [f"{name} {number}" for number in range(1, least + 2)]
        return [texts[:least], texts, *empty]
    whole = [values] if all(isinstance(one, str) for one in values) else []
    return [*([one] * least for one in values), *whole, *empty]
