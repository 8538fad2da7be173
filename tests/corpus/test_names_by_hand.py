"""Who is meant by a name is asked of a program by hand as of `holdfast up`, over every kind that it writes by name."""

from __future__ import annotations

import asyncio
import contextlib
import unicodedata
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.apply import unasked
from holdfast.apply.state import Kept, State
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import ASKED, REPLACE
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError
from holdfast.model.meaning import Meaning
from holdfast.model.plan import Cloud, Plan
from holdfast.provider.values import wrapped
from holdfast.provider.verbs import KindProvider
from tests.corpus.strategies import leaves, with_value
from tests.corpus.test_names_in_rules import EVERY_NAME, MARK, NEW, OLD, filled, meaning
from tests.embedded.test_built_in_names import Provider as Serving
from tests.embedded.test_built_in_names import create

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.kinds.field import Field
    from tests.corpus.strategies import Leaf

PLAN = Plan("a", "a.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
OURS = [
    one
    for _, one in sorted(kinds().items())
    if one.token.startswith("azuread:") and one.shape is Shape.OBJECT and one.name != "User"
]
"""What the azuread plugin makes, which asks nobody; the others are made by our own provider."""
EVERY_OBJECT = pytest.mark.parametrize("kind", OURS, ids=lambda one: one.name)
NAME = "Café of the board"
SPELLINGS = {
    "another letter case": NAME.upper(),
    "a blank after it": f"{NAME} ",
    "a blank before it": f" {NAME}",
    "a blank that does not break": f"{NAME}\u00a0",
    "one of these within": NAME.replace(" ", "\u00a0", 1),
    "decomposed": unicodedata.normalize("NFD", NAME),
}


def declared(kind: Kind, name: str = NAME, **more: Any) -> DesiredResource:
    inputs = {kind.key: name, **more}
    return DesiredResource(f"urn:pulumi:a::holdfast::{kind.token}::one", kind.token, "one", "", inputs)


def holding(one: DesiredResource, object_id: str = OLD, **more: Any) -> State:
    kept = Kept(one.urn, one.token, f"{kinds()[one.token].id_prefix}{object_id}", one.inputs, stays=False)
    return State({one.urn: replace(kept, **more)})


def there(kind: Kind, *found: tuple[str, str]) -> Live:
    """What was read of a tenant: objects of one kind by id and name."""
    live = Live(objects={kind.token: tuple(LiveObject(id=i, key=n, inputs={kind.key: n}) for i, n in found)})
    for one in live.objects[kind.token]:
        live.directory.add(kind, one)
    return live


def refused(state: State, live: Live, *desired: DesiredResource) -> str:
    """The name of the refusal; empty where a program by hand goes on."""
    try:
        unasked._refuse_other_objects(Recording(PLAN, desired, ()), state, live)
        unasked._refuse_moved(Recording(PLAN, desired, ()), state, live)
    except RefusedError as error:
        return error.slug
    return ""


@EVERY_OBJECT
def test_what_is_there_and_not_in_the_state_is_never_made_twice(kind: Kind) -> None:
    one, live = declared(kind), there(kind, (OLD, NAME))

    assert refused(State(), live, one) == "already-there"
    assert refused(State(), live, replace(one, imported=f"{kind.id_prefix}{OLD}")) == ""
    assert refused(State(), there(kind), one) == ""
    assert refused(holding(one), live, one) == ""


@EVERY_OBJECT
@pytest.mark.parametrize("spelled", [str.lower, str.upper])
def test_what_is_imported_bears_the_declared_name(kind: Kind, spelled: Callable[[str], str]) -> None:
    """Whatever else would be asked about what is taken over goes by names: it would go unasked."""
    one = declared(kind)
    old = replace(one, imported=f"{kind.id_prefix}{spelled(OLD)}")

    assert refused(State(), there(kind, (OLD, "Of a control")), old) == "imported-otherwise"
    assert refused(State(), there(kind, (NEW, NAME)), old) == "imported-otherwise"
    assert refused(State(), there(kind, (OLD, "Of a control"), (NEW, NAME)), old) == "imported-otherwise"
    assert refused(holding(one, NEW), there(kind, (OLD, "Other"), (NEW, NAME)), old) == "imported-otherwise"
    assert refused(State(), there(kind, (OLD, NAME)), old) == ""
    assert refused(State(), there(kind), old) == "", "the engine says that it is not there"
    assert refused(holding(one), there(kind, (OLD, "Renamed by hand")), old) == "", "it is held, not imported"
    by_name = replace(one, imported=NAME)
    assert refused(State(), there(kind, (OLD, NAME)), by_name) == "", "some services take a name for an id"


@EVERY_OBJECT
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_twin_in_another_spelling_is_never_made(kind: Kind, spelling: str) -> None:
    one = declared(kind)

    found = refused(State(), there(kind, (OLD, spelling)), one)

    # The service itself takes some kinds' names for the same in any letter case.
    assert found == (
        "already-there" if kind.normal_key(spelling) == kind.normal_key(NAME) else "ambiguous-name"
    )
    # What the state holds is known by its id: a name that somebody wrote otherwise is put right.
    assert refused(holding(one), there(kind, (OLD, spelling)), one) == ""
    # A twin beside ours makes neither ours nor a third one.
    assert refused(holding(one), there(kind, (OLD, NAME), (NEW, spelling)), one) == ""


@EVERY_OBJECT
def test_name_that_two_bear_or_another_one_bears_now_is_refused(kind: Kind) -> None:
    one = declared(kind)

    assert refused(State(), there(kind, (OLD, NAME), (NEW, NAME)), one) == "ambiguous-name"
    assert refused(holding(one), there(kind, (OLD, "Renamed"), (NEW, NAME)), one) == "moved-name"
    assert refused(holding(one), there(kind, (NEW, NAME)), one) == "moved-name"
    other = declared(kind, "Another name")
    assert refused(holding(one), there(kind, (OLD, NAME), (NEW, "Another name")), other) == "name-taken"
    assert refused(holding(one), there(kind, (OLD, NAME)), other) == ""


@EVERY_OBJECT
def test_what_the_program_calls_otherwise_is_not_taken_for_another_one(kind: Kind) -> None:
    one = declared(kind)
    later = replace(one, urn=f"{one.urn}-anew", name="one-anew")

    assert refused(holding(one), there(kind, (OLD, NAME)), later) == "renamed-in-program"


REFERRING = [
    (kind, leaf)
    for kind in OURS
    for leaf in leaves(kind.fields)
    if leaf.field.refers_to and not leaf.field.codec
]


@pytest.mark.parametrize(
    ("kind", "leaf"), REFERRING, ids=[f"{kind.name}.{leaf.shown}" for kind, leaf in REFERRING]
)
def test_id_that_moved_under_a_name_that_is_referred_to_is_refused(kind: Kind, leaf: Leaf) -> None:
    """Groups and accounts alike: whatever a policy names."""
    target = kinds()[leaf.field.refers_to]
    own = reference(target.token, MARK)
    one = declared(kind)
    one = replace(one, inputs=with_value(one.inputs, leaf, [own] if leaf.field.many else own))
    applied = with_value({kind.key: NAME}, leaf, [OLD] if leaf.field.many else OLD)
    state = holding(one, inputs=applied)
    live = there(kind, (OLD, NAME))
    others = there(target, (OLD, "Until 2025"), (NEW, MARK))
    both = replace(live, objects={**live.objects, **others.objects}, directory=others.directory)

    assert refused(state, both, one) == "moved-name"
    same = there(target, (OLD, MARK))
    assert refused(state, replace(both, directory=same.directory), one) == ""


@EVERY_NAME
def test_name_in_a_rule_that_moved_is_refused(
    kind: Kind, path: Sequence[Field], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it means now is read before anything is written, and of every rule whose names the state has noted."""
    urn = f"urn:pulumi:a::holdfast::{kind.token}::one"
    rule = DesiredResource(urn, kind.token, "one", "", filled(kind.fields, path))
    asked: list[Kind] = []

    async def now(_tenant: object, of: Kind, _rule: object) -> tuple[Meaning, ...]:
        asked.append(of)
        return (meaning(path, NEW),)

    monkeypatch.setattr(unasked, "meanings", now)
    monkeypatch.setattr(unasked, "open_plan", lambda *_: contextlib.nullcontext())
    recording = Recording(PLAN, (rule,), ())
    for meant, slug in (((meaning(path, OLD),), "moved-name"), ((meaning(path, NEW),), ""), ((), "")):
        state = State({urn: Kept(urn, kind.token, "one", rule.inputs, stays=False, meant=meant)})
        live = asyncio.run(unasked._look(recording, state, Path()))
        assert refused(state, live, rule) == slug
    assert asked == [kind, kind]  # of what nothing is noted, nothing can have moved


EVERY_KIND_OF_OBJECTS = pytest.mark.parametrize(
    "kind", [one for _, one in sorted(kinds().items()) if one.shape is Shape.OBJECT], ids=lambda one: one.name
)


@EVERY_KIND_OF_OBJECTS
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_our_own_provider_makes_no_twin_of_another_spelling(
    kind: Kind, spelling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = LiveObject(id=OLD, key=spelling, inputs={kind.key: spelling})
    by_hand = Serving(kind, monkeypatch, theirs)

    with pytest.raises(RefusedError, match=OLD):
        create(by_hand, kind, NAME)

    assert by_hand.writes == []
    create(by_hand, kind, "Another name")
    assert by_hand.writes == ["written"]


@EVERY_KIND_OF_OBJECTS
def test_what_holdfast_up_has_looked_for_is_not_looked_for_again(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ASKED, "digest")
    asked = Serving(kind, monkeypatch, LiveObject(id=OLD, key=f"{NAME}\u00a0", inputs={kind.key: NAME}))

    create(asked, kind, NAME)

    assert asked.writes == ["written"]


class Provider(KindProvider):
    """Serves every kind, and reaches no tenant."""

    def __init__(self) -> None:
        super().__init__("m365", "1", kinds())


NAMED_FOR_GOOD = [
    one
    for _, one in sorted(kinds().items())
    if any(field.name == one.key and field.fixed for field in one.fields)
]


@pytest.mark.parametrize("kind", NAMED_FOR_GOOD, ids=lambda one: one.name)
def test_renaming_what_cannot_be_renamed_asks_whoever_drives_the_engine(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine would make another one, and what protects data would stay beside it, published as it is."""
    old, new = declared(kind, "Old name"), declared(kind, "New name")
    monkeypatch.delenv(REPLACE, raising=False)
    given = {"old_state": wrapped(old.inputs), "new_inputs": wrapped(new.inputs), "ignore_changes": []}
    request = cast("Any", SimpleNamespace(urn=old.urn, type=kind.token, **given))

    with pytest.raises(RefusedError) as refusal:
        asyncio.run(Provider().diff(request))

    assert refusal.value.slug == "replacement-refused"
    assert ("stays beside it" in str(refusal.value)) == kind.protects_data
    monkeypatch.setenv(REPLACE, f'["{old.urn}"]')
    assert asyncio.run(Provider().diff(request)).replaces == [kind.key]


def test_there_are_such_kinds() -> None:
    assert len(NAMED_FOR_GOOD) > 3
    assert {leaf.field.refers_to for _, leaf in REFERRING} >= {GROUP}
