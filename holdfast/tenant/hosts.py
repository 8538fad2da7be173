"""The four hosts of Microsoft's worldwide service, and the scope of the token that each wants.

A token is sent to these hosts and to no other, whatever an answer names as its next page or redirects to.

Source: https://learn.microsoft.com/graph/deployments and the connection code of the Exchange Online module
(2026-11-24). The cmdlet endpoints are those that Microsoft's own PowerShell module uses; they are undocumented.
"""

from __future__ import annotations

import re

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

LOGIN = "https://login.microsoftonline.com"
GRAPH = "https://graph.microsoft.com"
EXCHANGE = "https://outlook.office365.com"
COMPLIANCE = "https://ps.compliance.protection.outlook.com"

_ADDRESS = re.compile(r"https://([a-z0-9.-]+)(?::443)?(?:/[^\x00-\x1f\x7f\\\\]*)?", re.IGNORECASE)
"""An address without user name, other port, backslash or control character: parsers disagree about those."""
_REGIONAL = re.compile(r"https://[a-z0-9-]+\.ps\.compliance\.protection\.outlook\.com")
_LONGEST = 16_384
"""Characters; a page's mark is some hundreds."""


def origin_of(address: str) -> str:
    """Return `https://host` of an absolute address on one of Microsoft's hosts.

    Raises:
        ReadError: when it is anything else; nothing may be sent there.
    """
    found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST else None
    origin = f"https://{found[1].lower()}" if found else ""
    if origin not in (LOGIN, GRAPH, EXCHANGE, COMPLIANCE) and not _REGIONAL.fullmatch(origin):
        told = f"an answer leads to {address[:200]!r}, which is no address of the service: nothing was sent there"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return origin


def resource_of(url: str) -> str:
    """Return the resource whose token a request to `url` needs; regional compliance hosts share one.

    Raises:
        ReadError: when the address is none of Microsoft's.
    """
    origin = origin_of(url)
    return COMPLIANCE if _REGIONAL.fullmatch(origin) else origin


def compliance_host(location: str) -> str:
    """Return the compliance host that a redirect to `location` names.

    Raises:
        ReadError: when that is no host of the compliance service.
    """
    origin = origin_of(location)
    if resource_of(location) != COMPLIANCE:
        told = f"the compliance endpoint redirects to {origin}, which is another service"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return origin
