"""Who we are towards a tenant: proofs of it, exchanged for tokens, and never written anywhere.

Secrets and federated tokens are one form post on the shared session (the sign-in library needs two requests and 0.2 s
of imports for it); certificates are azure-identity's. Which of them is taken says `ways`.
Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow (2026-11-24).
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from holdfast.model.errors import ReadError, SignInError
from holdfast.model.value_class import value_class
from holdfast.tenant.body import parse
from holdfast.tenant.certificate_file import usable
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.retry import SERVER_ERROR, Patience, is_transient, retry_after
from holdfast.tenant.sign_in_advice import advice
from holdfast.tenant.unreached import why

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    import httpx

    from holdfast.tenant.pipeline_tokens import TokenSource
    from holdfast.tenant.retry import Attempts
    from holdfast.tenant.session import Session

_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_HTTP_OK = 200
UNREACHABLE = "sign-in-unreachable"
"""Slug of the error about a sign-in that nobody answered."""
_USUAL_SECONDS = 3600.0
"""How long a token is taken to be good where the service does not say."""
TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")
"""What may follow `Bearer` in a header. Source: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 (2026-11-25)."""


@value_class
class AccessToken:
    """A token of the service."""

    text: str = field(repr=False)
    good_for_seconds: float = _USUAL_SECONDS
    """From when it came."""


class Credential(Protocol):
    """Something that can get a token."""

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource`, such as `https://graph.microsoft.com`, of the session's cloud.

        Raises:
            SignInError: when sign-in is refused or cannot be reached.
        """
        ...


@value_class
class FormCredential:
    """A client secret, posted to the token endpoint."""

    tenant: str
    """Domain or tenant id."""
    client_id: str
    proof: Mapping[str, str] = field(repr=False)
    """The form fields that prove who we are; never shown."""
    patience: Patience = field(default_factory=Patience)

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`)."""
        return await self.within(client, resource, self.patience.start())

    async def within(self, client: Session, resource: str, attempts: Attempts) -> AccessToken:
        """Return an access token for `resource` before the deadline of `attempts` (see `Credential`)."""
        form = {
            "client_id": self.client_id,
            "grant_type": "client_credentials",
            "scope": f"{resource}/.default",
            **self.proof,
        }
        address = f"{client.hosts.login}/{self.tenant}/oauth2/v2.0/token"
        reply = await answered(self.tenant, attempts, lambda: client.post(address, data=form))
        body = parse(reply.content)
        token = body.get("access_token")
        if reply.status_code != _HTTP_OK or not is_token(token):
            told = _refusal(self, client.hosts.login, reply.status_code, body)
            raise SignInError("sign-in-refused", told)
        return AccessToken(str(token), _seconds(body.get("expires_in")))


@value_class
class FederatedCredential:
    """A token of another issuer, such as a pipeline's, taken in exchange; a new one for each sign-in.

    It lives for minutes, and a run for longer: one that was kept would be refused by the time that a token is renewed.
    """

    tenant: str
    client_id: str
    source: TokenSource
    patience: Patience = field(default_factory=Patience)

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`); both requests share one deadline."""
        attempts = self.patience.start()
        assertion = await self.source.assertion(client, attempts)
        proof = {"client_assertion": assertion, "client_assertion_type": _ASSERTION_TYPE}
        posted = FormCredential(self.tenant, self.client_id, proof, self.patience)
        return await posted.within(client, resource, attempts)


@value_class
class LibraryCredential:
    """A certificate, through azure-identity."""

    tenant: str
    certificate: Path
    client_id: str
    patience: Patience = field(default_factory=Patience)
    password: str = field(default="", repr=False)
    """Of the certificate's file; empty where it has none."""

    async def token(self, client: Session, resource: str) -> AccessToken:
        """Return an access token for `resource` (see `Credential`)."""
        login, network = client.hosts.login, client.for_azure_core()
        return await of_library(
            self.tenant, self.patience.start(), lambda: self._token(login, resource, network)
        )

    def _token(self, login: str, resource: str, network: Mapping[str, Any]) -> AccessToken:
        """Return the library's token, asked for over the session's `network`; it waits as it likes."""
        from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError, ServiceResponseError
        from azure.identity import CertificateCredential

        # What it logs stands in the error that it raises.
        logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
        password = os.fsencode(self.password)  # variables may hold bytes that are no text
        try:
            credential = CertificateCredential(
                self.tenant,
                self.client_id,
                certificate_data=usable(self.certificate, password, datetime.now(UTC)),
                password=password or None,
                authority=login,
                **network,
            )
            with credential:  # else its connections stay open for as long as we run
                found = credential.get_token(f"{resource}/.default")
            return AccessToken(found.token, found.expires_on - time.time())
        except (OSError, ValueError) as error:
            told = f"the certificate {self.certificate} cannot be used: {_reason(str(error))}"
            raise SignInError("no-credential", f"no credential for tenant {self.tenant}: {told}") from None
        except ClientAuthenticationError as error:
            # The library calls it a refusal as well where nobody was reached who could refuse.
            if isinstance(unheard := error.__cause__, ServiceRequestError | ServiceResponseError):
                cause = why(unheard.inner_exception or unheard)
                raise unreachable(self.tenant, f"did not answer ({cause})") from None
            do = advice(str(error), login, self.tenant, self.client_id)
            raise refused_by_library(self.tenant, str(error), do) from None


async def answered(
    tenant: str, attempts: Attempts, ask: Callable[[], Awaitable[httpx.Response]]
) -> httpx.Response:
    """Return what the sign-in service answers, asked again while waiting may help.

    Raises:
        SignInError: `sign-in-unreachable` when there is no answer, or the service is ill.
    """
    import httpx

    def silent(cause: str) -> SignInError:
        """Return the error of a service that gives no answer."""
        return unreachable(tenant, f"did not answer ({cause})")

    while True:
        try:
            async with asyncio.timeout(attempts.within_seconds()):
                reply = await ask()
        except (httpx.HTTPError, TimeoutError) as error:
            # Nobody there, and nobody at the proxy's address, are no matter of waiting.
            if not isinstance(error, httpx.ConnectError | httpx.ProxyError) and await attempts.wait(None):
                continue
            raise silent(why(error)) from None
        except ReadError as error:
            raise silent(error.message) from None
        if not is_transient(reply.status_code):
            break
        if not await attempts.wait(retry_after(reply.headers)):
            raise silent(f"HTTP {reply.status_code}")
    if reply.status_code >= SERVER_ERROR:
        raise silent(f"HTTP {reply.status_code}")
    return reply


async def of_library(tenant: str, attempts: Attempts, work: Callable[[], AccessToken]) -> AccessToken:
    """Return what the library gives, which waits as it likes, before the deadline of `attempts`.

    Raises:
        SignInError: `sign-in-unreachable` after it; `sign-in-refused` for what can be no token; what `work` raises.
    """
    try:
        async with asyncio.timeout(attempts.left()):
            found = await off_the_loop(work)
    except TimeoutError:
        raise unreachable(tenant, "did not answer in time") from None
    if not is_token(found.text):
        raise SignInError(
            "sign-in-refused", f"sign-in for tenant {tenant}: what came is no token {_NO_SERVICE}"
        )
    return found


def is_token(text: object) -> bool:
    """Return whether something can stand in a header as a token."""
    return isinstance(text, str) and bool(TOKEN.fullmatch(text))


def unreachable(tenant: str, cause: str) -> SignInError:
    """Return the error for a sign-in that nobody answered."""
    told = f"sign-in for tenant {tenant} {cause}: check network and proxy, or try later"
    return SignInError(UNREACHABLE, told)


def refused_by_library(tenant: str, told: str, do: str = "") -> SignInError:
    """Return the error for a sign-in that is refused as the library `told`, with what to `do` where that is known."""
    sentence = _reason(told) or "no reason is given"
    return SignInError(
        "sign-in-refused", f"sign-in for tenant {tenant} was refused: {sentence} {do}".rstrip()
    )


def _reason(told: str) -> str:
    """Return the first line of what a service says, without what is for Microsoft's support.

    That is another each time: one cause would be told as many.
    """
    return told.strip().partition("\n")[0].partition(" Trace ID:")[0].strip()


def _seconds(told: object) -> float:
    """Return how long a token is good, which some say as a text."""
    try:
        seconds = float(told) if isinstance(told, int | float | str) else _USUAL_SECONDS
    except ValueError:
        return _USUAL_SECONDS
    return seconds if 0 < seconds < float("inf") else _USUAL_SECONDS


_NO_SERVICE = (
    "This is not how the service answers: see whether a proxy or a sign-in page of the network is in between"
)


def _refusal(posted: FormCredential, login: str, status: int, body: Mapping[str, object]) -> str:
    """Return the sentence for a refused sign-in: the service's own code and first line, never the proof."""
    told = body.get("error_description") or body.get("error")
    description = _reason(told) if isinstance(told, str) else ""
    tenant, client_id = posted.tenant, posted.client_id
    do = advice(description, login, tenant, client_id) if description else _NO_SERVICE
    description = description or f"HTTP {status} without a token and without a reason."
    return f"sign-in of application {client_id} in tenant {tenant} was refused: {description} {do}"
