"""Tampering with access reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.access_review_definitions import SERVICE
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_unanswered_stay(tenant: Tenant, *, review: str | None = None) -> str:
    """Have access stay about which nobody decided.

    Args:
        tenant: where.
        review: display name of the series, by default the first that takes access then.

    Raises:
        TamperingError: there is no such series.
    """
    actor = administrator(tenant)
    rows = {
        str(one["displayName"]): one
        for one in tenant.store.all(SERVICE.collection)
        if (one.get("settings") or {}).get("defaultDecision") == "Deny"
    }
    name = named(
        sorted(rows), review, f"{tenant.domain} has no series that takes access about which nobody decided"
    )
    before = rows[name]
    after = {**before, "settings": {**before["settings"], "defaultDecision": "Approve"}}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update access review", old=before, new=after)
    return f"{actor.user_principal_name} had access stay about which nobody decides in '{name}'."


TAMPERINGS = (
    Tampering(
        "let-unanswered-stay",
        "The administrator has access stay about which nobody decided.",
        let_unanswered_stay,
        ("review",),
    ),
)
