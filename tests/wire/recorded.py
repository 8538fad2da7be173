"""Every answer of a whole check, taken once from the embedded tenant and given again from memory.

What is replayed goes through the real session, adapter, readers and kinds: only the network is gone. Members of a
`$batch` are kept one by one, so that a client that asks again in another batch is answered as the service would.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx
import orjson

from holdfast.drift.check import Checked, check_tenant
from holdfast.model.plan import Cloud
from holdfast.tenant.credentials import FormCredential
from holdfast.tenant.dns_texts import DnsTexts, of_embedded_tenant
from holdfast.tenant.embedded import find_server
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience
from holdfast.tenant.session import Session, open_session
from holdfast.tenant.tenant import Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from holdfast.drift.recording import Recording
    from tests.e2e.scratch import Scratch

MOST_REQUESTS = 600
"""A check that asks more often without a wait never ends: a healthy one asks ten times, a slowed one some hundred."""
MOST_REQUESTS_A_SECOND = 20
"""What each second of waiting allows besides: many may be refused together, and each may ask once a second."""
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
    """The check asked more often, or for longer, than any check that ends."""


@dataclass
class Replay(httpx.AsyncBaseTransport):
    """Answers from memory; one thing may be answered otherwise."""

    answers: Mapping[Key, Answer]
    other: Mapping[Key, Answer] = field(default_factory=dict)
    served_at: str = ""
    """The time at the service, as an answer's header says it."""
    waited_seconds: Callable[[], float] = lambda: 0.0
    requests: int = 0
    hangs: bool = False
    """Whether it was asked for ever: said here as well, because what is under test may pass an error by."""
    asked: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._changed = {question(key): answer for key, answer in self.other.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await self._replied(request)
        reply.headers.setdefault("date", self.served_at)
        return reply

    async def _replied(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.requests > MOST_REQUESTS + MOST_REQUESTS_A_SECOND * self.waited_seconds():
            self.hangs = True
            raise HangsError
        content = await request.aread()
        if not request.url.path.endswith("/$batch"):
            return sent(self._answer(single_key(request, content)))
        whole = ("batch", request.url.host, "")
        if whole in self.other:
            return sent(self.other[whole])
        members = orjson.loads(content)["requests"]
        responses = [self._member(request, one) for one in members]
        return sent(
            Answer(
                200, {"content-type": "application/json"}, b'{"responses":[' + b",".join(responses) + b"]}"
            )
        )

    def _answer(self, key: Key) -> Answer:
        self.asked.add(key)
        if self.other and (changed := self._changed.get(question(key))):
            return changed
        return self.answers.get(key) or _unknown(key)

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


def sent(answer: Answer) -> httpx.Response:
    """An answer as it comes from the network: not read yet."""
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


def question(key: Key) -> Key:
    """What is asked, whether alone or as a member of a batch: whoever is refused in the one way asks in the other."""
    method, _, address = key[1].partition(" ")
    if key[0] not in {"single", "member"}:
        return key
    path = address[address.rindex("https://") :] if "https://" in address else f"{_GRAPH}{address}"
    return "", f"{method} {path}", "" if key[2] == "null" else key[2]


_GRAPH = "https://graph.microsoft.com"


class _Listening(httpx.AsyncBaseTransport):
    """The network, heard."""

    def __init__(self, under: httpx.AsyncBaseTransport) -> None:
        self.under = under
        self.served_at = ""
        self.answers: dict[Key, Answer] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        reply = await self.under.handle_async_request(request)
        read = httpx.Response(reply.status_code, headers=reply.headers, stream=reply.stream)
        body = await read.aread()
        headers = {name: value for name, value in reply.headers.items() if name not in _DROPPED}
        self.served_at = reply.headers["date"]
        if request.url.path.endswith("/$batch"):
            answers = {one["id"]: one for one in orjson.loads(body)["responses"]}
            for member in orjson.loads(content)["requests"]:
                one = answers[member["id"]]
                self.answers[member_key(request, member)] = Answer(
                    one["status"], one.get("headers") or {}, orjson.dumps(one.get("body"))
                )
        else:
            self.answers[single_key(request, content)] = Answer(reply.status_code, headers, body)
        return sent(Answer(reply.status_code, {**headers, "date": self.served_at}, body))

    async def aclose(self) -> None:
        await self.under.aclose()


class VirtualTime:
    """Time that passes only where somebody waits, and that no run may wait through to its end and beyond."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        if not self.now <= Patience().run_seconds:
            raise HangsError

    def patience(self) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.now).begin_run()


@dataclass(
    frozen=True, repr=False
)  # every event loop would write out all of it, for the name of its first task
class Recorded:
    """A healthy check of contoso, which can be repeated from memory."""

    recording: Recording
    now: datetime
    tenant_id: str
    answers: Mapping[Key, Answer]
    healthy: Checked
    texts: Mapping[str, tuple[str, ...]]
    """What DNS says, by name."""
    served_at: str
    """The time at the service, as its answers say it."""

    def check(self, other: Mapping[Key, Answer], token: str = "") -> Checked:
        """What a check finds where the service gives these answers instead, of one kind or of all."""
        return self.checked(self.replay(other), token)

    def asked(self, token: str) -> set[Key]:
        """What the check of one kind asks."""
        replay = self.replay({})
        self.checked(replay, token)
        return replay.asked

    def replay(self, other: Mapping[Key, Answer]) -> Replay:
        """The service, from memory."""
        return Replay(self.answers, other, self.served_at)

    def checked(self, replay: Replay, token: str = "") -> Checked:
        """What a check of one kind, or of all, finds where that answers."""
        time = VirtualTime()
        replay.waited_seconds = lambda: time.now
        credential = FormCredential(self.tenant_id, "app", {"client_secret": "s3cr3t"}, time.patience())
        recording = alone(self.recording, token) if token else self.recording

        found: list[
            Checked
        ] = []  # not returned: a loop that ends writes out its task, and all that it returns

        async def checked() -> None:
            http = Http(credential, Session(HOSTS[Cloud.EMBEDDED], transport=replay))
            texts = _KnownTexts(self.texts)
            async with Tenant(self.tenant_id, http, time.patience(), texts) as tenant:
                found.append(await check_tenant(tenant, recording, self.now))

        asyncio.run(checked())
        if replay.hangs:
            raise HangsError
        return found[0]


class _KnownTexts(DnsTexts):
    """DNS, from memory."""

    def __init__(self, texts: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(partial(of_embedded_tenant, ""), Patience())
        self._texts = texts

    async def of(self, name: str) -> tuple[str, ...]:
        return self._texts[name.casefold()]


class _HeardTexts(DnsTexts):
    """DNS, heard."""

    def __init__(self, name_server: str) -> None:
        super().__init__(partial(of_embedded_tenant, name_server), Patience())
        self.heard: dict[str, tuple[str, ...]] = {}

    async def of(self, name: str) -> tuple[str, ...]:
        self.heard[name.casefold()] = texts = await super().of(name)
        return texts


def alone(recording: Recording, token: str) -> Recording:
    """What is declared of one kind, and nothing of the others, not even what is there and nobody declared."""
    return replace(
        recording,
        desired=tuple(one for one in recording.desired if one.token == token),
        reported=tuple(one for one in recording.reported or () if one == token),
        looked_up=(),
    )


def record(scratch: Scratch, *, each_alone: bool = False) -> Recorded:
    """A healthy check of a served tenant, with every answer; `each_alone` adds those to a check of each kind by itself.

    Each kind by itself asks otherwise: of what the others need nothing, and of lists of names for its own only.
    """
    recording, now = scratch.recording(), scratch.clock.utc()
    heard: dict[Key, Answer] = {}
    texts, healthy, served_at = asyncio.run(_heard(scratch, recording, heard))
    for token in sorted({one.token for one in recording.desired}) if each_alone else ():
        asyncio.run(_heard(scratch, alone(recording, token), heard))
    tenant_id = find_server(scratch.home, recording.plan.tenant).application(recording.plan.tenant).tenant_id
    return Recorded(recording, now, tenant_id, dict(sorted(heard.items())), healthy, texts, served_at)


async def _heard(
    scratch: Scratch, recording: Recording, answers: dict[Key, Answer]
) -> tuple[Mapping[str, tuple[str, ...]], Checked, str]:
    """What DNS said, what the check found, and the time at the service; its answers are added to `answers`."""
    server = find_server(scratch.home, recording.plan.tenant)
    application = server.application(recording.plan.tenant)
    credential = FormCredential(
        application.tenant_id, application.client_id, {"client_secret": application.client_secret}
    )
    texts = _HeardTexts(server.name_server)
    session = open_session(server.proxy_url, server.ca_file, HOSTS[Cloud.EMBEDDED])
    network = session._transport = _Listening(session._transport)
    http = Http(credential, session)
    async with Tenant(application.tenant_id, http, Patience().begin_run(), texts) as tenant:
        found = await check_tenant(tenant, recording, scratch.clock.utc())
    answers.update(network.answers)
    return texts.heard, found, network.served_at
