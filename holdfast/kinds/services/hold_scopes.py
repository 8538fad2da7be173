"""Mailboxes that have to be held longer than the others: by a group of their users, or by an attribute of their own.

Groups are read in Graph, with those who are in them through others; attributes are `CustomAttribute1` to
`CustomAttribute15` of `Get-Mailbox`. Whoever can change either can bring a mailbox in, and take one out, whose hold
then stays as long as it is. Source of the attributes: https://learn.microsoft.com/powershell/module/exchange/set-mailbox
(2026-11-27).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, member, not_understood
from holdfast.kinds.entra.group import KIND as GROUP
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.services.group_members import group_members
from holdfast.kinds.services.mailbox import mailbox_id
from holdfast.normalise.durations import at_least, parse_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

READ = "Group.Read.All"
_SCOPES = "scopes"
_MEMBERS = "members"
"""Added to a scope by a group once it is looked up: ids of users in lower case."""
_MOST = 50
_ATTRIBUTES = tuple(f"CustomAttribute{number}" for number in range(1, 16))

SCOPES = Field(
    name=_SCOPES,
    doc="Mailboxes that are held longer than the others, each by a group or by an attribute.",
    type=Type.OBJECT,
    many=True,
    most=_MOST,
    protects=Protects.MORE,
    fields=(
        Field(
            name="group",
            doc="Display name of a group of users; nested groups count.",
            any_case=True,
            names_of=GROUP.token,
        ),
        Field(name="attribute", doc="`CustomAttribute1` to `CustomAttribute15`.", values=_ATTRIBUTES),
        Field(
            name="value", doc="What the attribute says of these mailboxes, in any letter case.", any_case=True
        ),
        Field(
            name="durationDays",
            doc="Days that every item of theirs is held, or `unlimited`.",
            type=Type.DAYS,
            required=True,
            minimum=1,
            maximum=36500,
            protects=Protects.HIGHER,
        ),
    ),
)


def attributes(rule: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the attributes that are scopes of a rule, each once."""
    named = (one.get("attribute") for one in rule.get(_SCOPES) or ())
    return tuple(dict.fromkeys(one for one in named if one))


async def with_members(tenant: Reader, title: str, rule: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a rule with the members of each group that is a scope; itself where none is.

    Raises:
        ReadError: a group is not there, or could not be read.
    """
    scopes = rule.get(_SCOPES) or []
    groups = sorted({one["group"] for one in scopes if one.get("group")})
    if not groups:
        return rule
    where = f"{_SCOPES}.group"
    try:
        found = await asyncio.gather(*(group_members(tenant, one, where) for one in groups))
    except MisreadError as misread:
        raise not_understood(title, "", misread) from None
    members = dict(zip(groups, found, strict=True))
    known = [{**one, _MEMBERS: members[one["group"]]} if one.get("group") else one for one in scopes]
    return {**rule, _SCOPES: known}


class Scopes:
    """How long each mailbox has to be held by a rule whose groups are looked up."""

    def __init__(self, rule: Mapping[str, Any]) -> None:
        """Keep the durations of `rule` and of its scopes."""
        self._usual = parse_days(rule["durationDays"])
        self._scopes = [(one, parse_days(one["durationDays"])) for one in rule.get(_SCOPES) or ()]

    def asked(self, row: Row) -> int | str | None:
        """Return the longest duration that is asked of a mailbox.

        Raises:
            MisreadError: an attribute that decides is not there, or not understood.
        """
        longest = self._usual
        for scope, days in self._scopes:
            if not at_least(longest, days) and _is_in(scope, row):
                longest = days
        return longest


def _is_in(scope: Mapping[str, Any], row: Row) -> bool:
    if scope.get("group"):
        return mailbox_id(row) in scope[_MEMBERS]
    name = scope["attribute"]
    if name not in row:
        raise MisreadError(name, "a text", None)
    return (member(row, name, as_text) or "").casefold() == str(scope["value"]).casefold()
