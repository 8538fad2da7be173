"""Whatever the state says, a write of what protects data never makes the live object protect less without a word.

The engine may create what is there (a row of the state was lost), or update by a state that is old
(`--refresh=false`, a state restored by hand): no diff against the live object comes before such a write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.field import Protects, Type
from holdfast.kinds.kind import Kind, Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.protecting import NOTHING, looser, stricter_paths
from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.model.property_path import at, placed, steps
from holdfast.model.understood import Understood
from holdfast.normalise.empties import is_empty
from holdfast.provider.values import plain, wrapped
from holdfast.provider.verbs import KindProvider

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field
    from holdfast.kinds.statement import Frozen
    from holdfast.tenant.tenant import Tenant

PROTECTING = [kind for kind in kinds().values() if kind.is_measured and not kind.is_rule]
PAIRS: Mapping[Protects, tuple[Any, Any]] = {
    Protects.HIGHER: (3650, 30),
    Protects.TRUE: (True, False),
    Protects.LOWER: (300, 600),
    Protects.FALSE: (False, True),
    Protects.MORE: (["one", "two"], ["one"]),
    Protects.FEWER: (["one"], ["one", "two"]),
    Protects.ALLOWED: (["one"], ["one", "two"]),
    Protects.UNSET: (None, "a filter"),
    Protects.SAME: ("subject:one", None),
}
"""A value that protects more, and one that protects less; of words in an order, the first and the last."""


def protecting(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        if one.type is Type.OBJECT and not one.many:
            yield from protecting(one.fields, f"{above}{one.name}.")
        elif one.protecting and not one.fixed:
            yield f"{above}{one.name}", one


CASES = [
    pytest.param(kind, path, one, id=f"{kind.name}.{path}")
    for kind in PROTECTING
    for path, one in protecting(kind.fields)
]


NEITHER_WAY = {
    *(f"RetentionLabel.{one}" for one in ("comment", "notes")),
    "RetentionLabelPolicy.comment",
    *(f"UnifiedAuditLogRetentionPolicy.{one}" for one in ("description", "priority")),
}
"""Texts for people, and an order: the policy that counts before another one is judged where it does."""


def test_what_can_be_changed_of_a_protection_says_which_way_protects_more() -> None:
    silent = {
        f"{kind.name}.{one.name}"
        for kind in PROTECTING
        if kind.shape is Shape.OBJECT
        for one in kind.fields
        if not one.fixed and not one.output and one.protecting is None and one.name != kind.key
    }
    assert silent == NEITHER_WAY


@dataclass
class Shelf:
    """Stands in for the tenant of one kind: one live object, and what was written over it."""

    live: dict[str, Any]
    written: list[dict[str, Any]] = field(default_factory=list)
    unmodelled: dict[str, Any] = field(default_factory=dict)


class Provider(KindProvider):
    """A provider whose kind reads and writes a shelf."""

    def __init__(self, kind: Kind, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        async def get(_self: Kind, _tenant: Tenant, object_id: str, _inputs: Any) -> LiveObject:
            key, unmodelled = kind.key_of(shelf.live), shelf.unmodelled
            return LiveObject(id=object_id, key=key, inputs=dict(shelf.live), unmodelled=unmodelled)

        async def update(_self: Kind, _tenant: Tenant, _id: str, _old: Any, new: Mapping[str, Any]) -> None:
            shelf.written.append(dict(new))

        monkeypatch.setattr(type(kind), "get", get)
        monkeypatch.setattr(type(kind), "update", update)
        super().__init__("m365", "0", {kind.token: kind})

        self.warned = False
        self.told: dict[str, Any] = {}

    async def open(self) -> Tenant:
        return cast("Tenant", None)

    async def warn(self, message: str, urn: str) -> None:
        self.warned = True


def urn(kind: Kind) -> str:
    return f"urn:pulumi:contoso::holdfast::{kind.token}::it"


def taken_over(provider: Provider, kind: Kind, _old: dict[str, Any], new: dict[str, Any]) -> None:
    ask(provider, kind, "create", properties=new)


def updated(provider: Provider, kind: Kind, old: dict[str, Any], new: dict[str, Any]) -> None:
    ask(provider, kind, "update", olds=old, news=new)


def ask(provider: Provider, kind: Kind, verb: str, object_id: str = "it", **values: dict[str, Any]) -> None:
    """Asks one verb of the provider."""
    given = {name: wrapped(one) for name, one in values.items()}
    asked = SimpleNamespace(type=kind.token, urn=urn(kind), resource_id=object_id, preview=False, **given)
    answer = asyncio.run(getattr(provider, verb)(asked))
    provider.told = plain(answer.properties) if answer else {}


def example(kind: Kind) -> dict[str, Any]:
    """The inputs of a documented object; a rule has its length alone."""
    known = {each.name for each in kind.fields if not each.output}
    inputs = kind.examples[0].inputs if kind.examples else {"durationDays": 30}
    return {name: value for name, value in inputs.items() if name in known}


def stronger_and_weaker(kind: Kind, path: str, one: Field) -> tuple[dict[str, Any], dict[str, Any]]:
    assert one.protecting
    more, less = PAIRS.get(one.protecting) or (one.values[0], one.values[-1])
    if one.protecting is Protects.FEWER and not one.many:
        more, less = "nobody", "one,two"
    assert looser(one, more, less)
    return placed(example(kind), path, more), placed(example(kind), path, less)


@pytest.mark.parametrize("write", [taken_over, updated])
@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_live_protection_is_kept_or_the_write_refused(
    kind: Kind, path: str, one: Field, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, wanted = stronger_and_weaker(kind, path, one)
    shelf = Shelf(live)
    provider = Provider(kind, shelf, monkeypatch)

    if path in stricter_paths(kind.fields, live, wanted):  # what is stricter than asked exceeds, and stays so
        write(provider, kind, wanted, wanted)
        assert [at(each, steps(path)) for each in shelf.written] == [at(live, steps(path))]
        assert at(provider.told, steps(path)) == at(live, steps(path)), "the state would say otherwise"
    else:
        with pytest.raises(RefusedError, match=one.name) as refusal:
            write(provider, kind, wanted, wanted)
        assert refusal.value.slug == "not-understood"
        assert "Nothing was changed" not in refusal.value.message, "others of the run may have been"
        assert shelf.written == []


@pytest.mark.parametrize("write", [taken_over, updated])
@pytest.mark.parametrize(("kind", "path", "one"), CASES)
def test_what_protects_more_is_written(
    kind: Kind, path: str, one: Field, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, live = stronger_and_weaker(kind, path, one)
    shelf = Shelf(live)

    write(Provider(kind, shelf, monkeypatch), kind, live, wanted)

    assert [at(each, steps(path)) for each in shelf.written] == [at(wanted, steps(path))]


RULES = [
    pytest.param(kind, path, one, id=f"{kind.name}.{path}")
    for kind in kinds().values()
    if kind.is_measured and kind.is_rule
    for path, one in protecting(kind.fields)
]


@pytest.mark.parametrize(("kind", "path", "one"), RULES)
def test_a_rule_that_asks_for_less_is_refused_and_never_passes_for_unchanged(
    kind: Kind, path: str, one: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a state says of a rule was declared: nobody made it stricter in the tenant, so nothing of it just stays."""
    applied, wanted = stronger_and_weaker(kind, path, one)
    provider = Provider(kind, Shelf(applied), monkeypatch)

    with pytest.raises(RefusedError, match=one.name) as refusal:
        compared(provider, kind, applied, wanted)
    assert refusal.value.slug == "not-understood"

    if one.type is Type.OBJECT:
        return  # these values have not its form, so nobody can have agreed to them
    becomes = at(wanted, steps(path))
    agreed = NOTHING if is_empty(becomes) else becomes
    provider.understood = (Understood(f"{kind.name}/{kind.key_of(wanted)}", path, agreed, ""),)
    assert compared(provider, kind, applied, wanted) == [path]


def compared(provider: Provider, kind: Kind, old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The properties that an update would change."""
    asked = SimpleNamespace(
        type=kind.token, urn=urn(kind), old_state=wrapped(old), new_inputs=wrapped(new), ignore_changes=[]
    )
    return list(asyncio.run(provider.diff(cast("Any", asked))).diffs or ())


FROZEN = [
    pytest.param(kind, one, id=f"{kind.name}.{one.place}")
    for kind in kinds().values()
    if kind.unique_key
    for one in kind.frozen
    if one.place not in {each.name for each in kind.fields}
]


@pytest.mark.parametrize(("kind", "frozen"), FROZEN)
def test_what_takes_no_such_change_is_not_taken_over_by_hand_either(
    kind: Kind, frozen: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = (
        frozen.inputs[0]
        if frozen.inputs
        else next(one.name for one in kind.fields if one.many or one.stricter)
    )
    one = next(each for each in kind.fields if each.name == name)
    stricter, live = stronger_and_weaker(kind, name, one)
    wanted = stricter
    if (
        frozen.less_only
    ):  # somebody has said that less is understood: the service takes it all the same no sooner
        wanted, live = live, stricter
    value = frozen.values[0] if frozen.values else ["One"]
    shelf = Shelf(live, unmodelled={frozen.place: value})
    provider = Provider(kind, shelf, monkeypatch)
    agreed = NOTHING if is_empty(wanted[one.name]) else wanted[one.name]
    provider.understood = (Understood(f"{kind.name}/{kind.key_of(wanted)}", one.name, agreed, ""),)

    with pytest.raises(RefusedError, match=frozen.place) as refusal:
        taken_over(provider, kind, live, wanted)
    assert refusal.value.slug == "adoption-fixed"
    assert shelf.written == []
    shelf.unmodelled = {}
    taken_over(provider, kind, live, wanted)
    assert len(shelf.written) == 1


@pytest.mark.parametrize(
    "kind", [one for one in kinds().values() if one.protects_data], ids=lambda one: one.name
)
@pytest.mark.parametrize("renamed", [True, False])
def test_former_name_of_what_was_taken_over_deletes_nothing(
    kind: Kind, monkeypatch: pytest.MonkeyPatch, *, renamed: bool
) -> None:
    """The engine creates under the new name, which finds the object, and then deletes the former name."""
    deleted: list[str] = []

    async def delete(_self: Kind, _tenant: Tenant, object_id: str, _inputs: Any) -> None:
        deleted.append(object_id)

    async def create(_self: Kind, _tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        return kind.key_of(inputs)

    inputs = example(kind)
    provider = Provider(kind, Shelf(dict(inputs)), monkeypatch)
    monkeypatch.setattr(type(kind), "delete", delete)
    monkeypatch.setattr(type(kind), "create", create)
    provider.delete_protected_data = True
    key = kind.key_of(inputs)
    if kind.deletion_unprotects and not renamed:
        with pytest.raises(RefusedError, match=r"It was not changed \[deletion-not-understood"):
            ask(provider, kind, "delete", key, properties=inputs)
        assert deleted == []
    provider.understood = (Understood(f"{kind.name}/{key}", "deleted", True, "It goes."),)  # noqa: FBT003 - the file's
    if renamed:
        ask(provider, kind, "create", properties=inputs)

    ask(provider, kind, "delete", key, properties=inputs)

    assert deleted == ([] if renamed else [key])
    assert provider.warned == renamed


def test_there_is_something_that_protects() -> None:
    assert {kind.name for kind in PROTECTING} >= {"RetentionLabel", "RetentionLabelPolicy"}
    assert len(CASES) > 5
