"""Exchange and Purview cmdlets over REST: the endpoints that Microsoft's own PowerShell module uses.

They are undocumented and unsupported, though the supported module rests on them; a documented endpoint can replace
this file. Seen in public clients (2026-11-23): InvokeCommand, paging by posting the same body to nextLink on the
same connection, `$batch`, a 403 made of NUL bytes, the region of the compliance endpoint found by a redirect.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.batch import Answered, Batches, Question
from holdfast.tenant.body import NEXT, headers_in, members_of
from holdfast.tenant.cmdlet_slices import MOST_SLICES, PagingRefusedError, Slice
from holdfast.tenant.cmdlet_wire import (
    MODULE_VERSION,
    READ_ROLES,
    Endpoint,
    Invocation,
    body_of,
    headers_of,
    page_headers,
    read_body,
    said,
    sentence,
    written,
)
from holdfast.tenant.line import Line
from holdfast.tenant.pages import Pages, require_all
from holdfast.tenant.retry import UNANSWERED, UNAUTHORISED, WHOLE, is_transient, read_error, unanswered

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Hashable, Mapping, Sequence

    from holdfast.tenant.http import Http, Reply
    from holdfast.tenant.retry import Patience

_BATCH_MEMBERS = 10
_COME_WHOLE = frozenset(
    {
        *("Get-AcceptedDomain", "Get-OrganizationConfig"),
        *("Get-RetentionCompliancePolicy", "Get-RetentionComplianceRule"),
    }
)
"""Cmdlets whose answer has one page as a rule, so that readers can share it: a tenant has one organization, 900
domains at most (recalled) and few policies and rules, and a page 1000 rows. Where one goes on, each reader asks again
for an answer of his own: a further page comes once.
"""
_BATCH_HEADERS = {"Content-Type": "application/json", "Prefer": "odata.continue-on-error"}
_OK = range(200, 300)
_BAD_REQUEST = 400
_NO_ANSWER = Answered(0, {}, None)
"""What stands for a member that the batch's answer leaves out."""


@value_class
class _Answer:
    """One page."""

    body: dict[str, Any]
    headers: dict[str, str]
    """With which the next page is asked for."""


@value_class
class _Member:
    """One cmdlet of a batch."""

    url: str
    invocation: Invocation
    headers: dict[str, str]
    """As sent; the further pages of its answer go on with them."""
    alone: bool = False
    """Whether its answer is for one reader, though others ask the same."""


class _CmdletWire:
    """The `$batch` of one endpoint (see `Wire`); a read that is alone goes without one."""

    most = _BATCH_MEMBERS
    needs = READ_ROLES

    def __init__(self, http: Http, endpoint: Endpoint) -> None:
        self._http = http
        self._endpoint = endpoint

    def same(self, asked: _Member) -> Hashable | None:
        """Return nothing, but for a list that comes whole: each reader follows pages of his own, and one comes once."""
        if asked.alone or asked.invocation.cmdlet not in _COME_WHOLE:
            return None
        return asked.url, asked.invocation.cmdlet, orjson.dumps(dict(asked.invocation.parameters))

    async def post(
        self, questions: Sequence[Question[_Member]], within_seconds: float
    ) -> Mapping[int, Answered]:
        if len(questions) == 1:
            return {0: await self._alone(questions[0].asked, within_seconds)}
        members = {number: one.asked for number, one in enumerate(questions)}
        url, headers, content = _batch(members)
        reply = await self._http.send("POST", url, headers, content, within_seconds=within_seconds)
        if is_transient(reply.status) or reply.status == UNAUTHORISED:
            return dict.fromkeys(members, _answered(reply))
        if reply.status != WHOLE:
            cmdlets = ", ".join(one.invocation.cmdlet for one in members.values())
            raise read_error(cmdlets, reply.status, sentence(reply.status, said(reply.body)), READ_ROLES)
        return _answers(self._endpoint, reply, members)

    async def _alone(self, asked: _Member, within_seconds: float) -> Answered:
        content = orjson.dumps(body_of(asked.invocation))
        return _answered(
            await self._http.send(
                "POST", asked.url, dict(asked.headers), content, within_seconds=within_seconds
            )
        )

    def read(self, question: Question[_Member], answered: Answered) -> _Answer:
        asked = question.asked
        body = read_body(asked.invocation, answered.status, answered.body)
        return _Answer(body, page_headers(asked.headers, answered.headers))


class CmdletReader:
    """Runs cmdlets that only read against one tenant."""

    def __init__(self, http: Http, patience: Patience, tenant: str) -> None:
        """Send over `http` for `tenant` (domain or id); give up as `patience` says."""
        self._patience = patience
        self._tenant = tenant
        self._hosts = http.hosts
        self._line = Line(http, patience)
        self._region: asyncio.Future[str] | None = None
        self._reads = {one: Batches(http, patience, _CmdletWire(http, one)) for one in Endpoint}

    async def rows(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """Return every row that a `Get-` cmdlet gives, all pages; cmdlets asked at the same moment share a `$batch`.

        Raises:
            ReadError: when any part could not be read.
        """
        return [row async for page in self.pages(endpoint, invocation, select) for row in page]

    async def pages(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = ()
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the rows of a `Get-` cmdlet page by page, so that a large population is never held.

        Raises:
            PagingRefusedError: when the service does not give a further page: read `slices`.
            ReadError: with reason PARTIAL when a later page failed, or the answer ends before its rows do.
        """
        answer = first = await self._first_page(endpoint, invocation, select)
        yield answer.body["value"]
        came = len(answer.body["value"])
        origin = self._hosts.origin_of(await self._invoke_url(endpoint))
        pages = Pages(invocation.cmdlet, origin, self._hosts)
        while url := _page_after(pages, answer.body, invocation):
            answer = await self._further_page(url, invocation, answer.headers)
            yield answer.body["value"]
            came += len(answer.body["value"])
        require_all(invocation.cmdlet, first.body, came)

    async def slices(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = (), *, by: str
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the rows of a `Get-` cmdlet in slices that each come whole, divided by how property `by` begins.

        Raises:
            ReadError: with reason PARTIAL when a slice can be divided no further and still does not come whole.
        """
        waiting, asked = [Slice()], 0
        while waiting:
            some, waiting = waiting[:_BATCH_MEMBERS], waiting[_BATCH_MEMBERS:]
            asked += len(some)
            questions = [_sliced(invocation, one, by) for one in some]
            answers = await asyncio.gather(*(self._first_page(endpoint, one, select) for one in questions))
            for one, answer in zip(some, answers, strict=True):
                rows = one.condition(by).held(invocation.cmdlet, answer.body["value"])
                if not answer.body.get(NEXT):
                    yield rows
                    require_all(invocation.cmdlet, answer.body, len(rows))
                    continue
                parts = one.split(rows, by)
                if not parts or asked + len(waiting) > MOST_SLICES:
                    told = "its further pages are refused, and it comes whole in no slices either"
                    raise PagingRefusedError(invocation.cmdlet, told)
                waiting += parts

    async def _first_page(self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str]) -> _Answer:
        """Ask for the first page, together with what others ask in the same moment."""
        url = await self._invoke_url(endpoint, select)
        asked = _Member(url, invocation, headers_of(invocation, self._tenant))
        answer: _Answer = await self._reads[endpoint].ask(invocation.cmdlet, url, asked)
        if invocation.cmdlet in _COME_WHOLE and answer.body.get(NEXT):
            answer = await self._reads[endpoint].ask(invocation.cmdlet, url, replace(asked, alone=True))
        return answer

    async def _further_page(self, url: str, invocation: Invocation, headers: dict[str, str]) -> _Answer:
        """Ask for a page after the first, of the same server."""
        content = orjson.dumps(body_of(invocation))
        try:
            reply = await self._line.read(invocation.cmdlet, "POST", url, headers, content)
            body = said(reply.body)
            if reply.status != _BAD_REQUEST:
                return _Answer(read_body(invocation, reply.status, body), headers)
        except ReadError as error:
            message = f"{invocation.cmdlet} was read only in part: {error.message}"
            raise ReadError("read-partial", message, Reason.PARTIAL) from error
        told = f"its next page is refused: {sentence(reply.status, body)}"
        raise PagingRefusedError(invocation.cmdlet, told)

    async def _invoke_url(self, endpoint: Endpoint, select: Sequence[str] = ()) -> str:
        host = await self._compliance_host() if endpoint is Endpoint.COMPLIANCE else self._hosts.exchange
        columns = f"?$select={','.join(select)}" if select else ""
        return f"{host}/adminapi/beta/{self._tenant}/InvokeCommand{columns}"

    async def _compliance_host(self) -> str:
        """Return the regional host, asked for once: callers at the same moment share the answer."""
        if self._region is None:
            self._region = asyncio.ensure_future(self._find_region())
        return await asyncio.shield(self._region)

    async def _find_region(self) -> str:
        """Return the regional host that the service redirects this tenant to."""
        banner = quote("EXOBanner('AutogenSession')", safe="()'")
        url = f"{self._hosts.compliance}/adminapi/beta/{self._tenant}/{banner}?Version={MODULE_VERSION}"
        reply = await self._line.read("the compliance endpoint", "GET", url, {"Accept": "application/json"})
        location = reply.headers.get("location", "")
        if location:
            return self._hosts.compliance_host(location)
        if reply.status == WHOLE:
            return self._hosts.compliance
        raise read_error("the compliance endpoint", reply.status, sentence(reply.status, said(reply.body)))


class Cmdlets(CmdletReader):
    """Runs cmdlets against one tenant."""

    def __init__(self, http: Http, patience: Patience, tenant: str) -> None:
        """See `CmdletReader`."""
        super().__init__(http, patience, tenant)
        self._turns: dict[str, asyncio.Lock] = {}

    def turn(self, of: str) -> asyncio.Lock:
        """Return what everybody holds who looks at something that others change as well, and then changes it."""
        return self._turns.setdefault(of, asyncio.Lock())

    async def run(self, endpoint: Endpoint, invocation: Invocation) -> list[dict[str, Any]]:
        """Run one changing cmdlet and return its rows.

        Raises:
            WriteError: when the service refuses.
        """
        url, headers = await self._invoke_url(endpoint), headers_of(invocation, self._tenant)
        content = orjson.dumps(body_of(invocation))
        reply = await self._line.change(invocation.cmdlet, "POST", url, headers, content)
        return written(invocation, reply.status, said(reply.body))

    async def run_all(self, endpoint: Endpoint, invocations: Sequence[Invocation]) -> list[WriteError | None]:
        """Run changing cmdlets in batches; return for each the refusal, or None where it was done.

        Raises:
            WriteError: when a whole batch is refused.
        """
        outcomes: list[WriteError | None] = []
        for start in range(0, len(invocations), _BATCH_MEMBERS):
            outcomes.extend(await self._run_batch(endpoint, invocations[start : start + _BATCH_MEMBERS]))
        return outcomes

    async def _run_batch(self, endpoint: Endpoint, members: Sequence[Invocation]) -> list[WriteError | None]:
        outcomes: dict[int, WriteError | None] = {}
        waiting, attempts = dict(enumerate(members)), self._patience.start()
        while waiting:
            answers = await self._post_changes(endpoint, waiting)
            outcomes |= {n: _outcome(one, answers.get(n, _NO_ANSWER)) for n, one in waiting.items()}
            again = {n: one for n, one in waiting.items() if isinstance(outcomes[n], _ThrottledError)}
            if again and not await attempts.wait(None):
                break
            waiting = again
        return [outcomes[number] for number in range(len(members))]

    async def _post_changes(
        self, endpoint: Endpoint, waiting: Mapping[int, Invocation]
    ) -> Mapping[int, Answered]:
        """Post one `$batch` of changes and return the answer to each member by its number."""
        url = await self._invoke_url(endpoint)
        members = {n: _Member(url, one, headers_of(one, self._tenant)) for n, one in waiting.items()}
        batch_url, headers, content = _batch(members)
        reply = await self._line.change("$batch", "POST", batch_url, headers, content)
        if reply.status not in _OK:
            told = sentence(reply.status, said(reply.body))
            message = f"{endpoint.name.lower()} batch was refused ({reply.status}): {told}"
            raise WriteError("write-refused", message, status=reply.status)
        try:
            return _answers(endpoint, reply, members)
        except ReadError as error:
            raise unanswered("$batch", error.message) from None


class _ThrottledError(WriteError):
    """A change that the service did not take up, so that it may be asked again."""

    def __init__(self, cmdlet: str) -> None:
        told = f"{cmdlet} was refused because of its rate until time ran out"
        super().__init__("write-throttled", told, status=429)


def _outcome(invocation: Invocation, answered: Answered) -> WriteError | None:
    """Return the refusal of one change, None where it was done."""
    if answered.status in UNANSWERED and not invocation.may_run_twice:
        return unanswered(invocation.cmdlet, f"HTTP {answered.status}")
    if is_transient(answered.status):
        return _ThrottledError(invocation.cmdlet)
    try:
        written(invocation, answered.status, answered.body)
    except WriteError as error:
        return error
    return None


def _batch(members: Mapping[int, _Member]) -> tuple[str, dict[str, str], bytes]:
    """Return address, headers and body of one `$batch` of cmdlets, all of one endpoint."""
    requests = [
        {
            "id": str(number),
            "method": "POST",
            "url": one.url,
            "headers": one.headers,
            "body": body_of(one.invocation),
        }
        for number, one in members.items()
    ]
    base, _, _ = next(iter(members.values())).url.partition("/InvokeCommand")
    return f"{base}/$batch", dict(_BATCH_HEADERS), orjson.dumps({"requests": requests})


def _answers(endpoint: Endpoint, reply: Reply, members: Mapping[int, _Member]) -> dict[int, Answered]:
    """Return the answers to the members of a batch by number.

    Raises:
        ReadError: when it cannot be said which answer belongs to which member.
    """
    answers = members_of(f"{endpoint.name.lower()} batch", reply.body, members)
    return {
        int(number): Answered(one["status"], headers_in(one), one.get("body"))
        for number, one in answers.items()
    }


def _answered(reply: Reply) -> Answered:
    return Answered(reply.status, reply.headers, said(reply.body))


def _page_after(pages: Pages, body: Mapping[str, Any], invocation: Invocation) -> str | None:
    """Return the address of the next page; None after the last.

    Raises:
        ReadError: with reason PARTIAL when it may not be followed.
    """
    try:
        return pages.after(body)
    except ReadError as error:
        message = f"{invocation.cmdlet} was read only in part: {error.message}"
        raise ReadError("read-partial", message, Reason.PARTIAL) from error


def _sliced(invocation: Invocation, part: Slice, by: str) -> Invocation:
    """Return the question for one slice of what `invocation` asks for."""
    wanted = part.filtered(by, str(invocation.parameters.get("Filter", "")))
    filtered = {"Filter": wanted} if wanted else {}
    return replace(invocation, parameters={**invocation.parameters, **filtered})
