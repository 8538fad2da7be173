"""Which retention policies keep what is at a location, where no hold of the object itself tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.model.horizon import Keeper

if TYPE_CHECKING:
    from holdfast.grace.facts import Settings

GROUPS, DRIVES = "ModernGroupLocation", "OneDriveLocation"
"""Locations of a policy; neither "Exchange email" nor named sites reach a group's mailbox or site."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What policies do for everything at a location."""

    keepers: tuple[Keeper, ...]
    doubt: str
    """Why they may do more than that; empty where they do not."""


def cover_of(location: str, settings: Settings) -> Cover:
    """Return the policies that retain everything at a location, and whether others may retain single things there."""
    if settings.policies is None:
        return Cover((), "retention policies could not be read")
    retaining = [one for one in settings.policies if one.retains]
    keepers = [Keeper("retention policy", one.name) for one in retaining if location in one.everything_at]
    partly = sorted(one.name for one in retaining if location in one.something_at)
    doubt = f"whether the policy {', '.join(partly)} reaches it is not read" if partly else ""
    return Cover(tuple(sorted(keepers)), doubt)
