"""Each control brings the content that the tests ask of it, in its own file: what is missing is told by field."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from holdfast.controls.attested import AttestedControl
from holdfast.controls.catalogue import controls
from holdfast.controls.narrowing import Narrows
from holdfast.controls.sufficing import FallsShort
from holdfast.drift.record import record
from holdfast.emulator import tamperings
from holdfast.kinds.field import Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from tests.newest import upgraded_project
from tests.tried import narrowing, tried, tried_controls, tried_kind, tried_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.kinds.kind import Kind

CONTROLS = dict(controls())
EVERY_CONTROL = pytest.mark.parametrize("name", CONTROLS)


def file_of(name: str) -> str:
    return f"tests/controls/{name.replace('.', '/')}.py"


@cache
def undone_by(name: str) -> frozenset[str]:
    """Names of the tamperings with a control."""
    if issubclass(CONTROLS[name], AttestedControl):
        return frozenset()
    return frozenset(one.name for one in importlib.import_module(f"{tamperings.__name__}.{name}").TAMPERINGS)


def marked(settings: type[BaseModel], mark: type) -> Iterator[str]:
    """Yield the settings that are marked so, those of inner groups too."""
    for name, field in settings.model_fields.items():
        if any(isinstance(one, mark) for one in field.metadata):
            yield name
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from marked(inner, mark)


@EVERY_CONTROL
def test_every_field_is_said_that_the_tests_need(name: str) -> None:
    one, settings = tried(name), CONTROLS[name].Settings
    short = set(marked(settings, FallsShort))
    lacking = [
        *(
            f"`found`: at which paths a check finds {each}, or name it in `listed` or `alone`"
            for each in sorted(undone_by(name) - {*one.found, *one.listed, *one.alone})
        ),
        *(
            f"`narrowing`: settings by which `{each}` leaves somebody out"
            for each in sorted(set(marked(settings, Narrows)))
            if not narrowing(name, each)
        ),
        *(f"`enough`: values of `{each}` that are just enough" for each in sorted(short - {*one.enough})),
        *(f"`too_little`: values of `{each}` that are not" for each in sorted(short - {*one.too_little})),
    ]
    assert not lacking, f"{file_of(name)} lacks {'; '.join(lacking)}"


@EVERY_CONTROL
def test_nothing_is_said_of_what_is_not_there(name: str) -> None:
    one, settings = tried(name), CONTROLS[name].Settings
    short = set(marked(settings, FallsShort))

    said = [*one.found, *one.listed, *one.alone]
    assert {*said} <= undone_by(name)
    assert len({*said}) == len(said)
    assert {*one.narrowing} <= set(marked(settings, Narrows))
    assert {*one.enough} <= short
    assert {*one.too_little} <= short
    assert {each.control for found in one.found.values() for each in found} <= {"", *CONTROLS} - {name}
    for found in one.found.values():
        assert len({each.put_right for each in found}) == 1, "a tampering is put right or it is not"


def test_every_file_is_about_a_control() -> None:
    strangers = sorted({*tried_controls()} - {*CONTROLS})
    assert not strangers, f"{[file_of(one) for one in strangers]}: no control has that name"


def test_whoever_chooses_everything_has_something_declared_by_every_control_and_attests_all_of_it(
    tmp_path: Path,
) -> None:
    resources = record(upgraded_project(tmp_path), "contoso")

    declaring = {one.control for one in resources}
    attesting = {one.control for one in resources if kinds()[one.token].shape is Shape.ATTESTATION}
    lacking = [f"{file_of(name)} lacks `chosen`" for name in sorted({*CONTROLS} - declaring)]
    assert not lacking, (
        "which parameters of the newest baseline does a client give, so that it declares something?"
    )
    attested = {name for name, one in tried_controls().items() if one.attested}
    lacking = [f"{file_of(name)} lacks `attested`" for name in sorted(attesting - attested)]
    assert not lacking, "which values of its attestation are as good as asked?"
    assert attested == attesting


def test_every_file_of_a_kind_is_named_as_the_kind() -> None:
    strangers = sorted({*tried_kinds()} - {one.name.lower() for one in kinds().values()})
    assert not strangers, f"files below tests/kinds are about {strangers}, and no kind is called so"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_groups_are_said_of_every_list_of_them_that_protects(kind: Kind) -> None:
    lists = {one.name for one in kind.fields if one.protecting and one.type is Type.OBJECT and one.many}
    said = tried_kind(kind.name).groups

    lacking = sorted(lists - {*said})
    assert not lacking, f"the file of {kind.name} below tests/kinds lacks `groups` of {lacking}"
    assert {*said} <= lists
    assert all(len(groups) > 1 for groups in said.values()), "one by itself is not weaker than another"
