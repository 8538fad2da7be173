"""What policies of single applications ask less of than all others, and of what nobody can say."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.app_management_policies import judged
from holdfast.model.status import Reason

RULE = {"longestDays": 180, "passwordsRefused": True, "excludedPolicies": ["Legacy"]}
NAME = "Own (p1)"
SINCE = "0001-01-01T00:00:00Z"


def rule(type_: str, days: int | None = None, **more: Any) -> dict[str, Any]:
    longest = None if days is None else f"P{days}D"
    plain = {"restrictionType": type_, "state": "enabled", "maxLifetime": longest}
    return {**plain, "restrictForAppsCreatedAfterDateTime": SINCE, **more}


def policy(
    *, added: Any = (), chosen: Any = (), lives: Any = (), keys: Any = (), **more: Any
) -> dict[str, Any]:
    """A policy as strict as asked, with some of its restrictions otherwise; None leaves one out."""
    passwords = [
        given or default
        for given, default in (
            (added, rule("passwordAddition")),
            (chosen, rule("customPasswordAddition")),
            (lives, rule("passwordLifetime", 180)),
        )
        if given is not None
    ]
    certificates = [] if keys is None else [keys or rule("asymmetricKeyLifetime", 180)]
    restrictions = {"passwordCredentials": passwords, "keyCredentials": certificates}
    return {"id": "p1", "displayName": "Own", "isEnabled": True, "restrictions": restrictions, **more}


ADDED, CHOSEN, LIVES, KEYS = (
    *("passwordAddition", "customPasswordAddition"),
    *("passwordLifetime", "asymmetricKeyLifetime"),
)
CASES: dict[str, tuple[dict[str, Any], list[tuple[str, Any]]]] = {
    "as strict": (policy(), []),
    "stricter": (policy(lives=rule(LIVES, 30), keys=rule(KEYS, 1)), []),
    "off": (policy(isEnabled=False), [("isEnabled", False)]),
    "nothing restricted": (
        policy(restrictions=None),
        [(one, "not restricted") for one in sorted((ADDED, CHOSEN, LIVES, KEYS))],
    ),
    "passwords may be added": (policy(added=None), [(ADDED, "not restricted")]),
    "a restriction that is off": (policy(added=rule(ADDED, state="disabled")), [(ADDED, "not restricted")]),
    "of those that are made later": (
        policy(chosen=rule(CHOSEN, restrictForAppsCreatedAfterDateTime="2026-01-01T00:00:00Z")),
        [(CHOSEN, "not restricted")],
    ),
    "that says no moment": (
        policy(chosen=rule(CHOSEN, restrictForAppsCreatedAfterDateTime=None)),
        [(CHOSEN, "not restricted")],
    ),
    "that excuses somebody": (policy(added=rule(ADDED, excludeActors={"x": 1})), [(ADDED, "not restricted")]),
    "a longer password": (policy(lives=rule(LIVES, 181)), [(LIVES, "P181D")]),
    "a longer certificate": (policy(keys=rule(KEYS, 730)), [(KEYS, "P730D")]),
    "a lifetime with hours": (policy(keys=rule(KEYS, maxLifetime="P180DT1S")), [(KEYS, "P180DT1S")]),
    "lifetimes in hours": (
        policy(lives=rule(LIVES, maxLifetime="PT8H"), keys=rule(KEYS, maxLifetime="P179DT24H")),
        [],
    ),
    "a lifetime that is none": (policy(lives=rule(LIVES)), [(LIVES, "")]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_policy_asks_for_as_much_as_all_others(case: str) -> None:
    row, expected = CASES[case]

    found = judged([row], RULE)

    assert [(one.member, one.property, one.found) for one in found.violations] == [
        (NAME, *one) for one in expected
    ]
    assert (found.covered, found.unjudged) == (1 if expected else 2, ())


def test_where_passwords_may_be_added_no_policy_has_to_refuse_them() -> None:
    assert judged([policy(added=None)], {**RULE, "passwordsRefused": False}).violations == ()


@pytest.mark.parametrize(
    "odd",
    [
        {"isEnabled": None},
        {"restrictions": []},
        {"restrictions": {"passwordCredentials": "none"}},
        {"restrictions": {"passwordCredentials": [rule(ADDED, state=None)]}},
        {"restrictions": {"passwordCredentials": [rule(ADDED, state="Enabled ")]}},
        {"restrictions": {"passwordCredentials": [rule(ADDED, restrictForAppsCreatedAfterDateTime="never")]}},
        {"restrictions": {"keyCredentials": [rule(KEYS, maxLifetime="P1Y")]}},
        {"restrictions": {"keyCredentials": [rule(KEYS, maxLifetime="-P1D")]}},
        {"restrictions": {"passwordCredentials": [rule(LIVES, 1), rule(LIVES, 900)]}},
    ],
)
def test_a_policy_that_is_not_understood_is_unknown_by_name(odd: dict[str, Any]) -> None:
    assert [one.member for one in judged([policy(**odd)], RULE).unjudged] == [NAME]


def test_what_is_not_told_is_unknown_and_who_has_no_id_is_nobody() -> None:
    row = {name: value for name, value in policy().items() if name != "restrictions"}
    assert [one.member for one in judged([row], RULE).unjudged] == [NAME]
    with pytest.raises(MisreadError):
        judged([policy(id=None)], RULE)


def test_a_policy_that_is_excluded_is_told_apart_and_a_tenant_without_any_was_looked_at() -> None:
    assert judged([policy(displayName="LEGACY", isEnabled=None)], RULE).exempt == {
        Reason.EXCLUDED: ("LEGACY (p1)",)
    }
    assert judged([], RULE).covered == 1
