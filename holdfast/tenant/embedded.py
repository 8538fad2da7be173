"""Finds the embedded tenant that runs on this machine."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from holdfast.model.errors import HoldfastError

_ANSWERS_WITHIN_SECONDS = 2.0
_SEEDED_WITHIN_SECONDS = 5.0
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class EmbeddedApplication:
    """The application that the embedded tenant made for Holdfast."""

    tenant_id: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...] = ()
    """Every verified domain of its tenant."""


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """A running embedded tenant."""

    proxy_url: str
    """Forward proxy for Microsoft's hosts, `http://127.0.0.1:PORT`."""
    ca_file: Path
    """PEM of the authority that signed its certificate."""
    metadata_host: str
    """`127.0.0.1:PORT`, for the azuread plugin."""
    applications: dict[str, EmbeddedApplication]
    """By domain."""

    def application(self, tenant: str) -> EmbeddedApplication:
        """Return the application in `tenant`, one of its verified domains or its id.

        Raises:
            HoldfastError: `embedded-tenant-unknown`.
        """
        application = self._application(tenant)
        if application is not None:
            return application
        raise HoldfastError(
            "embedded-tenant-unknown",
            f"the embedded tenant server has no tenant {tenant}, only {', '.join(sorted(self.applications))}: "
            f"seed it with `holdfast tenant seed small --tenant {tenant}`",
        )

    def knows(self, tenant: str) -> bool:
        """Return whether there is such a tenant, a domain or a tenant id."""
        return self._application(tenant) is not None

    def _application(self, tenant: str) -> EmbeddedApplication | None:
        for domain, application in self.applications.items():
            names = (domain, application.tenant_id, *application.domains)
            if tenant.casefold() in {name.casefold() for name in names}:
                return application
        return None


def home(project: Path) -> Path:
    """Return the folder for state and caches: `$HOLDFAST_HOME`, else `.holdfast` in the project."""
    return Path(os.environ.get("HOLDFAST_HOME") or project / ".holdfast")


def find_server(folder: Path, tenant: str) -> EmbeddedServer:
    """Return the embedded tenant that runs over the Holdfast `folder`, for the sake of `tenant`.

    A tenant whose client file is new comes to be within moments: it is waited for, up to five seconds.

    Raises:
        HoldfastError: `embedded-tenant-not-running`.
    """
    deadline = time.monotonic() + _SEEDED_WITHIN_SECONDS
    while True:
        server = _running_server(folder / "tenant" / "server.json")
        if server.knows(tenant) or time.monotonic() >= deadline:
            return server
        time.sleep(_LOOK_SECONDS)


def _running_server(path: Path) -> EmbeddedServer:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        host, _, port = facts["proxy_url"].rpartition("/")[2].partition(":")
        socket.create_connection((host, int(port)), timeout=_ANSWERS_WITHIN_SECONDS).close()
    except (OSError, ValueError, KeyError) as error:
        raise HoldfastError(
            "embedded-tenant-not-running",
            "the embedded tenant is not running: start it with `holdfast tenant serve` in another terminal",
        ) from error
    return EmbeddedServer(
        proxy_url=facts["proxy_url"],
        ca_file=Path(facts["ca_file"]),
        metadata_host=facts["metadata_host"],
        applications={domain: _application(app) for domain, app in facts["tenants"].items()},
    )


def _application(facts: dict[str, Any]) -> EmbeddedApplication:
    return EmbeddedApplication(**{**facts, "domains": tuple(facts.get("domains") or ())})
