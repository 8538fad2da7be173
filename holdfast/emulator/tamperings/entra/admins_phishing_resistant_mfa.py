"""Tampering with the policy that asks administrators for phishing-resistant methods, and with who is meant by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.state import find_object
from holdfast.emulator.graph.role_management.routes import LABELLED
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.policies import Policy, change, chosen
from holdfast.emulator.tamperings.roles import give_role
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ROLE = "Teams Administrator"


def accept_weaker_mfa(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a policy that asks for an authentication strength, by default the first one, accept any second factor.

    Args:
        tenant: where.
        policy: display name or id.

    Raises:
        TamperingError: no such policy.
    """
    actor = attacker(tenant)
    old = chosen(tenant, policy, _asks_for_strength, "asks for an authentication strength and is not off")
    grant = {**(old["grantControls"] or {}), "operator": "OR", "builtInControls": ["mfa"]}
    change(tenant, actor, old, {"grantControls": {**grant, "authenticationStrength": None}})
    return f"{actor.user_principal_name} had the policy '{old['displayName']}' accept any second factor."


def _asks_for_strength(policy: Policy) -> bool:
    grant = policy["grantControls"] or {}
    return grant.get("authenticationStrength") is not None and policy["state"] != "disabled"


def take_labelled_role(tenant: Tenant) -> str:
    """Have the attacker take a role that Microsoft labels as privileged since, so that no policy is for it.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such role.
    """
    actor = attacker(tenant)
    holder = find_object(tenant, actor.object_id)
    role = next((one for one in tenant.store.all("roleDefinitions") if one["displayName"] == _ROLE), None)
    if role is None or holder is None:
        raise TamperingError(f"{tenant.domain} has no role {_ROLE}.")
    tenant.store.put(LABELLED, role["id"], {"id": role["id"]})
    give_role(tenant, actor, holder, _ROLE)
    return f"{actor.user_principal_name} became {_ROLE}, which Microsoft labels as privileged since."


TAMPERINGS = (
    Tampering(
        "accept-weaker-mfa",
        "The attacker has a policy for phishing-resistant methods accept any second factor.",
        accept_weaker_mfa,
        ("policy",),
    ),
    Tampering(
        "take-labelled-role",
        "The attacker takes a role that Microsoft labels as privileged since, and that no policy is for.",
        take_labelled_role,
    ),
)
