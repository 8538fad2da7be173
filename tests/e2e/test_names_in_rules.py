"""A rule that names a group looks it up each time: another group under the old name is confirmed before it is meant."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.meanings import MEANT
from holdfast.model.directory import GROUP, USER
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, Printed, Scratch, need_engine
from tests.e2e.test_gates import CLIENT, Client, group

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

NAMES = ("Board", "Machines", "CA-BreakGlass")
"""Names of groups that the rules look up: for a longer hold, for who is left out, and for the emergency accounts."""
BASELINE = """\
baseline: naming
version: 1.0.0
parameters:
  emergency_accounts:
    type: list
    description: User principal names of the emergency accounts.
controls:
  entra.break_glass_excluded:
    group: CA-BreakGlass
    accounts: ${emergency_accounts}
  exchange.litigation_hold_enabled:
    duration_days: 2555
    scopes: [{group: Board, duration_days: 3650}]
  entra.inactive_accounts_secured:
    enabled: true
    hold_days: 2555
    emergency_group: CA-BreakGlass
    emergency_accounts: ${emergency_accounts}
    excluded_groups: [Machines]
"""
WRITTEN = f"""\
encryptionsalt: v1:UzE5L3j8Yh8=:v1:2m8Ds2kQwYMZrwPG:bE2hIzPK6IOg0bwClBhuZNJLcQaeaQ==
config:
  holdfast:tenant: {CONTOSO}
  holdfast:cloud: embedded
  holdfast:baseline: naming@1.0.0
  holdfast:parameters:
    emergency_accounts: [bg1@{CONTOSO}, bg2@{CONTOSO}]
"""
_IDS = {
    "Board": "0d5c0000-0000-4000-8000-000000000100",
    "Machines": "0d5c0000-0000-4000-8000-000000000101",
}
"""Of the groups that the program only names."""


def _moved(finding: dict[str, Any]) -> list[str]:
    """The names of groups that a finding tells as moved."""
    shown = [
        value
        for one in finding["differences"]
        if one["note"].startswith("another object bears this name")
        for value in (one["found"] if isinstance(one["found"], list) else [one["found"]])
    ]
    return [name for name in NAMES if any(value.startswith(f"{name} (") for value in shown)]


@dataclass
class Naming(Client):
    """A program of rules that name groups."""

    def __post_init__(self) -> None:
        Scratch.__post_init__(self)
        (self.project / "baselines/naming").mkdir()
        (self.project / "baselines/naming/1.0.0.yaml").write_text(BASELINE)
        (self.project / CLIENT).write_text(WRITTEN)
        self.written = WRITTEN
        for name, key in _IDS.items():
            self.put("groups", group(key, name))

    def bearers(self, name: str) -> list[dict[str, Any]]:
        """The groups of a name."""
        return [dict(one) for one in self.rows("groups") if one["displayName"] == name]

    def meant(self, token: str = GROUP) -> dict[str, str]:
        """What the state says that each name of a group, or of an account, means."""
        rows = self.state["checkpoint"]["latest"]["resources"]
        lines = [line for row in rows for line in (row.get("outputs") or {}).get(MEANT, ())]
        return {name: found for of, found, name in (line.split(" ", 2) for line in lines) if of == token}

    def now(self) -> dict[str, str]:
        """What each name means in the tenant."""
        return {name: str(self.bearers(name)[0]["id"]) for name in NAMES}

    def told(self, *options: str) -> set[str]:
        """The names of which a check says that they have moved; which is drift."""
        printed = self.holdfast("drift", "contoso", "--format", "json", *options)
        found = [name for one in json.loads(printed.out)["findings"] for name in _moved(one)]
        assert not found or printed.code == ExitCode.DRIFT
        return set(found)

    def move(self, name: str) -> tuple[str, str]:
        """Calls a group otherwise, and makes another one of its name; returns the ids of both."""
        (old,) = self.bearers(name)
        new = f"{old['id'][:-4]}f{old['id'][-3:]}"
        self.put("groups", {**old, "displayName": f"{name} until 2025"})
        self.put("groups", {**old, "id": new})
        return str(old["id"]), new

    def went(self, *options: str) -> Printed:
        """Runs an `up` that must go through, whatever drift is left."""
        printed = self.holdfast("up", "contoso", *options)
        assert printed.code != ExitCode.NO_ANSWER, printed.all
        return printed


@pytest.fixture(scope="module")
def naming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Naming]:
    need_engine()
    with Naming(tmp_path_factory.mktemp("naming") / "scratch") as made:
        made.went("--adopt")
        yield made


def test_what_a_name_means_is_noted_and_a_run_that_changes_nothing_writes_nothing(naming: Naming) -> None:
    assert naming.meant() == naming.now()
    emergency = {str(one["userPrincipalName"]): one["id"] for one in naming.rows("users")}
    assert naming.meant(USER) == {name: emergency[name] for name in (f"bg1@{CONTOSO}", f"bg2@{CONTOSO}")}
    since, state = naming.log.last_id(), naming.state

    naming.went()

    assert naming.writes(since) == []
    assert naming.state == state


def test_what_a_name_means_is_asked_once_with_the_rule_that_looks_it_up(naming: Naming) -> None:
    for command in ("drift", "preview"):
        since = naming.log.last_id()

        naming.holdfast(command, "contoso")

        asked = [one.path for one in naming.log.entries(since) if "/groups?" in one.path]
        # A preview has a check before it, and a refresh in which the provider reads as well.
        assert [sum(name in path for path in asked) for name in _IDS] == [
            1 if command == "drift" else 2
        ] * len(_IDS)


def test_names_in_rules_that_moved_to_other_groups_are_confirmed_once(naming: Naming, tmp_path: Path) -> None:
    earlier, note = tmp_path / "earlier.json", naming.home / "applied/contoso.json"
    assert naming.told("--output", f"json={earlier}", "--record", str(tmp_path / "history")) == set()
    ids = {name: naming.move(name) for name in _IDS}
    since = naming.log.last_id()

    # What a run by hand reads into the state before its program is refused takes nothing for confirmed.
    by_hand = naming.pulumi("up", "--yes", "--skip-preview")

    assert by_hand.code != 0
    assert "[moved-name]" in by_hand.all, by_hand.all
    assert naming.writes(since) == []
    # The emergency group is the program's own, and is looked up as well.
    ids["CA-BreakGlass"] = naming.move("CA-BreakGlass")
    said = naming.refused("moved-name", "up", "contoso")
    for name, (old, new) in ids.items():
        assert (old in said, new in said, f"--accept-moved {name}" in said) == (True, True, True)
        assert naming.meant()[name] == old
    preview = naming.holdfast("preview", "contoso")
    assert "[moved-name]" in preview.out, preview.all
    assert all(f"'{name}' is {new} now" in preview.out for name, (_, new) in ids.items())
    assert naming.told() == set(NAMES)
    # On another machine nobody has noted what was applied: an earlier check has.
    noted = note.read_bytes()
    note.unlink()
    assert naming.told() == set()
    assert naming.told("--since", str(earlier)) == set(NAMES)
    assert naming.told("--record", str(tmp_path / "history")) == set(NAMES)
    note.write_bytes(noted)

    naming.went(*(word for name in NAMES for word in ("--accept-moved", name)))

    assert naming.told("--record", str(tmp_path / "history")) == set()
    assert naming.meant() == naming.now() == {name: new for name, (_, new) in ids.items()}
    since, state = naming.log.last_id(), naming.state
    naming.went()
    assert naming.writes(since) == []
    assert naming.state == state


def test_state_from_before_meanings_were_noted_asks_nothing_and_notes_them(naming: Naming) -> None:
    path = naming.home / "state/.pulumi/stacks/holdfast/contoso.json"
    state = json.loads(path.read_text())
    for row in state["checkpoint"]["latest"]["resources"]:
        (row.get("outputs") or {}).pop(MEANT, None)
    path.write_text(json.dumps(state))
    since = naming.log.last_id()
    assert naming.meant() == {}

    naming.went()

    assert naming.meant() == naming.now()
    assert naming.writes(since) == []
