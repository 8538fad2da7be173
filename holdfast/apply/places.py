"""By which locations enabled policies protect less after an apply, although no policy is changed. Pure functions.

A location has no direction of its own: who is spared in it is spared in more of the world when it grows, and a policy
that acts in it acts in less when it shrinks. So it is asked of the policies that name it, or that name every trusted
one, whoever made them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network
from typing import TYPE_CHECKING, Any

from holdfast.apply.loosening import as_left, told_of
from holdfast.normalise.sign_in_directions import value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from holdfast.apply.loosening import Left
    from holdfast.apply.state import Kept, State
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.loosened import Loosened
    from holdfast.model.desired import DesiredResource

    Location = Mapping[str, Any]

LOCATION = "azuread:index/namedLocation:NamedLocation"
_TRUSTED = "alltrusted"
_SPARED, _REACHED = "excludedLocations", "includedLocations"


@dataclass(frozen=True, slots=True)
class _Aspect:
    """One thing by which a location is larger than another one."""

    path: str
    larger: Callable[[Location, Location], bool]
    """Takes two locations; whether the first one is anywhere where the second one is not."""


def weakened_places(
    kind: Kind,
    desired: Sequence[DesiredResource],
    state: State,
    live: Live,
    *,
    changed: Collection[str],
    enabled: Mapping[str, Mapping[str, Any]],
    left: Left,
) -> Iterator[Loosened]:
    """Yield each property of a changed location by which an enabled policy protects less than before.

    Args:
        kind: that of named locations.
        desired: all that is declared.
        state: the client's.
        live: what was read.
        changed: URNs of what the apply changes.
        enabled: inputs of the policies that are enforced, by name.
        left: what stays as the client accepted it.
    """
    for one in desired:
        if one.token != LOCATION or one.urn not in changed:
            continue
        for object_id, found in _befores(kind, one, state.resources.get(one.urn), live):
            before = as_left(found, left.get(one.urn, {}))
            after = {**one.lasting(one.inputs)}
            for path, why in _smaller_and_larger(object_id, before, after, enabled):
                told = told_of(
                    kind, one, path, (value_at(before, path), value_at(after, path)), live.directory
                )
                yield replace(told, told=f"{told.told}, {why}")


def _befores(
    kind: Kind, one: DesiredResource, kept: Kept | None, live: Live
) -> Iterator[tuple[str, Location]]:
    """Yield id and inputs of the location as it was applied last; as it is in the tenant where it never was."""
    if kept is not None and not kept.another:
        yield from ((_bare(kept.id), inputs) for inputs in kept.applied)
        return
    key = kind.normal_key(kind.key_of(one.inputs))
    for row in live.objects.get(kind.token, ()):
        if kind.normal_key(row.key) == key:
            yield _bare(row.id), row.inputs


def _smaller_and_larger(
    object_id: str, before: Location, after: Location, enabled: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Yield the path of each change by which a policy protects less, and in words which policies do."""
    spared, reached = (_naming(side, object_id, (before, after), enabled) for side in (_SPARED, _REACHED))
    for aspect in _ASPECTS:
        if spared and aspect.larger(after, before):
            yield aspect.path, f"where {_listed(spared)} stops nobody"
        elif reached and aspect.larger(before, after):
            yield aspect.path, f"and {_listed(reached)} acts nowhere else"
    yield from _trusted(before, after, enabled)


def _trusted(
    before: Location, after: Location, enabled: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    was, is_ = _is_trusted(before), _is_trusted(after)
    spared, reached = (_all_trusted(side, enabled) for side in (_SPARED, _REACHED))
    if is_ and not was and spared:
        yield "ip.trusted", f"and where it is trusted {_listed(spared)} stops nobody"
    elif was and not is_ and reached:
        yield "ip.trusted", f"and {_listed(reached)} acts in trusted locations alone"


def _naming(
    side: str, object_id: str, forms: tuple[Location, Location], enabled: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Return the policies that name the location on one side, or every trusted one while it is trusted all along."""
    always = all(map(_is_trusted, forms))
    return sorted(
        {
            *(name for name, policy in enabled.items() if object_id in _locations(policy, side)),
            *(_all_trusted(side, enabled) if always else ()),
        }
    )


def _all_trusted(side: str, enabled: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return sorted(name for name, policy in enabled.items() if _TRUSTED in _locations(policy, side))


def _locations(policy: Mapping[str, Any], side: str) -> frozenset[str]:
    listed = value_at(policy, f"conditions.locations.{side}") or ()
    return frozenset(_bare(str(one)) for one in listed)


def _is_trusted(location: Location) -> bool:
    return value_at(location, "ip.trusted") is True


def _more_addresses(one: Location, other: Location) -> bool:
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


def _more_countries(one: Location, other: Location) -> bool:
    ours, theirs = (
        {str(code).casefold() for code in value_at(each, "country.countriesAndRegions") or ()}
        for each in (one, other)
    )
    return bool(ours - theirs)


def _unknown_too(one: Location, other: Location) -> bool:
    path = "country.includeUnknownCountriesAndRegions"
    return value_at(one, path) is True and value_at(other, path) is not True


def _found_otherwise(one: Location, other: Location) -> bool:
    """Return whether countries are told by something else: who is where then, nobody knows."""
    if not (one.get("country") and other.get("country")):
        return False
    ours, theirs = (
        str(value_at(each, "country.countryLookupMethod") or "clientIpAddress").casefold()
        for each in (one, other)
    )
    return ours != theirs


_ASPECTS = (
    _Aspect("ip.ipRanges", _more_addresses),
    _Aspect("country.countriesAndRegions", _more_countries),
    _Aspect("country.includeUnknownCountriesAndRegions", _unknown_too),
    _Aspect("country.countryLookupMethod", _found_otherwise),
)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names))


def _bare(identifier: str) -> str:
    return identifier.rpartition("/")[2].casefold()
