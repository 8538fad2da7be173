"""Writes what a pull request would change into one comment on it, which is updated from then on and never doubled.

`python pipelines/steps/comment.py github|azure-devops FILE...`: each file is shown under its name without the ending.
Where it runs is known from the variables of the pipeline; PULL_REQUEST is the number on GitHub. Standard library only.

Sources: docs.github.com/rest/issues/comments; learn.microsoft.com, "Pull Request Threads", "Pull Request Thread
Comments" (2026-11-26). That Azure DevOps hides comments of HTML as GitHub does is assumed.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import suppress
from http.client import HTTPException
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MARK = "<!-- holdfast preview -->"
"""Begins the comment, and is seen by nobody."""
MOST_CHARACTERS = 60_000
"""Of a comment; GitHub takes 65,536 (assumed)."""
_FEWEST = 200
"""Characters of one client's text that are worth a beginning of it."""
_LEAST = 900
"""Characters of the comment that such a beginning takes, with the longest name."""
_NAMES = 4_000
"""Characters for the names of clients that get no part."""
_BETWEEN = "\n\n"
_PAGE = 100
_MOST_PAGES = 50
_SECONDS = 60.0
_VERSION = "api-version=7.1"
_CLOSED = 4
"""Status of a thread in Azure DevOps about which nobody need do anything."""


class NotWrittenError(Exception):
    """Why the comment was not written, as a sentence."""


class RefusedError(NotWrittenError):
    """What is asked for may not be done, or is there no more."""


_REFUSED = frozenset({401, 403, 404})


class Web:
    """Speaks to one API, with its token.

    Args:
        root: what every address begins with.
        token: given in each request, and to nobody else: redirects are not followed.
    """

    def __init__(self, root: str, token: str) -> None:
        self._root = root
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "User-Agent": "holdfast",
        }
        self._opener: OpenerDirector = build_opener(_Staying())

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Return what is answered, as JSON.

        Raises:
            RefusedError: it is refused.
            NotWrittenError: anything else was answered, or nothing.
        """
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._root + path, data, self._headers, method=method)  # noqa: S310 - the pipeline's own API
        try:
            with self._opener.open(request, timeout=_SECONDS) as reply:
                return json.loads(reply.read())
        except HTTPError as error:
            told = f"{method} {path.partition('?')[0]} was answered with {error.code}"
            kind = RefusedError if error.code in _REFUSED else NotWrittenError
            raise kind(f"{told}: see that the job may write comments") from None
        except URLError as error:
            raise NotWrittenError(
                f"{method} {path.partition('?')[0]} got no answer: {error.reason}"
            ) from None
        except (HTTPException, OSError, ValueError, RecursionError) as error:
            # What the libraries say of it may quote a header, and the token is in one.
            told = f"{method} {path.partition('?')[0]} got no answer to use"
            raise NotWrittenError(f"{told} ({type(error).__name__})") from None


class _Staying(HTTPRedirectHandler):
    """Follows no redirect, which would be shown the token."""

    def redirect_request(self, *_: Any) -> None:
        """Return nothing, so that the answer itself counts."""


def write_to_github(text: str, environment: Mapping[str, str]) -> None:
    """Make or update the comment on a pull request of GitHub.

    Raises:
        NotWrittenError: it could not be.
    """
    root, repository, token, number = (
        _set(environment, name)
        for name in ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN", "PULL_REQUEST")
    )
    web, comments = Web(f"{root}/repos/{repository}", token), f"/issues/{quote(number)}/comments"
    for page in range(1, _MOST_PAGES + 1):
        listed = web.ask("GET", f"{comments}?per_page={_PAGE}&page={page}")
        for one in listed:
            # A person may write the mark as well, and change what stands in that comment afterwards.
            # One whose account is no more has no user.
            if (one["user"] or {}).get("type") == "Bot" and str(one["body"]).startswith(MARK):
                web.ask("PATCH", f"/issues/comments/{one['id']}", {"body": text})
                return
        if len(listed) < _PAGE:
            break
    web.ask("POST", comments, {"body": text})


def write_to_azure_devops(text: str, environment: Mapping[str, str]) -> None:
    """Make or update the comment on a pull request of Azure Repos, in a thread of its own that is closed.

    Raises:
        NotWrittenError: it could not be.
    """
    root, project, repository, number, token = (
        _set(environment, name)
        for name in (
            "SYSTEM_COLLECTIONURI",
            "SYSTEM_TEAMPROJECTID",
            "BUILD_REPOSITORY_ID",
            "SYSTEM_PULLREQUEST_PULLREQUESTID",
            "SYSTEM_ACCESSTOKEN",
        )
    )
    repositories = f"{root}{quote(project)}/_apis/git/repositories"
    web = Web(f"{repositories}/{quote(repository)}/pullRequests/{quote(number)}", token)
    for thread in web.ask("GET", f"/threads?{_VERSION}")["value"]:
        for one in (thread["comments"] or [])[:1]:
            if not thread.get("isDeleted") and str(one.get("content")).startswith(MARK):
                place = f"/threads/{thread['id']}/comments/{one['id']}?{_VERSION}"
                # A person may write the mark as well, and nobody may change what another one wrote.
                with suppress(RefusedError):
                    web.ask("PATCH", place, {"content": text})
                    return
    first = {"parentCommentId": 0, "content": text, "commentType": 1}
    web.ask("POST", f"/threads?{_VERSION}", {"comments": [first], "status": _CLOSED})


def _set(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise NotWrittenError(f"{name} is not set: this runs in a pipeline for a pull request")
    return value


def comment_about(previews: Iterable[tuple[str, str]]) -> str:
    """Return the comment about clients, given with what a preview of each printed."""
    parts = [MARK, "### Holdfast: what this pull request would change"]
    every = list(previews)
    if not every:
        parts.append("No client: it changes nothing that decides.")
    room = MOST_CHARACTERS - 500
    shown = _shown(every, room)
    if not all(shown):
        shown = _shown(every, room - _NAMES)
    parts += filter(None, shown)
    if left := [name for (name, _), part in zip(every, shown, strict=True) if not part]:
        parts.append(_left_out(left))
    return _BETWEEN.join(parts) + "\n"


def _shown(every: list[tuple[str, str]], room: int) -> list[str]:
    """Return each client's part in at most `room` characters together; empty where there is too little for it."""
    wanted = [len(_part(*one, sys.maxsize)) + len(_BETWEEN) for one in every]
    return [_part(*one, each) for one, each in zip(every, _rooms(wanted, room), strict=True)]


def _left_out(names: list[str]) -> str:
    """Return who is not shown, by name as far as `_NAMES` characters go."""
    said = [_code(one) for one in names]
    held = sum(1 for end in accumulate(len(one) + len(", ") for one in said) if end <= _NAMES - 200)
    more = f" and {len(said) - held} more" if held < len(said) else ""
    told = f"Left out for want of room, and in the job's results: {len(said)} clients."
    return f"{told} They are {', '.join(said[:held])}{more}."


def _rooms(wanted: list[int], room: int) -> list[int]:
    """Return how many characters each client gets: who wants few gets them, and the others share what is left alike.

    Where there is too little for a beginning of each, the last ones get none.
    """
    begun = accumulate(min(one, _LEAST) for one in wanted)
    left = sum(1 for one in begun if one <= room)
    rooms = [0] * len(wanted)
    for place in sorted(range(left), key=wanted.__getitem__):
        rooms[place] = min(wanted[place], room // left)
        room, left = room - rooms[place], left - 1
    return rooms


def _part(name: str, text: str, room: int) -> str:
    """Return one client's part in at most `room` characters; empty where there is too little of that."""
    text = text.strip("\n") or "(nothing)"
    # Names in a tenant may hold fences: ours is longer than any.
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    head = f"{_code(name)}\n\n{fence}text\n"
    tail = f"\n{fence}"
    held = room - len(head) - len(tail)
    if len(text) > held:
        held -= _FEWEST  # for what says so
        if held < _FEWEST:
            return ""
        # How it ended, and why an apply would stop, stands in the last lines.
        end = text[-(held // 3) :]
        end = end.partition("\n")[2] or end
        begin = text[: held - len(end)].rsplit("\n", 1)[0]
        left_out = text[len(begin) : len(text) - len(end)].count("\n") - 1
        tail = f"\n{fence}\n\nLines left out for want of room, at `[...]`: {max(left_out, 1)}."
        text = f"{begin}\n[...]\n{end}"
    return f"{head}{text}{tail}"


def _code(name: str) -> str:
    """Return a client's name as a span of code, in which nothing means anything."""
    line = "".join(one if one.isprintable() else "?" for one in name)
    ticks = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    return f"{ticks} {line} {ticks}"


def _read(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    for path in map(Path, paths):
        yield path.stem, path.read_text(encoding="utf-8", errors="replace")


_PLACES = {"github": write_to_github, "azure-devops": write_to_azure_devops}


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Write the comment.

    Returns:
        0, or 2 where it could not be.
    """
    place, *paths = arguments
    write = _PLACES[place]
    try:
        write(comment_about(_read(paths)), environment)
    except NotWrittenError as error:
        sys.stderr.write(f"The comment was not written: {error}.\n")
        return 2
    except (KeyError, TypeError, AttributeError):
        sys.stderr.write(
            f"The comment was not written: what the API of {place} answered is not as expected.\n"
        )
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
