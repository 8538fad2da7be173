"""One embedded tenant on the machine's own clock, and the environment in which a client reaches it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DOMAIN = "contoso.onmicrosoft.com"
ISSUER, SUBJECT, AUDIENCE = "https://issuer.example", "repo:acme/tenants", "api://AzureADTokenExchange"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")


@dataclass(frozen=True)
class World:
    """A tenant that answers as Microsoft's hosts, and three ways to sign in to it."""

    server: TenantServer
    tenant_id: str
    client_id: str
    group_id: str
    """A group with members."""
    environment: dict[str, str]
    """Proxy, authority, and CLIENT_SECRET, CLIENT_CERTIFICATE, CLIENT_TOKEN."""

    def run(self, command: Sequence[str], ways: Sequence[str]) -> dict[str, Any]:
        """Run a client, which signs in by each of the ways, and give the JSON that it printed."""
        done = subprocess.run(
            [*command, self.tenant_id, self.client_id, self.group_id, *ways],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        printed: dict[str, Any] = json.loads(done.stdout)
        return printed

    def asked(self) -> list[str]:
        """Every request so far: method, host and path."""
        return [f"{one.method} {one.host}{one.path.partition('?')[0]}" for one in self.server.log.entries()]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = tmp_path_factory.mktemp("clients")
    control.seed(home / "tenant", DOMAIN, "small")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    certificate = _certificate_file(home, key)
    control.add_certificate(home / "tenant", DOMAIN, certificate.read_bytes())
    control.add_federated_credential(home / "tenant", DOMAIN, _trust(key))
    token = home / "token.jwt"
    claims = {"iss": ISSUER, "sub": SUBJECT, "aud": AUDIENCE, "exp": datetime.now(UTC) + timedelta(hours=1)}
    token.write_text(jwt.encode(claims, key, algorithm="RS256"))
    with TenantServer(home / "tenant") as server:
        told = json.loads((home / "tenant" / "server.json").read_text())["tenants"][DOMAIN]
        environment = {
            **{name: value for name, value in os.environ.items() if name.upper() not in _PROXIES},
            **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), server.proxy_url),
            **dict.fromkeys(
                ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"), str(server.ca_file)
            ),
            "CLIENT_SECRET": told["client_secret"],
            "CLIENT_CERTIFICATE": str(certificate),
            "CLIENT_TOKEN": str(token),
        }
        group = _group_with_members(home)
        yield World(server, told["tenant_id"], told["client_id"], group, environment)
        server.log.close()


def _certificate_file(home: Path, key: rsa.RSAPrivateKey) -> Path:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "client")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now - timedelta(hours=1))
    certificate = builder.not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = home / "client.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def _trust(key: rsa.RSAPrivateKey) -> dict[str, Any]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key()))
    return {"name": "ci", "issuer": ISSUER, "subject": SUBJECT, "audiences": [AUDIENCE], "keys": [public]}


def _group_with_members(home: Path) -> str:
    folder = TenantFolder(home / "tenant")
    store = folder.open(DOMAIN)
    held = {str(group["id"]): store.get("group_members", group["id"]) for group in store.all("groups")}
    folder.close()
    return next(group for group, members in held.items() if members and members["ids"])
