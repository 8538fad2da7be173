"""What Exchange's own retention tags delete of mail in mailboxes that stay: messaging records management.

A tag deletes, or moves to the archive, what is older than its days; a policy gives a mailbox its tags. What a hold or a
retention policy of Purview's keeps stays in the recoverable items all the same, so a mailbox counts by what holds it:
by what keeps every item of mail for longer than the tag leaves it. A hold of a month keeps nothing that a tag deletes
after a year; a label keeps what bears it, a case what it asks for and while it is open, a delay hold some weeks: of the
rest nobody can say. A mailbox on retention hold, in which no tag acts meanwhile, is none of them.
What somebody threw away already (Deleted Items, junk), and what only somebody's own hand puts a tag on, is told and
decides nothing. Source: https://learn.microsoft.com/exchange/security-and-compliance/messaging-records-management/
retention-tags-and-policies (recalled, 2026-11-28), and New-RetentionPolicyTag for the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.holds import holds_of
from holdfast.model.horizon import Fate, Item
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.grace.facts import RetentionTag, Tagged
    from holdfast.grace.holds import Holds
    from holdfast.grace.keeping import Mailbox, Settings

TAG_RULE = "MT1"
_DELETES = {
    "deleteandallowrecovery": "deleted, and can be taken back for as long as deleted items are kept",
    "permanentlydelete": "deleted for good",
    "movetodeleteditems": "moved to Deleted Items",
}
_MOVES = {"movetoarchive": "moved to the archive mailbox, which goes 30 days after its licence"}
_KNOWN = {*_DELETES, *_MOVES, "markaspastretentionlimit", "movetofolder"}
_BY_HAND = "personal"
_THROWN_AWAY = frozenset({"deleteditems", "junkemail", "recoverableitems", "syncissues", "rsssubscriptions"})
_ALL = "all"
_NAMED = 5
_ENDLESS = "unlimited"
"""Days of a policy without an end, as `holdfast.normalise.durations` writes them."""
_UNKEPT = "mailboxes in which nothing keeps it for longer"
_UNSURE = "mailboxes of which nobody can say whether anything keeps it for longer"
_DO = (
    "give the tag more days, or take it out of the policy (Set-RetentionPolicyTag, Set-RetentionPolicy); or keep the "
    "mail by a retention policy or a hold"
)


@value_class
class _Members:
    """Some mailboxes under one policy."""

    count: int
    names: tuple[str, ...]

    def __str__(self) -> str:
        """Return how many, and some names."""
        more = f" and {self.count - len(self.names)} more" if self.count > len(self.names) else ""
        return f"{self.count} ({', '.join(self.names)}{more})"


def tag_items(tags: Sequence[RetentionTag], tagged: Iterable[Tagged], settings: Settings) -> Iterator[Item]:
    """Yield each tag that deletes by itself mail in use, in mailboxes in which nothing is known to keep it for longer.

    Nobody can say of any day: how old the mail in them is, is not read.
    """
    every = _held(tagged, settings)
    for tag in tags:
        in_use = tag.type.casefold() not in {_BY_HAND, *_THROWN_AWAY}
        if in_use and _acts(tag) and (members := _not_kept(tag, every)):
            yield _item(tag, members)


def tag_lines(tags: Sequence[RetentionTag], tagged: Iterable[Tagged], settings: Settings) -> tuple[str, ...]:
    """Return what the other tags do that delete or move mail which nothing is known to keep, a line for each."""
    every = _held(tagged, settings)
    told = []
    for tag in tags:
        action = tag.action.casefold()
        apart = tag.type.casefold() in {_BY_HAND, *_THROWN_AWAY} or action in _MOVES
        does = (_DELETES | _MOVES).get(action)
        if does and apart and tag.days is not None and (members := _not_kept(tag, every)):
            count = sum(one.count for one in members.values())
            told.append(
                f"{tag.policy}, {tag.name}: {_what(tag)} is {does}, {tag.days} days old; {count} mailboxes"
            )
    return tuple(told)


def _acts(tag: RetentionTag) -> bool:
    """Return whether a tag may delete; an action that nobody has seen may do anything."""
    action = tag.action.casefold()
    return tag.days is not None and (action in _DELETES or action not in _KNOWN)


def _item(tag: RetentionTag, members: Mapping[str, _Members]) -> Item:
    does = _DELETES.get(tag.action.casefold(), f"treated by {tag.action}, which is not known,")
    whom = "; ".join(f"{what}: {some}" for what, some in members.items())
    return Item(
        object="mail under a retention tag",
        name=f"{tag.policy}: {tag.name}",
        object_id=f"{tag.policy}/{tag.name}",
        rule=TAG_RULE,
        fate=Fate.UNKNOWN,
        lost_from=None,
        since=None,
        explanation=f"{_what(tag)} is {does} when it is {tag.days} days old, which is not read of any mail; {whom}",
        to_do=_DO,
    )


def _what(tag: RetentionTag) -> str:
    kind = tag.type.casefold()
    if kind == _BY_HAND:
        return "what somebody puts it on"
    return "everything without another tag" if kind == _ALL else f"what is in {tag.type}"


def _held(tagged: Iterable[Tagged], settings: Settings) -> list[tuple[Tagged, Holds]]:
    """Return the mailboxes with what holds them."""
    return [(one, holds_of(one.mailbox, settings)) for one in tagged]


def _not_kept(tag: RetentionTag, every: Iterable[tuple[Tagged, Holds]]) -> dict[str, _Members]:
    """Return the mailboxes of a tag's policy in which what it deletes is not known to be kept, by how sure that is."""
    found: dict[str, _Members] = {}
    for one, holds in every:
        if one.policy != tag.policy or (keeps := _keeps_longer(one.mailbox, holds, tag.days)) is True:
            continue
        sort = _UNSURE if keeps is None else _UNKEPT
        known = found.get(sort, _Members(0, ()))
        names = (*known.names, *one.names)[:_NAMED]
        found[sort] = _Members(known.count + one.count, names)
    return found


def _keeps_longer(mailbox: Mailbox, holds: Holds, days: int | None) -> bool | None:
    """Return whether every item in a mailbox is kept for longer than some days from its receipt.

    None: nobody can say.
    """
    told = [one for one in holds.days if one == _ENDLESS or isinstance(one, int)]
    if mailbox.litigation_hold:
        told.append(_ENDLESS if mailbox.litigation_days is None else mailbox.litigation_days)
    if any(one == _ENDLESS or (isinstance(one, int) and one > (days or 0)) for one in told):
        return True
    return None if holds.unclear or len(holds.keepers) > len(told) else False
