"""Tampering with priority accounts and their protection, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run, switch
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def stop_priority_protection(tenant: Tenant) -> str:
    """Have mail to priority accounts be looked at as that to everybody.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = administrator(tenant)
    switch(tenant, actor, "EmailTenantSettings", {"EnablePriorityAccountProtection": False})
    return f"{actor.user_principal_name} switched the protection of priority accounts off."


def forget_priority_account(tenant: Tenant, *, account: str | None = None) -> str:
    """Take the tag of priority accounts from one.

    Args:
        tenant: where.
        account: user principal name, by default the first that bears the tag.

    Raises:
        TamperingError: nobody bears it.
    """
    actor = administrator(tenant)
    rows = run(tenant, actor, "Get-User", {"IsVIP": True, "ResultSize": "Unlimited"})
    tagged = sorted(str(one["UserPrincipalName"]) for one in rows)
    name = named(tagged, account, f"{tenant.domain} has no priority account")
    run(tenant, actor, "Set-User", {"Identity": name, "VIP": False})
    return f"{actor.user_principal_name} took the tag of priority accounts from {name}."


TAMPERINGS = (
    Tampering(
        "forget-priority-account",
        "The administrator takes the tag of priority accounts from somebody.",
        forget_priority_account,
        ("account",),
    ),
    Tampering(
        "stop-priority-protection",
        "The administrator switches the protection of priority accounts off.",
        stop_priority_protection,
    ),
)
