"""Tampering with the reporting of sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.authentication_methods_policy import SERVICE as METHODS_POLICY
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_REPORTING = "reportSuspiciousActivitySettings"


def silence_reports(tenant: Tenant) -> str:
    """Have nobody report a sign-in that is not his.

    Args:
        tenant: where.

    Raises:
        TamperingError: nobody can already.
    """
    actor = attacker(tenant)
    reporting = METHODS_POLICY.value(tenant)[_REPORTING]
    if reporting["state"] == "disabled":
        raise TamperingError(f"Nobody in {tenant.domain} can report a sign-in already.")
    METHODS_POLICY.change(tenant, actor, {_REPORTING: {**reporting, "state": "disabled"}})
    return f"{actor.user_principal_name} took the reporting of sign-ins away."


TAMPERINGS = (
    Tampering(
        "silence-reports",
        "The attacker takes the reporting of sign-ins away.",
        silence_reports,
    ),
)
