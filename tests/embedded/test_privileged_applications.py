"""Applications that can do much: who is listed, what is told of whom, and what is unknown. Over the real wire."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from components.backup.third_party_present import _READ_FILES, _READ_MAIL
from holdfast.controls.roles import LABELLED
from holdfast.drift.check import check_client
from holdfast.drift.recording import Recording
from holdfast.emulator import control
from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS
from holdfast.emulator.graph.role_management.routes import LABELLED as LABELLED_SINCE
from holdfast.emulator.seeds.backup_vendor import BACKUP_APPLICATION
from holdfast.emulator.seeds.ids import client_id_of
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.privileged_applications import KIND
from holdfast.kinds.services.application_power import is_high
from holdfast.model.control import Severity
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud, Plan, PlannedException
from holdfast.model.status import Reason, Status
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.drift.check import Checked
    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement
    from holdfast.model.finding import Finding

DOMAIN = "contoso.onmicrosoft.com"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
ADMINISTRATOR = f"Administrator ({client_id_of(DOMAIN, 'Administrator')})"
BACKUP = f"Northwind Cloud Backup ({BACKUP_APPLICATION})"
ROGUE = "Report Helper (0badcafe-0000-4000-8000-000000000401)"
MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
KNOWN = {"appId": client_id_of(DOMAIN, "Administrator").upper(), "permissions": ["application.readwrite.all"]}


class Directory:
    """The embedded tenant of one test, changed behind its back."""

    def __init__(self, home: Path, store: TenantStore) -> None:
        self.home, self.store = home, store

    def judge(self, *applications: dict[str, Any]) -> Judgement:
        async def judged() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {"roles": LABELLED, "applications": list(applications)})

        return asyncio.run(judged())

    def check(self, *exceptions: PlannedException) -> Checked:
        plan = Plan(
            "contoso", DOMAIN, Cloud.EMBEDDED, "core@1.2.0", {}, (), exceptions, delete_protected_data=False
        )
        rule = {"roles": list(LABELLED), "applications": [KNOWN]}
        declared = DesiredResource("urn:one", KIND.token, "one", "entra.app_permissions_bounded", rule)
        return asyncio.run(check_client(Recording(plan, (declared,), (), ()), self.home, NOW))

    def tamper(self) -> None:
        control.tamper(self.home / "tenant", DOMAIN, "let-application-in")

    def principal(self, name: str) -> dict[str, Any]:
        return next(one for one in self.store.all("servicePrincipals") if one["displayName"] == name)

    def put(self, name: str, **values: Any) -> None:
        row = {**self.principal(name), **values}
        self.store.put("servicePrincipals", row["id"], row)


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Directory(tmp_path, folder.open(DOMAIN))
        folder.close()
        server.log.close()


def listed(found: Judgement) -> dict[str, dict[str, list[str]]]:
    return {
        one.key: {name: one.inputs["applications"][0][name] for name in ("permissions", "directoryRoles")}
        for one in found.undeclared
    }


def test_whoever_can_do_much_is_listed_but_for_microsofts_own_and_our_own(directory: Directory) -> None:
    found = directory.judge()
    assert listed(found) == {
        ADMINISTRATOR: {"permissions": ["Application.ReadWrite.All"], "directoryRoles": []},
        BACKUP: {
            "permissions": ["Files.Read.All", "Mail.ReadWrite", "Sites.FullControl.All"],
            "directoryRoles": [],
        },
    }
    assert found.covered == len({"Holdfast", "Reader"})
    assert (found.violations, found.unjudged) == ((), ())
    (own,) = found.notes
    assert own.startswith(
        f"Holdfast ({client_id_of(DOMAIN, 'Holdfast')}) is what Holdfast signs in with: it can "
    )
    directory.put("Administrator", appOwnerOrganizationId=MICROSOFT.upper())
    assert set(listed(directory.judge())) == {BACKUP}
    directory.put("Northwind Cloud Backup", displayName="Microsoft Graph")
    assert set(listed(directory.judge())) == {f"Microsoft Graph ({BACKUP_APPLICATION})"}


def test_who_is_named_may_what_is_written_and_no_more(directory: Directory) -> None:
    backup = {"appId": BACKUP_APPLICATION, "purpose": "the backup"}
    most = ["Files.Read.All", "Mail.ReadWrite"]
    found = directory.judge(KNOWN, {**backup, "permissions": most})
    assert listed(found) == {}
    (one,) = found.violations
    assert (one.member, one.property, one.expected) == (BACKUP, "permissions", most)
    assert one.found == [*most, "Sites.FullControl.All"]

    found = directory.judge(KNOWN, {**backup, "permissions": [*most, "Sites.FullControl.All", "Mail.Send"]})
    assert (listed(found), found.violations) == ({}, ())
    (told,) = [one for one in found.notes if one.startswith(BACKUP)]
    assert told.startswith(f"{BACKUP} is declared, the backup: it can read")


def test_what_reads_everything_for_a_backup_is_high_in_whosever_hands() -> None:
    assert [one for one in sorted(_READ_MAIL | _READ_FILES) if not is_high(one)] == []


def test_a_role_that_the_tenant_calls_privileged_counts_whoever_made_it(directory: Directory) -> None:
    """A custom role that gives applications secrets is on no list of ours."""
    own: dict[str, Any] = {
        "id": "0badcafe-0000-4000-8000-0000000000c1",
        "templateId": "0badcafe-0000-4000-8000-0000000000c1",
        "displayName": "App helpers",
        "isBuiltIn": False,
        "isEnabled": True,
        "rolePermissions": [
            {"allowedResourceActions": ["microsoft.directory/applications/credentials/update"]}
        ],
    }
    directory.store.put("roleDefinitions", own["id"], own)
    reader = f"Reader ({client_id_of(DOMAIN, 'Reader')})"
    given = {**next(iter(directory.store.all("roleAssignments"))), "id": "of-the-reader"}
    for role, name in ((own["id"], "App helpers"), (ROLE_IDS["Teams Administrator"], "Teams Administrator")):
        held = {**given, "principalId": directory.principal("Reader")["id"], "roleDefinitionId": role}
        directory.store.put("roleAssignments", held["id"], held)
        assert reader not in listed(directory.judge(KNOWN))
        directory.store.put(LABELLED_SINCE, role, {"id": role})
        assert listed(directory.judge(KNOWN))[reader]["directoryRoles"] == [name]
        declared = {"appId": client_id_of(DOMAIN, "Reader"), "directoryRoles": [name]}
        assert directory.judge(KNOWN, declared).violations == ()


def test_privileged_roles_count_and_users_of_them_do_not(directory: Directory) -> None:
    role = ROLE_IDS["Global Administrator"]
    given = next(one for one in directory.store.all("roleAssignments") if one["roleDefinitionId"] == role)
    given = {**given, "id": "of-the-reader", "principalId": directory.principal("Reader")["id"]}
    directory.store.put("roleAssignments", given["id"], given)
    held = listed(directory.judge(KNOWN))[f"Reader ({client_id_of(DOMAIN, 'Reader')})"]
    assert held == {"permissions": [], "directoryRoles": ["Global Administrator"]}
    part = {**given, "directoryScopeId": "/administrativeUnits/1"}
    directory.store.put("roleAssignments", given["id"], part)
    held = listed(directory.judge(KNOWN))[f"Reader ({client_id_of(DOMAIN, 'Reader')})"]
    assert held["directoryRoles"] == ["Global Administrator, of a part"]


def of_no_permission_that_is_told(directory: Directory) -> None:
    for one in directory.store.all(ASSIGNMENTS):
        directory.store.put(
            ASSIGNMENTS, one["id"], {**one, "appRoleId": "0badcafe-0000-4000-8000-00000000dead"}
        )


def without_owner(directory: Directory) -> None:
    row = directory.principal("Northwind Cloud Backup")
    directory.store.put(
        "servicePrincipals", row["id"], {k: row[k] for k in row if k != "appOwnerOrganizationId"}
    )


@pytest.mark.parametrize(
    ("change", "member", "why"),
    [
        (
            lambda one: one.store.delete("servicePrincipals", one.principal("Northwind Cloud Backup")["id"]),
            "",
            "is not among the applications",
        ),
        (of_no_permission_that_is_told, "", "holds a permission"),
        (without_owner, BACKUP, "appOwnerOrganizationId"),
    ],
)
def test_whom_nobody_can_judge_is_unknown_and_not_passed_over(
    directory: Directory, change: Callable[[Directory], None], member: str, why: str
) -> None:
    own_id = directory.principal("Northwind Cloud Backup")["id"]
    change(directory)
    found = directory.judge(KNOWN)
    (one,) = found.unjudged
    assert one.member == (member or own_id)
    assert why in one.why


def test_a_resource_that_only_one_of_two_answers_knows_is_not_understood(directory: Directory) -> None:
    exchange = directory.principal("Office 365 Exchange Online")
    directory.store.delete("servicePrincipals", exchange["id"])
    assert directory.judge(KNOWN, {"appId": BACKUP_APPLICATION}).covered
    graph = directory.principal("Microsoft Graph")
    directory.store.put("servicePrincipals", graph["id"], {**graph, "appRoles": None})
    with pytest.raises(ReadError, match="appRoles should be there"):
        directory.judge(KNOWN)


def finding(checked: Checked, name: str) -> Finding:
    return next(one for one in checked.result.findings if one.name == name)


def test_who_lets_an_application_in_is_found_ranked_and_accepted_by_a_pattern(directory: Directory) -> None:
    directory.tamper()
    checked = directory.check()
    (rule,) = [one for one in checked.result.findings if one.population]
    assert (rule.status, rule.differences) == (Status.IN_SYNC, ())
    assert rule.explanation.endswith(", 2 declared by nobody, each listed apart")
    rogue, backup = finding(checked, ROGUE), finding(checked, BACKUP)
    found = [one.name for one in checked.result.findings if one.status is Status.UNMANAGED]
    assert found == [ROGUE, BACKUP], "the worst first"
    assert rogue.control == "entra.app_permissions_bounded"
    assert rogue.rank
    assert rogue.rank.severity is Severity.CRITICAL
    assert "Global Administrator (RoleManagement.ReadWrite.Directory)" in rogue.rank.reason
    assert rogue.made
    assert rogue.made.actor == f"mallory@{DOMAIN}"
    assert rogue.made.activity == "Add service principal"
    assert backup.rank
    assert backup.rank.severity is Severity.HIGH
    assert backup.unattributed

    pattern = "PrivilegedApplications/Northwind *"
    accepted = PlannedException(
        control="",
        object="",
        property=(),
        unmanaged=pattern,
        reason="The backup.",
        owner="Ana",
        expires=date(2027, 1, 1),
    )
    checked = directory.check(accepted)
    assert finding(checked, BACKUP).status is Status.EXCEPTED
    assert finding(checked, BACKUP).reason is Reason.EXCEPTION
    assert finding(checked, ROGUE).status is Status.UNMANAGED
