"""Random populations against the embedded tenant's own clock, which knows nothing of the table of periods.

What the look ahead says will be gone on day D is there at the end of D-1 and gone at the end of D; what it says is kept
stays, and is gone, on the day it then says, when what keeps it is taken away.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.data.drives import COLLECTION as DRIVES
from holdfast.emulator.data.drives import PAID, new_drive, new_file
from holdfast.emulator.exchange.mailbox.lifecycle import release_unheld
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox, seed_mailboxes
from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.passing import pass_time
from holdfast.emulator.store import TenantStore
from holdfast.emulator.tenant import Tenant, timestamp
from holdfast.grace.ahead import look_ahead
from holdfast.grace.periods import Periods
from holdfast.horizon.look import observe
from holdfast.model.horizon import Fate
from holdfast.model.plan import GracePeriodOfClient
from holdfast.tenant.cmdlet_wire import Endpoint
from tests.contract.test_leavers import PLAN, SKU
from tests.embedded.in_process import InProcess

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.horizon import Item

pytestmark = pytest.mark.no_cover  # the embedded tenant and the look ahead, of which nothing is measured

POPULATIONS = 1000
START = datetime(2026, 1, 10, 0, 0, tzinfo=UTC)
DOMAIN = "random.example"
CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"
STATES = ("active", "inactive", "deleted")
WATCHED = {"user", "guest", "group", "mailbox", "data of a subscription", "OneDrive"}
"""What the embedded tenant keeps; it has no sites."""
PAYS = [GracePeriodOfClient("O3", None, "Archive is paid for")]
FILES = {"servicePlanId": "f", "servicePlanName": "SHAREPOINTENTERPRISE"}
POLICY_DAYS = (None, None, "100", "123", "200", "600", "Unlimited")
"""For how long a policy keeps all files from their making; most were made some weeks before the tenant is looked at."""
HOLDS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"LitigationHoldEnabled": True},
    {"ComplianceTagHoldApplied": True},
    {"InPlaceHolds": [f"UniH{CODE}"]},
    {"InPlaceHolds": [f"mbx{CODE}:1"]},
    {"InPlaceHolds": [f"mbx{CODE}:2"]},
    {"InPlaceHolds": [f"-mbx{CODE}"]},
    {"LitigationHoldEnabled": True, "InPlaceHolds": [f"mbx{CODE}:3"]},
)
NOT_HELD: dict[str, dict[str, Any]] = {
    "litigation hold": {"LitigationHoldEnabled": False},
    "retention label": {"ComplianceTagHoldApplied": False},
    "delay hold": {"DelayHoldApplied": False, "DelayReleaseHoldApplied": False},
    "eDiscovery hold": {"InPlaceHolds": []},
    "retention policy": {"InPlaceHolds": []},
}
"""What takes one sort of keeper off a mailbox."""
READER = InProcess()
"""One for all: its routes are found once."""


class Population:
    """A tenant with a few people who leave, on random days and hours, in random ways."""

    def __init__(self, path: Path, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - reproducible, not secret
        self.tenant = Tenant(TenantStore(path), lambda: START)
        READER.tenant = self.tenant
        store = self.tenant.store
        with store.transaction():
            store.set_setting("seed_number", seed)
            store.put("organization", "t", {"id": "t", "verifiedDomains": [{"name": DOMAIN}]})
            plan = {"servicePlanId": PLAN, "servicePlanName": "EXCHANGE_S_ENTERPRISE"}
            premium = {"servicePlanId": "p", "servicePlanName": "AAD_PREMIUM"}
            plans = [plan, premium, FILES]
            sku = {"id": "sku", "skuId": SKU, "capabilityStatus": "Enabled", "servicePlans": plans}
            store.put("subscribedSkus", "sku", sku)
            over_all = self.random.choice(([], [], [], [f"mbx{CODE}:3"], [f"grp{CODE}:3"]))
            delayed = self.random.random() < 0.2
            settings = {"InPlaceHolds": over_all, "DelayedDelicensingEnabled": delayed}
            store.put(ORGANIZATION.noun, ORGANIZATION.noun, settings)
            for number in range(self.random.randint(1, 4)):
                self.person(number)
        self.policy(self.random.choice(POLICY_DAYS))
        pays = self.random.random() < 0.5
        self.tenant.store.set_setting(PAID, pays)
        self.periods = Periods(PAYS if pays else ())
        for number in range(self.random.randint(0, 2)):
            self.group(number)
        if self.random.random() < 0.3:
            self.subscription()

    def wait(self, longest_days: float) -> None:
        self.tenant.move_clock(timedelta(seconds=self.random.randint(0, int(longest_days * 86400))))
        pass_time(self.tenant)

    def until(self, moment: datetime) -> None:
        self.tenant.move_clock(moment - self.tenant.now())
        pass_time(self.tenant)

    def id(self, kind: int, number: int) -> str:
        return f"{kind:08x}-0000-4000-8000-{number:012x}"

    def person(self, number: int) -> None:
        """Somebody who keeps, loses or never had a licence, and may be deleted, before or after it."""
        user, name = self.id(1, number), f"user{number}@{DOMAIN}"
        kind = self.random.choice(("Member", "Member", "Member", "Guest"))
        given = {"displayName": name, "userPrincipalName": name, "userType": kind}
        self.tenant.store.put("users", user, new_user(user, self.tenant.stamp(), given))
        sort = self.random.choice(("UserMailbox", "UserMailbox", "SharedMailbox"))
        mailbox = {
            "UserPrincipalName": name,
            "ExchangeGuid": self.id(2, number),
            "RecipientTypeDetails": sort,
        }
        held = self.random.choice(HOLDS)
        capable = {"ExternalDirectoryObjectId": user, "PersistedCapabilities": ["BPOS_S_Enterprise"]}
        seed_mailboxes(self.tenant.store, [{**mailbox, **capable, **held}])
        held_user = self.tenant.store.get("users", user) or {}
        licence = {"assignedLicenses": [{"skuId": SKU, "disabledPlans": []}]}
        files = {
            "servicePlanId": "f",
            "service": "SharePoint",
            "capabilityStatus": "Enabled",
            "assignedDateTime": None,
        }
        self.tenant.store.put("users", user, held_user | licence | {"assignedPlans": [files]})
        self.drive(number)
        self.wait(3)
        if self.random.random() < 0.3 and "LitigationHoldEnabled" in held:
            READER.run("Set-Mailbox", Identity=name, LitigationHoldEnabled=False)
            self.wait(3)
        if self.random.random() < 0.4:
            body = {"addLicenses": [], "removeLicenses": [SKU]}
            READER.graph_call("POST", f"/users/{user}/assignLicense", body)
            self.wait(3)
            if self.random.random() < 0.3:
                again = {"addLicenses": [{"skuId": SKU, "disabledPlans": []}], "removeLicenses": []}
                READER.graph_call("POST", f"/users/{user}/assignLicense", again)
                self.wait(3)
        if self.random.random() < 0.7:
            READER.graph_call("DELETE", f"/users/{user}")
            self.wait(3)

    def drive(self, number: int) -> None:
        """A drive with files that were made in the weeks before."""
        made = [self.tenant.now() - timedelta(days=self.random.randint(1, 60)) for _ in range(2)]
        files = [new_file(f"{at}", f"{at}.docx", timestamp(one)) for at, one in enumerate(made)]
        self.tenant.store.put(DRIVES, self.id(1, number), new_drive(self.id(1, number), files))

    def policy(self, days: str | None) -> None:
        if days is None:
            return
        rule = {"Policy": "Files", "RetentionComplianceAction": "Keep", "RetentionDuration": days}
        at = Endpoint.COMPLIANCE
        READER.run("New-RetentionCompliancePolicy", endpoint=at, Name="Files", OneDriveLocation=["All"])
        READER.run("New-RetentionComplianceRule", endpoint=at, Name="Files", **rule)

    def group(self, number: int) -> None:
        """A group that is deleted, or expires."""
        group, unified = self.id(3, number), self.random.random() < 0.7
        given: dict[str, Any] = {
            "displayName": f"Group {number}",
            "groupTypes": ["Unified"] if unified else [],
        }
        if unified and self.random.random() < 0.5:
            expires = self.tenant.now() + timedelta(days=self.random.randint(1, 40))
            given["expirationDateTime"] = expires.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.tenant.store.put("groups", group, new_group(group, self.tenant.stamp(), given))
        if "expirationDateTime" not in given:
            READER.graph_call("DELETE", f"/groups/{group}")
        self.wait(2)

    def subscription(self) -> None:
        change = self.tenant.now() + timedelta(days=self.random.randint(1, 40))
        status = self.random.choice(("Enabled", "Warning", "Suspended"))
        subscription = self.id(4, 0)
        trial = self.random.random() < 0.3
        one = {"id": subscription, "skuPartNumber": "SPE_E5", "status": status, "isTrial": trial}
        told = {"nextLifecycleDateTime": change.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self.tenant.store.put("companySubscription", subscription, {**one, **told})

    def look(self) -> list[Item]:
        facts, unread, _ = asyncio.run(observe(READER, self.tenant.now()))  # type: ignore[arg-type] # as far as it is used
        assert unread == ()
        return [one for one in look_ahead(facts, self.periods) if one.object in WATCHED]

    def has(self, item: Item) -> bool:
        store = self.tenant.store
        if item.object == "mailbox":
            return find_mailbox(store, item.object_id, STATES) is not None
        if item.object == "OneDrive":
            return not (store.get(DRIVES, item.object_id) or {})["gone"]
        if item.object == "data of a subscription":
            return bool((store.get("companySubscription", item.object_id) or {})["status"] != "Deleted")
        return any(store.get(one, item.object_id) for one in ("deletedItems", "groups"))

    def take_away(self, item: Item) -> None:
        """Take the only thing away that keeps a mailbox, or a drive."""
        (keeper,) = item.kept_by
        if item.object == "OneDrive":
            at = Endpoint.COMPLIANCE
            READER.run("Set-RetentionCompliancePolicy", endpoint=at, Identity="Files", Enabled=False)
            return
        mailbox = find_mailbox(self.tenant.store, item.object_id, STATES)
        assert mailbox is not None
        if keeper.sort == "retention policy":
            self.tenant.store.put(ORGANIZATION.noun, ORGANIZATION.noun, {"InPlaceHolds": []})
        change_stored(self.tenant.store, mailbox, NOT_HELD[keeper.sort])
        release_unheld(self.tenant)


def goes_on_its_day(population: Population, items: list[Item], seed: int) -> None:
    # Of a drive of which nobody can say, and of what is kept until a day, some may go sooner, and some later.
    sure = [one for one in items if one.fate is Fate.LOST or one.object != "OneDrive"]
    for day in sorted({one.lost_from for one in sure if one.lost_from is not None}):
        due = [one for one in sure if one.lost_from == day]
        morning = datetime.combine(day, time(), UTC)
        if population.tenant.now() < morning:
            population.until(morning - timedelta(seconds=1))
            early = [one for one in due if not population.has(one)]
            assert not early, f"population {seed}: gone before {day}: {early}"
        population.until(morning + timedelta(days=1, seconds=-1))
        late = [one for one in due if population.has(one)]
        assert not late, f"population {seed}: still there at the end of {day}: {late}"


def test_what_is_said_of_a_thousand_populations_happens(tmp_path: Path) -> None:
    seen = dict.fromkeys(Fate, 0)
    for seed in range(POPULATIONS):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        items = population.look()
        for one in items:
            seen[one.fate] += 1
        goes_on_its_day(population, items, seed)
        population.until(population.tenant.now() + timedelta(days=400))
        kept = [one for one in items if one.fate is Fate.KEPT]
        assert [one for one in kept if not population.has(one)] == [], f"population {seed}: kept, and gone"
        population.tenant.store.close()
        path.unlink()
    assert min(seen.values()) > POPULATIONS // 20, f"{seen}: too few of some fate to mean anything"


@pytest.mark.parametrize("sort", NOT_HELD)
def test_what_is_kept_by_one_thing_is_gone_when_that_alone_is_taken_away(tmp_path: Path, sort: str) -> None:
    tried = 0
    for seed in range(POPULATIONS // 20):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        alone = [one for one in population.look() if [each.sort for each in one.kept_by] == [sort]]
        kept = [one for one in alone if (one.object, one.rule) in {("mailbox", "M4"), ("OneDrive", "O1")}]
        first = ("mailbox", "OneDrive")[seed % 2]
        for one in sorted(kept, key=lambda one: one.object != first)[:1]:
            tried += 1
            population.take_away(one)
            same = one.object, one.object_id
            (after,) = [each for each in population.look() if (each.object, each.object_id) == same]
            gone = "M5" if one.object == "mailbox" else "O1"
            assert (after.fate, after.rule) == (Fate.LOST, gone), f"population {seed}: {after}"
            goes_on_its_day(population, [after], seed)
        population.tenant.store.close()
        path.unlink()
    assert tried, f"nothing was kept by a {sort} alone"


def test_the_drive_of_somebody_who_left_the_bin_is_told_by_the_mailbox_that_he_left(tmp_path: Path) -> None:
    tried = 0
    for seed in range(POPULATIONS // 20):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        population.until(population.tenant.now() + timedelta(days=35))
        left = [
            one
            for one in population.look()
            if (one.object, one.fate, one.rule) == ("OneDrive", Fate.LOST, "O1")
        ]
        tried += len(left)
        goes_on_its_day(population, left, seed)
        assert [one for one in population.look() if one.object_id in {each.object_id for each in left}] == []
        population.tenant.store.close()
        path.unlink()
    assert tried, "nobody left a mailbox, and a drive that nothing keeps"
