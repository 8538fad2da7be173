"""One session for all of Microsoft's hosts: msgraph-sdk's request adapter, raw bodies, one TLS context.

Typed SDK models silently drop unknown enumeration members and flags, which are exactly the drift that matters;
so bodies pass through the adapter untouched.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import httpx
from kiota_abstractions.authentication import AccessTokenProvider, BaseBearerTokenAuthenticationProvider
from kiota_abstractions.authentication.allowed_hosts_validator import AllowedHostsValidator
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_http.middleware.options import ResponseHandlerOption

from holdfast.tenant.hosts import resource_of

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.tenant.credentials import Credential

_RENEW_AFTER_SECONDS = 2400
"""Tokens live for at least an hour; renewed well before."""
_TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, as it came."""

    status: int
    headers: dict[str, str]
    """Lower-case names."""
    body: bytes = field(repr=False)


class TokenCache(AccessTokenProvider):
    """One token a resource, kept in memory for as long as it is good."""

    def __init__(self, credential: Credential, client: httpx.AsyncClient) -> None:
        """Get tokens with `credential` over `client`."""
        self._credential = credential
        self._client = client
        self._tokens: dict[str, tuple[float, str]] = {}
        self._signing_in: dict[str, asyncio.Lock] = {}

    async def get_authorization_token(
        self, uri: str, additional_authentication_context: dict[str, Any] | None = None
    ) -> str:
        """Return a token for the resource that `uri` belongs to; requests at the same time share one sign-in."""
        resource = resource_of(uri)
        async with self._signing_in.setdefault(resource, asyncio.Lock()):
            got_at, token = self._tokens.get(resource, (0.0, ""))
            if not token or time.monotonic() - got_at > _RENEW_AFTER_SECONDS:
                token = await self._credential.token(self._client, resource)
                self._tokens[resource] = (time.monotonic(), token)
            return token

    def forget(self, uri: str) -> None:
        """Drop the token for `uri`, so that the next request signs in again."""
        self._tokens.pop(resource_of(uri), None)

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """Return the adapter's check of hosts: ours are the constants of `hosts`."""
        return AllowedHostsValidator([])


class Http:
    """The session. Use as an async context manager."""

    def __init__(
        self, credential: Credential, *, proxy_url: str | None = None, ca_file: Path | None = None
    ) -> None:
        """Reach Microsoft's hosts directly, or through `proxy_url` trusting only `ca_file` (the embedded tenant)."""
        self._client = httpx.AsyncClient(
            verify=ssl.create_default_context(cafile=str(ca_file)) if ca_file else True,
            proxy=proxy_url,
            trust_env=proxy_url is None,
            timeout=_TIMEOUT_SECONDS,
        )
        self.tokens = TokenCache(credential, self._client)
        self._adapter = HttpxRequestAdapter(
            BaseBearerTokenAuthenticationProvider(self.tokens), http_client=self._client
        )
        self.requests = 0
        """Requests sent, sign-in not counted."""

    async def send(
        self, method: str, url: str, headers: dict[str, str], content: bytes | None = None
    ) -> Reply:
        """Send one request with a token and return the answer, whatever its status.

        Raises:
            httpx.HTTPError: when there is no answer.
            SignInError: when there is no token.
        """
        request = RequestInformation()
        request.http_method = Method(method)
        request.url = url
        for name, value in headers.items():
            request.headers.add(name, value)
        if content is not None:
            request.content = content
        request.add_request_options([ResponseHandlerOption(NativeResponseHandler())])
        self.requests += 1
        native: Any = await self._adapter.send_primitive_async(request, "bytes", {})
        return Reply(native.status_code, dict(native.headers), native.content)

    async def __aenter__(self) -> Self:
        """Open the session."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._client.aclose()
