"""The subscriptions of the seeded tenants: products with the service plans that controls gate on.

Names are those of api-facts 4.5. The product and plan ids are those of Microsoft's published list "Product
names and service plan identifiers for licensing", recalled (assumed), not fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """One service plan of a product."""

    name: str
    plan_id: str
    service: str
    """The name of the service as `assignedPlans` shows it."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product that a tenant subscribes to."""

    part_number: str
    sku_id: str
    units: int
    """How many seats were bought."""
    mailbox_capability: str
    """What a mailbox of this licence shows in PersistedCapabilities."""
    plans: tuple[ServicePlan, ...]


PRODUCTS: Mapping[str, Product] = {
    "SPE_E5": Product(
        "SPE_E5",
        "06ebc4ee-1bb5-47dd-8120-11324bc54e06",
        50,
        "BPOS_S_Enterprise",
        (
            ServicePlan("AAD_PREMIUM", "41781fb2-bc02-4b7c-bd55-b576c07bb09d", "AADPremiumService"),
            ServicePlan("AAD_PREMIUM_P2", "eec0eb4f-6444-4f95-aba0-50c24d67f998", "AADPremiumService"),
            ServicePlan("EXCHANGE_S_ENTERPRISE", "efb87545-963c-4e0d-99df-69c6916d9eb0", "exchange"),
            ServicePlan("SHAREPOINTENTERPRISE", "5dbe027f-2339-4123-9542-606e4d348a72", "SharePoint"),
            ServicePlan("TEAMS1", "57ff2da0-773e-42df-b2af-ffb7a2317929", "TeamspaceAPI"),
            ServicePlan("INTUNE_A", "c1ec4a95-1f05-45b3-a911-aa3fa01094f5", "SCO"),
            ServicePlan("ATP_ENTERPRISE", "f20fedf3-f3c3-43c3-8267-2bfdd51c0939", "exchange"),
            ServicePlan("THREAT_INTELLIGENCE", "8e0c0a52-6a6c-4d40-8370-dd62790dcd70", "exchange"),
            ServicePlan("RECORDS_MANAGEMENT", "65cc641f-cccd-4643-97e0-a17e3045e541", "RecordsManagement"),
            ServicePlan("EQUIVIO_ANALYTICS", "4de31727-a228-4ec3-a5bf-8e45b5ca48cc", "exchange"),
            ServicePlan("LOCKBOX_ENTERPRISE", "9f431833-0334-42de-a7dc-70aa40db46db", "exchange"),
            ServicePlan("M365_ADVANCED_AUDITING", "2f442157-a11c-46b9-ae5b-6e39ff4e5849", "exchange"),
        ),
    ),
    "O365_BUSINESS_PREMIUM": Product(
        "O365_BUSINESS_PREMIUM",
        "f245ecc8-75af-4f8e-b61f-27d8114de5f3",
        10,
        "BPOS_S_Standard",
        (
            ServicePlan("EXCHANGE_S_STANDARD", "9aaf7827-d63c-4b61-89c3-182f06f82e5c", "exchange"),
            ServicePlan("SHAREPOINTSTANDARD", "c7699d2e-19aa-44de-8edf-1736da088ca1", "SharePoint"),
            ServicePlan("TEAMS1", "57ff2da0-773e-42df-b2af-ffb7a2317929", "TeamspaceAPI"),
        ),
    ),
    # Plans and their ids as scanners of Workload Identities Premium look for them (haakonwibe/ca-simulator, read
    # 2026-11-26); the product's id and name, and the service, are recalled.
    "Workload_Identities_P2": Product(
        "Workload_Identities_P2",
        "52cdf00e-8303-4223-a749-ff69a13e2dd0",
        10,
        "",
        (ServicePlan("AAD_WRKLDID_P2", "7dc0e92d-bf15-401d-907e-0884efe7c760", "AADPremiumService"),),
    ),
}
"""Products by part number: an E5-like one (P1, P2, Exchange Plan 2), a business one (Exchange Plan 1), and the one for
workload identities, which nobody holds."""


def subscribed_sku(product: Product, tenant_id: str, account_name: str, consumed: int) -> dict[str, Any]:
    """Return the `subscribedSku` of a product, of which `consumed` seats are assigned."""
    return {
        "accountId": tenant_id,
        "accountName": account_name,
        "appliesTo": "User",
        "capabilityStatus": "Enabled",
        "consumedUnits": consumed,
        "id": f"{tenant_id}_{product.sku_id}",
        "prepaidUnits": {"enabled": product.units, "suspended": 0, "warning": 0, "lockedOut": 0},
        "servicePlans": [
            {
                "servicePlanId": plan.plan_id,
                "servicePlanName": plan.name,
                "provisioningStatus": "Success",
                "appliesTo": "User",
            }
            for plan in product.plans
        ],
        "skuId": product.sku_id,
        "skuPartNumber": product.part_number,
        "subscriptionIds": [],
    }


def assignment(product: Product, assigned: str) -> dict[str, Any]:
    """Return the licence properties of a user who holds the product since `assigned` (an ISO time)."""
    return {
        "assignedLicenses": [{"disabledPlans": [], "skuId": product.sku_id}],
        "assignedPlans": assigned_plans(product, assigned),
        "licenseAssignmentStates": [
            {
                "skuId": product.sku_id,
                "disabledPlans": [],
                "assignedByGroup": None,
                "state": "Active",
                "error": "None",
                "lastUpdatedDateTime": assigned,
            }
        ],
    }


def assigned_plans(product: Product, assigned: str) -> list[dict[str, Any]]:
    """Return the product's plans as `assignedPlans` of a user or of the organization shows them."""
    return [
        {
            "assignedDateTime": assigned,
            "capabilityStatus": "Enabled",
            "service": plan.service,
            "servicePlanId": plan.plan_id,
        }
        for plan in product.plans
    ]
