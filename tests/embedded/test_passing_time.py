"""The tenant's clock: what is due goes at its moment and not before, what is kept stays, sign-in is not moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.data.drives import COLLECTION as DRIVES
from holdfast.emulator.data.drives import PAID, account_restored, new_drive, new_file
from holdfast.emulator.data.drives import account_deleted as drive_of_deleted
from holdfast.emulator.exchange.mailbox.lifecycle import account_deleted, licence_changed
from holdfast.emulator.exchange.mailbox.state import find_mailbox, seed_mailboxes
from holdfast.emulator.exchange.organization_config import SERVICE as ORGANIZATION
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, delete_softly
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.users.types import new_user
from holdfast.emulator.passing import pass_time
from holdfast.emulator.store import TenantStore
from holdfast.emulator.tenant import Tenant
from tests.contract.conftest import SECRET, USER, Tiny

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = datetime(2026, 1, 10, 15, 30, tzinfo=UTC)
ID = "b2f5c1de-0000-4000-8000-000000000007"
DAY = timedelta(days=1)


@pytest.fixture
def tenant(tmp_path: Path) -> Iterator[Tenant]:
    store = TenantStore(tmp_path / "a.example.sqlite")
    yield Tenant(store, lambda: START)
    store.close()


def wait(tenant: Tenant, days: float) -> None:
    tenant.move_clock(days * DAY)
    pass_time(tenant)


def deleted_user(tenant: Tenant) -> None:
    user = new_user(ID, tenant.stamp(), {"userPrincipalName": "ada@a.example"})
    delete_softly(tenant, DirectoryObject("user", user))
    account_deleted(tenant, ID)


def mailbox(tenant: Tenant, **more: Any) -> None:
    row = {"UserPrincipalName": "ada@a.example", "ExchangeGuid": ID, "ExternalDirectoryObjectId": ID}
    seed_mailboxes(tenant.store, [{**row, "PersistedCapabilities": ["BPOS_S_Enterprise"], **more}])


def state(tenant: Tenant) -> str:
    found = find_mailbox(tenant.store, ID, ("active", "inactive", "deleted"))
    return "gone" if found is None else found.state


def test_a_moved_clock_stamps_everything_and_another_process_sees_it(tenant: Tenant) -> None:
    other = Tenant(TenantStore(tenant.store.path), lambda: START)
    assert other.now() == START
    tenant.move_clock(31 * DAY)
    assert (tenant.stamp(), other.stamp()) == ("2026-02-10T15:30:00Z",) * 2
    assert other.exact_stamp() == "2026-02-10T15:30:00.0000000Z"
    assert other.machine_now() == START
    tenant.store.clear()
    assert (tenant.now(), other.now()) == (START, START)
    other.store.close()


def test_a_deleted_user_and_his_mailbox_go_on_day_30(tenant: Tenant) -> None:
    mailbox(tenant)
    deleted_user(tenant)
    wait(tenant, 29.99)
    assert (tenant.store.count("deletedItems"), state(tenant)) == (1, "deleted")
    wait(tenant, 0.01)
    assert (tenant.store.count("deletedItems"), state(tenant)) == (0, "gone")


def test_one_long_wait_is_as_many_short_ones(tenant: Tenant) -> None:
    group = {"displayName": "Team", "groupTypes": ["Unified"], "expirationDateTime": "2026-01-20T00:00:00Z"}
    tenant.store.put("groups", ID, new_group(ID, tenant.stamp(), group))
    wait(tenant, 39)
    (kept,) = tenant.store.all("deletedItems")
    assert (kept["body"]["deletedDateTime"], tenant.store.count("groups")) == ("2026-01-20T00:00:00Z", 0)
    wait(tenant, 1)
    assert tenant.store.count("deletedItems") == 0


def test_a_held_mailbox_stays_inactive_for_good(tenant: Tenant) -> None:
    mailbox(tenant, LitigationHoldEnabled=True)
    deleted_user(tenant)
    wait(tenant, 3650)
    assert state(tenant) == "inactive"


@pytest.mark.parametrize(("delayed", "days"), [(False, 30), (True, 60)])
def test_a_mailbox_without_licence_goes(tenant: Tenant, delayed: bool, days: int) -> None:
    tenant.store.put(ORGANIZATION.noun, ORGANIZATION.noun, {"DelayedDelicensingEnabled": delayed})
    mailbox(tenant)
    licence_changed(tenant, ID, ())
    wait(tenant, days - 0.01)
    assert state(tenant) == "active"
    wait(tenant, 0.01)
    assert state(tenant) == "gone"


def test_a_licence_that_comes_back_in_time_ends_the_clock_and_a_shared_mailbox_has_none(
    tenant: Tenant,
) -> None:
    mailbox(tenant)
    licence_changed(tenant, ID, ())
    wait(tenant, 20)
    licence_changed(tenant, ID, ("BPOS_S_Standard",))
    wait(tenant, 20)
    assert state(tenant) == "active"
    shared = "b2f5c1de-0000-4000-8000-000000000008"
    row = {"UserPrincipalName": "info@a.example", "ExchangeGuid": shared, "ExternalDirectoryObjectId": shared}
    seed_mailboxes(tenant.store, [{**row, "RecipientTypeDetails": "SharedMailbox"}])
    licence_changed(tenant, shared, ())
    wait(tenant, 100)
    assert find_mailbox(tenant.store, shared) is not None


def drive(tenant: Tenant, **more: Any) -> None:
    stored = new_drive(ID, [new_file("f", "f.docx", tenant.stamp())])
    tenant.store.put(DRIVES, ID, {**stored, "unlicensed": tenant.stamp(), **more})


def is_gone(tenant: Tenant) -> bool:
    return bool((tenant.store.get(DRIVES, ID) or {})["gone"])


@pytest.mark.parametrize(
    ("deleted_after", "paid", "gone_after"),
    [(93, False, 186), (185, False, 186), (100, False, 186), (92, False, 92 + 123), (100, True, 100 + 123)],
)
def test_a_drive_in_the_bin_for_want_of_a_licence_goes_by_it_whenever_the_account_went(
    tenant: Tenant, deleted_after: int, paid: bool, gone_after: int
) -> None:
    drive(tenant)
    tenant.store.set_setting(PAID, paid)
    wait(tenant, deleted_after)
    deleted_user(tenant)
    drive_of_deleted(tenant, ID)
    wait(tenant, gone_after - deleted_after - 0.01)
    assert not is_gone(tenant)
    wait(tenant, 0.01)
    assert is_gone(tenant)


def test_one_whose_account_is_brought_back_goes_on_by_its_licence(tenant: Tenant) -> None:
    drive(tenant)
    wait(tenant, 100)
    deleted_user(tenant)
    drive_of_deleted(tenant, ID)
    wait(tenant, 20)
    account_restored(tenant, ID)
    wait(tenant, 65.99)
    assert not is_gone(tenant)
    wait(tenant, 0.01)
    assert is_gone(tenant)


def test_a_subscription_that_nobody_renews_is_disabled_and_then_deleted(tenant: Tenant) -> None:
    ended = {"id": ID, "status": "Warning", "nextLifecycleDateTime": "2026-01-20T00:00:00Z"}
    tenant.store.put("companySubscription", ID, ended)

    def shown() -> tuple[str, str | None]:
        (one,) = tenant.store.all("companySubscription")
        return one["status"], one["nextLifecycleDateTime"]

    wait(tenant, 9)
    assert shown() == ("Warning", "2026-01-20T00:00:00Z")
    wait(tenant, 1)
    assert shown() == ("Suspended", "2026-04-20T00:00:00Z")
    wait(tenant, 90)
    assert shown() == ("Deleted", None)


def test_the_clock_of_a_running_server_moves_and_sign_in_stays(tiny: Tiny) -> None:
    folder = tiny.server.folder
    writer = tiny.register("Writer", ["User.ReadWrite.All"])
    tiny.graph("DELETE", f"/users/{USER}", client_id=writer)
    before = tiny.graph("GET", "/directory/deletedItems/microsoft.graph.user").json()["value"]
    moved = control.move_clock(folder, tiny.domain, 31 * DAY, clock=tiny.clock)
    assert (moved, control.tenant_time(folder, tiny.domain, clock=tiny.clock)) == (
        tiny.clock() + 31 * DAY,
    ) * 2
    after = tiny.graph("GET", "/directory/deletedItems/microsoft.graph.user").json()["value"]
    assert (len(before), after) == (1, [])
    assert tiny.sign_in(client_secret=SECRET).status_code == 200
    with pytest.raises(ValueError, match="forward only"):
        control.move_clock(folder, tiny.domain, -DAY, clock=tiny.clock)
