"""An identity that may do exactly what `holdfast permissions` printed: enough, nothing too much, and each one counts.

Through HTTP, on an embedded tenant that asks every request for its permission.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from holdfast.access.needs import Purpose, access_of
from holdfast.access.wider import covering
from holdfast.drift.check import check_tenant
from holdfast.drift.references import references
from holdfast.emulator import control
from holdfast.emulator.graph.fido2_authentication_method_configuration import SERVICE as PASSKEYS
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.graph.role_management.routes import role_assignment
from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.store import TenantFolder
from holdfast.emulator.tamperings.cast import attacker
from holdfast.emulator.tenant import Tenant
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.directory import GLOBAL_ADMINISTRATOR
from holdfast.model.finding import DRIFT
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import ExitCode, Reason, Status
from tests.e2e.scratch import CONTOSO, Scratch, told
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.access.needs import Access, Need
    from holdfast.drift.check import Checked
    from holdfast.model.finding import Finding

pytestmark = pytest.mark.unmeasured  # one check after the other; what each decides is measured by the corpora

REFUSED = (401, 403)
OF_NOBODYS = "User"
"""A kind that clients' programs may declare and no control does."""


def of_every_kind(purpose: Purpose) -> set[str]:
    """What it takes to have objects of every kind that controls declare, as the kinds state it."""
    plan = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
    declared = [
        DesiredResource(f"urn:{token}", token, kind.name, "x.y", {})
        for token, kind in kinds().items()
        if kind.name != OF_NOBODYS
    ]
    allowed = access_of(plan, kinds(), declared, purpose)
    return {*allowed.permission_names, *allowed.role_names}


READ = tuple(sorted(of_every_kind(Purpose.READ)))
"""What contoso's checks need: its plan has objects of every kind. What each is for is tried below, at the routes."""
WRITE = tuple(sorted(of_every_kind(Purpose.WRITE) - {*READ}))
"""What its applies need besides."""
ADMINISTRATORS = "5f1cbeef-0000-4000-8000-0000000000ad"
"""Id of a group that has the role of Global Administrator."""
OF_THE_INACTIVE = (
    "BackupRestore-Configuration.Read.All",
    "BackupRestore-Control.Read.All",
    "BackupRestore-Search.Read.All",
    "Exchange.ManageAsApp",
    "Global Reader",
)
"""What secures the data of accounts is read only where some are inactive, and here none is left."""
OF_GROUPS_HELD_LONGER = "Group.Read.All"
"""Litigation hold asks for groups only where a scope names one, which costs requests that a check does without here."""
APPLICATIONS = "m365:entra:PrivilegedApplications"
SHOWN_ANYWAY = "User.Read.All"
"""The embedded service shows who holds a role, and who is in a group, without it, which Graph is not known to do."""
OF_THOSE_SHOWN = ("StandingRoleHolders", "RoleActivation")
"""What rests on that alone."""
NOT_MISSED = {
    "User.EnableDisableAccount.All": "asked only where an account is inactive, and in a new tenant none is",
}
"""What an apply of this plan goes through without, and why."""


def stood_in_for(name: str) -> bool:
    """Whether every route that takes a permission takes another one that the identity has as well."""
    has = {*READ, *WRITE} - {name}
    taking = [one for one in graph_routes() if name in {*one.any_of, *one.all_of}]
    return bool(taking) and all(name not in one.all_of and has & {*one.any_of} for one in taking)


MISSED = [one for one in WRITE if one not in NOT_MISSED and not stood_in_for(one)]


def choose_all(scratch: Scratch) -> None:
    """Have contoso choose what is off by default as well."""
    upgrade(scratch.project, "contoso")
    choose(scratch.project, "contoso")
    agree(scratch.project, "contoso")


def administer_by_group(scratch: Scratch) -> None:
    """Give the role of Global Administrator to a group, and no passkeys: who is in it is asked for only then."""
    folder = TenantFolder(scratch.tenants)
    store = folder.open(CONTOSO)
    (administrator,) = [one for one in store.all("users") if one["userPrincipalName"] == f"admin@{CONTOSO}"]
    body = {"displayName": "Administrators", "securityEnabled": True, "isAssignableToRole": True}
    store.put("groups", ADMINISTRATORS, new_group(ADMINISTRATORS, "2026-01-01T00:00:00Z", body))
    store.put("group_members", ADMINISTRATORS, {"ids": [administrator["id"]]})
    tenant = Tenant(store, scratch.clock.utc)
    held = role_assignment(tenant, ADMINISTRATORS, GLOBAL_ADMINISTRATOR)
    store.put("roleAssignments", held["id"], held)
    left_out = {"excludeTargets": [{"targetType": "group", "id": ADMINISTRATORS}]}
    PASSKEYS.change(tenant, attacker(tenant), left_out)
    folder.close()


def in_sync(scratch: Scratch) -> set[str]:
    """Titles of the kinds of which something is as declared."""
    findings = scratch.check_settled().result.findings
    return {kinds()[one.token].title for one in findings if one.status is Status.IN_SYNC}


def access(scratch: Scratch, purpose: Purpose) -> Access:
    recording = scratch.settled
    return access_of(recording.plan, kinds(), recording.desired, purpose)


def allow(scratch: Scratch, allowed: Access, *, but: str = "") -> None:
    scratch.allow(allowed.permission_names - {but}, allowed.role_names - {but})


def needs_of(allowed: Access, name: str) -> tuple[Need, ...]:
    (grant,) = [one for one in (*allowed.permissions, *allowed.roles) if one.name == name]
    return grant.needs


def refusals(scratch: Scratch, since: int) -> list[str]:
    return [one.path for one in scratch.log.entries(since) if one.status in REFUSED]


@pytest.fixture(scope="module")
def hardened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Everything is as declared."""
    with Scratch(tmp_path_factory.mktemp("least") / "scratch") as scratch:
        choose_all(scratch)
        administer_by_group(scratch)
        scratch.apply()
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        yield scratch


@pytest.fixture(scope="module")
def tampered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Something drifted that both audit logs know of, with people in it."""
    with Scratch(tmp_path_factory.mktemp("drifted") / "scratch") as scratch:
        choose_all(scratch)
        scratch.apply()
        scratch.clock.skipped += timedelta(hours=1).total_seconds()
        control.tamper(scratch.tenants, CONTOSO, "demo")
        yield scratch


def test_every_kind_is_declared_or_read_so_that_what_follows_is_about_all(hardened: Scratch) -> None:
    needed = {need.what for grant in access(hardened, Purpose.READ).permissions for need in grant.needs}
    read = [kind for kind in kinds().values() if kind.read_permissions]
    assert {kind.shape for kind in kinds().values() if kind not in read} == {Shape.ATTESTATION}
    assert {f"read {kind.title}" for kind in read} <= needed


def test_what_is_printed_to_read_is_what_is_tried_here(hardened: Scratch) -> None:
    allowed = access(hardened, Purpose.READ)
    assert sorted({*allowed.permission_names, *allowed.role_names}) == list(READ)
    assert not any(".ReadWrite." in name for name in allowed.permission_names)


def test_exactly_what_is_printed_to_read_is_enough_for_a_check(hardened: Scratch) -> None:
    allow(hardened, access(hardened, Purpose.READ))
    since = hardened.log.last_id()

    checked = hardened.check_settled()

    assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
    assert refusals(hardened, since) == []


def without_own_power(checked: Checked) -> list[Finding]:
    """The findings without what is noted of the application that asks: it may less now."""
    found = checked.result.findings
    return [replace(one, notes=()) if one.token == APPLICATIONS else one for one in found]


def test_with_exactly_that_drift_is_told_with_who_and_with_every_name(tampered: Scratch) -> None:
    everything = tampered.check_settled()
    allow(tampered, access(tampered, Purpose.READ))
    since = tampered.log.last_id()

    checked = tampered.check_settled()

    assert checked.result.exit_code == ExitCode.DRIFT
    assert without_own_power(checked) == without_own_power(everything)
    assert refusals(tampered, since) == []


@pytest.mark.parametrize("name", READ)
def test_each_one_taken_away_hides_exactly_what_was_said_to_need_it(hardened: Scratch, name: str) -> None:
    allowed = access(hardened, Purpose.READ)
    allow(hardened, allowed, but=name)
    hidden = {urn for need in needs_of(allowed, name) for urn in need.hides}
    if covering(name, allowed.permission_names - {name}):
        hidden = set()  # another one that is granted opens the same
    if name in OF_THE_INACTIVE:
        hidden = {urn for urn in hidden if "InactiveAccounts" not in urn}
    if name == OF_GROUPS_HELD_LONGER:
        hidden = {urn for urn in hidden if "LitigationHold" not in urn}
    if name == SHOWN_ANYWAY:
        hidden = {urn for urn in hidden if not any(one in urn for one in OF_THOSE_SHOWN)}

    checked = hardened.check_settled()

    unknown = {one.urn: one for one in checked.result.findings if one.status is Status.UNKNOWN}
    assert {urn for urn in unknown if urn} == hidden, told(checked, {Status.UNKNOWN})
    others = {one.status for one in checked.result.findings if one.urn and one.urn not in hidden}
    assert others <= {Status.IN_SYNC}
    for one in unknown.values():
        assert one.reason in {Reason.PERMISSION, Reason.SIGN_IN}
    if hidden:
        assert checked.result.exit_code == ExitCode.NO_ANSWER


def test_without_the_right_to_the_log_drift_stands_without_a_name_and_says_why(tampered: Scratch) -> None:
    allowed = access(tampered, Purpose.READ)
    allow(tampered, allowed, but="AuditLog.Read.All")

    checked = tampered.check_settled()

    (need,) = [one for one in needs_of(allowed, "AuditLog.Read.All") if not one.hides]
    assert need.without == "the finding stands without a name"
    of_graph = [one for one in checked.result.findings if one.status is Status.DRIFTED and not one.population]
    assert of_graph
    for one in of_graph:
        assert one.change is None
        assert "could not be read" in one.unattributed


@pytest.mark.parametrize("token", sorted(kinds()))
def test_objects_of_one_kind_alone_take_no_more_than_is_said_whatever_drifted(
    tampered: Scratch, token: str
) -> None:
    """What only other kinds need is not there, so that every request has to be accounted for by itself."""
    whole = tampered.settled
    recording = replace(whole, desired=tuple(one for one in whole.desired if one.token == token))
    allow(tampered, access_of(recording.plan, kinds(), recording.desired, Purpose.READ))
    since = tampered.log.last_id()

    async def checked() -> Checked:
        """Check nothing but these objects."""
        async with tampered.tenant() as tenant:
            return await check_tenant(tenant, recording, tampered.clock.utc())

    found = asyncio.run(checked())

    assert {one.status for one in found.result.findings} & DRIFT, (
        "nothing drifted, so no log and no name was asked for"
    )
    assert refusals(tampered, since) == []
    assert not [one for one in found.result.findings if one.status is Status.UNKNOWN]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scratch, set[str]]]:
    """A tenant to which nothing was applied, and of which kinds something is as declared there all the same."""
    with Scratch(tmp_path_factory.mktemp("new") / "scratch") as scratch:
        choose_all(scratch)
        yield scratch, in_sync(scratch)


@pytest.fixture
def empty(new: tuple[Scratch, set[str]]) -> Scratch:
    """That tenant, as it was new."""
    scratch, _ = new
    control.reset(scratch.tenants, CONTOSO, clock=scratch.clock.utc)
    return scratch


def test_exactly_what_is_printed_to_write_is_enough_to_apply_and_to_check(empty: Scratch) -> None:
    allowed = access(empty, Purpose.WRITE)
    assert access(empty, Purpose.READ).permission_names < allowed.permission_names
    allow(empty, allowed)
    since = empty.log.last_id()

    empty.apply()
    empty.clock.skipped += timedelta(hours=1).total_seconds()

    checked = empty.check_settled()
    assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
    assert refusals(empty, since) == []


def test_what_is_printed_to_write_is_what_is_tried_here(hardened: Scratch) -> None:
    allowed = access(hardened, Purpose.WRITE)
    assert sorted({*allowed.permission_names, *allowed.role_names} - set(READ)) == list(WRITE)
    assert {*NOT_MISSED} <= {*WRITE}
    assert len(MISSED) > len(WRITE) - len(MISSED)


def one_of_each(desired: Sequence[DesiredResource], all_of: set[str]) -> list[DesiredResource]:
    """One object of each kind and all of those kinds, by title, with whatever they refer to."""
    named = {
        (one.token, kind.normal_key(kind.key_of(one.inputs))): one
        for one in desired
        if (kind := kinds().get(one.token))
    }
    firsts = {one.token: one for one in reversed(desired)}
    waiting = [one for one in desired if one is firsts[one.token] or title_of(one) in all_of]
    chosen: dict[str, DesiredResource] = {}
    while waiting:
        one = waiting.pop()
        chosen[one.urn] = one
        needed = (named.get((token, kinds()[token].normal_key(key))) for token, key in references(one.inputs))
        waiting += [other for other in needed if other and other.urn not in chosen]
    return [one for one in desired if one.urn in chosen]


def title_of(one: DesiredResource) -> str:
    kind = kinds().get(one.token)
    return kind.title if kind else ""


@pytest.mark.parametrize("name", MISSED)
def test_each_one_taken_away_from_an_apply_stops_what_was_said_to_need_it(
    empty: Scratch, new: tuple[Scratch, set[str]], name: str
) -> None:
    allowed = access(empty, Purpose.WRITE)
    allow(empty, allowed, but=name)
    _, before = new
    changed = {need.what.removeprefix("change ") for need in needs_of(allowed, name)}

    with pytest.raises(AssertionError, match="urn:pulumi:"):
        empty.apply(one_of_each(empty.settled.desired, changed))

    # A new tenant audits its mailboxes already: what was so before, nobody made.
    made = in_sync(empty) - before
    assert made
    assert not made & changed
