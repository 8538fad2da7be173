"""Who holds a role of what synchronises the directory, by which policies leave it out, and does not synchronise.

The accounts that synchronise are made by Entra Connect, called `Sync_` with the server's name, and by its cloud sync,
called `ADToAADSyncServiceAccount`. Neither role is shown in the portals, nor is who holds one; so an attacker who takes
one is excused from whatever excludes it, and is seen by nobody.

Sources: https://learn.microsoft.com/azure/active-directory/hybrid/reference-connect-accounts-permissions (2026-11-28);
that they are held by attackers, and hidden: https://www.tenable.com/indicators/ioe/entra/
SUSPICIOUS-DIRECTORY-SYNCHRONIZATION-ACCOUNTS-ROLE-ASSIGNMENT (2026-11-28); the name of cloud sync's account: recalled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import as_object, as_text, member, required
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services import principals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Row = Mapping[str, Any]

SYNCHRONISES = "synchronises"
"""Property of a holder: the account is one that synchronises the directory."""
_OWN = re.compile(r"(?:sync_[^@]+|adtoaadsyncserviceaccount)@.*", re.IGNORECASE)
_NOTE = (
    "holds a hidden role of what synchronises the directory, which policies leave out, and so is asked for nothing: "
    "take the role from him; an account that synchronises by another name is accepted by name"
)


def strangers(rows: Iterable[Row]) -> list[Violation]:
    """Return who holds one and is a person or a group: applications are reached by no policy for people.

    Args:
        rows: the active assignments of both roles, each with whom it is of.

    Raises:
        MisreadError: when an assignment does not tell whose it is.
    """
    found = {}
    for row in rows:
        own_id = required(row, "principalId", as_text)
        shown = required(row, "principal", as_object)
        name = member(shown, "userPrincipalName", as_text)
        is_application = member(shown, "@odata.type", as_text) == principals.APPLICATION
        if not is_application and not (name and _OWN.fullmatch(name)):
            called = name or f"{member(shown, 'displayName', as_text) or ''} ({own_id})".strip()
            found[own_id.casefold()] = Violation(
                member=called, member_id=own_id, property=SYNCHRONISES, expected=True, found=False, note=_NOTE
            )
    return list(found.values())
