"""Which credentials are good for too long or end, and which applications nobody uses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.registered_applications import judged, last_uses
from holdfast.model.status import Reason

NOW = datetime(2026, 11, 27, tzinfo=UTC)
RULE = {
    "longestCredentialDays": 366,
    "toldDaysBefore": 14,
    "idleDays": 180,
    "excludedApplications": ["6F757400-0000-4000-8000-00006F757400"],
}
NAME = "Payroll (61310000-0000-4000-8000-000061310000)"


def application(**more: Any) -> dict[str, Any]:
    told = {
        "id": "6f310000-0000-4000-8000-00006f310000",
        "appId": "61310000-0000-4000-8000-000061310000",
        "displayName": "Payroll",
        "createdDateTime": "2024-01-01T00:00:00Z",
    }
    return {**told, "passwordCredentials": [], "keyCredentials": [], **more}


def credential(start: str, end: str, name: str | None = "key") -> dict[str, Any]:
    moments = {"startDateTime": f"{start}T00:00:00Z", "endDateTime": f"{end}T00:00:00Z"}
    return {"displayName": name, "keyId": "k1-2-3", **moments}


def activity(app_id: str = "61310000-0000-4000-8000-000061310000", **moments: str) -> dict[str, Any]:
    return {"appId": app_id, **{name: {"lastSignInDateTime": one} for name, one in moments.items()}}


USED = activity(applicationAuthenticationClientSignInActivity="2026-11-20T00:00:00Z")
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, Any] | None]] = {
    "in order": (application(keyCredentials=[credential("2026-06-01", "2027-06-01")]), USED, None),
    "a lasting secret": (
        application(passwordCredentials=[credential("2026-06-01", "2027-06-03")]),
        USED,
        ("longCredentials", ["key (k1)"]),
    ),
    "a lasting certificate without a name": (
        application(keyCredentials=[credential("2026-06-01", "2036-06-01", None)]),
        USED,
        ("longCredentials", ["without a name (k1)"]),
    ),
    "a secret that lies in wait": (
        application(passwordCredentials=[credential("2036-06-01", "2037-06-01")]),
        USED,
        ("longCredentials", ["key (k1)"]),
    ),
    "ended, however long": (
        application(passwordCredentials=[credential("2020-06-01", "2026-11-27")]),
        USED,
        ("endedCredentials", ["key (k1)"]),
    ),
    "ends soon": (
        application(passwordCredentials=[credential("2026-06-01", "2026-12-11")]),
        USED,
        ("endingCredentials", ["key (k1)"]),
    ),
    "ends a day later": (
        application(passwordCredentials=[credential("2026-06-01", "2026-12-12")]),
        USED,
        None,
    ),
    "used for a user": (
        application(),
        activity(
            applicationAuthenticationClientSignInActivity="2024-01-01T00:00:00Z",
            delegatedClientSignInActivity="2026-11-01T00:00:00Z",
        ),
        None,
    ),
    "long ago": (
        application(),
        activity(delegatedClientSignInActivity="2026-05-01T00:00:00Z"),
        ("lastSignIn", "2026-05-01"),
    ),
    "only as a resource": (
        application(),
        activity(applicationAuthenticationResourceSignInActivity="2026-11-20T00:00:00Z"),
        ("lastSignIn", "none since it was made, 2024-01-01"),
    ),
    "of somebody else": (
        application(),
        activity(
            "62320000-0000-4000-8000-000062320000", delegatedClientSignInActivity="2026-11-20T00:00:00Z"
        ),
        ("lastSignIn", "none since it was made, 2024-01-01"),
    ),
    "young": (
        application(createdDateTime="2026-11-01T00:00:00Z"),
        activity("62320000-0000-4000-8000-000062320000"),
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_application_is_judged_by_its_credentials_and_its_use(case: str) -> None:
    row, used, expected = CASES[case]

    found = judged([row], last_uses([used], NOW), RULE, NOW)

    assert [(one.member, one.property, one.found) for one in found.violations] == (
        [(NAME, *expected)] if expected else []
    )
    assert (found.covered, found.unjudged) == (0 if expected else 1, ())


@pytest.mark.parametrize(
    "odd",
    [
        {"createdDateTime": None},
        {"passwordCredentials": None},
        {"keyCredentials": [{**credential("2026-06-01", "2027-06-01"), "endDateTime": "soon"}]},
        {"keyCredentials": [credential("2028-06-01", "2027-06-01")]},
        {"createdDateTime": "0001-01-01T00:00:00+01:00"},
    ],
)
def test_an_application_that_is_not_understood_is_unknown_by_name(odd: dict[str, Any]) -> None:
    assert [one.member for one in judged([application(**odd)], {}, RULE, NOW).unjudged] == [NAME]


def test_who_is_excluded_is_told_apart_and_a_report_that_is_not_understood_judges_nobody() -> None:
    out = application(appId="6f757400-0000-4000-8000-00006f757400", createdDateTime=None)
    assert judged([out], {}, RULE, NOW).exempt == {
        Reason.EXCLUDED: ("Payroll (6f757400-0000-4000-8000-00006f757400)",)
    }
    for row in ({"appId": None}, activity(delegatedClientSignInActivity="yesterday")):
        with pytest.raises(MisreadError):
            last_uses([row], NOW)


def test_a_moment_that_has_not_been_makes_nothing_young_or_used() -> None:
    found = judged([application(createdDateTime="2026-11-29T00:00:00Z")], {}, RULE, NOW)
    assert [one.member for one in found.unjudged] == [NAME]
    with pytest.raises(MisreadError, match="has been"):
        last_uses([activity(delegatedClientSignInActivity="2036-11-20T00:00:00Z")], NOW)
