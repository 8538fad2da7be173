"""The service's own request limits, counted only when the tenant's setting `real_limits` is on.

Source: learn.microsoft.com, Microsoft Graph service-specific throttling limits (api-facts 10.2).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

CONDITIONAL_ACCESS = "conditional access"
AUDIT_LOGS = "reports and audit logs"
REAL_LIMITS = "real_limits"
"""Name of the tenant setting that switches the limits on."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in so long."""

    requests: int
    seconds: float
    retry_after: bool
    """Whether the 429 says when to come back."""
    doc: str


LIMITS: Mapping[str, Limit] = {
    CONDITIONAL_ACCESS: Limit(1, 1.0, retry_after=False, doc="per tenant, all applications together"),
    AUDIT_LOGS: Limit(5, 10.0, retry_after=True, doc="per application and tenant"),
}


def limit_of_path(path: str) -> str:
    """Name of the limit that counts requests to a Graph path (below the version), "" for none."""
    lowered = path.lower()
    if lowered.startswith("/identity/conditionalaccess"):
        return CONDITIONAL_ACCESS
    return AUDIT_LOGS if lowered.startswith(("/auditlogs/", "/reports/")) else ""


class Limiter:
    """Counts requests of one server; a restart forgets them, as it should for windows of seconds."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], deque[float]] = {}

    def admit(self, tenant: Tenant, limit_name: str) -> None:
        """Count one request against a limit.

        Raises:
            GraphError: 429 when it is one too many; refused requests are not counted.
        """
        if not limit_name or not tenant.store.setting(REAL_LIMITS, default=False):
            return
        limit = LIMITS[limit_name]
        now = tenant.now().timestamp()
        times = self._times.setdefault((tenant.domain, limit_name), deque())
        while times and times[0] <= now - limit.seconds:
            times.popleft()
        if len(times) >= limit.requests:
            raise too_many_requests(
                round(times[0] + limit.seconds - now + 0.5) if limit.retry_after else None
            )
        times.append(now)


def too_many_requests(retry_after: int | None) -> GraphError:
    """The 429 of Graph; `retry_after` in seconds, None for no header."""
    headers = {} if retry_after is None else {"retry-after": str(max(1, retry_after))}
    return GraphError(429, "TooManyRequests", "Too many requests. Please retry later.", headers=headers)
