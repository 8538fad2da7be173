"""Which retention policies lose what they keep to a priority clean-up of another policy, whoever made that.

It deletes what policies, labels and holds of eDiscovery keep (research notes data-loss 3.7), so that nothing in the
policy that keeps tells of it: only the whole list does. Pure functions.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.kinds.services.retained import DELETED_ANYWAY_BY, Retained

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdfast.kinds.live import LiveObject

ANYWAY = ("PriorityCleanup", "rule.PriorityCleanup")
"""Where a policy says that it deletes what others keep."""


def beside_clean_up(found: Sequence[LiveObject], locations: Collection[str]) -> list[LiveObject]:
    """Return policies as they were found, those that keep with the names of the ones that delete it all the same.

    Args:
        found: all of them.
        locations: the inputs that say where a policy is for; one that names none may be for everywhere.
    """
    cleaning = [one for one in found if any(map(one.unmodelled.get, ANYWAY)) and _acts(Retained(one))]
    return [_told(one, cleaning, locations) for one in found]


def _told(policy: LiveObject, cleaning: Sequence[LiveObject], locations: Collection[str]) -> LiveObject:
    where = _places(policy, locations)
    others = [
        one
        for one in cleaning
        if one is not policy and (not _places(one, locations) or where & _places(one, locations))
    ]
    if not others or Retained(policy).only_deletes:
        return policy
    called = [name for one in others for name in (one.key, *one.recorded_as)]
    return replace(
        policy,
        unmodelled={**policy.unmodelled, DELETED_ANYWAY_BY: sorted(one.key for one in others)},
        recorded_as=(*policy.recorded_as, *called),  # who made those has changed what this one keeps
    )


def _acts(policy: Retained) -> bool:
    return policy.deletes and not policy.is_idle()


def _places(policy: LiveObject, locations: Collection[str]) -> frozenset[str]:
    return frozenset(one for one in locations if policy.inputs.get(one))
