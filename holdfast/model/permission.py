"""What somebody must be allowed in a tenant to do something there, and what it is for. Standard library only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable

EXCHANGE_CMDLETS, PURVIEW_CMDLETS = "Exchange", "Purview"
"""The two services of cmdlets, each with role groups of its own; groups of one name in both have nothing in common."""
GLOBAL_READER = "Global Reader"
EXCHANGE_ADMINISTRATOR = "Exchange Administrator"
COMPLIANCE_ADMINISTRATOR = "Compliance Administrator"
_OF_EXCHANGE_GROUPS = "https://learn.microsoft.com/exchange/permissions-exo/permissions-exo (2026-11-28)"
_OF_PURVIEW_GROUPS = "https://learn.microsoft.com/defender-office-365/scc-permissions (2026-11-28)"


@value_class(kw_only=True)
class Right:
    """What a service of cmdlets asks for: a directory role gives it, and a role group of the service in its place."""

    service: str
    """`EXCHANGE_CMDLETS` or `PURVIEW_CMDLETS`."""
    role: str
    """Display name of the directory role."""
    group: str
    """Name of the built-in role group that gives the least beside it."""
    duties: tuple[str, ...]
    """The service's own roles that a role group has to have to give it, sorted; all are needed. One that an
    administrator made himself may have them as well."""
    source: str
    """Link to the page that says which roles the built-in groups have, and the date it was read. Which of them each
    cmdlet asks for is assumed, but for the audit log."""


READS_EXCHANGE = Right(
    service=EXCHANGE_CMDLETS,
    role=GLOBAL_READER,
    group="View-Only Organization Management",
    duties=("View-Only Configuration", "View-Only Recipients"),
    source=_OF_EXCHANGE_GROUPS,
)
SEARCHES_THE_LOG = Right(
    service=EXCHANGE_CMDLETS,
    role=GLOBAL_READER,
    group="Compliance Management",
    duties=("View-Only Audit Logs",),
    source="https://learn.microsoft.com/purview/audit-log-search (2026-11-28), and " + _OF_EXCHANGE_GROUPS,
)
"""That a role of Exchange is asked for, and none of Purview, is said there; that Global Reader suffices is assumed."""
CHANGES_EXCHANGE = Right(
    service=EXCHANGE_CMDLETS,
    role=EXCHANGE_ADMINISTRATOR,
    group="Organization Management",
    duties=("Legal Hold", "Mail Recipients", "Organization Configuration", "Transport Hygiene"),
    source=_OF_EXCHANGE_GROUPS,
)
READS_PURVIEW = Right(
    service=PURVIEW_CMDLETS,
    role=GLOBAL_READER,
    group="Global Reader",
    duties=(
        "View-Only Audit Logs",
        "View-Only Manage Alerts",
        "View-Only Record Management",
        "View-Only Retention Management",
    ),
    source=_OF_PURVIEW_GROUPS,
)
CHANGES_PURVIEW = Right(
    service=PURVIEW_CMDLETS,
    role=COMPLIANCE_ADMINISTRATOR,
    group="Compliance Administrator",
    duties=("Organization Configuration", "RecordManagement", "Retention Management"),
    source=_OF_PURVIEW_GROUPS,
)
RIGHTS = (READS_EXCHANGE, SEARCHES_THE_LOG, READS_PURVIEW, CHANGES_EXCHANGE, CHANGES_PURVIEW)
"""All there are."""


def role_groups(rights: Iterable[Right]) -> str:
    """Return the built-in role groups that give `rights`: `View-Only Organization Management (Exchange), …`."""
    wanted = set(rights)
    return ", ".join(f"{one.group} ({one.service})" for one in RIGHTS if one in wanted)


@value_class
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


@value_class(kw_only=True)
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
    rights: tuple[Right, ...] = ()
    """Rights in the services of cmdlets that are needed besides."""
    without: str
    """What is not told, or does not happen, where it may not be read."""
    source: str
    """Link to the documentation, and the date it was checked."""
