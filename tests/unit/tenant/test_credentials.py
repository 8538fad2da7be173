"""Sign-in by one form post: what comes back is a token or one sentence, and never the proof."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import httpx
import pytest

from holdfast.model.errors import SignInError
from holdfast.tenant.credentials import from_environment
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "s3cr3t~of~the~application"
ENVIRONMENT = {"AZURE_CLIENT_ID": "the-application", "AZURE_CLIENT_SECRET": SECRET}
GRAPH = "https://graph.microsoft.com"
TOKEN = httpx.Response(200, json={"access_token": "a.b.c", "expires_in": 3599})


async def at_once(_seconds: float) -> None:
    """No test waits."""


def sign_in(answer: Callable[[httpx.Request], httpx.Response], deadline_seconds: float = 90.0) -> str:
    async def signed_in() -> str:
        patience = Patience(deadline_seconds=deadline_seconds, sleep=at_once)
        credential = from_environment("contoso.com", ENVIRONMENT, patience)
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            return await credential.token(client, GRAPH)

    return asyncio.run(signed_in())


def test_token_is_asked_for_the_resource_in_the_tenant() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return TOKEN

    assert sign_in(answer) == "a.b.c"
    (request,) = asked
    assert request.url.path == "/contoso.com/oauth2/v2.0/token"
    assert parse_qs(request.content.decode())["scope"] == [f"{GRAPH}/.default"]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_waited_for(status: int) -> None:
    answers = iter([httpx.Response(status), httpx.Response(status, headers={"Retry-After": "1"}), TOKEN])

    assert sign_in(lambda _request: next(answers)) == "a.b.c"


@pytest.mark.parametrize("status", [429, 500, 501, 503])
def test_service_that_is_ill_is_not_told_as_a_refusal(status: int) -> None:
    with pytest.raises(SignInError, match=f"did not answer .HTTP {status}.") as caught:
        sign_in(lambda _request: httpx.Response(status, text="<html>"), deadline_seconds=0.5)
    assert caught.value.slug == "sign-in-unreachable"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            httpx.Response(
                401,
                json={
                    "error": "invalid_client",
                    "error_description": "AADSTS7000222: The secret has expired.\r\nTrace ID: 1",
                },
            ),
            "AADSTS7000222: The secret has expired.",
        ),
        (httpx.Response(400, text="not JSON"), "HTTP 400"),
        (httpx.Response(200, json={"no": "token"}), "HTTP 200"),
    ],
)
def test_refusal_is_told_in_the_words_of_the_service(answer: httpx.Response, told: str) -> None:
    with pytest.raises(SignInError) as caught:
        sign_in(lambda _request: answer)
    assert caught.value.slug == "sign-in-refused"
    assert told in str(caught.value)
    assert "Trace ID" not in str(caught.value)
    assert SECRET not in repr(caught.value)


def test_nobody_there_is_told_at_once() -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route to host")

    with pytest.raises(SignInError, match="ConnectError") as caught:
        sign_in(answer)
    assert caught.value.slug == "sign-in-unreachable"
