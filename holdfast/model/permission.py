"""What somebody must be allowed in a tenant to do something there, and what it is for. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

GLOBAL_READER = "Global Reader"
EXCHANGE_ADMINISTRATOR = "Exchange Administrator"
COMPLIANCE_ADMINISTRATOR = "Compliance Administrator"

ROLE_GROUPS: Mapping[str, str] = {
    GLOBAL_READER: "View-Only Organization Management (Exchange), Global Reader (Purview)",
    EXCHANGE_ADMINISTRATOR: "Organization Management (Exchange)",
    COMPLIANCE_ADMINISTRATOR: "Compliance Administrator (Purview)",
}
"""Role groups of the services that may stand in a directory role's place, by the directory role.

Source: those of Exchange are what Microsoft365DSC asks for the same cmdlets, in `settings.json` of its EXO resources
(1.26.128, 2026-11-26); those of Purview: https://learn.microsoft.com/defender-office-365/scc-permissions (recalled).
"""


@dataclass(frozen=True, slots=True)
class Api:
    """A service of Microsoft's that has application permissions."""

    name: str
    app_id: str
    """Client id of its service principal, the same in every tenant."""


GRAPH = Api("Microsoft Graph", "00000003-0000-0000-c000-000000000000")
EXCHANGE = Api("Office 365 Exchange Online", "00000002-0000-0ff1-ce00-000000000000")
SHAREPOINT = Api("Office 365 SharePoint Online", "00000003-0000-0ff1-ce00-000000000000")
"""Source of the ids: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
(recalled), and api-facts 6.5 for Exchange (verified)."""
CMDLETS = "Exchange.ManageAsApp"
"""The permission that opens the cmdlet endpoints, of Exchange and of Purview."""
_OF_EXCHANGE = frozenset({CMDLETS})


def api_of(permission: str) -> Api:
    """Return the service that has the application permission; Microsoft Graph has all that others do not."""
    return EXCHANGE if permission in _OF_EXCHANGE else GRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Something that is asked of a tenant beside its objects, with what that takes."""

    what: str
    """Such as `who changed it`."""
    request: str
    """The path or the cmdlet that is asked."""
    when: str
    """Such as `when something drifted`."""
    permissions: tuple[str, ...]
    """Least privileged application permissions; all are needed."""
    roles: tuple[str, ...] = ()
    """Directory roles that are needed besides."""
    without: str
    """What is not told, or does not happen, where it may not be read."""
    source: str
    """Link to the documentation, and the date it was checked."""
