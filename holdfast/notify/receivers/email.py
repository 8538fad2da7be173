"""E-mail, by SMTP with TLS: plain text and HTML of the same, with nothing in it that is loaded from elsewhere.

The address is one URL: `smtps://USER:PASSWORD@HOST?from=ADDRESS&to=ADDRESS,ADDRESS`. `smtp://` begins without TLS and
changes over (STARTTLS); only on this machine it may go without.
"""

from __future__ import annotations

import asyncio
import re
import smtplib
from contextlib import closing, suppress
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import Part
from holdfast.notify.unsaid import quoted
from holdfast.notify.wire import FAILED, PATIENCE, PartlyToldError, failed, is_this_machine, why_unreached
from holdfast.notify.writing import fitting, left_out, shown, subject, written
from holdfast.tenant.authorities import of_machine
from holdfast.tenant.off_loop import off_the_loop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.notify.receivers.interface import Letter

    _Refused = Mapping[str, tuple[int, bytes]]

MOST_CHARACTERS = 60_000
"""Of the entries as text; some programs cut a message of more than about 100 KB of HTML (recalled)."""
_PORTS = {"smtps": 465, "smtp": 587}
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}")
_MOST_RECEIVERS = 50
_FOR_NOW = range(400, 500)
"""Source: RFC 5321, section 4.2.1 (recalled)."""


@value_class
class Post:
    """Where a mail goes, and by which server."""

    host: str
    port: int
    tls: bool
    """From the first byte."""
    user: str
    password: str
    sender: str
    to: tuple[str, ...]


@value_class
class Email:
    """One or several mailboxes."""

    name: str = "email"
    parts: tuple[Part, ...] = (Part("the address of server and mailboxes"),)

    async def send(self, letter: Letter) -> str:
        """Send the mail.

        Raises:
            PartlyToldError: where some of several mailboxes were refused, and the others have the mail.
            HoldfastError: `notify-failed`; `notify-template`; `authorities-unusable`.
        """
        (address,) = letter.parts
        post = post_of(address)
        sent = mail(letter, post)
        try:
            async with asyncio.timeout(PATIENCE.deadline_seconds):
                not_taken = await off_the_loop(lambda: _send(post, sent))
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise failed(_why(error, letter.secrets)) from None
        if not_taken:
            raise PartlyToldError(
                FAILED,
                f"its server refused {_counted(not_taken)}: the others have the mail, and get it once; give an address "
                "to each, so that each is told by itself",
            )
        return ""


def post_of(address: str) -> Post:
    """Return what an address says.

    Raises:
        HoldfastError: `notify-failed` when it says too little, or what is no mailbox.
    """
    try:
        url = urlsplit(address)
        port, host = url.port or _PORTS[url.scheme], url.hostname
        query = parse_qs(url.query, strict_parsing=True)
        (sender,), to = query["from"], [one.strip() for each in query["to"] for one in each.split(",")]
        for one in (sender, *to):
            Address(addr_spec=one)
    except (KeyError, MessageError, IndexError, ValueError):
        port, host, sender, to = 0, None, "", []
    mailboxes = [sender, *to]
    if not host or not to or len(to) > _MOST_RECEIVERS or not all(map(_MAILBOX.fullmatch, mailboxes)):
        raise failed(
            "its address is none: expected smtps://USER:PASSWORD@HOST?from=ADDRESS&to=ADDRESS,ADDRESS, in which "
            f"mailboxes are written in ASCII, {_MOST_RECEIVERS} at most"
        )
    user, password = unquote(url.username or ""), unquote(url.password or "")
    return Post(host, port, url.scheme == "smtps", user, password, sender, tuple(to))


def mail(letter: Letter, post: Post) -> EmailMessage:
    """Return the mail. Text of a tenant stands in no header but the subject, on one line."""
    message, templates = letter.message, letter.templates
    head = templates.write("email/head.txt", shown, message=message)
    texts = written(templates, "email/entry.txt", shown, message.entries)
    held = fitting(texts, MOST_CHARACTERS)
    more = left_out(len(message.entries) - len(held))
    sent = EmailMessage(policy=policy.SMTP)
    sent["Subject"] = subject(message)
    sent["From"] = Address("Holdfast", addr_spec=post.sender)
    sent["To"] = [Address(addr_spec=one) for one in post.to]
    sent["Date"] = letter.sent_at
    # The same for the same news, so that a mailbox that gets it twice can show it once.
    sent["Message-ID"] = f"<{message.key}@{post.sender.rpartition('@')[2]}>"
    sent["Auto-Submitted"] = "auto-generated"
    sent.set_content("\n\n".join(filter(None, [head, *held, more])) + "\n")
    html = templates.write(
        "email/message.html", shown, message=message, entries=message.entries[: len(held)], left_out=more
    )
    sent.add_alternative(html, subtype="html")
    return sent


def _send(post: Post, sent: EmailMessage) -> _Refused:
    """Send a mail and return which of several mailboxes were refused, with how."""
    context, seconds = of_machine(), PATIENCE.request_seconds
    opened = (
        smtplib.SMTP_SSL(post.host, post.port, timeout=seconds, context=context)
        if post.tls
        else smtplib.SMTP(post.host, post.port, timeout=seconds)
    )
    with closing(opened) as server:
        server.ehlo()
        if not post.tls and (server.has_extn("starttls") or not is_this_machine(post.host)):
            server.starttls(context=context)
            server.ehlo()
        if post.user:
            server.login(post.user, post.password)
        not_taken = server.send_message(sent, post.sender, list(post.to))
        with suppress(smtplib.SMTPException, OSError):
            server.quit()  # the mail is taken, however the server says farewell
    return not_taken


def _why(error: Exception, secrets: Sequence[str]) -> str:
    """Return why a mail was not sent, without a mailbox, user or password."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        todo = "run again later" if all(map(_may_later, codes)) else "see that they are written right"
        return f"its server refused {_counted(error.recipients)}: {todo}"
    if isinstance(error, smtplib.SMTPAuthenticationError) and not _may_later(error.smtp_code):
        return f"its server refused user and password ({error.smtp_code}): see that they are right"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "its server offers no TLS, or no sign-in: nothing is sent to it that others could read"
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
        raw = error.smtp_error
        said = quoted(raw.decode(errors="replace") if isinstance(raw, bytes) else raw, secrets)
        todo = "run again later" if _may_later(error.smtp_code) else "see what it asks for"
        return f"its server answered {error.smtp_code} ({said}): {todo}"
    if isinstance(error, smtplib.SMTPResponseException):
        return "what answers there is no server for mail: see that its address is right"
    return why_unreached(error, (smtplib.SMTPServerDisconnected, ConnectionError))


def _may_later(code: int) -> bool:
    """Return whether a server says by a number that the same may succeed later, as one that lets strangers wait."""
    return code in _FOR_NOW


def _counted(refused: _Refused) -> str:
    codes = ", ".join(sorted({str(code) for code, _ in refused.values()}))
    return f"{len(refused)} of the mailboxes ({codes})"


RECEIVER = Email()
