"""Tampering with Safe Links, by the cmdlet that a person would use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import run
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_click_through(tenant: Tenant) -> str:
    """Have a Safe Links policy of the tenant's own let people go on to what was found harmful.

    Args:
        tenant: where.

    Raises:
        TamperingError: no policy of its own stops them.
    """
    actor = administrator(tenant)
    policies = run(tenant, actor, "Get-SafeLinksPolicy", {})
    strict = [one for one in policies if not one["IsBuiltInProtection"] and not one["AllowClickThrough"]]
    if not strict:
        raise TamperingError(f"{tenant.domain} has no Safe Links policy of its own that stops people.")
    name = strict[0]["Name"]
    run(tenant, actor, "Set-SafeLinksPolicy", {"Identity": name, "AllowClickThrough": True})
    return f"{actor.user_principal_name} had the Safe Links policy {name!r} let people go on."


def spare_addresses(tenant: Tenant) -> str:
    """Have a Safe Links policy of the tenant's own pass over the addresses of a domain.

    Args:
        tenant: where.

    Raises:
        TamperingError: no policy of its own looks at all.
    """
    actor = administrator(tenant)
    policies = run(tenant, actor, "Get-SafeLinksPolicy", {})
    whole = [one for one in policies if not one["IsBuiltInProtection"] and not one["DoNotRewriteUrls"]]
    if not whole:
        raise TamperingError(
            f"{tenant.domain} has no Safe Links policy of its own that looks at all addresses."
        )
    name = whole[0]["Name"]
    run(tenant, actor, "Set-SafeLinksPolicy", {"Identity": name, "DoNotRewriteUrls": ["*.example.net/*"]})
    return (
        f"{actor.user_principal_name} had the Safe Links policy {name!r} pass over addresses of example.net."
    )


TAMPERINGS = (
    Tampering(
        "let-click-through",
        "The administrator has a Safe Links policy let people go on to links that were found harmful.",
        let_click_through,
    ),
    Tampering(
        "spare-addresses",
        "The administrator has a Safe Links policy pass over the addresses of a domain.",
        spare_addresses,
    ),
)
