"""The package schema and the generated Python classes say exactly what the kinds say."""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pulumi
import pytest

from holdfast.drift import record as recording
from holdfast.drift.record import record
from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.provider import resources
from holdfast.provider.schema import package_schema
from tests.corpus.properties import EVERY_KIND, KINDS
from tools.docs.class_source import snake_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from holdfast.kinds.kind import Kind

AN_ID = "0d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
OURS = [kind for kind in KINDS if kind.token.startswith("m365:")]
EVERY_OWN_KIND = pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
PACKAGES = sorted({kind.token.partition(":")[0] for kind in KINDS})


def schema_of(package: str) -> dict[str, Any]:
    own = [kind for kind in KINDS if kind.token.startswith(f"{package}:")]
    schema: dict[str, Any] = json.loads(json.dumps(package_schema(package, "1.2.3", own), allow_nan=False))
    return schema


def fields_below(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from fields_below(field.fields)


def assert_says(schema: dict[str, Any], field: Field, told: dict[str, Any]) -> None:
    """Assert that a schema's property says what the field says, and so on below."""
    assert told["description"].startswith(field.doc)
    assert told.get("replaceOnChanges", False) == field.fixed
    item = told
    if field.many:
        assert told["type"] == "array"
        item = told["items"]
    if field.type is Type.DAYS:
        assert item["oneOf"] == [{"type": "integer"}, {"type": "string"}]
    elif field.type is not Type.OBJECT:
        assert item["type"] == field.type.value
    else:
        assert item["$ref"].startswith("#/types/")
        body = schema["types"][unquote(item["$ref"].removeprefix("#/types/"))]
        assert body["type"] == "object"
        assert set(body["properties"]) == {member.name for member in field.fields}
        assert set(body["required"]) == {member.name for member in field.fields if member.required}
        for member in field.fields:
            assert_says(schema, member, body["properties"][member.name])


@EVERY_KIND
def test_schema_says_what_every_field_says(kind: Kind) -> None:
    schema = schema_of(kind.token.partition(":")[0])
    resource = schema["resources"][kind.token]

    assert kind.doc in resource["description"]
    assert kind.source in resource["description"]
    assert set(resource["properties"]) == {field.name for field in kind.fields}
    assert set(resource["inputProperties"]) == {field.name for field in kind.fields if not field.output}
    required = sorted(field.name for field in kind.fields if field.required)
    assert resource["required"] == required
    assert resource["requiredInputs"] == required
    for field in kind.fields:
        assert_says(schema, field, resource["properties"][field.name])
        if not field.output:
            assert_says(schema, field, resource["inputProperties"][field.name])


@pytest.mark.parametrize("package", PACKAGES)
def test_every_token_of_a_schema_belongs_to_its_package(package: str) -> None:
    schema = schema_of(package)

    assert schema["name"] == package
    assert schema["version"] == "1.2.3"
    assert set(schema["resources"]) == {token for token in kinds() if token.startswith(f"{package}:")}
    assert [token for token in schema["types"] if not token.startswith(f"{package}:")] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_type_of_a_schema_is_used_and_none_shadows_another(package: str) -> None:
    schema = schema_of(package)
    used = {unquote(token) for token in re.findall(r"#/types/([^\"]+)", json.dumps(schema))}
    objects = [
        field
        for kind in KINDS
        if kind.token.startswith(f"{package}:")
        for field in fields_below(kind.fields)
        if field.type is Type.OBJECT
    ]

    assert used == set(schema["types"])
    assert len(schema["types"]) == len(objects)


@EVERY_KIND
def test_statement_of_a_kind_is_complete(kind: Kind) -> None:
    names = [field.name for field in kind.fields]
    fields = list(fields_below(kind.fields))

    assert re.fullmatch(r"[a-z0-9]+:[A-Za-z/]+:[A-Z][A-Za-z0-9]+", kind.token)
    assert all((kind.title, kind.doc))
    assert bool(kind.read_permissions) == (kind.shape is not Shape.ATTESTATION)
    assert kind.write_permissions or "never writes" in kind.doc
    page = r"https://learn\.microsoft\.com/\S+" if kind.read_permissions else r"docs/decisions/\S+\.md"
    assert re.fullmatch(page + r" \(\d{4}-\d{2}-\d{2}\)", kind.source)
    assert len(names) == len(set(names))
    assert kind.doc.endswith(".")
    for field in fields:
        assert field.doc.endswith("."), field.name
        assert (field.type is Type.OBJECT) == bool(field.fields), field.name
        assert field.refers_to in ("", *kinds()), field.name
        assert field.type in (Type.INTEGER, Type.DAYS) or (field.minimum, field.maximum) == (None, None), (
            field.name
        )
        assert not (field.required and field.default is not None), field.name
        if field.any_case and isinstance(field.default, str):
            assert field.default == field.default.lower(), "a default is compared in normal form"


@EVERY_OWN_KIND
def test_generated_class_takes_exactly_the_inputs(kind: Kind) -> None:
    parameters = dict(inspect.signature(getattr(resources, kind.name).__init__).parameters)
    for name in ("self", "resource_name", "opts"):
        del parameters[name]
    inputs = schema_of("m365")["resources"][kind.token]

    assert set(parameters) == {snake_case(name) for name in inputs["inputProperties"]}
    for name, parameter in parameters.items():
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, name
    required = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty}
    assert required == {snake_case(name) for name in inputs["requiredInputs"]}


@EVERY_OWN_KIND
def test_generated_class_has_a_getter_for_every_property(kind: Kind) -> None:
    declared = getattr(resources, kind.name)

    assert declared.__doc__
    for field in kind.fields:
        getter = inspect.getattr_static(declared, snake_case(field.name))
        assert isinstance(getter, property)
        assert getter.__doc__


def test_there_is_a_class_for_every_own_kind_and_no_other() -> None:
    classes = {
        name
        for name, value in vars(resources).items()
        if isinstance(value, type) and issubclass(value, pulumi.CustomResource) and not name.startswith("_")
    }

    assert classes - {"Provider"} == {kind.name for kind in OURS}


@EVERY_OWN_KIND
def test_generated_class_registers_what_it_is_given_under_pulumis_names(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "program_mistakes", lambda *_: iter(()))  # names are held here, no values
    values = {Type.STRING: "x", Type.BOOLEAN: True, Type.INTEGER: 3, Type.DAYS: 30, Type.OBJECT: {"is": 1}}
    inputs = {
        field.name: [value] if field.many else value
        for field in kind.fields
        if not field.output
        for value in [values[field.type] if field.id_or is None else AN_ID]
    }
    given = {snake_case(name): value for name, value in inputs.items()}
    program = f"from holdfast.provider.resources import {kind.name}\n\n{kind.name}('one', **{given!r})\n"
    (tmp_path / "__main__.py").write_text(program, encoding="utf-8")

    assert [(one.token, one.name, one.inputs) for one in record(tmp_path, "acme")] == [
        (kind.token, "one", inputs)
    ]
