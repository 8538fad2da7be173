"""Every answer of a whole check, taken once from the embedded tenant and given again from memory.

What is replayed goes through the real session, adapter, readers and kinds: only the network is gone. Members of a
`$batch` are kept one by one, so that a client that asks again in another batch is answered as the service would.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx
import orjson

from holdfast.drift.check import Checked, check_tenant
from holdfast.model.plan import Cloud
from holdfast.tenant.credentials import FormCredential
from holdfast.tenant.embedded import find_server
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import Session, open_session
from holdfast.tenant.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from holdfast.drift.recording import Recording
    from tests.e2e.scratch import Scratch

MOST_REQUESTS = 600
"""A check that asks more often goes on for ever: a healthy one asks ten times, a throttled one some hundred."""
JSON = {"content-type": "application/json"}
_DROPPED = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection", "date"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service says to one thing that is asked."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    """As it goes over the wire; of a batch's member the JSON of its body."""


Key = tuple[str, str, str]
"""`sign-in`, `single` or `member`; method and address; the body that was asked with."""


class HangsError(AssertionError):
    """The check asked more often than any check that ends."""


@dataclass
class Replay(httpx.AsyncBaseTransport):
    """Answers from memory; one thing may be answered otherwise."""

    answers: Mapping[Key, Answer]
    other: Mapping[Key, Answer] = field(default_factory=dict)
    requests: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.requests > MOST_REQUESTS:
            raise HangsError
        content = await request.aread()
        if not request.url.path.endswith("/$batch"):
            return _sent(self._answer(single_key(request, content)))
        whole = ("batch", request.url.host, "")
        if whole in self.other:
            return _sent(self.other[whole])
        members = orjson.loads(content)["requests"]
        responses = [self._member(request, one) for one in members]
        return _sent(
            Answer(
                200, {"content-type": "application/json"}, b'{"responses":[' + b",".join(responses) + b"]}"
            )
        )

    def _answer(self, key: Key) -> Answer:
        return self.other.get(key) or self.answers.get(key) or _unknown(key)

    def _member(self, batch: httpx.Request, member: dict[str, Any]) -> bytes:
        key = member_key(batch, member)
        answer = self._answer(key)
        head = orjson.dumps({"id": member["id"], "status": answer.status, "headers": dict(answer.headers)})
        return head[:-1] + b',"body":' + (answer.content or b"null") + b"}"


def _unknown(key: Key) -> Answer:
    """What nobody asked for while it was recorded, such as a look into the audit log: nothing is there."""
    rows: dict[str, object] = (
        {"value": []} if "audit" in "".join(key).lower() else {"error": {"code": "NotFound"}}
    )
    return Answer(200 if "value" in rows else 404, {"content-type": "application/json"}, orjson.dumps(rows))


def _sent(answer: Answer) -> httpx.Response:
    return httpx.Response(
        answer.status, headers=dict(answer.headers), stream=httpx.ByteStream(answer.content)
    )


def single_key(request: httpx.Request, content: bytes) -> Key:
    if request.url.path.endswith("/oauth2/v2.0/token"):
        return "sign-in", parse_qs(content.decode())["scope"][0], ""
    return "single", f"{request.method} {request.url}", content.decode()


def member_key(batch: httpx.Request, member: Mapping[str, Any]) -> Key:
    """What a member of a batch asks: an address is asked of the version of Graph that the batch goes to."""
    url = f"{batch.url.path.removesuffix('/$batch')}{member['url']}"
    return "member", f"{member['method']} {url}", orjson.dumps(member.get("body")).decode()


class _Listening(httpx.AsyncBaseTransport):
    """The network, heard."""

    def __init__(self, under: httpx.AsyncBaseTransport) -> None:
        self.under = under
        self.answers: dict[Key, Answer] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        reply = await self.under.handle_async_request(request)
        read = httpx.Response(reply.status_code, headers=reply.headers, stream=reply.stream)
        body = await read.aread()
        headers = {name: value for name, value in reply.headers.items() if name not in _DROPPED}
        if request.url.path.endswith("/$batch"):
            answers = {one["id"]: one for one in orjson.loads(body)["responses"]}
            for member in orjson.loads(content)["requests"]:
                one = answers[member["id"]]
                self.answers[member_key(request, member)] = Answer(
                    one["status"], one.get("headers") or {}, orjson.dumps(one.get("body"))
                )
        else:
            self.answers[single_key(request, content)] = Answer(reply.status_code, headers, body)
        return _sent(Answer(reply.status_code, headers, body))

    async def aclose(self) -> None:
        await self.under.aclose()


class VirtualTime:
    """Time that passes only where somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.now).begin_run()


@dataclass(frozen=True)
class Recorded:
    """A healthy check of contoso, which can be repeated from memory."""

    recording: Recording
    now: datetime
    tenant_id: str
    answers: Mapping[Key, Answer]
    healthy: Checked

    def check(self, other: Mapping[Key, Answer]) -> Checked:
        """What a check finds where the service gives these answers instead."""
        time = VirtualTime()
        credential = FormCredential(self.tenant_id, "app", {"client_secret": "s3cr3t"}, time.patience())

        async def checked() -> Checked:
            http = Http(credential, Session(HOSTS[Cloud.EMBEDDED], transport=Replay(self.answers, other)))
            async with Tenant(self.tenant_id, http, time.patience()) as tenant:
                return await check_tenant(tenant, self.recording, self.now)

        return asyncio.run(checked())


def record(scratch: Scratch) -> Recorded:
    """A healthy check of a served tenant, with every answer."""
    recording, now = scratch.recording(), scratch.clock.utc()
    server = find_server(scratch.home, recording.plan.tenant)
    application = server.application(recording.plan.tenant)
    credential = FormCredential(
        application.tenant_id, application.client_id, {"client_secret": application.client_secret}
    )

    async def checked() -> tuple[Checked, dict[Key, Answer]]:
        session = open_session(server.proxy_url, server.ca_file, HOSTS[Cloud.EMBEDDED])
        for pattern, under in list(session._mounts.items()):
            if under is not None:
                session._mounts[pattern] = _Listening(under)
        heard = [one for one in session._mounts.values() if isinstance(one, _Listening)]
        async with Tenant(application.tenant_id, Http(credential, session), Patience().begin_run()) as tenant:
            found = await check_tenant(tenant, recording, now)
        return found, {key: answer for one in heard for key, answer in one.answers.items()}

    healthy, answers = asyncio.run(checked())
    return replace(
        Recorded(recording, now, application.tenant_id, answers, healthy),
        answers=dict(sorted(answers.items())),
    )
