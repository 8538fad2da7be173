"""What a control of roles claims of SCuBA and CIS is what its assessment asks for (frameworks.md 1.2, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from tests.tried import claims_itself
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Callable

HIGHLY_PRIVILEGED = {
    "62e90394-69f5-4237-9190-012177145e10",
    "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "158c047a-c907-4556-b7ef-446551a6b5f7",
}
"""The eight roles of SCuBA (frameworks.md 1.1), all of which CIS calls privileged as well."""
HIGHEST = {"62e90394-69f5-4237-9190-012177145e10", "e8611ab8-c189-46e8-94e1-60213ab1f814"}
"""Global Administrator and Privileged Role Administrator."""


def told(rule: dict[str, Any]) -> bool:
    """Whether somebody is written to of all roles of SCuBA: of each of PIM's three messages to administrators."""
    return set(rule["roles"]) >= HIGHLY_PRIVILEGED and bool(rule["notified"])


def approved(rule: dict[str, Any]) -> bool:
    """Whether a group approves both roles."""
    return set(rule["approvedRoles"]) >= HIGHEST and bool(rule["approverGroup"])


OF_ROLES: dict[str, tuple[str, Callable[[dict[str, Any]], bool]]] = {
    "1.1.3": ("GlobalAdministrators", lambda rule: rule["fewest"] >= 2 and rule["most"] <= 4),
    "MS.AAD.7.1v1": ("GlobalAdministrators", lambda rule: rule["fewest"] >= 2 and rule["most"] <= 8),
    "5.3.1": ("StandingRoleHolders", lambda rule: set(rule["roles"]) >= HIGHLY_PRIVILEGED),
    "MS.AAD.7.4v1": ("StandingRoleHolders", lambda rule: set(rule["roles"]) >= HIGHLY_PRIVILEGED),
    "5.1.2.1": ("PerUserMfa", lambda rule: rule["perUserMfaState"] == "disabled"),
    "5.3.4": ("RoleActivation", approved),
    "5.3.5": ("RoleActivation", approved),
    "MS.AAD.7.6v1": ("RoleActivation", approved),
    **dict.fromkeys(("MS.AAD.7.7v1", "MS.AAD.7.8v1", "MS.AAD.7.9v1"), ("RoleActivation", told)),
}
"""By id of what is asked of holders of roles: the kind that assesses it, and what its rule has to say."""
PARTLY = {
    "1.1.1": "other roles",
    "MS.AAD.7.3v1": "other roles",
    "5.1.2.1": "accounts that are disabled",
    "5.3.1": "applications",
    "MS.AAD.7.4v1": "applications",
    **dict.fromkeys(("5.3.4", "5.3.5"), "unless `approvers`"),
    **dict.fromkeys(("MS.AAD.7.6v1", "MS.AAD.7.7v1", "MS.AAD.7.8v1", "MS.AAD.7.9v1"), "PIM for Groups"),
}
"""What is asked of more than the assessment is for, and a word for what is left."""
NEEDED: dict[str, dict[str, Any]] = {
    "entra.role_activation_protected": {"approvers": "A", "notified": ["soc@a.example"]},
    "entra.privileged_roles_eligible_only": {"emergency_accounts": ["a@b.example", "c@b.example"]},
}
"""By control, settings that it needs."""
CLAIMS_OF_ROLES = [
    (name, one.id, one.lacks)
    for name, control in controls().items()
    for one in control.metadata.frameworks
    if one.id in OF_ROLES or (one.id in PARTLY and name == "entra.global_admins_bounded")
    if not claims_itself(name, one.id)
]


def rules(name: str, given: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The rules that a control declares with such settings, by their kinds."""
    return {one["type"].rpartition(":")[2]: one["inputs"] for one in declares(name, given)}


@pytest.mark.parametrize(("name", "claim", "lacks"), CLAIMS_OF_ROLES)
def test_what_a_control_of_roles_claims_is_what_it_assesses(name: str, claim: str, lacks: str) -> None:
    assert bool(lacks) is (claim in PARTLY)
    assert PARTLY.get(claim, "") in lacks
    if claim in OF_ROLES:
        kind, true = OF_ROLES[claim]
        assert true(rules(name, NEEDED.get(name, {}))[kind])


def test_no_claim_of_roles_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim, _ in CLAIMS_OF_ROLES} == {*OF_ROLES, *PARTLY}
