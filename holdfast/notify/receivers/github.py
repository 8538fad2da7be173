"""A ticket, as an issue of GitHub: one for each client, updated as long as anything is open, closed when nothing is.

Its body says what it is of by a mark that nobody sees. Where the number was not kept, as after a run that was killed,
the ticket is found by the mark among those that are open, so it is never there twice. The list is asked: the search
is late. Anybody can write the mark who can read it, so that one is ours only by its author as well: whoever the token
is of, or any application where it is an application's, which may not ask who it is. Why one for each client, and how it
is known: docs/decisions/2026-11-26-one-ticket-a-client.md.

Source: https://docs.github.com/rest/issues/issues, /comments and /users/users (recalled, 2026-11-26 and -28). That an
issue answers 301 once it is transferred, 404 or 410 once it is deleted: the same page, "Get an issue", read in a
quotation of it (2026-11-28).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import NOT_UNDERSTOOD
from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import Part
from holdfast.notify.wire import ElsewhereError, failed, refused, web_address
from holdfast.notify.writing import MOST, fitting, left_out, written
from holdfast.report.code_span import code
from holdfast.report.inline import cut
from holdfast.report.json_text import json_line
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    import httpx

    from holdfast.notify.message import Entry
    from holdfast.notify.receivers.interface import Letter

MOST_CHARACTERS = 60_000
"""Of a body; GitHub takes 65,536 (assumed, 2026-11-26)."""
_ROOT = "https://api.github.com"
_PAGE = 100
"""Issues that GitHub lists at once."""
_MOST_PAGES = 30
_CLOCKS_APART = timedelta(days=1)
"""How far this machine's clock may be before GitHub's."""
_GONE = frozenset({404, 410})
_FORBIDDEN = 403
_SUCCESS = range(200, 300)


@value_class
class GitHub:
    """The issues of one repository."""

    name: str = "github"
    parts: tuple[Part, ...] = (
        Part(
            "the repository",
            secret=False,
            example="OWNER/REPOSITORY",
            pattern=re.compile(r"[A-Za-z0-9-]{1,39}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}"),
        ),
        Part("the token"),
    )

    async def send(self, letter: Letter) -> str:
        """Make the ticket, or add to it what changed; return its number, empty once it is closed.

        Raises:
            HoldfastError: `notify-failed`; `notify-template`.
        """
        issues, message = _Issues(letter), letter.message
        found = await issues.kept(letter.kept) or await issues.marked()
        if found is None:
            if message.settled:
                return ""
            made = await issues.ask("POST", "", {"title": _title(letter), "body": _body(letter)})
            return str(_number(made))
        number = _number(found)
        if _told_mark(letter) not in str(found.get("body")):
            if not await issues.told(number):
                news = f"{_told_mark(letter)}\n{_text(letter, message.entries)}"
                await issues.ask("POST", f"/{number}/comments", {"body": news})
            state = {"state": "closed", "state_reason": "completed"} if message.settled else {"state": "open"}
            await issues.ask("PATCH", f"/{number}", {"body": _body(letter), **state})
        return "" if message.settled else str(number)


class _Issues:
    """The issues of the repository that a letter is for."""

    def __init__(self, letter: Letter) -> None:
        repository, token = letter.parts
        if not token.isascii():
            raise failed("its token is none: GitHub's are of ASCII letters, digits and `_`")
        root = web_address(letter.environment.get("GITHUB_API_URL") or _ROOT)
        self._root = str(root).rstrip("/")
        self._issues = f"{self._root}/repos/{repository}/issues"
        self._letter = letter
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "holdfast",
        }

    async def ask(self, method: str, path: str, content: dict[str, Any] | None = None) -> Any:
        """Return what GitHub answers.

        Raises:
            HoldfastError: `notify-failed`.
        """
        reply = await self._asked(method, f"{self._issues}{path}", content)
        if reply.status_code not in _SUCCESS:
            raise refused(reply, self._letter.secrets)
        return _read(reply)

    async def kept(self, number: str) -> dict[str, Any] | None:
        """Return the ticket whose number was kept; None where it is gone, or is none of ours."""
        if not number.isdecimal():
            return None
        try:
            reply = await self._asked("GET", f"{self._issues}/{number}")
        except ElsewhereError:
            # It was transferred to another repository. Where all of this one moved, its list of issues says so next.
            return None
        if reply.status_code in _GONE:
            return None
        if reply.status_code not in _SUCCESS:
            raise refused(reply, self._letter.secrets)
        found: dict[str, Any] = _read(reply)
        return found if _is_ours(found, self._letter) else None

    async def marked(self) -> dict[str, Any] | None:
        """Return the oldest open ticket that bears the mark and that we wrote; None where there is none."""
        own: _Author | None = None
        async for one in self._listed("?state=open&sort=created&direction=asc", "issues"):
            if not _is_ours(one, self._letter):
                continue
            own = own or await self._author()
            if own.wrote(one):
                return one
        return None

    async def told(self, number: int) -> bool:
        """Return whether a comment on the ticket has these news: it is written before the ticket's body is.

        Who wrote it is not asked: before we did, nobody could know the mark.
        """
        checked_at = datetime.fromisoformat(self._letter.message.checked_at)
        since = min(checked_at, self._letter.sent_at) - _CLOCKS_APART
        path = f"/{number}/comments?since={since:%Y-%m-%dT%H:%M:%SZ}"
        comments, mark = self._listed(path, "comments on the ticket"), _told_mark(self._letter)
        return any([mark in str(one.get("body")) async for one in comments])

    async def _listed(self, path: str, noun: str) -> AsyncIterator[dict[str, Any]]:
        for page in range(1, _MOST_PAGES + 1):
            listed = await self.ask("GET", f"{path}&per_page={_PAGE}&page={page}")
            if not isinstance(listed, list):
                raise failed(
                    f"it answered what is no list of {noun}: see that GITHUB_API_URL is that of GitHub's API"
                )
            for one in listed:
                if isinstance(one, dict):
                    yield one
            if len(listed) < _PAGE:
                return
        raise failed(
            f"it has more than {_MOST_PAGES * _PAGE} {noun}, among which ours would be looked for: give a repository "
            "for tickets alone"
        )

    async def _author(self) -> _Author:
        """Return who writes with this token."""
        reply = await self._asked("GET", f"{self._root}/user")
        if _is_of_an_application(reply):
            return _Author("")
        if reply.status_code not in _SUCCESS:
            raise refused(reply, self._letter.secrets)
        login = _login(_read(reply))
        if not login:
            raise failed(
                "it answered with a user that has no name: see that GITHUB_API_URL is that of GitHub's API"
            )
        return _Author(login)

    async def _asked(self, method: str, url: str, content: dict[str, Any] | None = None) -> httpx.Response:
        body = b"" if content is None else json_line(content)
        return await self._letter.wire.ask(method, url, self._headers, body)


@value_class
class _Author:
    """Who writes with the token."""

    login: str
    """Empty for an application, which is not told its own."""

    def wrote(self, issue: dict[str, Any]) -> bool:
        """Return whether an issue is of this author; of an application, whether any application made it."""
        user = issue.get("user")
        if self.login:
            return _login(user) == self.login
        return isinstance(user, dict) and user.get("type") == "Bot"


def _is_of_an_application(reply: httpx.Response) -> bool:
    """Return whether an answer to `GET /user` says that the token is an application's, such as a workflow's own.

    Whoever asked too often is refused by the same number (recalled, 2026-11-28).
    """
    too_often = "Retry-After" in reply.headers or reply.headers.get("X-RateLimit-Remaining") == "0"
    return reply.status_code == _FORBIDDEN and not too_often


def _login(user: Any) -> str:
    """Return the name of a user in small letters; empty where there is none."""
    login = user.get("login") if isinstance(user, dict) else None
    return login.casefold() if isinstance(login, str) else ""


def _read(reply: httpx.Response) -> Any:
    try:
        return reply.json()
    except NOT_UNDERSTOOD:
        raise failed(f"it answered {reply.status_code} with what is no JSON: see GITHUB_API_URL") from None


def _number(issue: Any) -> int:
    number = issue.get("number") if isinstance(issue, dict) else None
    if not isinstance(number, int):
        raise failed(
            "it answered with an issue that has no number: see that GITHUB_API_URL is that of GitHub's API"
        )
    return number


def _is_ours(issue: Any, letter: Letter) -> bool:
    """Return whether an issue bears the mark of this client's ticket; lists have pull requests as well."""
    return isinstance(issue, dict) and "pull_request" not in issue and _mark(letter) in str(issue.get("body"))


def _mark(letter: Letter) -> str:
    return f"<!-- holdfast ticket {letter.message.place} -->"


def _told_mark(letter: Letter) -> str:
    return f"<!-- holdfast told {letter.message.key} -->"


def _title(letter: Letter) -> str:
    message = letter.message
    mark = "Simulation: " if message.simulation else ""
    return cut(
        f"{mark}Holdfast: {visible(message.client)} ({visible(message.tenant)}) needs somebody to look", 200
    )


def _body(letter: Letter) -> str:
    """Return how it stands now, with the marks first, where no cut reaches them."""
    marks = f"{_mark(letter)}\n{_told_mark(letter)}\n"
    return f"{marks}{_text(letter, letter.message.standing)}"


def _text(letter: Letter, entries: Sequence[Entry]) -> str:
    templates, message = letter.templates, letter.message
    head = templates.write("github/head", _harmless, message=message)
    held = fitting(written(templates, "github/entry", _harmless, entries), MOST_CHARACTERS - len(head) - 400)
    return "\n".join([head, "", *held, "", left_out(len(entries) - len(held))])


def _harmless(text: str) -> str:
    return code(text, MOST)


RECEIVER = GitHub()
