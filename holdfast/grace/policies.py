"""Which retention policies keep what is at a location, where no hold of the object itself tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.codes import plain_id
from holdfast.model.keeper import Keeper
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast.grace.keeping import RetentionPolicy, Settings

GROUPS, DRIVES, PUBLIC_FOLDERS = "ModernGroupLocation", "OneDriveLocation", "PublicFolderLocation"
"""Locations of a policy; neither "Exchange email" nor named sites reach a group's mailbox or site."""
_A_YEAR = 365
"""How much longer than something would stay anyway a policy has to keep each thing in it, to be called what keeps it:
how old what is in it was on the last day, nothing tells."""


_ENDLESS = "unlimited"
"""Days of a policy without an end, as `holdfast.normalise.durations` writes them."""


@value_class
class Cover:
    """What policies do for everything at a location."""

    keepers: tuple[Keeper, ...]
    doubt: str
    """Why they may do more than that; empty where they do not."""
    keeps_days: int | None = None
    """For how many days from its making each thing is kept by the longest of `keepers`; None is without end."""


def cover_of(location: str, settings: Settings, stays_days: int, address: str = "") -> Cover:
    """Return the policies that retain what is at a location, and whether others may.

    Args:
        location: one of a policy's locations.
        settings: with the policies.
        stays_days: for how many days from its end everything is there anyway: a policy that keeps each thing no longer
            keeps nothing, whatever its name says.
        address: where it is, of a group its mail address; without one, only policies over everything there are sure.
    """
    if settings.policies is None:
        return Cover((), "retention policies could not be read")
    if anyway := sorted(
        one.name for one in settings.policies if one.deletes_anyway and _may_reach(one, location, address)
    ):
        return Cover((), f"the policy {', '.join(anyway)} deletes there what others keep")
    retaining = [one for one in settings.policies if one.retains]
    told = [one for one in retaining if address and location in one.places]
    whole = [one for one in retaining if _is_whole_at(one, location, address)]
    partly = [one for one in retaining if location in one.something_at and one not in told]
    lasting = [one for one in whole if one.keeps_days is None or one.keeps_days >= stays_days + _A_YEAR]
    short = [one for one in whole if one not in lasting and (one.keeps_days or 0) > stays_days]
    days = [one.keeps_days for one in lasting]
    return Cover(
        keepers=tuple(sorted(Keeper("retention policy", one.name) for one in lasting)),
        doubt="; ".join(_doubts(partly, short)),
        keeps_days=None if None in days else max((one for one in days if one is not None), default=None),
    )


def kept_for(
    location: str, settings: Settings, address: str = "", but: Collection[str] = ()
) -> int | str | None:
    """Return for how many days from its making each thing at a location is kept; None where that is not known.

    Args:
        location: one of a policy's locations.
        settings: with the policies.
        address: as `cover_of` takes it.
        but: ids of policies that it was taken out of, in lower case and without dashes.
    """
    policies = [one for one in settings.policies or () if plain_id(one.id) not in but]
    if settings.policies is None or any(
        one.deletes_anyway and _may_reach(one, location, address) for one in policies
    ):
        return None
    days = [one.keeps_days for one in policies if one.retains and _is_whole_at(one, location, address)]
    return _ENDLESS if None in days else max((one for one in days if one is not None), default=None)


def _is_whole_at(policy: RetentionPolicy, location: str, address: str) -> bool:
    if location in policy.everything_at:
        return True
    return bool(address) and location in policy.places and policy.places[location].has(address)


def sooner(location: str, settings: Settings, address: str = "") -> str:
    """Return, as the end of a sentence, which policies may delete a part of what is at a location before its day.

    Only what nothing keeps: what is kept no policy deletes (research notes data-loss 3.1). How old a thing is nothing
    tells, so that some of it may go on any day.

    Args:
        location: one of a policy's locations.
        settings: with the policies.
        address: as `cover_of` takes it.
    """
    told = [
        f"the policy {one.name} deletes each thing there {one.deletes_days} days after its making"
        for one in sorted(settings.policies or (), key=lambda one: one.name)
        if one.deletes_days is not None and _may_reach(one, location, address)
    ]
    return f"; {', '.join(told)}: so some of it goes sooner" if told else ""


def _may_reach(policy: RetentionPolicy, location: str, address: str) -> bool:
    if address and location in policy.places:
        return policy.places[location].has(address)
    return location in policy.everything_at or location in policy.something_at


def _doubts(partly: list[RetentionPolicy], short: list[RetentionPolicy]) -> list[str]:
    told = [
        f"the policy {one.name} keeps each thing for {one.keeps_days} days from its making, and what is older goes"
        for one in sorted(short, key=lambda one: one.name)
    ]
    names = ", ".join(sorted(one.name for one in partly))
    return [*told, *([f"whether the policy {names} reaches it is not read"] if names else [])]
