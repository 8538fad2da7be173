"""The comment on a pull request: one, whatever was there before, and harmless, whatever a tenant says."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from pipelines.steps import comment
from tests.e2e.repository_api import RepositoryApi
from tests.unit.notify.loopback import Answer, web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def api() -> Iterator[RepositoryApi]:
    with web() as server:
        yield RepositoryApi(server)


def variables(api: RepositoryApi) -> dict[str, str]:
    return {
        "GITHUB_API_URL": api.server.url(""),
        "GITHUB_REPOSITORY": "contoso/tickets",
        "GITHUB_TOKEN": "ghs_t0ken",
        "PULL_REQUEST": "7",
        "SYSTEM_COLLECTIONURI": api.server.url("/acme/"),
        "SYSTEM_TEAMPROJECTID": "p1",
        "BUILD_REPOSITORY_ID": "r1",
        "SYSTEM_PULLREQUEST_PULLREQUESTID": "7",
        "SYSTEM_ACCESSTOKEN": "t0ken",
    }


def write(api: RepositoryApi, place: str, text: str, tmp_path: Path, **changes: str) -> int:
    path = tmp_path / "contoso.txt"
    path.write_text(text, encoding="utf-8")
    return comment.main([place, str(path)], {**variables(api), **changes})


def test_comment_is_made_once_and_found_among_many(api: RepositoryApi, tmp_path: Path) -> None:
    for _ in range(100):
        api.say("hello")
    api.say(f"{comment.MARK} of a person, who could change it afterwards")
    api.of_pull_request += [
        {"id": 1, "user": None, "body": comment.MARK},
        {"id": 2, "user": {"type": "Bot"}, "body": None},
    ]

    for text in ("first", "second"):
        assert write(api, "github", text, tmp_path) == 0

    (ours,) = [
        one for one in api.of_pull_request if one["user"] and one["user"]["type"] == "Bot" and one["body"]
    ]
    assert "second" in ours["body"]
    assert "first" not in ours["body"]
    assert [method for method, _ in api.sent] == ["POST", "PATCH"]


def test_thread_is_made_once_closed_and_a_deleted_one_is_left(api: RepositoryApi, tmp_path: Path) -> None:
    api.threads += [
        {"id": 8, "comments": []},
        {"id": 9, "isDeleted": True, "comments": [{"id": 1, "content": comment.MARK}]},
        {"id": 10, "comments": None},
        {"id": 11, "of_somebody_else": True, "comments": [{"id": 1, "content": f"{comment.MARK} mine"}]},
    ]

    for text in ("first", "second"):
        assert write(api, "azure-devops", text, tmp_path) == 0

    *_, ours = api.threads
    assert len(api.threads) == 5
    assert "second" in ours["comments"][0]["content"]
    assert ours["status"] == 4
    # Of somebody else's no word is changed, however it begins.
    assert api.threads[3]["comments"][0]["content"] == f"{comment.MARK} mine"
    assert [method for method, _ in api.sent] == ["PATCH", "POST", "PATCH", "PATCH"]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(403, "{}"), "answered with 403: see that the job may write comments"),
        (Answer(302, "", {"Location": "http://127.0.0.1:9/"}), "answered with 302"),
        (Answer(200, "<html>"), "got no answer to use"),
        (Answer(200, "o", {"Content-Length": "100"}), "got no answer to use (IncompleteRead)"),
        (Answer(200, "x" * 70_000, {"X": "y" * 70_000}), "got no answer to use (LineTooLong)"),
        (Answer(cut=True), "got no answer"),
        (Answer(200, '{"odd": 1}'), "is not as expected"),
        (Answer(200, '[{"id": 1}]'), "is not as expected"),
    ],
)
def test_refusal_is_one_sentence_without_the_token(
    api: RepositoryApi,
    tmp_path: Path,
    answer: Answer,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for place in ("github", "azure-devops"):
        api.server.answers.append(answer)

        assert write(api, place, "x", tmp_path) == 2

        err = capsys.readouterr().err
        assert err.startswith("The comment was not written: ")
        assert told in err
        assert err.count("\n") == 1
        assert "t0ken" not in err
        assert not api.sent


@pytest.mark.parametrize("token", ["t0ken\n", " t0ken", "t0\nken", "t0ken\u2026"])
@pytest.mark.parametrize("place", ["github", "azure-devops"])
def test_token_that_is_none_is_in_no_sentence(
    api: RepositoryApi, tmp_path: Path, place: str, token: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"GITHUB_TOKEN": token, "SYSTEM_ACCESSTOKEN": token}

    code = write(api, place, "x", tmp_path, **given)

    err = capsys.readouterr().err
    assert code == (0 if token.strip() == "t0ken" else 2)
    assert "ken" not in err.replace("token", "")
    assert err.count("\n") == (1 if code else 0)


def test_what_is_not_set_is_named(
    api: RepositoryApi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(api, "github", "x", tmp_path, PULL_REQUEST="") == 2
    assert "PULL_REQUEST" in capsys.readouterr().err
    assert not api.server.heard
    assert comment.main(["github"], {}) == 2
    assert "GITHUB_API_URL" in capsys.readouterr().err


HOSTILE = [
    "```\n@everyone <img src=x onerror=alert(1)>\n````\n[a](https://evil.example)",
    "~~~\n@everyone <script>",
    "`" * 5000,
    "<!-- holdfast preview -->",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc\n--> <b>",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", ["contoso", "a*b_c`d @everyone <b>[x](y)", "\n# x"])
def test_what_a_tenant_says_stays_in_its_fence(text: str, name: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parse(
        comment.comment_about([(name, text), ("other", "x")])
    )

    fences = [one for one in tokens if one.type == "fence"]
    assert [one.content.strip("\n") for one in fences] == [text.strip("\n") or "(nothing)", "x"]
    assert [one.content.strip() for one in tokens if one.type == "html_block"] == [comment.MARK]
    children: list[Any] = [child for one in tokens for child in one.children or []]
    assert {one.type for one in children} <= {"text", "code_inline", "softbreak"}
    assert "@everyone" not in "".join(one.content for one in children if one.type == "text")
    assert len([one for one in tokens if one.type == "heading_open"]) == 1


def test_comment_is_no_longer_than_one_may_be_and_says_what_is_left_out() -> None:
    one = comment.comment_about([("contoso", "a line of it\n" * 10_000)])
    assert len(one) <= comment.MOST_CHARACTERS
    (left,) = re.findall(r"Lines left out for want of room, at `\[\.\.\.\]`: (\d+)\.", one)
    assert one.count("a line of it") + int(left) == 10_000

    many = comment.comment_about([(f"client{number}", "x" * 500) for number in range(300)])
    assert len(many) <= comment.MOST_CHARACTERS
    (clients,) = re.findall(r"in the job's results: (\d+) clients", many)
    parts, _, names = many.partition("Left out for want of room")
    assert parts.count("` client") + int(clients) == 300
    assert {int(one) for one in re.findall(r"` client(\d+) `", many)} == {*range(300)}
    assert names.count("` client") == int(clients)

    assert len(comment.comment_about([("contoso", "x" * 100_000)])) <= comment.MOST_CHARACTERS


@pytest.mark.parametrize("place", [0, 7, 29])
def test_client_of_which_there_is_much_to_say_takes_no_room_from_the_others(place: int) -> None:
    said = {f"client{number}": f"what is of client{number}\n" * 40 for number in range(30)}
    said[f"client{place}"] *= 100

    told = comment.comment_about(said.items())

    assert len(told) <= comment.MOST_CHARACTERS
    assert "in the job's results" not in told
    shown = {name: told.count(f"what is of {name}\n") for name in said}
    assert shown.pop(f"client{place}") > 500
    assert set(shown.values()) == {40}


@pytest.mark.parametrize(
    ("clients", "letters", "shown"), [(500, 1, 500), (60, 50_000, 60), (500, 50_000, 60), (1, 50_000, 1)]
)
def test_as_many_as_may_be_are_shown_and_each_has_as_much_room(
    clients: int, letters: int, shown: int
) -> None:
    told = comment.comment_about((f"client{number}", "line\n" * (letters // 4)) for number in range(clients))

    assert len(told) <= comment.MOST_CHARACTERS
    assert told.count("` client") >= shown
    lines = [one.count("line\n") for one in told.partition("Left out")[0].split("` client")[1:]]
    assert max(lines) - min(lines) <= 1


@pytest.mark.parametrize("lines", [3_000, 20_000])
@pytest.mark.parametrize("clients", [1, 40])
def test_how_a_preview_ended_is_shown_however_much_it_says(lines: int, clients: int) -> None:
    said = (
        "begun\n"
        + "what would change\n" * lines
        + "why an apply would stop\nNo full preview (exit code 2).\n"
    )

    told = comment.comment_about((f"client{number}", said) for number in range(clients))

    assert len(told) <= comment.MOST_CHARACTERS
    assert told.count("begun\n") == clients
    assert told.count("\nwhy an apply would stop\nNo full preview (exit code 2).\n```") == clients


@pytest.mark.parametrize("letter", ["x", "`", "\n", "\U0001f600"])
@pytest.mark.parametrize("clients", [70, 300, 3_000])
@pytest.mark.parametrize("length", [1, 240])
def test_who_is_left_out_is_named_as_far_as_there_is_room_and_counted(
    clients: int, length: int, letter: str
) -> None:
    previews = [(letter * length + str(number), "line\n" * 400) for number in range(clients)]
    told = comment.comment_about(previews)
    shown, _, left = told.partition("Left out for want of room")
    assert len(told) <= comment.MOST_CHARACTERS
    assert int(re.findall(r"results: (\d+) clients", left)[0]) + shown.count("text\n") == clients
    named = left.partition("They are ")[2]
    (more,) = re.findall(r" and (\d+) more\.$", named.rstrip()) or ["0"]
    assert len(re.findall(r"\d `", named)) + int(more) + shown.count("text\n") == clients
    assert re.search(r"\d `", named)


def test_pull_request_that_decides_nothing_is_told_so() -> None:
    assert "No client: it changes nothing that decides." in comment.comment_about([])
    assert json.dumps(comment.comment_about([]))
