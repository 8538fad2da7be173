"""Tokens in memory: one sign-in a resource, however many requests ask at the same time."""

from __future__ import annotations

import asyncio

import pytest

from holdfast.model.errors import SignInError
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


@pytest.mark.parametrize(("takes", "asked_again"), [(120.0, False), (30.0, False), (29.0, True), (0.0, True)])
def test_a_sign_in_that_took_long_to_fail_is_not_waited_for_once_more_by_who_asks_next(
    takes: float, *, asked_again: bool
) -> None:
    now, asked = [1000.0], list[str]()

    class Ill:
        """A credential of which the service answers nothing until time runs out."""

        async def token(self, _client: Session, resource: str) -> AccessToken:
            asked.append(resource)
            now[0] += takes
            raise SignInError("sign-in-unreachable", "sign-in did not answer")

    async def failures() -> list[str]:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            cache = TokenCache(Ill(), client, lambda: now[0])
            told = []
            for moment, host in ((0, "graph"), (59, "graph"), (0, "outlook"), (61, "graph")):
                now[0] += moment
                url = (
                    "https://outlook.office365.com/x"
                    if host == "outlook"
                    else f"https://{host}.microsoft.com/x"
                )
                with pytest.raises(SignInError) as failure:
                    await cache.token(url)
                told.append(failure.value.slug)
            return told

    assert asyncio.run(failures()) == ["sign-in-unreachable"] * 4
    graph, outlook = "https://graph.microsoft.com", "https://outlook.office365.com"
    assert asked == [graph, *([graph] if asked_again else []), outlook, graph]
