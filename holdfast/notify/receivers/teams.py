"""Microsoft Teams, by a webhook of Workflows: an Adaptive Card of plain runs of text, which know no Markdown.

Sources: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook (28 KB
a message) and https://adaptivecards.io/explorer/TextRun.html ("Markdown is not supported"), read in quotations of them
on 2026-11-26. A message of more than 21 KB was refused to others (a comment in a public client), so ours are smaller.
Workflows answer 202, the connectors before them 200 with `1` or an error: recalled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import Part
from holdfast.notify.wire import refused, web_address
from holdfast.notify.writing import fitting, left_out, shown, subject, written
from holdfast.report.json_text import json_line

if TYPE_CHECKING:
    from holdfast.notify.receivers.interface import Letter

MOST_BYTES = 20_000
"""Of the whole message."""
_HEADING = "# "
"""What a line of a template begins with that stands out."""
_DONE = frozenset({"", "1"})
_SUCCESS = range(200, 300)
_ACCEPTED = 202


@value_class
class Teams:
    """A channel or chat of Teams."""

    name: str = "teams"
    parts: tuple[Part, ...] = (Part("the webhook's address"),)

    async def send(self, letter: Letter) -> str:
        """Post the card.

        Raises:
            HoldfastError: `notify-failed`, also where it answers 200 with an error; `notify-template`.
        """
        (address,) = letter.parts
        url = web_address(address)
        headers = {"Content-Type": "application/json; charset=utf-8"}
        reply = await letter.wire.ask("POST", str(url), headers, json_line(payload(letter)))
        done = reply.status_code == _ACCEPTED or reply.text.strip() in _DONE
        if reply.status_code not in _SUCCESS or not done:
            raise refused(reply, letter.secrets)
        return ""


def payload(letter: Letter) -> dict[str, Any]:
    """Return what is posted: the head, and as many entries as the message holds."""
    templates, message = letter.templates, letter.message
    head = templates.write("teams/head", shown, message=message)
    entries = written(templates, "teams/entry", shown, message.entries)
    room = MOST_BYTES - len(json_line(_posted(subject(message), [head, left_out(len(message.entries))])))
    held = fitting(entries, room, size=lambda text: len(json_line(_elements(text))))
    return _posted(subject(message), [head, *held, left_out(len(message.entries) - len(held))])


def _posted(summary: str, texts: list[str]) -> dict[str, Any]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "fallbackText": summary,
        "msteams": {"width": "Full"},
        "body": [element for text in texts for element in _elements(text)],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": kind, "contentUrl": None, "content": card}],
    }


def _elements(text: str) -> list[dict[str, Any]]:
    return [_element(line) for line in text.split("\n") if line.strip()]


def _element(line: str) -> dict[str, Any]:
    run: dict[str, Any] = {"type": "TextRun", "text": line.removeprefix(_HEADING)}
    if line.startswith(_HEADING):
        run |= {"weight": "Bolder", "size": "Medium"}
    return {"type": "RichTextBlock", "inlines": [run]}


RECEIVER = Teams()
