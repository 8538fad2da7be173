"""What may be replaced is known by its whole URN, whatever stands in the name; what is to be typed works as told."""

from __future__ import annotations

import asyncio
import json
import shlex
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING, Any, cast

import pytest
from pulumi.provider.experimental import provider as sdk

from holdfast.apply.gates.consent import Consent
from holdfast.apply.gates.moved import require_same_objects
from holdfast.apply.gates.replaced import require_no_replacement, require_untainted
from holdfast.apply.plan import Act, ApplyPlan, PlannedStep
from holdfast.apply.protection import Protection
from holdfast.apply.references import Moved
from holdfast.apply.state import State, parse_state
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import EVERY, REPLACE
from holdfast.model.directory import GROUP
from holdfast.model.errors import RefusedError
from holdfast.provider.azuread_stand_in import AzureadStandIn
from holdfast.provider.refusals import refuse_replacement
from holdfast.provider.values import wrapped

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.kinds.kind import Kind

NAMES = (
    "own",
    "Emergency access",
    "partners' group",
    'the "other" one',
    "a  b",
    "$HOME `id`",
    "naïve — Ω",
    "*",
)
OURS, THEIRS = (f"urn:pulumi:{client}::holdfast::{GROUP}::" for client in ("contoso", "fabrikam"))


def is_replaced(urn: str) -> bool:
    """Whether the provider replaces it; else it says which option lets it."""
    refused = _refusal(urn)
    if refused is None:
        return True
    assert refused.slug == "replacement-refused"
    assert typed_after("--allow-replace", str(refused)) == [urn]
    return False


def _refusal(urn: str) -> RefusedError | None:
    try:
        refuse_replacement(kinds()[GROUP], {"displayName": "Own"}, ["assignableToRole"], urn)
    except RefusedError as refused:
        return refused
    return None


def typed_after(option: str, told: str) -> list[str]:
    """What a shell makes of each value of an option that a message says to type."""
    return [shlex.split(one)[0] for one in told.split(f"{option} ")[1:]]


def allowed(monkeypatch: pytest.MonkeyPatch, urns: Collection[str]) -> None:
    monkeypatch.setenv(REPLACE, json.dumps(sorted(urns)))


@pytest.mark.parametrize("name", NAMES)
def test_exactly_what_was_allowed_is_replaced(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed(monkeypatch, {f"{OURS}{name}"})

    assert is_replaced(f"{OURS}{name}")
    others = {f"{OURS}{name}x", f"{THEIRS}{name}", *(f"{OURS}{one}" for one in NAMES if one != name)}
    others |= {f"{OURS}{name}".rpartition(" ")[0], f"{OURS}{name}".partition(" ")[0]} - {f"{OURS}{name}"}
    assert [one for one in others if is_replaced(one)] == []

    allowed(monkeypatch, {f"{OURS}{one}" for one in NAMES})
    assert all(is_replaced(f"{OURS}{one}") for one in NAMES)
    allowed(monkeypatch, {EVERY})
    assert is_replaced(f"{OURS}{name}")


@pytest.mark.parametrize("given", [None, "", "[]", "*", '"*"', "{", "null", "7", f"{OURS}own"])
def test_what_is_no_list_of_urns_allows_nothing(given: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if given is None:
        monkeypatch.delenv(REPLACE, raising=False)
    else:
        monkeypatch.setenv(REPLACE, given)

    assert not is_replaced(f"{OURS}own")


def test_what_a_gate_says_to_type_is_taken_as_it_was_told() -> None:
    urns = [f"{OURS}{one}" for one in NAMES]
    steps = tuple(PlannedStep(one, Act.REPLACED) for one in sorted(urns))
    plan = ApplyPlan(
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        steps=steps,
        loosened=(),
        moved=(),
        protection=Protection((), (), ()),
        undone={},
    )
    with pytest.raises(RefusedError) as refusal:
        require_no_replacement(plan, State(), Consent())
    assert typed_after("--allow-replace", str(refusal.value)) == sorted(urns)

    tainted = State(tainted=tuple(sorted(urns)))
    for gate in (
        partial(require_no_replacement, plan, tainted, Consent()),
        partial(require_untainted, tainted, "contoso"),
    ):
        with pytest.raises(RefusedError, match=r"\[tainted-in-state\]") as refusal:
            gate()
        said = str(refusal.value).removesuffix(" [tainted-in-state]")
        assert shlex.split(said.partition("type: pulumi state untaint ")[2]) == sorted(urns)
        assert [one.rstrip(",") for one in typed_after("--allow-replace", said)] == sorted(urns)
    require_no_replacement(plan, tainted, Consent(replace=frozenset(urns)))
    require_untainted(State(), "contoso")

    unowned = State(unowned=tuple(sorted(urns)))
    for gate in (
        partial(require_no_replacement, plan, unowned, Consent()),
        partial(require_untainted, unowned, "contoso"),
    ):
        with pytest.raises(RefusedError, match=r"\[unowned-in-state\]") as refusal:
            gate()
        said = str(refusal.value).removesuffix(" [unowned-in-state]")
        assert [one.rstrip(";") for one in typed_after("pulumi state delete", said)] == sorted(urns)


@pytest.mark.parametrize("mark", ["taint", "external", "pendingReplacement", "delete", "", "other"])
def test_state_says_of_what_it_has_something_made_anew(mark: str) -> None:
    row = {"urn": f"{OURS}own", "type": "azuread:index/group:Group", "custom": True, "id": "1"}

    marked = parse_state({"resources": [{**row, mark: True} if mark else row]})

    assert marked.tainted == ((row["urn"],) if mark == "taint" else ())
    assert marked.unowned == ((row["urn"],) if mark in {"external", "pendingReplacement", "delete"} else ())
    beside = parse_state({"resources": [row, {**row, "id": "2", "delete": True}]})
    assert beside.unowned == ()
    none = parse_state({"resources": [{**row, mark: False} if mark else row]})
    assert (none.tainted, none.unowned) == ((), ())

    moved = [Moved(GROUP, one, ("1",), "2", ("p",)) for one in NAMES]
    with pytest.raises(RefusedError) as refusal:
        require_same_objects(moved, Consent())
    assert typed_after("--accept-moved", str(refusal.value)) == sorted(NAMES)
    require_same_objects(moved, Consent(moved=frozenset(NAMES)))


SORTS = [(kind, pair) for kind in kinds().values() for pair in permutations(kind.one_of, 2)]


@pytest.mark.parametrize(("kind", "pair"), SORTS)
def test_another_sort_of_object_is_another_object(
    kind: Kind, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the azuread plugin has it: changing between `ip` and `country` forces a new location."""
    allowed(monkeypatch, {EVERY})
    was, _ = pair
    examples = {block: one.inputs for one in kind.examples for block in kind.one_of if block in one.inputs}

    assert replaced(kind, examples[was], {**examples[was], "displayName": "Another"}) == []
    before, after = ({**examples[one], "displayName": "Same"} for one in pair)
    assert replaced(kind, before, after) == sorted(pair)
    assert replaced(kind, before, before) == []


def replaced(kind: Kind, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """By what the stand-in says that an object is made anew."""
    provider = AzureadStandIn(cast("Any", None))
    urn = f"urn:pulumi:contoso::holdfast::{kind.token}::own"
    request = sdk.DiffRequest(
        urn=urn,
        resource_id="1",
        old_state=wrapped(old),
        new_inputs=wrapped(new),
        ignore_changes=[],
    )
    return list(asyncio.run(provider.diff(request)).replaces or ())
