"""What brings a right: every service plan by which Microsoft sells it, for all rights that a kind or a control names.

The embedded tenant states the plans name by name, from Microsoft's list and not from ours: each is held against the
other.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.controls.catalogue import controls
from holdfast.drift.seen import Live
from holdfast.emulator.service_plans import MAILBOX_CAPABILITIES, PLANS
from holdfast.emulator.store import TenantStore
from holdfast.emulator.tenant import Tenant
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.drive_plans import DRIVE_PLAN_NAMES
from holdfast.kinds.services.holding import LICENSES_HOLD
from holdfast.kinds.services.mailbox import LICENSES_HOLDS, MAKES_MAILBOXES
from holdfast.model.control import EVERY_TENANT
from holdfast.model.licence import BROUGHT_BY, Licences, in_words
from holdfast.tenant.licences import licences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.tenant.tenant import Reader

NAMED = {one.metadata.licence for one in controls().values()} | {one.licence for one in kinds().values()}
RIGHTS = sorted(NAMED - {"", EVERY_TENANT})
ASKED_AS = {
    "AAD_BASIC_EDU": "GROUPS",
    "AAD_PREMIUM": "P1",
    "AAD_PREMIUM_P2": "P2",
    "AAD_WRKLDID_P2": "WORKLOADS",
    "Entra_Identity_Governance": "GOVERNANCE",
    "EXCHANGE_S_ENTERPRISE": "HOLDS",
    "INTUNE_A": "INTUNE",
    "SHAREPOINTSTANDARD": "SHAREPOINT",
    "TEAMS1": "TEAMS",
}
"""What the embedded tenant calls a right that it does not call by its ordinary plan."""
BRINGING = [(right, plan) for right in RIGHTS for plan in sorted(PLANS[ASKED_AS.get(right, right)])]
OTHERS = (
    *("AAD_BASIC", "AAD_SMB", "AAD_EDU", "MFA_PREMIUM", "INTUNE_O365", "Intune_Defender", "WINDEFATP", "MTP"),
    *(
        "EXCHANGE_S_FOUNDATION",
        "EXCHANGE_S_STANDARD",
        "EXCHANGE_S_DESKLESS",
        "EXCHANGE_ANALYTICS",
        "TEAMSPRO_CUST",
    ),
    *("M365_AUDIT_PLATFORM", "EOP_ENTERPRISE", "EOP_ENTERPRISE_PREMIUM", "SHAREPOINTWAC", "SAFEDOCS"),
)
"""Plans that bring none of the rights, though some sound like it."""
STATES = ("Enabled", "Warning", "Suspended", "Deleted", "LockedOut")
OWN = ("Success", "PendingActivation", "PendingInput", "PendingProvisioning", "Disabled", "Error", None)


class Sold:
    """A tenant with these subscriptions."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    @property
    def graph(self) -> Sold:
        return self

    async def collection(self, _path: str, **_: Any) -> list[dict[str, Any]]:
        return self.rows


def sku(state: str, *plans: tuple[str, str | None], **other: object) -> dict[str, Any]:
    rows = [{"servicePlanName": name, "provisioningStatus": own} for name, own in plans]
    return {"capabilityStatus": state, "servicePlans": rows, **other}


def read(*rows: dict[str, Any]) -> Licences:
    return asyncio.run(licences(cast("Reader", Sold(*rows))))


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Tenant]:
    store = TenantStore(tmp_path / "contoso.onmicrosoft.com.db")
    yield Tenant(store, lambda: datetime.now(UTC))
    store.close()


def test_every_right_that_is_named_says_what_brings_it() -> None:
    assert set(RIGHTS) == set(BROUGHT_BY)
    assert all(right in plans for right, plans in BROUGHT_BY.items())
    for right, plans in BROUGHT_BY.items():
        assert all(plan in in_words(right) for plan in plans)


@pytest.mark.parametrize(("right", "plan"), BRINGING)
def test_right_is_there_by_each_plan_that_brings_it_alone(right: str, plan: str) -> None:
    for state in ("Enabled", "Warning"):
        for own in set(OWN) - {"Disabled"}:
            found = read(sku(state, (plan, own)))
            assert not found.lack(right)
            assert not Live(licences=found).lacks(right)
            assert not found.told(right)


@pytest.mark.parametrize("units", [{"enabled": 0, "suspended": 0, "warning": 0, "lockedOut": 0}, None])
@pytest.mark.parametrize("right", RIGHTS)
def test_right_is_there_though_nobody_has_the_licence(right: str, units: dict[str, int] | None) -> None:
    """The service says by the state whether it offers the plan; seats that are all gone are none of ours to count."""
    assert not read(sku("Enabled", (right, "Success"), prepaidUnits=units, consumedUnits=0)).lack(right)


@pytest.mark.parametrize(("right", "plan"), BRINGING)
def test_plan_that_lapsed_is_told_by_its_own_name(right: str, plan: str) -> None:
    found = read(sku("Suspended", (plan, "Success")))

    assert found.lack(right)
    assert found.told(right).startswith(f"the subscription with {plan} is suspended")


@pytest.mark.parametrize("right", RIGHTS)
def test_no_other_plan_brings_a_right(right: str) -> None:
    assert read(sku("Enabled", *((name, "Success") for name in OTHERS))).lack(right)
    elsewhere = {plan for one, plan in BRINGING if one != right} - PLANS[ASKED_AS.get(right, right)]
    assert read(sku("Enabled", *((name, "Success") for name in elsewhere))).lack(right)


@pytest.mark.parametrize("right", RIGHTS)
def test_a_form_that_nobody_has_seen_counts(right: str) -> None:
    for plan in BROUGHT_BY[right]:
        assert not read(sku("Enabled", (f"{plan}_MOON".lower(), "Success"))).lack(right)


@pytest.mark.parametrize(("right", "plan"), [(one, plan) for one in RIGHTS for plan in BROUGHT_BY[one]])
def test_the_embedded_tenant_takes_each_plan_as_bringing_the_right(
    embedded: Tenant, right: str, plan: str
) -> None:
    asked = ASKED_AS.get(right, right)
    assert not embedded.has_licence(asked)

    embedded.store.put("subscribedSkus", "one", sku("Enabled", (plan, "Success")))

    assert embedded.has_licence(asked)


PLAN = st.tuples(st.sampled_from(sorted({plan for _, plan in BRINGING} | set(OTHERS))), st.sampled_from(OWN))
SKU = st.builds(lambda state, plans: sku(state, *plans), st.sampled_from(STATES), st.lists(PLAN, max_size=4))


@given(st.lists(SKU, max_size=4), SKU, st.permutations(range(5)))
def test_another_subscription_never_takes_a_right_away(
    rows: list[dict[str, Any]], more: dict[str, Any], order: list[int]
) -> None:
    before = read(*rows)
    together = [*rows, more]
    after = read(*(together[one] for one in order if one < len(together)))

    for right in RIGHTS:
        assert before.lack(right) or not after.lack(right)
        assert not after.told(right) or after.lack(right)


@given(st.lists(SKU, max_size=4))
def test_what_the_embedded_tenant_grants_is_not_lacking(rows: list[dict[str, Any]]) -> None:
    """Held against its list of names; a plan that is still to come counts here, and is refused by the service."""
    found = read(*rows)
    granted = {
        plan["servicePlanName"]
        for row in rows
        if row["capabilityStatus"] in {"Enabled", "Warning"}
        for plan in row["servicePlans"]
        if plan["provisioningStatus"] != "Disabled"
    }
    for right in RIGHTS:
        assert found.lack(right) is not bool(granted & PLANS[ASKED_AS.get(right, right)])


@pytest.mark.parametrize("plan", MAILBOX_CAPABILITIES)
def test_whoever_holds_a_plan_with_a_mailbox_is_counted(plan: str) -> None:
    assert MAKES_MAILBOXES.match(plan)
    assert bool(LICENSES_HOLDS.match(plan)) is (MAILBOX_CAPABILITIES[plan].casefold() in LICENSES_HOLD)
    assert bool(LICENSES_HOLDS.match(plan)) is (plan in PLANS["HOLDS"])


@pytest.mark.parametrize(
    "plan",
    [
        *(
            "EXCHANGE_S_FOUNDATION",
            "EXCHANGE_S_FOUNDATION_GOV",
            "EXCHANGE_ANALYTICS",
            "EXCHANGE_ANALYTICS_GOV",
        ),
        *("EXCHANGE_S_ARCHIVE", "EXCHANGE_S_ARCHIVE_ADDON", "EXCHANGE_S_ARCHIVE_ADDON_GOV", "EOP_ENTERPRISE"),
    ],
)
def test_whoever_holds_a_plan_without_a_mailbox_is_not(plan: str) -> None:
    assert not MAKES_MAILBOXES.match(plan)


@pytest.mark.parametrize(
    "plan",
    [
        *("SHAREPOINTSTANDARD", "SHAREPOINTSTANDARD_EDU", "SHAREPOINTENTERPRISE", "SHAREPOINTENTERPRISE_GOV"),
        *(
            "SHAREPOINTENTERPRISE_EDU",
            "SHAREPOINTENTERPRISE_MIDMARKET",
            "SHAREPOINTLITE",
            "SHAREPOINT_S_DEVELOPER",
        ),
        *(
            "SHAREPOINTDESKLESS",
            "SHAREPOINTDESKLESS_GOV",
            "ONEDRIVESTANDARD",
            "ONEDRIVE_BASIC",
            "ONEDRIVE_BASIC_GOV",
        ),
    ],
)
def test_every_plan_with_a_drive_is_counted(plan: str) -> None:
    assert DRIVE_PLAN_NAMES.match(plan)


@pytest.mark.parametrize(
    "plan",
    [
        *("SHAREPOINTWAC", "SHAREPOINTWAC_EDU", "SHAREPOINTWAC_GOV", "SHAREPOINTWAC_DEVELOPER"),
        *("SHAREPOINTSTORAGE", "SHAREPOINTSTORAGE_GOV", "SHAREPOINT_PROJECT", "SHAREPOINT_PROJECT_GOV"),
        *("SHAREPOINT_PROJECT_EDU", "SHAREPOINTONLINE_MULTIGEO"),
    ],
)
def test_no_plan_without_a_drive_is(plan: str) -> None:
    assert not DRIVE_PLAN_NAMES.match(plan)
