"""Tampering with the timeout of web sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.activity_based_timeout_policies import SERVICE
from holdfast.emulator.tamperings.cast import TamperingError, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_ALMOST_A_DAY = (
    '{"ActivityBasedTimeoutPolicy":{"Version":1,"ApplicationPolicies":['
    '{"ApplicationId":"default","WebSessionIdleTimeout":"23:59:59"}]}}'
)


def lengthen_idle_sessions(tenant: Tenant) -> str:
    """Let web sessions idle for almost a day, the longest that the service takes.

    Args:
        tenant: where.

    Raises:
        TamperingError: no timeout policy is active.
    """
    actor = attacker(tenant)
    rows = [one for one in tenant.store.all(SERVICE.collection) if one.get("isOrganizationDefault")]
    if not rows:
        raise TamperingError(f"{tenant.domain} has no active timeout policy.")
    before = rows[0]
    after = {**before, "definition": [_ALMOST_A_DAY]}
    tenant.store.put(SERVICE.collection, str(before["id"]), after)
    SERVICE.record(tenant, actor, "Update policy", old=before, new=after)
    return f"{actor.user_principal_name} let web sessions idle for almost a day."


TAMPERINGS = (
    Tampering(
        "lengthen-idle-sessions",
        "The attacker lets web sessions idle for almost a day.",
        lengthen_idle_sessions,
    ),
)
