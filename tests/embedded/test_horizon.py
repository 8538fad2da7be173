"""The look ahead over the real wire: what it reads, that it never writes, and what it says of what it cannot read."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets.registry import run_as
from holdfast.emulator.data.drives import COLLECTION as DRIVES
from holdfast.emulator.data.drives import new_drive, new_file
from holdfast.emulator.exchange.mailbox.lifecycle import account_deleted
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, delete_softly
from holdfast.emulator.graph.drive_usage import routes as drive_usage
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.sharepoint_settings import SERVICE as SHAREPOINT
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tenant import Tenant
from holdfast.grace.notes import notes
from holdfast.grace.periods import PERIODS
from holdfast.horizon.look import look_at_client
from holdfast.model.horizon import Fate
from holdfast.model.plan import Cloud, Plan
from holdfast.report.console import open_console
from holdfast.report.horizon_text import horizon_json, print_horizon
from tests.contract.test_leavers import SKU

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.model.horizon import Horizon

DOMAIN = "contoso.onmicrosoft.com"
PLAN = Plan("contoso", DOMAIN, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ADMIN = Person("p-1", "Alex Admin", f"admin@{DOMAIN}")
ID = "b2f5c1de-0000-4000-8000-00000000000c"


@dataclass
class Home:
    """A served tenant whose people leave."""

    folder: Path
    server: TenantServer
    tenant: Tenant

    def look(self, within: int | None = None) -> Horizon:
        return asyncio.run(look_at_client(PLAN, self.folder, self.tenant.now(), within))

    def user(self, alias: str) -> dict[str, Any]:
        name = f"{alias}@{DOMAIN}"
        return next(one for one in self.tenant.store.all("users") if one["userPrincipalName"] == name)

    def leave(self, alias: str) -> None:
        user = self.user(alias)
        delete_softly(self.tenant, DirectoryObject("user", user))
        account_deleted(self.tenant, user["id"])

    def run(self, cmdlet: str, **given: Any) -> None:
        run_as(self.tenant, ADMIN, cmdlet, given)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, TenantServer]]:
    folder = tmp_path_factory.mktemp("home")
    control.seed(folder / "tenant", DOMAIN, "small", clock=lambda: NOW)
    with TenantServer(folder / "tenant", clock=lambda: NOW) as server:
        yield folder, server


@pytest.fixture
def home(running: tuple[Path, TenantServer]) -> Iterator[Home]:
    folder, server = running
    control.reset(folder / "tenant", DOMAIN, clock=lambda: NOW)
    tenants = TenantFolder(folder / "tenant")
    yield Home(folder, server, Tenant(tenants.open(DOMAIN), lambda: NOW))
    control.set_faults(folder / "tenant", [])
    tenants.close()


def told(found: Horizon, fate: Fate) -> set[tuple[str, str, str, str]]:
    return {
        (one.name.partition("@")[0], one.object, one.rule, one.lost_from.isoformat() if one.lost_from else "")
        for one in found.items
        if one.fate is fate
    }


CONDITIONAL_ACCESS = "/identity/conditionalAccess/deletedItems"
FORMER = ("nora.whitfield", "mailbox", "M4", "")


def test_a_tenant_that_nobody_left_has_nothing_to_lose(home: Home) -> None:
    found = home.look()
    assert (found.unread, found.exit_code, found.inactive_accounts) == ((), 0, 0)
    assert {(one.name.partition("@")[0], one.object, one.rule, "") for one in found.items} == {FORMER}
    assert told(found, Fate.KEPT) == {FORMER}


def test_a_mailbox_that_went_while_its_account_stays_says_nothing_of_the_account_s_drive(home: Home) -> None:
    account_deleted(home.tenant, home.user("ana.popescu")["id"])
    found = home.look()
    assert {one[:2] for one in told(found, Fate.LOST)} == {("ana.popescu", "mailbox")}

    home.leave("ana.popescu")
    gone = {one[1] for one in told(home.look(), Fate.LOST) if one[0] == "ana.popescu"}
    assert gone == {"mailbox", "user", "OneDrive"}


def test_everything_is_read_and_nothing_is_written(home: Home) -> None:
    home.run("Set-Mailbox", Identity=f"yuki.tanaka@{DOMAIN}", LitigationHoldEnabled=True)
    home.leave("yuki.tanaka")
    home.leave("daan.smit")
    home.leave("ines_northwind.example#EXT#")
    SHAREPOINT.change(home.tenant, ADMIN, {"deletedUserPersonalSiteRetentionPeriodInDays": 60})
    group = {"displayName": "Team", "groupTypes": ["Unified"], "expirationDateTime": "2026-04-01T00:00:00Z"}
    home.tenant.store.put("groups", ID, new_group(ID, home.tenant.stamp(), group))
    ended = {"id": ID, "skuPartNumber": "SPE_E5", "status": "Suspended", "isTrial": False}
    home.tenant.store.put(
        "companySubscription", ID, {**ended, "nextLifecycleDateTime": "2026-05-01T00:00:00Z"}
    )
    asked = len(home.server.log.entries())
    found = home.look()
    entries = home.server.log.entries()[asked:]
    assert [one for one in entries if one.write] == []
    assert found.unread == ()
    assert told(found, Fate.KEPT) == {FORMER, ("yuki.tanaka", "mailbox", "M4", "")}
    assert told(found, Fate.LOST) == {
        ("yuki.tanaka", "user", "U1", "2026-03-31"),
        ("daan.smit", "user", "U1", "2026-03-31"),
        ("ines_northwind.example#EXT#", "guest", "U2", "2026-03-31"),
        ("daan.smit", "mailbox", "M1", "2026-03-31"),
        ("yuki.tanaka", "OneDrive", "O1", "2026-08-01"),
        ("daan.smit", "OneDrive", "O1", "2026-08-01"),
        ("Team", "group", "G1", "2026-05-01"),
        ("Team", "mailbox of a group", "G1", "2026-05-01"),
        ("Team", "site of a group", "S2", "2026-07-03"),
        ("SPE_E5", "data of a subscription", "B1", "2026-05-01"),
    }
    assert any("nobody owns it" in one.explanation for one in found.items)
    assert (found.exit_code, home.look(29).exit_code, home.look(30).exit_code) == (1, 0, 1)


def test_a_licence_that_went_is_dated_by_the_audit_log(home: Home) -> None:
    from holdfast.emulator.graph.users.licences import assign_license
    from holdfast.emulator.wire import Call, Principal

    user = home.user("yuki.tanaka")
    by = Principal(home.tenant.tenant_id, "a", "o", "Writer", "", frozenset(), frozenset())
    body = {"addLicenses": [], "removeLicenses": [SKU]}
    call = Call("POST", "v1.0", "/users", params={"id": user["id"]}, body=body)
    assign_license(home.tenant, by, call)
    found = home.look()
    assert told(found, Fate.LOST) == {
        ("yuki.tanaka", "mailbox", "M2", "2026-03-31"),
        ("yuki.tanaka", "OneDrive", "O2", "2026-09-03"),
    }
    home.tenant.store.delete("directoryAudits", home.tenant.store.all("directoryAudits")[-1]["id"])
    found = home.look(0)
    assert told(found, Fate.UNKNOWN) == {
        ("yuki.tanaka", "mailbox", "M2", ""),
        ("yuki.tanaka", "OneDrive", "O2", ""),
    }
    assert (found.inside(Fate.LOST), found.exit_code) == ((), 2)


def test_a_policy_over_everything_is_named_as_what_keeps(home: Home) -> None:
    everywhere = {"ExchangeLocation": ["All"], "ModernGroupLocation": ["All"]}
    home.run("New-RetentionCompliancePolicy", Name="Seven years", **everywhere)
    rule = {"RetentionDuration": 2555, "RetentionComplianceAction": "KeepAndDelete"}
    home.run("New-RetentionComplianceRule", Name="Seven", Policy="Seven years", **rule)
    home.leave("daan.smit")
    group = new_group(ID, home.tenant.stamp(), {"displayName": "Team", "groupTypes": ["Unified"]})
    delete_softly(home.tenant, DirectoryObject("group", group))
    found = home.look()
    keepers = {
        one.name.partition("@")[0]: [str(each) for each in one.kept_by] for one in found.inside(Fate.KEPT)
    }
    assert keepers["daan.smit"] == ["retention policy Seven years"]
    assert keepers["Team"] == ["retention policy Seven years"]
    assert keepers["nora.whitfield"] == ["litigation hold", "retention policy Seven years"]


@pytest.mark.parametrize("size", [None, 9 * 2**20, 10 * 2**20])
def test_a_policy_is_named_as_what_keeps_an_inactive_mailbox_only_where_it_is_known_to_be_large_enough(
    home: Home, monkeypatch: pytest.MonkeyPatch, size: int | None
) -> None:
    home.run("New-RetentionCompliancePolicy", Name="Seven years", ExchangeLocation=["All"])
    rule = {"RetentionDuration": 2555, "RetentionComplianceAction": "KeepAndDelete"}
    home.run("New-RetentionComplianceRule", Name="Seven", Policy="Seven years", **rule)
    home.leave("daan.smit")
    if size is None:
        untold = {"route": "Get-MailboxStatistics", "fault": "403", "count": None}
        control.set_faults(home.folder / "tenant", [untold], domain=DOMAIN)
    else:
        monkeypatch.setattr("holdfast.emulator.graph.mailbox_usage.state.USUAL_BYTES", size)
    found = home.look()

    (item,) = [one for one in found.items if one.name.startswith("daan.smit") and one.object == "mailbox"]
    (held,) = [one for one in found.items if one.name.startswith("nora.whitfield")]
    large = size == 10 * 2**20
    assert (item.fate, item.rule) == ((Fate.KEPT, "M4") if large else (Fate.UNKNOWN, "M5"))
    assert ("passes over a mailbox below 10 MB" in item.explanation) is not large
    policy = ["retention policy Seven years"]
    assert [str(one) for one in held.kept_by] == ["litigation hold", *(policy if large else [])]
    assert home.look(0).exit_code == (0 if large else 2)
    assert [(one.what, one.decides) for one in found.unread] == (
        [("sizes of inactive mailboxes", False)] if size is None else []
    )


@pytest.mark.parametrize(
    ("route", "what"),
    [
        ("GET /directory/deletedItems/microsoft.graph.user", "deleted users"),
        ("GET /directory/deletedItems/microsoft.graph.group", "deleted and expiring groups"),
        ("GET /directory/deletedItems/microsoft.graph.application", "deleted applications"),
        ("GET /directory/deletedItems/microsoft.graph.servicePrincipal", "deleted applications"),
        ("GET /directory/deletedItems/microsoft.graph.administrativeUnit", "deleted administrative units"),
        (f"GET {CONDITIONAL_ACCESS}/policies", "deleted Conditional Access policies and locations"),
        (f"GET {CONDITIONAL_ACCESS}/namedLocations", "deleted Conditional Access policies and locations"),
        ("GET /directory/subscriptions", "subscriptions"),
        ("GET /admin/sharepoint/settings", "the tenant's retention of drives"),
        ("GET /users", "accounts without a OneDrive licence"),
        ("Get-Mailbox", "mailboxes"),
        ("Get-OrganizationConfig", "the organization's holds"),
        ("Get-RetentionCompliancePolicy", "retention policies"),
        ("Get-RetentionPolicy", "retention tags of Exchange"),
        ("Get-RetentionPolicyTag", "retention tags of Exchange"),
    ],
)
def test_what_cannot_be_read_is_told_and_keeps_nothing(home: Home, route: str, what: str) -> None:
    home.leave("daan.smit")
    control.set_faults(
        home.folder / "tenant", [{"route": route, "fault": "403", "count": None}], domain=DOMAIN
    )
    found = home.look(0)
    assert what in {one.what for one in found.unread}
    assert found.exit_code == 2
    assert all(one.name.startswith("nora") for one in found.inside(Fate.KEPT))


def test_settings_in_their_bins_are_told_with_their_day_and_what_goes_with_them(home: Home) -> None:
    deleted = f"{NOW - timedelta(days=10):%Y-%m-%dT%H:%M:%SZ}"
    kinds = ("administrativeUnit", "conditionalAccessPolicy", "namedLocation", "servicePrincipal")
    for number, kind in enumerate(kinds):
        setting = f"0badcafe-0000-4000-8000-00000000000{number}"
        sort = {"@odata.type": "#microsoft.graph.countryNamedLocation"} if kind == "namedLocation" else {}
        body = {"id": setting, "displayName": kind, "deletedDateTime": deleted, **sort}
        home.tenant.store.put("deletedItems", setting, {"type": kind, "body": body})

    found = home.look()

    gone = f"{(NOW + timedelta(days=20)).date()}"
    assert (found.unread, found.exit_code) == ((), 1)
    assert told(found, Fate.LOST) == {
        ("administrativeUnit", "administrative unit", "AU1", gone),
        ("conditionalAccessPolicy", "Conditional Access policy", "CA1", gone),
        ("namedLocation", "named location", "CA1", gone),
        ("servicePrincipal", "service principal", "AP1", gone),
    }
    assert all("deleted; w" in one.explanation for one in found.items if one.fate is Fate.LOST)


def test_a_tenant_without_a_licence_for_conditional_access_has_no_bin_of_it(home: Home) -> None:
    for one in home.tenant.store.all("subscribedSkus"):
        home.tenant.store.put("subscribedSkus", one["id"], {**one, "servicePlans": []})

    assert not {one.what for one in home.look().unread if "Conditional Access" in one.what}


def test_how_much_goes_is_told_and_what_only_the_reports_tell_decides_where_they_are_not_read(
    home: Home,
) -> None:
    home.leave("daan.smit")
    group = new_group(
        ID, home.tenant.stamp(), {"displayName": "Team", "groupTypes": ["Unified"], "mail": "t@x.y"}
    )
    home.tenant.store.put("groups", ID, group)
    delete_softly(home.tenant, DirectoryObject("group", group))
    site: dict[str, Any] = {
        "id": f"h,{ID},w",
        "webUrl": "https://h/sites/team",
        "isPersonalSite": False,
        "groupId": ID,
    }
    home.tenant.store.put("sites", site["id"], site)
    told_sizes = {one.rule: one.size_bytes for one in home.look().items if one.rule in {"M1", "O1", "S2"}}
    reports = ("getMailboxUsageDetail", "getOneDriveUsageAccountDetail", "getSharePointSiteUsageDetail")
    refused = [
        {"route": f"GET /reports/{one}(period='{{period}}')", "fault": "403", "count": None}
        for one in reports
    ]
    control.set_faults(home.folder / "tenant", refused, domain=DOMAIN)
    found = home.look(0)
    assert told_sizes == {"M1": 25 * 2**20, "O1": 10 * 2**20, "S2": 2**20}
    assert {(one.what, one.decides) for one in found.unread} == {
        ("sizes of mailboxes", False),
        ("drives, and how much is in them", True),
        ("sizes and owners of sites", False),
    }
    assert {one.size_bytes for one in found.items} == {None}
    # Each shared mailbox says itself that it may be full; drives of accounts that are gone for good nothing else tells.
    assert told(found, Fate.UNKNOWN) == {("info", "mailbox", "M8", "")}
    control.set_faults(home.folder / "tenant", refused[2:], domain=DOMAIN)
    assert (home.look(0).exit_code, found.exit_code) == (0, 2)


def test_sites_that_nobody_owns_are_named(home: Home) -> None:
    home.leave("daan.smit")
    owners = {"nobody": "", "left": f"daan.smit@{DOMAIN}", "owned": f"yuki.tanaka@{DOMAIN}"}
    for name, owner in owners.items():
        site: dict[str, Any] = {
            "id": f"h,{name},w",
            "webUrl": f"https://h/sites/{name}",
            "isPersonalSite": False,
            "owner": owner,
        }
        home.tenant.store.put("sites", site["id"], site)
    found = home.look(0)
    assert (found.ownerless_sites, found.exit_code) == (("https://h/sites/left", "https://h/sites/nobody"), 0)
    assert any(
        "2 (https://h/sites/left, https://h/sites/nobody). Nothing erases" in one for one in notes(found)
    )


def test_a_drive_of_whose_account_nothing_tells_is_told_with_its_earliest_day(home: Home) -> None:
    files = [new_file("f", "f.docx", "2026-02-20T00:00:00Z")]
    gone = {**new_drive(ID, files), "name": f"gone@{DOMAIN}", "deleted": "2026-02-21T00:00:00Z"}
    home.tenant.store.put(DRIVES, ID, gone)
    found = home.look(None)
    assert told(found, Fate.UNKNOWN) == {("gone", "OneDrive", "O1", "2026-06-23")}
    assert found.exit_code == 2
    assert home.look(113).exit_code == 0


def test_where_names_are_concealed_a_deleted_drive_stands_there_by_its_code_and_no_other_does(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [new_file("f", "f.docx", "2025-10-20T00:00:00Z")]
    gone = {**new_drive(ID, files), "name": f"gone@{DOMAIN}", "deleted": "2026-01-10T00:00:00Z"}
    home.tenant.store.put(DRIVES, ID, gone)
    home.leave("daan.smit")
    clear = home.look(None)
    in_clear = drive_usage._row

    def concealed(*given: Any) -> dict[str, Any]:
        row = in_clear(*given)
        codes = {
            name: sha256(row[name].encode()).hexdigest()[:32].upper()
            for name in ("ownerPrincipalName", "ownerDisplayName", "siteUrl")
        }
        return {**row, **codes}

    monkeypatch.setattr(drive_usage, "_row", concealed)
    found = home.look(None)

    code = sha256(f"gone@{DOMAIN}".encode()).hexdigest()[:32]
    assert told(clear, Fate.UNKNOWN) == {("gone", "OneDrive", "O1", "2026-02-20")}
    assert told(found, Fate.UNKNOWN) == {(code, "OneDrive", "O1", "2026-02-20")}
    (item,) = found.inside(Fate.UNKNOWN)
    assert "conceals names" in item.explanation
    assert "show names in reports" in item.to_do
    (unread,) = found.unread
    assert (unread.what, unread.decides) == ("owners of drives", True)
    assert "1 that the report tells as deleted stand here" in unread.explanation
    assert f"of {len(home.tenant.store.all(DRIVES))} nobody can say" in unread.explanation
    # Of all else it tells the same; only how much is in a drive is told to nobody by name.
    assert told(found, Fate.LOST) == told(clear, Fate.LOST)
    assert {one.size_bytes for one in found.inside(Fate.LOST) if one.object == "OneDrive"} == {None}
    assert (home.look(0).exit_code, clear.exit_code, found.exit_code) == (2, 1, 1)


def test_a_full_shared_mailbox_without_a_licence_is_told_by_the_report_of_usage(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = home.look(0)
    monkeypatch.setattr("holdfast.emulator.graph.mailbox_usage.state.USUAL_BYTES", 50 * 2**30)
    full = home.look(0)

    assert [one for one in empty.items if one.rule == "M8"] == []
    found = [one for one in full.items if one.rule == "M8"]
    assert {one.name.partition("@")[0] for one in found} == {"info"}
    assert {(one.fate, one.size_bytes, one.lost_from) for one in found} == {(Fate.UNKNOWN, 50 * 2**30, None)}
    assert (empty.exit_code, full.exit_code) == (0, 2)
    assert any("M8, new mail to a full shared mailbox" in one for one in notes(full))


def test_groups_that_nobody_owns_are_named(home: Home) -> None:
    own = home.user("yuki.tanaka")["id"]
    for number, name, owners in ((1, "Alone", []), (2, "Owned", [own])):
        group = f"0badcafe-0000-4000-8000-{number:012x}"
        given = {"displayName": name, "groupTypes": ["Unified"]}
        home.tenant.store.put("groups", group, new_group(group, home.tenant.stamp(), given))
        home.tenant.store.put("group_owners", group, {"ids": owners})
    found = home.look(0)
    assert (found.ownerless, found.exit_code) == (("Alone",), 0)
    assert any("nobody owns: 1 (Alone)" in one for one in notes(found))


def test_a_retention_tag_is_told_where_it_deletes_mail_in_use_that_nothing_keeps(home: Home) -> None:
    delivered = home.look(0)
    assert delivered.exit_code == 0
    assert any("Default MRM Policy, Junk Email" in one for one in delivered.mail_tags or ())
    does = {"RetentionAction": "PermanentlyDelete", "AgeLimitForRetention": "365.00:00:00"}
    home.run("New-RetentionPolicyTag", Name="A year", Type="All", **does)
    home.run("New-RetentionPolicy", Name="Short", RetentionPolicyTagLinks=["A year"])
    for alias in ("yuki.tanaka", "daan.smit", "ana.popescu"):
        home.run("Set-Mailbox", Identity=f"{alias}@{DOMAIN}", RetentionPolicy="Short")
    home.run("Set-Mailbox", Identity=f"yuki.tanaka@{DOMAIN}", LitigationHoldEnabled=True)
    home.run("Set-Mailbox", Identity=f"ana.popescu@{DOMAIN}", RetentionHoldEnabled=True)

    found = home.look(0)

    (item,) = found.inside(Fate.UNKNOWN)
    assert (item.name, item.rule, found.exit_code) == ("Short: A year", "MT1", 2)
    assert item.explanation.endswith(
        f"mailboxes in which nothing keeps it for longer: 1 (daan.smit@{DOMAIN})"
    )
    assert any("Retention tags of Exchange (MRM)" in one for one in notes(found))
    assert json.loads(horizon_json(found, [], ()))["mailTags"] == list(found.mail_tags or ())

    home.run("Set-Mailbox", Identity=f"daan.smit@{DOMAIN}", ElcProcessingDisabled=True)
    assert home.look(0).exit_code == 0
    home.run("Set-Mailbox", Identity=f"ana.popescu@{DOMAIN}", RetentionHoldEnabled=False)
    assert home.look(0).exit_code == 2
    home.run("Set-RetentionPolicyTag", Identity="A year", RetentionEnabled=False)
    assert home.look(0).exit_code == 0


def test_a_tag_that_a_policy_names_and_nobody_lists_is_not_read(home: Home) -> None:
    home.run("New-RetentionPolicy", Name="Short", RetentionPolicyTagLinks=["Nowhere"])
    found = home.look(0)
    assert {one.what for one in found.unread} == {"retention tag Nowhere of Short"}
    assert found.exit_code == 2


def test_the_answer_as_table_and_json_says_the_same(home: Home) -> None:
    home.leave("daan.smit")
    found = home.look(60)
    file = StringIO()
    print_horizon(found, notes(found), open_console(file=file, plain=True))
    table = file.getvalue()
    document = json.loads(horizon_json(found, list(PERIODS.values()), notes(found)))
    assert "2026-03-31  daan.smit@contoso.onmicrosoft.com (mailbox, M1)" in table
    assert "kept by litigation hold" in table
    assert "Simulation" in table
    assert "no such rule exists" in table
    assert "Not looked at: " in table
    assert (
        "M1, mailbox of a deleted user: 30 days from deletion, verified: https://learn.microsoft.com/"
        in table
    )
    assert "O2, " not in table, "nothing bears that rule"
    assert "2 things will be erased by 2026-04-30, 1 thing kept and 1 later" in table
    assert "OneDrive" not in table.partition("Ninety days")[0], "it is later, and the JSON has it"
    assert document["exitCode"] == 1
    assert [(one["object"], one["lostFrom"]) for one in document["items"] if one["fate"] == "LOST"] == [
        ("mailbox", "2026-03-31"),
        ("user", "2026-03-31"),
        ("OneDrive", "2026-07-02"),
    ]
    assert {one["id"] for one in document["rules"]} == set(PERIODS)


def test_the_tenants_own_clock_is_the_day_from_which_it_is_counted(home: Home) -> None:
    home.leave("daan.smit")
    assert home.look(28).exit_code == 0
    control.move_clock(home.folder / "tenant", DOMAIN, timedelta(days=29), clock=lambda: NOW)
    assert home.look(0).exit_code == 0
    assert home.look(1).exit_code == 1
    control.move_clock(home.folder / "tenant", DOMAIN, timedelta(days=1), clock=lambda: NOW)
    assert {one.object for one in home.look().inside(Fate.LOST)} == set(), "nobody tells of him any longer"
