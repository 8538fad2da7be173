"""What is stored of eDiscovery, and its changes by a person or an application; each leaves its audit record.

A mailbox in a hold bears `UniH` with the hold's id, and a delay hold once it is out of it (research notes api-facts
6.7, data-loss 3.2). That work in the portal leaves the records of the cmdlets behind it is documented
(https://learn.microsoft.com/purview/ediscovery-search-for-activities-in-the-audit-log, recalled); that Graph does is
assumed, and so is that the record names the case or the hold.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_cmdlet
from holdfast.emulator.exchange.mailbox.lifecycle import hold_lifted
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox
from holdfast.emulator.graph.sites.routes import COLLECTION as SITES
from holdfast.emulator.odata.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.audit import Person
    from holdfast.emulator.exchange.mailbox.state import Stored
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

    Actor = Principal | Person

CASES, HOLDS = "ediscovery.cases", "ediscovery.holds"
"""The store's collections, by id; a hold keeps its sources and the id of its case."""
_OPEN = "0001-01-01T00:00:00Z"
"""What an open case says of its closing (api-facts 6.9, a captured answer)."""
_DISTRIBUTED = timedelta(days=1)
"""How long a new hold is on its way (recalled); then its status is null (api-facts 6.9, a captured answer)."""
CASE: Mapping[str, Any] = {
    "id": "",
    "displayName": None,
    "description": None,
    "externalId": None,
    "status": "active",
    "createdDateTime": None,
    "lastModifiedDateTime": None,
    "lastModifiedBy": None,
    "closedBy": None,
    "closedDateTime": _OPEN,
}
"""A case as it is answered; names in wire order."""


def make_case(tenant: Tenant, actor: Actor, values: Mapping[str, Any]) -> dict[str, Any]:
    """Make a case.

    Raises:
        GraphError: 400 where another one bears the name (that names are unique is recalled, the text assumed).
    """
    name = str(values["displayName"])
    if any(one["displayName"].lower() == name.lower() for one in tenant.store.all(CASES)):
        raise bad_request(f"A case named '{name}' already exists.")
    stamp = tenant.stamp()
    given = {"id": tenant.store.new_id(), "createdDateTime": stamp, "lastModifiedDateTime": stamp}
    case = {**CASE, **values, **given}
    tenant.store.put(CASES, case["id"], case)
    _record(tenant, actor, "New-ComplianceCase", name, {"Name": name})
    return case


def holds_of(tenant: Tenant, case_id: str) -> list[dict[str, Any]]:
    """The hold policies of a case, as they are stored."""
    return [one for one in tenant.store.all(HOLDS) if one["caseId"] == case_id]


def make_hold(
    tenant: Tenant, actor: Actor, case: Mapping[str, Any], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Make a hold policy without a source."""
    stamp, by = tenant.stamp(), {"application": None, "user": {"id": actor.display_name, "displayName": None}}
    hold = {
        "id": tenant.store.new_id(),
        "caseId": case["id"],
        "isEnabled": True,
        "errors": [],
        "contentQuery": "",
        "description": None,
        **values,
        "createdBy": by,
        "createdDateTime": stamp,
        "lastModifiedBy": by,
        "lastModifiedDateTime": stamp,
        "userSources": [],
        "siteSources": [],
    }
    tenant.store.put(HOLDS, hold["id"], hold)
    told = {"Name": hold["displayName"], "Case": case["displayName"]}
    _record(tenant, actor, "New-CaseHoldPolicy", hold["displayName"], told)
    return hold


def remove_hold(tenant: Tenant, actor: Actor, hold: Mapping[str, Any]) -> None:
    """Delete a hold policy: what it held is released."""
    for source in hold["userSources"]:
        _release(tenant, hold, source)
    tenant.store.delete(HOLDS, hold["id"])
    _record(tenant, actor, "Remove-CaseHoldPolicy", hold["displayName"], {})


def shown(tenant: Tenant, hold: Mapping[str, Any]) -> dict[str, Any]:
    """A hold policy as it is answered."""
    young = tenant.now() - datetime.fromisoformat(hold["createdDateTime"]) < _DISTRIBUTED
    kept = {name: one for name, one in hold.items() if name not in {"caseId", "userSources", "siteSources"}}
    return {**kept, "status": "pending" if young else None}


def add_user(tenant: Tenant, actor: Actor, hold: dict[str, Any], email: str) -> dict[str, Any]:
    """Hold a mailbox.

    Raises:
        GraphError: 400 where nobody has it, or the hold has it already (text assumed).
    """
    mailbox = _mailbox(tenant, email)
    if mailbox is None or any(one["email"].lower() == mailbox.smtp.lower() for one in hold["userSources"]):
        raise bad_request(f"The mailbox '{email}' was not found, or is part of the hold.")
    source = _source(tenant, actor, mailbox.display_name, mailbox.identity)
    source |= {"email": mailbox.smtp, "includedSources": "mailbox", "siteWebUrl": ""}
    holds = [*mailbox.differences().get("InPlaceHolds", ()), _code(hold)]
    change_stored(tenant.store, mailbox, {"InPlaceHolds": holds})
    _put(tenant, actor, hold, "userSources", [*hold["userSources"], source])
    return source


def add_site(tenant: Tenant, actor: Actor, hold: dict[str, Any], address: str) -> dict[str, Any]:
    """Hold a site.

    Raises:
        GraphError: 400 where there is none, or the hold has it already (text assumed).
    """
    wanted = address.lower().rstrip("/")
    site = next((one for one in tenant.store.all(SITES) if one["webUrl"].lower() == wanted), None)
    held = {one["site"]["webUrl"].lower() for one in hold["siteSources"]}
    if site is None or wanted in held:
        raise bad_request(f"The site '{address}' was not found, or is part of the hold.")
    source = _source(tenant, actor, site["displayName"], site["id"].split(",")[1])
    source["site"] = {"webUrl": site["webUrl"], "id": source["id"], "createdDateTime": _OPEN}
    _put(tenant, actor, hold, "siteSources", [*hold["siteSources"], source])
    return source


def remove_source(
    tenant: Tenant, actor: Actor, hold: dict[str, Any], below: str, source: Mapping[str, Any]
) -> None:
    """Take a mailbox or a site out of a hold."""
    if below == "userSources":
        _release(tenant, hold, source)
    _put(tenant, actor, hold, below, [one for one in hold[below] if one["id"] != source["id"]])


def _put(
    tenant: Tenant, actor: Actor, hold: Mapping[str, Any], below: str, sources: list[dict[str, Any]]
) -> None:
    tenant.store.put(HOLDS, hold["id"], {**hold, below: sources, "lastModifiedDateTime": tenant.stamp()})
    told = {below: [one.get("email") or one["site"]["webUrl"] for one in sources]}
    _record(tenant, actor, "Set-CaseHoldPolicy", hold["displayName"], told)


def _release(tenant: Tenant, hold: Mapping[str, Any], source: Mapping[str, Any]) -> None:
    """Take the hold's mark off a mailbox, unless it is gone; one that is active gets a delay hold."""
    mailbox = _mailbox(tenant, source["email"])
    if mailbox is not None and _code(hold) in mailbox.differences().get("InPlaceHolds", ()):
        left = [one for one in mailbox.differences()["InPlaceHolds"] if one != _code(hold)]
        delayed = hold_lifted(tenant, mailbox)
        mailbox = _mailbox(tenant, source["email"]) or mailbox
        change_stored(tenant.store, mailbox, {"InPlaceHolds": left, **delayed})


def _mailbox(tenant: Tenant, address: str) -> Stored | None:
    return find_mailbox(tenant.store, address, ("active", "inactive"))


def _code(hold: Mapping[str, Any]) -> str:
    return f"UniH{hold['id']}"


def _source(tenant: Tenant, actor: Actor, name: str, source_id: str) -> dict[str, Any]:
    return {
        "id": source_id,
        "displayName": name,
        "createdDateTime": tenant.stamp(),
        "holdStatus": "applied",
        "createdBy": _identity(actor),
    }


def _identity(actor: Actor) -> dict[str, Any]:
    """The wire object `identitySet` of who acts."""
    name = {"id": actor.object_id, "displayName": actor.display_name}
    is_person = hasattr(actor, "user_principal_name")
    return {"user": name if is_person else None, "application": None if is_person else name}


def _record(tenant: Tenant, actor: Actor, cmdlet: str, name: str, told: Mapping[str, Any]) -> None:
    record_cmdlet(tenant, actor, cmdlet, name, told, endpoint="compliance")
