"""Prowler as the registry has it, in an environment of its own, and one run of it against the embedded tenant.

It signs in as somebody does who has Azure's command line: by an `az` on its PATH, here one that prints a token. What it
would ask PowerShell is left out by it, because `az` gives it no credentials for that.
"""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.store import TenantFolder
from holdfast.engine.toolchain import toolchains_folder
from tests.audit.outcomes import Scan, errors, findings, scan
from tests.e2e.scratch import CONTOSO

if TYPE_CHECKING:
    from tests.audit.reads import Sources
    from tests.e2e.scratch import Scratch

VERSION = "5.46.0"
REQUIREMENT = f"prowler=={VERSION}"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")
_SCANNER = "7e0b7d0c-7a52-4d6c-9a3e-6f1f0a5b9c11"
"""Client id of the scanner's own application."""
_TOKEN_SECONDS = 3000


class AuditError(Exception):
    """Prowler could not be installed or did not run to its end; the message says which, and what it printed."""


@dataclass(frozen=True)
class Prowler:
    """An installation."""

    folder: Path

    @property
    def services(self) -> Path:
        """The folder of its services for Microsoft 365."""
        (found,) = self.folder.glob("lib/python3.*/site-packages/prowler/providers/m365/services")
        return found

    def run(self, scratch: Scratch, place: Path, sources: Sources) -> Scan:
        """Run every check against the tenant of `scratch`.

        Args:
            scratch: its server runs.
            place: an empty folder for what the run leaves.
            sources: of this installation.

        Raises:
            AuditError: it did not run to its end.
        """
        place.mkdir(parents=True)
        self._az(place / "bin" / "az", scratch)
        log = place / "log"
        command = (
            *(str(self.folder / "bin" / "python"), str(self.folder / "bin" / "prowler"), "m365"),
            *("--az-cli-auth", "--no-banner", "--ignore-exit-code-3", "--output-formats", "csv"),
            *("--output-directory", str(place / "out"), "--output-filename", "found"),
            *("--log-level", "WARNING", "--log-file", str(log)),
        )
        environment = self._environment(scratch, place)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        table = place / "out" / "found.csv"
        if done.returncode or not table.exists():
            raise AuditError(f"Prowler ended with {done.returncode}: {(done.stdout + done.stderr)[-2000:]}")
        found = findings(table.read_text(encoding="utf-8"))
        return scan(found, errors(log.read_text(encoding="utf-8")), sources)

    def _az(self, program: Path, scratch: Scratch) -> None:
        """Write an `az` that prints a token of the scanner's application, for Graph and no other service."""
        tenant = json.loads((scratch.tenants / "server.json").read_text())["tenants"][CONTOSO]["tenant_id"]
        answer = {
            "accessToken": _token(scratch, tenant),
            "expires_on": int(time.time()) + _TOKEN_SECONDS,
            "tenant": tenant,
            "subscription": tenant,
            "tokenType": "Bearer",
        }
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{json.dumps(answer)}\nEND\n")
        program.chmod(0o700)

    def _environment(self, scratch: Scratch, place: Path) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name.upper() not in _PROXIES}
        trust = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(scratch.server.ca_file))
        proxy = dict.fromkeys(("HTTPS_PROXY", "https_proxy"), scratch.server.proxy_url)
        path = f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**kept, **trust, **proxy, "HOME": str(place), "PATH": path}


def installed() -> Prowler:
    """The installation in the user's cache, made when it is not there: minutes, and two gigabytes.

    Raises:
        AuditError: pip does not install it.
    """
    folder = toolchains_folder().parent / "audit" / f"prowler-{VERSION}"
    stamp = folder / ".made-of"
    if not stamp.exists() or stamp.read_text() != REQUIREMENT:
        sys.stdout.write(f"setup: installing {REQUIREMENT} into {folder} (minutes)\n")
        sys.stdout.flush()
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [str(folder / "bin" / "pip"), "install", "--quiet", REQUIREMENT]
        if subprocess.run(command, check=False).returncode:
            raise AuditError(f"pip does not install {REQUIREMENT}; what it says stands above")
        stamp.write_text(REQUIREMENT)
    return Prowler(folder)


def register_scanner(scratch: Scratch) -> None:
    """Give the tenant an application that may read all that there is to be read, and write nothing."""
    roles = {role for route in graph_routes() if not route.write for role in route.least_roles}
    document = {
        "appId": _SCANNER,
        "displayName": "Prowler",
        "servicePrincipalId": "7e0b7d0c-7a52-4d6c-9a3e-6f1f0a5b9c12",
        "secret": "scanner-secret",
        "roles": sorted(roles),
        "directoryRoles": [],
    }
    tenants = TenantFolder(scratch.tenants)
    try:
        tenants.open(CONTOSO).put("applications", _SCANNER, document)
    finally:
        tenants.close()


def _token(scratch: Scratch, tenant: str) -> str:
    form = {
        "client_id": _SCANNER,
        "client_secret": "scanner-secret",
        "grant_type": "client_credentials",
        "scope": "https://graph.microsoft.com/.default",
    }
    trust = ssl.create_default_context(cafile=str(scratch.server.ca_file))
    with httpx.Client(base_url=scratch.server.base_url, verify=trust, trust_env=False) as http:
        answer = http.post(f"/{tenant}/oauth2/v2.0/token", data=form)
    token: str = answer.raise_for_status().json()["access_token"]
    return token
