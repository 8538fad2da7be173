"""Strong methods of signing in, assessed: those that are on are offered to somebody who is there.

A method is offered to everybody, or to groups, and to nobody of the groups that are left out. One that is on for a
group without members, or for everybody but a group that everybody is in, is offered to nobody, and looks like any other
in the admin center. Counted are enabled users, members of groups within groups too. Whether a method is on, and whether
anybody is named at all, is told by the kind of its settings.

So is a passkey of which only certain makes may be registered, and none is among them: whoever has one keeps it, and
nobody gets another. A passkey that no list restricts, or that a list of makes is refused of, is open to others.

Groups are read only where a method names some. Sources (2026-11-28):
https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration (targets, which are groups, and
`all_users`) and https://learn.microsoft.com/graph/api/group-list-transitivemembers. That a target that is a user, which
older answers have, stands for himself is recalled; that who is left out is so whatever he is offered by, is assumed.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_list,
    as_object,
    as_text,
    as_word,
    not_understood,
    required,
    told,
)
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services import principals
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, POLICY, READ_PERMISSIONS
from holdfast.kinds.services.methods import configurations, is_off, policy_of_methods
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_SOMEBODY_OR_SOME = {"offeredTo": ("somebody", "nobody"), "keysAllowed": ("some", "none")}
"""By what is judged, what is expected and what is found, for people."""
_STRONG = {"fido2": "passkeys", "microsoftauthenticator": "Microsoft Authenticator"}
"""Methods that controls have people use, by their ids in lower case."""
_EVERYBODY, _GROUP, _USER = "all_users", "group", "user"
_USERS = "/users?$select=id,accountEnabled&$top=999"
_COLUMNS = "id,accountEnabled"
_INCLUDED, _EXCLUDED = "includeTargets", "excludeTargets"
"""Whom a method names; that it leaves nobody out may be null."""
_KEYS, _MAKES = "keyRestrictions", "aaGuids"
_ALLOWED, _REFUSED = "allow", "block"
"""Whether the makes of a list are all that may be registered, or those that may not."""
_NO_KEY = "no make of key may be registered: name in the tenant which may, or restrict none"
_NOTE = "it is on and offered to nobody who is there: name in the tenant whom it is for, or fill the group"


class OfferedMethods(Assessment):
    """The strong methods are the members."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`)."""
        return f"Graph beta: `{POLICY}`, `/groups/{{id}}/transitiveMembers`; Graph v1.0: `/users`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every method (see `PopulationKind.judge`)."""
        policy = await policy_of_methods(tenant)
        try:
            found = {required(row, "id", as_text).casefold(): row for row in configurations(policy)}
            rulings = await asyncio.gather(
                *(_ruling(tenant, name, found.get(method)) for method, name in _STRONG.items())
            )
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        count = Count()
        for one in rulings:
            count.take(one)
        return count.judgement()


async def _ruling(tenant: Reader, name: str, row: Row | None) -> Ruling:
    """Return what one method came to.

    Raises:
        ReadError: when a group or the users could not be read.
    """
    if row is None:
        return Ruling(member=name, unknown="is not among the methods of the policy")
    try:
        if is_off(row):
            return Ruling(member=name)
        if _no_key_is_allowed(row):
            return Ruling(member=name, breaks=(_violation(name, row, "keysAllowed", _NO_KEY),))
        if await _reaches_somebody(tenant, row):
            return Ruling(member=name)
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"may be offered to nobody: {misread}")
    return Ruling(member=name, breaks=(_violation(name, row, "offeredTo", _NOTE),))


async def _reaches_somebody(tenant: Reader, row: Row) -> bool:
    """Return whether somebody is there to whom a method is offered; that it names nobody is told by its own kind.

    Raises:
        MisreadError: when a target, or a row, is not understood.
        ReadError: when a group or the users could not be read.
    """
    included = _targets(required(row, _INCLUDED, as_list), _INCLUDED)
    excluded = _targets(told(row, _EXCLUDED, as_list) or [], _EXCLUDED)
    if not included or (_EVERYBODY in included and not excluded):
        return True
    return bool(await _people(tenant, included) - await _people(tenant, excluded))


def _violation(name: str, row: Row, about: str, note: str) -> Violation:
    """Return that a method is on for nothing, in what and why."""
    expected, found = _SOMEBODY_OR_SOME[about]
    return Violation(
        member=name,
        member_id=required(row, "id", as_text),
        property=about,
        expected=expected,
        found=found,
        note=note,
    )


def _no_key_is_allowed(row: Row) -> bool:
    """Return whether only certain makes of passkeys may be registered, and none is among them.

    Raises:
        MisreadError: the restrictions are not understood.
    """
    restrictions = told(row, _KEYS, as_object) if _KEYS in row else None
    if restrictions is None or not required(restrictions, "isEnforced", as_boolean):
        return False
    words = partial(as_word, words=(_ALLOWED, _REFUSED))
    is_allowed = required(restrictions, "enforcementType", words).casefold() == _ALLOWED
    return is_allowed and not (told(restrictions, _MAKES, as_list) or [])


def _targets(listed: Sequence[Any], which: str) -> dict[str, str]:
    """Return whom a list names, ids in lower case with their type.

    Raises:
        MisreadError: one is not understood.
    """
    return {
        required(one, "id", partial(as_guid, words=(_EVERYBODY,))).casefold(): required(
            one, "targetType", partial(as_word, words=(_GROUP, _USER))
        ).casefold()
        for one in (as_object(each, f"{which}[]") for each in listed)
    }


async def _people(tenant: Reader, targets: Mapping[str, str]) -> set[str]:
    """Return the ids, in lower case, of the enabled users whom targets are; a group that is gone has none.

    Raises:
        MisreadError: when a row is not understood.
        ReadError: when one could not be read.
    """
    groups = [one for one, type_ in targets.items() if type_ == _GROUP and one != _EVERYBODY]
    everybody = [one for one, type_ in targets.items() if one == _EVERYBODY or type_ == _USER]
    users, *inside = await asyncio.gather(
        tenant.graph.collection(_USERS) if everybody else _nobody(),
        *(tenant.graph.collection_of(principals.members_path(one, _COLUMNS)) for one in groups),
    )
    there = _enabled(users)
    named = there if _EVERYBODY in targets else there & set(targets)
    return named.union(*(_enabled(_only_users(rows or [])) for rows in inside))


async def _nobody() -> list[dict[str, Any]]:
    """Return no rows: nobody has to be asked."""
    return []


def _only_users(rows: Iterable[Row]) -> list[Row]:
    return [one for one in rows if required(one, "@odata.type", as_text) == principals.USER]


def _enabled(rows: Sequence[Row]) -> set[str]:
    return {required(one, "id", as_guid) for one in rows if required(one, "accountEnabled", as_boolean)}


KIND = OfferedMethods(
    token="m365:entra:OfferedMethods",
    title="Offered methods",
    doc=(
        "An assessment, which never writes: passkeys and Microsoft Authenticator, where they are on, are offered to "
        "somebody who is there, and some make of passkey may be registered."
    ),
    key="offered-methods",
    noun="methods",
    judges=(*_SOMEBODY_OR_SOME,),
    audit_category=AUDIT_CATEGORY,
    fields=(),
    read_permissions=(*READ_PERMISSIONS, "Group.Read.All", "User.Read.All"),
    omits=(
        "other methods; profiles of passkeys, which restrict each group by itself; whether a method is on, and whether "
        "it names anybody at all, which the kinds of their settings tell. "
        f"{asked_by_name(POLICY, '/groups/{id}/transitiveMembers', '/users')}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration (2026-11-28)"
    ),
)
