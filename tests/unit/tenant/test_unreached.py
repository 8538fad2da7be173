"""Why nobody was reached is told by its cause: a certificate is no matter of names, nor a name one of firewalls."""

from __future__ import annotations

import asyncio
import errno
import re
import socket
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import httpx
import pytest
import trustme

from holdfast.doctor.diagnosis import Symptom, Weight
from holdfast.doctor.reach import knock_everywhere
from holdfast.model.errors import ReadError, SignInError
from holdfast.model.permission import CMDLETS
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.notify.wire import why_unreached
from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Reply
from holdfast.tenant.retry import broken
from holdfast.tenant.session import Session
from holdfast.tenant.unreached import Fault, fault_of, why
from holdfast.tenant.ways import ways
from tests.wire.recorded import VirtualTime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from holdfast.access.needs import Access
    from holdfast.tenant.tenant import Reader

CA = trustme.CA()
REFUSAL = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
TOLD = {
    "wrong host": (Fault.TRUST, "its TLS is not trusted: IP address mismatch"),
    "stranger": (Fault.TRUST, "its TLS is not trusted: "),
    "expired": (Fault.TRUST, "its TLS is not trusted: certificate has expired"),
    "no tls": (Fault.TRUST, "its TLS is not trusted: "),
    "refused": (Fault.REFUSED, "the connection was refused"),
    "no name": (Fault.NAME, "its name has no address"),
    "cut off while it greets": (Fault.OTHER, "the connection broke off"),
    "ended while it greets": (Fault.OTHER, "the connection broke off"),
    "cut off while it answers": (Fault.OTHER, "the "),
    "ended while it answers": (Fault.OTHER, "the answer is not whole, or is none of HTTP/1.1"),
    "proxy": (Fault.PROXY, "the proxy answers 407"),
}
EVERY = [*TOLD]


@asynccontextmanager
async def serving(what: str) -> AsyncIterator[str]:
    """Yield an address at which nobody can be reached, each for its own cause."""
    if what == "no name":
        yield "https://no-such-host.invalid/"
        return
    if what == "refused":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            yield f"https://127.0.0.1:{free.getsockname()[1]}/"
        return

    async def said(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        if not what.endswith("greets"):
            writer.write(HALF if what.endswith("answers") else REFUSAL)
            await writer.drain()
        writer.transport.abort() if what.startswith("cut off") else writer.close()

    server = await asyncio.start_server(said, "127.0.0.1", 0, ssl=of(what))
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def of(what: str) -> ssl.SSLContext | None:
    if what in {"no tls", "proxy"} or what.endswith("greets"):
        return None
    authority = trustme.CA() if what == "stranger" else CA
    ends = datetime(2020, 1, 1, tzinfo=UTC) if what == "expired" else None
    name = "127.0.0.2" if what == "wrong host" else "127.0.0.1"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_before=datetime(2019, 1, 1, tzinfo=UTC), not_after=ends).configure_cert(
        context
    )
    return context


def trusted() -> ssl.SSLContext:
    context = ssl.create_default_context()
    CA.configure_trust(context)
    return context


def met(what: str) -> httpx.HTTPError:
    """What the HTTP library raises there."""

    async def ask() -> httpx.HTTPError:
        async with serving(what) as address:
            through = address.replace("https:", "http:") if what == "proxy" else None
            async with BoundedClient(verify=trusted(), trust_env=False, proxy=through) as client:
                with pytest.raises(httpx.HTTPError) as caught:
                    await client.get("https://graph.example/" if through else address)
            return caught.value

    return asyncio.run(ask())


@pytest.mark.parametrize("what", EVERY)
def test_cause_is_told_and_no_address(what: str) -> None:
    error = met(what)

    fault, _ = fault_of(error)

    assert (fault, why(error)[: len(TOLD[what][1])]) == TOLD[what]
    assert "_ssl.c" not in why(error)
    told = broken("GET /users", error)
    assert isinstance(told, ReadError)
    assert f"({why(error)})" in told.message


@pytest.mark.parametrize("what", EVERY)
def test_sign_in_that_nobody_answers_says_why(what: str) -> None:
    error = met(what)

    def raising(_request: httpx.Request) -> httpx.Response:
        raise error

    async def sign_in() -> None:
        environment = {"AZURE_CLIENT_ID": "app", "AZURE_CLIENT_SECRET": "s3cr3t-w0rd"}
        credential = ways("contoso.com", environment, VirtualTime().patience())[0].open()
        async with Session(HOSTS[Cloud.GLOBAL], transport=httpx.MockTransport(raising)) as client:
            await credential.token(client, HOSTS[Cloud.GLOBAL].graph)

    with pytest.raises(SignInError) as caught:
        asyncio.run(sign_in())
    assert f"did not answer ({why(error)})" in caught.value.message
    assert caught.value.slug == "sign-in-unreachable"


@pytest.mark.parametrize("what", EVERY)
def test_doctor_says_what_to_do_about_each(what: str) -> None:
    error = met(what)

    async def knock(_url: str, _within_seconds: float) -> Reply:
        raise error

    async def examined() -> list[Symptom]:
        from types import SimpleNamespace

        reader = cast("Reader", SimpleNamespace(name="t", knock=knock, hosts=HOSTS[Cloud.GLOBAL]))
        access = cast("Access", SimpleNamespace(permission_names={CMDLETS}))
        return await knock_everywhere(reader, access, lambda: datetime.now(UTC))

    found = asyncio.run(examined())
    assert len(found) == 4
    for one in found:
        assert one.weight is Weight.NO_CHECK
        assert one.told.endswith(f" does not answer ({why(error)})")
        assert one.do == TOLD[what][0].value
    assert ("SSL_CERT_FILE" in found[0].do) == (TOLD[what][0] is Fault.TRUST)


def test_cause_among_several_is_found_and_a_circle_ends() -> None:
    several = ExceptionGroup(
        "multiple connection attempts failed", [OSError("odd"), ConnectionRefusedError()]
    )
    outer, inner = httpx.ConnectError("all connection attempts failed"), OSError("x")
    outer.__cause__, inner.__cause__ = inner, several
    assert why(outer) == "the connection was refused"

    inner.__cause__ = outer
    assert why(outer) == "nobody was reached"


ADDRESS = "https://hooks.example/s3cr3t-w0rd"


def every_error() -> list[BaseException]:
    """One of each sort that the HTTP library, TLS, the system and we ourselves raise, each told with an address."""
    sorts: list[type[httpx.HTTPError]] = [
        one for one in vars(httpx).values() if isinstance(one, type) and issubclass(one, httpx.HTTPError)
    ]
    of_httpx = [one(ADDRESS) for one in sorts if not issubclass(one, httpx.HTTPStatusError)]
    sorts_of_tls: list[type[ssl.SSLError]] = [ssl.SSLError, *ssl.SSLError.__subclasses__()]
    of_tls = [one(1, ADDRESS) for one in sorts_of_tls]
    of_system = [OSError(number, ADDRESS, ADDRESS) for number in errno.errorcode]
    others = [one(ADDRESS) for one in (OSError, EOFError, TimeoutError, RuntimeError, ValueError)]
    return [
        *of_httpx,
        *of_tls,
        *of_system,
        *others,
        socket.gaierror(-2, ADDRESS),
        ReadError("x", "no words", Reason.UNAVAILABLE),
    ]


@pytest.mark.parametrize("told_by", [why, why_unreached], ids=["a tenant", "a receiver"])
def test_no_class_of_a_program_and_no_address_is_told_to_a_person(
    told_by: Callable[[BaseException], str],
) -> None:
    said = {repr(error): told_by(error) for error in every_error()}
    wrong = {
        error: words
        for error, words in said.items()
        if not words or "s3cr3t" in words or re.search(r"[a-z][A-Z]\w+|[A-Z]+_[A-Z]+|Error\b", words)
    }
    assert wrong == {}
    assert len(said) > 100


def test_what_we_said_ourselves_is_told_again_as_it_was() -> None:
    assert (
        why(ReadError("read-too-large", "more than 5 MB came", Reason.UNAVAILABLE)) == "more than 5 MB came"
    )
