"""What the controls share that know who can vouch for a sign-in: one outcome, which each brings about in part."""

from __future__ import annotations

from holdfast.model.control import Share

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
