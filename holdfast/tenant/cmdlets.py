"""Exchange and Purview cmdlets over REST: the endpoints that Microsoft's own PowerShell module uses.

They are undocumented and unsupported, though the supported module rests on them; a documented endpoint can replace
this file. Seen in public clients (2026-11-23): InvokeCommand, paging by posting the same body to nextLink on the
same connection, `$batch`, a 403 made of NUL bytes, the region of the compliance endpoint found by a redirect.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx
import orjson

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.tenant.body import headers_in, members_of
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
    sentence,
    written,
)
from holdfast.tenant.gather import Gatherer, fail, give
from holdfast.tenant.hosts import COMPLIANCE, compliance_host, origin_of
from holdfast.tenant.http import Reply
from holdfast.tenant.pages import Pages
from holdfast.tenant.retry import (
    UNANSWERED,
    UNAUTHORISED,
    Attempts,
    Patience,
    is_transient,
    read_error,
    retry_after,
    unanswered,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from holdfast.tenant.http import Http

_BATCH_MEMBERS = 10
_OK = range(200, 300)
_BAD_REQUEST = 400
_NO_ANSWER = Reply(0, {}, b"")
"""What stands for a member that the batch's answer leaves out."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One page."""

    body: dict[str, Any]
    headers: dict[str, str]
    """With which the next page is asked for."""


@dataclass(slots=True)
class _Asked:
    """One `Get-` cmdlet that waits for its batch."""

    url: str
    invocation: Invocation
    headers: dict[str, str]
    """As sent; the further pages of its answer go on with them."""
    answer: asyncio.Future[_Answer]
    attempts: Attempts
    signed_in_again: bool = False


class Cmdlets:
    """Runs cmdlets against one tenant."""

    def __init__(self, http: Http, patience: Patience, tenant: str) -> None:
        """Send over `http` for `tenant` (domain or id); give up as `patience` says."""
        self._http = http
        self._patience = patience
        self._tenant = tenant
        self._region: asyncio.Future[str] | None = None
        self._reads = {one: Gatherer(partial(self._post_reads, one), _BATCH_MEMBERS) for one in Endpoint}

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
        answer = await self._first_page(endpoint, invocation, select)
        yield answer.body["value"]
        pages = Pages(invocation.cmdlet, origin_of(await self._invoke_url(endpoint)))
        while url := _page_after(pages, answer.body, invocation):
            answer = await self._further_page(url, invocation, answer.headers)
            yield answer.body["value"]

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
                rows = answer.body["value"]
                if not answer.body.get("@odata.nextLink"):
                    yield rows
                    continue
                parts = one.split(rows, by)
                if not parts or asked + len(waiting) > MOST_SLICES:
                    told = "its further pages are refused, and it comes whole in no slices either"
                    raise PagingRefusedError(invocation.cmdlet, told)
                waiting += parts

    async def _first_page(self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str]) -> _Answer:
        """Ask for the first page, together with what others ask in the same moment."""
        asked = _Asked(
            await self._invoke_url(endpoint, select),
            invocation,
            headers_of(invocation, self._tenant),
            asyncio.get_running_loop().create_future(),
            self._patience.start(),
        )
        self._reads[endpoint].add(asked)
        return await asked.answer

    async def _further_page(self, url: str, invocation: Invocation, headers: dict[str, str]) -> _Answer:
        """Ask for a page after the first, of the same server."""
        content = orjson.dumps(body_of(invocation))
        try:
            reply = await self._send("POST", url, headers, content, writes=False)
            if reply.status != _BAD_REQUEST:
                return _Answer(read_body(invocation, reply.status, reply.body), headers)
        except ReadError as error:
            message = f"{invocation.cmdlet} was read only in part: {error.message}"
            raise ReadError("read-partial", message, Reason.PARTIAL) from error
        told = f"its next page is refused: {sentence(reply.status, reply.body)}"
        raise PagingRefusedError(invocation.cmdlet, told)

    async def run(self, endpoint: Endpoint, invocation: Invocation) -> list[dict[str, Any]]:
        """Run one changing cmdlet and return its rows.

        Raises:
            WriteError: when the service refuses.
        """
        reply = await self._post(await self._invoke_url(endpoint), invocation, writes=True)
        return written(invocation, reply.status, reply.body)

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
        url = await self._invoke_url(endpoint)
        outcomes: dict[int, WriteError | None] = {}
        waiting, attempts = dict(enumerate(members)), self._patience.start()
        while waiting:
            answers = await self._post_batch(
                endpoint,
                {n: (url, one, headers_of(one, self._tenant)) for n, one in waiting.items()},
                writes=True,
            )
            again: dict[int, Invocation] = {}
            for number, invocation in waiting.items():
                reply = answers.get(str(number), _NO_ANSWER)
                if reply.status in UNANSWERED and not invocation.may_run_twice:
                    outcomes[number] = unanswered(invocation.cmdlet, f"HTTP {reply.status}")
                    continue
                if is_transient(reply.status):
                    again[number] = invocation
                    continue
                try:
                    written(invocation, reply.status, reply.body)
                    outcomes[number] = None
                except WriteError as error:
                    outcomes[number] = error
            if again and not await attempts.wait(None):
                throttled = "was refused because of its rate until time ran out"
                for number, invocation in again.items():
                    outcomes[number] = WriteError(
                        "write-throttled", f"{invocation.cmdlet} {throttled}", status=429
                    )
                again = {}
            waiting = again
        return [outcomes[number] for number in range(len(members))]

    async def _post_batch(
        self,
        endpoint: Endpoint,
        members: Mapping[int, tuple[str, Invocation, dict[str, str]]],
        *,
        writes: bool = False,
    ) -> dict[str, Reply]:
        """Post one `$batch` and return the answer to each member by its number."""
        requests = [
            {
                "id": str(number),
                "method": "POST",
                "url": url,
                "headers": sent,
                "body": body_of(invocation),
            }
            for number, (url, invocation, sent) in members.items()
        ]
        headers = {"Content-Type": "application/json", "Prefer": "odata.continue-on-error"}
        url = (await self._invoke_url(endpoint)).replace("/InvokeCommand", "/$batch")
        reply = await self._send("POST", url, headers, orjson.dumps({"requests": requests}), writes=writes)
        told = sentence(reply.status, reply.body)
        if reply.status not in _OK and writes:
            message = f"{endpoint.name.lower()} batch was refused ({reply.status}): {told}"
            raise WriteError("write-refused", message, status=reply.status)
        if reply.status not in _OK:
            cmdlets = ", ".join(invocation.cmdlet for _, invocation, _ in members.values())
            raise read_error(cmdlets, reply.status, told, READ_ROLES)
        try:
            answers = members_of(f"{endpoint.name.lower()} batch", reply.body, members)
        except ReadError as error:
            if writes:
                raise unanswered("$batch", error.message) from None
            raise
        return {
            number: Reply(one["status"], headers_in(one), orjson.dumps(one.get("body")))
            for number, one in answers.items()
        }

    async def _post_reads(self, endpoint: Endpoint, asked: list[_Asked]) -> list[_Asked]:
        """Send one read alone, several as a `$batch`; settle them and return those to ask again."""
        if len(asked) == 1:
            give(asked[0], await self._read(asked[0]))
            return []
        answers = await self._post_batch(
            endpoint, {n: (one.url, one.invocation, one.headers) for n, one in enumerate(asked)}
        )
        refused: list[tuple[_Asked, Reply, float | None]] = []
        for number, one in enumerate(asked):
            reply = answers.get(str(number), _NO_ANSWER)
            if reply.status == UNAUTHORISED and not one.signed_in_again:
                one.signed_in_again = True
                self._http.tokens.forget(one.url)
                refused.append((one, reply, 0.0))
            elif is_transient(reply.status):
                refused.append((one, reply, retry_after(reply.headers)))
            else:
                _settle(one, reply)
        in_time = await self._patience.wait_together(
            [(one.attempts, seconds) for one, _, seconds in refused], some_served=len(refused) < len(asked)
        )
        for (one, reply, _), has_time in zip(refused, in_time, strict=True):
            if not has_time:
                _settle(one, reply)
        return [one for (one, _, _), has_time in zip(refused, in_time, strict=True) if has_time]

    async def _read(self, asked: _Asked) -> _Answer:
        content = orjson.dumps(body_of(asked.invocation))
        reply = await self._send("POST", asked.url, asked.headers, content, writes=False)
        return _answer(asked, reply)

    async def _post(self, url: str, invocation: Invocation, *, writes: bool) -> Reply:
        content = orjson.dumps(body_of(invocation))
        return await self._send("POST", url, headers_of(invocation, self._tenant), content, writes=writes)

    async def _send(
        self, method: str, url: str, headers: dict[str, str], content: bytes | None = None, *, writes: bool
    ) -> Reply:
        """Send until the answer is one that waiting cannot change; a change is never sent twice blindly."""
        attempts, signed_in_again = self._patience.start(), False
        while True:
            try:
                reply = await self._http.send(
                    method, url, dict(headers), content, within_seconds=attempts.within_seconds()
                )
            except (httpx.HTTPError, ReadError) as error:
                if writes:
                    raise unanswered(headers.get("X-CmdletName", "$batch"), type(error).__name__) from None
                if isinstance(error, ReadError):
                    raise
                if await attempts.wait(None):
                    continue
                cmdlet = headers.get("X-CmdletName", url)
                message = f"{cmdlet}: the connection broke until time ran out ({type(error).__name__})"
                raise ReadError("read-unavailable", message, Reason.UNAVAILABLE) from None
            if writes and reply.status in UNANSWERED:
                raise unanswered(headers.get("X-CmdletName", "$batch"), f"HTTP {reply.status}")
            if reply.status == UNAUTHORISED and not signed_in_again:
                signed_in_again = True
                self._http.tokens.forget(url)
            elif not is_transient(reply.status) or not await attempts.wait(retry_after(reply.headers)):
                return reply

    async def _invoke_url(self, endpoint: Endpoint, select: Sequence[str] = ()) -> str:
        host = await self._compliance_host() if endpoint is Endpoint.COMPLIANCE else endpoint.value
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
        url = f"{COMPLIANCE}/adminapi/beta/{self._tenant}/{banner}?Version={MODULE_VERSION}"
        reply = await self._send("GET", url, {"Accept": "application/json"}, writes=False)
        location = reply.headers.get("location", "")
        if location:
            return compliance_host(location)
        if reply.status in _OK:
            return COMPLIANCE
        raise read_error("the compliance endpoint", reply.status, sentence(reply.status, reply.body))


def _settle(asked: _Asked, reply: Reply) -> None:
    """Give one member of a batch of reads its answer."""
    try:
        give(asked, _answer(asked, reply))
    except ReadError as error:
        fail(asked, error)


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


def _answer(asked: _Asked, reply: Reply) -> _Answer:
    """Return the first page, and the headers of the next.

    Raises:
        ReadError: when it could not be read.
    """
    body = read_body(asked.invocation, reply.status, reply.body)
    return _Answer(body, page_headers(asked.headers, reply.headers))


def _sliced(invocation: Invocation, part: Slice, by: str) -> Invocation:
    """Return the question for one slice of what `invocation` asks for."""
    wanted = part.filtered(by, str(invocation.parameters.get("Filter", "")))
    filtered = {"Filter": wanted} if wanted else {}
    return replace(invocation, parameters={**invocation.parameters, **filtered})
