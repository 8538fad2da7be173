"""No answer holds a run: each is bounded in time, size, depth, pages and place, whatever it says."""

from __future__ import annotations

import asyncio
import errno
import gc
import gzip
import os
import weakref
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import orjson
import pytest

from holdfast.model.errors import HoldfastError, ReadError, SignInError, WriteError
from holdfast.model.plan import Cloud
from holdfast.model.status import Reason
from holdfast.tenant import bounded as bounded_module
from holdfast.tenant import pages as pages_module
from holdfast.tenant.adapter import AdapterHttp
from holdfast.tenant.azure_cli import AzureCli
from holdfast.tenant.body import members_of, parse
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
from holdfast.tenant.cmdlets import Cmdlets
from holdfast.tenant.credentials import AccessToken, FormCredential
from holdfast.tenant.gather import Gatherer, give
from holdfast.tenant.graph import Graph
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience, retry_after
from holdfast.tenant.session import Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Answer = Callable[[httpx.Request], httpx.Response]

WORLDWIDE = HOSTS[Cloud.GLOBAL]
LOGIN, GRAPH, EXCHANGE, COMPLIANCE = (
    WORLDWIDE.login,
    WORLDWIDE.graph,
    WORLDWIDE.exchange,
    WORLDWIDE.compliance,
)
WHOLE = {"value": [{"id": "1"}]}
GET = Invocation("Get-Thing", {})


class Signed:
    """A credential that needs nobody."""

    async def token(self, _client: Session, _resource: str) -> AccessToken:
        return AccessToken("a.b.c")


@dataclass
class Wire:
    """The real session and readers over a script, and time that passes only where somebody waits."""

    sort: ClassVar[type[Http]] = Http
    """Of session: one that reads, or one that writes as well."""
    answer: Answer
    asked: list[httpx.Request] = field(default_factory=list)
    time: float = 0.0

    async def sleep(self, seconds: float) -> None:
        self.time += seconds

    def patience(self, **bounds: float) -> Patience:
        return Patience(sleep=self.sleep, clock=lambda: self.time, **bounds).begin_run()

    def http(self) -> Http:
        return self.sort(Signed(), self.session())

    def session(self) -> Session:
        def heard(request: httpx.Request) -> httpx.Response:
            self.asked.append(request)
            answer = self.answer(request)
            if not answer.is_stream_consumed:
                return answer
            # As it comes from a network: not read yet.
            stream = httpx.ByteStream(answer.content)
            return httpx.Response(answer.status_code, headers=answer.headers, stream=stream)

        return Session(WORLDWIDE, transport=httpx.MockTransport(heard))

    def read(self, read: Callable[[Graph, Cmdlets], Awaitable[Any]], **bounds: float) -> Any:
        """What `read` returns."""

        async def done() -> Any:
            async with self.http() as http:
                patience = self.patience(**bounds)
                return await read(Graph(http, patience), Cmdlets(http, patience, "contoso.com"))

        return asyncio.run(done())


@pytest.fixture(autouse=True, params=[Http, AdapterHttp])
def _each_sort_of_session(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are bounded in everything: they differ in nothing but how a request is sent."""
    monkeypatch.setattr(Wire, "sort", request.param)


def list_groups(graph: Graph, _cmdlets: Cmdlets) -> Awaitable[Any]:
    return graph.collection("/groups")


def list_things(_graph: Graph, cmdlets: Cmdlets) -> Awaitable[Any]:
    return cmdlets.rows(Endpoint.EXCHANGE, GET)


def list_compliance(_graph: Graph, cmdlets: Cmdlets) -> Awaitable[Any]:
    return cmdlets.rows(Endpoint.COMPLIANCE, GET)


READS = [list_groups, list_things]
each_read = pytest.mark.parametrize("read", READS)


def whole(request: httpx.Request, body: Any = None) -> httpx.Response:
    """A good answer with `body` to whatever was asked for."""
    body = WHOLE if body is None else body
    if not request.url.path.endswith("/$batch"):
        return httpx.Response(200, json=body)
    members = orjson.loads(request.content)["requests"]
    return httpx.Response(
        200, json={"responses": [{"id": one["id"], "status": 200, "body": body} for one in members]}
    )


# --- place


NOT_OURS = [
    "http://graph.microsoft.com/v1.0/groups?$skiptoken=x",
    "https://graph.microsoft.com.evil.example/v1.0/groups",
    "https://evil.example/v1.0/groups",
    "https://graph.microsoft.com@evil.example/v1.0/groups",
    "https://graph.microsoft.com:8443/v1.0/groups",
    "https://graph.microsoft.com:443@evil.example/v1.0/groups",
    "https://evil.example\\@graph.microsoft.com/v1.0/groups",
    "https://graph.microsoft.com\\@evil.example/v1.0/groups",
    "https://graph.microsoft.com%2eevil.example/",
    "https://graph.microsoft.com\n.evil.example/v1.0/groups",
    "https://graph.microsoft.com/v1.0/gro\r\nups",
    "https://gráph.microsoft.com/v1.0/groups",
    "//graph.microsoft.com/v1.0/groups",
    "/v1.0/groups?$skiptoken=x",
    "ftp://graph.microsoft.com/",
    "https://a.b.ps.compliance.protection.outlook.com/",
    "https://ps.compliance.protection.outlook.com.evil.example/",
    "https://x@eur01b.ps.compliance.protection.outlook.com/",
    "",
    "https://",
    "https://graph.microsoft.com/" + "x" * 20_000,
]


@pytest.mark.parametrize("address", NOT_OURS)
def test_no_address_but_microsofts_is_one(address: str) -> None:
    with pytest.raises(ReadError) as caught:
        WORLDWIDE.origin_of(address)
    assert caught.value.reason is Reason.UNEXPECTED
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    ("address", "resource"),
    [
        (f"{GRAPH}/v1.0/groups?$filter=displayName eq 'Bücher'", GRAPH),
        (f"{EXCHANGE}:443/adminapi/beta/x/InvokeCommand?$skiptoken=a%2Fb", EXCHANGE),
        ("https://EUR01B.ps.compliance.protection.outlook.com/adminapi", COMPLIANCE),
        (COMPLIANCE, COMPLIANCE),
        (f"{LOGIN}/contoso.com/oauth2/v2.0/token", LOGIN),
    ],
)
def test_microsofts_addresses_are_known_with_their_resource(address: str, resource: str) -> None:
    assert WORLDWIDE.resource_of(address) == resource


@each_read
@pytest.mark.parametrize("link", [*NOT_OURS, f"{LOGIN}/x", COMPLIANCE, 7, True, None, ["x"], {"a": 1}])
def test_a_next_page_elsewhere_is_refused_and_nothing_is_sent_there(read: Any, link: Any) -> None:
    wire = Wire(lambda request: whole(request, {**WHOLE, "@odata.nextLink": link}))

    with pytest.raises(ReadError) as caught:
        wire.read(read)

    assert caught.value.reason is Reason.PARTIAL
    assert len(wire.asked) == 1


@pytest.mark.parametrize("location", [*filter(None, NOT_OURS), GRAPH, LOGIN, f"{EXCHANGE}/adminapi"])
def test_a_region_elsewhere_is_refused_and_no_token_goes_there(location: str) -> None:
    # A header can hold neither line breaks nor letters beyond Latin-1.
    location = location.replace("\r", "").replace("\n", " ").replace("á", "a\\")
    wire = Wire(lambda _request: httpx.Response(302, headers={"Location": location}))

    with pytest.raises(ReadError) as caught:
        wire.read(list_compliance)

    assert caught.value.reason is Reason.UNEXPECTED
    assert [one.url.host for one in wire.asked] == [COMPLIANCE.removeprefix("https://")]


def test_a_region_of_the_service_is_followed() -> None:
    region = "https://eur01b.ps.compliance.protection.outlook.com"
    assert WORLDWIDE.compliance_host(f"{region}/adminapi/beta/x/EXOBanner") == region


def test_no_redirect_is_followed_with_a_token() -> None:
    wire = Wire(lambda _request: httpx.Response(307, headers={"Location": "https://evil.example/"}))

    with pytest.raises(ReadError):
        wire.read(list_groups)

    assert {one.url.host for one in wire.asked} == {"graph.microsoft.com"}


def test_a_session_sends_nothing_to_another_host_whoever_asks() -> None:
    wire = Wire(whole)

    async def post() -> None:
        async with wire.session() as client:
            await client.post("https://evil.example/token", data={"client_secret": "s3cr3t"})

    with pytest.raises(ReadError):
        asyncio.run(post())


# --- pages


def next_page(read: Any, number: int) -> str:
    return (
        f"{GRAPH}/v1.0/groups?p={number}" if read is list_groups else f"{EXCHANGE}/adminapi/beta/x?p={number}"
    )


@each_read
@pytest.mark.parametrize("circle", [1, 2, 7])
def test_pages_in_a_circle_end(read: Any, circle: int) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return whole(request, {**WHOLE, "@odata.nextLink": next_page(read, len(wire.asked) % circle)})

    wire = Wire(answer)

    with pytest.raises(ReadError, match="names a page again") as caught:
        wire.read(read)

    assert caught.value.reason is Reason.PARTIAL
    assert len(wire.asked) == circle + 1


@each_read
def test_pages_without_end_end(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_module, "_MOST", 30)

    def answer(request: httpx.Request) -> httpx.Response:
        return whole(request, {**WHOLE, "@odata.nextLink": next_page(read, len(wire.asked))})

    wire = Wire(answer)

    with pytest.raises(ReadError, match="more than 30 pages"):
        wire.read(read)

    assert len(wire.asked) == 31


OF_A_PART = [
    *("error", "Error", "errors", "warnings", "nextLink", "nextlink", "odata.error", "odata.nextLink"),
    *("@odata.error", "@odata.nextlink", "@ODATA.NEXTLINK", "@nextLink", "@error", "@adminapi.Errors"),
    *("@AdminApi.Warnings", "adminapi.warnings"),
]


@each_read
@pytest.mark.parametrize("name", OF_A_PART)
def test_a_list_that_tells_in_any_spelling_that_it_is_a_part_is_none(read: Any, name: str) -> None:
    for said in ({"code": "x"}, "https://graph.microsoft.com/v1.0/groups?$skip=1", ["cut short"]):
        with pytest.raises(ReadError, match=r"may not be whole|in part"):
            Wire(partial(whole, body={**WHOLE, name: said})).read(read)
    nothings: tuple[Any, ...] = (None, "", [], {})
    for nothing in nothings:
        assert Wire(partial(whole, body={**WHOLE, name: nothing})).read(read) == WHOLE["value"]


@pytest.mark.parametrize("name", ["error", "Error", "odata.error", "@odata.error", "@error"])
def test_an_object_beside_which_an_error_is_told_is_none(name: str) -> None:
    def one(graph: Graph, _: Cmdlets) -> Awaitable[Any]:
        return graph.entity("/policies/one")

    with pytest.raises(ReadError, match="may not be whole"):
        Wire(partial(whole, body={"id": "1", name: {"code": "x"}})).read(one)
    for plain in ("errors", "warnings", "nextLink"):
        assert Wire(partial(whole, body={"id": "1", plain: ["x"]})).read(one)


def counting(counted: Any, *pages: int) -> Answer:
    """A service that counts, and answers with pages of so many rows."""

    def answer(number: int) -> dict[str, Any]:
        rows = [{"id": f"{number}-{row}"} for row in range(pages[number])]
        first = {"@odata.count": counted} if number == 0 else {}
        more = number + 1 < len(pages)
        link = {"@odata.nextLink": f"{GRAPH}/v1.0/groups?$skiptoken={number + 1}"} if more else {}
        return {**first, **link, "value": rows}

    def post(request: httpx.Request) -> httpx.Response:
        (member,) = orjson.loads(request.content)["requests"]
        body = answer(int(member["url"].partition("skiptoken=")[2] or 0))
        return httpx.Response(200, json={"responses": [{"id": "0", "status": 200, "body": body}]})

    return post


@pytest.mark.parametrize("pages", [(), (1,), (2, 2), (2, 0, 1), (0, 0)])
@pytest.mark.parametrize("lacking", [1, 5])
def test_fewer_rows_than_the_service_counts_are_a_part(pages: tuple[int, ...], lacking: int) -> None:
    all_pages = pages or (0,)
    for counted in (sum(all_pages), sum(all_pages) - 1, None):
        assert len(Wire(counting(counted, *all_pages)).read(list_groups)) == sum(all_pages)
    with pytest.raises(ReadError, match=r"the service counts .+ rows, and \d+ came") as caught:
        Wire(counting(sum(all_pages) + lacking, *all_pages)).read(list_groups)
    assert caught.value.reason is Reason.PARTIAL


@pytest.mark.parametrize("counted", ["2", True, 2.5, []])
def test_a_count_that_is_no_number_says_nothing_good(counted: Any) -> None:
    with pytest.raises(ReadError, match="the service counts"):
        Wire(counting(counted, 2)).read(list_groups)


def test_two_rows_of_one_id_that_differ_are_refused_and_the_same_row_twice_is_one() -> None:
    same = {"value": [{"id": "1", "state": "enabled"}, {"id": "1", "state": "enabled"}]}
    other = {"value": [{"id": "1", "state": "enabled"}, {"id": "1", "state": "disabled"}]}

    assert Wire(lambda request: whole(request, same)).read(list_groups) == same["value"][:1]
    with pytest.raises(ReadError, match="two different rows with the id 1"):
        Wire(lambda request: whole(request, other)).read(list_groups)


@pytest.mark.parametrize("name", ["members@odata.nextLink", "members@nextLink", "MEMBERS@odata.nextlink"])
@pytest.mark.parametrize(
    "inside", [lambda part: part, lambda part: {"policy": part}, lambda part: {"rules": [{}, {"of": part}]}]
)
def test_an_object_with_a_part_of_what_was_to_be_expanded_is_a_part(
    name: str, inside: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    def list_expanded(graph: Graph, _cmdlets: Cmdlets) -> Awaitable[Any]:
        return graph.collection("/groups?$expand=members")

    def answered(link: str | None) -> Any:
        rows = [{"id": "0"}, {"id": "1", **inside({"members": [], name: link})}]
        return Wire(lambda request: whole(request, {"value": rows})).read(list_expanded)

    assert len(answered(None)) == 2
    with pytest.raises(ReadError, match=f"the answer tells {name}") as caught:
        answered(f"{GRAPH}/v1.0/groups/1/members?$skiptoken=x")
    assert caught.value.reason is Reason.PARTIAL


# --- size and depth


def packed(content: bytes, packing: str = "gzip") -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": packing}, stream=httpx.ByteStream(content))


class Endless(httpx.AsyncByteStream):
    """A body without an end, of `part` again and again."""

    def __init__(self, part: bytes, wait_seconds: float = 0.0) -> None:
        self.part = part
        self.wait_seconds = wait_seconds
        self.given = 0
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(self.wait_seconds)
            self.given += len(self.part)
            yield self.part

    async def aclose(self) -> None:
        self.closed = True


@each_read
def test_an_endless_answer_is_read_to_a_bound(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_module, "MOST_BYTES", 100_000)
    endless = Endless(b"x" * 1000)

    with pytest.raises(ReadError, match="larger than") as caught:
        Wire(lambda _request: httpx.Response(200, stream=endless)).read(read)

    assert caught.value.reason is Reason.UNEXPECTED
    assert endless.given == 101_000
    assert endless.closed


@each_read
def test_a_few_kilobytes_that_unpack_to_more_than_is_read_are_refused(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_module, "MOST_BYTES", 100_000)

    with pytest.raises(ReadError, match="larger than"):
        Wire(lambda _request: packed(gzip.compress(b" " * 10_000_000))).read(read)


@each_read
@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "deflate", "x"])
def test_what_is_packed_in_another_way_is_refused(read: Any, packing: str) -> None:
    with pytest.raises(ReadError, match="which was not asked for"):
        Wire(lambda _request: packed(zlib.compress(b"{}"), packing)).read(read)


def test_what_is_packed_as_asked_is_read() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["accept-encoding"] == "gzip"
        return packed(gzip.compress(whole(request).content))

    assert Wire(answer).read(list_groups) == WHOLE["value"]


@each_read
@pytest.mark.parametrize(
    "content", [b"not gzip", gzip.compress(b'{"value": []}')[:-9]], ids=["not gzip", "cut short"]
)
def test_a_packed_answer_that_is_broken_is_no_answer(read: Any, content: bytes) -> None:
    wire = Wire(lambda _request: packed(content))

    with pytest.raises(ReadError) as caught:
        wire.read(read)

    assert caught.value.reason is Reason.UNAVAILABLE
    assert len(wire.asked) < 20


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("levels", [80, 900, 100_000])
def test_a_deep_answer_is_none(opening: bytes, levels: int) -> None:
    closing = b"]" if opening == b"[" else b"}"
    assert parse(b'{"value":' + opening * levels + b"1" + closing * levels + b"}") == {}


def nested(levels: int, text: str) -> dict[str, Any]:
    """An answer of so many levels, with a text in the deepest and in the first."""
    inner: Any = {"deepest": text}
    for level in range(levels - 2):
        inner = [inner, {}] if level % 2 else {"in": inner, "beside": []}
    return {"first": text, "value": inner}


@pytest.mark.parametrize("levels", [2, 3, 10, 63, 64, 65, 66, 200])
@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "]" * 400,
        "[" * 400,
        "][",
        '"',
        '"]',
        "\\",
        '\\"[[',
        "{}[]",
        '["",""]',
        '"]"',
        '"]["',
        "",
        "[]é\u2028",
    ],
)
def test_levels_are_counted_whatever_brackets_are_in_texts(levels: int, text: str) -> None:
    answer = nested(levels, text)
    assert parse(orjson.dumps(answer)) == (answer if levels <= 64 else {})


@pytest.mark.parametrize("escape", [b"\\u0022]]", b"\\u005b", b"\\/]"])
def test_an_escape_hides_no_level(escape: bytes) -> None:
    deep = b'{"a":"' + escape + b'","value":' + b"[" * 80 + b'"' + escape + b'"' + b"]" * 80 + b"}"
    assert parse(deep) == {}
    assert parse(b'{"a":"' + escape + b'"}') == orjson.loads(b'{"a":"' + escape + b'"}')


# --- time


@each_read
def test_an_answer_that_drips_is_cut_off(read: Any) -> None:
    endless = Endless(b" ", wait_seconds=0.001)
    wire = Wire(lambda _request: httpx.Response(200, stream=endless))

    with pytest.raises(ReadError) as caught:
        wire.read(read, request_seconds=0.02, deadline_seconds=3)

    assert caught.value.reason is Reason.UNAVAILABLE
    assert endless.closed
    assert len(wire.asked) == 2


def test_a_change_whose_answer_drips_is_told_as_unanswered_and_sent_once() -> None:
    wire = Wire(lambda _request: httpx.Response(200, stream=Endless(b" ", wait_seconds=0.001)))

    with pytest.raises(WriteError) as caught:
        wire.read(lambda graph, _: graph.write("POST", "/groups", {}), request_seconds=0.02)

    assert caught.value.slug == "write-unanswered"
    assert len(wire.asked) == 1


@each_read
def test_a_run_that_is_over_waits_for_nothing_more(read: Any) -> None:
    wire = Wire(lambda _request: httpx.Response(503))

    with pytest.raises(ReadError):
        wire.read(read, run_seconds=5)

    assert wire.time <= 5


HOURS_AWAY = format_datetime(datetime.now(UTC) + timedelta(hours=5), usegmt=True)
ODD_WAITS = [
    "-1", "-99999999999999999999", "NaN", "inf", "-inf", "1e400", "1e3", "soon",
    "0", "0.0", "", " ", "9" * 400, "٣", "²",
    "1,5", "0x10", HOURS_AWAY, "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99 Oct 2015", "0000", "1 2", "\x00",
]  # fmt: skip
SENDABLE_WAITS = [one for one in ODD_WAITS if one.isascii() and one.isprintable()]


@pytest.mark.parametrize("value", ODD_WAITS, ids=range(len(ODD_WAITS)))
def test_an_odd_wait_is_none_or_a_time_to_come(value: str) -> None:
    seconds = retry_after({"Retry-After": value})
    assert seconds is None or seconds > 0


def test_a_wait_is_read_in_both_of_its_forms() -> None:
    assert retry_after({"retry-after": "7"}) == 7
    assert retry_after({"Retry-After": " 1.5 "}) == 1.5
    # However long ago the other tests began: what is left until then, whatever the clock shows by now.
    before = datetime.now(UTC)
    seconds = retry_after({"RETRY-AFTER": format_datetime(before + timedelta(hours=5), usegmt=True)})
    waited = (datetime.now(UTC) - before).total_seconds()
    assert 18_000 - 1 - waited <= (seconds or 0) <= 18_000


@each_read
@pytest.mark.parametrize("value", SENDABLE_WAITS, ids=range(len(SENDABLE_WAITS)))
def test_whatever_wait_is_asked_for_the_read_ends(read: Any, value: str) -> None:
    wire = Wire(lambda _request: httpx.Response(429, headers={"Retry-After": value}))

    with pytest.raises(ReadError) as caught:
        wire.read(read)

    assert caught.value.reason is Reason.THROTTLED
    assert len(wire.asked) < 20


# --- sign-in


def sign_in(answer: Answer, **bounds: float) -> str:
    wire = Wire(answer)
    credential = FormCredential("contoso.com", "app", {"client_secret": "s3cr3t"}, wire.patience(**bounds))

    async def signed_in() -> str:
        async with wire.session() as client:
            return (await credential.token(client, GRAPH)).text

    return asyncio.run(signed_in())


@pytest.mark.parametrize(
    "answer",
    [
        lambda _request: httpx.Response(200, stream=Endless(b" ", wait_seconds=0.001)),
        lambda _request: httpx.Response(200, stream=Endless(b"x" * 2**20)),
        lambda _request: packed(gzip.compress(b" " * 2**27)),
        lambda _request: httpx.Response(429, headers={"Retry-After": "NaN"}),
        lambda _request: httpx.Response(503, headers={"Retry-After": HOURS_AWAY}),
    ],
    ids=["drips", "endless", "bomb", "odd wait", "long wait"],
)
def test_no_answer_of_sign_in_holds_a_run(answer: Answer) -> None:
    with pytest.raises(SignInError) as caught:
        sign_in(answer, request_seconds=0.5, deadline_seconds=3)
    assert caught.value.slug == "sign-in-unreachable"
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [
        {"access_token": None}, {"access_token": 7}, {"access_token": ["a"]}, {"access_token": ""},
        {"access_token": "a\r\nX-Injected: 1"}, {"access_token": "a b"}, {"access_token": "ä"},
        {"error": None}, {"error": {"code": 1}}, {"error_description": ""}, {"error_description": "\n"},
        {"error_description": 7}, [], "token", 7, None,
    ],
)  # fmt: skip
def test_what_is_no_token_is_refused_in_one_sentence(body: Any) -> None:
    with pytest.raises(SignInError) as caught:
        sign_in(lambda _request: httpx.Response(200, json=body))
    assert caught.value.slug == "sign-in-refused"
    assert "\n" not in str(caught.value)


def test_a_library_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    released = threading.Event()
    monkeypatch.setattr(AzureCli, "_token", lambda *_: AccessToken(str(released.wait())))
    credential = AzureCli("contoso.com", Patience(deadline_seconds=0.05))

    async def signed_in() -> str:
        async with Session(WORLDWIDE) as client:
            return (await credential.token(client, GRAPH)).text

    with pytest.raises(SignInError) as caught:
        asyncio.run(signed_in())
    released.set()
    assert caught.value.slug == "sign-in-unreachable"


def test_what_is_under_way_when_a_session_is_closed_is_ended_before_the_loop_is() -> None:
    async def closed() -> tuple[bool, bool]:
        began = asyncio.Event()

        async def hang(_request: httpx.Request) -> httpx.Response:
            began.set()
            await asyncio.Event().wait()
            raise AssertionError

        session = Session(HOSTS[Cloud.GLOBAL], transport=httpx.MockTransport(hang))
        waiting = asyncio.create_task(session.get(f"{GRAPH}/v1.0/groups"))
        await began.wait()
        await session.aclose()
        return waiting.cancelled(), session.is_closed

    assert asyncio.run(closed()) == (True, True)


def test_a_request_for_which_the_machine_has_no_room_is_not_the_networks_fault_and_not_sent_again() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        cause = OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        raise httpx.ConnectError("all connection attempts failed", request=request) from cause

    for read in READS:
        wire = Wire(answer)
        with pytest.raises(ReadError, match="may not open any more files") as caught:
            wire.read(read)
        assert (caught.value.slug, caught.value.reason) == ("machine-exhausted", Reason.UNAVAILABLE)
        assert wire.time == 0
    with pytest.raises(SignInError, match="may not open any more files"):
        sign_in(answer)


def test_a_sign_in_that_fails_is_tried_once_for_all_who_wait() -> None:
    tried: list[str] = []

    class Failing:
        async def token(self, _client: Session, resource: str) -> AccessToken:
            tried.append(resource)
            await asyncio.sleep(0)
            raise SignInError("sign-in-unreachable", "it did not answer")

    async def ask() -> list[Any]:
        http = Wire.sort(Failing(), Wire(whole).session())
        asking = [http.tokens.token(f"{GRAPH}/v1.0/{one}") for one in range(10)]
        return await asyncio.gather(*asking, return_exceptions=True)

    assert all(isinstance(one, SignInError) for one in asyncio.run(ask()))
    assert tried == [GRAPH]


# --- batches


GOOD = {"id": "0", "status": 200, "body": WHOLE}
BAD_BATCHES: dict[str, Any] = {
    "no list": {},
    "null": {"responses": None},
    "a text": {"responses": "200"},
    "an object": {"responses": {"0": GOOD}},
    "a member twice": {"responses": [GOOD, GOOD]},
    "a member twice, differently": {"responses": [GOOD, {**GOOD, "body": {"value": []}}]},
    "left out": {"responses": []},
    "unknown id": {"responses": [GOOD, {**GOOD, "id": "1"}]},
    "id as number": {"responses": [{**GOOD, "id": 0}]},
    "id as list": {"responses": [{**GOOD, "id": ["0"]}]},
    "no id": {"responses": [{"status": 200, "body": WHOLE}]},
    "no status": {"responses": [{"id": "0", "body": WHOLE}]},
    "status as text": {"responses": [{**GOOD, "status": "200"}]},
    "status true": {"responses": [{**GOOD, "status": True}]},
    "status null": {"responses": [{**GOOD, "status": None}]},
    "status huge": {"responses": [{**GOOD, "status": 10**30}]},
    "member null": {"responses": [None]},
    "no body": {"responses": [{"id": "0", "status": 200}]},
    "body a list": {"responses": [{**GOOD, "body": [WHOLE]}]},
    "body a text": {"responses": [{**GOOD, "body": "eyJ2YWx1ZSI6W119"}]},
    "rows null": {"responses": [{**GOOD, "body": {"value": None}}]},
    "a row null": {"responses": [{**GOOD, "body": {"value": [None]}}]},
    "a row a text": {"responses": [{**GOOD, "body": {"value": ["1"]}}]},
    "rows in rows": {"responses": [{**GOOD, "body": {"value": [[{"id": "1"}]]}}]},
    "an error beside rows": {"responses": [{**GOOD, "body": {**WHOLE, "error": {"code": "Partial"}}}]},
    "error a text": {"responses": [{"id": "0", "status": 400, "body": {"error": "x"}}]},
    "inner error a text": {"responses": [{"id": "0", "status": 400, "body": {"error": {"innerError": "x"}}}]},
    "headers a list": {"responses": [{"id": "0", "status": 429, "headers": ["Retry-After"], "body": None}]},
    "wait a number": {"responses": [{"id": "0", "status": 429, "headers": {"Retry-After": 7}, "body": {}}]},
}


@pytest.mark.parametrize("name", BAD_BATCHES)
def test_a_batch_that_is_not_what_was_asked_for_is_refused(name: str) -> None:
    wire = Wire(lambda _request: httpx.Response(200, json=BAD_BATCHES[name]))

    with pytest.raises(ReadError):
        wire.read(list_groups)

    assert len(wire.asked) < 20


@pytest.mark.parametrize("name", BAD_BATCHES)
def test_a_batch_of_cmdlets_that_is_not_what_was_asked_for_is_refused(name: str) -> None:
    async def two(_graph: Graph, cmdlets: Cmdlets) -> Any:
        reads = [cmdlets.rows(Endpoint.EXCHANGE, GET), cmdlets.rows(Endpoint.EXCHANGE, GET)]
        return await asyncio.gather(*reads, return_exceptions=True)

    wire = Wire(lambda _request: httpx.Response(200, json=BAD_BATCHES[name]))

    first, _ = wire.read(two)

    known = name == "unknown id"  # two were asked for, so the second is none
    assert known or isinstance(first, HoldfastError), first
    assert len(wire.asked) < 20


@pytest.mark.parametrize("content", [b"", b"null", b"7", b"[]", b'"x"', b'{"responses": [', b"\xff\xfe{}"])
def test_a_batch_that_is_no_object_is_refused(content: bytes) -> None:
    with pytest.raises(ReadError):
        members_of("$batch", content, [0])


@dataclass(eq=False)
class Waiting:
    """One reader."""

    answer: asyncio.Future[str]
    leads: bool = False


@pytest.mark.parametrize(
    "send", ["raises", "raises after the first", "forgets", "answers twice", "dies"], ids=str
)
def test_whoever_asks_is_answered_whatever_the_sender_does(send: str) -> None:
    async def sender(portion: list[Waiting]) -> list[Waiting]:
        if send in {"raises after the first", "answers twice", "dies"}:
            give(portion[0], "first")
        if send == "answers twice":
            for one in portion:
                give(one, "again")
        if send.startswith("raises"):
            raise RuntimeError("a fault of ours")
        if send == "dies":
            raise asyncio.CancelledError
        return []

    async def ask() -> list[Any]:
        gatherer: Gatherer[Waiting] = Gatherer(sender, 10)
        readers = [Waiting(asyncio.get_running_loop().create_future()) for _ in range(3)]
        for one in readers:
            gatherer.add(one)
        return await asyncio.gather(*(one.answer for one in readers), return_exceptions=True)

    first, *others = asyncio.run(ask())

    expected: dict[str, type] = {
        "raises": RuntimeError, "raises after the first": RuntimeError, "forgets": ReadError,
        "answers twice": str, "dies": asyncio.CancelledError,
    }  # fmt: skip
    assert {type(one) for one in others} == {expected[send]}
    assert isinstance(first, (str, expected[send]))
    assert send in {"raises", "forgets"} or first == "first"


def test_what_was_asked_is_let_go_with_its_answer_without_a_look_for_garbage() -> None:
    """What a large tenant is asked are megabytes, and looks for garbage are rare."""
    left: list[weakref.ref[httpx.Request]] = []

    async def heard(request: httpx.Request) -> httpx.Response:
        left.append(weakref.ref(request))
        return httpx.Response(200, stream=httpx.ByteStream(orjson.dumps(WHOLE)))

    async def held() -> int:
        """Ask, and return how much of what was asked is there afterwards."""
        async with Wire.sort(Signed(), Session(WORLDWIDE, transport=httpx.MockTransport(heard))) as http:
            for _ in range(3):
                await http.send("POST", f"{GRAPH}/v1.0/$batch", {}, b"{}", within_seconds=60)
            await asyncio.sleep(0)
            return sum(one() is not None for one in left)

    gc.collect()
    gc.disable()
    try:
        assert asyncio.run(held()) == 0
    finally:
        gc.enable()
    assert len(left) == 3
