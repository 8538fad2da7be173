"""Documented answers of the services, by hand: each kind reads them as its inputs, and writes those.

The property-based tests cannot see a wire name that is wrong both ways; these can. Over 400 lines because each answer
stands whole beside what it must become.
Source: https://learn.microsoft.com/graph/api/conditionalaccesspolicy-get and its neighbours (2026-11-24).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.kinds.registry import kinds
from tests.corpus.strategies import leaves, value_at

STRENGTH = "00000000-0000-0000-0000-000000000004"
POLICY = {
    "id": "e65ad1b6-13b6-4e22-95f4-3e16c5c3b0b3",
    "templateId": None,
    "displayName": "Everything",
    "createdDateTime": "2026-02-13T11:37:41.7574033Z",
    "modifiedDateTime": None,
    "deletedDateTime": None,
    "state": "enabledForReportingButNotEnforced",
    "conditions": {
        "userRiskLevels": ["high"],
        "signInRiskLevels": ["medium"],
        "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
        "servicePrincipalRiskLevels": ["low"],
        "insiderRiskLevels": "elevated",
        "clients": None,
        "agentIdRiskLevels": None,
        "times": None,
        "platforms": {"includePlatforms": ["all"], "excludePlatforms": ["linux"]},
        "locations": {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]},
        "devices": {
            "includeDevices": [],
            "excludeDevices": [],
            "deviceFilter": {"mode": "exclude", "rule": "device.isCompliant -eq True"},
        },
        "authenticationFlows": {"transferMethods": "deviceCodeFlow,authenticationTransfer"},
        "applications": {
            "includeApplications": ["Office365"],
            "excludeApplications": ["00000002-0000-0ff1-ce00-000000000000"],
            "includeUserActions": ["urn:user:registerdevice"],
            "includeAuthenticationContextClassReferences": [],
            "applicationFilter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"},
        },
        "users": {
            "includeUsers": ["All"],
            "excludeUsers": ["11111111-0000-4000-8000-000000000001"],
            "includeGroups": ["22222222-0000-4000-8000-000000000002"],
            "excludeGroups": ["33333333-0000-4000-8000-000000000003"],
            "includeRoles": ["62e90394-69f5-4237-9190-012177145e10"],
            "excludeRoles": ["d29b2b05-8046-44ba-8758-1e26182fcf32"],
            "includeGuestsOrExternalUsers": {
                "guestOrExternalUserTypes": "internalGuest,serviceProvider",
                "externalTenants": {
                    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
                    "membershipKind": "enumerated",
                    "members": ["44444444-0000-4000-8000-000000000004"],
                },
            },
            "excludeGuestsOrExternalUsers": {
                "guestOrExternalUserTypes": "b2bCollaborationMember",
                "externalTenants": {
                    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
                    "membershipKind": "enumerated",
                    "members": ["66666666-0000-4000-8000-000000000006"],
                },
            },
        },
        "clientApplications": {
            "includeServicePrincipals": ["ServicePrincipalsInMyTenant"],
            "excludeServicePrincipals": ["55555555-0000-4000-8000-000000000005"],
            "servicePrincipalFilter": {"mode": "include", "rule": "CustomSecurityAttribute.C_d -eq 2"},
        },
    },
    "grantControls": {
        "operator": "AND",
        "builtInControls": ["mfa"],
        "customAuthenticationFactors": ["a-factor"],
        "termsOfUse": ["some-terms"],
        "authenticationStrength@odata.context": "https://graph.microsoft.com/v1.0/$metadata#…",
        "authenticationStrength": {
            "id": STRENGTH,
            "displayName": "Phishing-resistant MFA",
            "policyType": "builtIn",
            "allowedCombinations": ["fido2"],
            "combinationConfigurations": [],
        },
    },
    "sessionControls": {
        "disableResilienceDefaults": True,
        "applicationEnforcedRestrictions": {"isEnabled": True},
        "cloudAppSecurity": {"isEnabled": True, "cloudAppSecurityType": "monitorOnly"},
        "persistentBrowser": {"isEnabled": True, "mode": "never"},
        "secureSignInSession": None,
        "signInFrequency": {
            "isEnabled": True,
            "value": 4,
            "type": "hours",
            "authenticationType": "secondaryAuthentication",
            "frequencyInterval": "timeBased",
        },
    },
}
POLICY_INPUTS = {
    "objectId": "e65ad1b6-13b6-4e22-95f4-3e16c5c3b0b3",
    "displayName": "Everything",
    "state": "enabledForReportingButNotEnforced",
    "conditions": {
        "userRiskLevels": ["high"],
        "signInRiskLevels": ["medium"],
        "servicePrincipalRiskLevels": ["low"],
        "insiderRiskLevels": "elevated",
        "clientAppTypes": ["browser", "mobileAppsAndDesktopClients"],
        "authenticationFlowTransferMethods": ["deviceCodeFlow", "authenticationTransfer"],
        "platforms": {"includedPlatforms": ["all"], "excludedPlatforms": ["linux"]},
        "locations": {"includedLocations": ["All"], "excludedLocations": ["AllTrusted"]},
        "devices": {"filter": {"mode": "exclude", "rule": "device.isCompliant -eq True"}},
        "applications": {
            "includedApplications": ["Office365"],
            "excludedApplications": ["00000002-0000-0ff1-ce00-000000000000"],
            "includedUserActions": ["urn:user:registerdevice"],
            "filter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"},
        },
        "users": {
            "includedUsers": ["All"],
            "excludedUsers": ["11111111-0000-4000-8000-000000000001"],
            "includedGroups": ["22222222-0000-4000-8000-000000000002"],
            "excludedGroups": ["33333333-0000-4000-8000-000000000003"],
            "includedRoles": ["62e90394-69f5-4237-9190-012177145e10"],
            "excludedRoles": ["d29b2b05-8046-44ba-8758-1e26182fcf32"],
            "includedGuestsOrExternalUsers": [
                {
                    "guestOrExternalUserTypes": ["internalGuest", "serviceProvider"],
                    "externalTenants": [
                        {"membershipKind": "enumerated", "members": ["44444444-0000-4000-8000-000000000004"]}
                    ],
                }
            ],
            "excludedGuestsOrExternalUsers": [
                {
                    "guestOrExternalUserTypes": ["b2bCollaborationMember"],
                    "externalTenants": [
                        {"membershipKind": "enumerated", "members": ["66666666-0000-4000-8000-000000000006"]}
                    ],
                }
            ],
        },
        "clientApplications": {
            "includedServicePrincipals": ["ServicePrincipalsInMyTenant"],
            "excludedServicePrincipals": ["55555555-0000-4000-8000-000000000005"],
            "filter": {"mode": "include", "rule": "CustomSecurityAttribute.C_d -eq 2"},
        },
    },
    "grantControls": {
        "operator": "AND",
        "builtInControls": ["mfa"],
        "customAuthenticationFactors": ["a-factor"],
        "termsOfUses": ["some-terms"],
        "authenticationStrengthPolicyId": f"/policies/authenticationStrengthPolicies/{STRENGTH}",
    },
    "sessionControls": {
        "disableResilienceDefaults": True,
        "applicationEnforcedRestrictionsEnabled": True,
        "cloudAppSecurityPolicy": "monitorOnly",
        "persistentBrowserMode": "never",
        "signInFrequency": 4,
        "signInFrequencyPeriod": "hours",
        "signInFrequencyAuthenticationType": "secondaryAuthentication",
        "signInFrequencyInterval": "timeBased",
    },
}
EXAMPLES: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "ConditionalAccessPolicy": [(POLICY, POLICY_INPUTS)],
    "NamedLocation": [
        (
            {
                "@odata.type": "#microsoft.graph.ipNamedLocation",
                "id": "l-1",
                "displayName": "Offices",
                "createdDateTime": "2026-02-13T11:37:41Z",
                "isTrusted": True,
                "ipRanges": [
                    {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"},
                    {"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": "2001:db8::/32"},
                ],
            },
            {
                "objectId": "l-1",
                "displayName": "Offices",
                "ip": {"ipRanges": ["198.51.100.0/24", "2001:db8::/32"], "trusted": True},
            },
        ),
        (
            {
                "@odata.type": "#microsoft.graph.countryNamedLocation",
                "id": "l-2",
                "displayName": "Home",
                "countriesAndRegions": ["NL", "BE"],
                "countryLookupMethod": "authenticatorAppGps",
                "includeUnknownCountriesAndRegions": True,
            },
            {
                "objectId": "l-2",
                "displayName": "Home",
                "country": {
                    "countriesAndRegions": ["NL", "BE"],
                    "countryLookupMethod": "authenticatorAppGps",
                    "includeUnknownCountriesAndRegions": True,
                },
            },
        ),
    ],
    "AuthenticationStrengthPolicy": [
        (
            {
                "id": "s-1",
                "displayName": "Keys",
                "description": "Security keys only.",
                "policyType": "custom",
                "requirementsSatisfied": "mfa",
                "allowedCombinations": ["fido2", "password,microsoftAuthenticatorPush"],
            },
            {
                "displayName": "Keys",
                "description": "Security keys only.",
                "allowedCombinations": ["fido2", "password,microsoftAuthenticatorPush"],
            },
        )
    ],
    "Group": [
        (
            {
                "id": "g-1",
                "displayName": "CA-BreakGlass",
                "description": "Emergency accounts.",
                "securityEnabled": True,
                "isAssignableToRole": True,
                "members": ["11111111-0000-4000-8000-000000000001"],
            },
            {
                "objectId": "g-1",
                "displayName": "CA-BreakGlass",
                "description": "Emergency accounts.",
                "securityEnabled": True,
                "assignableToRole": True,
                "members": ["11111111-0000-4000-8000-000000000001"],
            },
        )
    ],
    "User": [
        (
            {"id": "u-1", "userPrincipalName": "anna@contoso.example"},
            {"objectId": "u-1", "userPrincipalName": "anna@contoso.example"},
        )
    ],
    "SecurityDefaults": [({"id": "d-1", "isEnabled": False}, {"enabled": False})],
    "RetentionLabel": [
        (
            {
                "Guid": "t-1",
                "Name": "Record",
                "Comment": "For administrators",
                "Notes": "For people",
                "RetentionAction": "KeepAndDelete",
                "RetentionDuration": "2555",
                "RetentionType": "CreationAgeInDays",
                "IsRecordLabel": True,
                "Regulatory": False,
            },
            {
                "name": "Record",
                "comment": "For administrators",
                "notes": "For people",
                "retentionAction": "KeepAndDelete",
                "retentionDurationDays": 2555,
                "retentionType": "CreationAgeInDays",
                "isRecordLabel": True,
            },
        )
    ],
    "RetentionLabelPolicy": [
        (
            {
                "Name": "Labels",
                "Comment": "Where people work",
                "Enabled": False,
                "ExchangeLocation": ["All"],
                "SharePointLocation": ["https://x.sharepoint.com/a"],
                "OneDriveLocation": ["https://x-my.sharepoint.com/b"],
                "ModernGroupLocation": ["team@x"],
                "labels": ["Record"],
            },
            {
                "name": "Labels",
                "comment": "Where people work",
                "enabled": False,
                "exchangeLocation": ["All"],
                "sharePointLocation": ["https://x.sharepoint.com/a"],
                "oneDriveLocation": ["https://x-my.sharepoint.com/b"],
                "modernGroupLocation": ["team@x"],
                "labels": ["Record"],
            },
        )
    ],
}
BY_NAME = {kind.name: kind for kind in kinds().values()}
CASES = [(name, wire, inputs) for name, examples in EXAMPLES.items() for wire, inputs in examples]
NOT_AN_OBJECT = {"BreakGlassAccounts", "LitigationHold"}
"""A rule has no wire object of its own."""


def test_every_kind_with_a_wire_object_has_an_example() -> None:
    assert set(BY_NAME) - NOT_AN_OBJECT == set(EXAMPLES)


@pytest.mark.parametrize(("name", "wire", "inputs"), CASES)
def test_documented_answer_is_read_as_its_inputs(
    name: str, wire: dict[str, Any], inputs: dict[str, Any]
) -> None:
    live = BY_NAME[name].live(wire, "an-id")

    assert live.inputs == inputs
    assert live.unmodelled == {}
    assert live.key == BY_NAME[name].key_of(inputs)


@pytest.mark.parametrize(("name", "wire", "inputs"), CASES)
def test_inputs_are_written_under_documented_names_only(
    name: str, wire: dict[str, Any], inputs: dict[str, Any]
) -> None:
    assert_within(BY_NAME[name].wire(inputs), wire)


def assert_within(part: Any, whole: Any, path: str = "") -> None:
    """Assert that everything in `part` stands in `whole`, at the same place."""
    if isinstance(part, dict):
        assert isinstance(whole, dict), path
        for name, member in part.items():
            assert name in whole, f"{path}.{name}"
            assert_within(member, whole[name], f"{path}.{name}")
    else:
        assert part == whole, path


def test_all_external_tenants_are_a_wire_type_of_their_own() -> None:
    guests = [{"guestOrExternalUserTypes": ["internalGuest"], "externalTenants": [{"membershipKind": "all"}]}]

    wire = BY_NAME["ConditionalAccessPolicy"].wire(
        {"conditions": {"users": {"includedGuestsOrExternalUsers": guests}}}
    )

    assert wire["conditions"]["users"]["includeGuestsOrExternalUsers"] == {
        "guestOrExternalUserTypes": "internalGuest",
        "externalTenants": {
            "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
            "membershipKind": "all",
        },
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_use_every_field(name: str) -> None:
    for leaf in leaves(BY_NAME[name].fields):
        assert any(value_at(inputs, leaf.path) is not None for _, inputs in EXAMPLES[name]), leaf.shown


UNMODELLED = {
    "conditions.applications.includeAuthenticationContextClassReferences": ["c1"],
    "conditions.times": {"includedRanges": ["…"]},
    "conditions.agentIdRiskLevels": ["high"],
    "conditions.devices.includeDevices": ["x"],
    "sessionControls.continuousAccessEvaluation": {"mode": "strictLocation"},
    "sessionControls.secureSignInSession": {"isEnabled": True},
    "grantControls.someFutureControl": ["x"],
}


def policy_with(path: str, value: Any) -> dict[str, Any]:
    wire: dict[str, Any] = json.loads(json.dumps(POLICY))
    node = wire
    *parents, last = path.split(".")
    for name in parents:
        node = node[name]
    node[last] = value
    return wire


@pytest.mark.parametrize("path", UNMODELLED)
def test_condition_that_no_input_can_express_is_reported(path: str) -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]

    (found,) = compare(kind, POLICY_INPUTS, kind.live(policy_with(path, UNMODELLED[path]), "x"), Directory())

    assert (found.path, found.expected, found.found) == (path, None, UNMODELLED[path])


@pytest.mark.parametrize("path", UNMODELLED)
@pytest.mark.parametrize("nothing", [None, False, [], {}, "", {"isEnabled": False}])
def test_same_condition_that_says_nothing_is_not(path: str, nothing: Any) -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]

    assert compare(kind, POLICY_INPUTS, kind.live(policy_with(path, nothing), "x"), Directory()) == ()


@pytest.mark.parametrize(
    ("wire_path", "value", "path", "found"),
    [
        (
            "grantControls.builtInControls",
            ["mfa", "riskRemediation"],
            "grantControls.builtInControls",
            ["mfa", "riskRemediation"],
        ),
        (
            "conditions.clientAppTypes",
            ["browser", "mobileAppsAndDesktopClients", "newApps"],
            "conditions.clientAppTypes",
            ["browser", "mobileAppsAndDesktopClients", "newApps"],
        ),
        (
            "conditions.insiderRiskLevels",
            "elevated,new",
            "conditions.insiderRiskLevels",
            "elevated,new",
        ),
        (
            "conditions.authenticationFlows.transferMethods",
            "deviceCodeFlow,authenticationTransfer,newFlow",
            "conditions.authenticationFlowTransferMethods",
            ["deviceCodeFlow", "authenticationTransfer", "newFlow"],
        ),
        (
            "conditions.users.includeGuestsOrExternalUsers.guestOrExternalUserTypes",
            "internalGuest,serviceProvider,newGuest",
            "conditions.users.includedGuestsOrExternalUsers[0].guestOrExternalUserTypes",
            ["internalGuest", "serviceProvider", "newGuest"],
        ),
        ("conditions.users.excludeUsers", [], "conditions.users.excludedUsers", None),
        ("conditions.platforms.excludePlatforms", None, "conditions.platforms.excludedPlatforms", None),
    ],
)
def test_value_that_this_version_does_not_know_is_reported(
    wire_path: str, value: Any, path: str, found: Any
) -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]

    (difference,) = compare(kind, POLICY_INPUTS, kind.live(policy_with(wire_path, value), "x"), Directory())

    assert difference.path == path
    if isinstance(found, list):
        assert sorted(difference.found) == sorted(found)
    else:
        assert difference.found == found


@pytest.mark.parametrize(
    ("wire_path", "value"),
    [
        ("grantControls.builtInControls", ["mfa", "unknownFutureValue"]),
        ("conditions.insiderRiskLevels", "elevated,unknownFutureValue"),
        ("state", "someNewState"),
        ("sessionControls.signInFrequency.frequencyInterval", "sometimes"),
    ],
)
def test_word_that_is_hidden_or_not_on_a_closed_list_is_not_understood(wire_path: str, value: Any) -> None:
    live = BY_NAME["ConditionalAccessPolicy"].live(policy_with(wire_path, value), "x")

    assert live.misread is not None
    assert wire_path in live.misread.message


def test_session_control_that_is_switched_off_is_reported_with_all_that_it_said() -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]
    wire = policy_with("sessionControls.signInFrequency.isEnabled", value=False)

    found = compare(kind, POLICY_INPUTS, kind.live(wire, "x"), Directory())

    assert [(one.path, one.found) for one in found] == [
        ("sessionControls.signInFrequency", None),
        ("sessionControls.signInFrequencyAuthenticationType", None),
        ("sessionControls.signInFrequencyPeriod", None),
    ]


def test_order_of_address_ranges_matters_and_that_of_countries_does_not() -> None:
    kind = BY_NAME["NamedLocation"]
    (ranges, addresses), (countries, home) = EXAMPLES["NamedLocation"]
    turned = {**ranges, "ipRanges": ranges["ipRanges"][::-1]}
    shuffled = {**countries, "countriesAndRegions": countries["countriesAndRegions"][::-1]}

    assert [one.path for one in compare(kind, addresses, kind.live(turned, "x"), Directory())] == [
        "ip.ipRanges"
    ]
    assert compare(kind, home, kind.live(shuffled, "x"), Directory()) == ()


def test_location_that_became_another_type_is_reported_on_both_sides() -> None:
    kind = BY_NAME["NamedLocation"]
    (ranges, declared), (country, _) = EXAMPLES["NamedLocation"]

    found = compare(
        kind, declared, kind.live({**country, "displayName": ranges["displayName"]}, "x"), Directory()
    )

    assert [(one.path, one.expected is None, one.found is None) for one in found] == [
        ("country.countriesAndRegions", True, False),
        ("country.countryLookupMethod", True, False),
        ("country.includeUnknownCountriesAndRegions", True, False),
        ("ip.ipRanges", False, True),
        ("ip.trusted", False, True),
    ]


# A real tenant's export, where it is present

EXPORT = (
    Path(os.environ.get("HOLDFAST_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
    / "conditional-access-export"
)


def exported(folder: str) -> list[dict[str, Any]]:
    rows = []
    for path in sorted((EXPORT / folder).glob("*.json")):
        raw = path.read_bytes()
        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        rows.append(json.loads(raw.decode(encoding)))
    return rows


@pytest.mark.skipif(not EXPORT.is_dir(), reason=f"the exported tenant is not here: {EXPORT}")
@pytest.mark.parametrize(
    ("folder", "name"),
    [("ConditionalAccess", "ConditionalAccessPolicy"), ("NamedLocations", "NamedLocation")],
)
def test_every_object_of_a_real_tenant_is_read_and_written_without_loss(folder: str, name: str) -> None:
    kind = BY_NAME[name]
    rows = exported(folder)

    assert len(rows) == {"ConditionalAccess": 36, "NamedLocations": 3}[folder]
    for row in rows:
        live = kind.live(row, row["id"])
        again = kind.live({**kind.wire(live.inputs), "id": row["id"]}, row["id"])
        assert kind.normal(again.inputs) == kind.normal(live.inputs), row["displayName"]
        assert compare(kind, live.inputs, again, Directory()) == ()
        assert live.key == row["displayName"]
