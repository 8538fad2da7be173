"""Tampering with the signing of mail, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tamperings.cmdlets import named, run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def stop_signing(tenant: Tenant, *, domain: str | None = None) -> str:
    """Have the mail of a domain go out unsigned.

    Args:
        tenant: where.
        domain: its name, by default the first that is signed.

    Raises:
        TamperingError: no domain's mail is signed, or the cmdlet refuses.
    """
    actor = administrator(tenant)
    rows = run(tenant, actor, "Get-DkimSigningConfig", {})
    signed = [str(row["Domain"]) for row in rows if row["Enabled"]]
    name = named(signed, domain, f"{tenant.domain} has no domain whose mail is signed")
    run(tenant, actor, "Set-DkimSigningConfig", {"Identity": name, "Enabled": False})
    return f"{actor.user_principal_name} had the mail of {name} go out unsigned."


TAMPERINGS = (
    Tampering(
        "stop-signing",
        "The administrator has the mail of a domain go out unsigned.",
        stop_signing,
        ("domain",),
    ),
)
