"""A claim of SCuBA or CIS is true with every choice of every setting, unless the claim itself names the setting.

What leaves somebody out, and what is too little for the control's own outcomes, is told elsewhere.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.narrowing import Narrows
from holdfast.controls.sufficing import FallsShort
from tests.conditions import meets
from tests.corpus import test_auditors as own
from tests.corpus import test_auditors_of_settings as settings
from tests.corpus import test_auditors_of_sign_in as sign_in
from tests.tried import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

    from tests.conditions import Condition

    Objects = Callable[[Mapping[str, Any]], Sequence[dict[str, Any]]]

DECIDED_ELSEWHERE = {"state", "enabled"}
"""Settings by which a control is on at all."""


def values(field: FieldInfo) -> list[Any]:
    """Every choice, and both ends of a number, with what is beside them."""
    if get_origin(field.annotation) is Literal:
        return list(get_args(field.annotation))
    if field.annotation is bool:
        return [True, False]
    if field.annotation is int:
        least, most = (
            next((getattr(one, end) for one in field.metadata if hasattr(one, end)), None)
            for end in ("ge", "le")
        )
        return sorted({one for end in (least, most) if end is not None for one in (end, end + 1, end - 1)})
    return []


def said_otherwise(name: str, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Settings of a control of which one is chosen otherwise, and which are enough for its outcomes."""
    model = controls()[name].Settings
    for setting, field in model.model_fields.items():
        marks = [one for one in field.metadata if isinstance(one, FallsShort)]
        narrows = any(isinstance(one, Narrows) for one in field.metadata)
        if setting in DECIDED_ELSEWHERE or narrows or setting in given:
            continue
        for value in values(field):
            bounds = [one for one in field.metadata if hasattr(one, "ge") or hasattr(one, "le")]
            inside = all(getattr(one, "ge", value) <= value <= getattr(one, "le", value) for one in bounds)
            if inside and not any(one.told(value) for one in marks):
                yield {setting: value}


def claims() -> Iterator[tuple[str, str, tuple[Condition, ...], Mapping[str, Any], Objects]]:
    """Control, claim, what is asked of it, what it is given, and what it declares with further settings."""
    for name, claim in sign_in.CLAIMS:
        given = sign_in.BY_A_SETTING.get(claim, {})
        yield name, claim, sign_in.ASKED[claim], given, partial(_policies, name, given)
    for name, claim, _ in settings.CLAIMS:
        given = settings.GIVEN.get(claim, {})
        yield name, claim, settings.ASKED[claim], given, partial(_settings, name, given)
    for name, claim in own.OWN:
        one = tried(name).claims[claim]
        yield name, claim, one.asked, one.given, partial(_own, name, one.kind, one.given)


def _policies(name: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    return sign_in.policies(name, {**given, **more})


def _settings(name: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    return [settings.said(name, {**given, **more})]


def _own(name: str, kind: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    return own.declared(name, kind, {**given, **more})


@pytest.mark.parametrize(
    ("name", "claim", "asked", "given", "objects"),
    [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in claims()],
)
def test_no_choice_makes_a_claim_untrue_that_does_not_name_it(
    name: str, claim: str, asked: tuple[Condition, ...], given: Mapping[str, Any], objects: Objects
) -> None:
    (said,) = [one for one in controls()[name].metadata.frameworks if one.id == claim]
    untrue = [
        more for more in said_otherwise(name, given) if not any(meets(one, asked) for one in objects(more))
    ]
    assert [one for one in untrue for setting in one if f"`{setting}" not in said.lacks] == []
