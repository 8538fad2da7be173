"""What the controls share that know who can vouch for a sign-in, of a person or an application.

Those about people have one outcome, which each brings about in part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import Share

if TYPE_CHECKING:
    from collections.abc import Iterable

VOUCHERS = "access-control.vouchers-known"
_CONTROLS = (
    "entra.certificate_authorities_known",
    "entra.external_methods_known",
    "entra.federated_domains_known",
    "entra.partner_trust_known",
)


def shared_by_others(control: str) -> tuple[Share, ...]:
    """Return that the other controls bring about the rest of what `control` does."""
    return (Share(VOUCHERS, tuple(one for one in _CONTROLS if one != control)),)


def keys_in_the_clear(addresses: Iterable[str]) -> str:
    """Return at which addresses keys are found that somebody on the way can change; the empty text where none is."""
    named = [one for one in addresses if not one.startswith("https:")]
    return f"whoever is on the way to {', '.join(named)} gives the keys himself" if named else ""
