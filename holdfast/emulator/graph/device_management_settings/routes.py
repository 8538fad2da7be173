"""The settings of Intune by a path of their own: what `/deviceManagement` has as `settings`.

Maester's test of CIS 4.1 reads them here. A property has a path of its own by OData 4.01, part 2, section 4.7.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.graph.device_management import SERVICE
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    context = context_url(call, "deviceManagement/settings")
    return Reply(200, {"@odata.context": context, **SERVICE.value(tenant)["settings"]})


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{SERVICE.path}/settings",
        _get,
        "Read the settings of Intune alone.",
        any_of=SERVICE.roles.read,
        consented=False,
    ),
)
"""Routes of the settings of Intune."""
