"""What the codes of holds say that Exchange writes on a mailbox and on the organization; not whether any of it lasts.

Source: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox (2023-01-01).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.model.keeper import Keeper
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_POLICY = re.compile(
    r"(?P<excluded>-?)(?P<place>mbx|skp|grp)(?P<id>[0-9a-f-]+)(:(?P<action>\d))?", re.IGNORECASE
)
_EDISCOVERY = re.compile(r"UniH(?P<id>[0-9a-f-]+)", re.IGNORECASE)
_IN_PLACE = re.compile(r"(cld)?(?P<id>[0-9a-f-]{32,36})", re.IGNORECASE)
EDISCOVERY = "eDiscovery hold"
_DELETES, _RETAINS, _THEN_DELETES = "1", frozenset({"2", "3"}), "3"
_GROUP_MAILBOX = "groupmailbox"


@value_class
class Codes:
    """What codes say of one mailbox."""

    policies: Mapping[str, bool]
    """Retention policies that keep by their code, by id (see `plain_id`), and whether they delete afterwards."""
    only_delete: frozenset[str]
    """Ids of those that only delete by their code. A policy of labels bears the same code."""
    by_hand: tuple[Keeper, ...]
    """Holds of cases and searches, which are there until somebody takes them away."""
    unclear: tuple[str, ...]
    """Codes of which nobody can say what they do."""


def plain_id(written: str) -> str:
    """Return the id of a policy as codes are held against it: in lower case, and without dashes."""
    return written.replace("-", "").lower()


def codes_of(own: Iterable[str], over_all: Iterable[str] = (), recipient_type: str = "") -> Codes:
    """Return what a mailbox's own codes say, and those of the organization as far as they reach it.

    Args:
        own: `InPlaceHolds` of the mailbox.
        over_all: those of the organization.
        recipient_type: RecipientTypeDetails of the mailbox.
    """
    policies, by_hand, unclear = dict[str, bool](), list[Keeper](), list[str]()
    only_delete = set[str]()
    of_groups = recipient_type.casefold() == _GROUP_MAILBOX
    on_it = [(code, _POLICY.fullmatch(code)) for code in own]
    excluded = {plain_id(one["id"]) for _, one in on_it if one and one["excluded"]}
    everywhere = [(code, _POLICY.fullmatch(code)) for code in over_all]
    reaching = [pair for pair in everywhere if not pair[1] or _is_of_groups(pair[1]) == of_groups]
    for code, policy in (*on_it, *reaching):
        if policy is None:
            keeper = _of_case(code)
            by_hand += [keeper] if keeper else []
            unclear += [] if keeper else [code]
        elif policy["excluded"] or plain_id(policy["id"]) in excluded:
            continue
        elif policy["action"] == _DELETES:
            only_delete.add(plain_id(policy["id"]))
        elif policy["action"] in _RETAINS:
            deletes = policy["action"] == _THEN_DELETES
            policies[plain_id(policy["id"])] = policies.get(plain_id(policy["id"]), True) and deletes
        else:
            unclear.append(code)
    return Codes(policies, frozenset(only_delete), tuple(by_hand), tuple(unclear))


def _is_of_groups(policy: re.Match[str]) -> bool:
    return policy["place"].lower() == "grp"


def _of_case(code: str) -> Keeper | None:
    """Return the eDiscovery or old in-place hold of a code; None where it is of no known form."""
    if found := _EDISCOVERY.fullmatch(code):
        return Keeper(EDISCOVERY, found["id"])
    if found := _IN_PLACE.fullmatch(code):
        return Keeper("in-place hold", found["id"])
    return None
