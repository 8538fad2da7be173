"""Tampering with retention policies, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def shorten_policy(tenant: Tenant, *, retention_policy: str | None = None, days: int = 730) -> str:
    """Shorten what a retention policy keeps, by default the first that there is.

    Args:
        tenant: where.
        retention_policy: its name.
        days: the new duration.

    Raises:
        TamperingError: nothing keeps or deletes by policy, or the cmdlet refuses (a locked one cannot be shortened).
    """
    actor = administrator(tenant)
    name, rule = _retaining(tenant, actor, retention_policy)
    run(
        tenant,
        actor,
        "Set-RetentionComplianceRule",
        {"Identity": str(rule["Name"]), "RetentionDuration": days},
    )
    return f"{actor.user_principal_name} shortened the retention policy '{name}' to {days} days."


def spare_mailbox(tenant: Tenant, *, retention_policy: str | None = None, mailbox: str | None = None) -> str:
    """Take a mailbox out of a retention policy over all of them, by default the administrator's own.

    Args:
        tenant: where.
        retention_policy: its name, by default the first over all mailboxes.
        mailbox: userPrincipalName.

    Raises:
        TamperingError: nothing keeps or deletes by policy, or the cmdlet refuses (it takes no exceptions).
    """
    actor = administrator(tenant)
    name, _ = _retaining(tenant, actor, retention_policy, over="ExchangeLocation")
    spared = mailbox or actor.user_principal_name
    change = {"Identity": name, "AddExchangeLocationException": [spared]}
    run(tenant, actor, "Set-RetentionCompliancePolicy", change)
    return f"{actor.user_principal_name} took {spared} out of the retention policy '{name}'."


def _retaining(
    tenant: Tenant, actor: Person, wanted: str | None, *, over: str = ""
) -> tuple[str, Mapping[str, Any]]:
    """Return the name of a policy that keeps or deletes by itself, everywhere `over` a location, and its rule."""
    rules = {
        str(row["Policy"]).lower(): row
        for row in run(tenant, actor, "Get-RetentionComplianceRule", {})
        if not row.get("PublishComplianceTag") and not row.get("ApplyComplianceTag")
    }
    found = {
        str(row["Name"]): rules[str(row["Guid"]).lower()]
        for row in run(tenant, actor, "Get-RetentionCompliancePolicy", {"DistributionDetail": True})
        if str(row["Guid"]).lower() in rules and (not over or row[over] == ["All"])
    }
    name = named(list(found), wanted, f"{tenant.domain} has no retention policy")
    return name, found[name]


TAMPERINGS = (
    Tampering(
        "shorten-policy",
        "The administrator shortens a retention policy.",
        shorten_policy,
        ("days", "retention_policy"),
    ),
    Tampering(
        "spare-mailbox",
        "The administrator takes a mailbox out of a retention policy.",
        spare_mailbox,
        ("mailbox", "retention_policy"),
    ),
)
