"""Which service a request belongs to: by its path, and by its host only where two services share a path.

Repeated and trailing slashes mean nothing: Microsoft's Python SDK for Graph writes `/v1.0//users` in every call
from its default base address, and the service answers it as `/v1.0/users` (read in msgraph-sdk 1.65.0).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from holdfast.emulator.clouds import ARM_HOSTS, is_compliance

Destination = Literal[
    "graph",
    "exchange",
    "compliance",
    "arm",
    "token",
    "token-v1",
    "openid",
    "openid-v1",
    "keys",
    "instance",
    "metadata",
    "pipeline",
    "machine",
    "app-service",
    "download",
    "nowhere",
]

_TENANT = r"/(?P<tenant>[^/]+)"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_AROUND: tuple[tuple[Destination, re.Pattern[str]], ...] = (
    (
        "pipeline",
        re.compile(
            r"/pipelines/(?:github|azure-devops)/(?:token|oidctoken|\.well-known/(?:openid-configuration|jwks))"
        ),
    ),
    ("machine", re.compile(rf"/machines{_TENANT}/metadata/identity/oauth2/token")),
    ("app-service", re.compile(rf"/machines{_TENANT}/msi/token")),
)
"""What stands around a tenant and is not Microsoft's sign-in: it is served under loopback's own names alone."""
_DOORS: tuple[tuple[Destination, re.Pattern[str]], ...] = (
    ("graph", re.compile(r"/(?P<version>v1\.0|beta)(?P<path>/.*)?", re.IGNORECASE)),
    ("compliance", re.compile(r"(?P<prefix>/compliance)(?P<path>/adminapi/.*)", re.IGNORECASE)),
    ("exchange", re.compile(r"(?P<prefix>/exchange)?(?P<path>/adminapi/.*)", re.IGNORECASE)),
    ("arm", re.compile(r"/(?:subscriptions|tenants)(?:/.*)?", re.IGNORECASE)),
    ("download", re.compile(r"/data/download/(?P<tenant>[0-9A-Fa-f-]{36})\.(?P<path>[\w-]+)")),
    ("metadata", re.compile(r"/metadata/endpoints", re.IGNORECASE)),
    ("instance", re.compile(r"/common/discovery/instance", re.IGNORECASE)),
    ("token", re.compile(_TENANT + r"/oauth2/v2\.0/token", re.IGNORECASE)),
    ("token-v1", re.compile(_TENANT + r"/oauth2/token", re.IGNORECASE)),
    ("openid", re.compile(_TENANT + r"/v2\.0/\.well-known/openid-configuration", re.IGNORECASE)),
    ("openid-v1", re.compile(_TENANT + r"/\.well-known/openid-configuration", re.IGNORECASE)),
    ("keys", re.compile(_TENANT + r"/discovery(?:/v2\.0)?/keys", re.IGNORECASE)),
)
_SLASHES = re.compile("/{2,}")


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


def single_slashes(path: str) -> str:
    """The path as every service here reads it: no slash twice, none at the end, one at the start."""
    return "/" + _SLASHES.sub("/", path).strip("/")


def find_door(host: str, path: str) -> Door:
    """Where a request to `path` (decoded) goes; `host` without its port, lower case."""
    whole = single_slashes(path)
    if host in ARM_HOSTS:
        return Door("arm", path=whole)
    for destination, pattern in (*(_AROUND if host in _LOOPBACK else ()), *_DOORS):
        found = pattern.fullmatch(whole)
        if found is not None:
            named = found.groupdict(default="")
            return Door(
                "compliance" if destination == "exchange" and is_compliance(host) else destination,
                named.get("version", "").lower(),
                named.get("path") or ("" if "version" in named else whole),
                named.get("prefix", ""),
                named.get("tenant", ""),
            )
    return Door("nowhere", path=whole)
