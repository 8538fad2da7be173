"""Who has which licence and did what with it, a report: of people of the tenant, also of those that are deleted softly.

Nobody does anything here, so that there is no last activity; when a licence was given is left out. Names are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.usage_report import FIRST, UsageReport, whole

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant

_SERVICES = {
    "exchange": ("Exchange", "EXCHANGE_S"),
    "oneDrive": ("OneDrive", "SHAREPOINT"),
    "sharePoint": ("SharePoint", "SHAREPOINT"),
    "skypeForBusiness": ("Skype For Business", "MCO"),
    "yammer": ("Yammer", "YAMMER"),
    "teams": ("Teams", "TEAMS"),
}
"""What each service is called in a column, and what the names of its plans begin with."""


def _rows(tenant: Tenant) -> list[dict[str, Any]]:
    products = {
        str(one["skuId"]).lower(): one for one in tenant.store.all("subscribedSkus") if "skuId" in one
    }
    deleted = [
        {"deletedDateTime": None, **one["body"]}
        for one in tenant.store.all("deletedItems")
        if one["type"] == "user"
    ]
    people = [*({**one, "deletedDateTime": None} for one in tenant.store.all("users")), *deleted]
    return [_row(one, products) for one in people if one.get("userType") != "Guest"]


def _row(user: dict[str, Any], products: dict[str, dict[str, Any]]) -> dict[str, Any]:
    held = [
        (products[key], {str(plan).lower() for plan in one.get("disabledPlans", ())})
        for one in user.get("assignedLicenses", ())
        if (key := str(one["skuId"]).lower()) in products
    ]
    plans = {
        plan["servicePlanName"].upper()
        for product, off in held
        for plan in product["servicePlans"]
        if str(plan["servicePlanId"]).lower() not in off
    }
    gone = user["deletedDateTime"]
    return {
        "userPrincipalName": user["userPrincipalName"],
        "displayName": user.get("displayName"),
        "isDeleted": gone is not None,
        "deletedDate": gone and gone[:10],
        **{
            f"has{name[0].upper()}{name[1:]}License": any(plan.startswith(begin) for plan in plans)
            for name, (_, begin) in _SERVICES.items()
        },
        **{f"{name}{end}": None for end in ("LastActivityDate", "LicenseAssignDate") for name in _SERVICES},
        "assignedProducts": [product["skuPartNumber"] for product, _ in held],
    }


_REPORT = UsageReport(
    "getOffice365ActiveUserDetail",
    "office365ActiveUserDetail",
    {
        **FIRST,
        "userPrincipalName": "User Principal Name",
        "displayName": "Display Name",
        "isDeleted": "Is Deleted",
        "deletedDate": "Deleted Date",
        **{
            f"has{name[0].upper()}{name[1:]}License": f"Has {said} License"
            for name, (said, _) in _SERVICES.items()
        },
        **{f"{name}LastActivityDate": f"{said} Last Activity Date" for name, (said, _) in _SERVICES.items()},
        **{
            f"{name}LicenseAssignDate": f"{said} License Assign Date" for name, (said, _) in _SERVICES.items()
        },
        "assignedProducts": "Assigned Products",
    },
    whole(_rows),
    "Who has which licence; nobody does anything here. Names are shown, and when a licence was given is left out.",
    consented=False,
)
ROUTES: tuple[Route, ...] = (_REPORT.route(),)
"""Routes of the report about active users."""
