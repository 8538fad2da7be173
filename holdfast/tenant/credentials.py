"""Who we are towards a tenant: found once, at configure time, and never written anywhere.

Order: workload federation, certificate, secret, Azure CLI. Secrets and federated tokens are one form post on the
shared session (the sign-in library needs two requests and 0.2 s of imports for it); certificates and the CLI are
azure-identity's.
Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (2026-11-24).
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from holdfast.model.errors import SignInError
from holdfast.tenant.hosts import LOGIN
from holdfast.tenant.retry import SERVER_ERROR, Patience, is_transient, retry_after

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_HTTP_OK = 200


class Credential(Protocol):
    """Something that can get a token."""

    async def token(self, client: httpx.AsyncClient, resource: str) -> str:
        """Return an access token for `resource`, such as `https://graph.microsoft.com`.

        Raises:
            SignInError: when sign-in is refused or cannot be reached.
        """
        ...


@dataclass(frozen=True, slots=True)
class FormCredential:
    """A client secret or a federated token, posted to the token endpoint."""

    tenant: str
    """Domain or tenant id."""
    client_id: str
    proof: Mapping[str, str] = field(repr=False)
    """The form fields that prove who we are; never shown."""
    patience: Patience = field(default_factory=Patience)

    async def token(self, client: httpx.AsyncClient, resource: str) -> str:
        """Return an access token for `resource` (see `Credential`)."""
        import httpx

        form = {
            "client_id": self.client_id,
            "grant_type": "client_credentials",
            "scope": f"{resource}/.default",
            **self.proof,
        }
        attempts = self.patience.start()
        while True:
            try:
                reply = await client.post(f"{LOGIN}/{self.tenant}/oauth2/v2.0/token", data=form)
            except httpx.HTTPError as error:
                # Nobody there, and nobody at the proxy's address, are no matter of waiting.
                if not isinstance(error, httpx.ConnectError | httpx.ProxyError) and await attempts.wait(None):
                    continue
                raise self._unreachable(type(error).__name__) from None
            if not is_transient(reply.status_code):
                break
            if not await attempts.wait(retry_after(reply.headers)):
                raise self._unreachable(f"HTTP {reply.status_code}")
        if reply.status_code >= SERVER_ERROR:
            raise self._unreachable(f"HTTP {reply.status_code}")
        body = _json(reply.content)
        if reply.status_code != _HTTP_OK or "access_token" not in body:
            raise SignInError(
                "sign-in-refused", _refusal(self.tenant, self.client_id, reply.status_code, body)
            )
        return str(body["access_token"])

    def _unreachable(self, cause: str) -> SignInError:
        told = f"sign-in for tenant {self.tenant} did not answer ({cause}): check network and proxy, or try later"
        return SignInError("sign-in-unreachable", told)


@dataclass(frozen=True, slots=True)
class LibraryCredential:
    """A certificate or the Azure CLI's session, through azure-identity."""

    tenant: str
    certificate: Path | None
    client_id: str

    async def token(self, client: httpx.AsyncClient, resource: str) -> str:
        """Return an access token for `resource` (see `Credential`)."""
        from azure.core.exceptions import ClientAuthenticationError
        from azure.identity import AzureCliCredential, CertificateCredential, CredentialUnavailableError

        # What it logs stands in the error that it raises.
        logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
        try:
            credential = (
                CertificateCredential(self.tenant, self.client_id, str(self.certificate))
                if self.certificate
                else AzureCliCredential(tenant_id=self.tenant)
            )
            return credential.get_token(f"{resource}/.default").token
        except CredentialUnavailableError as error:
            raise SignInError(
                "no-credential",
                f"no credential for tenant {self.tenant}: set AZURE_CLIENT_ID with AZURE_FEDERATED_TOKEN_FILE, "
                f"AZURE_CLIENT_CERTIFICATE_PATH or AZURE_CLIENT_SECRET, or sign in with `az login`",
            ) from error
        except (OSError, ValueError) as error:
            told = f"the certificate {self.certificate} cannot be used: {str(error).splitlines()[0]}"
            raise SignInError("no-credential", f"no credential for tenant {self.tenant}: {told}") from None
        except ClientAuthenticationError as error:
            sentence = str(error).splitlines()[0]
            raise SignInError(
                "sign-in-refused", f"sign-in for tenant {self.tenant} was refused: {sentence}"
            ) from None


def from_environment(
    tenant: str, environment: Mapping[str, str] | None = None, patience: Patience | None = None
) -> Credential:
    """Return the credential that `environment` (default: the process's) offers for `tenant`.

    Reads azure-identity's names (`AZURE_CLIENT_ID`, `AZURE_FEDERATED_TOKEN_FILE`, `AZURE_CLIENT_CERTIFICATE_PATH`,
    `AZURE_CLIENT_SECRET`) and the azuread provider's (`ARM_CLIENT_ID`, `ARM_OIDC_TOKEN_FILE_PATH`, `ARM_OIDC_TOKEN`,
    `ARM_CLIENT_CERTIFICATE_PATH`, `ARM_CLIENT_SECRET`).

    Raises:
        SignInError: `no-credential` when the federated token's file cannot be read.
    """
    values = os.environ if environment is None else environment
    patience = patience or Patience()

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    client_id = first("AZURE_CLIENT_ID", "ARM_CLIENT_ID")
    token_file = first("AZURE_FEDERATED_TOKEN_FILE", "ARM_OIDC_TOKEN_FILE_PATH")
    federated = _federated_token(tenant, Path(token_file)) if token_file else first("ARM_OIDC_TOKEN")
    certificate = first("AZURE_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_CERTIFICATE_PATH")
    secret = first("AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET")
    if client_id and federated:
        proof = {"client_assertion": federated, "client_assertion_type": _ASSERTION_TYPE}
        return FormCredential(tenant, client_id, proof, patience)
    if client_id and secret and not certificate:
        return FormCredential(tenant, client_id, {"client_secret": secret}, patience)
    return LibraryCredential(tenant, Path(certificate) if certificate else None, client_id)


def _federated_token(tenant: str, path: Path) -> str:
    """Return the token that the pipeline keeps in a file."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        told = f"the federated token's file {path} cannot be read ({type(error).__name__})"
        raise SignInError("no-credential", f"no credential for tenant {tenant}: {told}") from None


def _json(content: bytes) -> dict[str, object]:
    try:
        body = json.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _refusal(tenant: str, client_id: str, status: int, body: Mapping[str, object]) -> str:
    """Return the sentence for a refused sign-in: the service's own code and first line, never the proof."""
    description = str(body.get("error_description") or body.get("error") or f"HTTP {status}").splitlines()[0]
    return (
        f"sign-in of application {client_id} in tenant {tenant} was refused: {description} "
        "Check the credential, and that the application is consented in this tenant"
    )
