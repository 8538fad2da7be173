"""Receivers on this machine that keep what they are told and answer as they are told to; each ends with its test."""

from __future__ import annotations

import base64
import json
import re
import socketserver
import ssl
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What is answered."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    """Until the receiver ends."""
    cut: bool = False
    """The connection ends in place of an answer."""


class Web:
    """A receiver of requests."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: list[Answer] = []
        """To the next requests; when none is left, `otherwise` says what."""
        self.otherwise: Callable[[Heard], Answer] = lambda _: Answer()
        self.ends = threading.Event()
        self.port = 0

    def url(self, path: str = "/services/T0001/B0002/s3cr3t-w0rd") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def answer(self, heard: Heard) -> Answer:
        self.heard.append(heard)
        found = self.answers.pop(0) if self.answers else self.otherwise(heard)
        if found.hangs:
            self.ends.wait(30)
        return found


@contextmanager
def web() -> Iterator[Web]:
    """Serve for as long as the context is open."""
    own = Web()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = own.answer(Heard(self.command, self.path, headers, body))
            content = found.body.encode()
            if found.cut:
                self.close_connection = True
                return
            self.send_response(found.status)
            for name, value in {"Content-Length": str(len(content)), **found.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = _do  # noqa: N815 - the library's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the interface's word
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    own.port = server.server_address[1]
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield own
    finally:
        own.ends.set()
        server.shutdown()
        thread.join()
        server.server_close()


class Issues:
    """The issues of a repository, as far as a ticket needs them."""

    def __init__(self, server: Web) -> None:
        self.issues: list[dict[str, Any]] = []
        self.comments: list[tuple[int, str]] = []
        self.login = "holdfast-ticket-writer"
        """Whose token it is; empty for an application's, as the token of a workflow is."""
        self.user: Answer | None = None
        """Answered instead to who asks who it is."""
        self.lost = 0
        """Number of made issues whose answer is lost on the way."""
        self.fails_at: int | None = None
        """How many changes are answered before one that fails."""
        self.loses = False
        """Whether what fails is done all the same, and its answer lost."""
        self.transferred: set[int] = set()
        """Numbers of issues that somebody moved to another repository."""
        self.moved = False
        """Whether the repository has another name now."""
        server.otherwise = self._answer

    @property
    def own(self) -> dict[str, str]:
        """Who writes with the token."""
        if self.login:
            return {"login": self.login, "type": "User"}
        return {"login": "github-actions[bot]", "type": "Bot"}

    def add(self, body: str, *, state: str = "open", **more: Any) -> int:
        number = len(self.issues) + 1
        made = {"number": number, "title": "", "body": body, "state": state, "user": self.own}
        self.issues.append({**made, **more})
        return number

    def _answer(self, heard: Heard) -> Answer:
        if heard.method == "GET" or self.fails_at is None:
            return self._done(heard)
        self.fails_at -= 1
        if self.fails_at != -1:
            return self._done(heard)
        if self.loses:
            self._done(heard)
        return Answer(cut=True)

    def _done(self, heard: Heard) -> Answer:
        path, _, query = heard.path.partition("?")
        rest = path.removeprefix("/repos/contoso/tickets/issues").strip("/").split("/")
        if heard.headers.get("authorization") != "Bearer ghs_t0ken-of-the-run":
            return _json(401, {"message": "Bad credentials"})
        if path == "/user":
            forbidden = _json(403, {"message": "Resource not accessible by integration"})
            return self.user or (_json(200, self.own) if self.login else forbidden)
        if self.moved or (rest != [""] and int(rest[0]) in self.transferred):
            return Answer(301, "{}", {"Location": "https://api.github.com/repositories/1/issues"})
        if rest == [""]:
            return self._list(query) if heard.method == "GET" else self._make(heard.json)
        issue = next((one for one in self.issues if one["number"] == int(rest[0])), None)
        if issue is None:
            return _json(404, {"message": "Not Found"})
        return self._one(issue, rest[1:], heard)

    def _one(self, issue: dict[str, Any], below: list[str], heard: Heard) -> Answer:
        if below == ["comments"] and heard.method == "GET":
            found = [{"body": body} for number, body in self.comments if number == issue["number"]]
            return _json(200, self._page(found, heard.path.partition("?")[2]))
        if below == ["comments"]:
            self.comments.append((issue["number"], heard.json["body"]))
            return _json(201, {"id": 1})
        if heard.method == "PATCH":
            issue.update(heard.json)
        return _json(200, issue)

    def _list(self, query: str) -> Answer:
        asked = dict(one.split("=") for one in query.split("&"))
        return _json(200, self._page([one for one in self.issues if one["state"] == asked["state"]], query))

    def _page(self, found: list[Any], query: str) -> list[Any]:
        asked = dict(one.split("=") for one in query.split("&"))
        page, size = int(asked["page"]), int(asked["per_page"])
        return found[(page - 1) * size : page * size]

    def _make(self, given: dict[str, Any]) -> Answer:
        number = self.add(given["body"], title=given["title"])
        if self.lost:
            self.lost -= 1
            return Answer(502, "gateway")
        return _json(201, self.issues[number - 1])


def _json(status: int, value: Any) -> Answer:
    return Answer(status, json.dumps(value), {"Content-Type": "application/json"})


@dataclass
class Mails:
    """A server that takes mail."""

    port: int = 0
    offers_tls: bool = True
    refuses: str = ""
    """A mailbox that it does not take mail for, by which `refusal` says why."""
    refusal: str = "550 no such mailbox"
    greets: str = "220 loopback"
    says: str = ""
    """What it answers to the mail itself, where that is a refusal."""
    user: str = ""
    """User and password that signed in, with a space between."""
    refuses_sign_in: str = ""
    """What it answers to user and password, where that is a refusal."""
    silent: threading.Event | None = None
    """Says nothing until it is set."""
    mails: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)


@contextmanager
def post_office(context: ssl.SSLContext, *, tls: bool = False) -> Iterator[Mails]:
    """Take mail for as long as the context is open; with TLS from the first byte where `tls`."""
    own = Mails(silent=threading.Event())
    assert own.silent is not None
    own.silent.set()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection = self.request
            try:
                if tls:
                    connection = context.wrap_socket(connection, server_side=True)
                with closing(_Conversation(connection, own, context, encrypted=tls)) as conversation:
                    conversation.lead()
            except OSError:
                return  # whoever called has gone

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    own.port = server.server_address[1]
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield own
    finally:
        own.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Conversation:
    """One client of the server."""

    def __init__(self, connection: Any, own: Mails, context: ssl.SSLContext, *, encrypted: bool) -> None:
        self._connection, self._own, self._context, self._encrypted = connection, own, context, encrypted
        self._file = connection.makefile("rb")

    def lead(self) -> None:
        if self._own.silent:
            self._own.silent.wait(30)
        self._say(self._own.greets)
        while line := self._file.readline().decode().rstrip("\r\n"):
            word = line.split()[0].casefold()
            getattr(self, f"_{word}", self._agree)(line)

    def close(self) -> None:
        self._file.close()
        self._connection.close()

    def _say(self, text: str) -> None:
        self._connection.sendall(f"{text}\r\n".encode())

    def _quit(self, _line: str) -> None:
        self._say("451 not so fast")

    def _agree(self, _line: str) -> None:
        self._say("250 yes")

    def _ehlo(self, _line: str) -> None:
        offers = [*(["STARTTLS"] if self._own.offers_tls and not self._encrypted else []), "AUTH PLAIN"]
        self._say("\r\n".join(["250-loopback", *(f"250-{one}" for one in offers[:-1]), f"250 {offers[-1]}"]))

    def _starttls(self, _line: str) -> None:
        self._say("220 go on")
        self._file.close()
        self._connection = self._context.wrap_socket(self._connection, server_side=True)
        self._file, self._encrypted = self._connection.makefile("rb"), True

    def _auth(self, line: str) -> None:
        self._own.user = base64.b64decode(line.split()[2]).decode().strip("\0").replace("\0", " ")
        self._say(self._own.refuses_sign_in or "235 yes")

    def _rcpt(self, line: str) -> None:
        (mailbox,) = re.findall(r"<(.*?)>", line)
        if mailbox == self._own.refuses:
            self._say(self._own.refusal)
            return
        self._own.to.append(mailbox)
        self._say("250 yes")

    def _data(self, _line: str) -> None:
        self._say("354 go on")
        content = b"".join(iter(self._file.readline, b".\r\n"))
        if not self._own.says:
            self._own.mails.append(content)
            self._own.over_tls.append(self._encrypted)
        self._say(self._own.says or "250 taken")
