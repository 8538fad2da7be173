"""A tenant whose plans bear other names: what they bring is judged, and nothing of it is called not applicable.

Through HTTP, on an embedded tenant of which the newest baseline is the plan. What lacks is what the embedded tenant's
own list of plans says, which is not the program's.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import pytest

from holdfast.controls.catalogue import controls
from holdfast.controls.chosen import ChosenControl
from holdfast.emulator.service_plans import PLANS
from holdfast.emulator.store import TenantFolder
from holdfast.model.control import EVERY_TENANT
from holdfast.model.status import Status
from tests.corpus.test_rights import ASKED_AS
from tests.e2e.scratch import CONTOSO, Scratch, told
from tests.newest import upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Row = dict[str, object]

GOVERNMENTS = (
    *(
        "AAD_PREMIUM",
        "AAD_PREMIUM_P2",
        "EXCHANGE_S_ENTERPRISE",
        "EXCHANGE_S_STANDARD",
        "SHAREPOINTENTERPRISE",
    ),
    *("INTUNE_A", "ATP_ENTERPRISE", "THREAT_INTELLIGENCE", "EQUIVIO_ANALYTICS", "LOCKBOX_ENTERPRISE"),
)
NAMED: dict[str, dict[str, str]] = {
    "governments": {one: f"{one}_GOV" for one in GOVERNMENTS},
    "schools": {
        "AAD_PREMIUM": "AAD_PREMIUM_FACULTY",
        "INTUNE_A": "INTUNE_EDU",
        "ATP_ENTERPRISE": "ATP_ENTERPRISE_FACULTY",
        "SHAREPOINTENTERPRISE": "SHAREPOINTENTERPRISE_EDU",
        "SHAREPOINTSTANDARD": "SHAREPOINTSTANDARD_EDU",
        "LOCKBOX_ENTERPRISE": "CustomerLockboxA_Enterprise",
    },
    "larger plans alone": {
        "AAD_PREMIUM": "TEAMS1",
        "ATP_ENTERPRISE": "TEAMS1",
        "INTUNE_A": "INTUNE_SMBIZ",
        "AAD_WRKLDID_P2": "AAD_WRKLDID_P1",
    },
    "ID Governance without P2": {"AAD_PREMIUM_P2": "Entra_Identity_Governance"},
    "mailboxes of Plan 1 with archives": {"EXCHANGE_S_STANDARD": "EXCHANGE_S_STANDARD_MIDMARKET"},
}
"""What the plans are called instead."""
PLANNED = {name: one for name, one in controls().items() if not issubclass(one, ChosenControl)}


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Everything is as declared, made while the plans had their ordinary names."""
    with Scratch(tmp_path_factory.mktemp("named") / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        scratch.apply()
        yield scratch


@contextmanager
def changed(scratch: Scratch, collection: str, now: Mapping[str, Row]) -> Iterator[None]:
    """Rows of contoso by their ids, and what they were afterwards."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        before = {name: store.get(collection, name) for name in now}
        for name, row in now.items():
            store.put(collection, name, row)
        yield
        for name, was in before.items():
            assert was is not None
            store.put(collection, name, was)
    finally:
        tenants.close()


def renamed(rows: list[Row], names: Mapping[str, str]) -> dict[str, Row]:
    """Subscriptions with other names of plans; the ids, by which users hold them, stay."""
    return {
        str(row["id"]): row
        | {
            "servicePlans": [
                plan | {"servicePlanName": names.get(str(plan["servicePlanName"]), plan["servicePlanName"])}
                for plan in cast("list[Row]", row["servicePlans"])
            ]
        }
        for row in rows
    }


@pytest.mark.parametrize("name", NAMED)
def test_what_a_plan_of_another_name_brings_is_judged(hardened: Scratch, name: str) -> None:
    now = renamed(hardened.rows("subscribedSkus"), NAMED[name])
    there = {
        str(plan["servicePlanName"])
        for row in now.values()
        for plan in cast("list[Row]", row["servicePlans"])
    }
    with changed(hardened, "subscribedSkus", now):
        checked = hardened.check()

    lacking = {
        control
        for control, one in PLANNED.items()
        if (right := one.metadata.licence) != EVERY_TENANT
        and not there & PLANS.get(ASKED_AS.get(right, right), frozenset({right}))
    }
    found = {one.control for one in checked.result.findings if one.status is Status.NOT_APPLICABLE}
    assert found == lacking, told(checked, set(Status) - {Status.IN_SYNC})
    others = [one for one in checked.result.findings if one.control not in lacking]
    assert {one.status for one in others} == {Status.IN_SYNC}, told(checked, set(Status) - {Status.IN_SYNC})


def test_whose_licences_ran_out_and_can_be_renewed_is_a_member_as_before(hardened: Scratch) -> None:
    """Subscriptions and what users hold of them are in their days of grace: every population is as large as before."""
    before = hardened.check()
    skus = {str(row["id"]): row | {"capabilityStatus": "Warning"} for row in hardened.rows("subscribedSkus")}
    users = {
        str(row["id"]): row
        | {
            "assignedPlans": [
                plan | {"capabilityStatus": "Warning"} for plan in cast("list[Row]", row["assignedPlans"])
            ]
        }
        for row in hardened.rows("users")
    }
    with changed(hardened, "subscribedSkus", skus), changed(hardened, "users", users):
        after = hardened.check()

    assert {one.status for one in after.result.findings} == {Status.IN_SYNC}
    counted = {one.urn: one.population for one in before.result.findings}
    assert {one.urn: one.population for one in after.result.findings} == counted
