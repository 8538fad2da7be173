"""Slack, by an incoming webhook: blocks of text in which nothing is a mention, a link or another format.

Sources: https://docs.slack.dev/messaging/formatting-message-text (`&`, `<` and `>` are escaped) and
https://docs.slack.dev/reference/block-kit/composition-objects/text-object (`verbatim`: names and addresses are not
looked for), https://docs.slack.dev/reference/block-kit/blocks/section-block (3,000 characters), read in quotations of
them on 2026-11-26; 50 blocks and the answer `ok`: recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import Part
from holdfast.notify.wire import refused, web_address
from holdfast.notify.writing import cut_written, fitting, left_out, subject, written
from holdfast.report.json_text import json_line
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.notify.receivers.interface import Letter

MOST_BLOCKS = 50
MOST_CHARACTERS = 3_000
"""Of one block."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "⟨U+0060⟩"}
"""The last one has no escape of Slack's: written out it ends no code."""
_OK = 200


@value_class
class Slack:
    """A channel of Slack."""

    name: str = "slack"
    parts: tuple[Part, ...] = (Part("the webhook's address"),)

    async def send(self, letter: Letter) -> str:
        """Post the message.

        Raises:
            HoldfastError: `notify-failed`, also where it answers 200 with anything but `ok`; `notify-template`.
        """
        (address,) = letter.parts
        url = web_address(address)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        reply = await letter.wire.ask("POST", str(url), headers, json_line(payload(letter)))
        if reply.status_code != _OK or reply.text.strip() != "ok":
            raise refused(reply, letter.secrets)
        return ""


def payload(letter: Letter) -> dict[str, Any]:
    """Return what is posted: the head, and as many entries as 50 blocks hold."""
    templates, message = letter.templates, letter.message
    head = templates.write("slack/head", _harmless, message=message)
    entries = written(templates, "slack/entry", _harmless, message.entries)
    blocks, held = _packed(fitting([head], MOST_CHARACTERS), entries)
    if more := left_out(len(message.entries) - held):
        blocks.append(more)
    return {
        "text": cut_written(subject(message), _escaped),
        "blocks": [_section(one) for one in blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _packed(blocks: list[str], entries: Iterable[str]) -> tuple[list[str], int]:
    """Return texts of blocks with the entries below the head, one block kept free, and how many entries they hold."""
    held = 0
    for entry in _short(entries):
        if held and len(blocks[-1]) + len(entry) + 1 <= MOST_CHARACTERS:
            blocks[-1] += f"\n{entry}"
        elif len(blocks) < MOST_BLOCKS - 1:
            blocks.append(entry)
        else:
            break
        held += 1
    return blocks, held


def _short(entries: Iterable[str]) -> Iterator[str]:
    """Yield entries until one has no room in any block, which only a template of a user's own can bring about."""
    for entry in entries:
        if len(entry) > MOST_CHARACTERS:
            return
        yield entry


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _harmless(text: str) -> str:
    return cut_written(text, _escaped)


def _escaped(one: str) -> str:
    return _ESCAPES.get(one) or visible(one)


RECEIVER = Slack()
