"""Every name by which a rule looks a group up is one whose meaning is noted: a rule that does not say so fails here."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pytest

from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.references import moved, moved_references
from holdfast.apply.repair import drifted
from holdfast.apply.state import State, parse_state
from holdfast.drift.check import Checked
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Type
from holdfast.kinds.meanings import MEANT, Meaning, meanings, names
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, RefusedError
from holdfast.model.finding import DriftResult, Finding
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Status
from holdfast.provider.state import changed_paths, with_applied_meanings, with_meanings
from tests.e2e.scratch import CONTOSO

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.tenant.asked import Condition

MARK = "A name that nobody else bears"
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


NAMING = [(kind, path) for kind, path in EVERY_TEXT if path[-1].names_of and kind.writes]
EVERY_NAME = pytest.mark.parametrize(
    ("kind", "path"),
    NAMING,
    ids=[f"{kind.name}.{'.'.join(one.name for one in path)}" for kind, path in NAMING],
)
OLD, NEW = "0d5c0000-0000-4000-8000-000000000001", "0d5c0000-0000-4000-8000-000000000002"


def meaning(object_id: str, name: str = MARK) -> Meaning:
    return Meaning(GROUP.token, name, object_id)


def looked(kind: PopulationKind, path: tuple[Field, ...], *now: Meaning) -> Checked:
    """A look at one rule, in sync, whose names mean something."""
    where = f"urn:pulumi:contoso::holdfast::{kind.token}::one"
    rule = DesiredResource(where, kind.token, "one", "entra.x", filled(kind.fields, path))
    found = Finding(status=Status.IN_SYNC, urn=where, token=kind.token, name="one", control="entra.x")
    plan = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
    result = DriftResult("contoso", CONTOSO, "core@1.0.0", "now", (found,), cloud=Cloud.EMBEDDED)
    return Checked(result, Recording(plan, (rule,), ()), Live(meanings={where: now}))


def kept(before: Checked, *meant: Meaning) -> State:
    (rule,) = before.recording.desired
    row = {
        "urn": rule.urn,
        "type": rule.token,
        "id": "one",
        "custom": True,
        "inputs": rule.inputs,
        "outputs": {**rule.inputs, **({MEANT: [one.line for one in meant]} if meant else {})},
    }
    return parse_state({"resources": [row]})


@EVERY_NAME
def test_name_that_means_another_object_is_told_confirmed_and_written(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    before = looked(kind, path, meaning(NEW))
    state = kept(before, meaning(OLD, MARK.upper()))

    (one,) = moved(kinds(), before.recording.desired, state, before.live)

    assert moved_references(kinds(), before.recording.desired, state, before.live) == ()
    assert (one.token, one.name, one.was, one.becomes) == (GROUP.token, MARK, (OLD,), NEW)
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
        ((meaning(OLD),), (meaning(OLD),), False),
        ((meaning(OLD),), (meaning(OLD, MARK.upper()),), False),
        ((), (meaning(OLD),), False),
        ((meaning(NEW),), (), True),
        ((), (), False),
    ],
    ids=["the same", "in another letter case", "nothing now", "not noted yet", "nothing at all"],
)
def test_name_that_has_not_moved_asks_nothing_and_what_is_not_noted_is(
    kind: PopulationKind,
    path: tuple[Field, ...],
    now: tuple[Meaning, ...],
    before: tuple[Meaning, ...],
    due: bool,
) -> None:
    seen = looked(kind, path, *now)
    state = kept(seen, *before)

    assert moved(kinds(), seen.recording.desired, state, seen.live) == ()
    assert bool(drifted(seen, state)) == due


@EVERY_NAME
def test_refresh_keeps_what_was_meant_and_a_write_notes_what_is(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    rule = filled(kind.fields, path)
    old = {**rule, MEANT: [meaning(OLD).line]}

    read = with_meanings(kind, rule, old, [meaning(NEW)])
    written = with_applied_meanings(kind, rule, read, [meaning(NEW)])

    assert read[MEANT] == old[MEANT]
    (told,) = read[kind.notes]
    assert all(part in told for part in (OLD, NEW, MARK))
    assert [name for name, _, _ in changed_paths(kind, read, rule)] == [kind.notes]
    assert written == {**rule, MEANT: [meaning(NEW).line]}
    assert changed_paths(kind, written, rule) == []


@EVERY_NAME
def test_what_a_name_meant_is_kept_while_it_means_nothing_and_goes_with_the_name(
    kind: PopulationKind, path: tuple[Field, ...]
) -> None:
    rule, other = filled(kind.fields, path), filled(kind.fields, path, last="Another name")
    old = {**rule, MEANT: [meaning(OLD).line]}

    for after in (with_meanings(kind, rule, old, []), with_applied_meanings(kind, rule, old, [])):
        assert after == old
    assert with_applied_meanings(kind, other, old, [])[MEANT] == []


@EVERY_NAME
@pytest.mark.parametrize("outputs", [{}, {MEANT: None}, {MEANT: "x"}, {MEANT: [None, "", "x", "a b"]}])
def test_outputs_of_another_form_are_no_meaning_of_this_name(
    kind: PopulationKind, path: tuple[Field, ...], outputs: dict[str, Any]
) -> None:
    seen = looked(kind, path, meaning(NEW))
    (rule,) = seen.recording.desired
    row = {"urn": rule.urn, "type": rule.token, "id": "one", "custom": True, "outputs": outputs}

    state = parse_state({"resources": [row]})

    assert moved(kinds(), seen.recording.desired, state, seen.live) == ()
    assert with_meanings(kind, rule.inputs, outputs, [meaning(NEW)])[MEANT] == [meaning(NEW).line]


@EVERY_NAME
@pytest.mark.parametrize("ids", [[], [OLD], [OLD, NEW]], ids=len)
def test_name_means_the_one_object_that_bears_it(
    kind: PopulationKind, path: tuple[Field, ...], ids: list[str]
) -> None:
    async def collection(_: str, where: Condition, **__: Any) -> list[dict[str, Any]]:
        return where.held("groups", [{"id": one.upper(), "displayName": MARK} for one in ids])

    tenant = cast("Any", SimpleNamespace(graph=SimpleNamespace(collection=collection)))

    found = asyncio.run(meanings(tenant, kind, filled(kind.fields, path)))

    assert found == tuple(meaning(one) for one in ids if len(ids) == 1)


def test_what_is_only_judged_means_nothing_that_is_noted_and_what_an_object_names_it_keeps_itself() -> None:
    judged = [(kind, path) for kind, path in EVERY_TEXT if path[-1].names_of and not kind.writes]

    assert judged
    for kind, path in judged:
        assert names(kind, filled(kind.fields, path)) == {}
    for one in kinds().values():
        assert one.is_rule or not any(path[-1].names_of for path in texts(one.fields))
    assert {path[-1].names_of for _, path in EVERY_TEXT} == {"", GROUP.token}
