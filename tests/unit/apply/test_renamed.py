"""An object that the state holds under another name is never taken for one that nobody holds."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.gates.renamed import require_one_heir, require_one_name
from holdfast.apply.state import Kept, State
from holdfast.drift.check import Checked
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.kinds.kind import Shape
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.finding import DriftResult, Finding
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Status

if TYPE_CHECKING:
    from holdfast.kinds.kind import Kind

PLAN = Plan("contoso", "c.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
OBJECTS = [kind for kind in kinds().values() if kind.shape is Shape.OBJECT]
ID = "0d5c0000-0000-4000-8000-0000000000AB"


def urn(kind: Kind, parents: str, name: str) -> str:
    return f"urn:pulumi:contoso::holdfast::{parents}{kind.token}::{name}"


def checked(kind: Kind, where: str, former: tuple[str, ...] = ()) -> Checked:
    inputs = kind.examples[0].inputs if kind.examples else {kind.key: "One"}
    desired = DesiredResource(where, kind.token, "one", "", inputs, former=former)
    finding = Finding(Status.IN_SYNC, kind.token, "One", "", where, ID)
    result = DriftResult("contoso", "c.example", "b@1.0.0", "now", (finding,), cloud=PLAN.cloud)
    return Checked(result, Recording(PLAN, (desired,), ()), Live())


def state(kind: Kind, where: str, object_id: str = ID) -> State:
    kept = Kept(where, kind.token, f"{kind.id_prefix}{object_id}", {}, stays=False)
    return State(resources={where: kept})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("", "a"), ("", "b")),
        (("", "a"), ("my:index:Box$", "a")),
        (("holdfast:entra:X$", "a/b"), ("", "a/b")),
    ],
    ids=["another name", "into a component", "out of a control"],
)
@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("spelled", [str.lower, str.upper])
def test_renamed_resource_is_told_with_its_alias(
    kind: Kind, before: tuple[str, str], after: tuple[str, str], spelled: object
) -> None:
    old, new = urn(kind, *before), urn(kind, *after)
    held = state(kind, old, spelled(ID) if callable(spelled) else ID)

    with pytest.raises(RefusedError, match="aliases") as refusal:
        require_one_name(checked(kind, new), held)
    assert refusal.value.slug == "renamed-in-program"
    assert repr(old) in refusal.value.message

    aliased = checked(kind, new, former=(old,))
    require_one_name(aliased, held.renamed(aliased.recording.desired))


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_object_that_nobody_holds_or_that_is_another_one_passes(kind: Kind) -> None:
    old, new = urn(kind, "", "a"), urn(kind, "", "b")
    require_one_name(checked(kind, new), State())
    require_one_name(checked(kind, new), state(kind, old, "another-id"))
    require_one_name(checked(kind, new), state(kind, new))
    stranger = state(kind, old)
    other = replace(stranger.resources[old], token="m365:other:Kind")
    require_one_name(checked(kind, new), replace(stranger, resources={old: other}))


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_of_two_resources_that_are_one_of_the_state_neither_goes_on(kind: Kind) -> None:
    old, first, second = (urn(kind, "", one) for one in ("old", "first", "second"))
    held = state(kind, old)

    def declared(where: str, *former: str) -> DesiredResource:
        return DesiredResource(where, kind.token, where[-6:], "", {}, former=former)

    def refused(*desired: DesiredResource, after: State = held) -> str:
        try:
            require_one_heir(desired, after.renamed(desired))
        except RefusedError as refusal:
            return f"{refusal.slug} {refusal.message}"
        return ""

    named = f"alias-taken .* is {re.escape(old)}"
    # The other one declares it under its own name, or both say that they are it.
    assert re.match(named, refused(declared(old), declared(first, old)))
    assert re.match(named, refused(declared(first, old), declared(second, old)))
    assert refused(declared(first, old), declared(second)) == ""
    assert refused(declared(old), declared(first, second)) == "", "nobody is that"
    assert refused(declared(first, old), declared(second, old), after=State()) == "", "nothing is there"
    both = State(resources={**held.resources, **state(kind, first).resources})
    assert refused(declared(old), declared(first, old), after=both) == "", "its own name needs no alias"
