"""What each client's program declares, exactly: types, counts, names and inputs.

Not proven here: that the engine and the services accept it; the end-to-end tests do that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.record import record
from holdfast.kinds.check import mistakes
from holdfast.kinds.registry import kinds
from holdfast.model.desired import reference

if TYPE_CHECKING:
    from holdfast.model.desired import DesiredResource

PROJECT = Path(__file__).parents[2]
GROUP = "azuread:index/group:Group"
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
USER = "azuread:index/user:User"
LABEL = "m365:purview:RetentionLabel"
REPORT_ONLY = "enabledForReportingButNotEnforced"

DECLARED = {
    "entra.admins_phishing_resistant_mfa/policy": POLICY,
    "entra.break_glass_excluded/accounts": "m365:entra:BreakGlassAccounts",
    "entra.break_glass_excluded/group": GROUP,
    "entra.legacy_authentication_blocked/policy": POLICY,
    "entra.mfa_required/policy": POLICY,
    "entra.security_defaults_settled/switch": "m365:entra:SecurityDefaults",
    "exchange.litigation_hold_enabled/rule": "m365:exchange:LitigationHold",
    "purview.retention_labels_published/label/Business record": LABEL,
    "purview.retention_labels_published/label/Permanent record": LABEL,
    "purview.retention_labels_published/policy": "m365:purview:RetentionLabelPolicy",
}
"""Type by logical name. A renamed child is deleted and made anew in every tenant: it needs an alias."""

ROLES = [
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
]


def expected(
    *,
    group: str,
    domain: str,
    mfa: str,
    legacy: str,
    security_defaults: bool,
    hold_days: int,
    record_days: int,
) -> dict[str, dict[str, Any]]:
    """Return the inputs by logical name of a client with these parameters."""
    excluded = {"excludedGroups": [reference(GROUP, group)]}
    everything = {"includedApplications": ["All"]}
    phishing_resistant = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004"

    def policy(
        name: str, state: str, users: dict[str, Any], clients: list[str], grant: dict[str, Any]
    ) -> dict[str, Any]:
        conditions = {"users": {**users, **excluded}, "applications": everything, "clientAppTypes": clients}
        grant_controls = {"operator": "OR", **grant}
        return {
            "displayName": name,
            "state": state,
            "conditions": conditions,
            "grantControls": grant_controls,
        }

    def label(name: str, action: str, days: int | str, notes: str) -> dict[str, Any]:
        start = "CreationAgeInDays"
        facts = {"retentionAction": action, "retentionDurationDays": days, "retentionType": start}
        return {"name": name, "notes": notes, **facts}

    return {
        "entra.admins_phishing_resistant_mfa/policy": policy(
            "Holdfast: phishing-resistant MFA for administrators",
            REPORT_ONLY,
            {"includedRoles": ROLES},
            ["all"],
            {"authenticationStrengthPolicyId": phishing_resistant},
        ),
        "entra.break_glass_excluded/accounts": {
            "group": group,
            "accounts": [f"bg1@{domain}", f"bg2@{domain}"],
        },
        "entra.break_glass_excluded/group": {
            "displayName": group,
            "description": "Emergency accounts: excluded from every Conditional Access policy. Managed by Holdfast.",
            "securityEnabled": True,
            "assignableToRole": True,
            "members": [reference(USER, f"bg1@{domain}"), reference(USER, f"bg2@{domain}")],
        },
        "entra.legacy_authentication_blocked/policy": policy(
            "Holdfast: block legacy authentication",
            legacy,
            {"includedUsers": ["All"]},
            ["exchangeActiveSync", "other"],
            {"builtInControls": ["block"]},
        ),
        "entra.mfa_required/policy": policy(
            "Holdfast: MFA for all users",
            mfa,
            {"includedUsers": ["All"]},
            ["all"],
            {"builtInControls": ["mfa"]},
        ),
        "entra.security_defaults_settled/switch": {"enabled": security_defaults},
        "exchange.litigation_hold_enabled/rule": {
            "durationDays": hold_days,
            "mailboxTypes": ["UserMailbox", "SharedMailbox"],
        },
        "purview.retention_labels_published/label/Business record": label(
            "Business record",
            "KeepAndDelete",
            record_days,
            "Contracts, invoices and correspondence that the law wants kept. Deleted afterwards.",
        ),
        "purview.retention_labels_published/label/Permanent record": label(
            "Permanent record",
            "Keep",
            "unlimited",
            "Articles of association, deeds, board minutes. Never deleted.",
        ),
        "purview.retention_labels_published/policy": {
            "name": "Holdfast: retention labels",
            "labels": ["Business record", "Permanent record"],
            "enabled": True,
            "exchangeLocation": ["All"],
            "sharePointLocation": ["All"],
            "oneDriveLocation": ["All"],
            "modernGroupLocation": ["All"],
        },
    }


CLIENTS = {
    "contoso": expected(
        group="CA-BreakGlass",
        domain="contoso.onmicrosoft.com",
        mfa="enabled",
        legacy="enabled",
        security_defaults=False,
        hold_days=2555,
        record_days=2555,
    ),
    "fabrikam": expected(
        group="Emergency access",
        domain="fabrikam.onmicrosoft.com",
        mfa=REPORT_ONLY,
        legacy=REPORT_ONLY,
        security_defaults=True,
        hold_days=3650,
        record_days=3650,
    ),
}


@pytest.fixture(scope="module", params=CLIENTS)
def program(request: pytest.FixtureRequest) -> tuple[str, list[DesiredResource]]:
    return request.param, record(PROJECT, request.param)


def test_every_client_has_its_table() -> None:
    assert set(CLIENTS) == {path.name.split(".")[1] for path in (PROJECT / "clients").glob("Pulumi.*.yaml")}


def test_program_declares_exactly_these_resources(program: tuple[str, list[DesiredResource]]) -> None:
    _, desired = program

    assert [(one.name, one.token) for one in sorted(desired, key=lambda one: one.name)] == sorted(
        DECLARED.items()
    )
    assert {one.name: one.control for one in desired} == {name: name.partition("/")[0] for name in DECLARED}


@pytest.mark.parametrize("name", DECLARED)
def test_program_declares_exactly_these_inputs(program: tuple[str, list[DesiredResource]], name: str) -> None:
    client, desired = program

    (resource,) = [one for one in desired if one.name == name]
    assert resource.inputs == CLIENTS[client][name]


def test_program_declares_no_mistake(program: tuple[str, list[DesiredResource]]) -> None:
    _, desired = program

    for one in desired:
        assert list(mistakes(kinds()[one.token].fields, one.inputs, None)) == []


def test_urns_name_the_component_that_declares_the_resource(
    program: tuple[str, list[DesiredResource]],
) -> None:
    client, desired = program
    components = {
        "entra.admins_phishing_resistant_mfa": "holdfast:entra:AdminsPhishingResistantMfa",
        "entra.break_glass_excluded": "holdfast:entra:BreakGlassExcluded",
        "entra.legacy_authentication_blocked": "holdfast:entra:LegacyAuthenticationBlocked",
        "entra.mfa_required": "holdfast:entra:MfaRequired",
        "entra.security_defaults_settled": "holdfast:entra:SecurityDefaultsSettled",
        "exchange.litigation_hold_enabled": "holdfast:exchange:LitigationHoldEnabled",
        "purview.retention_labels_published": "holdfast:purview:RetentionLabelsPublished",
    }

    assert {one.urn for one in desired} == {
        f"urn:pulumi:{client}::holdfast::{components[name.partition('/')[0]]}${token}::{name}"
        for name, token in DECLARED.items()
    }


def test_a_group_is_asked_to_be_protected_when_it_is_made_and_never_replaced_after(
    program: tuple[str, list[DesiredResource]],
) -> None:
    group = next(one for one in program[1] if one.token == GROUP)
    assert group.ignored == ("assignableToRole",)
    assert "assignableToRole" not in group.lasting(group.inputs)
    assert group.lasting(group.inputs) == {
        name: value for name, value in group.inputs.items() if name != "assignableToRole"
    }
