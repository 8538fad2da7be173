"""Which objects the declared names mean, now and when they were last applied. Pure functions.

A name is what people write; the service obeys ids. Two objects of one name, or another object under an old name, are
told before anything is written, because the directory accepts both without a word.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from holdfast.apply.state import bare_id
from holdfast.drift.references import Directory, references, resolve
from holdfast.kinds.field import Field, Type
from holdfast.kinds.kind import Shape
from holdfast.kinds.meanings import moves, names
from holdfast.model.desired import parse_reference
from holdfast.model.letters import one_case
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.apply.state import Kept, State
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource


@value_class(order=True)
class Moved:
    """A name that means another object than when it was last applied."""

    token: str
    """Kind of the object."""
    name: str
    """Natural key, such as a display name."""
    was: tuple[str, ...]
    """Ids that were applied and that no declared name means now."""
    becomes: str
    """Id that the name means now."""
    where: tuple[str, ...] = ()
    """Logical names of the resources that speak of it, each with the property; sorted."""
    called: tuple[str, ...] = ()
    """What those of `was` are called, in their order, each empty where that is not known."""

    @property
    def sentence(self) -> str:
        """What happened, in one sentence without a full stop."""
        places = (
            f"{self.where[0]} and {len(self.where) - 1} more were"
            if self.where[1:]
            else f"{self.where[0]} was"
        )
        # Whether somebody renamed it, or the program names another one, no state tells.
        before = (
            f"{one}, which is called {called!r}" if called else f"{one}, which that name does not mean"
            for one, called in zip_longest(self.was, self.called, fillvalue="")
        )
        return (
            f"{self.token.rpartition(':')[2]} {self.name!r} is {self.becomes} now; {places} applied with "
            f"{' and '.join(before)}"
        )


def ambiguous(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> Iterator[tuple[Kind, str, tuple[str, ...]]]:
    """Yield kind, name and all ids of every name that matters to this apply and means several live objects.

    A name matters where something of that name would be made or taken over, or is referred to. A declared object
    that the state holds is meant by its id; so is everything that refers to it by its name. What is only looked up is
    whatever bears the name in any letter case: so the directory answers.
    """
    owned = {(one.token, _bare(one.id)) for one in state.resources.values()}
    declared = _declared_names(kinds, desired)
    seen: set[tuple[str, str]] = set()
    for token, key in sorted(_names(kinds, desired)):
        kind, ours = kinds[token], (token, one_case(key)) in declared
        form = kind.normal_key if ours else one_case
        bearers = [one for one in live.objects.get(token, ()) if form(one.key) == form(key)]
        held = ours and any((token, _bare(one.id)) in owned for one in bearers)
        if len(bearers) > 1 and not held and (token, form(key)) not in seen:
            seen.add((token, form(key)))
            yield kind, key, tuple(sorted(one.id for one in bearers))


def moved(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> tuple[Moved, ...]:
    """Return every name whose id is not the one that the state was applied with.

    So of every reference of every kind, and of every name that a rule looks up.
    """
    return _gathered(
        [*_moved_references(kinds, desired, state, live), *_moved_in_rules(kinds, desired, state, live)]
    )


def moved_references(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> tuple[Moved, ...]:
    """Return the same without the names that rules look up: what a rule has noted says nothing of who refers by id."""
    return _gathered(_moved_references(kinds, desired, state, live))


def _gathered(found: Iterable[tuple[Moved, str]]) -> tuple[Moved, ...]:
    """Return what moved, each once with all its places, sorted."""
    places: dict[Moved, set[str]] = {}
    for one, place in found:
        places.setdefault(one, set()).add(place)
    return tuple(sorted(replace(one, where=tuple(sorted(where))) for one, where in places.items()))


def _moved_references(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> Iterator[tuple[Moved, str]]:
    meaning = _Meaning(kinds, _meant(kinds, desired, state, live))
    for one, kind, kept in _held(kinds, desired, state):
        if not _is_renamed(kind, one, kept):
            yield from ((found, one.name) for found in _moved_itself(kind, one, kept.id, live))
        for applied in kept.applied:
            for found, path in meaning.moved(kind.fields, one.inputs, applied, ""):
                yield found, f"{one.name} {path}"


def _moved_in_rules(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> Iterator[tuple[Moved, str]]:
    """Yield the names that rules look up and that mean another object than when they were applied, and their places."""
    for one, kind, kept in _held(kinds, desired, state):
        named = names(kind, one.inputs)
        for was, now in moves(kept.meant, live.meanings.get(one.urn, ())):
            if now.key in named:
                called = live.directory.names.get(was.id, "")
                name, path = named[now.key]
                yield Moved(now.token, name, (was.id,), now.id, called=(called,)), f"{one.name} {path}"


def others(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> dict[str, str]:
    """Return Pulumi's id of what bears the name of a managed object now, where that is another one, by URN."""
    return {
        one.urn: f"{kind.id_prefix}{found.becomes}"
        for one, kind, kept in _held(kinds, desired, state)
        if not _is_renamed(kind, one, kept)
        for found in _moved_itself(kind, one, kept.id, live)
    }


def taken_names(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> Iterator[tuple[DesiredResource, Kind, Moved]]:
    """Yield each managed object that the program gives another name, which something else bears already."""
    for one, kind, kept in _held(kinds, desired, state):
        if _is_renamed(kind, one, kept):
            yield from ((one, kind, found) for found in _moved_itself(kind, one, kept.id, live))


def _held(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State
) -> Iterator[tuple[DesiredResource, Kind, Kept]]:
    for one in desired:
        kept, kind = state.resources.get(one.urn), kinds.get(one.token)
        if kept is not None and kind is not None:
            yield one, kind, kept


def _is_renamed(kind: Kind, one: DesiredResource, kept: Kept) -> bool:
    """Return whether the program calls a managed object otherwise than when it was applied last."""
    if kind.shape is not Shape.OBJECT:
        return False
    name = kind.normal_key(kind.key_of(one.inputs))
    return any(kind.normal_key(kind.key_of(applied)) != name for applied in kept.applied)


def as_it_was(directory: Directory, moved: Sequence[Moved]) -> Directory:
    """Return the directory in which every moved name means what it was applied with."""
    was = {(one.token, one_case(one.name)): one.was[0] for one in moved}
    return Directory({**directory.ids, **was}, directory.names)


def _meant(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> Directory:
    """Return the directory in which a declared object that the state holds is meant by its id, if that is live."""
    ids = dict(live.directory.ids)
    for one, kind, kept in _held(kinds, desired, state):
        there = {_bare(found.id) for found in live.objects.get(one.token, ())}
        if kind.shape is Shape.OBJECT and _bare(kept.id) in there:
            ids[one.token, one_case(kind.key_of(one.inputs))] = kept.id.removeprefix(kind.id_prefix)
    return Directory(ids, live.directory.names)


def lost(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], state: State, live: Live
) -> dict[tuple[str, str], str]:
    """Return the id that each managed object had which the tenant has no longer, nor another one of its name.

    By type token and natural key in one letter case. What was not read is not known to be gone.
    """
    return {
        (kind.token, one_case(kind.key_of(one.inputs))): _bare(kept.id)
        for one, kind, kept in _held(kinds, desired, state)
        if kind.shape is Shape.OBJECT
        and kind.token in live.objects
        and not is_there(kept, live)
        and not live.called(kind, one.inputs)
    }


def _moved_itself(kind: Kind, one: DesiredResource, kept_id: str, live: Live) -> Iterator[Moved]:
    """Yield a managed object whose name another one bears now."""
    objects = live.objects.get(kind.token)
    if kind.shape is not Shape.OBJECT or objects is None:
        return
    bearers = [live_one.id for live_one in live.called(kind, one.inputs)]
    if bearers and _bare(kept_id) not in {_bare(bearer) for bearer in bearers}:
        was = _bare(kept_id)
        called = next((found.key for found in objects if _bare(found.id) == was and not found.nameless), "")
        yield Moved(kind.token, kind.key_of(one.inputs), (was,), bearers[0], called=(called,))


@value_class
class _Meaning:
    """What names mean now."""

    kinds: Mapping[str, Kind]
    directory: Directory

    def moved(
        self, fields: Sequence[Field], declared: Mapping[str, Any], kept: Mapping[str, Any], path: str
    ) -> Iterator[tuple[Moved, str]]:
        """Yield the names, at any depth, that mean another object than the one that was applied, and their places."""
        for field in fields:
            wanted, before = _items(declared.get(field.name)), _items(kept.get(field.name))
            here = f"{path}.{field.name}" if path else field.name
            if field.type is not Type.OBJECT:
                yield from ((found, here) for found in self._moved_names(field, wanted, before))
                continue
            for new, old in zip(wanted, before, strict=False):
                if isinstance(new, dict) and isinstance(old, dict):
                    yield from self.moved(field.fields, new, old, here)

    def _moved_names(self, field: Field, wanted: Sequence[Any], before: Sequence[Any]) -> Iterator[Moved]:
        """Yield the names of one place with an id that is new there, where an id that was there means nothing now."""
        applied = {_bare(value) for value in before if isinstance(value, str)}
        meant: dict[str, tuple[str, str]] = {}
        for value in wanted:
            resolved = resolve((field,), {field.name: value}, self.directory)[field.name]
            if isinstance(resolved, str):
                meant[_bare(resolved)] = parse_reference(value) or ("", "")
        gone = tuple(sorted(applied - meant.keys()))
        for live_id, (token, name) in sorted(meant.items()):
            new = live_id not in applied and parse_reference(live_id) is None
            if gone and new and token in self.kinds:
                called = tuple(self.directory.names.get(one, "") for one in gone)
                yield Moved(token, name, gone, live_id, called=called)


def _declared_names(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> set[tuple[str, str]]:
    """Return type token and natural key in lower case of every declared object."""
    known = ((kinds[one.token], one) for one in desired if one.token in kinds)
    return {
        (kind.token, one_case(kind.key_of(one.inputs))) for kind, one in known if kind.shape is Shape.OBJECT
    }


def _names(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> set[tuple[str, str]]:
    names = {found for one in desired for found in references(one.inputs) if found[0] in kinds}
    for one in desired:
        kind = kinds.get(one.token)
        if kind is not None and kind.shape is Shape.OBJECT:
            names.add((one.token, kind.key_of(one.inputs)))
    return names


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def is_there(kept: Kept, live: Live) -> bool:
    """Return whether the very object that the state holds is in the tenant."""
    return _bare(kept.id) in {_bare(one.id) for one in live.objects.get(kept.token, ())}


def _bare(identifier: str) -> str:
    """Return an id without Pulumi's prefix, in one letter case; a reference stays as it is."""
    return identifier if parse_reference(identifier) else bare_id(identifier)
