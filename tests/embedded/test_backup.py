"""Microsoft 365 Backup over the real wire: brought about, finished by the clock, undone by people, and put right."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.emulator import control
from holdfast.emulator.data.accounts import account_deleted
from holdfast.emulator.graph.backup_restore.changes import change_service
from holdfast.emulator.graph.backup_restore.state import BILLING
from holdfast.emulator.graph.backup_restore.workloads import WORKLOADS
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, delete_softly
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tamperings.cast import administrator
from holdfast.emulator.tenant import Tenant as Embedded
from holdfast.grace.ahead import look_ahead
from holdfast.grace.periods import Periods
from holdfast.horizon.look import observe
from holdfast.kinds.backup.drive_backup import KIND as DRIVES
from holdfast.kinds.backup.mailbox_backup import KIND as MAILBOXES
from holdfast.kinds.backup.site_backup import KIND as SITES
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import PartlyDoneError, WriteError
from holdfast.model.horizon import Fate
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason, Status
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry
    from holdfast.model.finding import Finding
    from holdfast.model.horizon import Item

DOMAIN = "contoso.onmicrosoft.com"
TEAM = "0badcafe-0000-4000-8000-00000000000e"
KINDS = {one.token: one for one in (MAILBOXES, DRIVES, SITES)}
BOTH = ["UserMailbox", "SharedMailbox"]
SERVICE = "members[Microsoft 365 Backup].service"
START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def rule(kind: Any, **more: Any) -> DesiredResource:
    types = {"mailboxTypes": BOTH} if kind is MAILBOXES else {}
    inputs = {"policyName": "Ours", "retentionDays": 365, "enableService": True, **types, **more}
    return DesiredResource(f"urn:{kind.name}", kind.token, "rule", "", inputs)


ALL = (rule(MAILBOXES), rule(DRIVES), rule(SITES))
FINISHED = timedelta(hours=1)
"""By then the service has done what was asked of it."""


@dataclass
class Company:
    """The seeded tenant, served, with a clock that a test moves."""

    home: Path
    now: datetime = START

    def __post_init__(self) -> None:
        self.folder = self.home / "tenant"
        if not self.folder.exists():
            self.folder.mkdir()
            control.seed(self.folder, DOMAIN, "small", clock=self.clock)
        self.server = TenantServer(self.folder, clock=self.clock)

    def clock(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def found(self, *rules: DesiredResource) -> list[Finding]:
        async def done() -> list[Finding]:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return judge(KINDS, rules, await read(tenant, KINDS, rules))

        return asyncio.run(done())

    def apply(self, *rules: DesiredResource) -> None:
        async def done() -> None:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                for one in rules:
                    await KINDS[one.token].update(tenant, KINDS[one.token].key, {}, one.inputs)

        asyncio.run(done())

    def change(self, what: Callable[[Embedded], Any]) -> Any:
        folder = TenantFolder(self.folder)
        try:
            return what(Embedded(folder.open(DOMAIN), self.clock))
        finally:
            folder.close()

    def rows(self, collection: str) -> list[dict[str, Any]]:
        return list(self.change(lambda tenant: tenant.store.all(collection)))

    def tamper(self, name: str, **targets: Any) -> str:
        return str(control.tamper(self.folder, DOMAIN, name, clock=self.clock, **targets))

    def writes(self, since: int = 0) -> list[LogEntry]:
        entries = self.server.log.entries(since)
        return [one for one in entries if one.write and not one.path.endswith("$batch")]


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tenant of a company whose backup was brought about and has finished: each test that uses it has a copy."""
    made = Company(tmp_path_factory.mktemp("protected"))
    with made.server:
        finish(made)
    return made.folder


@pytest.fixture
def company(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Company]:
    """A company that has no backup yet, or that of a test that uses `protected`."""
    if "protected" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("protected"), tmp_path / "tenant")
        made = Company(tmp_path, START + FINISHED)
    else:
        made = Company(tmp_path)
    with made.server:
        yield made


def finish(company: Company) -> None:
    """Bring the backup about and let it finish."""
    company.apply(*ALL)
    company.now += FINISHED


def paths(findings: list[Finding]) -> dict[str, tuple[Any, Any]]:
    return {each.path: (each.expected, each.found) for one in findings for each in one.differences}


def statuses(findings: list[Finding]) -> list[Status]:
    return [one.status for one in findings]


def test_one_apply_brings_it_about_and_time_finishes_it(company: Company) -> None:
    before = company.found(*ALL)
    assert statuses(before) == [Status.DRIFTED] * 3
    assert {path.rpartition(".")[2] for path in paths(before)} == {"service", "status"}

    company.apply(*ALL)

    on_its_way = company.found(*ALL)
    assert statuses(on_its_way) == [Status.UNKNOWN] * 3, [one.explanation for one in on_its_way]
    assert "was asked for within the last day" in on_its_way[0].explanation
    since = company.server.log.last_id()
    company.apply(*ALL)
    assert company.writes(since) == [], "what is on its way is not asked for again"

    company.later(hours=1)
    done = company.found(*ALL)
    assert statuses(done) == [Status.IN_SYNC] * 3, [one.explanation for one in done]
    counted = [(one.population.covered, one.population.exempt) for one in done if one.population]
    users = company.rows("users")
    licensed = [one for one in users if any(p["service"] == "SharePoint" for p in one["assignedPlans"])]
    assert counted[0] == (19, {"not-concerned": 1}), "what keeps the inactive one is its hold"
    assert counted[1] == (len(licensed), {})
    assert counted[2] == (len([one for one in company.rows("sites") if not one["isPersonalSite"]]), {})
    company.apply(*ALL)
    assert company.writes(since) == []


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(
    ("name", "place", "expected", "found"),
    [
        ("unprotect-mailbox", f"members[admin@{DOMAIN}].status", "protected", "unprotected"),
        ("shorten-backup", "members[Ours].retentionDays", 365, 90),
        ("pause-backup", "members[Ours].policy", "active", "inactive"),
        ("unprotect-site", "members[https://contoso.sharepoint.com].status", "protected", "unprotected"),
    ],
)
def test_what_somebody_undoes_is_found_at_its_path_and_put_right(
    company: Company, name: str, place: str, expected: Any, found: Any
) -> None:
    company.later(days=2)
    company.tamper(name)

    drifted = company.found(*ALL)
    assert [one.status for one in drifted].count(Status.DRIFTED) == 1
    assert paths(drifted)[place] == (expected, found)
    company.apply(*ALL)
    company.later(hours=1)
    assert statuses(company.found(*ALL)) == [Status.IN_SYNC] * 3
    assert len(company.rows("backup.policies")) == 3, "the same policy goes on"


def test_it_is_enabled_only_where_the_program_says_so(company: Company) -> None:
    careful = rule(MAILBOXES, enableService=None)
    with pytest.raises(PartlyDoneError, match="Microsoft 365 Backup is disabled") as told:
        company.apply(careful)
    assert told.value.slug == "backup-off"
    assert company.writes() == []
    (found,) = company.found(careful)
    assert paths([found])[SERVICE] == ("enabled", "disabled")
    assert {one.by_hand for one in found.differences} == {True}


def test_without_billing_enabling_is_refused_and_what_was_on_is_not_applicable(company: Company) -> None:
    company.change(lambda tenant: tenant.store.set_setting(BILLING, False))  # noqa: FBT003
    with pytest.raises(WriteError, match="InvalidBillingProfile"):
        company.apply(*ALL)

    company.change(lambda tenant: tenant.store.set_setting(BILLING, True))  # noqa: FBT003
    finish(company)
    off = {"status": "disabled", "disableReason": "invalidBillingProfile"}
    company.change(
        lambda tenant: change_service(tenant, administrator(tenant), "BackupServiceDisabled", **off)
    )
    found = company.found(*ALL)
    assert statuses(found) == [Status.NOT_APPLICABLE] * 3
    assert {one.reason for one in found} == {Reason.LICENCE}
    with pytest.raises(PartlyDoneError, match="invalidBillingProfile"):
        company.apply(rule(DRIVES))


@pytest.mark.usefixtures("protected")
def test_a_locked_service_is_told_and_nothing_is_tried(company: Company) -> None:
    company.tamper("unprotect-mailbox")
    locked = {"status": "protectionChangeLocked"}
    company.change(
        lambda tenant: change_service(tenant, administrator(tenant), "BackupServiceDisabled", **locked)
    )
    since = company.server.log.last_id()

    found = company.found(*ALL)
    assert statuses(found) == [Status.DRIFTED] * 3
    assert {one.by_hand for each in found for one in each.differences} == {True}
    with pytest.raises(PartlyDoneError, match="protectionchangelocked"):
        company.apply(rule(MAILBOXES))
    assert company.writes(since) == []


def test_longer_periods_exceed_and_stay(company: Company) -> None:
    company.apply(rule(DRIVES, retentionDays=730))
    company.later(hours=1)
    since = company.server.log.last_id()
    (found,) = company.found(rule(DRIVES))
    assert found.status is Status.EXCEEDS
    assert paths([found]) == {"members[Ours].retentionDays": (365, 730)}
    company.apply(rule(DRIVES))
    assert company.writes(since) == []


def stored(company: Company, number: int, **changes: Any) -> str:
    """Change the unit of a mailbox as it is stored, and return the id of the user."""

    def change(tenant: Embedded) -> str:
        unit = tenant.store.all(WORKLOADS[0].collection)[number]
        tenant.store.put(WORKLOADS[0].collection, unit["id"], {**unit, **changes})
        return str(unit["directoryObjectId"])

    return str(company.change(change))


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(
    ("changes", "ending", "found"),
    [
        (
            {"error": {"code": "QuotaExceeded", "message": "Too much."}},
            "error",
            "QuotaExceeded: Too much.",
        ),
        ({"status": "offboardRequested"}, "status", "offboardRequested"),
        (
            {"status": "protectRequested", "lastModifiedDateTime": "2026-11-20T00:00:00Z"},
            "status",
            "protectRequested",
        ),
    ],
)
def test_what_the_service_did_not_protect_is_told_by_name(
    company: Company, changes: dict[str, Any], ending: str, found: str
) -> None:
    stored(company, 0, **changes)
    (finding,) = company.found(rule(MAILBOXES))
    assert paths([finding]) == {
        f"members[admin@{DOMAIN}].{ending}": ({"error": "none"}.get(ending, "protected"), found)
    }
    assert finding.differences[0].by_hand
    assert finding.population is not None
    assert (finding.population.covered, finding.population.violating) == (18, 1)
    since = company.server.log.last_id()
    company.apply(rule(MAILBOXES))
    assert company.writes(since) == []


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(
    "changes", [{"status": "unknownFutureValue"}, {"status": "frozen"}, {"lastModifiedDateTime": "yesterday"}]
)
def test_what_is_not_understood_is_unknown_by_name(company: Company, changes: dict[str, Any]) -> None:
    stored(company, 0, **changes)
    (finding,) = company.found(rule(MAILBOXES))
    assert finding.status is Status.UNKNOWN
    assert finding.population is not None
    assert (finding.population.covered, finding.population.unknown) == (18, 1)
    assert f"admin@{DOMAIN}" in finding.explanation


@pytest.mark.usefixtures("protected")
def test_a_backup_that_stands_still_is_found(company: Company) -> None:
    company.later(days=3)
    stands = "2026-11-25T00:00:00Z"
    stored(company, 0, pointsUntil=stands)
    (one,) = company.found(rule(MAILBOXES))
    assert one.status is Status.UNKNOWN
    assert "no restore point of the last day, which others have" in one.explanation

    for number in range(19):
        stored(company, number, pointsUntil=stands)
    (all_of_them,) = company.found(rule(MAILBOXES))
    assert all_of_them.status is Status.DRIFTED
    assert paths([all_of_them])[f"members[admin@{DOMAIN}].restorePoint"] == ("younger than a day", "none")
    assert len(paths([all_of_them])) == 19


def test_somebody_who_comes_later_breaks_the_rule_until_the_next_apply(company: Company) -> None:
    few = rule(MAILBOXES, excludedMailboxes=[f"admin@{DOMAIN}"], mailboxTypes=["UserMailbox"])
    company.apply(few)
    company.later(hours=1)
    (found,) = company.found(few)
    assert found.status is Status.IN_SYNC
    assert found.population is not None
    assert found.population.exempt["excluded"] == 1

    (later,) = company.found(rule(MAILBOXES))
    assert later.status is Status.DRIFTED
    assert paths([later])[f"members[admin@{DOMAIN}].status"] == ("protected", "none")
    company.apply(rule(MAILBOXES))
    company.later(hours=1)
    assert statuses(company.found(rule(MAILBOXES))) == [Status.IN_SYNC]


def test_a_run_that_was_killed_before_the_policy_acts_is_gone_on_with(company: Company) -> None:
    company.apply(*ALL)
    inactive = {"status": "inactive", "activatedDateTime": None}

    def undo(tenant: Embedded) -> None:
        for policy in tenant.store.all("backup.policies"):
            tenant.store.put("backup.policies", policy["id"], {**policy, **inactive})

    company.change(undo)
    company.apply(*ALL)
    company.later(hours=1)
    assert statuses(company.found(*ALL)) == [Status.IN_SYNC] * 3
    assert len(company.rows("backup.policies")) == 3


def test_many_are_added_by_a_job_and_counted_exactly(company: Company) -> None:
    many = 260

    def grow(tenant: Embedded) -> None:
        with tenant.store.transaction():
            for number in range(many):
                name = f"00000000-0000-4000-8000-{number:012x}"
                site = {"id": f"contoso.sharepoint.com,{name},{name}", "webUrl": f"https://x/{number:03}"}
                tenant.store.put("sites", site["id"], {**site, "isPersonalSite": False})

    company.change(grow)
    company.apply(rule(SITES))
    requests = [one.path for one in company.writes()]
    assert [one.rpartition("/")[2] for one in requests][-1] == "siteProtectionUnitsBulkAdditionJobs"
    assert len(requests) == 4, "enabled, made, activated, and one job"
    (on_its_way,) = company.found(rule(SITES))
    assert on_its_way.status is Status.UNKNOWN
    company.later(hours=1)
    company.tamper("unprotect-site")
    (found,) = company.found(rule(SITES))
    assert found.population is not None
    assert (found.population.covered, found.population.violating) == (many + 3, 1)


@pytest.mark.usefixtures("protected")
def test_a_site_that_is_missing_in_part_or_comes_twice_is_not_counted_twice(company: Company) -> None:
    def add(tenant: Embedded) -> None:
        first = tenant.store.all("sites")[0]
        sub = {**first, "id": first["id"][:-1] + "0", "webUrl": first["webUrl"] + "/sub"}
        tenant.store.put("sites", sub["id"], sub)
        tenant.store.put(
            "sites", "odd", {"id": "odd,odd,odd", "webUrl": "https://odd", "isPersonalSite": None}
        )

    company.change(add)
    (found,) = company.found(rule(SITES))
    assert found.status is Status.UNKNOWN
    assert found.population is not None
    assert (found.population.covered, found.population.unknown) == (4, 1)
    assert "https://odd" in found.explanation


@pytest.mark.usefixtures("protected")
def test_nobody_is_never_covered(company: Company) -> None:
    def empty(tenant: Embedded) -> None:
        for one in tenant.store.all("sites"):
            tenant.store.delete("sites", one["id"])

    company.change(empty)
    (found,) = company.found(rule(SITES))
    assert found.status is Status.UNKNOWN
    assert found.reason is Reason.UNEXPECTED


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize(
    "path",
    [
        "/solutions/backupRestore",
        "/solutions/backupRestore/exchangeProtectionPolicies",
        "/solutions/backupRestore/protectionUnits/microsoft.graph.mailboxProtectionUnit",
        "/solutions/backupRestore/restorePoints/search",
        "/users",
    ],
)
def test_what_may_not_be_read_is_unknown(company: Company, path: str) -> None:
    method = "POST" if path.endswith("search") else "GET"
    fault = {"route": f"{method} {path}", "fault": "403"}
    control.set_faults(company.folder, [fault], domain=DOMAIN)
    (found,) = company.found(rule(MAILBOXES))
    assert found.status is Status.UNKNOWN
    assert found.reason is Reason.PERMISSION


def test_an_import_finds_the_periods_that_are_kept(company: Company) -> None:
    async def got(kind: Any) -> dict[str, Any]:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, company.home) as tenant:
            live = await kind.get(tenant, kind.key, {})
            return dict(live.inputs)

    assert asyncio.run(got(DRIVES))["retentionDays"] == 365
    company.apply(rule(DRIVES, retentionDays=2555, policyName="Theirs"))
    assert asyncio.run(got(DRIVES)) == {"policyName": "Theirs", "retentionDays": 2555}


@pytest.mark.usefixtures("protected")
def test_deleting_the_rule_changes_nothing(company: Company) -> None:
    since = company.server.log.last_id()

    async def gone() -> None:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, company.home) as tenant:
            for one in ALL:
                await KINDS[one.token].delete(tenant, KINDS[one.token].key, one.inputs)

    asyncio.run(gone())
    assert company.writes(since) == []
    assert statuses(company.found(*ALL)) == [Status.IN_SYNC] * 3


def test_what_has_a_copy_is_told_as_kept_until_its_last_point_goes(company: Company) -> None:
    team = {"displayName": "Team", "mail": "team@x", "groupTypes": ["Unified"]}
    site = {"id": "h,team,w", "webUrl": "https://h/sites/team", "isPersonalSite": False, "groupId": TEAM}

    def begin(tenant: Embedded) -> None:
        tenant.store.put("groups", TEAM, new_group(TEAM, tenant.stamp(), team))
        tenant.store.put("sites", "h,team,w", site)

    company.change(begin)
    company.apply(*ALL)
    begun = company.now
    company.later(days=20)

    def leave(tenant: Embedded) -> str:
        delete_softly(tenant, DirectoryObject("group", tenant.store.get("groups", TEAM) or {}))
        (user,) = [one for one in tenant.store.all("users") if one["userPrincipalName"].startswith("daan")]
        delete_softly(tenant, DirectoryObject("user", user))
        account_deleted(tenant, user["id"])
        return str(user["userPrincipalName"])

    async def ahead() -> tuple[list[Item], list[str]]:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, company.home) as tenant:
            facts, unread, _ = await observe(tenant, company.now)
            return list(look_ahead(facts, Periods())), [one.what for one in unread]

    name = company.change(leave)
    left = company.now
    company.later(days=5)
    items, unread = asyncio.run(ahead())
    kept = {one.object: one for one in items if one.name == name and one.fate is Fate.KEPT}
    assert {(one.rule, tuple(map(str, one.kept_by))) for one in kept.values()} == {
        ("K1", ("Microsoft 365 Backup Ours",))
    }
    assert unread == []
    assert kept["mailbox"].lost_from == (left + timedelta(days=365)).date(), "it has nothing newer"
    (of_group,) = [one for one in items if one.object == "site of a group"]
    assert (of_group.rule, of_group.lost_from) == ("K1", kept["OneDrive"].lost_from)
    assert kept["OneDrive"].lost_from == (begun + timedelta(days=7 + 365)).date(), "weekly points alone last"
    control.set_faults(
        company.folder, [{"route": "GET /solutions/backupRestore", "fault": "403"}], domain=DOMAIN
    )
    items, unread = asyncio.run(ahead())
    assert {one.fate for one in items if one.name == name} == {Fate.LOST}
    assert unread == ["what is in Microsoft 365 Backup"]
