"""Microsoft Graph: list calls gathered into `$batch`, pages followed to the last, writes one by one.

`$batch` is posted by us: the SDK's batch helper is broken (msgraph-core 1.5.2 writes `depends_on`, absolute
member addresses, and loses JSON bodies). Source: https://learn.microsoft.com/graph/json-batching (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.model.errors import ReadError, WriteError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import EVERYTHING, Condition
from holdfast.tenant.batch import Answered, Batches, Question
from holdfast.tenant.body import headers_in, members_of, parse, rows_of, without_error
from holdfast.tenant.gather import Beside
from holdfast.tenant.just_made import JustMade
from holdfast.tenant.line import Line
from holdfast.tenant.pages import Pages, require_all
from holdfast.tenant.retry import NOT_FOUND, UNAUTHORISED, WHOLE, is_transient, read_error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Hashable, Mapping, Sequence

    from holdfast.tenant.http import Http
    from holdfast.tenant.retry import Patience

_VERSIONS = ("v1.0", "beta")
"""Each has a `$batch` of its own: its members are of its version."""
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_EVERY_WORD = {"Prefer": "include-unknown-enum-members"}
"""Without it Graph hides newer members of its enumerations behind `unknownFutureValue`.

Source: https://learn.microsoft.com/graph/best-practices-concept (2026-11-25).
"""
_ADVANCED = {"ConsistencyLevel": "eventual"}
_OK = range(200, 300)
_LONGEST_MESSAGE = 1000
"""Characters of the service's own words that are told."""


READING_POSTS = frozenset({"/solutions/backupRestore/restorePoints/search"})
"""Paths below v1.0 at which a POST changes nothing: what it asks is too long for an address."""


@value_class
class _Asked:
    """One read: a GET, or with a body a POST that changes nothing."""

    path: str
    """Below the version."""
    body: Mapping[str, Any] | None = None


class _GraphWire:
    """The `$batch` of one version (see `Wire`)."""

    most = 20
    needs = ""

    def __init__(self, http: Http, version: str) -> None:
        self._http = http
        self._url = f"{http.hosts.graph}/{version}/$batch"

    def same(self, asked: _Asked) -> Hashable | None:
        return asked.path if asked.body is None else None

    async def post(
        self, questions: Sequence[Question[_Asked]], within_seconds: float
    ) -> Mapping[int, Answered]:
        requests = [_wire_member(number, one.asked) for number, one in enumerate(questions)]
        content = orjson.dumps({"requests": requests})
        reply = await self._http.send("POST", self._url, dict(_JSON), content, within_seconds=within_seconds)
        if is_transient(reply.status) or reply.status == UNAUTHORISED:
            same = Answered(reply.status, reply.headers, parse(reply.body))
            return dict.fromkeys(range(len(questions)), same)
        if reply.status != WHOLE:
            raise read_error("$batch", reply.status, _sentence(parse(reply.body)))
        answers = members_of("$batch", reply.body, range(len(questions)))
        return {
            int(number): Answered(one["status"], headers_in(one), one.get("body"))
            for number, one in answers.items()
        }

    def read(self, question: Question[_Asked], answered: Answered) -> dict[str, Any]:
        if answered.status == WHOLE and isinstance(answered.body, dict):
            return without_error(question.what, answered.body)
        if answered.status == NOT_FOUND and _says_why(answered.body):
            raise _NotThereError(question.what, answered.body)
        raise read_error(question.what, answered.status, _sentence(answered.body))


class GraphReader:
    """Reads of one tenant. Those issued in the same moment share a `$batch`."""

    def __init__(self, http: Http, patience: Patience) -> None:
        """Send over `http`; give up as `patience` says."""
        self._hosts = http.hosts
        beside = Beside()
        self._reads = {one: Batches(http, patience, _GraphWire(http, one), beside) for one in _VERSIONS}

    async def collection(
        self, path: str, where: Condition = EVERYTHING, *, leads: bool = False
    ) -> list[dict[str, Any]]:
        """Return every row of the collection at `path` (with its query, and its version where not v1.0), all pages.

        Only rows that fit `where` are asked for. Whoever asks more by its answer says that it `leads`, so that it goes
        before what else waits.

        Raises:
            ReadError: with reason PARTIAL when a later page failed; when a row was not asked for.
        """
        return _each_once(path, [row async for page in self.pages(path, where, leads=leads) for row in page])

    async def collection_of(self, path: str, *, leads: bool = False) -> list[dict[str, Any]] | None:
        """Return every row of what belongs to one object, or None when the service says 404: the object is not there.

        Raises:
            ReadError: as `collection`.
        """
        try:
            return await self.collection(path, leads=leads)
        except _NotThereError:
            return None

    async def pages(
        self, path: str, where: Condition = EVERYTHING, *, leads: bool = False
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Yield the rows of the collection at `path` page by page, so that a large one is never held.

        Arguments are those of `collection`.

        Raises:
            ReadError: with reason PARTIAL when a later page failed, or fewer rows came than the service counts; when a
                row was not asked for.
        """
        path = where.on(path)
        body = first = await self._read(path, leads=leads)
        rows, came = rows_of(path, body), 0
        pages = Pages(path, self._hosts.graph, self._hosts)
        while True:
            came += len(rows)
            yield where.held(path, rows)
            try:
                if not (link := pages.after(body)):
                    require_all(path, first, came)
                    return
                body = await self._read(_below_host(self._hosts.graph, path, link), leads=leads)
                rows = rows_of(path, body)
            except ReadError as error:
                message = f"{path} was read only in part: {error.message}"
                raise ReadError("read-partial", message, Reason.PARTIAL) from error

    async def first_page(self, path: str, where: Condition = EVERYTHING) -> list[dict[str, Any]]:
        """Return the rows of the first page at `path`, where the newest few are enough.

        Raises:
            ReadError: when it could not be read; when a row was not asked for.
        """
        path = where.on(path)
        return where.held(path, rows_of(path, await self._read(path)))

    async def entity(self, path: str, *, leads: bool = False) -> dict[str, Any] | None:
        """Return the object at `path`, or None when the service says 404; of `leads` see `collection`.

        Raises:
            ReadError: for every other answer than the object.
        """
        try:
            return await self._read(path, leads=leads)
        except _NotThereError:
            return None

    def address(self, path: str, version: str = "v1.0") -> str:
        """Return the address of `path` in a version; one object refers to another in v1.0."""
        return f"{self._hosts.graph}/{version}{path}"

    async def search(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answer to a question that is asked by POST, at one of `READING_POSTS`.

        Raises:
            ReadError: for every other answer.
            ValueError: for another path, at which a POST may change something.
        """
        if path not in READING_POSTS:
            raise ValueError(f"a POST to {path} may change the tenant: a reader does not send it")
        return await self._ask(path, path, body)

    async def _read(self, path: str, *, leads: bool = False) -> dict[str, Any]:
        """Have one read sent with the next batch and return its parsed answer."""
        version, below = _version_and_path(path)
        return await self._ask(below, below, version=version, leads=leads)

    async def _ask(
        self,
        what: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        version: str = "v1.0",
        leads: bool = False,
    ) -> dict[str, Any]:
        answer: dict[str, Any] = await self._reads[version].ask(
            what, f"{self._hosts.graph}/", _Asked(path, body), leads=leads
        )
        return answer


class Graph(GraphReader):
    """Reads and writes of one tenant."""

    def __init__(self, http: Http, patience: Patience) -> None:
        """Send over `http`; give up as `patience` says."""
        super().__init__(http, patience)
        self._line = Line(http, patience)
        self._patience = patience
        self._made = JustMade()

    async def write(
        self, method: str, path: str, body: dict[str, Any] | None = None, *, version: str = "v1.0"
    ) -> dict[str, Any]:
        """Send one change to a version and return the service's object, empty where it answers without one.

        Raises:
            WriteError: when the service refuses; 404 carries status 404. `write-unanswered` when it may have been done.
        """
        what, attempts = f"{method} {path}", self._patience.start()
        content = None if body is None else orjson.dumps(body)
        while True:
            reply = await self._line.change(
                what, method, self.address(path, version), _JSON, content, may_repeat=method != "POST"
            )
            answer = parse(reply.body)
            if reply.status in _OK:
                self._made.note(method, path, answer)
                return answer
            unknown = reply.status == NOT_FOUND and self._made.may_come(path, _said(answer), body)
            if not unknown or not await attempts.wait(None):
                break
        error = answer.get("error")
        code = str(error.get("code") or "") if isinstance(error, dict) else ""
        told = f"{what} was refused ({reply.status}): {_sentence(answer)}"
        raise WriteError("write-refused", told, status=reply.status, code=code)

    async def _read(self, path: str, *, leads: bool = False) -> dict[str, Any]:
        """Have one read sent; what this session made and the service does not know yet is asked for again."""
        attempts = self._patience.start()
        while True:
            try:
                return await super()._read(path, leads=leads)
            except _NotThereError as error:
                if not self._made.may_come(path, error.said) or not await attempts.wait(None):
                    raise


class _NotThereError(ReadError):
    """404: for an object it means that it is gone, for a collection it is an unexpected answer."""

    def __init__(self, path: str, body: Any) -> None:
        super().__init__("read-unexpected", f"{path}: not found: {_sentence(body)}", Reason.UNEXPECTED)
        self.said = _said(body)
        """The service's own words."""


def _wire_member(number: int, asked: _Asked) -> dict[str, Any]:
    """Return the batch's member for one read."""
    member: dict[str, Any] = {
        "id": str(number),
        "method": "GET" if asked.body is None else "POST",
        "url": asked.path,
        "headers": dict(_EVERY_WORD),
    }
    if asked.body is not None:
        member["headers"] |= {"Content-Type": _JSON["Content-Type"]}
        member["body"] = asked.body
    if "$count=true" in asked.path:
        member["headers"] |= _ADVANCED
    return member


def _version_and_path(path: str) -> tuple[str, str]:
    """Return the version that a path begins with, v1.0 where it begins with none, and the rest."""
    version, slash, rest = path.removeprefix("/").partition("/")
    return (version, f"/{rest}") if slash and version in _VERSIONS else ("v1.0", path)


def _below_host(graph: str, path: str, link: str) -> str:
    """Return the part of a page's address that a batch member may hold, from the version on.

    Raises:
        ReadError: when the address is of another version of the interface than `path`.
    """
    version, _ = _version_and_path(path)
    before, found, below = link.removeprefix(graph).partition(f"/{version}/")
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


def _says_why(body: Any) -> bool:
    """Return whether an answer is Graph's own error: by a 404 of what stands between nothing is known to be gone."""
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return isinstance(code, str) and bool(code.strip())


def _sentence(body: Any) -> str:
    """Return Graph's own message and request id, on one line."""
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return "the service gave no reason"
    inner = error.get("innerError")
    number = inner.get("request-id") if isinstance(inner, dict) else None
    request_id = f" (request {number})" if number else ""
    return f"{error.get('code', '')}: {_said(body)}{request_id}"


def _said(body: Any) -> str:
    """Return Graph's own message alone, on one line; empty where there is none."""
    error = body.get("error") if isinstance(body, dict) else None
    message = error.get("message", "") if isinstance(error, dict) else ""
    return " ".join(str(message).split())[:_LONGEST_MESSAGE]
