"""Tampering with who lets applications in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.group_settings import CONSENT
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.directory_settings import set_value
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_owners_consent(tenant: Tenant) -> str:
    """Have owners of groups let applications in.

    Args:
        tenant: where.

    Raises:
        TamperingError: there are no such settings.
    """
    actor = attacker(tenant)
    set_value(tenant, actor, CONSENT, "EnableGroupSpecificConsent", "true")
    return f"{actor.user_principal_name} let owners of groups consent to applications."


TAMPERINGS = (
    Tampering(
        "let-owners-consent",
        "The attacker lets owners of groups consent to applications.",
        let_owners_consent,
    ),
)
