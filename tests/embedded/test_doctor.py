"""The doctor, through HTTP on an embedded tenant: tells each thing too few and each too many, and never writes."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.access.needs import Purpose
from holdfast.access.wider import covering, wider
from holdfast.apply.lock import here
from holdfast.doctor.diagnosis import Area, Weight
from holdfast.doctor.examine import Bounds, examine
from holdfast.doctor.machine import Machine
from holdfast.doctor.written import as_document, as_text
from holdfast.emulator.cmdlets.built_in_role_groups import KEPT_ELSEWHERE, ROLE_GROUPS
from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.seeds.roles import ROLE_IDS
from holdfast.emulator.store import TenantFolder
from holdfast.engine import ensure_stack, environment, find_engine
from holdfast.engine.mark import RUNS
from holdfast.gates.before_writing import DEFAULTS, POLICY
from holdfast.grace.readings import READINGS
from holdfast.kinds.registry import kinds
from holdfast.model.plan import PlannedException
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Scratch, need_engine
from tests.embedded.test_least_privilege import READ, WRITE, access
from tests.embedded.test_role_groups import put
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.doctor.diagnosis import Diagnosis, Symptom
    from holdfast.drift.recording import Recording
    from holdfast.emulator.wire import Endpoint

pytestmark = pytest.mark.unmeasured  # nothing of the doctor is measured

GRANTS = (Area.PERMISSIONS, Area.ROLES)
ROLES = ("Global Reader", "Exchange Administrator", "Compliance Administrator")
TOO_MANY = (
    *WRITE,
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Mail.Read",
    "RoleManagement.Read.All",
    "User.ReadWrite.All",
    "Global Administrator",
    "Security Reader",
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Contoso with all that the newest baseline has, what a client has to choose as well."""
    with Scratch(tmp_path_factory.mktemp("doctor") / "scratch") as made:
        upgrade(made.project, "contoso")
        choose(made.project, "contoso")
        agree(made.project, "contoso")
        yield made


def looked(
    scratch: Scratch,
    purpose: Purpose = Purpose.READ,
    *,
    fix: bool = False,
    bounds: Bounds | None = None,
    recording: Recording | None = None,
) -> Diagnosis:
    """Examine contoso, and see that nothing was written to its tenant."""
    since, before = scratch.log.last_id(), scratch.dump()
    machine = Machine(
        project=scratch.project,
        recording=recording or scratch.settled,
        folder=scratch.home,
        fix=fix,
        say=lambda _: None,
    )
    found = examine(machine, purpose, bounds)
    assert scratch.writes(since) == []
    assert scratch.dump() == before
    return found


def refused(recording: Recording) -> dict[str, Recording]:
    """What an apply refuses whatever the tenant says, by why."""
    over = PlannedException(
        "entra.mfa_required", "x", (), "clients/x:1", "r", "o@x.example", date(2026, 1, 1)
    )

    def but(token: str, **inputs: Any) -> Recording:
        desired = [
            replace(one, inputs={**one.inputs, **inputs}) if one.token == token else one
            for one in recording.desired
        ]
        return replace(recording, desired=tuple(desired))

    return {
        "ended on 2026-01-01": replace(recording, plan=replace(recording.plan, exceptions=(over,))),
        "does not exclude the break-glass group": but(
            POLICY, state="enabled", conditions={"users": {"includedUsers": ["All"]}}
        ),
        "security defaults are on": but(DEFAULTS, enabled=True),
    }


def of(diagnosis: Diagnosis, *areas: Area) -> list[Symptom]:
    return [one for one in diagnosis.symptoms if one.area in areas]


def grant(scratch: Scratch, purpose: Purpose = Purpose.READ, *, more: str = "", but: str = "") -> None:
    """Let the identity do what it needs, with one permission or role more, or without one."""
    wanted = access(scratch, purpose)
    of_roles = {more} if more in ROLES or more in {"Global Administrator", "Security Reader"} else set()
    scratch.allow(
        (wanted.permission_names | {more} - of_roles) - {but, ""}, (wanted.role_names | of_roles) - {but, ""}
    )


def test_identity_that_may_do_exactly_what_is_needed_has_nothing_to_put_right(scratch: Scratch) -> None:
    grant(scratch)

    found = looked(scratch)

    assert (found.can_check, found.can_apply) == (True, False)
    assert found.exit_code == ExitCode.IN_SYNC
    assert found.against(Weight.NO_CHECK, Weight.MEND) == ()
    told = {one.told for one in of(found, *GRANTS) if one.weight is Weight.NO_APPLY}
    assert all(one.startswith("not granted, and an apply needs it: ") for one in told)
    assert {name for one in told for name in one.partition(": ")[2].split(", ")} == set(WRITE)


def test_identity_for_applies_that_may_do_exactly_what_is_needed_lacks_nothing(scratch: Scratch) -> None:
    grant(scratch, Purpose.WRITE)

    found = looked(scratch, Purpose.WRITE)

    assert {one.weight for one in of(found, *GRANTS)} == {Weight.GOOD}
    assert found.can_check


def test_what_an_apply_refuses_whatever_the_tenant_says_is_told(scratch: Scratch) -> None:
    grant(scratch, Purpose.WRITE)
    assert {one.weight for one in of(looked(scratch, Purpose.WRITE), Area.DECLARED)} == {Weight.GOOD}

    for why, recording in refused(scratch.settled).items():
        found = looked(scratch, Purpose.WRITE, recording=recording)
        assert (found.can_check, found.can_apply) == (True, False)
        told = [one.told for one in of(found, Area.DECLARED)]
        assert any(why in one for one in told), told
        assert told[0] in as_text(found)


STOOD_IN_FOR = [one for one in READ if covering(one, {*READ} - {one})]
"""What another one that is granted opens as well."""


@pytest.mark.parametrize("name", STOOD_IN_FOR)
def test_what_another_one_opens_as_well_is_not_missed(scratch: Scratch, name: str) -> None:
    grant(scratch, but=name)

    assert looked(scratch).can_check


@pytest.mark.parametrize("name", [one for one in READ if one not in STOOD_IN_FOR])
def test_each_one_too_few_is_told_with_what_it_is_for(scratch: Scratch, name: str) -> None:
    grant(scratch, but=name)

    found = looked(scratch)

    lacking = [one for one in of(found, *GRANTS) if one.weight in {Weight.NO_CHECK, Weight.MEND}]
    (symptom,) = [one for one in lacking if one.told.startswith(f"{name} is not granted; without it: ")]
    assert "holdfast permissions contoso --read" in symptom.do
    assert not found.can_check
    assert found.exit_code == ExitCode.NO_ANSWER
    others = [one.told for one in lacking if one is not symptom and "is not granted" in one.told]
    assert not others
    assert name in as_text(found).partition("\n")[0]


@pytest.mark.parametrize("scope", ["/", "/administrativeUnits/0a000000-0000-4000-8000-000000000001"])
@pytest.mark.parametrize("name", [one for one in READ if one in ROLES])
def test_a_role_that_only_bears_the_name_or_is_over_a_part_opens_nothing(
    scratch: Scratch, name: str, scope: str
) -> None:
    """A role of the tenant's own may be called anything."""
    grant(scratch, but=name)
    own_id = ROLE_IDS[name] if scope != "/" else "0a000000-0000-4000-8000-000000000002"
    added = {}
    if scope == "/":
        custom = {"id": own_id, "templateId": own_id, "displayName": name, "isBuiltIn": False}
        added["roleDefinitions"] = {**scratch.rows("roleDefinitions")[0], **custom}
    (application,) = [one for one in scratch.rows("applications") if one["displayName"] == "Holdfast"]
    principal = str(application["servicePrincipalId"])
    held = {"id": "held", "principalId": principal, "roleDefinitionId": own_id, "directoryScopeId": scope}
    added["roleAssignments"] = {**scratch.rows("roleAssignments")[0], **held}
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        for collection, row in added.items():
            store.put(collection, str(row["id"]), row)
        found = looked(scratch)
    finally:
        for collection, row in added.items():
            store.delete(collection, str(row["id"]))
        tenants.close()

    lacking = [one.told for one in of(found, Area.ROLES) if one.weight in {Weight.NO_CHECK, Weight.MEND}]
    assert any(one.startswith(f"{name} is not granted; without it: ") for one in lacking), found
    assert any(one.startswith(f"{name} (") for one in lacking), lacking


def test_without_the_right_to_the_log_alone_a_check_is_whole_and_names_nobody(tmp_path: Path) -> None:
    """A client that has not chosen that inactive accounts are disabled needs it for names alone."""
    with Scratch(tmp_path / "scratch") as scratch:
        grant(scratch, but="AuditLog.Read.All")

        found = looked(scratch)

        (symptom,) = found.against(Weight.NO_CHECK, Weight.MEND)
        assert symptom.told.startswith("AuditLog.Read.All is not granted; without it: ")
        assert found.can_check
        assert found.exit_code == ExitCode.DRIFT


@pytest.mark.parametrize("name", WRITE)
def test_each_one_too_few_for_an_apply_is_told_and_is_no_matter_for_a_check(
    scratch: Scratch, name: str
) -> None:
    grant(scratch, Purpose.WRITE, but=name)

    found = looked(scratch, Purpose.WRITE)

    (symptom,) = [one for one in of(found, *GRANTS) if one.weight is not Weight.GOOD]
    assert symptom.told.startswith(f"{name} is not granted; without it: ")
    assert found.can_check
    assert symptom.weight is (Weight.MEND if name == "Organization.Read.All" else Weight.NO_APPLY)


@pytest.mark.parametrize("name", TOO_MANY)
def test_each_one_too_many_is_told_alone(scratch: Scratch, name: str) -> None:
    grant(scratch, more=name)

    found = looked(scratch)

    ahead = {one.name for one in access(scratch, Purpose.READ).besides}
    weight = Weight.NOTE if name in ahead else Weight.MEND
    (symptom,) = [one for one in of(found, *GRANTS) if one.weight is weight]
    assert symptom.told.startswith(f"{name} is granted, and ")
    if name in ahead:
        assert symptom.do == ""
        return
    assert ("only an apply needs it" in symptom.told) == (name in WRITE)
    assert symptom.do.startswith("take it away")
    assert found.can_check
    assert found.exit_code == ExitCode.DRIFT


@contextmanager
def member_of(scratch: Scratch, *groups: tuple[Endpoint, str]) -> Iterator[None]:
    """While it lasts, the application is in those role groups."""
    put(scratch, "add", *groups)
    try:
        yield
    finally:
        put(scratch, "remove", *groups)


SEES_GROUPS: tuple[Endpoint, str] = ("compliance", "Organization Management")
"""Of Purview only who has the role Role Management sees the groups."""
LEAST: tuple[tuple[Endpoint, str], ...] = (
    ("exchange", "View-Only Organization Management"),
    ("exchange", "Compliance Management"),
    ("compliance", "Global Reader"),
)


@pytest.mark.parametrize(
    "group",
    [
        (endpoint, name)
        for endpoint, groups in ROLE_GROUPS.items()
        for name in groups
        if name not in KEPT_ELSEWHERE[endpoint]
    ],
)
def test_each_role_group_too_many_is_told(scratch: Scratch, group: tuple[Endpoint, str]) -> None:
    grant(scratch)
    beside = (SEES_GROUPS,) * (group[0] == "compliance" and group != SEES_GROUPS)

    with member_of(scratch, group, *beside):
        found = looked(scratch)

    mend = [one for one in of(found, Area.GROUPS) if one.weight is Weight.MEND]
    assert len(mend) == 1 + len(beside)
    assert any(one.told.startswith(f"the identity is in {group[1]} (") for one in mend)
    assert not [one for one in of(found, Area.ROLES) if one.weight in {Weight.NO_CHECK, Weight.MEND}]
    assert found.can_check


def test_role_groups_that_may_not_be_seen_are_not_called_right(scratch: Scratch) -> None:
    grant(scratch)

    found = looked(scratch)

    (note,) = of(found, Area.GROUPS)
    assert note.weight is Weight.NOTE
    assert note.told.startswith(
        "the role groups of Purview could not be looked at, what they give is not known"
    )


def test_role_groups_in_the_directory_role_s_place_are_enough(scratch: Scratch) -> None:
    scratch.allow(access(scratch, Purpose.READ).permission_names, ())

    with member_of(scratch, *LEAST):
        found = looked(scratch)

    assert found.against(Weight.NO_CHECK, Weight.MEND) == ()
    assert found.can_check


@pytest.mark.parametrize("gone", LEAST[::2])
def test_each_role_group_too_few_is_told(scratch: Scratch, gone: tuple[Endpoint, str]) -> None:
    scratch.allow(access(scratch, Purpose.READ).permission_names, ())
    kept = [one for one in LEAST if one[0] != gone[0]]

    with member_of(scratch, *kept):
        found = looked(scratch)

    (told,) = [one.told for one in found.against(Weight.NO_CHECK)]
    assert told.startswith("Global Reader is not granted; without it: UNKNOWN (")
    assert gone[1] in told
    assert not found.can_check


def test_what_only_looking_ahead_needs_is_told_and_nothing_to_mend(tmp_path: Path) -> None:
    """Of a client on the first baseline: the newest has controls that need the same."""
    with Scratch(tmp_path / "scratch") as scratch:
        wanted, name = access(scratch, Purpose.READ), "SharePointTenantSettings.Read.All"
        scratch.allow(wanted.permission_names | {name}, wanted.role_names)
        found = looked(scratch)

    (symptom,) = [one for one in of(found, *GRANTS) if name in one.told]
    assert (symptom.weight, symptom.do) == (Weight.NOTE, "")
    assert "only `holdfast horizon` needs it" in symptom.told
    assert found.against(Weight.NO_CHECK, Weight.MEND) == ()


def test_wide_permission_in_the_place_of_a_narrow_one_is_enough_and_too_much(scratch: Scratch) -> None:
    wanted = access(scratch, Purpose.READ)
    scratch.allow(wanted.permission_names - {"User.Read.All"} | {"Directory.Read.All"}, wanted.role_names)

    found = looked(scratch)

    (symptom,) = [one for one in of(found, *GRANTS) if one.weight is Weight.MEND]
    assert (
        symptom.told
        == "Directory.Read.All is granted, which opens more than the User.Read.All that is needed"
    )
    assert symptom.do == "grant User.Read.All in its place"
    assert found.can_check


def test_roles_that_may_not_be_read_are_told_so_and_closed_cmdlets_show_all_the_same(
    scratch: Scratch,
) -> None:
    wanted = access(scratch, Purpose.READ)
    scratch.allow(wanted.permission_names - {"RoleManagement.Read.Directory"}, ())

    found = looked(scratch)

    notes = [one.told for one in of(found, Area.ROLES) if one.weight is Weight.NOTE]
    assert len(notes) == 1
    assert notes[0].startswith("which directory roles the identity holds could not be read")
    closed = [one.told for one in of(found, Area.ROLES) if one.weight is Weight.NO_CHECK]
    assert len(closed) == 2
    assert all("the application has no directory role that allows this cmdlet" in one for one in closed)


def needed_to_read() -> set[str]:
    """What a check of some client lives on."""
    needed = {name for kind in kinds().values() for name in kind.read_permissions}
    return needed | {name for one in READINGS for name in one.permissions}


def test_every_wider_permission_is_taken_by_every_route_that_takes_the_narrow_one() -> None:
    used = set()
    for route in graph_routes():
        for narrow in needed_to_read():
            opens = set(wider(narrow))
            if (
                route.consented
                and not route.write
                and route.any_of[:1] == (narrow,)
                and opens & set(route.any_of)
            ):
                used.add(narrow)
                assert opens <= {*route.any_of, "Directory.ReadWrite.All"}, route.template
    assert used >= {"Group.Read.All", "LicenseAssignment.Read.All", "User.Read.All"}


def test_whatever_a_check_lives_on_may_be_the_right_to_write_as_well() -> None:
    """Else the doctor calls for what is there already, and says to take away what reading lives on."""
    needed = needed_to_read()
    opened: dict[str, list[set[str]]] = {}
    for route in graph_routes():
        for name in () if route.write else route.any_of:
            opened.setdefault(name, []).append(set(route.any_of))
    twins = {name: name.replace(".Read.", ".ReadWrite.") for name in needed}
    lasting = {
        name
        for name, twin in twins.items()
        if twin != name and name in opened and all(twin in one for one in opened[name])
    }

    assert lasting >= {"SharePointTenantSettings.Read.All", "AccessReview.Read.All", "eDiscovery.Read.All"}
    assert {name for name in lasting if twins[name] not in wider(name)} == set()


@pytest.mark.parametrize(
    ("seconds", "weight", "told"),
    [
        (0, Weight.GOOD, "agree"),
        (-120, Weight.NOTE, "120 seconds behind theirs"),
        (
            900,
            Weight.MEND,
            "900 seconds ahead of theirs; sign-in by certificate or federation is refused beyond 300",
        ),
    ],
)
def test_clock_is_held_against_theirs(scratch: Scratch, seconds: int, weight: Weight, told: str) -> None:
    grant(scratch)
    started = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds)

    found = looked(scratch, bounds=Bounds(clock=lambda: started))

    (symptom,) = of(found, Area.CLOCK)
    assert symptom.weight is weight
    number = told.partition(" ")[0]
    if number.isdigit():  # the answer comes some seconds after the clock was read
        assert "seconds " + told.partition(" seconds ")[2] in symptom.told
        assert abs(int(symptom.told.partition("clock is ")[2].partition(" ")[0]) - int(number)) < 60
    else:
        assert told in symptom.told


def test_every_host_of_the_client_is_knocked_at(scratch: Scratch) -> None:
    grant(scratch)
    hosts = {one.told.partition(" answers in ")[0] for one in of(looked(scratch), Area.ENDPOINTS)}
    assert hosts == {
        "login.microsoftonline.com",
        "graph.microsoft.com",
        "outlook.office365.com",
        "ps.compliance.protection.outlook.com",
    }


def secret_of(scratch: Scratch) -> str:
    facts = json.loads((scratch.tenants / "server.json").read_text())
    return str(facts["tenants"][CONTOSO]["client_secret"])


def test_refused_sign_in_is_the_first_thing_told_and_never_the_secret(scratch: Scratch) -> None:
    grant(scratch)
    scratch.fault({"route": "sign-in", "fault": "expired-token"})
    found = looked(scratch)
    scratch.fault()

    written = as_text(found)
    assert found.exit_code == ExitCode.NO_ANSWER
    assert written.startswith("This machine can check contoso: no: by the embedded tenant's own application")
    assert "AADSTS7000222" in written.partition("\n")[0]
    for text in (written, as_document(found)):
        assert secret_of(scratch) not in text


def test_nothing_that_is_written_holds_a_secret_or_a_token(scratch: Scratch) -> None:
    grant(scratch, more="Mail.Read")
    found = looked(scratch)
    for text in (as_text(found), as_document(found)):
        assert secret_of(scratch) not in text
        assert "eyJ" not in text


def test_secret_file_that_others_can_read_is_told_and_closed_by_fix_alone(scratch: Scratch) -> None:
    grant(scratch)
    path = scratch.tenants / "token-key.pem"
    path.chmod(0o644)

    told = looked(scratch)
    assert [one.weight for one in of(told, Area.FILES)] == [Weight.MEND]
    assert told.exit_code == ExitCode.DRIFT
    assert path.stat().st_mode & 0o777 == 0o644

    fixed = looked(scratch, fix=True)
    (symptom,) = of(fixed, Area.FILES)
    assert symptom.fixed
    assert fixed.exit_code == ExitCode.IN_SYNC
    assert path.stat().st_mode & 0o777 == 0o600
    assert f"put right {path}" in " ".join(as_text(fixed).split())


def test_command_answers_both_questions_first_and_ends_with_the_documented_code(scratch: Scratch) -> None:
    grant(scratch)
    told = scratch.holdfast("doctor", "contoso")
    assert told.code == ExitCode.IN_SYNC, told.all
    first, second = told.out.splitlines()[:2]
    assert first == "This machine can check contoso: yes"
    assert second.startswith("This machine can apply contoso: no: not granted, and an apply needs it: ")

    grant(scratch, but="Policy.Read.All")
    as_json = scratch.holdfast("doctor", "contoso", "--format", "json")
    assert as_json.code == ExitCode.NO_ANSWER
    facts = json.loads(as_json.out)
    assert (facts["canCheck"], facts["canApply"], facts["purpose"]) == (False, False, "read")
    assert {"area", "weight", "told", "do", "fixed"} == set(facts["symptoms"][0])


def test_permissions_that_the_command_prints_are_those_that_the_doctor_finds_exact(scratch: Scratch) -> None:
    printed = scratch.holdfast("permissions", "contoso", "--read", "--format", "json")
    facts = json.loads(printed.out)
    scratch.allow(
        [one["name"] for one in facts["permissions"]], [one["name"] for one in facts["directoryRoles"]]
    )

    assert not looked(scratch).against(Weight.NO_CHECK, Weight.MEND)


def left_lock(scratch: Scratch, pid: int, started_at: str) -> Path:
    """Leave what a run that was killed leaves: the engine's lock, taken a minute after its start, and its mark."""
    place = here()
    began = place.began(started_at)
    assert began is not None
    taken = datetime.fromtimestamp(began + 60, UTC).isoformat()
    mark = {"pid": pid, "boot": place.boot, "namespace": place.namespace, "started": started_at}
    runs = scratch.home / RUNS
    runs.mkdir(exist_ok=True)
    (runs / "test.json").write_text(json.dumps(mark))
    engine = find_engine(make=False)
    variables = environment(engine, scratch.project, embedded=True, stack="contoso", folder=scratch.home)
    ensure_stack(engine, scratch.project, "contoso", variables, scratch.home)
    lock = scratch.home / "state" / ".pulumi" / "locks" / "organization" / "holdfast" / "contoso" / "1.json"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text(json.dumps({"pid": pid, "hostname": place.host, "username": "x", "timestamp": taken}))
    return lock


@pytest.mark.engine
def test_lock_of_a_dead_run_is_told_and_taken_away_by_fix_alone(scratch: Scratch) -> None:
    need_engine()
    grant(scratch)
    lock = left_lock(scratch, os.getpid(), "1")

    told = looked(scratch)
    (symptom,) = [one for one in of(told, Area.STATE) if "lock" in one.told]
    assert (symptom.weight, symptom.fixed, told.exit_code) == (Weight.MEND, False, ExitCode.DRIFT)
    assert lock.exists()

    fixed = looked(scratch, fix=True)
    (symptom,) = [one for one in of(fixed, Area.STATE) if "lock" in one.told]
    assert (symptom.fixed, fixed.exit_code) == (True, ExitCode.IN_SYNC)
    assert not lock.exists()


@pytest.mark.engine
@pytest.mark.parametrize(
    "left", [b"", b'{"version": 3, "checkpoint": {"stack": "organization/holdfa', b"hello\n"]
)
def test_state_that_is_not_whole_stops_an_apply_and_says_where_copies_are(
    scratch: Scratch, left: bytes
) -> None:
    need_engine()
    grant(scratch, Purpose.WRITE)
    left_lock(scratch, os.getpid(), "1").unlink()
    state = scratch.home / "state" / ".pulumi" / "stacks" / "holdfast" / "contoso.json"
    state.write_bytes(left)

    told = looked(scratch, Purpose.WRITE)

    (symptom,) = [one for one in of(told, Area.STATE) if "state cannot be read" in one.told]
    assert symptom.weight is Weight.NO_APPLY
    assert "it is not whole" in symptom.told
    assert ".json.bak" in symptom.told
    assert symptom.do.startswith("put a copy there; `holdfast up contoso` finds")
    assert state.read_bytes() == left


@pytest.mark.parametrize("variable", ["", "PULUMI_BACKEND_URL"])
def test_folder_without_room_stops_an_apply_and_no_check(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    grant(scratch, Purpose.WRITE)
    full = tmp_path if variable else scratch.home
    monkeypatch.setattr("holdfast.doctor.machine.file_backend", lambda _: tmp_path if variable else None)
    usual = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda at: usual(at)._replace(free=0 if at == full else 10**12))

    found = looked(scratch, Purpose.WRITE)

    assert (found.can_check, found.can_apply) == (True, False)
    (symptom,) = [one for one in found.against(Weight.NO_APPLY) if "room left" in one.told]
    assert (symptom.area, str(full) in symptom.told) == (Area.STATE if variable else Area.FILES, True)


@pytest.mark.engine
def test_lock_of_a_living_run_stops_an_apply_and_is_never_taken_away(scratch: Scratch) -> None:
    need_engine()
    grant(scratch, Purpose.WRITE)
    lock = left_lock(scratch, os.getpid(), here().started(os.getpid()))

    found = looked(scratch, Purpose.WRITE, fix=True)
    (symptom,) = [one for one in of(found, Area.STATE) if "holds the stack" in one.told]

    assert symptom.weight is Weight.NO_APPLY
    assert (found.can_check, found.can_apply, found.exit_code) == (True, False, ExitCode.NO_ANSWER)
    assert lock.exists()
    lock.unlink()


@contextmanager
def through_group(scratch: Scratch, *roles: str) -> Iterator[None]:
    """While it lasts, the application is in a group to which these roles are assigned."""
    (application,) = [one for one in scratch.rows("applications") if one["displayName"] == "Holdfast"]
    group_id = "0a000000-0000-4000-8000-00000000000a"
    group = {**scratch.rows("groups")[0], "id": group_id, "isAssignableToRole": True}
    like = scratch.rows("roleAssignments")[0]
    given = {
        f"by-group-{number}": {**like, "principalId": group_id, "roleDefinitionId": ROLE_IDS[name]}
        for number, name in enumerate(roles)
    }
    tenants = TenantFolder(scratch.tenants)
    store = tenants.open(CONTOSO)
    store.put("groups", group_id, group)
    store.put("group_members", group_id, {"ids": [application["servicePrincipalId"]]})
    for held, one in given.items():
        store.put("roleAssignments", held, {**one, "id": held})
    try:
        yield
    finally:
        for held in given:
            store.delete("roleAssignments", held)
        store.delete("group_members", group_id)
        store.delete("groups", group_id)
        tenants.close()


@pytest.mark.parametrize("name", [one for one in READ if one in ROLES])
def test_a_role_that_the_identity_has_through_a_group_is_had(scratch: Scratch, name: str) -> None:
    grant(scratch, but=name)
    with through_group(scratch, name):
        found = looked(scratch)

    assert not [one.told for one in of(found, Area.ROLES) if one.weight in {Weight.NO_CHECK, Weight.MEND}]
    assert found.can_check


@pytest.mark.parametrize(
    "name", ["Global Administrator", "Security Reader", *(one for one in WRITE if one in ROLES)]
)
def test_each_role_too_many_through_a_group_is_told(scratch: Scratch, name: str) -> None:
    grant(scratch)
    with through_group(scratch, name):
        found = looked(scratch)

    told = [one.told for one in of(found, Area.ROLES) if one.weight is Weight.MEND]
    assert [one for one in told if one.startswith(f"{name} is granted, ")], told
