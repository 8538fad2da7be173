"""`assignLicense` of a user: which products he has, the plans that follow, and what his mailbox makes of it.

Source: https://learn.microsoft.com/graph/api/user-assignlicense (2026-11-25). Assumed: the texts of the refusals, the
service names of plans that are new to the user, and that a plan that goes stays listed as Deleted since that moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.data.accounts import licence_changed
from holdfast.emulator.graph.directory_objects.state import (
    DirectoryObject,
    audit_target,
    default_names,
    find_user,
)
from holdfast.emulator.odata.changes import modified_properties
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import entity, project
from holdfast.emulator.service_plans import ADDED_CAPABILITIES, MAILBOX_CAPABILITIES
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

    Document = dict[str, Any]

_HELD = frozenset({"Enabled", "Warning"})
"""States in which a user has a plan: the second while what pays for it has run out and can be renewed."""
_SERVICES = {
    "EXCHANGE": "exchange",
    "SHAREPOINT": "SharePoint",
    "TEAMS": "TeamspaceAPI",
    "AAD": "AADPremiumService",
}
_AUDITED = ("assignedLicenses", "assignedPlans", "licenseAssignmentStates")


def assign_license(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    """Give and take what the body says, all or nothing."""
    user = find_user(tenant, call.params["id"])
    added, removed = _asked(call.body)
    products = {str(sku["skuId"]).lower(): sku for sku in tenant.store.all("subscribedSkus")}
    held = {str(one["skuId"]).lower(): one for one in user["assignedLicenses"]}
    for sku_id in removed:
        if held.pop(sku_id, None) is None:
            raise bad_request("User does not have a corresponding license.")
    for one in added:
        sku_id = str(one["skuId"]).lower()
        if sku_id not in products:
            raise bad_request(f"License {one['skuId']} does not correspond to a valid company License.")
        held[sku_id] = {"disabledPlans": one.get("disabledPlans", []), "skuId": products[sku_id]["skuId"]}
    changed = _changed(tenant, user, products, held)
    tenant.store.put("users", user["id"], changed)
    _count(tenant, products, user, changed)
    has_drive = any(_is_drive(one) for one in changed["assignedPlans"])
    licence_changed(tenant, user["id"], _capabilities(products, held), has_drive=has_drive)
    _record(tenant, principal, user, changed)
    return Reply(200, entity(call, "users", project(changed, default_names("user", call.version))))


def _asked(body: Any) -> tuple[list[Document], list[str]]:
    given = body if isinstance(body, dict) else {}
    added, removed = given.get("addLicenses"), given.get("removeLicenses")
    if not isinstance(added, list) or not isinstance(removed, list):
        raise bad_request("The parameters addLicenses and removeLicenses are required, as lists.")
    if not all(isinstance(one, dict) and isinstance(one.get("skuId"), str) for one in added):
        raise bad_request("Each member of addLicenses needs a skuId.")
    return added, [str(one).lower() for one in removed]


def _changed(
    tenant: Tenant, user: Document, products: Mapping[str, Document], held: Mapping[str, Document]
) -> Document:
    now = tenant.stamp()
    before = {one["servicePlanId"]: one for one in user["assignedPlans"]}
    plans = {}
    for name, plan_id in _plans(products, held):
        known = before.get(plan_id, {})
        if known.get("capabilityStatus") not in _HELD:
            service = next((one for start, one in _SERVICES.items() if name.startswith(start)), "")
            known = {"assignedDateTime": now, "capabilityStatus": "Enabled", "service": service}
        plans[plan_id] = {**known, "servicePlanId": plan_id}
    gone = {"assignedDateTime": now, "capabilityStatus": "Deleted"}
    lost = [
        one | gone if one["capabilityStatus"] in _HELD else one
        for plan_id, one in before.items()
        if plan_id not in plans
    ]
    states = {one["skuId"]: one for one in user["licenseAssignmentStates"]}
    new = {"assignedByGroup": None, "state": "Active", "error": "None", "lastUpdatedDateTime": now}
    return user | {
        "assignedLicenses": list(held.values()),
        "assignedPlans": [*plans.values(), *lost],
        "licenseAssignmentStates": [{**new, **states.get(one["skuId"], {}), **one} for one in held.values()],
    }


def _plans(products: Mapping[str, Document], held: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """Names and ids of the plans that some product gives and the assignment does not turn off."""
    for sku_id, assigned in held.items():
        off = {str(one).lower() for one in assigned["disabledPlans"]}
        for plan in products.get(sku_id, {}).get("servicePlans", ()):
            if str(plan["servicePlanId"]).lower() not in off:
                yield plan["servicePlanName"], plan["servicePlanId"]


def _capabilities(products: Mapping[str, Document], held: Mapping[str, Document]) -> tuple[str, ...]:
    """What the mailbox shows: its own plan first, then what comes on top; nothing without a plan that gives one."""
    names = {name for name, _ in _plans(products, held)}
    gives = next((shown for plan, shown in MAILBOX_CAPABILITIES.items() if plan in names), None)
    added = (shown for plan, shown in ADDED_CAPABILITIES.items() if plan in names)
    return (gives, *added) if gives else ()


def _is_drive(plan: Mapping[str, Any]) -> bool:
    return bool(plan["service"] == _SERVICES["SHAREPOINT"] and plan["capabilityStatus"] in _HELD)


def _count(tenant: Tenant, products: Mapping[str, Document], before: Document, after: Document) -> None:
    """Keep the number of seats taken of each product."""
    had, has = ({str(one["skuId"]).lower() for one in user["assignedLicenses"]} for user in (before, after))
    for sku_id in had ^ has:
        if sku_id in products:
            sku = products[sku_id]
            taken = int(sku.get("consumedUnits") or 0) + (1 if sku_id in has else -1)
            tenant.store.put("subscribedSkus", sku["id"], sku | {"consumedUnits": taken})


def _record(tenant: Tenant, principal: Principal, before: Document, after: Document) -> None:
    old, new = ({name: user[name] for name in _AUDITED} for user in (before, after))
    target = {
        **audit_target(DirectoryObject("user", after)),
        "modifiedProperties": modified_properties(old, new),
    }
    record_directory_change(
        tenant,
        principal,
        "Change user license",
        "UserManagement",
        "Core Directory",
        target=target,
        old=old,
        new=new,
    )
