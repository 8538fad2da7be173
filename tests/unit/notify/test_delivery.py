"""The command against receivers on this machine: what each gets, what a failure says, and what is remembered."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import logging
import os
import re
import socket
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import HoldfastError
from holdfast.notify.addressed import addressed
from holdfast.notify.changes import changes
from holdfast.notify.delivery import Means, Outcome, deliver
from holdfast.notify.memory import Memory
from holdfast.notify.message import message
from holdfast.notify.receivers.interface import receivers
from holdfast.notify.result import checked_result
from holdfast.notify.wire import PATIENCE
from holdfast.notify.writing import Templates
from holdfast.report.simulation import NOTICE
from holdfast.tenant import bounded
from holdfast.tenant.retry import Patience
from tests.golden.report.cases import CASES, LABEL_OK
from tests.unit.notify.loopback import Answer, Web, web
from tests.unit.notify.situations import ABSENT, CHANGED, IN_SYNC, at, notify, unread, with_, write

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "whsec_" + base64.b64encode(b"a key of twenty-four byt").decode()
TO = {
    "slack": "slack=env:HOOK",
    "teams": "teams=env:HOOK",
    "webhook": "webhook=env:HOOK,env:KEY",
    "github": "github=contoso/tickets,env:TOKEN",
}


@dataclass
class Place:
    """A folder with a result, and a receiver."""

    folder: Path
    server: Web

    @property
    def result(self) -> Path:
        return self.folder / "drift.json"

    @property
    def memory(self) -> Path:
        return self.folder / "contoso.notified.json"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with web() as server:
        monkeypatch.setenv("HOOK", server.url())
        monkeypatch.setenv("KEY", KEY)
        monkeypatch.setenv("TOKEN", "ghs_t0ken-of-the-run")
        monkeypatch.setenv("GITHUB_API_URL", server.url(""))
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        own = Place(tmp_path, server)
        write(own.result, at(with_(CHANGED, ABSENT), 1))
        yield own


def told(place: Place, to: str, patience: Patience, *, memory: Path | None = None) -> tuple[Outcome, ...]:
    """What becomes of one receiver with less patience than the command has."""
    means = Means(
        memory=Memory(memory or place.memory),
        templates=Templates(None),
        patience=patience,
        now=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        environment=os.environ,
    )
    return asyncio.run(deliver(checked_result(place.result), addressed([to]), means))


# --- what arrives


def test_slack_gets_blocks_with_counts_first(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert notify(place.result, TO["slack"]) == 0

    (heard,) = place.server.heard
    assert heard.method == "POST"
    first, second = heard.json["blocks"]
    assert first["text"]["text"].startswith("*2 new* in client `contoso` (`contoso.onmicrosoft.com`)\n")
    assert first["text"]["verbatim"] is True
    assert (
        "*DRIFTED* (critical) `ConditionalAccessPolicy/Holdfast: MFA for all users`" in second["text"]["text"]
    )
    assert capsys.readouterr().out == "slack=env:HOOK: told 2 new in contoso\n"


@pytest.mark.parametrize("answer", [Answer(202, ""), Answer(200, "1"), Answer(202, '{"run": 1}')])
def test_teams_gets_a_card_and_all_its_ways_to_say_yes_are_understood(place: Place, answer: Answer) -> None:
    place.server.answers = [answer]
    assert notify(place.result, TO["teams"]) == 0

    (attachment,) = place.server.heard[0].json["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    texts = [one["inlines"][0]["text"] for one in attachment["content"]["body"]]
    assert texts[0] == "2 new in client contoso (contoso.onmicrosoft.com)"
    assert {one["type"] for one in attachment["content"]["body"]} == {"RichTextBlock"}


def test_webhook_is_signed_as_standard_webhooks_has_it(place: Place) -> None:
    place.server.answers = [Answer(204, "")]
    assert notify(place.result, TO["webhook"]) == 0

    (heard,) = place.server.heard
    signed = f"{heard.headers['webhook-id']}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    digest = hmac.new(b"a key of twenty-four byt", signed, hashlib.sha256).digest()
    assert heard.headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert abs(int(heard.headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
    data = heard.json["data"]
    assert (data["counts"], data["leftOut"], data["simulation"]) == ("2 new", 0, False)
    assert [one["status"] for one in data["entries"]] == ["DRIFTED", "MISSING"]
    assert "standing" not in data


def test_receiver_can_verify_it_by_what_the_page_says(place: Place) -> None:
    page = (Path(__file__).parents[3] / "docs" / "notify.md").read_text(encoding="utf-8")
    program = page.partition("```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102 - the page's own program
    place.server.answers = [Answer(204, "")]
    assert notify(place.result, TO["webhook"]) == 0

    (heard,) = place.server.heard
    assert names["is_from_holdfast"](KEY, heard.headers, heard.body)
    assert not names["is_from_holdfast"](KEY, heard.headers, heard.body + b" ")
    assert not names["is_from_holdfast"](KEY, {**heard.headers, "webhook-timestamp": "1"}, heard.body)


def test_the_same_news_have_the_same_id_however_often_they_are_sent(place: Place) -> None:
    place.server.answers = [Answer(500, "busy"), Answer(204, ""), Answer(204, "")]
    assert notify(place.result, TO["webhook"]) == 2
    assert notify(place.result, TO["webhook"]) == 0
    write(place.result, at(with_(CHANGED), 2))
    assert notify(place.result, TO["webhook"]) == 0

    first, again, other = (one.headers["webhook-id"] for one in place.server.heard)
    assert first == again != other


@pytest.mark.parametrize("name", ["slack", "teams", "webhook"])
def test_a_simulation_is_said_to_be_one(place: Place, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    place.server.answers = [Answer(200, "ok" if name == "slack" else "1")]
    write(place.result, CASES["simulation"][0])
    assert notify(place.result, TO[name]) == 0

    assert NOTICE in place.server.heard[0].body.decode()
    assert "(a simulation)" in capsys.readouterr().out


# --- what does not arrive

FAILURES = {
    "slack-200": ("slack", Answer(200, "invalid_payload"), "it answered 200 (invalid_payload)"),
    "slack-404": ("slack", Answer(404, "no_service"), "it answered 404 (no_service)"),
    "slack-steers": ("slack", Answer(500, "\x1b[2Jx\u202ey"), "it answered 500 (⟨U+001B⟩[2Jx⟨U+202E⟩y)"),
    "slack-long": ("slack", Answer(500, "x" * 100_000), "characters more)"),
    "slack-redirects": ("slack", Answer(302, "", {"Location": "http://127.0.0.1:9/"}), "it answered 302, which leads"),
    "slack-wait": ("slack", Answer(429, "", {"Retry-After": "3600"}), "it answered 429 and asks to wait 3600 seconds"),
    "teams-200": ("teams", Answer(200, "Webhook message delivery failed"), "it answered 200 (Webhook message"),
    "teams-400": ("teams", Answer(400, '{"error":{"code":"X"}}'), "it answered 400"),
    "webhook-500": ("webhook", Answer(500, ""), "it answered 500:"),
    "github-401": ("github", Answer(401, '{"message": "Bad credentials"}'), "it answered 401"),
    "github-html": ("github", Answer(200, "<html>"), "with what is no JSON"),
    "github-text": ("github", Answer(200, '"hello"'), "no list of issues"),
    "github-limit": ("github", Answer(403, "", {"Retry-After": "3600"}), "it answered 403 and asks to wait"),
    "repeats": ("slack", Answer(404, "/services/T0001/B0002/s3cr3t-w0rd"), "it answered 404 (/[taken out]"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAILURES)
def test_a_receiver_that_fails_is_one_sentence_and_exit_code_2(
    place: Place, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, answer, expected = FAILURES[case]
    place.server.otherwise = lambda _: answer

    assert notify(place.result, TO[name]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"holdfast: {TO[name]}: ")
    assert said.err.endswith("[notify-failed]\n")
    assert said.err.count("\n") == 1
    assert expected in said.err
    assert not place.memory.exists()
    assert len(place.server.heard) == 1, "it was asked again although nothing said that this helps"


def test_wait_that_a_receiver_asks_for_is_kept_and_then_it_is_told(place: Place) -> None:
    place.server.answers = [Answer(429, "", {"Retry-After": "7"}), Answer(429, ""), Answer(200, "ok")]
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    (outcome,) = told(place, TO["slack"], Patience(sleep=sleep))
    assert (outcome.told, outcome.failed) == ("2 new", "")
    assert waited[0] == 7
    assert len(waited) == 2


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_gateway_that_may_have_passed_the_message_on_is_not_asked_again(place: Place, status: int) -> None:
    place.server.answers = [Answer(status, "gateway")]
    (outcome,) = told(place, TO["slack"], Patience())
    assert (
        outcome.failed
        == f"it answered {status} (gateway): whether it has the message is not known; run again"
    )
    assert len(place.server.heard) == 1


@pytest.mark.parametrize("status", [403, 429, 503])
def test_whoever_says_when_to_come_again_did_nothing_and_is_asked_then(place: Place, status: int) -> None:
    place.server.answers = [Answer(status, "", {"Retry-After": "7"}), Answer(200, "ok")]
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    (outcome,) = told(place, TO["slack"], Patience(sleep=sleep))
    assert (outcome.told, waited) == ("2 new", [7])


def test_all_that_is_asked_of_one_receiver_has_one_end(place: Place) -> None:
    """A ticket is looked for page by page, and another run waits for the memory that this one holds."""
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    page = json.dumps([{"number": 1, "body": "another"}] * 100)
    place.server.otherwise = lambda _: (
        Answer(200, page) if len(place.server.heard) % 2 == 0 else Answer(429, "", {"Retry-After": "50"})
    )
    (outcome,) = told(place, TO["github"], replace(PATIENCE, sleep=sleep, clock=lambda: now))

    assert "it answered 429 and asks to wait 50 seconds, longer than is waited" in outcome.failed
    assert now <= PATIENCE.run_seconds


def test_receiver_that_hangs_is_given_up(place: Place) -> None:
    place.server.answers = [Answer(hangs=True)]
    (outcome,) = told(place, TO["slack"], Patience(request_seconds=0.2))
    assert outcome.failed.startswith(
        "it gave no whole answer within 0 seconds: whether it has the message is not"
    )


@pytest.mark.parametrize(
    "answer", [Answer(cut=True), Answer(200, "o", {"Content-Length": "100"})], ids=["no", "half"]
)
@pytest.mark.parametrize("name", TO)
def test_connection_that_breaks_off_leaves_open_whether_the_message_came(
    place: Place, name: str, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    place.server.otherwise = lambda _: answer

    assert notify(place.result, TO[name]) == 2

    assert (
        "the connection broke off: whether it has the message is not known; run again"
        in capsys.readouterr().err
    )
    assert not place.memory.exists()
    assert len(place.server.heard) == 1, "it may have the message"


def test_answer_without_an_end_is_not_read(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_BYTES", 1000)
    place.server.answers = [Answer(200, "x" * 5000)]
    (outcome,) = told(place, TO["slack"], Patience())
    assert "its answer is too large, or packed" in outcome.failed
    assert outcome.failed.endswith("whether it has the message is not known; run again")


def test_header_that_repeats_a_half_of_the_address_is_not_repeated(place: Place) -> None:
    place.server.answers = [Answer(200, "ok", {"Content-Encoding": "x" * 20 + place.server.url()[-24:]})]
    (outcome,) = told(place, TO["slack"], Patience())
    assert "its answer is too large, or packed" in outcome.failed
    assert "s3cr3t" not in outcome.failed


@pytest.mark.parametrize("name", TO)
def test_answer_that_cannot_be_unpacked_leaves_open_whether_the_message_came(place: Place, name: str) -> None:
    place.server.otherwise = lambda _: Answer(200, "ok", {"Content-Encoding": "gzip"})
    (outcome,) = told(place, TO[name], Patience())
    assert outcome.failed.endswith("cannot be unpacked: whether it has the message is not known; run again")
    assert not place.memory.exists()


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
@pytest.mark.parametrize("name", TO)
def test_what_goes_without_tls_to_this_machine_goes_by_no_proxy(
    place: Place, name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web() as proxy:
        monkeypatch.setenv(variable, proxy.url(""))
        for own in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(own, raising=False)
        told(place, TO[name], Patience())
        assert not proxy.heard, "others could read address and message"
    assert place.server.heard


def test_nobody_there_and_no_tls_there_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HOOK", f"http://127.0.0.1:{free.getsockname()[1]}/s3cr3t-w0rd")
        (outcome,) = told(place, TO["slack"], Patience())
    assert outcome.failed.startswith("nobody answers there")

    monkeypatch.setenv("HOOK", place.server.url().replace("http:", "https:"))
    (outcome,) = told(place, TO["slack"], Patience())
    assert outcome.failed.startswith("it could not be trusted")

    for odd in ("https://a..b/s3cr3t-w0rd", "https://127.0.0.1:99999/s3cr3t-w0rd", f"https://{'a' * 70}/"):
        monkeypatch.setenv("HOOK", odd)
        (outcome,) = told(place, TO["slack"], Patience())
        assert re.match("it could not be reached|its address is none|its host has no", outcome.failed), odd

    monkeypatch.setenv("HOOK", "https://no-such-host.invalid/s3cr3t-w0rd")
    (outcome,) = told(place, TO["slack"], Patience())
    assert outcome.failed.startswith("its host has no address")


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/s3cr3t-w0rd",
        "s3cr3t-w0rd",
        "https:///s3cr3t-w0rd",
        "ftp://127.0.0.1/s3cr3t-w0rd",
        "http://[::1/s3cr3t-w0rd",
        "https://xn--s3cr3t/s3cr3t-w0rd",
        "https://xn--a/s3cr3t",
    ],
)
def test_address_that_others_could_read_or_that_is_none_is_refused(
    place: Place, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOOK", address)
    assert notify(place.result, TO["slack"]) == 2
    said = capsys.readouterr().err
    assert (
        "its address is none: expected one that begins with https:// (http:// on this machine alone)" in said
    )
    assert "s3cr3t" not in said


@pytest.mark.parametrize("token", ["ghs_s\u00e9cret", "\u79d8\u5bc6\u79d8\u5bc6"])
def test_token_that_no_header_can_hold_is_refused(
    place: Place, token: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOKEN", token)
    assert notify(place.result, TO["github"]) == 2
    said = capsys.readouterr().err
    assert "its token is none: GitHub's are of ASCII letters" in said
    assert token not in said
    assert not place.server.heard


def test_fault_of_ours_with_one_receiver_keeps_nothing_from_another(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken(*_: object) -> str:
        raise RuntimeError(place.server.url())

    monkeypatch.setattr(type(receivers()["teams"]), "send", broken)
    assert notify(place.result, TO["teams"], TO["slack"]) == 2

    said = capsys.readouterr()
    assert said.out == "slack=env:HOOK: told 2 new in contoso\n"
    assert "teams=env:HOOK: a fault of Holdfast (RuntimeError in test_delivery.py:" in said.err
    assert "s3cr3t" not in said.err


# --- whom it was told


def test_nothing_changed_is_one_line_and_nothing_sent(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert notify(place.result, TO["slack"]) == 0
    write(place.result, at(with_(CHANGED, ABSENT), 2))
    capsys.readouterr()

    assert notify(place.result, TO["slack"]) == 0

    assert (
        capsys.readouterr().out == "contoso: nothing changed since the last notification: nothing was sent\n"
    )
    assert len(place.server.heard) == 1


def test_one_that_fails_stops_no_other_and_alone_is_told_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with web() as other:
        monkeypatch.setenv("OTHER", other.url())
        place.server.answers = [Answer(500, "busy")]
        both = (TO["slack"], "slack=env:OTHER")
        assert notify(place.result, *both) == 2
        assert (len(place.server.heard), len(other.heard)) == (1, 1)
        assert "slack=env:OTHER: told 2 new" in capsys.readouterr().out

        assert notify(place.result, *both) == 0
        assert (len(place.server.heard), len(other.heard)) == (2, 1)
        assert capsys.readouterr().out == (
            "slack=env:HOOK: told 2 new in contoso\nslack=env:OTHER: knows everything of contoso already: nothing was "
            "sent\n"
        )


def test_older_result_than_the_last_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert notify(place.result, TO["slack"]) == 0
    write(place.result, at(IN_SYNC, 0))
    assert notify(place.result, TO["slack"]) == 2
    assert "this one is older" in capsys.readouterr().err
    assert len(place.server.heard) == 1

    write(place.result, at(with_(CHANGED, ABSENT), 5))
    assert notify(place.result, TO["slack"]) == 0
    write(place.result, at(with_(CHANGED), 4))
    assert notify(place.result, TO["slack"]) == 2, "a check that told nothing new is the newest all the same"


def test_result_of_a_clock_that_ran_ahead_silences_no_later_night(place: Place) -> None:
    ahead = replace(with_(CHANGED, ABSENT), checked_at="2999-01-01T00:00:00Z")
    write(place.result, ahead)
    assert notify(place.result, TO["slack"]) == 0
    write(place.result, at(IN_SYNC, 5))
    assert notify(place.result, TO["slack"]) == 0, "what was told then is from no check before this one"
    assert len(place.server.heard) == 2
    write(place.result, at(IN_SYNC, 4))
    assert notify(place.result, TO["slack"]) == 2, "from then on the order holds again"


def test_domain_in_other_letters_is_the_same_tenant(place: Place) -> None:
    assert notify(place.result, TO["slack"]) == 0
    again = at(with_(CHANGED, ABSENT), 2)
    write(place.result, replace(again, tenant=again.tenant.upper()))

    assert notify(place.result, TO["slack"]) == 0

    assert len(place.server.heard) == 1
    was, now = checked_result(place.result), replace(checked_result(place.result), tenant=again.tenant)
    assert message(was, changes({}, was)).place == message(now, changes({}, now)).place


def test_client_and_its_simulation_are_not_told_in_each_others_place(place: Place) -> None:
    memory = ("--memory", str(place.folder / "one.json"))
    assert notify(place.result, TO["slack"], more=memory) == 0
    write(place.result, CASES["simulation"][0])
    assert notify(place.result, TO["slack"], more=memory) == 0
    write(place.result, at(with_(CHANGED, ABSENT), 2))
    assert notify(place.result, TO["slack"], more=memory) == 0
    assert len(place.server.heard) == 2


def test_message_is_sent_although_it_cannot_be_remembered_and_that_is_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.folder / "a-file").write_text("x", encoding="utf-8")
    more = ("--memory", str(place.folder / "a-file" / "memory.json"))

    with pytest.warns(UserWarning, match="notify-memory-damaged"):
        assert notify(place.result, TO["slack"], more=more) == 2

    said = capsys.readouterr()
    assert said.out == "slack=env:HOOK: told 2 new in contoso\n"
    assert "could not be written" in said.err
    assert "[notify-not-remembered]" in said.err
    assert len(place.server.heard) == 1

    nowhere = place.folder / "misspelt"
    assert notify(place.result, TO["slack"], more=("--memory", str(nowhere / "memory.json"))) == 2
    assert f"there is no folder {nowhere}" in capsys.readouterr().err
    assert not nowhere.exists()
    assert len(place.server.heard) == 2


def test_run_that_is_killed_after_it_told_one_has_not_forgotten_that(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web() as other:
        monkeypatch.setenv("OTHER", other.url())

        async def killed(*_: object) -> str:
            while not place.memory.exists():  # noqa: ASYNC110 - nothing tells of a file
                await asyncio.sleep(0.001)
            raise KeyboardInterrupt

        monkeypatch.setattr(type(receivers()["teams"]), "send", killed)
        with suppress(KeyboardInterrupt):
            notify(place.result, TO["slack"], "teams=env:OTHER")
        monkeypatch.undo()
        monkeypatch.setenv("HOOK", place.server.url())
        monkeypatch.setenv("OTHER", other.url())
        other.answers = [Answer(202, "")]
        assert notify(place.result, TO["slack"], "teams=env:OTHER") == 0
        assert (len(place.server.heard), len(other.heard)) == (1, 1)


# --- secrets


def test_address_is_in_no_output_log_or_file(
    place: Place, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        place.server.answers = [Answer(404, f"no {place.server.url()}"), Answer(200, "ok")]
        assert notify(place.result, TO["slack"]) == 2
        assert notify(place.result, TO["slack"]) == 0
    said = capsys.readouterr()
    kept = "".join(path.read_text(encoding="utf-8") for path in place.folder.iterdir())
    for text in (said.out, said.err, caplog.text, kept):
        assert "s3cr3t-w0rd" not in text
        assert "T0001" not in text
    assert not logging.getLogger("httpx").disabled


WRONG = {
    "https://hooks.slack.com/s3cr3t": "begins with none of the receivers",
    "slack": "expected slack=env:NAME|file:PATH",
    "slack=": "expected slack=env:NAME|file:PATH",
    "slack=https://hooks.slack.com/s3cr3t": "counts as a secret and is not typed",
    "slack=env:": "counts as a secret and is not typed",
    "slack=env:A,env:s3cr3t": "expected slack=env:NAME|file:PATH",
    "webhook=env:HOOK,s3cr3t": "the key that messages are signed with counts as a secret",
    "webhook=env:HOOK": "expected webhook=env:NAME|file:PATH,env:NAME|file:PATH",
    "github=ghs_s3cr3t,env:TOKEN": "the repository is like OWNER/REPOSITORY",
    "github=contoso/..,env:TOKEN": "the repository is like OWNER/REPOSITORY",
    "discord=env:A": "begins with none of the receivers",
}


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_typed_wrong_is_told_before_anything_is_sent_and_never_repeated(
    place: Place, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert notify(place.result, TO["slack"], typed) == 2
    said = capsys.readouterr().err
    assert WRONG[typed] in said
    assert said.endswith("[notify-unknown-receiver]\n")
    assert "s3cr3t" not in said
    assert not place.server.heard


def test_receiver_that_is_named_twice_is_refused(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert notify(place.result, TO["slack"], TO["slack"]) == 2
    assert "--to slack=env:HOOK is given twice" in capsys.readouterr().err


@pytest.mark.parametrize("name", TO)
def test_receiver_that_is_named_in_two_ways_is_refused_and_told_nothing(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in {one for to in TO.values() for one in re.findall(r"env:(\w+)", to)}:
        monkeypatch.setenv(f"{variable}_2", os.environ[variable])
    other = re.sub(r"env:(\w+)", r"env:\1_2", TO[name]).replace("contoso/", "Contoso/")

    assert notify(place.result, TO[name], other) == 2

    said = capsys.readouterr().err
    assert f"--to {TO[name]} and --to {other} are one receiver, which would be told twice: give one" in said
    assert not place.server.heard


def test_secret_is_read_from_a_file_and_what_is_no_secret_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place.folder / "hook"
    file.write_text(f"{place.server.url()}\n", encoding="utf-8")
    assert notify(place.result, f"slack=file:{file}") == 0

    for content, expected in {
        b"": "is empty",
        b"two words": "is not one word on one line",
        b"a\nb": "is not one word on one line",
        b"\xff": "cannot be read (it is no text)",
        b"a\x00b": "is not one word on one line",
    }.items():
        file.write_bytes(content)
        assert notify(place.result, f"slack=file:{file}") == 2
        assert expected in capsys.readouterr().err
    assert notify(place.result, "slack=file:/nowhere/at-all") == 2
    assert "cannot be read (No such file or directory)" in capsys.readouterr().err
    monkeypatch.delenv("HOOK")
    assert notify(place.result, TO["slack"]) == 2
    assert "the environment variable HOOK is not set" in capsys.readouterr().err


def test_secret_that_is_not_there_is_told_although_nothing_changed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert notify(place.result, TO["slack"]) == 0
    monkeypatch.delenv("HOOK")
    assert notify(place.result, TO["slack"]) == 2


@pytest.mark.parametrize("key", ["short", "whsec_!!!!", "whsec_c2hvcnQ="])
def test_key_that_anybody_could_guess_is_refused(
    place: Place, key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEY", key)
    assert notify(place.result, TO["webhook"]) == 2
    assert "its key is" in capsys.readouterr().err
    assert not place.server.heard


# --- results and templates


def test_what_is_no_result_ends_it_before_anything_is_sent(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.result.write_text("[]", encoding="utf-8")
    assert notify(place.result, TO["slack"]) == 2
    assert "[result-unusable]" in capsys.readouterr().err
    assert not place.server.heard


def test_template_of_a_user_takes_the_place_of_ours_and_stays_harmless(place: Place) -> None:
    own = place.folder / "own" / "slack"
    own.mkdir(parents=True)
    (own / "head.jinja").write_text(
        "{{ message.counts }} for {{ message.verdict }} <!here>", encoding="utf-8"
    )
    (own / "entry.jinja").write_text("{{ entry }} {{ entry.object | safe }}", encoding="utf-8")
    write(place.result, with_(replace(CHANGED, name="<!channel>")))

    assert notify(place.result, TO["slack"], more=("--templates", str(own.parent))) == 0

    first, second = (one["text"]["text"] for one in place.server.heard[0].json["blocks"])
    assert first == "1 new for Drift: 1 DRIFTED <!here>"
    assert "&amp;" not in first
    assert second.startswith("Entry(heading='New'")
    assert second.endswith("/&lt;!channel&gt;")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("slack/entri.jinja", "x", "takes the place of no template"),
        ("slack/head.jinja", "{{ message.nothing }}", "the template slack/head.jinja cannot be used"),
        ("slack/head.jinja", "{% if %}", "the template slack/head.jinja:1 cannot be used"),
        ("slack/head.jinja", "{{ 1 / 0 }}", "the template slack/head.jinja cannot be used"),
        ("slack/head.jinja", "{{ ''.__class__.__mro__ }}", "the template slack/head.jinja cannot be used"),
        ("slack/head.jinja", "{{ range(10 ** 9) | list }}", "the template slack/head.jinja cannot be used"),
        (
            "slack/head.jinja",
            "{% include 'slack/head.jinja' %}",
            "the template slack/head.jinja cannot be used",
        ),
        (
            "slack/head.jinja",
            "{% for a in 'a' %}" * 25 + "{% endfor %}" * 25,
            "cannot be used: too many statically",
        ),
        ("slack/head.jinja", "(" * 5_000 + "{{ " + "(" * 5_000, "the template slack/head.jinja"),
        ("slack/head.jinja", "{{ 'x' * 10 ** 18 }}", "cannot be used: MemoryError"),
        (
            "slack/head.jinja",
            "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
            "the template slack/head.jinja cannot",
        ),
        (
            "slack/head.jinja",
            "\x00{{ message | attr('x') | upper }}",
            "the template slack/head.jinja cannot be used",
        ),
    ],
)
def test_template_that_cannot_be_used_is_told(
    place: Place, name: str, content: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = place.folder / "own" / name
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")

    assert notify(place.result, TO["slack"], more=("--templates", str(place.folder / "own"))) == 2

    said = capsys.readouterr().err
    assert expected in said
    assert "[notify-template]" in said
    assert not place.server.heard


def test_folder_of_templates_that_is_not_there_is_told(place: Place) -> None:
    with pytest.raises(HoldfastError, match="there is no folder"):
        Templates(place.folder / "nowhere")


def test_unread_parts_are_told_and_nothing_is_called_put_right(place: Place) -> None:
    assert notify(place.result, TO["slack"]) == 0
    write(place.result, at(with_(unread(LABEL_OK)), 2))
    assert notify(place.result, TO["slack"]) == 0

    said = json.dumps(place.server.heard[1].json, ensure_ascii=False)
    assert "*1 not read*" in said
    assert "nobody can say that they are put right" in said
    assert "As declared again" not in said
