"""Which holds keep a mailbox, by the codes that Exchange writes; a code that nobody knows keeps nothing for sure.

Source: https://learn.microsoft.com/purview/ediscovery-identify-a-hold-on-an-exchange-online-mailbox (2023-01-01).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.model.horizon import Keeper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.grace.facts import Mailbox, RetentionPolicy, Settings

_POLICY = re.compile(
    r"(?P<excluded>-?)(?P<place>mbx|skp|grp)(?P<id>[0-9a-f-]+)(:(?P<action>\d))?", re.IGNORECASE
)
_EDISCOVERY = re.compile(r"UniH(?P<id>[0-9a-f-]+)", re.IGNORECASE)
_IN_PLACE = re.compile(r"(cld)?(?P<id>[0-9a-f-]{32,36})", re.IGNORECASE)
_DELETES, _RETAINS, _THEN_DELETES = frozenset({"1"}), frozenset({"2", "3"}), "3"
_GROUP_MAILBOX = "groupmailbox"


@dataclass(frozen=True, slots=True)
class Holds:
    """What was found about one mailbox."""

    keepers: tuple[Keeper, ...]
    """Each of them keeps the mailbox by itself."""
    unclear: tuple[str, ...]
    """Codes, or lists that were not read, of which nobody can say whether they keep it."""
    ends_days: int | None = None
    """Days from its receipt after which the last of `keepers` has an item deleted; None where one of them does not."""
    told: tuple[str, ...] = ()
    """For how long those of `keepers` keep each item that do not for ever, in words."""


def holds_of(mailbox: Mailbox, settings: Settings) -> Holds:
    """Return what keeps a mailbox, and what may."""
    keepers, unclear = set(_flags(mailbox)), []
    deleting, told = dict[Keeper, int](), set[str]()
    own = [(code, _POLICY.fullmatch(code)) for code in mailbox.in_place_holds]
    excluded = {found["id"].replace("-", "").lower() for _, found in own if found and found["excluded"]}
    of_groups = mailbox.type.casefold() == _GROUP_MAILBOX
    over_all = [] if settings.organization_holds is None else list(settings.organization_holds)
    if settings.organization_holds is None:
        unclear.append("the organization's holds, which were not read")
    for code in [*mailbox.in_place_holds, *over_all]:
        policy = _POLICY.fullmatch(code)
        if policy is None:
            keeper = _of_case(code)
            keepers.update([keeper] if keeper else [])
            unclear += [] if keeper else [code]
            continue
        policy_id = policy["id"].replace("-", "").lower()
        foreign = code not in mailbox.in_place_holds and (policy["place"].lower() == "grp") != of_groups
        if policy["excluded"] or policy_id in excluded or foreign or policy["action"] in _DELETES:
            continue
        if policy["action"] in _RETAINS:
            keeper = Keeper("retention policy", policy_name(policy_id, settings))
            keepers.add(keeper)
            days = _keeps_days(policy_id, settings)
            told |= {f"the {keeper} keeps each item for {days} days"} if days is not None else set()
            deleting |= {keeper: days} if days is not None and policy["action"] == _THEN_DELETES else {}
        else:
            unclear.append(code)
    if mailbox.litigation_hold and mailbox.litigation_days is not None:
        told.add(
            f"the litigation hold keeps what is deleted in it for {mailbox.litigation_days} days from its receipt"
        )
    ends = max(deleting.values(), default=None) if keepers == set(deleting) else None
    return Holds(tuple(sorted(keepers)), tuple(unclear), ends, tuple(sorted(told)))


def policy_name(policy_id: str, settings: Settings) -> str:
    """Return the name of the policy with this id, written without dashes; the id where it is not known."""
    return next((one.name for one in _policies(policy_id, settings)), policy_id)


def _keeps_days(policy_id: str, settings: Settings) -> int | None:
    """Return for how many days a policy keeps each item; None without an end, or where that is not known."""
    return next((one.keeps_days for one in _policies(policy_id, settings)), None)


def _policies(policy_id: str, settings: Settings) -> Iterator[RetentionPolicy]:
    yield from (one for one in settings.policies or () if one.id.replace("-", "").lower() == policy_id)


def _flags(mailbox: Mailbox) -> Iterator[Keeper]:
    if mailbox.litigation_hold:
        yield Keeper("litigation hold", "")
    if mailbox.label_hold:
        yield Keeper("retention label", "")
    if mailbox.delay_hold:
        yield Keeper("delay hold", "")


def _of_case(code: str) -> Keeper | None:
    """Return the eDiscovery or old in-place hold of a code; None where it is of no known form."""
    if found := _EDISCOVERY.fullmatch(code):
        return Keeper("eDiscovery hold", found["id"])
    if found := _IN_PLACE.fullmatch(code):
        return Keeper("in-place hold", found["id"])
    return None
