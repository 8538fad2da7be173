"""Every name by which a rule looks a group up is one whose meaning is noted: a rule that does not say so fails here."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pytest

from holdfast.apply.applied import LastApplied
from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.references import moved, moved_references
from holdfast.apply.repair import drifted
from holdfast.apply.state import State, parse_state
from holdfast.drift.check import Checked
from holdfast.drift.earlier import meant
from holdfast.drift.moved_names import meant_before, note_of, with_moves
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Type
from holdfast.kinds.meanings import MEANT, meanings, names
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.directory import USER
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, RefusedError
from holdfast.model.finding import DriftResult, Finding
from holdfast.model.meaning import Meaning
from holdfast.model.plan import Cloud, Plan
from holdfast.model.report import ReportInput
from holdfast.model.status import Status
from holdfast.provider.state import changed_paths, with_applied_meanings, with_meanings
from holdfast.report.json_text import as_json
from holdfast.report.published import published
from tests.e2e.scratch import CONTOSO

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from pathlib import Path

    from holdfast.kinds.field import Field
    from holdfast.report.published import PublishedFinding
    from holdfast.tenant.asked import Condition

MARK = "A name that nobody else bears"
OLD, NEW = "0d5c0000-0000-4000-8000-000000000001", "0d5c0000-0000-4000-8000-000000000002"
RULES = [kind for _, kind in sorted(kinds().items()) if isinstance(kind, PopulationKind)]


def texts(fields: Sequence[Field], above: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    """Every input of a rule that is a text of one's own, with what it stands in."""
    for field in fields:
        if field.type is Type.OBJECT:
            yield from texts(field.fields, (*above, field))
        elif field.type is Type.STRING and not field.output and not field.values:
            yield (*above, field)


def filled(fields: Sequence[Field], path: Sequence[Field], *, last: Any = MARK) -> dict[str, Any]:
    """A rule that says what it must, and the mark at a place."""
    said: dict[str, Any] = {}
    for field in fields:
        here = bool(path) and field is path[0]
        if not here and not field.required:
            continue
        value: Any = _usual(field)
        if field.type is Type.OBJECT:
            value = filled(field.fields, path[1:] if here else (), last=last)
        elif here:
            value = last
        said[field.name] = [value] if field.many else value
    return said


def _usual(field: Field) -> Any:
    if field.type is Type.BOOLEAN:
        return True
    if field.type in (Type.INTEGER, Type.DAYS):
        return field.minimum or 1
    return field.values[0] if field.values else "usual"


class Asked:
    """A tenant that answers each list with nothing, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.graph = self.cmdlets = self

    async def collection(self, path: str, *where: Any, **_: Any) -> list[dict[str, Any]]:
        self.paths.append(unquote(where[0].on(path)) if where else unquote(path))
        return []

    async def pages(self, what: Any, *where: Any, **_: Any) -> AsyncIterator[list[Any]]:
        if isinstance(what, str):
            self.paths.append(unquote(where[0].on(what)) if where and hasattr(where[0], "on") else what)
        yield []

    async def rows(self, *_: Any, **__: Any) -> list[Any]:
        return []

    collection_of = first_page = collection

    async def entity(self, path: str, **_: Any) -> None:
        self.paths.append(unquote(path))

    @staticmethod
    def service_time() -> Any:
        raise LookupError


def lookups(kind: PopulationKind, rule: dict[str, Any]) -> list[str]:
    """The collections in which the mark is looked up when a rule is judged."""
    asked = Asked()
    with suppress(HoldfastError, *NOT_UNDERSTOOD):
        asyncio.run(cast("Any", kind.judge(cast("Any", asked), rule)))
    return [
        path.partition("?")[0].removeprefix("/beta").removeprefix("/v1.0")
        for path in asked.paths
        if MARK in path
    ]


EVERY_TEXT = [(kind, path) for kind in RULES for path in texts(kind.fields)]


@pytest.mark.parametrize(
    ("kind", "path"),
    EVERY_TEXT,
    ids=[f"{kind.name}.{'.'.join(one.name for one in path)}" for kind, path in EVERY_TEXT],
)
def test_name_by_which_a_rule_looks_a_group_up_is_stated(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    found = lookups(kind, filled(kind.fields, path))

    assert ("/groups" in found) == (path[-1].names_of == GROUP.token), found


@pytest.mark.parametrize("given", [OLD, OLD.upper()])
def test_account_that_is_given_by_its_id_means_itself(given: str) -> None:
    found = [
        names(kind, filled(kind.fields, path, last=given))
        for kind, path in NAMING
        if path[-1].names_of == USER
    ]

    assert found
    assert not any(found)


OTHERWISE = {
    "policyName": "the rule makes what bears the name, or judges it whole, whichever it is",
    "allowedAddresses": "addresses of machines",
    "fileTypes": "endings of names of files",
    "roles": "Microsoft's own roles, which nobody renames",
    "approvedRoles": "as above",
    "endlessRoles": "as above",
    "notified": "addresses that are written to, whoever reads there",
    "excludedDomains": "a domain is what it is called",
    "targetedDomainsToProtect": "as above",
    "trustedDomains": "as above",
    "targetedUsersToProtect": "a name and an address that mail is compared with, whoever reads there, or none does",
    "trustedSenders": "addresses that mail comes from, whoever writes there",
    "scopes.value": "whoever has the attribute is meant, today and tomorrow",
    "filter": "as above",
    "excludedPolicies": "not told: a policy that takes the name of one that is left out is left out in its place",
    "excludedSites": "not told: as above, of a site at the address of another one",
    "excludedAccounts": "not told: as above, of an account by its name in Exchange",
}
"""What a rule that writes names, and whose meaning is not noted."""


def test_every_text_of_a_rule_that_writes_names_whose_meaning_is_noted_or_says_why_not() -> None:
    """So an account that an apply is to leave alone, or to hold, is noted by its id wherever it is given by a name."""
    texts_of = [(".".join(one.name for one in path), path[-1]) for kind, path in EVERY_TEXT if kind.writes]

    assert {name for name, field in texts_of if not field.names_of} == set(OTHERWISE)
    people = [
        field for _, field in texts_of if "ser principal name" in field.doc or "ids of users" in field.doc
    ]
    assert people
    assert {field.names_of for field in people} == {USER}


NAMING = [(kind, path) for kind, path in EVERY_TEXT if path[-1].names_of and kind.writes]
EVERY_NAME = pytest.mark.parametrize(
    ("kind", "path"),
    NAMING,
    ids=[f"{kind.name}.{'.'.join(one.name for one in path)}" for kind, path in NAMING],
)


def meaning(path: Sequence[Field], object_id: str, name: str = MARK) -> Meaning:
    return Meaning(path[-1].names_of, name, object_id)


def looked(kind: PopulationKind, path: tuple[Field, ...], *now: Meaning) -> Checked:
    """A look at one rule, in sync, whose names mean something."""
    where = f"urn:pulumi:contoso::holdfast::{kind.token}::one"
    rule = DesiredResource(where, kind.token, "one", "entra.x", filled(kind.fields, path))
    found = Finding(status=Status.IN_SYNC, urn=where, token=kind.token, name="one", control="entra.x")
    plan = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
    result = DriftResult("contoso", CONTOSO, "core@1.0.0", "now", (found,), cloud=Cloud.EMBEDDED)
    return Checked(result, Recording(plan, (rule,), ()), Live(meanings={where: now}))


def kept(before: Checked, *meant: Meaning) -> State:
    return parse_state(deployment(before, *meant))


def deployment(before: Checked, *meant: Meaning) -> dict[str, Any]:
    """What the engine keeps of a rule whose names meant something when it was applied."""
    (rule,) = before.recording.desired
    row = {
        "urn": rule.urn,
        "type": rule.token,
        "id": "one",
        "custom": True,
        "inputs": rule.inputs,
        "outputs": {**rule.inputs, **({MEANT: [one.line for one in meant]} if meant else {})},
    }
    return {"resources": [row]}


@EVERY_NAME
def test_name_that_means_another_object_is_told_confirmed_and_written(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    before = looked(kind, path, meaning(path, NEW))
    state = kept(before, meaning(path, OLD, MARK.upper()))

    (one,) = moved(kinds(), before.recording.desired, state, before.live)

    assert moved_references(kinds(), before.recording.desired, state, before.live) == ()
    assert (one.token, one.name, one.was, one.becomes) == (path[-1].names_of, MARK, (OLD,), NEW)
    assert one.where == (f"one {'.'.join(each.name for each in path)}",)
    with pytest.raises(RefusedError) as refusal:
        require_same_objects([one], Consent())
    assert refusal.value.slug == "moved-name"
    require_same_objects([one], Consent(moved=frozenset({MARK})))
    assert [found.urn for found in drifted(before, state)] == [one.urn for one in before.recording.desired]


@EVERY_NAME
@pytest.mark.parametrize(
    ("now", "before", "due"),
    [
        ([(OLD, MARK)], [(OLD, MARK)], False),
        ([(OLD, MARK)], [(OLD, MARK.upper())], False),
        ([], [(OLD, MARK)], False),
        ([(NEW, MARK)], [], True),
        ([], [], False),
    ],
    ids=["the same", "in another letter case", "nothing now", "not noted yet", "nothing at all"],
)
def test_name_that_has_not_moved_asks_nothing_and_what_is_not_noted_is(
    kind: PopulationKind,
    path: tuple[Field, ...],
    now: Sequence[tuple[str, str]],
    before: Sequence[tuple[str, str]],
    due: bool,
) -> None:
    seen = looked(kind, path, *(meaning(path, *one) for one in now))
    state = kept(seen, *(meaning(path, *one) for one in before))

    assert moved(kinds(), seen.recording.desired, state, seen.live) == ()
    assert bool(drifted(seen, state)) == due


@EVERY_NAME
def test_refresh_keeps_what_was_meant_and_a_write_notes_what_is(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    rule = filled(kind.fields, path)
    old = {**rule, MEANT: [meaning(path, OLD).line]}

    read = with_meanings(kind, rule, old, [meaning(path, NEW)])
    written = with_applied_meanings(kind, rule, read, [meaning(path, NEW)])

    assert read[MEANT] == old[MEANT]
    (told,) = read[kind.notes]
    assert all(part in told for part in (OLD, NEW, MARK))
    assert [name for name, _, _ in changed_paths(kind, read, rule)] == [kind.notes]
    assert written == {**rule, MEANT: [meaning(path, NEW).line]}
    assert changed_paths(kind, written, rule) == []


@EVERY_NAME
def test_what_a_name_meant_is_kept_while_it_means_nothing_and_goes_with_the_name(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    rule, other = filled(kind.fields, path), filled(kind.fields, path, last="Another name")
    old = {**rule, MEANT: [meaning(path, OLD).line]}

    for after in (with_meanings(kind, rule, old, []), with_applied_meanings(kind, rule, old, [])):
        assert after == old
    assert with_applied_meanings(kind, other, old, [])[MEANT] == []


NOT_MOVED = {"the same": NEW, "not known": ""}
STATUSES = [one for one in Status if one not in (Status.MISSING, Status.UNMANAGED)]


def told(
    seen: Checked,
    note: Path | None,
    earlier: Mapping[str, tuple[Meaning, ...]] | None = None,
    status: Status = Status.IN_SYNC,
) -> Finding:
    """The finding on a rule with what its names mean, of a check on a machine with a note or an earlier check."""
    desired = seen.recording.desired
    (finding,) = [replace(one, status=status) for one in seen.result.findings]
    before = meant_before(desired, seen.live, note, earlier or {})
    (found,) = with_moves(kinds(), desired, seen.live, [finding], before)
    return found


def noted(seen: Checked, folder: Path, *meant: Meaning) -> Path:
    """The note of a machine that applied the rule when its name meant this."""
    note = note_of(folder, "contoso")
    LastApplied(note, list).keep(deployment(seen, *meant), "digest")
    return note


@EVERY_NAME
@pytest.mark.parametrize("status", STATUSES)
def test_name_that_moved_is_drift_wherever_it_is_known_what_it_meant(
    kind: PopulationKind, path: tuple[Field, ...], status: Status, tmp_path: Path
) -> None:
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired

    for note, earlier in (
        (noted(seen, tmp_path, meaning(path, OLD, MARK.upper())), {}),
        (None, {rule.urn: (meaning(path, OLD),)}),
    ):
        found = told(seen, note, earlier, status)

        assert [(one.was.id, one.now.id) for one in found.moves] == [(OLD, NEW)]
        assert [one.id for one in found.meant] == [OLD]
        if status is Status.NOT_APPLICABLE:  # what the tenant is not licensed for does not act
            assert found.status is status
            continue
        assert found.status is Status.DRIFTED
        (one,) = found.differences
        assert one.path == ".".join(each.name for each in path)
        assert (OLD in one.expected, one.found) == (True, f"{MARK} ({NEW})")
        assert one.by_hand
        accepted = replace(found, differences=(replace(one, accepted=True),))
        assert [one.id for one in accepted.meant] == [NEW]


@EVERY_NAME
@pytest.mark.parametrize("meant", NOT_MOVED.values(), ids=NOT_MOVED)
def test_name_that_has_not_moved_is_no_drift_and_what_it_means_is_said(
    kind: PopulationKind, path: tuple[Field, ...], meant: str, tmp_path: Path
) -> None:
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired
    said = (meaning(path, meant),) if meant else ()

    for note, earlier in ((noted(seen, tmp_path, *said), {}), (None, {rule.urn: said})):
        found = told(seen, note, earlier)
        assert (found.status, found.differences, found.moves) == (Status.IN_SYNC, (), ())
        assert found.meant == (meaning(path, NEW),)


@EVERY_NAME
def test_what_a_name_meant_is_not_forgotten_by_checks_that_could_not_say(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    """While nothing bears it, while the groups cannot be read, and by a chain of checks that nobody answered."""
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired
    earlier: dict[str, tuple[Meaning, ...]] = {rule.urn: (meaning(path, OLD),)}

    for live in (Live(meanings={rule.urn: ()}), Live(), seen.live):
        found = told(replace(seen, live=live), None, earlier)
        earlier = meant([json.loads(json.dumps(as_json(published_of(found))))])
        assert earlier == {rule.urn: (meaning(path, OLD),)}
    assert found.status is Status.DRIFTED


def published_of(finding: Finding) -> PublishedFinding:
    """What JSON is made of."""
    plan = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
    result = DriftResult(
        "contoso", CONTOSO, "core@1.0.0", "2026-11-28T00:00:00Z", (finding,), cloud=plan.cloud
    )
    given = ReportInput(result=result, controls=(), generated_at=datetime.now(UTC))
    (found,) = published(given)
    return found


@EVERY_NAME
def test_what_was_applied_from_here_is_younger_than_what_a_check_said(
    kind: PopulationKind, path: tuple[Field, ...], tmp_path: Path
) -> None:
    """So whoever confirms a move by `holdfast up` is not told of it again."""
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired

    found = told(seen, noted(seen, tmp_path, meaning(path, NEW)), {rule.urn: (meaning(path, OLD),)})

    assert (found.status, found.meant) == (Status.IN_SYNC, (meaning(path, NEW),))


@pytest.mark.parametrize("written", [None, "", "[]", "{}", '{"rows": []}', '{"rows": {"urn": 1}}', "\x00"])
def test_check_with_a_note_that_it_does_not_know_says_what_it_found(
    written: str | None, tmp_path: Path
) -> None:
    kind, path = NAMING[0]
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired
    if written is not None:
        (tmp_path / "note").write_text(written.replace("urn", rule.urn))

    assert told(seen, tmp_path / "note").meant == (meaning(path, NEW),)
    assert told(seen, None).meant == (meaning(path, NEW),)


@EVERY_NAME
@pytest.mark.parametrize("outputs", [{}, {MEANT: None}, {MEANT: "x"}, {MEANT: [None, "", "x", "a b"]}])
def test_outputs_of_another_form_are_no_meaning_of_this_name(
    kind: PopulationKind, path: tuple[Field, ...], outputs: dict[str, Any]
) -> None:
    seen = looked(kind, path, meaning(path, NEW))
    (rule,) = seen.recording.desired
    row = {"urn": rule.urn, "type": rule.token, "id": "one", "custom": True, "outputs": outputs}

    state = parse_state({"resources": [row]})

    assert moved(kinds(), seen.recording.desired, state, seen.live) == ()
    assert with_meanings(kind, rule.inputs, outputs, [meaning(path, NEW)])[MEANT] == [meaning(path, NEW).line]


@EVERY_NAME
@pytest.mark.parametrize("ids", [[], [OLD], [OLD, NEW]], ids=len)
def test_name_means_the_one_object_that_bears_it(
    kind: PopulationKind, path: tuple[Field, ...], ids: list[str]
) -> None:
    async def collection(_: str, where: Condition, **__: Any) -> list[dict[str, Any]]:
        bearers = [{"id": one.upper(), "displayName": MARK, "userPrincipalName": MARK.upper()} for one in ids]
        return where.held("objects", bearers)

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(collection=collection)))

    found = asyncio.run(meanings(tenant, kind, filled(kind.fields, path)))

    assert found == tuple(meaning(path, one) for one in ids if len(ids) == 1)


def test_what_is_only_judged_means_nothing_that_is_noted_and_what_an_object_names_it_keeps_itself() -> None:
    judged = [(kind, path) for kind, path in EVERY_TEXT if path[-1].names_of and not kind.writes]

    assert judged
    for kind, path in judged:
        assert names(kind, filled(kind.fields, path)) == {}
    for one in kinds().values():
        assert one.is_rule or not any(path[-1].names_of for path in texts(one.fields))
    assert {path[-1].names_of for _, path in EVERY_TEXT} == {"", GROUP.token, USER}
