"""Every receiver, by walking: what it gets fits, and is harmless whatever a tenant's names contain.

A second reader goes through each message: nothing that stands in a name becomes anything but text there.
"""

from __future__ import annotations

import email
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from holdfast.model.control import Severity
from holdfast.model.finding import Difference, Finding, Rank
from holdfast.model.plan import Cloud
from holdfast.model.status import Status
from holdfast.notify.changes import changes, still_open
from holdfast.notify.message import Entry, Message, message
from holdfast.notify.receivers import email as email_module
from holdfast.notify.receivers import github, slack, teams, webhook
from holdfast.notify.receivers.interface import Letter, receivers
from holdfast.notify.result import Result, checked_result
from holdfast.notify.wire import Wire
from holdfast.notify.writing import Templates
from holdfast.report.formats.interface import formats
from holdfast.report.inline import cut
from holdfast.report.json_text import json_line
from holdfast.report.simulation import NOTICE
from holdfast.report.text import visible
from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.retry import Patience
from tests.golden.report.cases import CASES, MFA, POLICY, input_of, named, result
from tests.golden.report.hostile import HOSTILE_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult

TEMPLATES = Templates(None)
NAMES = st.text(min_size=1, max_size=40) | st.text(
    "<>&\"'/{}[]%#|`=+-@:,;\\!*_~\u202e\u2066\x00\r\n\u2028 a", min_size=1, max_size=40
)
MENTIONS = {
    "slack mentions": "<!here> <!channel> <@U012AB3CD> <http://evil.example|click> @channel *bold* `code`",
    "card mentions": "<at>Anna</at> [click](http://evil.example) {{DATE(2017-02-13T20:46:30Z)}} ${x} - list",
    "header": "x\r\nBcc: everybody@evil.example\r\n\r\n<h1>body</h1>",
    "comment": "--> <!-- holdfast ticket 00 --> @octocat #1 contoso/tickets#2",
    "addresses": "https://evil.example WWW.evil.example ftp://evil.example",
    "long mentions": "<!here>" * 5_000,
}
every_name = pytest.mark.parametrize("sort", HOSTILE_NAMES | MENTIONS)


def of_result(folder: Path, checked: DriftResult, controls: tuple[DescribedControl, ...]) -> Message:
    """What is told first of a check."""
    path = folder / "result.json"
    path.write_bytes(formats()["json"].render(input_of(checked, controls)))
    now = checked_result(path)
    return message(now, changes({}, now))


def of_name(folder: Path, text: str) -> Message:
    """What is told of a tenant in which `text` stands wherever anybody can put text."""
    checked, controls = named(text)
    return of_result(folder, replace(checked, checked_at="2026-11-24T06:50:00Z"), controls)


def letter(told: Message, *parts: str) -> Letter:
    return Letter(
        message=told,
        parts=parts,
        secrets=parts,
        kept="",
        templates=TEMPLATES,
        wire=Wire(BoundedClient(transport=httpx.MockTransport(lambda _: httpx.Response(200))), Patience()),
        sent_at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC),
        environment={},
    )


@pytest.fixture(scope="module")
def letter_of() -> Callable[[Message], Letter]:
    one = letter(EMPTY)
    return lambda told: replace(one, message=told)


def entry(**fields: str) -> Entry:
    every = dict.fromkeys(Entry.__dataclass_fields__, "")
    return Entry(**{**every, **fields})  # type: ignore[arg-type]


EMPTY = Message(
    client="contoso",
    tenant="contoso.onmicrosoft.com",
    simulation=False,
    notice="",  # type: ignore[arg-type]
    counts="1 new",  # type: ignore[arg-type]
    verdict="Drift: 1 DRIFTED",
    gaps="",  # type: ignore[arg-type]
    baseline="core@1.0.0",
    checked_at="2026-11-24T06:50:00Z",
    entries=(),
    standing=(),
    settled=False,
    key="0" * 32,
    place="1" * 32,
)


def hidden_in(text: str) -> list[str]:
    return [one for one in text if visible(one) != one and one != "\n"]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


# --- second readers


def read_slack(own: Letter) -> str:
    posted = slack.payload(own)
    assert set(posted) == {"text", "blocks", "unfurl_links", "unfurl_media"}
    assert 1 <= len(posted["blocks"]) <= 50
    texts = [posted["text"]]
    for block in posted["blocks"]:
        assert set(block) == {"type", "text"}
        assert (block["type"], block["text"]["type"], block["text"]["verbatim"]) == (
            "section",
            "mrkdwn",
            True,
        )
        assert 1 <= len(block["text"]["text"]) <= 3_000
        texts.append(block["text"]["text"])
    for text in texts:
        # Whatever Slack takes for a mention or a link stands between these two signs.
        assert "<" not in text
        assert ">" not in text
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
        assert not hidden_in(text)
        assert all(line.count("`") % 2 == 0 for line in text.split("\n"))
    return "\n".join(texts)


def read_teams(own: Letter) -> str:
    posted = teams.payload(own)
    assert len(json.dumps(posted, ensure_ascii=False).encode("utf-8", "surrogatepass")) <= 21_000
    (attachment,) = posted["attachments"]
    card = attachment["content"]
    assert set(card) == {"$schema", "type", "version", "fallbackText", "msteams", "body"}
    assert set(card["msteams"]) == {"width"}, "a mention would need entities"
    for element in card["body"]:
        assert set(element) == {"type", "inlines"}
        assert element["type"] == "RichTextBlock", "a TextBlock would read Markdown"
        (run,) = element["inlines"]
        assert set(run) <= {"type", "text", "weight", "size"}
        assert run["type"] == "TextRun"
        assert "\n" not in run["text"]
        assert not re.search(r"(?i)://|www\.", run["text"])
    texts = [one["inlines"][0]["text"] for one in card["body"]]
    assert not hidden_in("".join(strings(posted)))
    return "\n".join(texts)


def read_github(own: Letter) -> str:
    body = github._body(own)
    assert len(body) <= 65_536
    assert body.startswith(f"<!-- holdfast ticket {own.message.place} -->\n<!-- holdfast told ")
    assert "\n" not in github._title(own)
    assert not hidden_in(body)
    marks, text = body.split("\n", 2)[:2], body.split("\n", 2)[2]
    assert len(marks) == 2
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(text):
        sort = token.type.removesuffix("_open").removesuffix("_close")
        assert sort in {"heading", "paragraph", "blockquote", "bullet_list", "list_item", "inline"}, sort
        for inner in token.children or []:
            assert inner.type in {"text", "code_inline", "strong_open", "strong_close", "softbreak"}, (
                inner.type
            )
            outside = inner.content if inner.type == "text" else ""
            assert not re.search(r"https?:|www\.|@|#\d|<|`", outside), outside
    return text


class Html(HTMLParser):
    """What tags there are, and what text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_email(own: Letter) -> str:
    post = email_module.post_of("smtps://h?from=a@contoso.example&to=b@contoso.example")
    content = email_module.mail(own, post).as_bytes()
    # A reader that takes each line as it comes finds our headers and no other.
    raw = email.message_from_bytes(content)
    assert sorted(raw.keys()) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    )
    mail: Any = email.message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default)
    assert (mail["To"], mail["From"]) == ("b@contoso.example", "Holdfast <a@contoso.example>")
    assert not hidden_in(mail["Subject"])
    bodies = (mail.get_body((one,)).get_content() for one in ("plain", "html"))
    plain, html = (one.replace("\r\n", "\n") for one in bodies)
    assert len(plain) < 70_000
    page = Html()
    page.feed(html)
    always = {"html", "head", "meta", "title", "body", "div", "h1", "p"}
    assert page.tags - {"h2", "span", "strong"} == always
    assert page.attributes <= {"lang", "charset", "http-equiv", "content", "name", "style"}
    for text in (plain, page.text):
        assert not hidden_in(text)
        assert not re.search(r"(?i)://|www\.", text)
    return f"{mail['Subject']}\n{plain}"


def read_webhook(own: Letter) -> str:
    line = json_line(webhook.payload(own))
    assert len(line) <= webhook.MOST_BYTES
    assert line.count(b"\n") == 1
    data = json.loads(line)["data"]
    shown = [cut(one.object, 10_000) for one in own.message.entries[: len(data["entries"])]]
    assert [one["object"] for one in data["entries"]] == shown, "a program gets names as they are"
    assert not hidden_in(line.decode().rstrip("\n"))
    left = data["leftOut"]
    return line.decode() + (f"{left} entries left out" if left else "")


READERS: dict[str, Callable[[Letter], str]] = {
    "slack": read_slack,
    "teams": read_teams,
    "github": read_github,
    "email": read_email,
    "webhook": read_webhook,
}
every_receiver = pytest.mark.parametrize("name", READERS)


def test_every_receiver_has_a_second_reader() -> None:
    assert sorted(READERS) == list(receivers())


def test_every_receiver_is_known_by_the_name_of_its_file() -> None:
    for name, one in receivers().items():
        assert type(one).__module__.endswith(f".{name}")
        assert one.parts


@every_receiver
@every_name
def test_every_hostile_name_is_text_and_nothing_else(
    name: str, sort: str, tmp_path: Path, letter_of: Callable[[Message], Letter]
) -> None:
    READERS[name](letter_of(of_name(tmp_path, (HOSTILE_NAMES | MENTIONS)[sort])))


@every_receiver
@given(text=NAMES)
@settings(max_examples=60)
def test_whatever_a_name_is_it_is_text_and_nothing_else(
    name: str, text: str, letter_of: Callable[[Message], Letter]
) -> None:
    fields = ("object", "control", "property", "expected", "found", "who", "why")
    one = entry(heading="New", sort="new", status="DRIFTED", **dict.fromkeys(fields, text))
    told = replace(EMPTY, client=text, tenant=text, verdict=text, entries=(one,), standing=(one,))
    READERS[name](letter_of(told))


@every_receiver
def test_a_simulation_is_said_to_be_one_and_a_client_is_not(
    name: str, tmp_path: Path, letter_of: Callable[[Message], Letter]
) -> None:
    result, controls = CASES["drift"]
    for cloud in (Cloud.EMBEDDED, Cloud.GLOBAL):
        told = of_result(tmp_path, replace(result, cloud=cloud), controls)
        assert (NOTICE in READERS[name](letter_of(told))) is (cloud is Cloud.EMBEDDED)


@every_receiver
@pytest.mark.parametrize("number", [1, 40, 3_000])
def test_a_message_holds_all_or_says_how_many_it_does_not(
    name: str, number: int, letter_of: Callable[[Message], Letter]
) -> None:
    entries = tuple(
        entry(
            heading="New" if not place else "",
            sort="new",
            status="DRIFTED",
            severity="high",
            object=f"Rule/a rule with a name of some length {'w' * 200}",
            property=f"members[no-{place}-].litigationHoldEnabled",
            expected="true",
            found="false",
        )
        for place in range(number)
    )
    said = READERS[name](letter_of(replace(EMPTY, entries=entries, standing=entries)))

    shown = len(set(re.findall(r"no-\d+-", said)))
    left = re.search(r"(\d+) entr(?:y|ies) left out", said)
    assert shown + int(left[1] if left else 0) == number
    assert shown >= min(number, 10)
    assert left if number == 3_000 else True


@every_receiver
def test_what_is_critical_is_told_whatever_has_no_room(
    name: str, tmp_path: Path, letter_of: Callable[[Message], Letter]
) -> None:
    """Also where it was told before and is another now, and hundreds of lesser things are new."""
    path = tmp_path / "result.json"

    def read(*found: Finding) -> Result:
        path.write_bytes(formats()["json"].render(input_of(result(*found), (MFA, low))))
        return checked_result(path)

    low = replace(MFA, id="a.low", metadata=replace(MFA.metadata, severity=Severity.LOW))
    worst = Finding(Status.DRIFTED, POLICY, "Zebra", MFA.id, differences=(Difference("state", 1, 2),))
    rogue = Finding(Status.UNMANAGED, POLICY, "Rogue", rank=Rank(Severity.CRITICAL, "all"), content="2")
    crowd = [Finding(Status.MISSING, POLICY, f"{one} {'x' * 290}", low.id) for one in range(420)]
    hidden = [replace(one, status=Status.UNKNOWN, explanation=one.name) for one in crowd[:20]]
    known = still_open(read(worst).items, ()).values()
    changed = changes(
        {one.fingerprint: replace(one, digest="another") for one in known},
        now := read(*hidden, *crowd[20:], worst, rogue),
    )
    said = READERS[name](letter_of(message(now, changed)))
    assert ("Zebra" in said, "Rogue" in said) == (True, True)


def test_counts_come_first(tmp_path: Path, letter_of: Callable[[Message], Letter]) -> None:
    own = letter_of(of_result(tmp_path, *CASES["simulation"]))
    first = {
        name: READERS[name](own).strip().split("\n")[0] for name in ("slack", "teams", "github", "email")
    }
    assert {name: "5 new" in line for name, line in first.items()} == dict.fromkeys(first, True)
