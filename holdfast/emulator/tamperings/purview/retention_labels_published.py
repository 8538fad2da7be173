"""Tampering with retention labels and their publication, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant


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
    labels = [str(row["Name"]) for row in run(tenant, actor, "Get-ComplianceTag", {})]
    name = named(labels, label, f"{tenant.domain} has no retention label")
    run(tenant, actor, "Set-ComplianceTag", {"Identity": name, "RetentionDuration": days})
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
    name = _switch_off(tenant, actor, "PublishComplianceTag", label_policy)
    return f"{actor.user_principal_name} switched the label policy '{name}' off."


def stop_labelling(tenant: Tenant, *, label_policy: str | None = None) -> str:
    """Switch off a policy that applies a retention label by itself, by default the first such policy.

    Args:
        tenant: where.
        label_policy: its name.

    Raises:
        TamperingError: nothing applies labels, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    name = _switch_off(tenant, actor, "ApplyComplianceTag", label_policy)
    return (
        f"{actor.user_principal_name} switched the label policy '{name}' off, which applies labels by itself."
    )


def _switch_off(tenant: Tenant, actor: Person, of_rule: str, label_policy: str | None) -> str:
    """Switch off a policy of which a rule says something in the property `of_rule`, and return its name."""
    acting = {
        str(row["Policy"]).lower()
        for row in run(tenant, actor, "Get-RetentionComplianceRule", {})
        if row.get(of_rule)
    }
    policies = [
        str(row["Name"])
        for row in run(tenant, actor, "Get-RetentionCompliancePolicy", {})
        if {str(row["Name"]).lower(), str(row["Guid"]).lower()} & acting
    ]
    verb = "publishes" if of_rule == "PublishComplianceTag" else "applies"
    name = named(policies, label_policy, f"{tenant.domain} has no policy that {verb} retention labels")
    run(tenant, actor, "Set-RetentionCompliancePolicy", {"Identity": name, "Enabled": False})
    return name


TAMPERINGS = (
    Tampering(
        "shorten-label",
        "The administrator shortens a retention label.",
        shorten_label,
        (
            "days",
            "label",
        ),
    ),
    Tampering(
        "unpublish-labels",
        "The administrator switches off a policy that publishes labels.",
        unpublish_labels,
        ("label_policy",),
    ),
    Tampering(
        "stop-labelling",
        "The administrator switches off a policy that applies a label by itself.",
        stop_labelling,
        ("label_policy",),
    ),
)
