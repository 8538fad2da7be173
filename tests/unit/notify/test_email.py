"""E-mail, against a server on this machine: over TLS or not at all, and headers that nobody else writes into."""

from __future__ import annotations

import email
import socket
import ssl
import threading
from email import policy
from typing import TYPE_CHECKING

import pytest
import trustme

from holdfast.model.errors import HoldfastError
from holdfast.notify.receivers.email import post_of
from holdfast.notify.wire import PATIENCE
from holdfast.tenant.retry import Patience
from tests.unit.notify.loopback import Mails, post_office
from tests.unit.notify.situations import ABSENT, CHANGED, at, notify, with_, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

QUERY = "?from=holdfast@contoso.example&to=it@contoso.example,boss@contoso.example"
TO = "email=env:MAIL"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server_context(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """That of a server whose authority this process trusts."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def mails(server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mails]:
    with post_office(server_context) as own:
        monkeypatch.setenv("MAIL", f"smtp://holdfast:p%40ss-w0rd@127.0.0.1:{own.port}{QUERY}")
        yield own


@pytest.fixture
def result(tmp_path: Path) -> Path:
    return write(tmp_path / "drift.json", at(with_(CHANGED, ABSENT), 1))


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default)


def test_mail_goes_to_each_mailbox_over_tls_as_text_and_html(mails: Mails, result: Path) -> None:
    assert notify(result, TO) == 0

    assert mails.to == ["it@contoso.example", "boss@contoso.example"]
    assert mails.over_tls == [True]
    assert mails.user == "holdfast p@ss-w0rd"
    mail = read(mails.mails[0])
    assert mail["Subject"] == "Holdfast: 2 new: contoso (contoso.onmicrosoft.com)"
    assert mail["From"] == "Holdfast <holdfast@contoso.example>"
    assert mail["To"] == "it@contoso.example, boss@contoso.example"
    assert mail["Message-ID"].endswith("@contoso.example>")
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().startswith("2 new in client contoso (contoso.onmicrosoft.com)\n")
    assert "expected  sync (77aa)\n" in text.get_content()
    assert "<h1" in html.get_content()


def test_server_that_speaks_tls_from_the_first_byte(
    server_context: ssl.SSLContext, result: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with post_office(server_context, tls=True) as own:
        monkeypatch.setenv("MAIL", f"smtps://127.0.0.1:{own.port}{QUERY}")
        assert notify(result, TO) == 0
        assert own.over_tls == [True]
        assert own.user == ""


def test_the_same_news_have_the_same_message_id(mails: Mails, result: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert notify(result, TO) == 0
        (tmp_path / "contoso.notified.json").unlink()
    first, again = (read(one)["Message-ID"] for one in mails.mails)
    assert first == again


def test_without_tls_nothing_is_sent_but_to_this_machine(
    mails: Mails, result: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mails.offers_tls = False
    monkeypatch.setattr("holdfast.notify.receivers.email.is_this_machine", lambda _: False)
    assert notify(result, TO) == 2
    assert "offers no TLS" in capsys.readouterr().err
    assert mails.user == ""
    monkeypatch.undo()
    monkeypatch.setenv("MAIL", f"smtp://127.0.0.1:{mails.port}{QUERY}")
    assert notify(result, TO) == 0
    assert mails.over_tls == [False]


def test_server_whose_authority_nobody_knows_gets_nothing(
    mails: Mails, result: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert notify(result, TO) == 2
    assert "could not be trusted" in capsys.readouterr().err
    assert mails.user == ""


@pytest.mark.parametrize("tls", ["smtp", "smtps"])
def test_authorities_that_are_none_are_told_and_nothing_is_sent(
    tls: str, mails: Mails, result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{tls}://holdfast:p%40ss-w0rd@127.0.0.1:{mails.port}{QUERY}"
    for content in ("", "no certificate"):
        (tmp_path / "none.pem").write_text(content)
        with pytest.MonkeyPatch.context() as shell:
            shell.setenv("MAIL", address)
            shell.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
            assert notify(result, TO) == 2

        printed = capsys.readouterr().err
        assert f"SSL_CERT_FILE names {tmp_path / 'none.pem'}, which cannot be used" in printed
        assert "Traceback" not in printed
    assert mails.mails == []


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ({"refuses": "boss@contoso.example"}, "refused 1 of the mailboxes (550): the others have the mail"),
        ({"refuses_sign_in": "535 no"}, "refused user and password (535): see that they are right"),
        ({"refuses_sign_in": "454 not now"}, "answered 454 (not now): run again later"),
        ({"says": "552 too\x1b large"}, "answered 552 (too⟨U+001B⟩ large): see what it asks for"),
        ({"says": "452 no room"}, "answered 452 (no room): run again later"),
        ({"greets": "421 too busy"}, "answered 421 (too busy): run again later"),
        ({"greets": "554 no"}, "answered 554 (no): see what it asks for"),
        ({"greets": "HTTP/1.1 400 Bad"}, "no server for mail: see that its address is right"),
    ],
)
def test_refusal_is_one_sentence(
    mails: Mails,
    result: Path,
    refusal: dict[str, object],
    expected: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in refusal.items():
        setattr(mails, name, value)
    assert notify(result, TO) == 2
    said = capsys.readouterr().err
    assert expected in said
    assert said.count("\n") == 1
    assert "ss-w0rd" not in said
    assert "boss" not in said


def test_one_dead_mailbox_of_several_has_the_others_told_the_same_no_second_time(
    mails: Mails, result: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mails.refuses = "boss@contoso.example"
    assert notify(result, TO) == 2
    assert "refused 1 of the mailboxes" in capsys.readouterr().err
    for day in (2, 3):
        assert notify(write(tmp_path / "next.json", at(with_(CHANGED, ABSENT), day)), TO) == 0
    assert len(mails.mails) == 1

    assert notify(write(tmp_path / "news.json", at(with_(CHANGED), 4)), TO) == 2, "each news says it again"
    assert len(mails.mails) == 2


@pytest.mark.parametrize(
    ("refusal", "todo"),
    [("550 no such mailbox", "see that they are written right"), ("450 greylisted", "run again later")],
)
def test_all_mailboxes_dead_are_told_once_one_lives(
    mails: Mails,
    result: Path,
    *,
    refusal: str,
    todo: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(
        "MAIL", f"smtp://holdfast:p@127.0.0.1:{mails.port}?from=a@b.example&to=boss@contoso.example"
    )
    mails.refuses, mails.refusal = "boss@contoso.example", refusal
    assert notify(result, TO) == 2
    assert f"refused 1 of the mailboxes ({refusal[:3]}): {todo}" in capsys.readouterr().err
    assert mails.mails == []
    mails.refuses = ""
    assert notify(result, TO) == 0
    assert len(mails.mails) == 1


def test_server_that_says_nothing_and_one_that_is_not_there(
    mails: Mails, result: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mails.silent is not None
    mails.silent.clear()
    monkeypatch.setattr("holdfast.notify.receivers.email.PATIENCE", Patience(0.3, 0.2))
    assert notify(result, TO) == 2
    assert "gave no answer in time" in capsys.readouterr().err
    monkeypatch.setenv("MAIL", f"smtp://127.0.0.1:1{QUERY}")
    assert notify(result, TO) == 2
    assert "nobody answers there" in capsys.readouterr().err
    assert PATIENCE.request_seconds < PATIENCE.deadline_seconds


def hang_up(server: socket.socket) -> None:
    server.accept()[0].close()


def test_server_that_hangs_up_leaves_open_whether_the_message_came(
    result: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("MAIL", f"smtp://127.0.0.1:{server.getsockname()[1]}{QUERY}")
        hangs_up = threading.Thread(target=hang_up, args=(server,))
        hangs_up.start()
        assert notify(result, TO) == 2
        hangs_up.join()
    assert "the connection broke off: whether it has the message is not known" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "smtps://h",
        "smtps://h?from=a@b.c",
        "smtps://h?to=a@b.c",
        "smtps://h?from=a@b.c&to=",
        "smtps://h?from=a@b.c&to=x",
        "smtps://h?from=a@b.c%0d%0aBcc:x@y.z&to=a@b.c",
        "smtps://h?from=a@b.c&to=a@b.c%0aBcc:x@y.z",
        "smtps://h?from=a..b@c.d&to=a@b.c",
        "smtps://h?from=a@b.c&to=.@b.c",
        "smtps://h?from=a@b.c&to=Anna%20<a@b.c>",
        "smtps://h?from=a@b.c&from=d@e.f&to=a@b.c",
        "smtps://h:port?from=a@b.c&to=a@b.c",
        "smtps://h:99999?from=a@b.c&to=a@b.c",
        "https://h?from=a@b.c&to=a@b.c",
        "smtps://?from=a@b.c&to=a@b.c",
        "smtps://h?from=a@b.c&to=" + ",".join(["a@b.c"] * 51),
    ],
)
def test_address_that_says_too_little_or_smuggles_a_header_is_refused(address: str) -> None:
    with pytest.raises(HoldfastError, match="its address is none: expected smtps://"):
        post_of(address)


def test_address_says_ports_by_its_scheme() -> None:
    assert post_of(f"smtps://h{QUERY}").port == 465
    assert post_of(f"smtp://h{QUERY}").port == 587
    assert post_of(f"smtp://h:25{QUERY}").tls is False
