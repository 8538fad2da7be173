"""Tampering with what DNS says of a domain: no cmdlet does that, and no log of the tenant tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.tamperings.cast import TamperingError, administrator
from holdfast.emulator.tamperings.cmdlets import named
from holdfast.emulator.tamperings.tampering import Tampering
from holdfast.emulator.zones import COLLECTION, publish, published

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def loosen_dmarc(tenant: Tenant, *, domain: str | None = None) -> str:
    """Have receivers deliver mail that only names a domain.

    Args:
        tenant: where.
        domain: its name, by default the first whose zone is known.

    Raises:
        TamperingError: no zone is known, or it has no DMARC record.
    """
    actor, name = administrator(tenant), _domain(tenant, domain)
    texts, owner = published(tenant.store, name), f"_dmarc.{name}"
    if owner not in texts:
        raise TamperingError(f"{name} has no DMARC record.")
    publish(tenant.store, name, {**texts, owner: [f"v=DMARC1; p=none; rua=mailto:dmarc@{name}"]})
    return f"{actor.user_principal_name} had receivers deliver whatever names {name}."


def let_anybody_send(tenant: Tenant, *, domain: str | None = None) -> str:
    """Have a domain's SPF record end in a shrug.

    Args:
        tenant: where.
        domain: its name, by default the first whose zone is known.

    Raises:
        TamperingError: no zone is known.
    """
    actor, name = administrator(tenant), _domain(tenant, domain)
    texts = published(tenant.store, name)
    publish(tenant.store, name, {**texts, name: ["v=spf1 include:spf.protection.outlook.com ?all"]})
    return f"{actor.user_principal_name} had anybody send in the name of {name}."


def _domain(tenant: Tenant, domain: str | None) -> str:
    organizations = tenant.store.all("organization")
    verified = [str(one["name"]).lower() for each in organizations for one in each.get("verifiedDomains", ())]
    known = [one for one in verified if tenant.store.get(COLLECTION, one)]
    return named(known, domain, f"{tenant.domain} has no domain whose zone is known")


TAMPERINGS = (
    Tampering(
        "loosen-dmarc",
        "The administrator has receivers deliver mail that only names a domain.",
        loosen_dmarc,
        ("domain",),
    ),
    Tampering(
        "let-anybody-send",
        "The administrator has a domain's SPF record refuse nobody.",
        let_anybody_send,
        ("domain",),
    ),
)
