"""Random populations against the embedded tenant's own clock, which knows nothing of the table of periods.

What the look ahead says will be gone on day D is there at the end of D-1 and gone at the end of D; what it says is kept
stays, and is gone, on the day it then says, when what keeps it is taken away.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets.named_objects import DISTRIBUTION_SETTING
from holdfast.emulator.data.copies import has_copy
from holdfast.emulator.data.drives import COLLECTION as DRIVES
from holdfast.emulator.data.drives import PAID, address, new_drive, new_file
from holdfast.emulator.data.mail import COLLECTION as MAIL
from holdfast.emulator.data.mail import GONE, new_item
from holdfast.emulator.exchange.mailbox.lifecycle import release_unheld
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox, seed_mailboxes
from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION
from holdfast.emulator.graph.backup_restore.changes import activate, make_policy, protect
from holdfast.emulator.graph.backup_restore.policies import PERIODS
from holdfast.emulator.graph.backup_restore.state import set_service
from holdfast.emulator.graph.backup_restore.workloads import EXCHANGE, ONEDRIVE, Workload
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.sharepoint_settings import SERVICE as SETTINGS
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

pytestmark = pytest.mark.unmeasured  # the embedded tenant and the look ahead, of which nothing is measured

POPULATIONS = 1000
START = datetime(2026, 1, 10, 0, 0, tzinfo=UTC)
DOMAIN = "random.example"
CODE = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"
STATES = ("active", "inactive", "deleted")
BINS = {
    "application": ("servicePrincipals", "application"),
    "service principal": ("servicePrincipals", "servicePrincipal"),
    "administrative unit": ("administrativeUnit", "administrativeUnit"),
    "Conditional Access policy": ("conditionalAccessPolicies", "conditionalAccessPolicy"),
    "named location": ("namedLocations", "namedLocation"),
}
"""By what a setting is called, the collection that has it and its name in the bin."""
WATCHED = {*BINS, "user", "guest", "group", "mailbox", "data of a subscription", "OneDrive"}
"""What the embedded tenant keeps; it has no sites."""
POLICY: dict[str, Any] = {
    "state": "disabled",
    "conditions": {"users": {"includeUsers": ["All"]}, "applications": {"includeApplications": ["All"]}},
    "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
}
PAYS = [GracePeriodOfClient("O3", None, "Archive is paid for")]
FILES_PLAN = "5dbe027f-2339-4123-9542-606e4d348a72"
FILES = {"servicePlanId": FILES_PLAN, "servicePlanName": "SHAREPOINTENTERPRISE"}
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
    {"InPlaceHolds": ["policy"]},
    {"InPlaceHolds": ["policy"]},
    {"InPlaceHolds": ["-policy"]},
    {"LitigationHoldEnabled": True, "InPlaceHolds": ["policy"]},
)
"""What a mailbox bears; "policy" is the code of the tenant's policy over mail, the others are of none that it has."""
MAIL_DAYS = ("7", "100", "200", "Unlimited")
ERASED = timedelta(days=15)
"""How much later than a policy deletes it an item is gone for good: 14 days in Deletions, and the rest of a day."""
NOT_HELD: dict[str, dict[str, Any]] = {
    "litigation hold": {"LitigationHoldEnabled": False},
    "retention label": {"ComplianceTagHoldApplied": False},
    "delay hold": {"DelayHoldApplied": False, "DelayReleaseHoldApplied": False},
    "eDiscovery hold": {"InPlaceHolds": []},
    "retention policy": {},
}
BACKUP = "Microsoft 365 Backup"
WORKLOADS = {"mailbox": EXCHANGE, "OneDrive": ONEDRIVE}
"""What takes one sort of keeper off a mailbox."""
READER = InProcess()
"""One for all: its routes are found once."""


class Population:
    """A tenant with a few people who leave, on random days and hours, in random ways."""

    def __init__(self, path: Path, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - reproducible, not secret
        self.tenant = Tenant(TenantStore(path, in_memory=True), lambda: START)
        READER.tenant = self.tenant
        store = self.tenant.store
        with store.transaction():
            store.set_setting("seed_number", seed)
            store.put("organization", "t", {"id": "t", "verifiedDomains": [{"name": DOMAIN}]})
            plan = {"servicePlanId": PLAN, "servicePlanName": "EXCHANGE_S_ENTERPRISE"}
            premium = {
                "servicePlanId": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
                "servicePlanName": "AAD_PREMIUM",
            }
            plans = [plan, premium, FILES]
            sku = {"id": "sku", "skuId": SKU, "capabilityStatus": "Enabled", "servicePlans": plans}
            store.put("subscribedSkus", "sku", sku)
            settings = {"DelayedDelicensingEnabled": self.random.random() < 0.2}
            store.put(ORGANIZATION.noun, ORGANIZATION.noun, settings)
            self.code = self.mail_policy()
            self.policies = self.backup() if self.random.random() < 0.4 else {}
            for number in range(self.random.randint(1, 4)):
                self.person(number)
        self.policy(self.random.choice(POLICY_DAYS))
        pays = self.random.random() < 0.5
        self.tenant.store.set_setting(PAID, pays)
        self.periods = Periods(PAYS if pays else ())
        for number in range(self.random.randint(0, 2)):
            self.group(number)
        for number in range(self.random.randint(0, 2)):
            self.setting(number)
        if self.random.random() < 0.3:
            self.subscription()
        if self.random.random() < 0.3:
            self.switch_off(self.random.choice((0, 2, 2)))

    def mail_policy(self) -> str:
        """A policy over all mail, all groups, or whoever bears its code, which is returned."""
        at, action = Endpoint.COMPLIANCE, self.random.choice(("Keep", "KeepAndDelete"))
        nobody: dict[str, Any] = {"ExchangeLocation": [f"nobody@{DOMAIN}"]}
        place = self.random.choice(
            (nobody, nobody, nobody, {"ExchangeLocation": ["All"]}, {"ModernGroupLocation": ["All"]})
        )
        (made,) = READER.run("New-RetentionCompliancePolicy", endpoint=at, Name="Mail", **place)
        rule = {"Policy": "Mail", "RetentionDuration": self.random.choice(MAIL_DAYS)}
        does = {"RetentionComplianceAction": action}
        READER.run("New-RetentionComplianceRule", endpoint=at, Name="Mail", **rule, **does)
        return f"mbx{made['Guid'].replace('-', '')}:{2 if action == 'Keep' else 3}"

    def switch_off(self, days: int) -> None:
        """Switch the policy over mail off, which takes some days to be distributed."""
        self.tenant.store.set_setting(DISTRIBUTION_SETTING, days * 86400)
        at = Endpoint.COMPLIANCE
        READER.run("Set-RetentionCompliancePolicy", endpoint=at, Identity="Mail", Enabled=False)
        self.tenant.store.set_setting(DISTRIBUTION_SETTING, 0)

    def wait(self, longest_days: float) -> None:
        self.tenant.move_clock(timedelta(seconds=self.random.randint(0, int(longest_days * 86400))))
        pass_time(self.tenant)

    def until(self, moment: datetime) -> None:
        """Let time pass, unless that moment is over: some of what is kept ended before anybody looked."""
        self.tenant.move_clock(max(moment - self.tenant.now(), timedelta()))
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
        held = dict(self.random.choice(HOLDS))
        if "InPlaceHolds" in held:
            held["InPlaceHolds"] = [one.replace("policy", self.code) for one in held["InPlaceHolds"]]
        capable = {"ExternalDirectoryObjectId": user, "PersistedCapabilities": ["BPOS_S_Enterprise"]}
        seed_mailboxes(self.tenant.store, [{**mailbox, **capable, **held}])
        held_user = self.tenant.store.get("users", user) or {}
        licence = {"assignedLicenses": [{"skuId": SKU, "disabledPlans": []}]}
        files = {
            "servicePlanId": FILES_PLAN,
            "service": "SharePoint",
            "capabilityStatus": "Enabled",
            "assignedDateTime": None,
        }
        self.tenant.store.put("users", user, held_user | licence | {"assignedPlans": [files]})
        self.drive(number)
        self.mail(number, *(self.random.randint(1, 60) for _ in range(2)))
        if self.random.random() < 0.5:
            self.back_up(user)
        self.wait(25 if self.policies else 3)
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
            self.mail(number, 0)
            READER.graph_call("DELETE", f"/users/{user}")
            self.wait(3)

    def backup(self) -> dict[Workload, dict[str, Any]]:
        """The service, with a policy of mailboxes and one of drives."""
        set_service(self.tenant, status="enabled")
        made = {}
        for one in WORKLOADS.values():
            weekly = {"interval": "R/P1W", "period": self.random.choice(PERIODS[:3])}
            values = {"displayName": "Ours", "retentionSettings": [weekly]}
            policy = make_policy(self.tenant, READER.principal, one, values)
            made[one] = activate(self.tenant, READER.principal, policy)
        return made

    def back_up(self, user: str) -> None:
        for one, policy in self.policies.items():
            protect(self.tenant, READER.principal, one, policy, user)

    def drive(self, number: int) -> None:
        """A drive with files that were made in the weeks before."""
        made = [self.tenant.now() - timedelta(days=self.random.randint(1, 60)) for _ in range(2)]
        files = [new_file(f"{at}", f"{at}.docx", timestamp(one)) for at, one in enumerate(made)]
        self.tenant.store.put(DRIVES, self.id(1, number), new_drive(self.id(1, number), files))

    def mail(self, number: int, *days: int) -> None:
        """Mail that was received some days ago, beside what there is."""
        guid, store = self.id(2, number), self.tenant.store
        received = [timestamp(self.tenant.now() - timedelta(days=one)) for one in days]
        items = [new_item(one, one, "Inbox", one) for one in received]
        known = store.get(MAIL, guid) or {"guid": guid, "items": []}
        store.put(MAIL, guid, {**known, "items": [*known["items"], *items]})

    def policy(self, days: str | None) -> None:
        if days is None:
            return
        rule = {"Policy": "Files", "RetentionComplianceAction": "Keep", "RetentionDuration": days}
        at = Endpoint.COMPLIANCE
        drives = [address(self.tenant, one) for one in self.tenant.store.all(DRIVES)]
        some = [one for one in drives if self.random.random() < 0.5]
        places: dict[str, Any] = {"OneDriveLocation": ["All"]}
        if some and self.random.random() < 0.5:
            places = self.random.choice(
                ({"OneDriveLocation": some}, {**places, "OneDriveLocationException": some})
            )
        READER.run("New-RetentionCompliancePolicy", endpoint=at, Name="Files", **places)
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

    def setting(self, number: int) -> None:
        """A setting that somebody deletes by the interface that has it, on some day."""
        what = self.random.choice(sorted(BINS))
        if what == "administrative unit":
            body = {"displayName": f"Unit {number}"}
            made = READER.graph_call("POST", "/directory/administrativeUnits", body)
            READER.graph_call("DELETE", f"/directory/administrativeUnits/{made['id']}")
        elif what in {"application", "service principal"}:
            made = READER.graph_call("POST", "/applications", {"displayName": f"Application {number}"})
            own = READER.graph_call("POST", "/servicePrincipals", {"appId": made["appId"]})
            gone = (
                f"/applications/{made['id']}" if what == "application" else f"/servicePrincipals/{own['id']}"
            )
            READER.graph_call("DELETE", gone)
        elif what == "named location":
            places: dict[str, Any] = {
                "countriesAndRegions": ["NL"],
                "includeUnknownCountriesAndRegions": False,
            }
            body = {
                "@odata.type": "#microsoft.graph.countryNamedLocation",
                "displayName": f"L{number}",
                **places,
            }
            made = READER.graph_call("POST", "/identity/conditionalAccess/namedLocations", body)
            READER.graph_call("DELETE", f"/identity/conditionalAccess/namedLocations/{made['id']}")
        else:
            made = READER.graph_call(
                "POST", "/identity/conditionalAccess/policies", POLICY | {"displayName": f"P{number}"}
            )
            READER.graph_call("DELETE", f"/identity/conditionalAccess/policies/{made['id']}")
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
        return self.is_there(item) or self.has_copy(item)

    def has_copy(self, item: Item) -> bool:
        if BACKUP not in {one.sort for one in item.kept_by}:
            return False
        number = int(item.object_id.rpartition("-")[2], 16)
        return has_copy(self.tenant, WORKLOADS[item.object], self.id(1, number), timestamp(START), None)

    def is_there(self, item: Item) -> bool:
        store = self.tenant.store
        if item.object == "mailbox" and ends_by_policy(item):
            return any(one["place"] != GONE for one in (store.get(MAIL, item.object_id) or {})["items"])
        if item.object == "mailbox":
            return find_mailbox(store, item.object_id, STATES) is not None
        if item.object == "OneDrive":
            one = next(
                each
                for each in store.all(DRIVES)
                if item.object_id in {each["owner"], address(self.tenant, each)}
            )
            return not one["gone"]
        if item.object == "data of a subscription":
            return bool((store.get("companySubscription", item.object_id) or {})["status"] != "Deleted")
        return any(store.get(one, item.object_id) for one in ("deletedItems", "groups"))

    def take_away(self, item: Item) -> None:
        """Take the only thing away that keeps a mailbox, or a drive."""
        (keeper,) = item.kept_by
        if keeper.sort == BACKUP:
            for one in self.tenant.store.all(WORKLOADS[item.object].collection):
                self.tenant.store.delete(WORKLOADS[item.object].collection, one["id"])
            return
        if item.object == "OneDrive":
            at = Endpoint.COMPLIANCE
            READER.run("Set-RetentionCompliancePolicy", endpoint=at, Identity="Files", Enabled=False)
            return
        mailbox = find_mailbox(self.tenant.store, item.object_id, STATES)
        assert mailbox is not None
        if keeper.sort == "retention policy":
            self.switch_off(0)
            return
        change_stored(self.tenant.store, mailbox, NOT_HELD[keeper.sort])
        release_unheld(self.tenant)


def ends_by_policy(item: Item) -> bool:
    """Whether what is in a mailbox is deleted from a day on by the policy that keeps the mailbox."""
    return (item.rule, item.fate) == ("M4", Fate.KEPT) and item.lost_from is not None


def goes_on_its_day(population: Population, items: list[Item], seed: int) -> None:
    # Of a drive of which nobody can say, and of what is kept until a day, some may go sooner, and some later.
    sure = [one for one in items if one.fate is Fate.LOST or one.object != "OneDrive"]
    # A policy deletes what is in a mailbox, which is erased some days later; the mailbox itself stays.
    ending = [one for one in sure if ends_by_policy(one)]
    sure = [one for one in sure if one not in ending]
    # What is there may get newer points; a drive's weekly ones are told by one that is older than two weeks.
    lasting = [
        one for one in items if one.rule == "K1" and not re.search(r"gone from \S+ by M[15]", one.explanation)
    ]
    sure = [one for one in sure if one not in lasting]
    lasting += ending
    for day in sorted({one.lost_from for one in (*sure, *lasting) if one.lost_from is not None}):
        due = [one for one in (*sure, *lasting) if one.lost_from == day]
        morning = datetime.combine(day, time(), UTC)
        if population.tenant.now() < morning:
            population.until(morning - timedelta(seconds=1))
            early = [one for one in due if not population.has(one)]
            assert not early, f"population {seed}: gone before {day}: {early}"
        population.until(morning + timedelta(days=1, seconds=-1))
        late = [one for one in due if one in sure and population.has(one)]
        assert not late, f"population {seed}: still there at the end of {day}: {late}"
    for one in sorted(ending, key=lambda one: one.lost_from or date.max):
        erased = datetime.combine(one.lost_from or date.max, time(), UTC) + ERASED
        population.until(max(erased, population.tenant.now()))
        longer = BACKUP in {each.sort for each in one.kept_by} or "not understood" in one.explanation
        stays = population.is_there(one) and not longer
        assert not stays, f"population {seed}: its policy is over, and it is still there: {one}"


def test_what_is_said_of_a_thousand_populations_happens(tmp_path: Path) -> None:
    objects: set[str] = set()
    seen: dict[Fate | str, int] = dict.fromkeys((*Fate, "K1"), 0)
    for seed in range(POPULATIONS):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        items = population.look()
        for one in items:
            objects.add(one.object)
            seen[one.fate] += 1
            seen["K1"] += one.rule == "K1"
        goes_on_its_day(population, items, seed)
        population.until(population.tenant.now() + timedelta(days=400))
        # What a policy keeps until a day goes sooner by as much as its files were older when their owner left: up to
        # 60 days on the day on which they are told of, and who is told of then may leave weeks later.
        today = population.tenant.now().date() + timedelta(days=120)
        kept = [one for one in items if one.fate is Fate.KEPT and (one.lost_from or date.max) > today]
        assert [one for one in kept if not population.has(one)] == [], f"population {seed}: kept, and gone"
        population.tenant.store.close()
    assert objects >= {*BINS}
    assert min(seen.values()) > POPULATIONS // 20, f"{seen}: too few of some fate to mean anything"


@pytest.mark.parametrize("start", ["2028-02-01", "2027-12-25", "2026-10-20", "2027-01-30"])
def test_days_are_counted_over_leap_days_ends_of_years_and_changed_clocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    monkeypatch.setattr(f"{__name__}.START", datetime.fromisoformat(f"{start}T00:00:00+00:00"))
    tried = 0
    for seed in range(POPULATIONS // 100):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        items = population.look()
        tried += sum(one.fate is Fate.LOST for one in items)
        goes_on_its_day(population, items, seed)
        population.tenant.store.close()
    assert tried > POPULATIONS // 100, "too little was lost to mean anything"


@pytest.mark.parametrize("sort", [*NOT_HELD, BACKUP])
def test_what_is_kept_by_one_thing_is_gone_when_that_alone_is_taken_away(tmp_path: Path, sort: str) -> None:
    tried = 0
    for seed in range(POPULATIONS // 20):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        alone = [one for one in population.look() if [each.sort for each in one.kept_by] == [sort]]
        lasting = {("mailbox", "M4"), ("OneDrive", "O1"), ("mailbox", "K1"), ("OneDrive", "K1")}
        kept = [one for one in alone if (one.object, one.rule) in lasting]
        first = ("mailbox", "OneDrive")[seed % 2]
        for one in sorted(kept, key=lambda one: one.object != first)[:1]:
            tried += 1
            population.take_away(one)
            same = one.object, one.object_id
            (after,) = [each for each in population.look() if (each.object, each.object_id) == same]
            gone = {"M4": ("M5",), "O1": ("O1",), "K1": ("M1", "M2", "M3", "M5", "O1", "O2", "O3")}[one.rule]
            assert after.fate is not Fate.KEPT, f"population {seed}: {after}"
            assert after.rule in gone, f"population {seed}: {after}"
            goes_on_its_day(population, [after], seed)
        population.tenant.store.close()
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
    assert tried, "nobody left a mailbox, and a drive that nothing keeps"


def test_a_drive_of_which_only_a_report_tells_is_there_until_its_earliest_day(tmp_path: Path) -> None:
    tried = 0
    for seed in range(POPULATIONS // 20):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        population.until(population.tenant.now() + timedelta(days=35))
        strays = [one for one in population.look() if one.object_id.startswith("https://") and one.lost_from]
        for one in sorted(strays, key=lambda one: one.lost_from or date.max):
            day = datetime.combine(one.lost_from or date.max, time(), UTC)
            if one.fate is Fate.UNKNOWN and population.tenant.now() < day:
                population.until(day - timedelta(seconds=1))
                assert population.has(one), f"population {seed}: gone before its earliest day: {one}"
                tried += 1
        population.tenant.store.close()
    assert tried, "nobody left a drive and no mailbox"


def test_the_drive_of_somebody_who_lost_his_licence_before_his_account_goes_by_the_licence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        f"{__name__}.START", datetime(2026, 9, 1, tzinfo=UTC)
    )  # what is not paid for counts by then
    tried = 0
    for seed in range(POPULATIONS // 20):
        path = tmp_path / f"{seed}.sqlite"
        population = Population(path, seed)
        days = {"deletedUserPersonalSiteRetentionPeriodInDays": 3650}
        SETTINGS.change(population.tenant, Person("p-1", "Alex Admin", f"admin@{DOMAIN}"), days)
        # What is in the bin by then goes by the days of before, which is told beside it (W20).
        in_bin = {one["owner"] for one in population.tenant.store.all(DRIVES) if one.get("binned")}
        unpaid = [
            one
            for one in population.look()
            if (one.object, one.rule) == ("OneDrive", "O3") and one.object_id not in in_bin
        ]
        deleted = {
            one["body"]["id"]: date.fromisoformat(one["body"]["deletedDateTime"][:10])
            for one in population.tenant.store.all("deletedItems")
        }
        year = timedelta(days=365)
        early = [
            one
            for one in unpaid
            if one.object_id in deleted and (one.lost_from or date.max) < deleted[one.object_id] + year
        ]
        tried += len(early)
        if early:
            goes_on_its_day(population, unpaid, seed)
        population.tenant.store.close()
    assert tried, "nobody lost a licence before the account, and a drive that nobody pays for"


def test_a_drive_in_the_bin_for_want_of_a_licence_goes_as_it_is_told_when_its_account_goes_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{__name__}.POLICY_DAYS", (None,))
    tried = 0
    for seed in range(POPULATIONS // 20):
        population = Population(tmp_path / f"{seed}.sqlite", seed)
        store, random = population.tenant.store, population.random
        unlicensed = {
            one["owner"]: datetime.fromisoformat(one["unlicensed"])
            for one in store.all(DRIVES)
            if one["unlicensed"] and store.get("users", one["owner"])
        }
        for owner, since in sorted(unlicensed.items(), key=lambda one: one[1]):
            population.until(since + timedelta(days=93, seconds=random.randint(0, 20 * 86400)))
            READER.graph_call("DELETE", f"/users/{owner}")
        for one in population.look():
            told = re.search(
                r"no licence for 93 days by the deletion, it is lost (\d+) days", one.explanation
            )
            if one.object_id not in unlicensed or told is None or one.object != "OneDrive":
                continue
            tried += 1
            day = unlicensed[one.object_id].date() + timedelta(days=int(told[1]))
            assert day < (one.lost_from or date.max), "the words would add nothing"
            goes_on_its_day(population, [replace(one, lost_from=day)], seed)
        store.close()
    assert tried, "nobody lost a licence long before the account"
