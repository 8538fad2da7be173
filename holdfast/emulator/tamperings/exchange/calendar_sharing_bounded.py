"""Tampering with whom calendars are shared with, by the cmdlets that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_EVERYTHING = "*:CalendarSharingFreeBusyDetail"


def open_calendars(tenant: Tenant, *, policy: str | None = None) -> str:
    """Have a sharing policy show calendars to every organization.

    Args:
        tenant: where.
        policy: its name, by default the first that does not.

    Raises:
        TamperingError: every policy does, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    rows = run(tenant, actor, "Get-SharingPolicy", {})
    closed = {str(row["Name"]): row["Domains"] for row in rows if _EVERYTHING not in row["Domains"]}
    name = named([*closed], policy, f"{tenant.domain} has no sharing policy that shows less")
    run(tenant, actor, "Set-SharingPolicy", {"Identity": name, "Domains": [*closed[name], _EVERYTHING]})
    return f"{actor.user_principal_name} had the sharing policy '{name}' show calendars to everybody."


TAMPERINGS = (
    Tampering(
        "open-calendars",
        "The administrator has a sharing policy show calendars to every organization.",
        open_calendars,
        ("policy",),
    ),
)
