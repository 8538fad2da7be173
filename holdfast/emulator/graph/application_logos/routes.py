"""The picture of an application, as it is shown on the page of consent: sent and read as it is.

Sources: https://learn.microsoft.com/graph/api/application-update-logo and resources/application (recalled, 2026-11-30):
GIF, JPEG or PNG of at most 100 KB. That an application without one answers 404, and the refusals, are assumed.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.applications.routes import find_application_object, record_application
from holdfast.emulator.graph.applications.types import application_id
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_PATH = "/applications/{id}/logo"
_READ = ("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("Application.ReadWrite.All",)
_COLLECTION = "applicationLogos"
_TYPES = ("image/gif", "image/jpeg", "image/png")
_LARGEST = 100 * 1024


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    application = find_application_object(tenant, call.params["id"])
    kept: dict[str, Any] | None = tenant.store.get(_COLLECTION, application_id(application))
    if kept is None:
        raise not_found("logo")
    return Reply(200, base64.b64decode(kept["content"]), {"content-type": kept["type"]})


def _put(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    application = find_application_object(tenant, call.params["id"])
    kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES or not isinstance(call.body, bytes):
        raise bad_request(f"The logo must be a picture of one of the types {', '.join(_TYPES)}.")
    if len(call.body) > _LARGEST:
        raise bad_request("The logo must have at most 100 KB.")
    document = {"type": kind, "content": base64.b64encode(call.body).decode()}
    tenant.store.put(_COLLECTION, application_id(application), document)
    record_application(tenant, principal, "Update application", application)
    return Reply(204)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        _PATH,
        _get,
        "Read the picture of an application; 404 without one.",
        any_of=_READ,
        consented=False,
    ),
    Route("PUT", _PATH, _put, "Give an application a picture.", any_of=_WRITE, consented=False),
)
"""Routes of pictures of applications."""
