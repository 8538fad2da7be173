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


@pytest.mark.parametrize("slug", ["sign-in-unreachable", "sign-in-refused"])
@pytest.mark.parametrize(("takes", "asked_again"), [(120.0, False), (30.0, False), (29.0, True), (0.0, True)])
def test_a_sign_in_that_took_long_to_fail_is_not_waited_for_once_more_by_who_asks_next(
    takes: float, slug: str, *, asked_again: bool
) -> None:
    """One that is refused is so for its resource; a service that is silent or throttles us is so for every one."""
    now, asked = [1000.0], list[str]()

    class Ill:
        """A credential of which the service answers nothing until time runs out."""

        async def token(self, _client: Session, resource: str) -> AccessToken:
            asked.append(resource)
            now[0] += takes
            raise SignInError(slug, "sign-in did not answer")

    graph, outlook, compliance = (
        "https://graph.microsoft.com",
        "https://outlook.office365.com",
        "https://ps.compliance.protection.outlook.com",
    )

    async def failures() -> list[str]:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            cache = TokenCache(Ill(), client, lambda: now[0])
            told = []
            for moment, host in ((0, graph), (29, graph), (0, outlook), (30, compliance), (61, graph)):
                now[0] += moment
                with pytest.raises(SignInError) as failure:
                    await cache.token(f"{host}/x")
                told.append(failure.value.slug)
            return told

    assert asyncio.run(failures()) == [slug] * 5
    of_all = slug == "sign-in-unreachable"
    others = [outlook, compliance] if asked_again or not of_all else []
    assert asked == [graph, *([graph] if asked_again else []), *others, graph]


def test_what_one_resource_could_not_sign_in_to_leaves_alone_the_tokens_that_are_there() -> None:
    now = [1000.0]

    class Throttled(Counting):
        """A credential that is throttled after its first token."""

        async def token(self, client: Session, resource: str) -> AccessToken:
            if self.asked:
                now[0] += 120
                raise SignInError("sign-in-unreachable", "HTTP 429")
            return await super().token(client, resource)

    async def asked() -> tuple[str, str]:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            cache = TokenCache(Throttled(), client, lambda: now[0])
            first = await cache.token("https://graph.microsoft.com/x")
            with pytest.raises(SignInError):
                await cache.token("https://outlook.office365.com/x")
            return first, await cache.token("https://graph.microsoft.com/y")

    first, second = asyncio.run(asked())
    assert first == second
