"""Tokens that a pipeline or a platform gives to its own work, to be exchanged: fetched anew each time.

GitHub Actions and Azure DevOps are asked over HTTP by us, though azure-identity has a class for the second: it would
wait in a thread of its own by bounds of its own, and here one deadline holds over both requests.

Sources: https://docs.github.com/actions/reference/security/oidc (2026-11-26);
https://learn.microsoft.com/rest/api/azure/devops/distributedtask/oidctoken/create (2026-11-26); both requests as
go-azure-sdk and azure-identity 1.27.0 send them (read 2026-11-26).
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from holdfast.model.errors import ReadError, SignInError, in_words
from holdfast.model.value_class import value_class
from holdfast.tenant.body import parse
from holdfast.tenant.off_loop import off_the_loop
from holdfast.tenant.retry import is_transient, retry_after
from holdfast.tenant.unreached import why

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from holdfast.tenant.bounded import BoundedClient
    from holdfast.tenant.retry import Attempts
    from holdfast.tenant.session import Session

_LONGEST_TOKEN = 65_536
_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
"""A signed JSON web token, which is all that is exchanged. Source: RFC 7515, section 7.1."""
_HTTP_OK = 200
_DEVOPS_VERSION = "7.1"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class TokenSource(Protocol):
    """Where a token to be exchanged comes from."""

    async def assertion(self, client: Session, attempts: Attempts) -> str:
        """Return a token meant for the sign-in service of the client's cloud, before the deadline of `attempts`.

        Raises:
            SignInError: `no-credential`, `pipeline-token`.
        """
        ...


@value_class
class GivenToken:
    """A token that stands in the environment; nobody renews it."""

    text: str = field(repr=False)

    async def assertion(self, _client: Session, _attempts: Attempts) -> str:
        """Return the token (see `TokenSource`)."""
        return _token(self.text, "ARM_OIDC_TOKEN")


@value_class
class TokenFile:
    """A file that the platform writes anew before the token in it expires, so it is read each time."""

    path: Path

    async def assertion(self, _client: Session, attempts: Attempts) -> str:
        """Return what stands in the file (see `TokenSource`); it may be a pipe, or lie where nobody answers."""
        try:
            async with asyncio.timeout(attempts.left()):
                return await off_the_loop(self._read)
        except TimeoutError:
            told = f"the federated token's file {self.path} cannot be read (nothing came in time)"
            raise SignInError("no-credential", f"no credential: {told}") from None

    def _read(self) -> str:
        try:
            with self.path.open(encoding="utf-8") as opened:
                text = opened.read(_LONGEST_TOKEN).strip()
        except (OSError, UnicodeDecodeError) as error:
            told = f"the federated token's file {self.path} cannot be read ({in_words(error)})"
            raise SignInError("no-credential", f"no credential: {told}") from None
        if not text:
            raise SignInError(
                "no-credential", f"no credential: the federated token's file {self.path} is empty"
            )
        return _token(text, f"the federated token's file {self.path}")


def _token(text: str, where: str) -> str:
    """Return a text that has the form of a token; what else a file or a variable holds by mistake is sent to nobody.

    Raises:
        SignInError: `no-credential`.
    """
    if _TOKEN.fullmatch(text):
        return text
    told = "holds no token (three parts with dots between), and what it holds was not sent"
    raise SignInError("no-credential", f"no credential: {where} {told}")


@value_class
class GitHubToken:
    """The token of a job in GitHub Actions that may ask for one (`permissions: id-token: write`)."""

    url: str = field(repr=False)
    request_token: str = field(repr=False)

    async def assertion(self, client: Session, attempts: Attempts) -> str:
        """Return a token that GitHub gives to this job (see `TokenSource`)."""
        headers = {"Accept": "application/json", "Authorization": f"Bearer {self.request_token}"}
        asked = _Asked("GitHub", "GET", self.meant_for(client.hosts.federation_audience), headers, "value")
        return await _fetch(client, asked, attempts, "give the job `permissions: id-token: write`")

    def meant_for(self, audience: str) -> str:
        """Return the address that asks for a token for `audience`, unless it names one already."""
        query = urlsplit(self.url).query
        if "audience" in parse_qs(query):
            return self.url
        return f"{self.url}{'&' if query else '?'}{urlencode({'audience': audience})}"


@value_class
class DevOpsToken:
    """The token that Azure DevOps gives to a pipeline for one of its service connections."""

    url: str = field(repr=False)
    access_token: str = field(repr=False)
    service_connection: str
    """Id; the pipeline must be allowed to use it."""

    async def assertion(self, client: Session, attempts: Attempts) -> str:
        """Return a token of the service connection; the audience is its own (see `TokenSource`)."""
        query = urlencode({"api-version": _DEVOPS_VERSION, "serviceConnectionId": self.service_connection})
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.access_token}",
            "X-TFS-FedAuthRedirect": "Suppress",  # else somebody who is refused is sent to a page to sign in
        }
        asked = _Asked("Azure DevOps", "POST", f"{self.url.rstrip('/')}?{query}", headers, "oidcToken")
        told = (
            f"let the pipeline use the service connection {self.service_connection}, which must be one of workload "
            "identity federation, and give the step SYSTEM_ACCESSTOKEN: $(System.AccessToken)"
        )
        return await _fetch(client, asked, attempts, told)


@value_class
class _Asked:
    """One request for a token."""

    who: str
    method: str
    url: str = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    answers_in: str
    """The member of the answer that holds the token."""


async def _fetch(session: Session, asked: _Asked, attempts: Attempts, to_do: str) -> str:
    """Return the token that the answer holds; `to_do` is said where it is refused."""
    _require_private(asked)
    reply = await _answer(session, asked, attempts)
    if reply.status_code != _HTTP_OK:
        raise _not_given(asked, f"refuses a token for this job (HTTP {reply.status_code}): {to_do}")
    token = parse(reply.content).get(asked.answers_in)
    if not isinstance(token, str) or not token or len(token) > _LONGEST_TOKEN or not token.isascii():
        raise _not_given(
            asked, f"answered without a token in `{asked.answers_in}`: try again, or look at its status page"
        )
    return token


async def _answer(session: Session, asked: _Asked, attempts: Attempts) -> httpx.Response:
    """Return the answer, asked for again while waiting may help."""
    import httpx

    async with await off_the_loop(session.outside) as client:
        while True:
            try:
                reply = await _once(client, asked, attempts)
            except (httpx.HTTPError, TimeoutError, ReadError) as error:
                passes = not isinstance(error, httpx.ConnectError | httpx.ProxyError | ReadError)
                if passes and await attempts.wait(None):
                    continue
                told = f"did not answer ({why(error)}): check network and proxy, or try later"
                raise _not_given(asked, told) from None
            if not is_transient(reply.status_code):
                return reply
            if not await attempts.wait(retry_after(reply.headers)):
                raise _not_given(asked, f"did not answer (HTTP {reply.status_code}): try later")


async def _once(client: BoundedClient, asked: _Asked, attempts: Attempts) -> httpx.Response:
    async with asyncio.timeout(attempts.within_seconds()):
        return await client.request(asked.method, asked.url, headers=asked.headers)


def _require_private(asked: _Asked) -> None:
    """Do nothing when nobody on the way can read what is sent.

    Raises:
        SignInError: `pipeline-token`.
    """
    try:
        parts = urlsplit(asked.url)
        private = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        reachable = bool(parts.hostname) and not any(one in asked.url for one in " \r\n\t")
    except ValueError:
        private = reachable = False
    if not (private and reachable):
        told = "is at an address without https, as the environment has it, so it was not asked: anybody could read it"
        raise _not_given(asked, told)


def _not_given(asked: _Asked, told: str) -> SignInError:
    return SignInError("pipeline-token", f"the token endpoint of {asked.who} {told}")
