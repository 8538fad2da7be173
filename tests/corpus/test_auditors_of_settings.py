"""What a control claims of SCuBA and CIS is what it declares, where a setting of the directory decides: each condition.

The conditions are those of ../shared/frameworks.md 1.2 and 2.2, over the wire form of what a control declares with its
defaults. Those over policies are in `test_auditors_of_sign_in.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.registry import kinds
from tests.conditions import at, equals, only
from tests.tried import claims_itself
from tools.docs.declared import declares

if TYPE_CHECKING:
    from tests.conditions import Condition

SETTINGS = {
    "m365:entra:ActivityBasedTimeoutPolicy",
    "m365:entra:AuthorizationPolicy",
    "m365:entra:AdminConsentRequestPolicy",
    "m365:entra:DefaultAppManagementPolicy",
    "m365:entra:DeviceRegistrationPolicy",
    "m365:entra:GroupUnifiedSettings",
    "m365:entra:PasswordRuleSettings",
}
"""Types whose one object of a tenant holds what these claims are about."""
USERS = "defaultUserRolePermissions"
CONSENTS = f"{USERS}.permissionGrantPoliciesAssigned"
_SELF = "ManagePermissionGrantsForSelf.microsoft-user-default-"
GUESTS = ("10dae51f-b6af-4016-8d66-8c2a99b929b3", "2af84b1e-32c8-42b7-82bc-daa82404023b")


def lacks(path: str, *words: str) -> Condition:
    return (
        f"{path} has none of {', '.join(words)}",
        lambda one: at(one, path) is not None and not set(words) & set(at(one, path)),
    )


def is_one_of(path: str, *values: Any) -> Condition:
    return f"{path} is one of {', '.join(map(str, values))}", lambda one: at(one, path) in values


def off(path: str) -> Condition:
    return equals(path, value=False)


def ruled(credentials: str, kind: str, most_days: int | None = None) -> Condition:
    """Both scopes have an enabled rule of the type for applications of any age, with no longer life than the days."""

    def true(one: dict[str, Any]) -> bool:
        """Whether a policy has."""
        return all(
            any(
                rule["restrictionType"] == kind
                and rule["state"] == "enabled"
                and rule["restrictForAppsCreatedAfterDateTime"] == "0001-01-01T00:00:00Z"
                and (most_days is None or int(rule["maxLifetime"].strip("PD")) <= most_days)
                for rule in at(one, f"{scope}.{credentials}") or ()
            )
            for scope in ("applicationRestrictions", "servicePrincipalRestrictions")
        )

    return f"{kind} in both scopes", true


def bounded(path: str) -> Condition:
    """Nobody, or those who are named."""
    return (
        f"{path} is nobody or named",
        lambda one: at(one, path)["@odata.type"].startswith(
            ("#microsoft.graph.no", "#microsoft.graph.enumerated")
        ),
    )


ON = equals("isEnabled", value=True)
ASKED: dict[str, tuple[Condition, ...]] = {
    "MS.AAD.5.1v1": (off(f"{USERS}.allowedToCreateApps"),),
    "MS.AAD.5.2v1": (lacks(CONSENTS, *(f"{_SELF}{one}" for one in ("recommended", "legacy", "low"))),),
    "MS.AAD.8.1v1": (is_one_of("guestUserRoleId", *GUESTS),),
    "MS.AAD.8.2v1": (equals("allowInvitesFrom", "adminsAndGuestInviters"),),
    "MS.AAD.5.5v1": (ruled("passwordCredentials", "passwordAddition"),),
    "MS.AAD.5.6v1": (ruled("passwordCredentials", "passwordLifetime", 181),),
    "MS.AAD.5.7v1": (ruled("keyCredentials", "asymmetricKeyLifetime", 366),),
    "1.3.2": (
        (
            "three hours at most, of all applications",
            lambda one: one["webSessionIdleTimeoutInSeconds"] <= 3 * 3600,
        ),
    ),
    "5.1.4.1": (bounded("azureADJoin.allowedToJoin"),),
    "5.1.4.2": (("userDeviceQuota is 10 at most", lambda one: one["userDeviceQuota"] <= 10),),
    "5.1.4.3": (off("azureADJoin.localAdmins.enableGlobalAdmins"),),
    "5.1.4.4": (bounded("azureADJoin.localAdmins.registeringUsers"),),
    "5.1.4.5": (equals("localAdminPassword.isEnabled", value=True),),
    "5.1.5.2": (ON,),
    "5.1.5.3": (ON, ruled("passwordCredentials", "passwordAddition")),
    "5.1.5.4": (ON, ruled("passwordCredentials", "passwordLifetime", 180)),
    "5.1.5.5": (ON, ruled("passwordCredentials", "customPasswordAddition")),
    "5.1.5.6": (ON, ruled("keyCredentials", "asymmetricKeyLifetime", 180)),
    "5.1.2.2": (off(f"{USERS}.allowedToCreateApps"),),
    "5.1.2.3": (off(f"{USERS}.allowedToCreateTenants"),),
    "5.1.3.1": (off(f"{USERS}.allowedToCreateSecurityGroups"),),
    "5.1.3.4": (off("EnableGroupCreation"),),
    "5.1.4.6": (off(f"{USERS}.allowedToReadBitlockerKeysForOwnedDevice"),),
    "5.1.5.1": (only(CONSENTS), lacks(CONSENTS, f"{_SELF}low", f"{_SELF}legacy")),
    "5.1.6.2": (is_one_of("guestUserRoleId", *GUESTS),),
    "5.2.3.2": (
        equals("EnableBannedPasswordCheck", value=True),
        ("BannedPasswordList is not empty", lambda one: bool(one.get("BannedPasswordList"))),
    ),
    "5.2.3.3": (
        equals("EnableBannedPasswordCheckOnPremises", value=True),
        equals("BannedPasswordCheckOnPremisesMode", "Enforce"),
    ),
    "5.2.3.8": (("10 wrong ones at most", lambda one: one["LockoutThreshold"] <= 10),),
    "5.2.3.9": (("60 seconds at least", lambda one: one["LockoutDurationInSeconds"] >= 60),),
    "5.1.6.3": (is_one_of("allowInvitesFrom", "adminsAndGuestInviters", "none"),),
}
"""By id, all that the tenant's settings have to say, so that an auditor finds it met."""
WITHOUT: dict[str, dict[str, Any]] = {
    "MS.AAD.8.2v1": {"invited_by": "nobody"},
    "MS.AAD.5.2v1": {"users_consent": "low-risk"},
    "5.1.5.1": {"users_consent": "low-risk"},
    "MS.AAD.5.5v1": {"new_passwords": "limited"},
    "5.1.5.3": {"new_passwords": "limited"},
    "5.1.4.1": {"joined_by": ["All"]},
    "1.3.2": {},
    "5.2.3.2": {"banned_words": []},
    "5.2.3.3": {"on_premises": "audited"},
    "5.2.3.8": {"lockout_threshold": 11},
    "5.2.3.9": {"lockout_seconds": 59},
}
"""Settings with which a claim says that it is not met; none where another control sees to the rest."""
GIVEN: dict[str, dict[str, Any]] = {"5.2.3.2": {"banned_words": ["contoso"]}}
"""Settings without which a claim is not met: a choice that nobody but the client can make."""


def said(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """What a control declares of the tenant's settings, wire form; empty where it declares none."""
    found = [one for one in declares(name, given) if one["type"] in SETTINGS]
    return kinds()[found[0]["type"]].wire(found[0]["inputs"]) if len(found) == 1 else {}


def of_settings(name: str) -> bool:
    needed = [one for one, field in controls()[name].Settings.model_fields.items() if field.is_required()]
    return not needed and bool(said(name, {}))


CLAIMS = [
    (name, one.id, one.lacks)
    for name, control in controls().items()
    if name.startswith("entra.") and of_settings(name)
    for one in control.metadata.frameworks
    if one.edition.startswith(("SCuBA", "CIS")) and not claims_itself(name, one.id)
]


@pytest.mark.parametrize(("name", "claim", "without"), CLAIMS)
def test_what_a_control_claims_is_what_it_declares(name: str, claim: str, without: str) -> None:
    declared = said(name, GIVEN.get(claim, {}))

    assert [told for told, true in ASKED[claim] if not true(declared)] == []
    assert bool(without) is (claim in WITHOUT)
    for setting in WITHOUT.get(claim, ()):
        assert f"`{setting}" in without
        assert not all(true(said(name, WITHOUT[claim])) for _, true in ASKED[claim])


def test_no_claim_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim, _ in CLAIMS} == set(ASKED)
