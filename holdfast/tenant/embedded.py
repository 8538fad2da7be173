"""Finds the embedded tenant that runs on this machine."""

from __future__ import annotations

import json
import os
import socket
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from holdfast.model.errors import HoldfastError
from holdfast.model.value_class import value_class
from holdfast.whole_file import read_ordinary

_ANSWERS_WITHIN_SECONDS = 2.0
_SEEDED_WITHIN_SECONDS = 5.0
_LOOK_SECONDS = 0.05


@value_class
class EmbeddedApplication:
    """The application that the embedded tenant made for Holdfast."""

    tenant_id: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...] = ()
    """Every verified domain of its tenant."""


@dataclass(frozen=True)  # without slots: it keeps what was looked for
class EmbeddedServer:
    """A running embedded tenant."""

    proxy_url: str
    """Forward proxy for Microsoft's hosts, `http://127.0.0.1:PORT`."""
    ca_file: Path
    """PEM of the authority that signed its certificate."""
    metadata_host: str
    """`127.0.0.1:PORT`, for the azuread plugin."""
    name_server: str
    """`127.0.0.1:PORT`, which answers for DNS."""
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
        if tenant in self.applications:  # nearly always, and no name has to be looked at in any letter case
            return self.applications[tenant]
        return self._by_name.get(tenant.casefold())

    @cached_property
    def _by_name(self) -> dict[str, EmbeddedApplication]:
        """Every application by each name of its tenant: a run over a thousand tenants asks for each by its id."""
        found: dict[str, EmbeddedApplication] = {}
        for domain, application in self.applications.items():
            for name in (domain, application.tenant_id, *application.domains):
                found.setdefault(name.casefold(), application)
        return found


def read_authority(ca_file: Path) -> bytes:
    """Return the certificate of the authority that signed the embedded tenant's, as PEM.

    Raises:
        HoldfastError: `embedded-tenant-not-running` when there is no ordinary file of that size.
    """
    try:
        return read_ordinary(ca_file)
    except OSError as error:
        raise unusable_authority(ca_file, error) from error


def unusable_authority(ca_file: Path, cause: Exception) -> HoldfastError:
    """Return the error about a certificate that cannot be used."""
    return HoldfastError(
        "embedded-tenant-not-running",
        f"the certificate of the embedded tenant in {ca_file} cannot be used ({cause}): start it anew with "
        "`holdfast tenant serve` in another terminal",
    )


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
        server = _described(json.loads(read_ordinary(path)))
        host, _, port = server.proxy_url.rpartition("/")[2].partition(":")
        socket.create_connection((host, int(port)), timeout=_ANSWERS_WITHIN_SECONDS).close()
    except (OSError, OverflowError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise HoldfastError(
            "embedded-tenant-not-running",
            "the embedded tenant is not running: start it with `holdfast tenant serve` in another terminal",
        ) from error
    return server


def _described(facts: dict[str, Any]) -> EmbeddedServer:
    """Return the server that a description tells of.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: when it is no description.
    """
    proxy, ca_file, host, names = texts = [
        facts[one] for one in ("proxy_url", "ca_file", "metadata_host", "name_server")
    ]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    every = {domain: _application(app) for domain, app in facts["tenants"].items()}
    # A tenant that nobody can sign in to, such as one without our application, is none; the others are what they are.
    applications = {domain: one for domain, one in every.items() if one is not None}
    return EmbeddedServer(
        proxy_url=proxy,
        ca_file=Path(ca_file),
        metadata_host=host,
        name_server=names,
        applications=applications,
    )


def _application(facts: dict[str, Any]) -> EmbeddedApplication | None:
    """Return how to sign in to a tenant; None when the description does not tell all of it."""
    domains = facts.get("domains") or []
    if not isinstance(domains, list):
        return None
    texts = [facts.get(name) for name in ("tenant_id", "client_id", "client_secret")]
    if not all(isinstance(text, str) for text in (*texts, *domains)):
        return None
    return EmbeddedApplication(**{**facts, "domains": tuple(domains)})
