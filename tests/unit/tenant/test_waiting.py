"""What is sent again and what is not: a change that may have arrived is never repeated blindly."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import httpx
import orjson
import pytest

from holdfast.model.errors import WriteError
from holdfast.model.plan import Cloud
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.cmdlets import Cmdlets
from holdfast.tenant.graph import Graph
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http, Reply
from holdfast.tenant.retry import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

DONE = Reply(201, {}, b'{"id": "1"}')
NO_ANSWER = httpx.ReadError("the connection broke")


@dataclass
class Scripted:
    """A session that answers from a script, and time that passes only where somebody waits."""

    answer: Callable[[bytes | None], Reply | httpx.HTTPError]
    sent: int = 0
    time: float = 0.0
    hosts = HOSTS[Cloud.GLOBAL]

    async def send(
        self,
        _method: str,
        _url: str,
        _headers: dict[str, str],
        content: bytes | None = None,
        *,
        within_seconds: float,
    ) -> Reply:
        assert within_seconds <= self.patience().request_seconds
        self.sent += 1
        answer = self.answer(content)
        if isinstance(answer, httpx.HTTPError):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.time += seconds

    def graph(self) -> Graph:
        return Graph(cast("Http", self), self.patience())

    def cmdlets(self) -> Cmdlets:
        return Cmdlets(cast("Http", self), self.patience(), "contoso.com")

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.time)


def one_after_the_other(*answers: Reply | httpx.HTTPError) -> Scripted:
    left = iter(answers)
    return Scripted(lambda _content: next(left))


UNKNOWN_END = [Reply(502, {}, b""), Reply(504, {}, b""), NO_ANSWER]


@pytest.mark.parametrize("answer", UNKNOWN_END, ids=["502", "504", "broken"])
def test_post_that_may_have_arrived_is_sent_once(answer: Reply | httpx.HTTPError) -> None:
    session = one_after_the_other(answer, DONE)

    with pytest.raises(WriteError, match="whether it took effect is unknown") as caught:
        asyncio.run(session.graph().write("POST", "/groups", {}))

    assert caught.value.slug == "write-unanswered"
    assert session.sent == 1


@pytest.mark.parametrize("answer", UNKNOWN_END, ids=["502", "504", "broken"])
def test_changing_cmdlet_that_may_have_arrived_is_sent_once(answer: Reply | httpx.HTTPError) -> None:
    session = one_after_the_other(answer, Reply(200, {}, b'{"value": []}'))

    with pytest.raises(WriteError) as caught:
        asyncio.run(session.cmdlets().run(Endpoint.EXCHANGE, Invocation("New-Thing", {})))

    assert caught.value.slug == "write-unanswered"
    assert session.sent == 1


@pytest.mark.parametrize("status", [502, 504])
@pytest.mark.parametrize(("cmdlet", "sent"), [("New-Thing", 1), ("Remove-Thing", 1), ("Set-Thing", 2)])
def test_batched_change_that_may_have_arrived_is_sent_again_only_where_it_sets(
    cmdlet: str, sent: int, status: int
) -> None:
    statuses = iter([status, 200])

    def answer(content: bytes | None) -> Reply:
        (member,) = orjson.loads(content or b"{}")["requests"]
        told = {"id": member["id"], "status": next(statuses), "headers": {}, "body": {"value": []}}
        return Reply(200, {}, orjson.dumps({"responses": [told]}))

    session = Scripted(answer)
    (outcome,) = asyncio.run(session.cmdlets().run_all(Endpoint.EXCHANGE, [Invocation(cmdlet, {})]))

    assert session.sent == sent
    assert (outcome is None) is (sent == 2)
    assert outcome is None or outcome.slug == "write-unanswered"


@pytest.mark.parametrize(
    ("method", "status"), [("POST", 429), ("POST", 503), ("PATCH", 502), ("DELETE", 504)]
)
def test_what_was_surely_refused_or_may_be_done_twice_is_sent_again(method: str, status: int) -> None:
    session = one_after_the_other(Reply(status, {}, b""), Reply(status, {"Retry-After": "7"}, b""), DONE)

    assert asyncio.run(session.graph().write(method, "/groups", {})) == {"id": "1"}

    assert session.time == pytest.approx(1.1 + 7)


def test_reads_that_are_served_one_a_second_wait_a_second_each() -> None:
    """Conditional Access serves one request a second for the whole tenant, and names no time to wait."""

    def one_served(content: bytes | None) -> Reply:
        members = orjson.loads(content or b"{}")["requests"]
        answers = [{"id": members[0]["id"], "status": 200, "body": {"url": members[0]["url"]}}]
        answers += [{"id": one["id"], "status": 429, "headers": {}, "body": {}} for one in members[1:]]
        return Reply(200, {}, orjson.dumps({"responses": answers}))

    session = Scripted(one_served)
    paths = [f"/identity/conditionalAccess/policies/{number}" for number in range(40)]

    async def read_all() -> list[Any]:
        graph = session.graph()
        return list(await asyncio.gather(*map(graph.entity, paths)))

    assert [one["url"] for one in asyncio.run(read_all())] == paths
    assert session.sent == len(paths)
    assert session.time < len(paths) * 1.2


def test_one_question_of_many_readers_is_one_member_and_outlives_whoever_gives_up() -> None:
    """A question that is under way is joined by nobody: its answer may be older than a change."""
    asked: list[list[str]] = []
    late: list[asyncio.Task[Any]] = []

    def answer(content: bytes | None) -> Reply:
        """Answer each member with its address, and have the first batch asked the same again while it is under way."""
        requests = orjson.loads(content or b"{}")["requests"]
        asked.append([one["url"] for one in requests])
        if len(asked) == 1:
            late.append(asyncio.ensure_future(graph.collection("/groups")))
        told = [
            {"id": one["id"], "status": 200, "body": {"value": [{"id": f"{one['url']} {len(asked)}"}]}}
            for one in requests
        ]
        return Reply(200, {}, orjson.dumps({"responses": told}))

    graph = Scripted(answer).graph()

    async def read() -> list[str]:
        readers = [asyncio.ensure_future(graph.collection(one)) for one in ["/groups"] * 3 + ["/users"] * 2]
        await asyncio.sleep(0)
        for given_up in (readers[0], *readers[3:]):
            given_up.cancel()
        answers = await asyncio.gather(*readers[1:3])
        return [rows[0]["id"] for rows in [*answers, *await asyncio.gather(*late)]]

    assert asyncio.run(read()) == ["/groups 1", "/groups 1", "/groups 2"]
    assert asked == [["/groups", "/users"], ["/groups"]]


@dataclass
class Paged(Scripted):
    """A session whose list goes on once; each answer has a further page of its own, which comes once."""

    answer: Callable[[bytes | None], Reply | httpx.HTTPError] = lambda _content: DONE
    first_pages: int = 0

    async def send(
        self,
        _method: str,
        _url: str,
        _headers: dict[str, str],
        content: bytes | None = None,
        *,
        within_seconds: float,
    ) -> Reply:
        assert within_seconds > 0
        if "further=" in _url:
            return Reply(200, {}, orjson.dumps({"value": [{"DomainName": _url.partition("further=")[2]}]}))
        asked = orjson.loads(content or b"{}")
        if "requests" not in asked:
            return Reply(200, {}, orjson.dumps(self._first(_url)))
        told = [
            {"id": one["id"], "status": 200, "headers": {}, "body": self._first(one["url"])}
            for one in asked["requests"]
        ]
        return Reply(200, {}, orjson.dumps({"responses": told}))

    def _first(self, url: str) -> dict[str, Any]:
        self.first_pages += 1
        return {
            "value": [{"DomainName": "first"}],
            "@odata.nextLink": f"{url.partition('?')[0]}?further={self.first_pages}",
        }


def test_a_list_that_is_shared_and_goes_on_is_asked_again_by_each_reader_for_himself() -> None:
    session = Paged()

    async def both() -> list[list[dict[str, Any]]]:
        cmdlets, domains = session.cmdlets(), Invocation("Get-AcceptedDomain", {})
        return await asyncio.gather(*(cmdlets.rows(Endpoint.EXCHANGE, domains) for _ in range(2)))

    found = asyncio.run(both())

    assert sorted([one["DomainName"] for one in rows] for rows in found) == [["first", "2"], ["first", "3"]]
    assert session.first_pages == 3, "the first was shared, and its further page is nobody's"
