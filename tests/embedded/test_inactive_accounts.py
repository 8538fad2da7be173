"""Accounts that nobody uses: who is one, whom the rule never touches, and that nobody is disabled while unsecured.

The last over random orders of securing, disabling and people who undo it, with a fault at a random request of each run:
refused, killed before, or killed after it was done. The order is proved by the tenant's own audit logs as well.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import weakref
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox, seed_mailboxes
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.store import TenantStore
from holdfast.emulator.tenant import Tenant
from holdfast.kinds.entra.inactive_accounts import KIND
from holdfast.kinds.exchange.litigation_hold import KIND as HOLD
from holdfast.model.directory import SYNC_ROLE, SYNC_ROLES
from holdfast.model.errors import HoldfastError, ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from tests.embedded.in_process import InProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from holdfast.kinds.judgement import Judgement

pytestmark = pytest.mark.unmeasured  # the embedded tenant: what is measured is measured by the corpora

ORDERS = 500
START = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
DOMAIN = "quiet.example"
RULE: dict[str, Any] = {
    "inactiveDays": 90,
    "action": "disable",
    "holdDays": 365,
    "breakGlassGroup": "Emergency",
    "breakGlassAccounts": [f"bg1@{DOMAIN}"],
    "excludedUsers": [f"machine@{DOMAIN}"],
    "excludedGroups": ["Service accounts"],
}
HOLD_RULE = {"durationDays": "unlimited", "mailboxTypes": ["UserMailbox"]}
POLICY, MAIL_POLICY = "Everything in OneDrive", "Mail"
WEEK, YEARS = "7", "2555"
MAIL, FILES = "efb87545-963c-4e0d-99df-69c6916d9eb0", "5dbe027f-2339-4123-9542-606e4d348a72"
WIRE = InProcess()
"""One for all: its routes are found once."""


class KilledError(BaseException):
    """The process is gone: nothing of it goes on."""


class Company(InProcess):
    """A small tenant, and what of `Tenant` the rules use; a fault comes at a request that a test says."""

    def __init__(self, path: Path) -> None:
        self.__dict__.update(WIRE.__dict__)
        ticks = itertools.count()
        self.skipped = timedelta()
        store = TenantStore(path, in_memory=True)
        weakref.finalize(self, store.close)
        self.tenant = Tenant(store, lambda: START + self.skipped + timedelta(seconds=next(ticks)))
        self.graph = self
        self.cmdlets = cast("Any", Cmdlets(self))
        self.fault, self.left = "none", 0
        self.disabled_unsecured: list[str] = []
        self.ids: dict[str, str] = {}
        store = self.tenant.store
        with store.transaction():
            organization = {"id": "t", "verifiedDomains": [{"name": DOMAIN}]}
            store.put("organization", "t", organization)
            plan = {"servicePlanId": "p", "servicePlanName": "AAD_PREMIUM"}
            sku = {"id": "s", "skuId": "s", "capabilityStatus": "Enabled", "servicePlans": [plan]}
            store.put("subscribedSkus", "s", sku)
            for name in ("anna", "boris", "bg1", "machine", "robot", "sync"):
                self.person(name)
            self.group("Emergency", "bg1")
            self.group("Service accounts", "robot")
            held = role_assignment(self.tenant, self.ids["sync"], SYNC_ROLE)
            store.put("roleAssignments", held["id"], held)

    def person(self, alias: str, *, idle: float | None = 200, plans: bool = True, **more: Any) -> str:
        number = len(self.ids)
        user, name = f"00000001-0000-4000-8000-{number:012x}", f"{alias}@{DOMAIN}"
        self.ids[alias] = user
        given = {"displayName": alias, "userPrincipalName": name, "createdDateTime": "2020-01-01T00:00:00Z"}
        bought = [("exchange", MAIL), ("SharePoint", FILES)] if plans else []
        given["assignedPlans"] = cast(
            "Any",
            [
                {"service": of, "servicePlanId": one, "capabilityStatus": "Enabled", "assignedDateTime": None}
                for of, one in bought
            ],
        )
        if idle is not None:
            last = (START - timedelta(days=idle)).strftime("%Y-%m-%dT%H:%M:%SZ")
            given["signInActivity"] = cast("Any", {"lastSuccessfulSignInDateTime": last})
        row = {**new_user(user, "2020-01-01T00:00:00Z", given), **more}
        store = self._at().store
        store.put("users", user, row)
        if plans:
            mailbox = {
                "UserPrincipalName": name,
                "Alias": alias,
                "ExchangeGuid": f"00000002-0000-4000-8000-{number:012x}",
                "ExternalDirectoryObjectId": user,
                "RecipientTypeDetails": "UserMailbox",
                "PersistedCapabilities": ["BPOS_S_Enterprise"],
                "SKUAssigned": True,
            }
            seed_mailboxes(store, [mailbox])
        return name

    def group(self, name: str, *members: str) -> None:
        group = f"00000003-0000-4000-8000-{len(name):012x}"
        given = {"displayName": name, "securityEnabled": True, "groupTypes": []}
        store = self._at().store
        store.put("groups", group, new_group(group, "2026-01-01T00:00:00Z", given))
        store.put("group_members", group, {"ids": [self.ids[one] for one in members]})

    # What people and other rules do.

    def keep_drives(self, places: str = "All", days: str = "2555") -> None:
        compliance = Endpoint.COMPLIANCE
        if self.is_kept():
            return
        WIRE.tenant = self.tenant
        policies = WIRE.run("Get-RetentionCompliancePolicy", endpoint=compliance)
        if POLICY not in [one["Name"] for one in policies]:
            WIRE.run(
                "New-RetentionCompliancePolicy", endpoint=compliance, Name=POLICY, OneDriveLocation=[places]
            )
            rule = {"RetentionComplianceAction": "Keep", "RetentionDuration": days}
            WIRE.run("New-RetentionComplianceRule", endpoint=compliance, Name=POLICY, Policy=POLICY, **rule)
        else:
            WIRE.run("Set-RetentionCompliancePolicy", endpoint=compliance, Identity=POLICY, Enabled=True)

    def stop_keeping_drives(self) -> None:
        if self.is_kept():
            WIRE.tenant = self.tenant
            WIRE.run(
                "Set-RetentionCompliancePolicy",
                endpoint=Endpoint.COMPLIANCE,
                Identity=POLICY,
                Enabled=False,
            )

    def keep_mail(self, days: str) -> None:
        """Have a policy hold anna's mailbox, whose code says nothing of the days."""
        WIRE.tenant = self.tenant
        compliance, rule = Endpoint.COMPLIANCE, {"RetentionDuration": days}
        mailbox = find_mailbox(self._at().store, self.ids["anna"])
        assert mailbox is not None
        if any(one["Name"] == MAIL_POLICY for one in self.mail_rules()):
            WIRE.run("Set-RetentionComplianceRule", endpoint=compliance, Identity=MAIL_POLICY, **rule)
            return
        WIRE.run(
            "New-RetentionCompliancePolicy", endpoint=compliance, Name=MAIL_POLICY, ExchangeLocation=["All"]
        )
        named = {"Name": MAIL_POLICY, "Policy": MAIL_POLICY, "RetentionComplianceAction": "Keep"}
        WIRE.run("New-RetentionComplianceRule", endpoint=compliance, **named, **rule)
        policies = WIRE.run("Get-RetentionCompliancePolicy", endpoint=compliance)
        (guid,) = [one["Guid"] for one in policies if one["Name"] == MAIL_POLICY]
        change_stored(self._at().store, mailbox, {"InPlaceHolds": [f"mbx{guid.replace('-', '')}:2"]})

    def mail_rules(self) -> list[dict[str, Any]]:
        WIRE.tenant = self.tenant
        rules = WIRE.run("Get-RetentionComplianceRule", endpoint=Endpoint.COMPLIANCE)
        return [one for one in rules if one["Name"] == MAIL_POLICY]

    def lift(self) -> None:
        WIRE.tenant = self.tenant
        WIRE.run("Set-Mailbox", Identity=f"anna@{DOMAIN}", LitigationHoldEnabled=False)

    def hire_again(self) -> None:
        for alias in ("anna", "boris"):
            self.graph_call("PATCH", f"/users/{self.ids[alias]}", {"accountEnabled": True})

    # What of `Tenant` the rules use.

    def service_time(self) -> datetime:
        return self._at().now()

    async def collection(self, path: str, *where: Any, **_: Any) -> list[dict[str, Any]]:
        with self.request():
            return await super().collection(path, *where)

    async def write(self, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        assert (method, body) == ("PATCH", {"accountEnabled": False})
        user = path.rpartition("/")[2]
        with self.request(WriteError("write-refused", "refused", status=503)):
            if not (self.is_held(user) and self.is_kept()):
                self.disabled_unsecured.append(user)
            self.graph_call(method, path, body)
        return {}

    def request(self, refusal: HoldfastError | None = None) -> Request:
        self.left -= 1
        return Request(self.fault if self.left == 0 else "none", refusal)

    # What is true, by the tenant's own store.

    def is_held(self, user: str) -> bool:
        mailbox = find_mailbox(self._at().store, user)
        by_policy = user == self.ids["anna"] and [one["RetentionDuration"] for one in self.mail_rules()] == [
            YEARS
        ]
        return mailbox is not None and (bool(mailbox.hold) or by_policy)

    def is_kept(self) -> bool:
        WIRE.tenant = self.tenant
        rows = WIRE.run("Get-RetentionCompliancePolicy", endpoint=Endpoint.COMPLIANCE)
        rules = WIRE.run("Get-RetentionComplianceRule", endpoint=Endpoint.COMPLIANCE)
        named = [one["Name"] for one in rules]
        return POLICY in named and any(one["Enabled"] for one in rows if one["Name"] == POLICY)

    def enabled(self) -> set[str]:
        store = self._at().store
        return {one["displayName"] for one in store.all("users") if one["accountEnabled"]}

    # Runs.

    def judge(self, **rule: Any) -> Judgement:
        return asyncio.run(KIND.judge(cast("Any", self), {**RULE, **rule}))

    def run_rule(self, kind: Any, rule: dict[str, Any], fault: str = "none", at: int = 0) -> None:
        """One run, which may be refused or killed."""
        self.fault, self.left = fault, at
        try:
            asyncio.run(kind.update(cast("Any", self), kind.key, {}, rule))
        except (HoldfastError, KilledError):
            assert fault != "none"
        finally:
            self.fault, self.left = "none", 0


class Request:
    """One request: carried out, refused, or the last thing that a run does."""

    def __init__(self, fault: str, refusal: HoldfastError | None) -> None:
        self.fault = fault
        self.refusal = refusal or ReadError("read-failed", "refused", Reason.UNAVAILABLE)

    def __enter__(self) -> None:
        if self.fault == "refused":
            raise self.refusal
        if self.fault == "killed before":
            raise KilledError

    def __exit__(self, *_: object) -> None:
        if self.fault == "killed after":
            raise KilledError


class Cmdlets:
    """The cmdlets of the tenant, as the rules run them."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.turns: dict[str, asyncio.Lock] = {}

    def turn(self, of: str) -> asyncio.Lock:
        return self.turns.setdefault(of, asyncio.Lock())

    async def rows(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        await asyncio.sleep(0)  # whoever waits for an answer lets others go on
        with self.company.request():
            given = dict(invocation.parameters)
            return self.company.run(invocation.cmdlet, endpoint=endpoint, select=",".join(select), **given)

    async def pages(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = ()
    ) -> AsyncIterator[list[dict[str, Any]]]:
        yield await self.rows(endpoint, invocation, select)

    async def run_all(self, endpoint: Endpoint, many: Sequence[Invocation]) -> list[WriteError | None]:
        for one in many:
            await self.rows(endpoint, one)
        return [None] * len(many)


STEPS = ("hold", "keep", "disable", "disable", "lift", "stop", "hire", "mail of a week", "mail of years")
FAULTS = ("none", "refused", "killed before", "killed after")


def give_role(company: Company, principal: str, role: str = SYNC_ROLE) -> None:
    held = role_assignment(company._at(), principal, role)
    company._at().store.put("roleAssignments", held["id"], held)


def by_group(company: Company, *, nested: bool = False, role: str = SYNC_ROLE) -> None:
    """The role is held by a group, and the account is in it, or in one within it."""
    company.group("All that synchronise", "robot" if nested else "cloud")
    inner, outer = (f"00000003-0000-4000-8000-{len(name):012x}" for name in ("In it", "All that synchronise"))
    if nested:
        company.group("In it", "cloud")
        company._at().store.put("group_members", outer, {"ids": [inner]})
    give_role(company, outer, role)


SYNCHRONISES: dict[str, Callable[[Company], None]] = {
    "its own role": lambda company: give_role(company, company.ids["cloud"]),
    "the other role": lambda company: give_role(company, company.ids["cloud"], SYNC_ROLES[1]),
    "a group's role": by_group,
    "the other role of a group": lambda company: by_group(company, role=SYNC_ROLES[1]),
    "a role of a group that its own is in": lambda company: by_group(company, nested=True),
}
CALLED_SO = (f"Sync_DC01_0f3a@{DOMAIN}", f"sync_x@{DOMAIN}", f"ADToAADSyncServiceAccount@{DOMAIN}")


@pytest.mark.parametrize("way", SYNCHRONISES)
def test_who_synchronises_by_whatever_role_is_never_disabled_and_concerns_nobody(
    tmp_path: Path, way: str
) -> None:
    company = Company(tmp_path / "t.sqlite")
    name = company.person("cloud")
    SYNCHRONISES[way](company)
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()

    company.run_rule(KIND, RULE)

    assert company.enabled() == {"bg1", "machine", "robot", "sync", "cloud"}
    assert name in company.judge().exempt[Reason.NOT_CONCERNED]


@pytest.mark.parametrize("name", CALLED_SO)
def test_who_is_only_called_as_what_synchronises_is_told_and_disabled_by_nobody_here(
    tmp_path: Path, name: str
) -> None:
    company = Company(tmp_path / "t.sqlite")
    company.person("cloud", userPrincipalName=name)
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()

    company.run_rule(KIND, RULE)

    assert company.enabled() == {"bg1", "machine", "robot", "sync", "cloud"}
    told = {one.member: one for one in company.judge().violations}
    assert [*told] == [name]
    assert told[name].remedy is None
    assert "called as what synchronises the directory is" in told[name].note


def test_who_was_made_in_the_future_is_unknown_and_never_young(tmp_path: Path) -> None:
    company = Company(tmp_path / "t.sqlite")
    name = company.person("morgan", createdDateTime="2099-01-01T00:00:00Z")

    judgement = asyncio.run(KIND.judge(cast("Any", company), RULE))

    assert [one.member for one in judgement.unjudged if "createdDateTime" in one.why] == [name]


def test_a_policy_that_lets_files_go_before_the_drive_goes_secures_nothing(tmp_path: Path) -> None:
    company = Company(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives(days="90")

    broken = company.judge().violations

    assert {one.member for one in broken} == {f"anna@{DOMAIN}", f"boris@{DOMAIN}"}
    assert {one.remedy for one in broken} == {None}


def test_a_policy_that_lets_mail_go_before_the_days_are_over_secures_no_mailbox(tmp_path: Path) -> None:
    company = Company(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()
    company.lift()
    company.keep_mail(YEARS)

    asked = {one.member: one.note for one in company.judge(holdDays=3650).violations}
    enough = {one.member: one.note for one in company.judge(holdDays=2555).violations}

    anna = f"anna@{DOMAIN}"
    assert "no hold of its own that lasts" in asked[anna]
    assert not enough[anna]


@pytest.mark.parametrize(
    ("left_alone", "days", "left"),
    [
        (None, 0, False),
        (0, 0, False),
        (1, 0, True),
        (1, 2, False),
        (14, 13, True),
        (14, 15, False),
        (30, 29, True),
        (30, 31, False),
    ],
)
@pytest.mark.parametrize("restored", [False, True])
def test_who_was_enabled_again_or_restored_is_disabled_unless_the_rule_leaves_him_alone_and_tells_the_day(
    tmp_path: Path, left_alone: int | None, days: int, *, left: bool, restored: bool
) -> None:
    rule = {**RULE, "leftAloneDays": left_alone}
    company = Company(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()
    anna, user = f"anna@{DOMAIN}", company.ids["anna"]
    if restored:
        company.graph_call("DELETE", f"/users/{user}")
        company.graph_call("POST", f"/directory/deletedItems/{user}/restore")
    else:
        company.run_rule(KIND, RULE)
        company.hire_again()
    company.skipped = timedelta(days=days)

    told = {one.member: one for one in company.judge(leftAloneDays=left_alone).violations}
    company.run_rule(KIND, rule)

    assert anna in told, "whoever enabled it may be an attacker"
    assert (told[anna].remedy is None) is left
    until = START + timedelta(days=left_alone or 0)
    day = f"enabled or restored it on 2026-11-27: no apply disables it before {until:%Y-%m-%d};"
    assert (day in told[anna].note) is left
    assert ("anna" in company.enabled()) is left


@pytest.mark.parametrize(
    ("renamed", "named", "disabled"),
    [
        ("", f"machine@{DOMAIN}", {"anna", "boris"}),
        (f"machine.new@{DOMAIN}", f"machine@{DOMAIN}", set()),
        (f"machine.new@{DOMAIN}", f"Machine.New@{DOMAIN}", {"anna", "boris"}),
        (f"machine.new@{DOMAIN}", "id", {"anna", "boris"}),
        ("gone", f"machine@{DOMAIN}", set()),
    ],
)
def test_nobody_is_disabled_while_somebody_whom_the_rule_leaves_out_is_not_there(
    tmp_path: Path, renamed: str, named: str, disabled: set[str]
) -> None:
    company = Company(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()
    machine = f"/users/{company.ids['machine']}"
    if renamed == "gone":
        company.graph_call("DELETE", machine)
    elif renamed:
        company.graph_call("PATCH", machine, {"userPrincipalName": renamed})
    rule = {**RULE, "excludedUsers": [company.ids["machine"] if named == "id" else named]}

    before = company.enabled()
    company.run_rule(KIND, rule)
    told = {one.member: one.note for one in company.judge(excludedUsers=rule["excludedUsers"]).violations}

    assert before - company.enabled() == disabled
    assert disabled or all(f"not there: {named.casefold()}" in note for note in told.values())
    assert bool(told) is not bool(disabled)


def test_who_was_enabled_again_at_a_moment_to_come_is_not_taken_for_known(tmp_path: Path) -> None:
    company = Company(tmp_path / "t.sqlite")
    company.run_rule(HOLD, HOLD_RULE)
    company.keep_drives()
    company.run_rule(KIND, RULE)
    company.hire_again()
    store = company._at().store
    for event in store.all("directoryAudits"):
        store.put("directoryAudits", event["id"], {**event, "activityDateTime": "2099-01-01T00:00:00Z"})

    with pytest.raises(ReadError, match="activityDateTime"):
        company.judge(leftAloneDays=7)


def do(company: Company, step: str, fault: str, at: int) -> None:
    if step == "hold":
        company.run_rule(HOLD, HOLD_RULE, fault, at)
    elif step == "disable":
        company.run_rule(KIND, RULE, fault, at)
    else:
        others: dict[str, Callable[[], None]] = {
            "keep": company.keep_drives,
            "stop": company.stop_keeping_drives,
            "lift": company.lift,
            "hire": company.hire_again,
            "mail of a week": lambda: company.keep_mail(WEEK),
            "mail of years": lambda: company.keep_mail(YEARS),
        }
        others[step]()


@settings(max_examples=ORDERS)
@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from(FAULTS), st.integers(1, 14)), min_size=1, max_size=5
    )
)
def test_nobody_is_ever_disabled_while_unsecured(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    company = Company(tmp_path_factory.mktemp("company") / "tenant.sqlite")
    for step in steps:
        do(company, *step)
        assert company.disabled_unsecured == []
    for last in ("hold", "keep", "disable"):
        do(company, last, "none", 0)

    assert company.disabled_unsecured == []
    assert company.enabled() == {"bg1", "machine", "robot", "sync"}
    held_before_disabled(company)


def held_before_disabled(company: Company) -> None:
    """By the audit logs: the last word before an account was disabled put a hold on it, or a policy of years."""
    tenant = company._at()
    told = [
        (event["CreationTime"], event["Operation"], event["ObjectId"], _given(event))
        for row in tenant.store.all("unifiedAudit")
        for event in [json.loads(row["AuditData"]) if "AuditData" in row else row]
    ]
    holds = [
        (at, about, given["LitigationHoldEnabled"] == "True")
        for at, does, about, given in told
        if does == "Set-Mailbox"
    ]
    by_policy = [
        (at, company.ids["anna"], given["RetentionDuration"] == YEARS)
        for at, does, _, given in told
        if does.endswith("-RetentionComplianceRule")
        and MAIL_POLICY in {given.get("Name"), given.get("Identity")}
    ]
    events = company.graph_call("GET", "/auditLogs/directoryAudits?$top=200")["value"]
    disabled = [
        (event["activityDateTime"], target["id"])
        for event in events
        for target in event["targetResources"]
        for changed in target["modifiedProperties"]
        if changed["displayName"] == "AccountEnabled" and "false" in changed["newValue"].casefold()
    ]
    assert {user for _, user in disabled} == {company.ids["anna"], company.ids["boris"]}
    for moment, user in disabled:
        last = [
            [kept for at, about, kept in words if about == user and at[:19] <= moment[:19]][-1:]
            for words in (holds, by_policy)
        ]
        assert [True] in last, (moment, user, last)


def _given(event: dict[str, Any]) -> dict[str, str]:
    return {one["Name"]: one["Value"] for one in event.get("Parameters", ())}
