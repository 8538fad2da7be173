"""Which host serves a tenant's compliance cmdlets, and which cmdlets there are (api-facts 6.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from holdfast.emulator.clouds import cloud_of
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Endpoint

REGION_SETTING = "compliance_region"
"""Name of the tenant setting with the region's host label; "eur02b" without it."""


def banner_reply(endpoint: Endpoint, tenant: Tenant, call: Call) -> Reply:
    """302 to the regional host; an empty list on that host and on the Exchange endpoint."""
    return _redirect(endpoint, tenant, call) or Reply(200, {"value": []})


def module_reply(endpoint: Endpoint, tenant: Tenant, call: Call, allowed: Sequence[str]) -> Reply:
    """302 to the regional host; there and on the Exchange endpoint the names of allowed cmdlets."""
    return _redirect(endpoint, tenant, call) or Reply(200, {"value": [{"exportedCmdlets": list(allowed)}]})


def _redirect(endpoint: Endpoint, tenant: Tenant, call: Call) -> Reply | None:
    suffix = cloud_of(tenant.store).regional_suffix
    if endpoint != "compliance" or call.host.endswith(suffix):
        return None
    host = f"{tenant.store.setting(REGION_SETTING, 'eur02b')}{suffix}"
    query = f"?{urlencode(call.query)}" if call.query else ""
    safe_path = quote(call.path, safe="/()'")
    return Reply(302, None, {"location": f"https://{host}{safe_path}{query}"})
