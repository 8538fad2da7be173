"""Tampering with the backup of sites: one is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.backups import SHAREPOINT, take_out
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def unprotect_site(tenant: Tenant, *, site: str | None = None) -> str:
    """Take a site out of the backup.

    Args:
        tenant: where.
        site: its id, by default that of the first that is protected.

    Raises:
        TamperingError: it is not in the backup.
    """
    actor = attacker(tenant)
    name = take_out(tenant, actor, SHAREPOINT, site)
    return f"{actor.user_principal_name} took the site {name} out of the backup."


TAMPERINGS = (
    Tampering("unprotect-site", "The attacker takes a site out of the backup.", unprotect_site, ("site",)),
)
