"""Microsoft Graph: list calls gathered into `$batch`, pages followed to the last, writes one by one.

`$batch` is posted by us: the SDK's batch helper is broken (msgraph-core 1.5.2 writes `depends_on`, absolute
member addresses, and loses JSON bodies). Members are throttled one by one inside a 200, so each is retried alone.
Source: https://learn.microsoft.com/graph/json-batching (2026-11-24).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import orjson

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.tenant.body import headers_in, members_of, parse, rows_of
from holdfast.tenant.gather import Gatherer, fail, give
from holdfast.tenant.hosts import GRAPH
from holdfast.tenant.pages import Pages
from holdfast.tenant.retry import (
    NOT_FOUND,
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
    from collections.abc import AsyncIterator

    from holdfast.tenant.http import Http, Reply

_VERSIONS = ("v1.0", "beta")
"""Each has a `$batch` of its own: its members are of its version."""
_MEMBERS = 20
"""Most requests in one `$batch`."""
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_EVERY_WORD = {"Prefer": "include-unknown-enum-members"}
"""Without it Graph hides newer members of its enumerations behind `unknownFutureValue`.

Source: https://learn.microsoft.com/graph/best-practices-concept (2026-11-25).
"""
_ADVANCED = {"ConsistencyLevel": "eventual"}
_OK = range(200, 300)
_LONGEST_MESSAGE = 1000
"""Characters of the service's own words that are told."""


@dataclass(slots=True)
class _Pending:
    """One read that waits for its batch."""

    path: str
    answer: asyncio.Future[Any]
    attempts: Attempts
    body: dict[str, Any] | None = None
    """Set for the few POSTs that only read."""
    signed_in_again: bool = False


class Graph:
    """Reads and writes of one tenant. Reads issued in the same moment share a `$batch`."""

    def __init__(self, http: Http, patience: Patience) -> None:
        """Send over `http`; give up as `patience` says."""
        self._http = http
        self._patience = patience
        self._reads = {one: Gatherer(partial(self._post, one), _MEMBERS) for one in _VERSIONS}

    async def collection(self, path: str) -> list[dict[str, Any]]:
        """Return every row of the collection at `path` (with its query, and its version where not v1.0), all pages.

        Raises:
            ReadError: with reason PARTIAL when a later page failed.
        """
        return _each_once(path, [row async for page in self.pages(path) for row in page])

    async def pages(self, path: str) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the rows of the collection at `path` page by page, so that a large one is never held.

        Raises:
            ReadError: with reason PARTIAL when a later page failed.
        """
        body = await self._read(path)
        yield rows_of(path, body)
        pages = Pages(path, GRAPH)
        while True:
            try:
                if not (link := pages.after(body)):
                    return
                body = await self._read(_below_host(path, link))
                rows = rows_of(path, body)
            except ReadError as error:
                message = f"{path} was read only in part: {error.message}"
                raise ReadError("read-partial", message, Reason.PARTIAL) from error
            yield rows

    async def first_page(self, path: str) -> list[dict[str, Any]]:
        """Return the rows of the first page at `path`, where the newest few are enough.

        Raises:
            ReadError: when it could not be read.
        """
        return rows_of(path, await self._read(path))

    async def entity(self, path: str) -> dict[str, Any] | None:
        """Return the object at `path`, or None when the service says 404.

        Raises:
            ReadError: for every other answer than the object.
        """
        try:
            return await self._read(path)
        except _NotThereError:
            return None

    async def post_read(self, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the rows of one of the few POSTs that only read, such as `/directoryObjects/getByIds`.

        Raises:
            ReadError: when it fails.
        """
        return rows_of(path, await self._read(path, body))

    async def write(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send one change and return the service's object, empty where it answers without one.

        Raises:
            WriteError: when the service refuses; 404 carries status 404.
        """
        reply = await self._single(method, path, body)
        answer = parse(reply.body)
        if reply.status not in _OK:
            error = answer.get("error")
            code = str(error.get("code") or "") if isinstance(error, dict) else ""
            raise WriteError(
                "write-refused",
                f"{method} {path} was refused ({reply.status}): {_sentence(answer)}",
                status=reply.status,
                code=code,
            )
        return answer

    async def _single(self, method: str, path: str, body: dict[str, Any] | None) -> Reply:
        """Send one request until it is answered with something that waiting cannot change."""
        attempts, signed_in_again = self._patience.start(), False
        content = None if body is None else orjson.dumps(body)
        while True:
            try:
                reply = await self._http.send(
                    method,
                    f"{GRAPH}/v1.0{path}",
                    dict(_JSON),
                    content,
                    within_seconds=attempts.within_seconds(),
                )
            except (httpx.HTTPError, ReadError) as error:
                raise unanswered(f"{method} {path}", type(error).__name__) from None
            if method == "POST" and reply.status in UNANSWERED:
                raise unanswered(f"{method} {path}", f"HTTP {reply.status}")
            if reply.status == UNAUTHORISED and not signed_in_again:
                signed_in_again = True
                self._http.tokens.forget(f"{GRAPH}/")
            elif not is_transient(reply.status) or not await attempts.wait(retry_after(reply.headers)):
                return reply

    async def _read(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Have one read sent with the next batch and return its parsed answer."""
        version, below = _version_and_path(path)
        pending = _Pending(below, asyncio.get_running_loop().create_future(), self._patience.start(), body)
        self._reads[version].add(pending)
        answer: dict[str, Any] = await pending.answer
        return answer

    async def _post(self, version: str, batch: list[_Pending]) -> list[_Pending]:
        """Post one `$batch`, settle its members, and return those to ask again after waiting as long as one must."""
        refused = await self._post_once(version, batch)
        in_time = await self._patience.wait_together(
            [(pending.attempts, seconds) for pending, _, seconds in refused],
            some_served=len(refused) < len(batch),
        )
        again: list[_Pending] = []
        for (pending, status, _), has_time in zip(refused, in_time, strict=True):
            if has_time:
                again.append(pending)
            else:
                fail(pending, read_error(pending.path, status, "time ran out"))
        return again

    async def _post_once(
        self, version: str, batch: list[_Pending]
    ) -> list[tuple[_Pending, int, float | None]]:
        """Post one `$batch`, settle its members, and return those to ask again: member, status, seconds."""
        requests = [_member(number, pending) for number, pending in enumerate(batch)]
        try:
            reply = await self._http.send(
                "POST",
                f"{GRAPH}/{version}/$batch",
                dict(_JSON),
                orjson.dumps({"requests": requests}),
                within_seconds=self._patience.within_seconds([pending.attempts for pending in batch]),
            )
        except httpx.HTTPError:
            return [(pending, 503, None) for pending in batch]
        if is_transient(reply.status):
            return [(pending, reply.status, retry_after(reply.headers)) for pending in batch]
        if reply.status == UNAUTHORISED and not any(pending.signed_in_again for pending in batch):
            return [self._sign_in_again(pending) for pending in batch]
        if reply.status not in _OK:
            raise read_error("$batch", reply.status, _sentence(parse(reply.body)))
        answers = members_of("$batch", reply.body, range(len(batch)))
        again = [self._settle(pending, answers.get(str(number))) for number, pending in enumerate(batch)]
        return [member for member in again if member]

    def _settle(
        self, pending: _Pending, answer: dict[str, Any] | None
    ) -> tuple[_Pending, int, float | None] | None:
        """Give one member its answer, or return it to be asked again."""
        if answer is None:
            fail(pending, read_error(pending.path, 0, "the batch has no answer for it"))
            return None
        status, body = answer["status"], answer.get("body")
        if is_transient(status):
            return pending, status, retry_after(headers_in(answer))
        if status == UNAUTHORISED and not pending.signed_in_again:
            return self._sign_in_again(pending)
        if status in _OK and isinstance(body, dict):
            give(pending, body)
        elif status == NOT_FOUND:
            fail(pending, _NotThereError(pending.path, _sentence(body)))
        else:
            fail(pending, read_error(pending.path, status, _sentence(body)))
        return None

    def _sign_in_again(self, pending: _Pending) -> tuple[_Pending, int, float | None]:
        """Have `pending` asked again, once, with a fresh token."""
        pending.signed_in_again = True
        self._http.tokens.forget(f"{GRAPH}/")
        return pending, UNAUTHORISED, 0.0


class _NotThereError(ReadError):
    """404: for an object it means that it is gone, for a collection it is an unexpected answer."""

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__("read-unexpected", f"{path}: not found: {sentence}", Reason.UNEXPECTED)


def _member(number: int, pending: _Pending) -> dict[str, Any]:
    """Return the batch's member for one read."""
    member: dict[str, Any] = {
        "id": str(number),
        "method": "GET",
        "url": pending.path,
        "headers": dict(_EVERY_WORD),
    }
    if "$count=true" in pending.path:
        member["headers"] |= _ADVANCED
    if pending.body is not None:
        member |= {"method": "POST", "body": pending.body}
        member["headers"] |= {"Content-Type": "application/json"}
    return member


def _version_and_path(path: str) -> tuple[str, str]:
    """Return the version that a path begins with, v1.0 where it begins with none, and the rest."""
    version, slash, rest = path.removeprefix("/").partition("/")
    return (version, f"/{rest}") if slash and version in _VERSIONS else ("v1.0", path)


def _below_host(path: str, link: str) -> str:
    """Return the part of a page's address that a batch member may hold, from the version on.

    Raises:
        ReadError: when the address is of another version of the interface than `path`.
    """
    version, _ = _version_and_path(path)
    before, found, below = link.removeprefix(GRAPH).partition(f"/{version}/")
    if before or not found:
        told = f"{path}: the next page is of another version of the interface"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return f"/{version}/{below}"


def _each_once(path: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `rows` with those that came twice, as may happen between two pages, once.

    Raises:
        ReadError: when two rows have one id and say different things: which is true cannot be said.
    """
    known: dict[Any, dict[str, Any]] = {}
    once: list[dict[str, Any]] = []
    for row in rows:
        object_id = row.get("id")
        if not isinstance(object_id, str):
            once.append(row)
        elif object_id not in known:
            known[object_id] = row
            once.append(row)
        elif known[object_id] != row:
            told = f"{path}: the answer has two different rows with the id {object_id}"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
    return once


def _sentence(body: Any) -> str:
    """Return Graph's own message and request id, on one line."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "the service gave no reason"
    inner = error.get("innerError")
    number = inner.get("request-id") if isinstance(inner, dict) else None
    request_id = f" (request {number})" if number else ""
    message = " ".join(str(error.get("message", "")).split())[:_LONGEST_MESSAGE]
    return f"{error.get('code', '')}: {message}{request_id}"
