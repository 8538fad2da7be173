"""A name that is longer than the service takes is refused with the line of the client file, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from holdfast.controls.catalogue import controls
from holdfast.controls.control import control_id
from holdfast.kinds.input_mistakes import refused_values
from holdfast.kinds.registry import kinds
from tools.docs.declared import declares
from tools.docs.settings_cases import settings_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.controls.control import HardeningControl
    from holdfast.kinds.field import Field

LONG = "x" * 5000


def limited(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every text with a length that the service does not go beyond."""
    for one in fields:
        if one.longest is not None:
            yield f"{above}{one.name}", one
        yield from limited(one.fields, f"{above}{one.name}.")


LIMITED = [
    pytest.param(one, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    for path, one in limited(kind.fields)
]


@pytest.mark.parametrize("field", LIMITED)
def test_a_program_is_refused_a_text_that_is_too_long_and_no_shorter_one(field: Field) -> None:
    assert field.longest
    longest = field.longest
    assert not list(refused_values([field], {field.name: "x" * longest}))
    told = f"should have at most {longest} characters, has {longest + 1}"
    assert list(refused_values([field], {field.name: "x" * (longest + 1)})) == [(field.name, told)]


def lengthened(value: Any) -> Iterator[Any]:
    """Settings, each with one text in them made long."""
    if isinstance(value, str):
        yield LONG
    for key, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        for longer in lengthened(item):
            if isinstance(value, dict):
                yield {**value, key: longer}
            else:
                yield [*value[:key], longer, *value[key + 1 :]]


@pytest.mark.parametrize("control", controls().values(), ids=controls())
def test_the_client_file_says_where_a_text_stands_that_is_too_long(
    control: type[HardeningControl[Any]],
) -> None:
    """What the settings let through, the recording does not refuse: it cannot say the line."""
    for case in settings_cases(control.Settings):
        for settings in lengthened(case):
            try:
                control.Settings.model_validate(settings)
            except ValidationError:
                continue
            declares(control_id(control), settings)
