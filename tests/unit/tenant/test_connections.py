"""Connections of our own: an answer is whole or an error, and none is taken for that of another request."""

from __future__ import annotations

import asyncio
import base64
import gc
import itertools
import ssl
import warnings
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme

from holdfast.tenant import proxies
from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.http1 import body_of, conversation, ended_well, read_head, request_bytes
from holdfast.tenant.opening import Stream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: t\r\n\r\n"
)
WHOLE = {
    "length": HELLO,
    "length said twice": HELLO.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n"),
    "chunks": CHUNKED,
    "both, as the standard says": CHUNKED.replace(b"\r\n", b"\r\ncontent-length: 99\r\n", 1),
    "no reason": HELLO.replace(b" OK", b" "),
    "until it ends": b"HTTP/1.0 200 OK\r\n\r\nhello",
    "header of two lines": HELLO.replace(b"\r\n\r\n", b"\r\nX: a\r\n b\r\n\r\n"),
    "told before": b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + HELLO,
}
BROKEN = {
    "no http": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "status of two digits": HELLO.replace(b"200", b"20"),
    "length no number": HELLO.replace(b": 5", b": +5"),
    "length negative": HELLO.replace(b": 5", b": -5"),
    "two lengths": HELLO.replace(b"\r\n\r\n", b"\r\nContent-Length: 4\r\n\r\n"),
    "packed in another way": CHUNKED.replace(b"chunked", b"gzip, chunked"),
    "header without a name": HELLO.replace(b"\r\n\r\n", b"\r\n: a\r\n\r\n"),
    "blank before the colon": HELLO.replace(b"Content-Length:", b"Content-Length :"),
    "zero in a header": HELLO.replace(b"\r\n\r\n", b"\r\nX: a\0b\r\n\r\n"),
    "chunk without a length": CHUNKED.replace(b"2;x=y", b"x"),
    "chunk of negative length": CHUNKED.replace(b"2;x=y", b"-2"),
    "chunk longer than said": CHUNKED.replace(b"2;x=y", b"1"),
    "another protocol": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + HELLO,
    "head without end": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
}
CA = trustme.CA(key_type=trustme.KeyType.ECDSA)


def heard(answer: bytes, method: str = "GET") -> tuple[int, bytes, bool]:
    """Status and body of an answer after which the connection ends, and whether it could be used again."""

    async def hear() -> tuple[int, bytes, bool]:
        reader = Stream()
        reader.feed_data(answer)
        reader.feed_eof()
        said = conversation()
        request_bytes(said, method, b"/", [(b"Host", b"graph")], b"")
        head = await read_head(reader, said)
        body = b"".join([part async for part in body_of(reader, said)])
        return head.status_code, body, ended_well(said)

    return asyncio.run(hear())


@pytest.mark.parametrize("form", WHOLE)
def test_every_form_of_an_answer_is_read(form: str) -> None:
    status, body, again = heard(WHOLE[form])

    assert (status, body) == (200, b"hello")
    assert again is (form != "until it ends")


@pytest.mark.parametrize("form", BROKEN)
def test_what_is_no_answer_is_refused(form: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        heard(BROKEN[form])


@pytest.mark.parametrize("form", sorted(set(WHOLE) - {"until it ends"}))
def test_an_answer_that_is_cut_off_anywhere_is_never_taken_for_a_whole_one(form: str) -> None:
    for end in range(len(WHOLE[form])):
        with pytest.raises(httpx.RemoteProtocolError):
            heard(WHOLE[form][:end])


@pytest.mark.parametrize(("status", "method"), [(204, "GET"), (304, "GET"), (200, "HEAD")])
def test_answers_without_a_body_end_with_their_headers(status: int, method: str) -> None:
    answer = HELLO.replace(b"200", b"%d" % status).removesuffix(b"hello")
    assert heard(answer, method) == (status, b"", True)


def test_an_answer_that_ends_the_connection_is_its_last() -> None:
    assert heard(HELLO.replace(b"\r\n\r\n", b"\r\nConnection: x, Close\r\n\r\n"))[2] is False
    assert heard(HELLO.replace(b"1.1", b"1.0"))[2] is False
    assert heard(HELLO + b"HTTP/1.1 200 more")[2] is False


@pytest.mark.parametrize(
    ("name", "value"),
    [(b"X", b"a\r\nY: b"), (b"X", b"a\nb"), (b"X", b"a\0"), (b"X: y", b"a"), (b"", b"a"), (b"X", b" a")],
)
def test_a_header_cannot_become_another(name: bytes, value: bytes) -> None:
    with pytest.raises(httpx.LocalProtocolError):
        request_bytes(conversation(), "GET", b"/", [(b"Host", b"graph"), (name, value)], b"")


@dataclass
class Server:
    """A service on loopback that answers each request of a connection with what is given."""

    answers: tuple[bytes, ...] = (HELLO,) * 9
    pause: asyncio.Event | None = None
    """Waited for before each answer."""
    ends: bool = False
    """Whether it closes the connection behind the first answer."""
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    ended: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    all_ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            for answer in self.answers:
                self.requests.append(await reader.readuntil(b"\r\n\r\n"))
                self.asked.set()
                if self.pause is not None:
                    await self.pause.wait()
                writer.write(answer)
                await writer.drain()
                if self.ends:
                    break
            else:
                await reader.read()
        except (OSError, EOFError):
            pass
        finally:
            self.ended += 1
            if self.ended == self.connections:
                self.all_ended.set()
            writer.close()


@asynccontextmanager
async def listening(serve: Serve, trust: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=trust)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def twice(server: Server, between: float = 0.0) -> list[bytes]:
    """The answers to two requests, one after the other."""
    async with listening(server.serve) as port, BoundedClient(trust_env=False, verify=trusting()) as client:
        bodies = []
        for _ in range(2):
            bodies.append((await client.get(f"http://127.0.0.1:{port}/")).content)
            await asyncio.sleep(between)
        return bodies


def trusting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    CA.configure_trust(context)
    return context


def certified(name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    CA.issue_cert(name, key_type=trustme.KeyType.ECDSA).configure_cert(context)
    return context


def test_a_connection_is_used_again() -> None:
    server = Server()
    assert asyncio.run(twice(server)) == [b"hello"] * 2
    assert server.connections == 1


@pytest.mark.parametrize(
    "server",
    [
        Server(ends=True),
        Server(answers=(HELLO + HELLO.replace(b"hello", b"other"),) * 2),
        Server(answers=(HELLO.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),)),
    ],
    ids=["ended", "more than was asked for", "says that it ends"],
)
def test_a_connection_that_may_not_be_used_again_is_not(server: Server) -> None:
    assert asyncio.run(twice(server, 0.05)) == [b"hello"] * 2
    assert server.connections == 2


def test_who_gives_up_leaves_no_answer_to_the_next() -> None:
    async def ask() -> tuple[bytes, Server]:
        server = Server(answers=(HELLO.replace(b"hello", b"first"), HELLO), pause=asyncio.Event())
        assert server.pause is not None
        async with (
            listening(server.serve) as port,
            BoundedClient(trust_env=False, verify=trusting()) as client,
        ):
            first = asyncio.create_task(client.get(f"http://127.0.0.1:{port}/"))
            await server.asked.wait()
            first.cancel()
            server.pause.set()
            server.answers = (HELLO,)
            return (await client.get(f"http://127.0.0.1:{port}/")).content, server

    body, server = asyncio.run(ask())
    assert body == b"hello"
    assert server.connections == 2


def test_who_gives_up_within_an_answer_leaves_its_end_to_nobody() -> None:
    async def ask() -> tuple[bytes, int]:
        server = Server(answers=(HELLO[:-3], HELLO))
        async with (
            listening(server.serve) as port,
            BoundedClient(trust_env=False, verify=trusting()) as client,
        ):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await client.get(f"http://127.0.0.1:{port}/")
            server.answers = (HELLO,)
            return (await client.get(f"http://127.0.0.1:{port}/")).content, server.connections

    assert asyncio.run(ask()) == (b"hello", 2)


def test_requests_at_once_have_a_connection_each_and_all_are_closed_at_the_end() -> None:
    async def ask() -> Server:
        server = Server()
        async with listening(server.serve) as port:
            async with BoundedClient(trust_env=False, verify=trusting()) as client:
                await asyncio.gather(*(client.get(f"http://127.0.0.1:{port}/") for _ in range(5)))
            await server.all_ended.wait()
        return server

    assert asyncio.run(ask()).connections == 5


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
@pytest.mark.parametrize("way", ["plain", "tls", "proxy"])
def test_who_gives_up_at_any_step_of_opening_leaves_no_socket(host: str, way: str) -> None:
    """Python tells a socket that nobody closed in whatever runs when it next looks for garbage."""

    async def give_up(steps: int) -> tuple[bool, list[str]]:
        """Whether the request was through by then, and what Python says of sockets that are left."""
        trust = certified(host) if way != "plain" else None
        async with listening(Server().serve, trust) as port, listening(tunnel) as proxy:
            by = f"http://127.0.0.1:{proxy}" if way == "proxy" else None
            scheme = "http" if trust is None else "https"
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                async with BoundedClient(proxy=by, trust_env=False, verify=trusting()) as client:
                    asking = asyncio.create_task(client.get(f"{scheme}://{host}:{port}/"))
                    for _ in range(steps):
                        await asyncio.sleep(0)
                    through = asking.done()
                    asking.cancel()
                    await asyncio.wait([asking])
                await asyncio.sleep(0.01)  # in which the loop ends what it was told to, theirs as well
                gc.collect()
            await asyncio.wait({asking} | asyncio.all_tasks() - {asyncio.current_task()}, timeout=1)
        return through, [str(one.message) for one in told]

    through, left = False, list[str]()
    for steps in itertools.count():
        if through or left:
            break
        through, left = asyncio.run(give_up(steps))
    assert left == []


def test_silence_ends_in_time() -> None:
    async def ask() -> None:
        server = Server(pause=asyncio.Event())
        async with (
            listening(server.serve) as port,
            BoundedClient(trust_env=False, verify=trusting(), timeout=0.05) as client,
        ):
            with pytest.raises(httpx.ReadTimeout):
                await client.get(f"http://127.0.0.1:{port}/")

    asyncio.run(ask())


def test_a_large_answer_comes_whole_over_tls_and_through_a_proxy_that_is_reached_by_tls() -> None:
    body = bytes(range(256)) * 8192
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)

    async def ask() -> tuple[bytes, bytes]:
        server = Server(answers=(answer, answer))
        async with listening(server.serve, certified()) as port, listening(tunnel, certified()) as proxy:
            url = f"https://127.0.0.1:{port}/"
            async with BoundedClient(trust_env=False, verify=trusting()) as client:
                direct = (await client.get(url)).content
            by = f"https://127.0.0.1:{proxy}"
            async with BoundedClient(proxy=by, trust_env=False, verify=trusting()) as client:
                return direct, (await client.get(url)).content

    assert asyncio.run(ask()) == (body, body)


async def tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A proxy."""
    port = (await reader.readuntil(b"\r\n\r\n")).split()[1].rpartition(b":")[2]
    far_reader, far_writer = await asyncio.open_connection("127.0.0.1", int(port))
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")

    async def passed_on(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        try:
            while part := await source.read(2**16):
                to.write(part)
                await to.drain()
        except OSError:
            pass
        to.close()

    await asyncio.gather(passed_on(reader, far_writer), passed_on(far_reader, writer))


def test_a_proxy_that_refuses_is_told_with_what_it_says() -> None:
    async def ask() -> bytes:
        server = Server(answers=(b"HTTP/1.1 407 Sign in first\r\nContent-Length: 0\r\n\r\n",))
        async with listening(server.serve) as port:
            proxy = f"http://ana:s3cr%40t@127.0.0.1:{port}"
            async with BoundedClient(proxy=proxy, trust_env=False, verify=trusting()) as client:
                with pytest.raises(httpx.ProxyError, match=r"^407 Sign in first$"):
                    await client.get("https://graph.microsoft.com/v1.0/")
        return server.requests[0]

    sent = asyncio.run(ask())
    assert sent.startswith(b"CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: graph.microsoft.com:443\r\n")
    assert b"\r\nProxy-Authorization: Basic " + base64.b64encode(b"ana:s3cr@t") + b"\r\n" in sent


def test_what_is_not_encrypted_is_asked_of_the_proxy_itself() -> None:
    async def ask() -> bytes:
        server = Server()
        async with listening(server.serve) as port:
            by = f"http://127.0.0.1:{port}"
            async with BoundedClient(proxy=by, trust_env=False, verify=trusting()) as client:
                assert (await client.get("http://metadata.invalid/x?y=z")).content == b"hello"
        return server.requests[0]

    assert asyncio.run(ask()).startswith(
        b"GET http://metadata.invalid/x?y=z HTTP/1.1\r\nHost: metadata.invalid\r\n"
    )


GRAPH = "https://graph.microsoft.com/v1.0/"
NAMES = [
    one for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY") for one in (name, name.lower())
]


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy:3128"}, "http://proxy:3128"),
        ({"https_proxy": "proxy:3128"}, "http://proxy:3128"),
        ({"ALL_PROXY": "https://proxy"}, "https://proxy"),
        ({"HTTP_PROXY": "http://proxy:3128"}, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "graph.microsoft.com"}, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "login.microsoft.com, .microsoft.com"}, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "soft.com,microsoft.co"}, "http://proxy"),
    ],
)
def test_proxy_of_the_environment(
    environment: dict[str, str], found: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(environment, monkeypatch)
    assert proxies.of_environment(httpx.URL(GRAPH)) == (found and httpx.URL(found))


@pytest.mark.parametrize(
    "address", ["socks5://ana:s3cr3t@proxy:1080", "http://", "http://ana:s3cr3t@proxy:port"]
)
def test_a_proxy_that_cannot_be_one_is_told_without_its_address(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up({"HTTPS_PROXY": address}, monkeypatch)
    with pytest.raises(httpx.ProxyError, match="that the environment names for https") as caught:
        proxies.of_environment(httpx.URL(GRAPH))
    assert "s3cr3t" not in str(caught.value)


def set_up(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
