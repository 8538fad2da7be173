"""Which service a request belongs to: by its path, and by its host only where two services share a path."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Destination = Literal[
    "graph", "exchange", "compliance", "token", "openid", "keys", "instance", "metadata", "nowhere"
]

HOSTS = (
    "graph.microsoft.com",
    "login.microsoftonline.com",
    "outlook.office365.com",
    "ps.compliance.protection.outlook.com",
)
"""Microsoft hosts that the server answers for when it is reached through its proxy."""
REGIONAL_SUFFIX = ".ps.compliance.protection.outlook.com"
"""Regional hosts of the compliance endpoint end so: eur02b.ps.compliance.protection.outlook.com."""

_TENANT = r"/(?P<tenant>[^/]+)"
_DOORS: tuple[tuple[Destination, re.Pattern[str]], ...] = (
    ("graph", re.compile(r"/(?P<version>v1\.0|beta)(?P<path>/.*)?", re.IGNORECASE)),
    ("compliance", re.compile(r"(?P<prefix>/compliance)(?P<path>/adminapi/.*)", re.IGNORECASE)),
    ("exchange", re.compile(r"(?P<prefix>/exchange)?(?P<path>/adminapi/.*)", re.IGNORECASE)),
    ("metadata", re.compile(r"/metadata/endpoints", re.IGNORECASE)),
    ("instance", re.compile(r"/common/discovery/instance", re.IGNORECASE)),
    ("token", re.compile(_TENANT + r"/oauth2/v2\.0/token", re.IGNORECASE)),
    ("openid", re.compile(_TENANT + r"(?:/v2\.0)?/\.well-known/openid-configuration", re.IGNORECASE)),
    ("keys", re.compile(_TENANT + r"/discovery/v2\.0/keys", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Door:
    """Where a request goes."""

    destination: Destination
    version: str = ""
    """"v1.0" or "beta" for Graph."""
    path: str = ""
    """Below the version (Graph), from "/adminapi" on (Exchange), whole elsewhere."""
    prefix: str = ""
    """What stands before `path` and belongs to the base URL: "/compliance", "/exchange" or ""."""
    tenant: str = ""
    """Domain or id named in a sign-in path."""


def find_door(host: str, path: str) -> Door:
    """Where a request to `path` (decoded) goes; `host` without its port, lower case."""
    for destination, pattern in _DOORS:
        found = pattern.fullmatch(path.rstrip("/"))
        if found is not None:
            named = found.groupdict(default="")
            compliance = host == HOSTS[-1] or host.endswith(REGIONAL_SUFFIX)
            return Door(
                "compliance" if destination == "exchange" and compliance else destination,
                named.get("version", "").lower(),
                named.get("path") or ("" if "version" in named else path),
                named.get("prefix", ""),
                named.get("tenant", ""),
            )
    return Door("nowhere", path=path)
