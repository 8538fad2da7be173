"""Tampering with an eDiscovery hold: somebody's mailbox is taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.ediscovery_cases.state import CASES, holds_of, remove_source
from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import named
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def release_evidence(tenant: Tenant, *, case: str | None = None) -> str:
    """Take the first mailbox out of the hold of a case, by default of the first case that there is.

    Args:
        tenant: where.
        case: its name.

    Raises:
        TamperingError: there is no such case, or nothing holds a mailbox in it.
    """
    actor = administrator(tenant)
    cases = {one["displayName"]: one for one in tenant.store.all(CASES)}
    found = cases[named(list(cases), case, f"{tenant.domain} has no eDiscovery case")]
    hold = next((one for one in holds_of(tenant, found["id"]) if one["userSources"]), None)
    if hold is None:
        raise TamperingError(
            f"{tenant.domain}: nothing holds a mailbox in the case '{found['displayName']}'."
        )
    source = hold["userSources"][0]
    remove_source(tenant, actor, hold, "userSources", source)
    return f"{actor.user_principal_name} took {source['email']} out of the hold '{hold['displayName']}'."


TAMPERINGS = (
    Tampering(
        "release-evidence",
        "The administrator takes a mailbox out of the hold of a case.",
        release_evidence,
        ("case",),
    ),
)
