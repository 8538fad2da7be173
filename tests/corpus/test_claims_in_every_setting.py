"""A claim of SCuBA or CIS is true with every choice of every setting, unless the claim itself names the setting.

Whom a policy leaves out an auditor exempts by name, save roles, of which SCuBA exempts none; that, and what is too
little for the control's own outcomes, is told elsewhere.
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
from tests.corpus import test_auditors_of_defender as defender
from tests.corpus import test_auditors_of_files as files
from tests.corpus import test_auditors_of_mail as mail
from tests.corpus import test_auditors_of_methods as methods
from tests.corpus import test_auditors_of_reviews as reviews
from tests.corpus import test_auditors_of_roles as roles
from tests.corpus import test_auditors_of_settings as settings
from tests.corpus import test_auditors_of_sign_in as sign_in
from tests.tried import tried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

    from tests.conditions import Condition

    Objects = Callable[[dict[str, Any]], Sequence[dict[str, Any]]]
    Holds = Callable[[Mapping[str, Any]], bool]

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


def claims() -> Iterator[tuple[str, str, Mapping[str, Any], Holds]]:
    """Control, claim, what the control is given, and whether the claim is met with further settings."""
    yield from _of_what_is_declared()
    for name, claim in defender.MET:
        given = defender.given_for(name, claim)
        yield name, claim, given, partial(_of_filters, name, claim, given)
    for name, claim in methods.CLAIMS_OF_METHODS:
        given = methods.BY_A_SETTING_OF_METHODS.get(claim, {})
        yield name, claim, given, partial(_of_methods, name, claim, given)
    for name, claim, _ in roles.CLAIMS_OF_ROLES:
        if claim in roles.OF_ROLES:
            yield name, claim, (given := roles.NEEDED.get(name, {})), partial(_of_roles, name, claim, given)
    for claim, conditions in reviews.CONDITIONS.items():
        yield reviews.NAME, claim, reviews.NEEDED, partial(_of_reviews, claim, conditions)
    for claim in mail.PUBLISHED:
        yield "exchange.spf_dmarc_published", claim, {}, partial(_of_dns, claim)


def _of_what_is_declared() -> Iterator[tuple[str, str, Mapping[str, Any], Holds]]:
    """The claims that one declared object meets."""
    for name, claim in sign_in.CLAIMS:
        given = sign_in.BY_A_SETTING.get(claim, {})
        yield name, claim, given, _met(sign_in.ASKED[claim], partial(sign_in.policies, name), given)
    for name, claim, _ in settings.CLAIMS:
        given = settings.GIVEN.get(claim, {})
        yield name, claim, given, _met(settings.ASKED[claim], partial(_one, settings.said, name), given)
    for name, claim in own.OWN:
        one = tried(name).claims[claim]
        yield name, claim, one.given, _met(one.asked, partial(own.declared, name, one.kind), one.given)
    for name, claim in files.CLAIMS_OF_FILES:
        given = files.MET.get(claim, ({},))[0]
        yield name, claim, given, _met(files.OF_FILES[claim], partial(_one, files.of_files, name), given)


def _met(asked: tuple[Condition, ...], objects: Objects, given: Mapping[str, Any]) -> Holds:
    return lambda more: any(meets(one, asked) for one in objects({**given, **more}))


def _one(said: Callable[..., dict[str, Any]], name: str, given: dict[str, Any]) -> Sequence[dict[str, Any]]:
    return [said(name, given)]


def _of_methods(name: str, claim: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    return methods.found(name, claim, {**given, **more}) == methods.OF_METHODS[claim]


def _of_roles(name: str, claim: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    kind, true = roles.OF_ROLES[claim]
    return true(roles.rules(name, {**given, **more})[kind])


def _of_reviews(claim: str, conditions: Sequence[Condition], more: Mapping[str, Any]) -> bool:
    series = reviews.series(claim, **more)
    return bool(series) and all(true(one) for one in series for _, true in conditions)


def _of_filters(name: str, claim: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    return defender.MET[name, claim](defender.left(name, {**given, **more}))


def _of_dns(claim: str, more: Mapping[str, Any]) -> bool:
    """Whether nothing that an auditor finds bare goes untold."""
    below, met, _ = mail.PUBLISHED[claim]
    published = [
        {"": spf, "_dmarc.": f"v=DMARC1; p={policy};{rest}"}
        for spf in ("v=spf1 mx -all", "v=spf1 mx ~all", "v=spf1 mx ?all", "v=spf1 mx")
        for policy in ("reject", "quarantine", "none")
        for rest in (" rua=mailto:a@b.example", " pct=50; rua=mailto:a@b.example", "")
    ]
    return all(met(one[below]) or mail.told(one, **more) for one in published)


@pytest.mark.parametrize(
    ("name", "claim", "given", "holds"), [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in claims()]
)
def test_no_choice_makes_a_claim_untrue_that_does_not_name_it(
    name: str, claim: str, given: Mapping[str, Any], holds: Holds
) -> None:
    (said,) = [one for one in controls()[name].metadata.frameworks if one.id == claim]
    untrue = [more for more in said_otherwise(name, given) if not holds(more)]
    assert [one for one in untrue for setting in one if f"`{setting}" not in said.lacks] == []


def exclusions(name: str) -> Iterator[dict[str, Any]]:
    """Settings of a control of sign-ins of which one leaves somebody out."""
    for setting, field in controls()[name].Settings.model_fields.items():
        if any(isinstance(one, Narrows) for one in field.metadata) and setting != "directory_sync_accounts":
            for value in values(field) or [["Somebody"]]:
                accounts = {"directory_sync_accounts": ["sync@contoso.com"]} if value == "account" else {}
                yield {setting: value, **accounts}


@pytest.mark.parametrize(("name", "claim"), sign_in.CLAIMS)
def test_whom_no_auditor_exempts_the_claim_names_where_a_setting_leaves_him_out(
    name: str, claim: str
) -> None:
    (said,) = [one for one in controls()[name].metadata.frameworks if one.id == claim]
    asked = tuple(one for one in sign_in.ASKED[claim] if one not in sign_in.NOBODY_ELSE_OUT)
    given = sign_in.BY_A_SETTING.get(claim, {})
    holds = _met(asked, partial(sign_in.policies, name), given)

    untrue = [next(iter(more)) for more in exclusions(name) if not holds(more)]

    assert [setting for setting in untrue if f"`{setting}" not in said.lacks] == []


def test_no_claim_of_a_control_with_a_choice_is_left_out() -> None:
    """Of rows and of what an apply sets in mail nothing is held: no control of theirs has a choice."""
    held = {(name, claim) for name, claim, *_ in claims()}
    partly = {("entra.global_admins_bounded", one) for one in roles.PARTLY}
    left = {*own.CLAIMED} - held - partly
    assert [(name, claim) for name, claim in sorted(left) if any(said_otherwise(name, {}))] == []
