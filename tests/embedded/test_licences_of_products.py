"""A tenant that bought one product: what that does not bring does not apply, nothing crashes, and nothing else is lost.

Through HTTP, on an embedded tenant of which the newest baseline is the plan. What a product brings is a list of service
plans from "Product names and service plan identifiers for licensing", https://learn.microsoft.com/entra/identity/
users/licensing-service-plan-reference (recalled, 2026-11-28), of which only those are here that some control asks for,
and those of mailboxes, sites and teams. What of them lacks is what the embedded tenant's own list says.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.emulator.service_plans import PLANS
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.mailbox import MAKES_MAILBOXES
from holdfast.model.control import EVERY_TENANT
from holdfast.model.status import Reason, Status
from tests.corpus.test_rights import ASKED_AS
from tests.e2e.scratch import Scratch, told
from tests.embedded.test_licences_named_otherwise import changed
from tests.newest import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = dict[str, object]

_ENTERPRISE = ("EXCHANGE_S_ENTERPRISE", "SHAREPOINTENTERPRISE", "TEAMS1")
_E3 = (*_ENTERPRISE, "AAD_PREMIUM", "INTUNE_A", "M365_AUDIT_PLATFORM", "BPOS_S_DlpAddOn")
_OF_E5 = (
    *("AAD_PREMIUM_P2", "ATP_ENTERPRISE", "THREAT_INTELLIGENCE", "EQUIVIO_ANALYTICS", "LOCKBOX_ENTERPRISE"),
    *("M365_ADVANCED_AUDITING", "RECORDS_MANAGEMENT"),
)
_FRONTLINE = ("SHAREPOINTDESKLESS", "TEAMS1", "AAD_PREMIUM", "INTUNE_A")
_SCHOOL = (
    "EXCHANGE_S_ENTERPRISE",
    "SHAREPOINTENTERPRISE_EDU",
    "TEAMS1",
    "AAD_PREMIUM",
    "INTUNE_EDU",
    "AAD_BASIC_EDU",
)
_GOVERNMENT = (
    "EXCHANGE_S_ENTERPRISE_GOV",
    "SHAREPOINTENTERPRISE_GOV",
    "TEAMS_GOV",
    "AAD_PREMIUM",
    "INTUNE_A",
)
WITH_MAIL: dict[str, tuple[str, ...]] = {
    "Microsoft 365 F3": ("EXCHANGE_S_DESKLESS", *_FRONTLINE),
    "Microsoft 365 E3": _E3,
    "Microsoft 365 E5": (*_E3, *_OF_E5),
    "Office 365 E1, Business Basic or Business Standard": (
        "EXCHANGE_S_STANDARD",
        "SHAREPOINTSTANDARD",
        "TEAMS1",
    ),
    "Office 365 E5": (*_ENTERPRISE, *(one for one in _OF_E5 if one != "AAD_PREMIUM_P2")),
    "Microsoft 365 A3": _SCHOOL,
    "Microsoft 365 A5": (*_SCHOOL, *_OF_E5),
    "Microsoft 365 G3": _GOVERNMENT,
    "Microsoft 365 G5": (
        *_GOVERNMENT,
        *("AAD_PREMIUM_P2", "ATP_ENTERPRISE_GOV", "THREAT_INTELLIGENCE_GOV", "EQUIVIO_ANALYTICS_GOV"),
        *("LOCKBOX_ENTERPRISE_GOV", "M365_ADVANCED_AUDITING"),
    ),
    "Microsoft 365 Business Premium": (
        *("EXCHANGE_S_STANDARD", "SHAREPOINTSTANDARD", "TEAMS1", "AAD_PREMIUM", "INTUNE_A", "ATP_ENTERPRISE"),
        "EXCHANGE_S_ARCHIVE_ADDON",
    ),
}
"""Service plans by product."""
WITHOUT_MAIL: dict[str, tuple[str, ...]] = {
    "Microsoft 365 F1": ("EXCHANGE_S_FOUNDATION", *_FRONTLINE),
    "Microsoft Entra ID P1": ("EXCHANGE_S_FOUNDATION", "AAD_PREMIUM"),
    "Microsoft 365 Apps for business": ("EXCHANGE_S_FOUNDATION", "ONEDRIVESTANDARD", "OFFICE_BUSINESS"),
}
"""The same of products of which nobody has a mailbox: rules over mailboxes have nobody to count."""
PRODUCTS = {**WITH_MAIL, **WITHOUT_MAIL}
HOLD = "m365:exchange:LitigationHold"
"""The seeded people with the smaller plan hold the larger one here by the directory, and not by the service."""
COUNTED = {
    token
    for token, kind in kinds().items()
    if isinstance(kind, PopulationKind)
    and (members := kind.population())
    and members.counted
    and members.counted.members is MAKES_MAILBOXES
}
"""Rules over mailboxes that the directory counts."""
PLANNED = {name: one for name, one in controls().items() if not issubclass(one, ChosenControl)}


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Everything is as declared, made while the tenant had every licence."""
    with Scratch(tmp_path_factory.mktemp("products") / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        scratch.apply()
        yield scratch


def plan_id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))


def sold(scratch: Scratch, plans: Sequence[str]) -> tuple[str, dict[str, Row]]:
    """Subscriptions of these plans and no other."""
    said = [
        {
            "servicePlanName": one,
            "servicePlanId": plan_id(one),
            "provisioningStatus": "Success",
            "appliesTo": "User",
        }
        for one in plans
    ]
    rows = scratch.rows("subscribedSkus")
    return "subscribedSkus", {str(row["id"]): row | {"servicePlans": said} for row in rows}


def held(scratch: Scratch, plans: Sequence[str]) -> tuple[str, dict[str, Row]]:
    """Users of whom all that hold something hold these plans."""
    said = [
        {
            "assignedDateTime": "2024-01-01T00:00:00Z",
            "capabilityStatus": "Enabled",
            "service": "exchange" if one.startswith("EXCHANGE") else "other",
            "servicePlanId": plan_id(one),
        }
        for one in plans
    ]
    rows = [row for row in scratch.rows("users") if row.get("assignedPlans")]
    return "users", {str(row["id"]): row | {"assignedPlans": said} for row in rows}


@pytest.mark.parametrize("name", PRODUCTS)
def test_what_a_product_does_not_bring_is_not_applicable_exactly(hardened: Scratch, name: str) -> None:
    bought = PRODUCTS[name]
    with changed(hardened, *sold(hardened, bought)), changed(hardened, *held(hardened, bought)):
        checked = hardened.check_settled()

    lacking = {
        control
        for control, one in PLANNED.items()
        if (right := one.metadata.licence) != EVERY_TENANT
        and not set(bought) & PLANS.get(ASKED_AS.get(right, right), frozenset({right}))
    }
    found = [one for one in checked.result.findings if one.status is Status.NOT_APPLICABLE]
    said = told(checked, set(Status) - {Status.IN_SYNC, Status.NOT_APPLICABLE})
    unknown = [one for one in checked.result.findings if one.status is Status.UNKNOWN]
    assert {one.control for one in found} == lacking - {one.control for one in unknown}, said
    assert {one.reason for one in found} <= {Reason.LICENCE}
    others = {one.status for one in checked.result.findings if one.control not in lacking}
    assert others <= {Status.IN_SYNC, Status.UNKNOWN}, said
    assert all("the directory" in one.explanation for one in unknown), said
    assert name in WITHOUT_MAIL or {one.token for one in unknown} <= {HOLD}, said
    counted = [one for one in checked.result.findings if one.token in COUNTED]
    assert name in WITH_MAIL or {one.status for one in counted} == {Status.UNKNOWN}, said
