"""`docs/permissions.md`: what the application in a tenant must be allowed, kind by kind, and why."""

from __future__ import annotations

from holdfast.drift import attribute, names
from holdfast.grace.readings import READINGS as LOOKING_AHEAD
from holdfast.kinds.registry import kinds
from holdfast.model.directory import USER
from holdfast.model.licence import in_words
from holdfast.model.permission import RIGHTS
from holdfast.tenant import licences, organization
from tools.docs.markdown import GENERATED, table, words

_ABOUT = """\
Application permissions, least privileged first. A check or a report needs the reading ones only; give a pipeline
that only checks nothing else. A permission that is missing makes the objects of its kind `UNKNOWN`, with its name
in the finding; it never makes them look in sync or missing.

What one client needs, and nothing else, is computed from its plan: `holdfast permissions CLIENT` tells it with the
controls that need it, `--write` for an identity that applies, and `--format az`, `bicep` or `terraform` writes what
grants it. `holdfast doctor CLIENT` tells what the identity lacks, and what it has too much."""

_ROLES = """\
`Exchange.ManageAsApp` is an application role of *Office 365 Exchange Online*, not of Microsoft Graph. It opens the
door only: what may be done inside is decided by a directory role of the application's service principal, or by a role
group of the service in its place.

{roles}

Source: https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2 (2026-11-24). The endpoints are
those of Microsoft's own PowerShell module and are not documented. Which roles the built-in groups have:
{sources}; which of them each cmdlet asks for is assumed, but for the audit log. A role group stands in a directory
role's place at its own service only: a client that is checked in both takes one in each."""
_READINGS = (
    licences.READING,
    attribute.DIRECTORY_LOG,
    attribute.UNIFIED_LOG,
    names.READING,
    organization.READING,
    *LOOKING_AHEAD,
)
"""All that is asked beside objects; `holdfast.access` counts the same of those that a check or an apply asks."""


_REFERRED_TO = (USER,)
"""Kinds that no control declares: they are looked up because others refer to them."""


def permissions_page() -> str:
    """Return the page, Markdown."""
    rows = [
        (
            kind.title,
            f"`{token}`",
            words(kind.read_permissions),
            "nothing changes it" if token in _REFERRED_TO else words(kind.write_permissions),
            f"`{in_words(kind.licence)}`" if kind.licence else "every tenant",
            kind.source,
        )
        for token, kind in kinds().items()
    ]
    head = ("Kind", "Type token", "To read, all of", "To change, all of", "Service plan", "Source")
    parts = [
        "# Permissions",
        GENERATED,
        _ABOUT,
        table(head, rows),
        _reads(),
        _interfaces(),
        _readings(),
        _roles(),
    ]
    return "\n\n".join(parts) + "\n"


def _readings() -> str:
    """Return what is asked beside objects, and what is not told without it."""
    rows = [
        (one.when, f"{one.what}, {one.request}", words(one.permissions), one.without) for one in _READINGS
    ]
    sources = "; ".join(one.source for one in _READINGS)
    head = ("When", "Request", "Permission", "Without it")
    return f"## What else is asked\n\n{table(head, rows)}\n\nSources: {sources}."


def _roles() -> str:
    """Return the directory roles that cmdlets take, and the role groups that may stand in their place."""
    rows = []
    for right in RIGHTS:
        reads = [f"read {kind.title}" for kind in kinds().values() if right in kind.read_rights]
        reads += [one.what for one in _READINGS if right in one.rights]
        changes = [f"change {kind.title}" for kind in kinds().values() if right in kind.write_rights]
        instead = f"{right.group}, or any with {words(right.duties)}"
        rows.append((right.role, right.service, ", ".join([*reads, *changes]), instead))
    sources = "; ".join(dict.fromkeys(one.source for one in RIGHTS))
    head = ("Directory role", "At", "For", "Role group there that stands in its place")
    return f"## Exchange and Purview\n\n{_ROLES.format(roles=table(head, rows), sources=sources)}"


def _interfaces() -> str:
    """Return what each kind is read by, and what that leaves out."""
    rows = [(kind.title, kind.interface(), kind.omits) for kind in kinds().values()]
    about = (
        "An interface that leaves things out is not read as whole: what it leaves out would look missing, and be made "
        "a second time."
    )
    head = ("Kind", "Read by", "Known to be left out")
    return f"## What it is read by\n\n{about}\n\n{table(head, rows)}"


def _reads() -> str:
    """Return the sums over all kinds, to be copied into a consent."""
    declared = [kind for token, kind in kinds().items() if token not in _REFERRED_TO]
    reading = sorted({one for kind in kinds().values() for one in kind.read_permissions})
    changing = sorted({one for kind in declared for one in kind.write_permissions} - set(reading))
    lines = (
        f"- To read everything: {words(reading)}.",
        f"- To change everything, besides: {words(changing)}.",
    )
    return "## All together\n\n" + "\n".join(lines)
