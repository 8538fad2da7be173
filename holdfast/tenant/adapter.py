"""How a session that writes sends: by msgraph-sdk's request adapter, with raw bodies.

A change is sent as Microsoft's own clients send it, with their way of showing a token and of answering a challenge for
another one. A check never comes here: it is a cold start each time, and importing the adapter is a tenth of one
(docs/decisions/2026-11-28-the-adapter-writes.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiota_abstractions.authentication import AccessTokenProvider, BaseBearerTokenAuthenticationProvider
from kiota_abstractions.authentication.allowed_hosts_validator import AllowedHostsValidator
from kiota_abstractions.method import Method
from kiota_abstractions.native_response_handler import NativeResponseHandler
from kiota_abstractions.request_information import RequestInformation
from kiota_http.httpx_request_adapter import HttpxRequestAdapter
from kiota_http.middleware.options import ResponseHandlerOption

from holdfast.tenant.http import Http

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import httpx

    from holdfast.tenant.credentials import Credential
    from holdfast.tenant.http import TokenCache
    from holdfast.tenant.session import Session


class AdapterHttp(Http):
    """A session whose requests go through the adapter. Use as an async context manager."""

    def __init__(
        self, credential: Credential, client: Session, clock: Callable[[], datetime] | None = None
    ) -> None:
        """See `Http`."""
        super().__init__(credential, client, clock)
        shown = BaseBearerTokenAuthenticationProvider(_Tokens(self.tokens))
        self._adapter = HttpxRequestAdapter(shown, http_client=client)

    async def _answer(
        self, method: str, url: str, headers: dict[str, str], content: bytes | None
    ) -> httpx.Response:
        request = RequestInformation()
        request.http_method = Method(method)
        request.url = url
        for name, value in headers.items():
            request.headers.add(name, value)
        if content is not None:
            request.content = content
        request.add_request_options([ResponseHandlerOption(NativeResponseHandler())])
        # Typed models silently drop unknown words and flags, which are exactly the drift that matters.
        native: Any = await self._adapter.send_primitive_async(request, "bytes", {})
        answer: httpx.Response = native
        return answer


class _Tokens(AccessTokenProvider):
    """The session's tokens, as the adapter asks for them."""

    def __init__(self, tokens: TokenCache) -> None:
        self._tokens = tokens

    async def get_authorization_token(
        self, uri: str, additional_authentication_context: dict[str, Any] | None = None
    ) -> str:
        """Return a token for the resource that `uri` belongs to (see `TokenCache.token`)."""
        return await self._tokens.token(uri)

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        """Return the adapter's check of hosts: ours are the constants of `hosts`, and stricter."""
        return AllowedHostsValidator([])
