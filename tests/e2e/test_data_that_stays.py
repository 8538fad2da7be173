"""Doors and data: one apply of the newest baseline brings them about; what somebody undoes is found and put right.

One tenant and one apply for all of it, with every sign-in policy enabled: a new control says in its file below
`tests/controls` at which paths its tamperings are found. The client has chosen all that is off by default as well. The
backup's service is enabled with the client's consent alone, and what was asked of it is unknown until the service has
done it: here the clock is put forward.
"""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.kinds.registry import kinds
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, need_engine, told
from tests.newest import agree, choose, enable, layers_of_core, upgrade
from tests.tried import tried_controls

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.model.finding import Finding

MALLORY = f"mallory@{CONTOSO}"
PEOPLE = {MALLORY, f"admin@{CONTOSO}"}
POLICY = "ConditionalAccessPolicy"
Difference = tuple[str, str, str, object, object]
"""Id of the control, name of the kind, path, expected and found."""


def expected(*, put_right: bool) -> dict[str, list[Difference]]:
    """By tampering, what the files of the controls say is found: what an apply mends, or what it does not."""
    return {
        tampering: [(each.control or name, each.kind, each.path, each.expected, each.found) for each in found]
        for name, one in tried_controls().items()
        for tampering, found in one.found.items()
        if found[0].put_right is put_right
    }


def of_data() -> set[str]:
    """Return the controls that core 1.1.0 brings: those that keep data."""
    return {name for name in layers_of_core(DATA)[0]["controls"] if not name.startswith("entra.")} | {
        "entra.inactive_accounts_secured"
    }


def listed() -> dict[str, tuple[str, str]]:
    """By tampering, kind and name of what it makes that nobody declared."""
    return {tampering: named for one in tried_controls().values() for tampering, named in one.listed.items()}


def differences(findings: list[Finding]) -> list[Difference]:
    """What was found; the ids that stand behind the names in a policy are left out."""
    return [
        (
            one.control,
            kind,
            each.path,
            *(plain(one) if kind == POLICY else one for one in (each.expected, each.found)),
        )
        for one in findings
        for kind in [one.token.rpartition(":")[2]]
        for each in one.differences
    ]


DATA = "1.1.0"
"""Version of core that brings the controls of data, and nothing of the doors but what 1.0.0 has."""
BACKUPS = ["MailboxBackup", "DriveBackup", "SiteBackup"]
"""In the order in which the controls declare them."""


@pytest.mark.engine
def test_one_apply_converges_and_every_tampering_is_found_at_its_path_and_repaired(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        enable(scratch.project)
        choose(scratch.project, "contoso")
        refused = scratch.holdfast("up", "contoso")
        assert refused.code == ExitCode.NO_ANSWER, refused.all
        assert "MailboxBackup/mailbox-backup enableService" in refused.all
        assert re.search(r"clients/Pulumi\.contoso\.yaml:\d+: MailboxBackup/", refused.all), (
            "where it is chosen"
        )
        assert "[one-way]" in refused.all
        assert scratch.writes() == []

        agree(scratch.project, "contoso")
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.NO_ANSWER, first.all
        assert {one["state"] for one in scratch.rows("conditionalAccessPolicies")} == {"enabled"}
        converges(scratch)

        drifted = found_at_their_paths(scratch, expected(put_right=True))
        of_policies = [one for one in drifted if one.token.endswith(f":{POLICY}")]
        assert {one.change and one.change.actor for one in of_policies} == {MALLORY}
        authors = [one.change or each.change for one in drifted for each in one.differences]
        assert {one.actor if one else "nobody" for one in authors} <= PEOPLE
        repaired(scratch)

        assessed = expected(put_right=False)
        for name in (*assessed, *listed()):
            control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
        findings = scratch.check().result.findings
        unmanaged = [one for one in findings if one.status is Status.UNMANAGED]
        found_there = [(one.token.rpartition(":")[2], one.name) for one in unmanaged]
        assert sorted(found_there) == sorted([*listed().values(), ("NamedLocation", "Branch offices")])
        assert all(one.made and one.made.actor in PEOPLE for one in unmanaged)
        judged = [one for one in findings if one.status in DRIFT and one.population]
        assert sorted(differences(judged), key=str) == sorted(itertools.chain(*assessed.values()), key=str)
        # What Microsoft calls a role, how full something is, and what DNS says: nobody changed it in the tenant.
        logged = [
            one for one in judged if kinds()[one.token].audit_category or kinds()[one.token].audit_operations
        ]
        changes = [each.change for one in logged for each in one.differences]
        assert changes
        assert all(one and one.actor in PEOPLE for one in changes)


@pytest.mark.engine
def test_data_alone_converges_and_what_somebody_undoes_of_it_is_found_and_put_right(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso", DATA)
        choose(scratch.project, "contoso", DATA)
        agree(scratch.project, "contoso")
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.NO_ANSWER, first.all
        converges(scratch)

        every = expected(put_right=True)
        mended = {one: found for one, found in every.items() if {each[0] for each in found} <= of_data()}
        assert len({each[0] for found in mended.values() for each in found}) >= 14
        found_at_their_paths(scratch, mended)
        repaired(scratch)


def converges(scratch: Scratch) -> None:
    """After the first apply nothing but the backup is unknown; an hour later a second one writes nothing."""
    unknown = told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS})
    assert [one.split()[1].rpartition(":")[2] for one in unknown] == BACKUPS
    assert all("was asked for within the last day" in one for one in unknown)
    scratch.clock.skipped += timedelta(hours=1).total_seconds()
    since = scratch.log.last_id()
    second = scratch.holdfast("up", "contoso")
    assert second.code == ExitCode.IN_SYNC, second.all
    assert scratch.writes(since) == []


def found_at_their_paths(scratch: Scratch, mended: dict[str, list[Difference]]) -> list[Finding]:
    """Do the tamperings, have each found just where its control says, and return the findings."""
    for name in mended:
        control.tamper(scratch.tenants, CONTOSO, name, clock=scratch.clock.utc)
    drifted = [one for one in scratch.check().result.findings if one.status in DRIFT]
    found = [
        one for one in differences(drifted) if not (one[1] == "DriveBackup" and one[2].endswith("].status"))
    ]
    assert sorted(found, key=str) == sorted(itertools.chain(*mended.values()), key=str)
    return drifted


def repaired(scratch: Scratch) -> None:
    """An apply puts everything right; of the backup that is known an hour later."""
    applied = scratch.holdfast("up", "contoso")
    assert applied.code == ExitCode.NO_ANSWER, applied.all
    scratch.clock.skipped += timedelta(hours=1).total_seconds()
    assert told(scratch.check(), set(Status) - {Status.IN_SYNC, Status.EXCEEDS}) == []


def plain(value: Any) -> Any:
    """A value of a difference without the ids that stand behind names."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.partition(" (")[0] if isinstance(value, str) else value
