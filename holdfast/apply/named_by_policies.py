"""By which locations and groups enabled policies protect less after an apply, although no policy is changed.

Neither has a direction of its own: who is spared by a policy that leaves it out are more when it grows, and a policy
for it is for fewer when it shrinks. So it is asked of the policies that name it, or that name every trusted location,
whoever made them. Emergency accounts may join a group: the client file names them. Pure functions.
"""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import TYPE_CHECKING, Any

from holdfast.apply.loosening import as_left, told_of
from holdfast.apply.state import bare_id
from holdfast.drift.references import resolve
from holdfast.model.directory import GROUP
from holdfast.model.value_class import value_class
from holdfast.normalise.sign_in_directions import value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from holdfast.apply.loosening import Left
    from holdfast.apply.state import Kept, State
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource

    Inputs = Mapping[str, Any]

LOCATION = "azuread:index/namedLocation:NamedLocation"
_TRUSTED = "alltrusted"


@value_class
class _Aspect:
    """One thing by which an object is larger than another one."""

    path: str
    larger: Callable[[Inputs, Inputs, Collection[str]], bool]
    """Takes two objects and who may always be left out; whether the first one has anything that the second has not."""


@value_class
class _Named:
    """Objects that policies name in two lists: of whom or where they spare, and of whom or where they act."""

    lists: str
    """Property path above both."""
    spared: str
    reached: str
    aspects: tuple[_Aspect, ...]
    grows: str
    """What follows for whom a policy spares; `{}` is where its name goes."""
    shrinks: str

    def named(self, side: str, policy: Mapping[str, Any]) -> frozenset[str]:
        """Return what a policy names on one side: ids, and words, in lower case."""
        listed = value_at(policy, f"{self.lists}.{side}") or ()
        return frozenset(bare_id(str(one)) for one in listed)


@value_class
class Enforced:
    """What is enforced, and whom it may leave out."""

    policies: Sequence[tuple[str, Mapping[str, Any]]]
    """Names and inputs of the enabled policies; several may bear one name."""
    spared: frozenset[str]
    """Ids of accounts, and references to them, in lower case, that a policy may always spare."""

    def naming(self, kind: _Named, side: str, *words: str) -> list[str]:
        """Return the names of the policies that have one of the words on a side, sorted."""
        return sorted({name for name, one in self.policies if kind.named(side, one) & set(words)})


def weakened_by_named(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    state: State,
    live: Live,
    *,
    changed: Collection[str],
    enforced: Enforced,
    left: Left,
) -> Iterator[Loosened]:
    """Yield each property of a changed location or group by which an enabled policy protects less than before.

    Args:
        kinds: by token.
        desired: all that is declared.
        state: the client's.
        live: what was read.
        changed: URNs of what the apply changes.
        enforced: the policies that are.
        left: what stays as the client accepted it.
    """
    for one in desired:
        named = NAMED.get(one.token)
        if named is None or one.urn not in changed:
            continue
        kind = kinds[one.token]
        after = one.lasting(resolve(kind.fields, one.inputs, live.directory))
        for object_id, found in _befores(kind, one, state.resources.get(one.urn), live):
            before = as_left(found, left.get(one.urn, {}))
            for path, why in _to_the_loss(named, object_id, before, after, enforced):
                told = told_of(
                    kind, one, path, (value_at(before, path), value_at(after, path)), live.directory
                )
                yield replace(told, told=f"{told.told}, {why}")


def _befores(kind: Kind, one: DesiredResource, kept: Kept | None, live: Live) -> Iterator[tuple[str, Inputs]]:
    """Yield id and inputs of the location as it was applied last; as it is in the tenant where it never was."""
    if kept is not None and not kept.another:
        yield from ((bare_id(kept.id), inputs) for inputs in kept.applied)
        return
    yield from ((bare_id(row.id), row.inputs) for row in live.called(kind, one.inputs))


def _to_the_loss(
    named: _Named, object_id: str, before: Inputs, after: Inputs, enforced: Enforced
) -> Iterator[tuple[str, str]]:
    """Yield the path of each change by which a policy protects less, and in words what follows."""
    words = (object_id, *((_TRUSTED,) if _is_trusted(before) and _is_trusted(after) else ()))
    spared, reached = (enforced.naming(named, side, *words) for side in (named.spared, named.reached))
    for aspect in named.aspects:
        if spared and aspect.larger(after, before, enforced.spared):
            yield aspect.path, named.grows.format(_listed(spared))
        elif reached and aspect.larger(before, after, ()):
            yield aspect.path, named.shrinks.format(_listed(reached))
    yield from _trusted(named, before, after, enforced)


def _trusted(named: _Named, before: Inputs, after: Inputs, enforced: Enforced) -> Iterator[tuple[str, str]]:
    was, is_ = _is_trusted(before), _is_trusted(after)
    spared, reached = (enforced.naming(named, side, _TRUSTED) for side in (named.spared, named.reached))
    if is_ and not was and spared:
        yield "ip.trusted", f"and where it is trusted {_listed(spared)} stops nobody"
    elif was and not is_ and reached:
        yield "ip.trusted", f"and {_listed(reached)} acts in trusted locations alone"


def _is_trusted(location: Inputs) -> bool:
    return value_at(location, "ip.trusted") is True


def _more_addresses(one: Inputs, other: Inputs, _: Collection[str]) -> bool:
    ours, theirs = (value_at(each, "ip.ipRanges") or [] for each in (one, other))
    try:
        held = collapsed(theirs)
        return any(
            not any(part.version == whole.version and part.subnet_of(whole) for whole in held)  # type: ignore[arg-type]
            for part in collapsed(ours)
        )
    except ValueError:
        return bool(ours != theirs)  # what is no range may be anywhere


def collapsed(ranges: Sequence[str]) -> list[IPv4Network | IPv6Network]:
    """Return the fewest networks that hold what the ranges hold.

    Raises:
        ValueError: one of them is none.
    """
    networks = [ip_network(one, strict=False) for one in ranges]
    fours = [one for one in networks if isinstance(one, IPv4Network)]
    sixes = [one for one in networks if isinstance(one, IPv6Network)]
    return [*collapse_addresses(fours), *collapse_addresses(sixes)]


def _more_countries(one: Inputs, other: Inputs, _: Collection[str]) -> bool:
    ours, theirs = (
        {str(code).casefold() for code in value_at(each, "country.countriesAndRegions") or ()}
        for each in (one, other)
    )
    return bool(ours - theirs)


def _unknown_too(one: Inputs, other: Inputs, _: Collection[str]) -> bool:
    path = "country.includeUnknownCountriesAndRegions"
    return value_at(one, path) is True and value_at(other, path) is not True


def _found_otherwise(one: Inputs, other: Inputs, _: Collection[str]) -> bool:
    """Return whether countries are told by something else: who is where then, nobody knows."""
    if not (one.get("country") and other.get("country")):
        return False
    ours, theirs = (
        str(value_at(each, "country.countryLookupMethod") or "clientIpAddress").casefold()
        for each in (one, other)
    )
    return ours != theirs


def _more_members(one: Inputs, other: Inputs, spared: Collection[str]) -> bool:
    """Return whether somebody else is a member; a group that says nothing of them keeps those that it has."""
    if one.get("members") is None or other.get("members") is None:
        return False
    ours, theirs = ({bare_id(str(member)) for member in each["members"]} for each in (one, other))
    return bool(ours - theirs - set(spared))


NAMED = {
    LOCATION: _Named(
        lists="conditions.locations",
        spared="excludedLocations",
        reached="includedLocations",
        aspects=(
            _Aspect("ip.ipRanges", _more_addresses),
            _Aspect("country.countriesAndRegions", _more_countries),
            _Aspect("country.includeUnknownCountriesAndRegions", _unknown_too),
            _Aspect("country.countryLookupMethod", _found_otherwise),
        ),
        grows="where {} stops nobody",
        shrinks="and {} acts nowhere else",
    ),
    GROUP: _Named(
        lists="conditions.users",
        spared="excludedGroups",
        reached="includedGroups",
        aspects=(_Aspect("members", _more_members),),
        grows="whom {} leaves out",
        shrinks="and {} is for nobody else",
    ),
}
"""What policies name, by kind token."""


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))
