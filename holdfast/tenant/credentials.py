"""Who we are towards a tenant: found once, at configure time, and never written anywhere.

Order: workload federation, certificate, secret, Azure CLI. Secrets and federated tokens are one form post on the
shared session (the sign-in library needs two requests and 0.2 s of imports for it); certificates and the CLI are
azure-identity's.
Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (2026-11-24).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from holdfast.model.errors import ReadError, SignInError
from holdfast.tenant.body import parse
from holdfast.tenant.hosts import LOGIN
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.retry import SERVER_ERROR, Patience, is_transient, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_HTTP_OK = 200
_LONGEST_TOKEN = 65_536
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")
"""What may follow `Bearer` in a header. Source: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 (2026-11-25)."""


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
                async with asyncio.timeout(attempts.within_seconds()):
                    reply = await client.post(f"{LOGIN}/{self.tenant}/oauth2/v2.0/token", data=form)
            except (httpx.HTTPError, TimeoutError) as error:
                # Nobody there, and nobody at the proxy's address, are no matter of waiting.
                if not isinstance(error, httpx.ConnectError | httpx.ProxyError) and await attempts.wait(None):
                    continue
                raise self._unreachable(type(error).__name__) from None
            except ReadError as error:
                raise self._unreachable(error.message) from None
            if not is_transient(reply.status_code):
                break
            if not await attempts.wait(retry_after(reply.headers)):
                raise self._unreachable(f"HTTP {reply.status_code}")
        if reply.status_code >= SERVER_ERROR:
            raise self._unreachable(f"HTTP {reply.status_code}")
        body = parse(reply.content)
        token = body.get("access_token")
        if reply.status_code != _HTTP_OK or not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise SignInError(
                "sign-in-refused", _refusal(self.tenant, self.client_id, reply.status_code, body)
            )
        return token

    def _unreachable(self, cause: str) -> SignInError:
        told = f"sign-in for tenant {self.tenant} did not answer ({cause}): check network and proxy, or try later"
        return SignInError("sign-in-unreachable", told)


@dataclass(frozen=True, slots=True)
class LibraryCredential:
    """A certificate or the Azure CLI's session, through azure-identity."""

    tenant: str
    certificate: Path | None
    client_id: str
    patience: Patience = field(default_factory=Patience)
    password: str = field(default="", repr=False)
    """Of the certificate's file; empty where it has none."""

    async def token(self, client: httpx.AsyncClient, resource: str) -> str:
        """Return an access token for `resource` (see `Credential`)."""
        try:
            async with asyncio.timeout(self.patience.start().left()):
                return await off_the_loop(lambda: self._token(resource))
        except TimeoutError:
            told = f"sign-in for tenant {self.tenant} did not answer in time: check network and proxy, or try later"
            raise SignInError("sign-in-unreachable", told) from None

    def _token(self, resource: str) -> str:
        """Return the library's token; it waits as it likes."""
        from azure.core.exceptions import ClientAuthenticationError
        from azure.identity import AzureCliCredential, CertificateCredential, CredentialUnavailableError

        # What it logs stands in the error that it raises.
        logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
        try:
            credential = (
                CertificateCredential(
                    self.tenant, self.client_id, str(self.certificate), password=self.password or None
                )
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


@dataclass(frozen=True, slots=True)
class Way:
    """One way to sign in that this machine is set up for."""

    name: str
    """Such as `certificate`."""
    told_by: str
    """What sets it up, such as the names of the variables."""
    open: Callable[[], Credential] = field(repr=False)
    """Returns the credential; raises SignInError `no-credential` where what it needs cannot be read."""


def ways(
    tenant: str, environment: Mapping[str, str] | None = None, patience: Patience | None = None
) -> tuple[Way, ...]:
    """Return every way to sign in that `environment` (default: the process's) offers for `tenant`; the first is taken.

    Reads azure-identity's names (`AZURE_CLIENT_ID`, `AZURE_FEDERATED_TOKEN_FILE`, `AZURE_CLIENT_CERTIFICATE_PATH`,
    `AZURE_CLIENT_CERTIFICATE_PASSWORD`, `AZURE_CLIENT_SECRET`) and the azuread provider's (`ARM_CLIENT_ID`,
    `ARM_OIDC_TOKEN_FILE_PATH`, `ARM_OIDC_TOKEN`, `ARM_CLIENT_CERTIFICATE_PATH`, `ARM_CLIENT_CERTIFICATE_PASSWORD`,
    `ARM_CLIENT_SECRET`). Where none is set up, it is the session of the Azure command line.
    """
    return tuple(_ways(tenant, os.environ if environment is None else environment, patience or Patience()))


def _ways(tenant: str, values: Mapping[str, str], patience: Patience) -> Iterator[Way]:
    """Yield what `values` set up, then, where that is nothing, the command line's session."""
    found = False

    def first(*names: str) -> tuple[str, str]:
        """Return the value of the first of these variables that is set, and which one that is."""
        return next(((values[name], name) for name in names if values.get(name)), ("", ""))

    client_id, by = first("AZURE_CLIENT_ID", "ARM_CLIENT_ID")
    token_file, file_name = first("AZURE_FEDERATED_TOKEN_FILE", "ARM_OIDC_TOKEN_FILE_PATH")
    token, token_name = first("ARM_OIDC_TOKEN")
    certificate, certificate_name = first("AZURE_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_CERTIFICATE_PATH")
    password, _ = first("AZURE_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE_PASSWORD")
    secret, secret_name = first("AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET")

    def posted(**proof: str) -> Credential:
        """Return what posts this proof."""
        return FormCredential(tenant, client_id, proof, patience)

    def federated() -> Credential:
        """Return what posts the token that the pipeline gives out."""
        assertion = _federated_token(tenant, Path(token_file)) if token_file else token
        return posted(client_assertion=assertion, client_assertion_type=_ASSERTION_TYPE)

    def of_library(path: Path | None) -> Credential:
        """Return what signs in by the library."""
        return LibraryCredential(tenant, path, client_id, patience, password)

    if client_id and (token_file or token):
        found = True
        yield Way("workload federation", f"{by}, {file_name or token_name}", federated)
    if certificate:
        found = True
        yield Way("certificate", f"{by}, {certificate_name}", lambda: of_library(Path(certificate)))
    if client_id and secret:
        found = True
        yield Way("secret", f"{by}, {secret_name}", lambda: posted(client_secret=secret))
    if not found:
        yield Way("Azure command line", "`az login`", lambda: of_library(None))


def from_environment(
    tenant: str, environment: Mapping[str, str] | None = None, patience: Patience | None = None
) -> Credential:
    """Return the credential of the first of the `ways` to sign in to `tenant`.

    Raises:
        SignInError: `no-credential` when the federated token's file cannot be read.
    """
    return ways(tenant, environment, patience)[0].open()


def _federated_token(tenant: str, path: Path) -> str:
    """Return the token that the pipeline keeps in a file."""
    try:
        with path.open(encoding="utf-8") as opened:
            return opened.read(_LONGEST_TOKEN).strip()
    except (OSError, UnicodeDecodeError) as error:
        told = f"the federated token's file {path} cannot be read ({type(error).__name__})"
        raise SignInError("no-credential", f"no credential for tenant {tenant}: {told}") from None


def _refusal(tenant: str, client_id: str, status: int, body: Mapping[str, object]) -> str:
    """Return the sentence for a refused sign-in: the service's own code and first line, never the proof."""
    told = body.get("error_description") or body.get("error")
    description = (str(told) if isinstance(told, str) else "").strip().partition("\n")[
        0
    ].strip() or f"HTTP {status}"
    return (
        f"sign-in of application {client_id} in tenant {tenant} was refused: {description} "
        "Check the credential, and that the application is consented in this tenant"
    )
