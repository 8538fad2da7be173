"""Forms of what settings hand to a service as it is written: what the service would refuse in the middle of an apply.

What is looked up before an apply, such as a user by its name, needs no form: the look-up tells that nothing is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from holdfast.model.directory import GUID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = rf"(?a:(?:{_LABEL}\.)+(?![0-9]+(?:$|/)){_LABEL})"
"""No letter beside those of ASCII: without regard to letter case, a Kelvin sign would pass for a k."""
_ADDRESS = rf"[^@\s,;<>*]+@{_DOMAIN}"
"""Without a wildcard, which would stand for nobody."""
_IN_A_PATH = r"""[^\s*?#"<>|]"""
"""A path of a site has no wildcard, and an address of one neither a query nor a fragment. Source:
https://support.microsoft.com/office/64883a5d-228e-48f5-b3d2-eb39e07630fa (recalled, 2026-11-29)."""
_SITE = rf"(?a:https)://{_DOMAIN}(?:/{_IN_A_PATH}*)?"
_REVIEWERS = "|".join(
    rf"(?:/v1\.0|/beta)?{one}"
    for one in (
        rf"/users/{GUID}",
        rf"/groups/{GUID}/transitiveMembers(?:/microsoft\.graph\.user)?",
        rf"/roleManagement/directory/roleAssignments\?\$filter=roleDefinitionId eq '{GUID}'",
    )
)
"""Source: https://learn.microsoft.com/graph/api/resources/accessreviewreviewerscope (recalled); the role as the portal
writes it (recalled)."""


def once(texts: Iterable[str]) -> list[str]:
    """Return texts that differ by more than letter case, each as it is written first."""
    found: dict[str, str] = {}
    for one in texts:
        found.setdefault(one.casefold(), one)
    return list(found.values())


def _each(pattern: str, told: str) -> Callable[[list[str]], list[str]]:
    """Return what accepts a list of which every item has the form `pattern`, in any letter case.

    Services compare what has such a form without regard to it, and some refuse a list that says one twice.
    """
    form = re.compile(pattern, re.IGNORECASE)

    def accepted(given: list[str]) -> list[str]:
        """Accept `given`, or say which of them is none; one that is there in two letter cases counts once."""
        for one in given:
            if not form.fullmatch(one):
                raise ValueError(f"{one!r} is no {told}")
        return once(given)

    return accepted


_object_ids = _each(GUID, "object id, such as 786548dd-877b-4760-a749-6b1efbc1190a")
ObjectIds = Annotated[list[str], AfterValidator(_object_ids)]
"""Ids of objects of the directory, or GUIDs of domains of Active Directory."""
ObjectId = Annotated[str, AfterValidator(lambda given: _object_ids([given])[0])]
"""One such id."""
_domains = _each(_DOMAIN, "domain, such as fabrikam.com")
Domains = Annotated[list[str], AfterValidator(_domains)]
"""Names of domains, without a wildcard, which would stand for nobody."""
Domain = Annotated[str, AfterValidator(lambda given: _domains([given])[0])]
"""One such name."""
Thumbprints = Annotated[
    list[str],
    AfterValidator(
        _each(r"[0-9a-f]{40}", "SHA-1 thumbprint: 40 hexadecimal digits, as the admin centers show them")
    ),
]
"""Certificates, by their thumbprints, without spaces and colons."""
Permissions = Annotated[
    list[str],
    AfterValidator(_each(r"\w+(?:[.-]\w+)*", "name of an application permission, such as Files.Read.All")),
]
"""Names of application permissions, as a service calls them."""
Methods = Annotated[
    list[str], AfterValidator(_each(r"[A-Za-z]\w*", "id of a method of signing in, such as Fido2"))
]
"""Methods of signing in, by the ids that the directory gives its own."""
DomainsOrAny = Annotated[
    list[str], AfterValidator(_each(rf"\*|(?:\*\.)?{_DOMAIN}", "domain, such as fabrikam.com, nor `*`"))
]
"""Names of remote domains: with `*.` before it all below one, `*` alone is every domain."""
Senders = Annotated[
    list[str],
    AfterValidator(
        _each(
            rf"{_ADDRESS}|(?:\*\.)?{_DOMAIN}", "address or domain, such as ana@fabrikam.com or fabrikam.com"
        )
    ),
]
"""Addresses of mail, or names of domains; with `*.` before it all below one (recalled)."""
Places = Annotated[
    list[str],
    AfterValidator(
        _each(
            rf"{_ADDRESS}|{_SITE}",
            "address of a mailbox, group or site, such as ana@fabrikam.com or https://fabrikam.sharepoint.com/sites/hr",
        )
    ),
]
"""Addresses of mailboxes and groups, or of sites and drives."""
Sites = Annotated[
    list[str],
    AfterValidator(
        _each(
            rf"(?a:https)://{_DOMAIN}(?:/{_IN_A_PATH}*(?!/){_IN_A_PATH})?",
            "address of a site without a slash at its end, such as https://fabrikam.sharepoint.com/sites/hr",
        )
    ),
]
"""Addresses of sites and drives, as their service writes them."""
Addresses = Annotated[list[str], AfterValidator(_each(_ADDRESS, "address of mail, such as ana@fabrikam.com"))]
"""Addresses of people or groups."""
ProtectedUsers = Annotated[
    list[str],
    AfterValidator(
        _each(
            rf"[^;]*[^;\s][^;]*;{_ADDRESS}",
            "name and address of somebody, such as Ana Reyes;ana@fabrikam.com",
        )
    ),
]
"""People by the name that mail shows and the address, as anti-phishing policies write them."""
RecordTypes = Annotated[
    list[str],
    AfterValidator(_each(r"[a-z][a-z0-9]*", "type of records of the audit log, such as ExchangeItem")),
]
"""Words of `AuditLogRecordType`, of which the service has more every year."""
Reviewers = Annotated[
    list[str],
    AfterValidator(
        _each(
            _REVIEWERS,
            "query for reviewers: /users/ID, /groups/ID/transitiveMembers/microsoft.graph.user, or the assignments "
            "of a role as the portal writes them",
        )
    ),
]
"""Queries of Graph for those who decide."""
