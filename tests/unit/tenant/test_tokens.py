"""Tokens in memory: one sign-in a resource, however many requests ask at the same time."""

from __future__ import annotations

import asyncio

import httpx

from holdfast.tenant.http import TokenCache


class Counting:
    """A credential that takes its time and counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def token(self, _client: httpx.AsyncClient, resource: str) -> str:
        self.asked.append(resource)
        await asyncio.sleep(0)
        return f"{resource}#{len(self.asked)}"


def test_requests_at_the_same_time_share_one_sign_in_for_each_resource() -> None:
    credential = Counting()

    async def asked() -> list[str]:
        async with httpx.AsyncClient() as client:
            cache = TokenCache(credential, client)
            urls = ["https://graph.microsoft.com/v1.0/users", "https://outlook.office365.com/adminapi/x"] * 5
            first = list(await asyncio.gather(*map(cache.get_authorization_token, urls)))
            cache.forget(urls[0])
            return [*first, await cache.get_authorization_token(urls[0])]

    tokens = asyncio.run(asked())

    assert len(credential.asked) == 3
    assert len(set(tokens)) == 3
