"""The ticket: one for each client, whatever happens between making it and keeping its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.golden.report.cases import CASES, LABEL_OK
from tests.unit.notify.loopback import Answer, Issues, web
from tests.unit.notify.situations import ABSENT, CHANGED, IN_SYNC, at, notify, unread, with_, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TO = "github=contoso/tickets,env:TOKEN"


class Repository(Issues):
    """A repository, and the folder of the results that are told to it."""

    folder: Path

    def tell(self, minute: int, *findings: object) -> int:
        checked = with_(*findings) if findings else IN_SYNC  # type: ignore[arg-type]
        return notify(write(self.folder / "drift.json", at(checked, minute)), TO)

    def forget(self) -> None:
        (self.folder / "contoso.notified.json").unlink()

    @property
    def states(self) -> list[str]:
        return [one["state"] for one in self.issues]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    with web() as server:
        monkeypatch.setenv("TOKEN", "ghs_t0ken-of-the-run")
        monkeypatch.setenv("GITHUB_API_URL", server.url(""))
        own = Repository(server)
        own.folder = tmp_path
        yield own


def test_ticket_says_how_it_stands_and_each_news_is_a_comment(repository: Repository) -> None:
    assert repository.tell(1, CHANGED) == 0
    assert repository.tell(2, CHANGED, ABSENT) == 0
    assert repository.tell(3, CHANGED, ABSENT) == 0

    (issue,) = repository.issues
    assert issue["title"] == "Holdfast: contoso (contoso.onmicrosoft.com) needs somebody to look"
    assert "#### Not as declared" in issue["body"]
    assert "MFA for all users" in issue["body"]
    assert "block legacy authentication" in issue["body"]
    ((number, comment),) = repository.comments
    assert number == 1
    assert comment.splitlines()[1].startswith("**1 new** in client `contoso`")
    assert "MFA for all users" not in comment


def test_ticket_is_closed_by_a_whole_check_alone_and_the_next_drift_is_another_ticket(
    repository: Repository,
) -> None:
    repository.tell(1, CHANGED)
    repository.tell(2, unread(LABEL_OK))
    assert repository.states == ["open"]

    repository.tell(3)
    assert repository.states == ["closed"]
    assert repository.issues[0]["state_reason"] == "completed"
    assert "As declared again" in repository.comments[-1][1]

    repository.tell(4, ABSENT)
    assert repository.states == ["closed", "open"]


def test_no_ticket_is_made_to_say_that_all_is_right_again(repository: Repository) -> None:
    repository.tell(1, CHANGED)
    repository.issues.clear()  # somebody deleted it
    assert repository.tell(2) == 0
    assert repository.issues == []


def test_ticket_that_somebody_closed_is_opened_again_by_the_next_news(repository: Repository) -> None:
    repository.tell(1, CHANGED)
    repository.issues[0]["state"] = "closed"
    repository.tell(2, CHANGED, ABSENT)
    assert repository.states == ["open"]


@pytest.mark.parametrize(
    ("login", "stranger"),
    [
        ("holdfast-ticket-writer", {"login": "mallory", "type": "User"}),
        ("holdfast-ticket-writer", {"login": "github-actions[bot]", "type": "Bot"}),
        ("holdfast-ticket-writer", None),
        ("", {"login": "mallory", "type": "User"}),
        ("", None),
    ],
)
def test_mark_that_somebody_else_wrote_makes_no_ticket_of_an_issue(
    repository: Repository, login: str, stranger: object
) -> None:
    repository.login = login
    repository.tell(1, CHANGED)
    copied = repository.issues[0]["body"]
    repository.issues[0]["state"] = "closed"
    number = repository.add(copied, user=stranger)
    repository.forget()

    assert repository.tell(2, CHANGED, ABSENT) == 0

    assert repository.issues[number - 1]["body"] == copied, "it is none of ours"
    assert repository.comments == []
    assert repository.states == ["closed", "open", "open"]


@pytest.mark.parametrize(("login", "written"), [("Holdfast-Writer", "holdfast-writer"), ("", "any-app[bot]")])
def test_own_ticket_is_found_behind_one_that_somebody_else_wrote(
    repository: Repository, login: str, written: str
) -> None:
    repository.login = login
    repository.tell(1, CHANGED)
    own = repository.issues.pop()["body"]
    repository.add(own, user={"login": "mallory", "type": "User"})
    number = repository.add(own, user={"login": written, "type": "User" if login else "Bot"})
    repository.forget()

    repository.tell(2, CHANGED, ABSENT)

    assert [one for one, _ in repository.comments] == [number]
    assert len(repository.issues) == number


@pytest.mark.parametrize(
    ("status", "header", "told"),
    [
        (500, {}, "it answered 500"),
        (401, {}, "it answered 401"),
        (403, {"Retry-After": "0"}, "it answered 403"),
        (403, {"X-RateLimit-Remaining": "0"}, "it answered 403"),
        (200, {}, "a user that has no name"),
    ],
)
def test_whoever_cannot_be_asked_who_it_is_takes_no_issue_and_makes_none(
    repository: Repository,
    capsys: pytest.CaptureFixture[str],
    status: int,
    header: dict[str, str],
    told: str,
) -> None:
    repository.tell(1, CHANGED)
    repository.forget()
    repository.user = Answer(status, "{}", {"Content-Type": "application/json", **header})

    assert repository.tell(2, CHANGED, ABSENT) == 2
    assert told in capsys.readouterr().err
    assert len(repository.issues) == 1
    assert repository.comments == []


@pytest.mark.parametrize("gone", ["deleted", "transferred", "another's"])
def test_ticket_that_is_gone_is_made_anew(repository: Repository, gone: str) -> None:
    repository.tell(1, CHANGED)
    if gone == "deleted":
        repository.issues[0]["number"] = 1000
        repository.issues[0]["state"] = "closed"
    elif gone == "transferred":
        repository.transferred.add(1)
        repository.issues[0]["state"] = "elsewhere"
    else:
        repository.issues[0]["body"] = "a person's own words"
    assert repository.tell(2, CHANGED, ABSENT) == 0
    assert len(repository.issues) == 2
    assert len(repository.comments) == 0


def test_repository_that_moved_is_told_and_no_ticket_is_made_elsewhere(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.tell(1, CHANGED)
    repository.moved = True
    assert repository.tell(2, CHANGED, ABSENT) == 2
    assert "it answered 301, which leads elsewhere and is not followed" in capsys.readouterr().err
    repository.moved = False
    assert repository.tell(2, CHANGED, ABSENT) == 0
    assert (len(repository.issues), len(repository.comments)) == (1, 1)


def test_run_that_is_killed_before_the_number_was_kept_makes_no_second_ticket(
    repository: Repository,
) -> None:
    repository.tell(1, CHANGED)
    repository.forget()
    assert repository.tell(1, CHANGED) == 0
    assert len(repository.issues) == 1
    assert repository.comments == [], "it has these news already"

    repository.tell(2, CHANGED, ABSENT)
    assert len(repository.issues) == 1
    assert len(repository.comments) == 1


def test_ticket_whose_answer_was_lost_is_found_by_its_mark_and_not_made_twice(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.lost = 1
    assert repository.tell(1, CHANGED) == 2
    assert "it answered 502" in capsys.readouterr().err
    assert repository.tell(1, CHANGED) == 0
    assert len(repository.issues) == 1
    assert repository.comments == []


SITUATIONS: dict[str, tuple[list[tuple[object, ...]], tuple[object, ...]]] = {
    "made": ([], (CHANGED,)),
    "more": ([(CHANGED,)], (CHANGED, ABSENT)),
    "closed by a person": ([(CHANGED,)], (CHANGED, ABSENT)),
    "settled": ([(CHANGED,)], ()),
}


@pytest.mark.parametrize("loses", [True, False], ids=["answer lost", "not done"])
@pytest.mark.parametrize("sort", SITUATIONS)
def test_whatever_change_fails_the_next_run_doubles_neither_ticket_nor_comment(
    repository: Repository, sort: str, loses: bool
) -> None:
    """After each change in turn, until there is none left that could fail."""
    before, news = SITUATIONS[sort]
    ends = []
    for number in range(10):
        repository.issues.clear()
        repository.comments.clear()
        (repository.folder / "contoso.notified.json").unlink(missing_ok=True)
        for minute, findings in enumerate(before):
            assert repository.tell(minute, *findings) == 0
        if sort == "closed by a person":
            repository.issues[0]["state"] = "closed"
        repository.fails_at, repository.loses = number, loses
        failed = repository.tell(10, *news)
        repository.fails_at = None
        assert repository.tell(10, *news) == 0
        ends.append((repository.states, repository.comments[:], [one["body"] for one in repository.issues]))
        if not failed:
            break

    assert len(ends) == (2 if sort == "made" else 3), "comment and ticket are each changed once"
    assert all(end == ends[-1] for end in ends)


def test_ticket_is_found_behind_pages_of_others_and_pull_requests_are_none(repository: Repository) -> None:
    repository.tell(1, CHANGED)
    mark = repository.issues.pop()["body"]
    repository.add(mark, pull_request={"url": "x"})
    for _ in range(150):
        repository.add("other")
    number = repository.add(mark)
    repository.forget()

    repository.tell(2, CHANGED, ABSENT)

    assert len(repository.issues) == number
    assert [one for one, _ in repository.comments] == [number]


def test_list_without_an_end_is_told(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("holdfast.notify.receivers.github._MOST_PAGES", 1)
    for _ in range(100):
        repository.add("other")
    assert repository.tell(1, CHANGED) == 2
    assert "more than 100 issues" in capsys.readouterr().err
    assert len(repository.issues) == 100


def test_each_client_has_a_ticket_of_its_own_and_a_simulation_another(repository: Repository) -> None:
    repository.tell(1, CHANGED)
    assert notify(write(repository.folder / "drift.json", CASES["simulation"][0]), TO) == 0
    first, second = repository.issues
    assert second["title"].startswith("Simulation: Holdfast: contoso")
    assert first["body"].splitlines()[0] != second["body"].splitlines()[0]


def test_an_issue_without_a_number_is_told(
    repository: Repository, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object, **__: object) -> int:
        repository.issues.append({"number": "x"})
        return 1

    monkeypatch.setattr(repository, "add", odd)
    assert repository.tell(1, CHANGED) == 2
    assert "has no number" in capsys.readouterr().err
