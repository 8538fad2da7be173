"""By which credentials somebody signs in as a service principal, and which are there of necessity."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.service_principal_credentials import judged
from holdfast.kinds.services.principals import MICROSOFT
from holdfast.model.status import Reason

NOW = datetime(2026, 11, 28, tzinfo=UTC)
RULE = {"applications": ["6F757400-0000-4000-8000-00006F757400"]}
NAME = "Payroll (61310000-0000-4000-8000-000061310000)"
OWN = "11111111-0000-4000-8000-000000000000"


def principal(**more: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": "6f310000-0000-4000-8000-00006f310000",
        "appId": "61310000-0000-4000-8000-000061310000",
        "displayName": "Payroll",
    }
    told |= {
        "appOwnerOrganizationId": OWN,
        "servicePrincipalType": "Application",
        "preferredSingleSignOnMode": None,
        "servicePrincipalNames": ["61310000-0000-4000-8000-000061310000"],
    }
    return {**told, "passwordCredentials": [], "keyCredentials": [], **more}


def credential(key: str, *, end: str = "2027-06-01", pair: str | None = None, **more: str) -> dict[str, Any]:
    return {
        "displayName": "CN=x",
        "keyId": f"{key}-2",
        "customKeyIdentifier": pair,
        "startDateTime": "2026-01-01T00:00:00Z",
        "endDateTime": f"{end}T00:00:00Z",
        **more,
    }


SIGN, VERIFY = credential("s1", pair="P", usage="Sign"), credential("v1", pair="P", usage="Verify")
OPENS = credential("s1", pair="P")
SIGNING: dict[str, Any] = {"keyCredentials": [SIGN, VERIFY], "passwordCredentials": [OPENS]}
SAML: dict[str, Any] = {**SIGNING, "preferredSingleSignOnMode": "saml"}
ALL = ["certificate CN=x (s1)", "certificate CN=x (v1)", "password CN=x (s1)"]
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "none": ({}, []),
    "a password": ({"passwordCredentials": [credential("p1")]}, ["password CN=x (p1)"]),
    "one to come": (
        {"passwordCredentials": [credential("p1") | {"startDateTime": "2027-01-01T00:00:00Z"}]},
        ["password CN=x (p1)"],
    ),
    "one that has ended": ({"passwordCredentials": [credential("p1", end="2026-11-28")]}, []),
    "a certificate": ({"keyCredentials": [credential("k1", usage="Verify")]}, ["certificate CN=x (k1)"]),
    "of a managed identity": (
        {"servicePrincipalType": "ManagedIdentity", "keyCredentials": [credential("k1", usage="Verify")]},
        [],
    ),
    "a password of a managed identity": (
        {"servicePrincipalType": "ManagedIdentity", "passwordCredentials": [credential("p1")]},
        ["password CN=x (p1)"],
    ),
    "signing for SAML": (SAML, []),
    "signing without SAML": (SIGNING, ALL),
    "signing of Microsoft's own": ({**SAML, "appOwnerOrganizationId": MICROSOFT.upper()}, ALL),
    "a second certificate that bears the name of the first": (
        {**SAML, "keyCredentials": [SIGN, VERIFY, credential("k9", pair="P", usage="Verify")]},
        ["certificate CN=x (k9)"],
    ),
    "a password beside that of the private key": (
        {**SAML, "passwordCredentials": [OPENS, credential("p9", pair="P")]},
        ["password CN=x (p9)"],
    ),
    "a private key without its public one": (
        {"preferredSingleSignOnMode": "saml", "keyCredentials": [SIGN]},
        ["certificate CN=x (s1)"],
    ),
    "a public key without its private one": (
        {"preferredSingleSignOnMode": "saml", "keyCredentials": [VERIFY]},
        ["certificate CN=x (v1)"],
    ),
    "a public key with a private one of another certificate": (
        {**SAML, "keyCredentials": [SIGN, VERIFY, credential("k9", pair="Q", usage="Verify")]},
        ["certificate CN=x (k9)"],
    ),
}


def of_year(key: str, year: str, **more: str) -> dict[str, Any]:
    named = {"displayName": f"CN=MS-Organization-P2P-Access [{year}]", "usage": "Verify"}
    return credential(key, **{**named, **more})


DESKTOPS: dict[str, Any] = {
    "servicePrincipalNames": ["61310000-0000-4000-8000-000061310000", "urn:p2p_cert"],
    "keyCredentials": [of_year("d1", "2025"), of_year("d2", "2026")],
}
COPIED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "at another application": (
        {
            "servicePrincipalNames": ["61310000-0000-4000-8000-000061310000"],
            "keyCredentials": [of_year("d1", "2026")],
        },
        ["certificate CN=MS-Organization-P2P-Access [2026] (d1)"],
    ),
    "at one of Microsoft's own": (
        {"appOwnerOrganizationId": MICROSOFT, "keyCredentials": [of_year("d1", "2026")]},
        ["certificate CN=MS-Organization-P2P-Access [2026] (d1)"],
    ),
    "a second of one year": (
        {"keyCredentials": [of_year("d1", "2026"), of_year("d9", "2026")]},
        ["certificate CN=MS-Organization-P2P-Access [2026] (d9)"],
    ),
    "of a year to come": (
        {"keyCredentials": [of_year("d9", "2027")]},
        ["certificate CN=MS-Organization-P2P-Access [2027] (d9)"],
    ),
    "with a private key": (
        {"keyCredentials": [of_year("d9", "2026", usage="Sign")]},
        ["certificate CN=MS-Organization-P2P-Access [2026] (d9)"],
    ),
    "of another name": (
        {"keyCredentials": [of_year("d9", "2026", displayName="CN=MS-Organization-P2P-Access [2026] b")]},
        ["certificate CN=MS-Organization-P2P-Access [2026] b (d9)"],
    ),
    "a password": ({"passwordCredentials": [credential("p1")]}, ["password CN=x (p1)"]),
}


def test_certificates_of_remote_desktops_are_the_directorys_own_and_told_apart() -> None:
    found = judged([principal(**DESKTOPS)], RULE, NOW)

    assert (found.violations, found.covered, found.exempt) == ((), 0, {Reason.TYPE: (NAME,)})
    ended = principal(**{**DESKTOPS, "keyCredentials": [of_year("d1", "2025", end="2026-11-28")]})
    assert judged([ended], RULE, NOW).covered == 1


@pytest.mark.parametrize("case", COPIED)
def test_what_only_looks_like_a_certificate_of_remote_desktops_lets_somebody_in(case: str) -> None:
    more, expected = COPIED[case]

    found = judged([principal(**{**DESKTOPS, **more})], RULE, NOW)

    assert [(one.member, one.found) for one in found.violations] == [(NAME, expected)]
    assert not found.exempt


@pytest.mark.parametrize("case", CASES)
def test_each_service_principal_is_judged_by_what_lets_somebody_in(case: str) -> None:
    more, expected = CASES[case]

    found = judged([principal(**more)], RULE, NOW)

    told = [(one.member, one.property, one.found) for one in found.violations]
    assert told == ([(NAME, "credentials", expected)] if expected else [])
    assert (found.covered, found.unjudged) == (0 if expected else 1, ())


@pytest.mark.parametrize(
    "odd",
    [
        {"passwordCredentials": None},
        {"keyCredentials": [credential("k1", usage="Verify") | {"endDateTime": None}]},
        {"keyCredentials": [credential("", usage="Verify") | {"keyId": None}]},
        {"servicePrincipalType": None},
        {"preferredSingleSignOnMode": 3},
        {"servicePrincipalNames": None},
    ],
)
def test_a_service_principal_that_is_not_understood_is_unknown_by_name(odd: dict[str, Any]) -> None:
    assert [one.member for one in judged([principal(**odd)], RULE, NOW).unjudged] == [NAME]


def test_who_is_named_is_told_apart_and_a_list_of_nobody_is_no_answer() -> None:
    assert judged(
        [principal(appId="6f757400-0000-4000-8000-00006f757400", keyCredentials=None)], RULE, NOW
    ).exempt == {Reason.EXCLUDED: ("Payroll (6f757400-0000-4000-8000-00006f757400)",)}
    for rows in ([], [principal(id=None)]):
        with pytest.raises(MisreadError):
            judged(rows, RULE, NOW)
