"""`docs/permissions.md`: what the application in a tenant must be allowed, kind by kind, and why."""

from __future__ import annotations

from holdfast.kinds.registry import kinds
from holdfast.model.directory import USER
from tools.docs.markdown import GENERATED, table, words

_ABOUT = """\
Application permissions, least privileged first. A check or a report needs the reading ones only; give a pipeline
that only checks nothing else. A permission that is missing makes the objects of its kind `UNKNOWN`, with its name
in the finding; it never makes them look in sync or missing."""

_MORE = """\
## What else is asked

| When | Request | Permission | Without it |
| --- | --- | --- | --- |
| at every check | the tenant's licences, `/subscribedSkus` | `LicenseAssignment.Read.All` | nothing is called not \
applicable |
| when something drifted | who changed it, `/auditLogs/directoryAudits` | `AuditLog.Read.All` | the finding stands \
without a name |
| when something drifted | who changed it, `Search-UnifiedAuditLog` | `Exchange.ManageAsApp`, with a role that has \
the View-Only Audit Logs right | the finding stands without a name |
| when something drifted | names of ids, `/directoryObjects/getByIds` | `Directory.Read.All` | the finding shows the \
id alone |
| at `holdfast horizon` | deleted users and groups, when licences went: `/directory/deletedItems`, `/users`, \
`/groups`, `/auditLogs/directoryAudits` | `User.Read.All`, `Group.Read.All`, `AuditLog.Read.All` | that source is \
told as not read, and nothing is called kept because of it |
| at `holdfast horizon` | subscriptions, `/directory/subscriptions` | `Organization.Read.All` | the same |
| at `holdfast horizon` | how long drives are kept, `/admin/sharepoint/settings` | \
`SharePointTenantSettings.Read.All` | the shortest period is counted, and told |
| at `holdfast horizon` | mailboxes, holds, retention policies | `Exchange.ManageAsApp` | as the first |
| at apply | users and groups that the plan names | `User.Read.All`, `Group.Read.All` | the apply fails and \
says which is missing |

Sources: https://learn.microsoft.com/graph/api/subscribedsku-list, /directoryaudit-list and \
/directoryobject-getbyids (2026-11-24).

## Exchange and Purview

`Exchange.ManageAsApp` is an application role of *Office 365 Exchange Online*, not of Microsoft Graph. It opens the
door only: what may be done inside is decided by a directory role of the application's service principal.

- To read: Global Reader.
- To change holds: Exchange Administrator. To change labels and label policies: Compliance Administrator.

Source: https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2 (2026-11-24). The endpoints are
those of Microsoft's own PowerShell module and are not documented."""


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
            f"`{kind.licence}`" if kind.licence else "every tenant",
            kind.source,
        )
        for token, kind in kinds().items()
    ]
    head = ("Kind", "Type token", "To read, all of", "To change, all of", "Service plan", "Source")
    return (
        "\n\n".join(["# Permissions", GENERATED, _ABOUT, table(head, rows), _reads(), _interfaces(), _MORE])
        + "\n"
    )


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
