"""Mail and files go when their time is over and not before; what keeps them does; a backup has what was before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.data import drives, mail
from holdfast.emulator.data.inventory import Inventory, as_people_left_it, restorable
from holdfast.emulator.exchange.mailbox.state import change_stored, find_mailbox
from holdfast.emulator.graph.backup_restore.changes import activate, deactivate, make_policy, protect
from holdfast.emulator.graph.backup_restore.workloads import EXCHANGE, ONEDRIVE
from holdfast.emulator.graph.sharepoint_settings import SERVICE as SETTINGS
from holdfast.emulator.passing import pass_time
from holdfast.emulator.seeds.small import seed_small
from holdfast.emulator.store import TenantStore
from holdfast.emulator.tampering import TAMPERINGS
from holdfast.emulator.tamperings import data
from holdfast.emulator.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

START = datetime(2026, 1, 10, 15, 30, tzinfo=UTC)
DOMAIN = "contoso.onmicrosoft.com"
LEAVER = f"fatima.zahra@{DOMAIN}"
ADMIN = Person("1", "Admin", f"admin@{DOMAIN}")
ITEMS, NOT_IN_BACKUPS, FILES = 40, 5, 10


@pytest.fixture
def tenant(tmp_path: Path) -> Iterator[Tenant]:
    store = TenantStore(tmp_path / f"{DOMAIN}.sqlite")
    tenant = Tenant(store, lambda: START)
    seed_small(tenant)
    yield tenant
    store.close()


def wait(tenant: Tenant, days: float) -> None:
    tenant.move_clock(timedelta(days=days))
    pass_time(tenant)


def struck(tenant: Tenant, name: str, **targets: str) -> Inventory:
    """What a tampering took away, with how the tenant looks afterwards."""
    before = as_people_left_it(tenant)
    TAMPERINGS[name].apply(tenant, **targets)
    return before.without(as_people_left_it(tenant))


def left(tenant: Tenant, of: Inventory) -> tuple[int, int, int]:
    found = restorable(tenant).within(of)
    return len(found.items), len(found.mailboxes), len(found.files)


def change(tenant: Tenant, user: str = LEAVER, **values: Any) -> None:
    found = find_mailbox(tenant.store, user)
    assert found is not None
    change_stored(tenant.store, found, values)


def policy(tenant: Tenant, **rule: str) -> None:
    tenant.store.put(
        objects.POLICIES, "p", {"Name": "p", "Guid": "p", "Enabled": True, "OneDriveLocation": ["All"]}
    )
    tenant.store.put(objects.RULES, "r", {"Name": "r", "Guid": "r", "Policy": "p", **rule})


def mail_policy(tenant: Tenant, action: str) -> None:
    guid = "7f1c2d3e-4f5a-4b6c-8d9e-0f1a2b3c4d5e"
    made = {"Name": "m", "Guid": guid, "Enabled": True, "ExchangeLocation": ["All"]}
    tenant.store.put(objects.POLICIES, guid, made)
    does = {"RetentionComplianceAction": action, "RetentionDuration": "50"}
    tenant.store.put(objects.RULES, "m", {"Name": "m", "Guid": "m", "Policy": guid, **does})


def label(tenant: Tenant) -> None:
    kept = {"Name": "Record", "Guid": "l", "RetentionAction": "Keep", "RetentionDuration": "365"}
    tenant.store.put(objects.TAGS, "l", kept)
    for collection, key, members in (
        (mail.COLLECTION, "guid", "items"),
        (drives.COLLECTION, "owner", "files"),
    ):
        for one in tenant.store.all(collection):
            one[members][0]["label"] = "Record"
            tenant.store.put(collection, one[key], one)


def back_up(tenant: Tenant) -> None:
    for workload in (EXCHANGE, ONEDRIVE):
        made = make_policy(tenant, ADMIN, workload, {"displayName": "all"})
        for user in tenant.store.all("users"):
            protect(tenant, ADMIN, workload, made, user["id"])
        activate(tenant, ADMIN, made)


@pytest.mark.parametrize(
    ("prepare", "days", "expected"),
    [
        (lambda _: None, 13.99, (ITEMS, 0, FILES)),
        (lambda _: None, 14, (0, 0, FILES)),
        (lambda _: None, 92.99, (0, 0, FILES)),
        (lambda _: None, 93, (0, 0, 0)),
        (lambda one: change(one, RetainDeletedItemsFor="30.00:00:00"), 29.99, (ITEMS, 0, FILES)),
        (lambda one: change(one, RetainDeletedItemsFor="30.00:00:00"), 30, (0, 0, FILES)),
        (lambda one: change(one, SingleItemRecoveryEnabled=False), 0, (0, 0, FILES)),
        (lambda one: change(one, LitigationHoldEnabled=True), 1000, (ITEMS, 0, 0)),
        # The newest item is a day old and the oldest 40; a hold of 50 days is over for those that are older by now.
        (
            lambda one: change(one, LitigationHoldEnabled=True, LitigationHoldDuration="50"),
            20,
            (29, 0, FILES),
        ),
        (lambda one: mail_policy(one, "Keep"), 20, (29, 0, FILES)),
        (lambda one: mail_policy(one, "KeepAndDelete"), 20, (29, 0, FILES)),
        (lambda one: mail_policy(one, "Keep"), 50, (0, 0, FILES)),
        (lambda one: mail_policy(one, "Delete"), 14, (0, 0, FILES)),
        (lambda one: change(one, InPlaceHolds=["mbx00:2"]), 1000, (ITEMS, 0, 0)),
        (lambda one: change(one, InPlaceHolds=["mbx00:1"]), 14, (0, 0, FILES)),
        (lambda one: change(one, ComplianceTagHoldApplied=True), 14, (0, 0, FILES)),
        (label, 100, (1, 0, 1)),
        (label, 366, (0, 0, 0)),
        (lambda one: policy(one, RetentionComplianceAction="Keep"), 1000, (0, 0, FILES)),
        (lambda one: policy(one, RetentionComplianceAction="Delete"), 93, (0, 0, 0)),
        (lambda one: policy(one, PublishComplianceTag="x"), 93, (0, 0, 0)),
    ],
)
def test_what_a_leaver_deleted_is_there_as_long_as_the_rules_say(
    tenant: Tenant, prepare: Callable[[Tenant], None], days: float, expected: tuple[int, int, int]
) -> None:
    prepare(tenant)
    gone = struck(tenant, "leaver")
    assert (len(gone.items), len(gone.files)) == (ITEMS, FILES)
    wait(tenant, days)
    assert left(tenant, gone) == expected


def test_a_backup_has_what_was_there_before_but_drafts_and_deleted_items(tenant: Tenant) -> None:
    back_up(tenant)
    wait(tenant, 14)
    gone = struck(tenant, "leaver")
    encrypted = struck(tenant, "ransomware")
    wait(tenant, 100)
    assert left(tenant, gone) == (ITEMS - NOT_IN_BACKUPS, 0, FILES)
    assert left(tenant, encrypted) == (0, 0, len(encrypted.files))
    for one in tenant.store.all("backup.policies"):
        deactivate(tenant, ADMIN, one)
    wait(tenant, 257)
    assert left(tenant, gone) == (ITEMS - NOT_IN_BACKUPS, 0, FILES)
    # The last weekly point of the drives is of day 7; mailboxes have one of ten minutes before, on day 14.
    wait(tenant, 2)
    assert left(tenant, gone) == (ITEMS - NOT_IN_BACKUPS, 0, 0)
    wait(tenant, 7)
    assert left(tenant, gone) == (0, 0, 0)


def test_a_backup_that_began_after_the_attack_has_nothing_of_before(tenant: Tenant) -> None:
    encrypted = struck(tenant, "ransomware")
    back_up(tenant)
    wait(tenant, 14)
    assert left(tenant, encrypted) == (0, 0, 0)


def test_versions_outlast_ransomware_under_a_policy_alone(tenant: Tenant) -> None:
    policy(tenant, RetentionComplianceAction="Keep")
    encrypted = struck(tenant, "ransomware")
    assert left(tenant, encrypted) == (0, 0, len(encrypted.files))


@pytest.mark.parametrize("kept", [True, False])
def test_ransomware_tells_of_how_many_files_a_version_is_left(tenant: Tenant, kept: bool) -> None:
    if kept:
        policy(tenant, RetentionComplianceAction="Keep")
    there = len(as_people_left_it(tenant).files)
    told = TAMPERINGS["ransomware"].apply(tenant)
    each, none = (
        "Each of them still has a version from before that can be read.",
        "No version from before is left of any of them.",
    )
    assert f"encrypted {there} files in {there // FILES} drives. " in told
    assert told.endswith(each if kept else none)


@pytest.mark.parametrize(
    ("legible", "of", "told"),
    [
        (0, 1, "No version from before is left of any of them."),
        (1, 1, "Each of them still has a version from before that can be read."),
        (1, 2, "1 of them still has a version from before that can be read."),
        (2, 3, "2 of them still have a version from before that can be read."),
    ],
)
def test_it_says_in_plain_words_how_many_can_be_read(legible: int, of: int, told: str) -> None:
    assert data.legible_sentence(legible, of) == told


def test_a_purge_tells_what_went_and_what_is_kept_in_one_sentence_each(tenant: Tenant) -> None:
    held, free = f"emma.jansen@{DOMAIN}", f"oliver.brandt@{DOMAIN}"
    change(tenant, held, LitigationHoldEnabled=True)
    told = {one: data.purge(tenant, user=one).partition(" purged ")[2] for one in (held, free)}
    assert told == {
        held: f"the account of {held} with its drive. Its mailbox could not be removed: it is kept.",
        free: f"the account of {free} with its mailbox and its drive.",
    }
    policy(tenant, RetentionComplianceAction="Keep")
    change(tenant, LEAVER, LitigationHoldEnabled=True)
    assert data.purge(tenant, user=LEAVER).endswith(
        f"{LEAVER}. Its mailbox and its drive could not be removed: they are kept."
    )


def test_a_purge_is_final_at_once_but_for_what_a_hold_or_a_policy_keeps(tenant: Tenant) -> None:
    change(tenant, f"emma.jansen@{DOMAIN}", LitigationHoldEnabled=True)
    gone = struck(tenant, "purge")
    assert (len(gone.mailboxes), len(gone.items), len(gone.files)) == (3, 3 * ITEMS, 3 * FILES)
    assert left(tenant, gone) == (ITEMS, 1, 0)
    wait(tenant, 1000)
    assert left(tenant, gone) == (ITEMS, 1, 0)
    policy(tenant, RetentionComplianceAction="Keep")
    kept = struck(tenant, "purge", user=LEAVER)
    assert left(tenant, kept) == (0, 0, FILES)


@pytest.mark.parametrize(("raised_after", "gone_after"), [(10, 365 + 93), (31, 30 + 93)])
def test_a_retention_that_is_raised_reaches_no_drive_that_is_in_the_bin_by_then(
    tenant: Tenant, raised_after: int, gone_after: int
) -> None:
    tenant.store.set_setting(drives.PAID, True)  # noqa: FBT003 - else it is erased for want of that
    (owner,) = [one["id"] for one in tenant.store.all("users") if one["userPrincipalName"] == LEAVER]
    drives.account_deleted(tenant, owner)
    wait(tenant, raised_after)
    SETTINGS.change(tenant, ADMIN, {"deletedUserPersonalSiteRetentionPeriodInDays": 365})
    for days, gone in ((gone_after - 1, False), (gone_after, True)):
        tenant.move_clock(START + timedelta(days=days) - tenant.now())
        pass_time(tenant)
        assert (tenant.store.get(drives.COLLECTION, owner) or {})["gone"] is gone, days
