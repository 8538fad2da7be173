"""Reports that Intune writes into a file: what programs devices have, of which nobody has told here.

A job is made, asked for until it is completed, and its file fetched without a token: a table in a zip, with the columns
that were selected. Source: https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis
(2026-11-28). Only the two reports of discovered apps are here; that a job is completed at the first look is assumed.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.downloads import address_of
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, created_reply, object_reply, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_COLLECTION = "deviceManagementExportJobs"
_PATH = "/deviceManagement/reports/exportJobs"
_COLUMNS = {
    "AppInvRawData": (
        *("ApplicationKey", "ApplicationName", "ApplicationPublisher", "ApplicationVersion", "DeviceId"),
        *("DeviceName", "OSDescription", "OSVersion", "Platform", "UserId", "EmailAddress", "UserName"),
    ),
    "AppInvAggregate": (
        *("ApplicationKey", "ApplicationId", "ApplicationName", "ApplicationPublisher", "ApplicationVersion"),
        *("DeviceCount", "Platform"),
    ),
}
"""Columns of each report: those that Cartography 0.143.0 selects, and others that are recalled."""
_NOT_DONE = "0001-01-01T00:00:00Z"
_ROLES = (
    *("DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All"),
    *("DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All"),
    *("DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All"),
)
_LISTING = Listing(
    "deviceManagement/reports/exportJobs",
    "microsoft.graph.deviceManagementExportJob",
    frozenset({"id", "reportName", "select", "filter", "format", "status", "url", "expirationDateTime"}),
)


def _make(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    body: dict[str, Any] = call.body if isinstance(call.body, dict) else {}
    name, wanted = str(body.get("reportName", "")), body.get("select") or []
    columns = next((one for known, one in _COLUMNS.items() if known.lower() == name.lower()), None)
    if not name:
        raise bad_request("The report needs a name.")
    if columns is None:
        raise GraphError(
            501,
            "NotImplemented",
            f"The embedded tenant has no report '{name}'. It has: {', '.join(_COLUMNS)}.",
        )
    if str(body.get("format") or "csv").lower() != "csv":
        raise GraphError(501, "NotImplemented", "The embedded tenant writes reports of Intune as csv only.")
    if unknown := sorted(set(map(str, wanted)) - set(columns)):
        raise bad_request(f"The report has no column '{unknown[0]}'.")
    job = {
        "id": f"{name}_{tenant.store.new_id()}",
        "reportName": name,
        "filter": body.get("filter"),
        "select": wanted,
        "format": "csv",
        "snapshotId": None,
        "localizationType": body.get("localizationType") or "localizedValuesAsAdditionalColumn",
        "search": None,
        "status": "notStarted",
        "url": None,
        "requestDateTime": tenant.stamp(),
        "expirationDateTime": _NOT_DONE,
    }
    tenant.store.put(_COLLECTION, str(job["id"]), job)
    return created_reply(call, _PATH, _LISTING.context, job)


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    job = tenant.store.get(_COLLECTION, call.params["id"])
    if job is None:
        raise not_found(call.params["id"])
    where, until = address_of(tenant, call, _zipped(job))
    return object_reply(
        call, _LISTING, {**job, "status": "completed", "url": where, "expirationDateTime": until}
    )


def _zipped(job: dict[str, Any]) -> bytes:
    columns = job["select"] or next(
        one for name, one in _COLUMNS.items() if name.lower() == job["reportName"].lower()
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(f"{job['id']}.csv"), ",".join(columns) + "\r\n")
    return file.getvalue()


ROUTES: tuple[Route, ...] = (
    Route(
        "POST",
        _PATH,
        _make,
        "Ask for a report as a file: what programs devices have, which nobody has told here.",
        any_of=_ROLES,
        consented=False,
        reads=True,
    ),
    Route("GET", f"{_PATH}/{{id}}", _get, "Look whether the file is there.", any_of=_ROLES, consented=False),
)
"""Routes of reports that are exported."""
