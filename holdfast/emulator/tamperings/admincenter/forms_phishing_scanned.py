"""Tampering with the search for phishing in forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.forms import SERVICE as FORMS
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tamperings.settings import loosen
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant


def let_forms_phish(tenant: Tenant) -> str:
    """Have nobody look for phishing in forms.

    Args:
        tenant: where.

    Raises:
        TamperingError: it is so already.
    """
    actor = attacker(tenant)
    loosen(tenant, actor, FORMS, {"settings": {"isInOrgFormsPhishingScanEnabled": False}})
    return f"{actor.user_principal_name} switched the search for phishing in forms off."


TAMPERINGS = (
    Tampering(
        "let-forms-phish",
        "The attacker switches the search for phishing in forms off.",
        let_forms_phish,
    ),
)
