"""Tokens in memory: one sign-in a resource, however many requests ask at the same time."""

from __future__ import annotations

import asyncio

import pytest

from holdfast.model.plan import Cloud
from holdfast.tenant.credentials import AccessToken
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import TokenCache
from holdfast.tenant.session import Session


class Counting:
    """A credential that takes its time and counts what it is asked for."""

    def __init__(self, good_for_seconds: float = 3600.0) -> None:
        self.good_for_seconds = good_for_seconds
        self.asked: list[str] = []

    async def token(self, _client: Session, resource: str) -> AccessToken:
        self.asked.append(resource)
        await asyncio.sleep(0)
        return AccessToken(f"{resource}#{len(self.asked)}", self.good_for_seconds)


def test_requests_at_the_same_time_share_one_sign_in_for_each_resource() -> None:
    credential = Counting()

    async def asked() -> list[str]:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            cache = TokenCache(credential, client)
            urls = ["https://graph.microsoft.com/v1.0/users", "https://outlook.office365.com/adminapi/x"] * 5
            first = list(await asyncio.gather(*map(cache.token, urls)))
            cache.forget(urls[0])
            return [*first, await cache.token(urls[0])]

    tokens = asyncio.run(asked())

    assert len(credential.asked) == 3
    assert len(set(tokens)) == 3


@pytest.mark.parametrize(
    ("good_for_seconds", "renewed_after"),
    [(3600.0, 2400.0), (86_400.0, 2400.0), (900.0, 600.0), (400.0, 200.0), (2.0, 1.0)],
)
def test_token_is_renewed_well_before_its_end_however_short_its_life(
    good_for_seconds: float, renewed_after: float
) -> None:
    credential, now = Counting(good_for_seconds), [0.0]

    async def asked() -> None:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            cache = TokenCache(credential, client, lambda: now[0])
            for moment in (0.0, renewed_after, renewed_after + 0.1):
                now[0] = moment
                await cache.token("https://graph.microsoft.com/v1.0/users")

    asyncio.run(asked())

    assert len(credential.asked) == 2
