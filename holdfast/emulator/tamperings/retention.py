"""Tampering with litigation holds and retention labels, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.registry import run_as
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.wire import CmdletError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


def shorten_hold(tenant: Tenant, *, mailbox: str | None = None, days: int = 30) -> str:
    """Shorten the litigation hold of a mailbox, by default the first that is on hold.

    Args:
        tenant: where.
        mailbox: userPrincipalName, address or id.
        days: the new duration.

    Raises:
        TamperingError: no mailbox is on hold, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = mailbox or held_mailboxes(tenant, actor, 1)[0]
    change = {"Identity": name, "LitigationHoldEnabled": True, "LitigationHoldDuration": str(days)}
    _run(tenant, actor, "Set-Mailbox", change)
    return f"{actor.user_principal_name} shortened the hold of {name} to {days} days."


def lift_hold(tenant: Tenant, *, mailbox: str | None = None) -> str:
    """Take a mailbox off litigation hold, by default the first that is on hold.

    Args:
        tenant: where.
        mailbox: userPrincipalName, address or id.

    Raises:
        TamperingError: no mailbox is on hold, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = mailbox or held_mailboxes(tenant, actor, 1)[0]
    _run(tenant, actor, "Set-Mailbox", {"Identity": name, "LitigationHoldEnabled": False})
    return f"{actor.user_principal_name} lifted the hold of {name}."


def shorten_label(tenant: Tenant, *, label: str | None = None, days: int = 30) -> str:
    """Shorten the retention of a label, by default the first that there is.

    Args:
        tenant: where.
        label: its name.
        days: the new duration.

    Raises:
        TamperingError: there is no label, or the cmdlet refuses (a record label cannot be shortened).
    """
    actor = administrator(tenant)
    labels = [str(row["Name"]) for row in _run(tenant, actor, "Get-ComplianceTag", {})]
    name = _named(labels, label, f"{tenant.domain} has no retention label")
    _run(tenant, actor, "Set-ComplianceTag", {"Identity": name, "RetentionDuration": days})
    return f"{actor.user_principal_name} shortened the retention label '{name}' to {days} days."


def unpublish_labels(tenant: Tenant, *, label_policy: str | None = None) -> str:
    """Switch off a policy that publishes retention labels, by default the first such policy.

    Args:
        tenant: where.
        label_policy: its name.

    Raises:
        TamperingError: nothing publishes labels, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    publishing = {
        str(row["Policy"]).lower()
        for row in _run(tenant, actor, "Get-RetentionComplianceRule", {})
        if row.get("PublishComplianceTag")
    }
    policies = [
        str(row["Name"])
        for row in _run(tenant, actor, "Get-RetentionCompliancePolicy", {})
        if {str(row["Name"]).lower(), str(row["Guid"]).lower()} & publishing
    ]
    name = _named(policies, label_policy, f"{tenant.domain} has no policy that publishes retention labels")
    _run(tenant, actor, "Set-RetentionCompliancePolicy", {"Identity": name, "Enabled": False})
    return f"{actor.user_principal_name} switched the label policy '{name}' off."


def held_mailboxes(tenant: Tenant, actor: Person, needed: int) -> list[str]:
    """Return userPrincipalNames of mailboxes on litigation hold, `needed` of them, in the tenant's order.

    Raises:
        TamperingError: there are fewer.
    """
    asked = {"ResultSize": needed, "Filter": "LitigationHoldEnabled -eq 'True'"}
    names = [str(row["UserPrincipalName"]) for row in _run(tenant, actor, "Get-Mailbox", asked)]
    if len(names) < needed:
        raise TamperingError(
            f"{tenant.domain} has {len(names)} mailboxes on litigation hold; this takes {needed}."
        )
    return names


def _named(names: list[str], wanted: str | None, none: str) -> str:
    for name in names:
        if wanted is None or name.lower() == wanted.lower():
            return name
    raise TamperingError(f"{none}{'' if wanted is None else f' {wanted!r}'}.")


def _run(
    tenant: Tenant, actor: Person, cmdlet: str, parameters: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    try:
        return run_as(tenant, actor, cmdlet, parameters)
    except CmdletError as refusal:
        raise TamperingError(f"{cmdlet}: {refusal.message}") from refusal
