"""What of a backup's applications breaks the rule, and what is unknown: over the real wire."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.app_role_assignments.state import ASSIGNMENTS
from holdfast.emulator.seeds.backup_vendor import BACKUP_APPLICATION, BACKUP_VENDOR
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.backup.backup_applications import KIND
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.tenant.graph import GraphReader
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.emulator.store import TenantStore
    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
NEEDED = {
    "appId": BACKUP_APPLICATION.upper(),
    "ownerTenantId": BACKUP_VENDOR.upper(),
    "publisher": "Northwind Backup GmbH",
    "graphPermissions": ["Mail.ReadWrite", "files.read.all"],
    "sharepointPermissions": ["Sites.FullControl.All"],
}
OTHER = "0badcafe-0000-4000-8000-000000000999"


class Directory:
    """The embedded tenant of one test, changed behind its back."""

    def __init__(self, home: Path, store: TenantStore) -> None:
        self.home, self.store = home, store

    def judge(self, **asked: Any) -> Judgement:
        async def judged() -> Judgement:
            async with open_tenant(DOMAIN, Cloud.EMBEDDED, self.home) as tenant:
                return await KIND.judge(tenant, {"applications": [{**NEEDED, **asked}]})

        return asyncio.run(judged())

    def principal(self, app_id: str = BACKUP_APPLICATION) -> dict[str, Any]:
        return next(one for one in self.store.all("servicePrincipals") if one["appId"] == app_id)

    def put(self, **values: Any) -> None:
        row = {**self.principal(), **values}
        self.store.put("servicePrincipals", row["id"], row)

    def consents(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        for one in self.store.all(ASSIGNMENTS):
            self.store.put(ASSIGNMENTS, one["id"], change(one))


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Directory]:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    with TenantServer(tmp_path / "tenant") as server:
        folder = TenantFolder(tmp_path / "tenant")
        yield Directory(tmp_path, folder.open(DOMAIN))
        folder.close()
        server.log.close()


def remove(directory: Directory) -> None:
    directory.store.delete("servicePrincipals", directory.principal()["id"])


def of_another_resource(directory: Directory) -> None:
    """The ids of the roles are right, and they are not those of the services that were named."""
    directory.consents(lambda one: {**one, "resourceId": OTHER})


def no_longer_offered(directory: Directory) -> None:
    graph = directory.principal("00000003-0000-0000-c000-000000000000")
    directory.store.put("servicePrincipals", graph["id"], {**graph, "appRoles": []})


NOTHING: list[str] = []
NAMESAKE = {"displayName": "Northwind Backup GmbH", "verifiedPublisherId": "7654321"}
MAIL_AND_FILES = ["Mail.ReadWrite", "files.read.all"]


@pytest.mark.parametrize(
    ("change", "asked", "broken"),
    [
        (lambda _: None, {}, {}),
        (lambda one: one.put(disabledByMicrosoftStatus="NotDisabled"), {}, {}),
        (
            lambda one: one.put(verifiedPublisher=None, appOwnerOrganizationId=None),
            {"publisher": None},
            {"ownerTenantId": (BACKUP_VENDOR, "")},
        ),
        (remove, {}, {"present": (True, False)}),
        (lambda one: one.put(accountEnabled=False), {}, {"accountEnabled": (True, False)}),
        (
            lambda one: one.put(disabledByMicrosoftStatus="DisabledDueToViolationOfServicesAgreement"),
            {},
            {
                "disabledByMicrosoftStatus": (
                    "NotDisabled",
                    "DisabledDueToViolationOfServicesAgreement",
                )
            },
        ),
        (
            lambda one: one.put(appOwnerOrganizationId=OTHER, verifiedPublisher={"displayName": "Mallory"}),
            {},
            {"ownerTenantId": (BACKUP_VENDOR, OTHER), "publisher": ("Northwind Backup GmbH", "Mallory")},
        ),
        (lambda _: None, {"publisher": None}, {"publisher": ("", "Northwind Backup GmbH")}),
        (lambda _: None, {"publisherId": "1234567"}, {}),
        (lambda _: None, {"publisherId": "1234567", "publisher": None}, {}),
        (
            lambda one: one.put(verifiedPublisher=NAMESAKE),
            {"publisherId": "1234567"},
            {"publisherId": ("1234567", "7654321")},
        ),
        (lambda one: one.put(verifiedPublisher=NAMESAKE), {}, {}),
        (
            lambda one: one.put(verifiedPublisher=None),
            {"publisherId": "1234567", "publisher": None},
            {"publisherId": ("1234567", "")},
        ),
        (
            lambda _: None,
            {"exchangePermissions": ["full_access_as_app"]},
            {"exchangePermissions": (["full_access_as_app"], NOTHING)},
        ),
        (no_longer_offered, {}, {"graphPermissions": (MAIL_AND_FILES, NOTHING)}),
        (
            of_another_resource,
            {},
            {
                "graphPermissions": (MAIL_AND_FILES, NOTHING),
                "sharepointPermissions": (["Sites.FullControl.All"], NOTHING),
            },
        ),
    ],
)
def test_an_application_is_as_the_client_wrote_it_down_or_each_difference_is_told(
    directory: Directory,
    change: Callable[[Directory], None],
    asked: dict[str, Any],
    broken: dict[str, tuple[Any, Any]],
) -> None:
    change(directory)
    found = directory.judge(**asked)
    assert {one.property: (one.expected, one.found) for one in found.violations} == broken
    assert (found.covered, found.unjudged) == (int(not broken), ())


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.put(accountEnabled=None),
        lambda one: one.put(verifiedPublisher="Northwind Backup GmbH"),
        lambda one: one.consents(lambda row: {**row, "appRoleId": None}),
    ],
)
def test_what_is_not_understood_of_an_application_makes_it_unknown(
    directory: Directory, change: Callable[[Directory], None]
) -> None:
    change(directory)
    found = directory.judge()
    assert [one.member for one in found.unjudged] == [NEEDED["appId"]]
    assert (found.covered, found.violations) == (0, ())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda rows: [*rows, {**_own(rows), "id": OTHER}], "another in every row"),
        (lambda rows: [{**_own(rows), "id": OTHER, "accountEnabled": False}, *rows], "another in every row"),
    ],
)
def test_an_application_that_comes_twice_makes_everything_unknown(
    directory: Directory, monkeypatch: pytest.MonkeyPatch, change: Callable[[list[Any]], list[Any]], why: str
) -> None:
    asked = GraphReader.collection

    async def collection(graph: GraphReader, path: str, *where: Any, **how: Any) -> list[dict[str, Any]]:
        rows = await asked(graph, path, *where, **how)
        return change(rows) if path.startswith("/servicePrincipals?") else rows

    monkeypatch.setattr(GraphReader, "collection", collection)
    with pytest.raises(ReadError, match=why):
        directory.judge()


def _own(rows: list[Any]) -> dict[str, Any]:
    return next(one for one in rows if one["appId"] == BACKUP_APPLICATION)


def test_permissions_that_are_not_told_by_name_make_everything_unknown(directory: Directory) -> None:
    graph = directory.principal("00000003-0000-0000-c000-000000000000")
    directory.store.put("servicePrincipals", graph["id"], {**graph, "appRoles": None})
    with pytest.raises(ReadError, match="appRoles should be there"):
        directory.judge()
