"""Who holds a role of what synchronises the directory, and does not synchronise.

The accounts that synchronise are made by Entra Connect, called `Sync_` with the server's name, and by its cloud sync,
called `ADToAADSyncServiceAccount`. Neither role is shown in the portals, nor is who holds one; so an attacker who takes
one is excused from whatever excludes it, may change what is synchronised, and is seen by nobody. Anybody can be given
such a name: what synchronises is known besides by `onPremisesSyncEnabled`, which the directory sets and no person can.
An application that synchronises has a permission for it and neither role, so one that holds a role is told as well.

Sources: https://learn.microsoft.com/azure/active-directory/hybrid/reference-connect-accounts-permissions (2026-11-28);
that they are held by attackers, and hidden, and that no application or group has a reason to hold one:
https://www.tenable.com/indicators/ioe/entra/SUSPICIOUS-DIRECTORY-SYNCHRONIZATION-ACCOUNTS-ROLE-ASSIGNMENT (2026-11-28);
that the property is read-only: https://learn.microsoft.com/graph/api/resources/user (2026-11-28); the name of cloud
sync's account: https://github.com/MicrosoftDocs/entra-docs/pull/734 (2026-11-28). That Entra Connect's account has the
property, though it is one of the cloud, no page of Microsoft's says:
https://blogs.perficient.com/2015/11/23/office-365-azure-ad-connect-did-you-know/ (2026-11-28); that
cloud sync's has it: assumed. What has it not is told all the same: it is also how an account looks that is left over
after synchronising ended, or that somebody only named so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.gates.synchronising import Synchronising
from holdfast.kinds.decode import as_guid, as_object, as_text, member, required
from holdfast.kinds.judgement import Violation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Row = Mapping[str, Any]

SYNCHRONISES = "synchronises"
"""Property of a holder: the account is one that synchronises the directory."""
_OWN = re.compile(r"(?:sync_[^@]+|adtoaadsyncserviceaccount)@.*", re.IGNORECASE)
_NOTE = (
    "holds a hidden role of what synchronises the directory, and is not known to do so by its name and by the "
    "directory: take the role from it; an account that synchronises all the same is accepted by name"
)


def is_called_so(name: str) -> bool:
    """Return whether a user principal name is one of those that accounts which synchronise bear."""
    return _OWN.fullmatch(name) is not None


def bearers(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Return the ids and user principal names of who holds one and has the name of what synchronises.

    Args:
        rows: see `strangers`.

    Raises:
        MisreadError: when an assignment does not tell whose it is.
    """
    named = [(own_id, _name(shown)) for own_id, shown in _holders(rows)]
    return [(own_id, name) for own_id, name in named if name and is_called_so(name)]


def synchronisers(rows: Iterable[Row], synchronised: Collection[str]) -> tuple[Synchronising, ...]:
    """Return the accounts that synchronise, by name, with which of the roles they hold.

    Args:
        rows: see `strangers`.
        synchronised: as there, of accounts that can sign in.

    Raises:
        MisreadError: when an assignment does not tell whose it is, or of which role.
    """
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        for own_id, name in bearers([row]):
            if name.casefold() in synchronised:
                held.setdefault((name, own_id.casefold()), set()).add(
                    required(row, "roleDefinitionId", as_guid)
                )
    return tuple(
        Synchronising(name, own_id, frozenset(roles)) for (name, own_id), roles in sorted(held.items())
    )


def strangers(rows: Iterable[Row], synchronised: Collection[str]) -> list[Violation]:
    """Return who holds one and does not synchronise: people, groups and applications.

    Args:
        rows: the active assignments of both roles, each with whom it is of.
        synchronised: user principal names, in lower case, of those accounts that the directory synchronises.

    Raises:
        MisreadError: when an assignment does not tell whose it is.
    """
    found = {}
    for own_id, shown in _holders(rows):
        name = _name(shown)
        if not (name and is_called_so(name) and name.casefold() in synchronised):
            called = name or f"{member(shown, 'displayName', as_text) or ''} ({own_id})".strip()
            found[own_id.casefold()] = Violation(
                member=called, member_id=own_id, property=SYNCHRONISES, expected=True, found=False, note=_NOTE
            )
    return list(found.values())


def _holders(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Yield the id and what is told of whoever holds one."""
    for row in rows:
        yield required(row, "principalId", as_guid), required(row, "principal", as_object)


def _name(shown: Row) -> str | None:
    return member(shown, "userPrincipalName", as_text)
