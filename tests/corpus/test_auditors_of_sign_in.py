"""What a control of sign-ins claims of SCuBA and CIS is what it declares: each condition of each policy, by itself.

The conditions are those of ../shared/frameworks.md 1.2 and 2.2, over the wire form of what a control declares with its
defaults, enabled. That the break-glass group is left out is what the auditor's own configuration has to exempt (1.1).
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.sign_in import PolicySettings, SignInSettings
from holdfast.kinds.registry import kinds
from tests.conditions import at, equals, has, meets, only
from tests.tried import claims_itself
from tools.docs.declared import declares

if TYPE_CHECKING:
    from tests.conditions import Condition, Policy

HPR = {
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
}
"""SCuBA's eight highly privileged roles (1.1)."""
FIFTEEN = {
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",  # Application
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",  # Authentication
    "b0f54661-2d74-4c50-afa3-1ec803f12efe",  # Billing
    "158c047a-c907-4556-b7ef-446551a6b5f7",  # Cloud Application
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",  # Conditional Access
    "29232cdf-9323-42fd-ade2-1d097af3e4de",  # Exchange
    "62e90394-69f5-4237-9190-012177145e10",  # Global
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",  # Helpdesk
    "966707d0-3269-4727-9be2-8c3a10f19b9d",  # Password
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",  # Privileged Authentication
    "e8611ab8-c189-46e8-94e1-60213ab1f814",  # Privileged Role
    "194ae4cb-b126-40b2-bd5b-6091b380977d",  # Security
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",  # SharePoint
    "fe930be7-5e62-47db-91af-98c3a49a38b1",  # User
    "f2ef992c-3afb-46b9-b7cf-a126ee74c451",  # Global Reader
}
"""CIS's fifteen roles (2.1)."""
PHISHING_RESISTANT = "00000000-0000-0000-0000-000000000004"


ENABLED = equals("state", "enabled")
NO_ROLES_OUT = only("conditions.users.excludeRoles")
EVERYBODY = has("conditions.users.includeUsers", "All")
EVERYTHING = has("conditions.applications.includeApplications", "All")
NO_APPLICATION_OUT = only("conditions.applications.excludeApplications")
NOBODY_ELSE_OUT: tuple[Condition, ...] = (
    only("conditions.users.excludeUsers"),
    equals("conditions.users.excludeGuestsOrExternalUsers", None),
    (
        "only the break-glass group is excluded",
        lambda one: len(at(one, "conditions.users.excludeGroups")) == 1,
    ),
)
STANDARD = (EVERYBODY, EVERYTHING, NO_ROLES_OUT, ENABLED, NO_APPLICATION_OUT, *NOBODY_ELSE_OUT)
"""SCuBA's CA-std."""
CONTROLS = "grantControls.builtInControls"
BLOCK = has(CONTROLS, "block")
STRENGTH = equals("grantControls.authenticationStrength.id", PHISHING_RESISTANT)
ANEW = equals("sessionControls.signInFrequency.frequencyInterval", "everyTime")
ASKED: dict[str, tuple[Condition, ...]] = {
    "MS.AAD.1.1v1": (*STANDARD, has("conditions.clientAppTypes", "other", "exchangeActiveSync"), BLOCK),
    "MS.AAD.2.1v1": (*STANDARD, has("conditions.userRiskLevels", "high"), BLOCK),
    "MS.AAD.2.3v1": (*STANDARD, has("conditions.signInRiskLevels", "high"), BLOCK),
    "MS.AAD.3.2v2": (*STANDARD, has(CONTROLS, "mfa")),
    "MS.AAD.3.6v1": (
        EVERYTHING,
        NO_ROLES_OUT,
        ENABLED,
        *NOBODY_ELSE_OUT,
        STRENGTH,
        has("conditions.users.includeRoles", *sorted(HPR)),
    ),
    "MS.AAD.3.7v1": (
        *STANDARD,
        only(CONTROLS, "compliantDevice", "domainJoinedDevice"),
        equals("grantControls.operator", "OR"),
    ),
    "MS.AAD.3.8v1": (
        EVERYBODY,
        NO_ROLES_OUT,
        ENABLED,
        *NOBODY_ELSE_OUT,
        has("conditions.applications.includeUserActions", "urn:user:registersecurityinfo"),
        has(CONTROLS, "compliantDevice", "domainJoinedDevice"),
    ),
    "MS.AAD.3.9v1": (
        *STANDARD,
        equals("conditions.authenticationFlows.transferMethods", "deviceCodeFlow"),
        BLOCK,
    ),
    "5.2.2.1": (
        has("conditions.users.includeRoles", *sorted(FIFTEEN)),
        EVERYTHING,
        NO_APPLICATION_OUT,
        ENABLED,
        STRENGTH,
    ),
    "5.2.2.2": (EVERYBODY, EVERYTHING, NO_APPLICATION_OUT, ENABLED, has(CONTROLS, "mfa")),
    "5.2.2.3": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        has("conditions.clientAppTypes", "other", "exchangeActiveSync"),
        BLOCK,
    ),
    "5.2.2.4": (
        has("conditions.users.includeRoles", *sorted(FIFTEEN)),
        EVERYTHING,
        ENABLED,
        equals("sessionControls.signInFrequency.type", "hours"),
        (
            "sessionControls.signInFrequency.value is 4 at most",
            lambda one: at(one, "sessionControls.signInFrequency.value") <= 4,
        ),
        equals("sessionControls.persistentBrowser.mode", "never"),
        equals("sessionControls.persistentBrowser.isEnabled", value=True),
    ),
    "5.2.2.5": (has("conditions.users.includeRoles", *sorted(FIFTEEN)), EVERYTHING, ENABLED, STRENGTH),
    "5.2.2.6": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        has("conditions.userRiskLevels", "high"),
        has(CONTROLS, "passwordChange", "mfa"),
        equals("grantControls.operator", "AND"),
        ANEW,
    ),
    "5.2.2.7": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        has("conditions.signInRiskLevels", "high", "medium"),
        has(CONTROLS, "mfa"),
        ANEW,
    ),
    "5.2.2.8": (
        EVERYBODY,
        EVERYTHING,
        NO_APPLICATION_OUT,
        ENABLED,
        has("conditions.signInRiskLevels", "high", "medium"),
        BLOCK,
    ),
    "5.2.2.9": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        has(CONTROLS, "compliantDevice"),
        (
            "builtInControls has nothing but compliantDevice and domainJoinedDevice",
            lambda one: set(at(one, CONTROLS)) <= {"compliantDevice", "domainJoinedDevice"},
        ),
        equals("grantControls.operator", "OR"),
    ),
    "5.2.2.10": (
        EVERYBODY,
        ENABLED,
        has("conditions.applications.includeUserActions", "urn:user:registersecurityinfo"),
        only(CONTROLS, "compliantDevice", "domainJoinedDevice"),
        equals("grantControls.operator", "OR"),
    ),
    "5.2.2.11": (
        EVERYBODY,
        ENABLED,
        has("conditions.applications.includeApplications", "d4ebce55-015a-49b5-a083-c84d1797ae8c"),
        has(CONTROLS, "mfa"),
        ANEW,
    ),
    "5.2.2.12": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        (
            "transferMethods has deviceCodeFlow",
            lambda one: "deviceCodeFlow" in at(one, "conditions.authenticationFlows.transferMethods"),
        ),
        BLOCK,
    ),
    "5.2.2.17": (
        EVERYBODY,
        EVERYTHING,
        ENABLED,
        (
            "transferMethods has authenticationTransfer",
            lambda one: "authenticationTransfer" in at(one, "conditions.authenticationFlows.transferMethods"),
        ),
        BLOCK,
    ),
}
"""By id, all that one policy has to have, so that an auditor finds it met."""
BY_A_SETTING: dict[str, dict[str, Any]] = {"5.2.2.8": {"blocked": "medium-and-high"}}
"""Settings that a claim says are needed (`lacks`), where the defaults leave it unmet."""
_SYNC_ROLE = {"directory_sync": "role"}
WITHOUT: dict[str, tuple[dict[str, Any], ...]] = {
    "MS.AAD.1.1v1": (_SYNC_ROLE,),
    "MS.AAD.2.1v1": ({"response": "password-change"}, _SYNC_ROLE),
    "MS.AAD.2.3v1": (_SYNC_ROLE,),
    "MS.AAD.3.2v2": (_SYNC_ROLE,),
    "MS.AAD.3.7v1": ({"proof": "compliant-device"}, _SYNC_ROLE),
    "MS.AAD.3.8v1": ({"proof": "mfa"},),
    "MS.AAD.3.9v1": (_SYNC_ROLE,),
    "5.2.2.8": ({"blocked": "high"},),
    "5.2.2.9": ({"proof": "managed-device-or-mfa"},),
    "5.2.2.10": ({"proof": "mfa"},),
}
"""Settings with which a claim says that it is not met."""
CLAIMS = [
    (name, one.id)
    for name, control in controls().items()
    if issubclass(control.Settings, PolicySettings)
    for one in control.metadata.frameworks
    if one.edition.startswith(("SCuBA", "CIS")) and not claims_itself(name, one.id)
]


@cache
def _policies(name: str, given: str) -> tuple[Policy, ...]:
    group = {"break_glass_group": "Glass"} if issubclass(controls()[name].Settings, SignInSettings) else {}
    found = declares(name, {**group, "state": "enabled", **json.loads(given)})
    return tuple(
        kinds()[one["type"]].wire(one["inputs"])
        for one in found
        if one["type"].endswith(":ConditionalAccessPolicy")
    )


def policies(name: str, given: dict[str, Any]) -> tuple[Policy, ...]:
    """The policies that a control declares with these settings, enabled, in wire form."""
    return _policies(name, json.dumps(given))


def nearest(found: tuple[Policy, ...], asked: tuple[Condition, ...]) -> Policy:
    return max(found, key=lambda policy: sum(true(policy) for _, true in asked))


@pytest.mark.parametrize(
    ("name", "claim", "number"),
    [
        pytest.param(name, claim, number, id=f"{name}-{claim}-{ASKED[claim][number][0]}")
        for name, claim in CLAIMS
        for number in range(len(ASKED[claim]))
    ],
)
def test_what_a_control_claims_is_what_it_declares(name: str, claim: str, number: int) -> None:
    found = policies(name, BY_A_SETTING.get(claim, {}))
    told, true = ASKED[claim][number]

    assert true(nearest(found, ASKED[claim])), told


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_one_policy_meets_all_of_a_claim_unless_the_claim_says_that_something_is_lacking(
    name: str, claim: str
) -> None:
    (said,) = [one for one in controls()[name].metadata.frameworks if one.id == claim]

    assert bool(said.lacks) is (claim in WITHOUT)
    assert any(meets(one, ASKED[claim]) for one in policies(name, BY_A_SETTING.get(claim, {})))
    for given in WITHOUT.get(claim, ()):
        assert not any(meets(one, ASKED[claim]) for one in policies(name, given))
        (setting,) = given
        assert f"`{setting}" in said.lacks


@pytest.mark.parametrize(("name", "claim"), CLAIMS)
def test_in_report_only_nothing_is_met(name: str, claim: str) -> None:
    found = policies(name, {**BY_A_SETTING.get(claim, {}), "state": "report-only"})

    assert not any(meets(one, ASKED[claim]) for one in found)


def test_no_claim_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim in CLAIMS} == set(ASKED)
