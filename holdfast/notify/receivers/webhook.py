"""Any program that takes a signed POST, as Standard Webhooks has it, for which there are libraries in many languages.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md (read in quotations
of it, 2026-11-26): the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`: `v1,` and the base64 of
HMAC-SHA256 over `id.timestamp.body`. The id stays the same however often the same is sent.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.notify.receivers.interface import Part
from holdfast.notify.wire import failed, refused, web_address
from holdfast.notify.writing import fitting
from holdfast.report.inline import cut
from holdfast.report.json_text import as_json, json_line

if TYPE_CHECKING:
    from holdfast.notify.receivers.interface import Letter

MOST_BYTES = 1_000_000
"""Of the whole body."""
MOST_CHARACTERS = 10_000
"""Of one text."""
_SHORTEST_KEY = 16
"""Bytes; anybody could try all of a shorter one."""
_PREFIX = "whsec_"
_SUCCESS = range(200, 300)


@value_class
class Webhook:
    """A program of the user's own."""

    name: str = "webhook"
    parts: tuple[Part, ...] = (Part("its address"), Part("the key that messages are signed with"))

    async def send(self, letter: Letter) -> str:
        """Post the message, signed.

        Raises:
            HoldfastError: `notify-failed`.
        """
        address, key = letter.parts
        url, body = web_address(address), json_line(payload(letter))
        timestamp = str(int(letter.sent_at.timestamp()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": letter.message.key,
            "webhook-timestamp": timestamp,
            "webhook-signature": signature(_bytes_of(key), letter.message.key, timestamp, body),
        }
        reply = await letter.wire.ask("POST", str(url), headers, body)
        if reply.status_code not in _SUCCESS:
            raise refused(reply, letter.secrets)
        return ""


def signature(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the signature of a body, as its header has it."""
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    return f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"


def payload(letter: Letter) -> dict[str, Any]:
    """Return `{type, timestamp, data}`; of entries as many as it holds, with the number of those that it does not."""
    told = _bounded(as_json(letter.message))
    entries = told.pop("entries")
    for name in ("standing", "place", "key"):
        del told[name]
    for one in entries:
        del one["heading"]
    data = {**told, "entries": [], "leftOut": len(entries)}
    posted = {"type": "holdfast.changed", "timestamp": letter.message.checked_at, "data": data}
    lines = (json_line(one).decode() for one in entries)
    held = len(fitting(lines, MOST_BYTES - len(json_line(posted)), size=lambda line: len(line.encode())))
    data |= {"entries": entries[:held], "leftOut": len(entries) - held}
    return posted


def _bounded(value: Any) -> Any:
    """Return a document in which no text is longer than a message can hold."""
    if isinstance(value, dict):
        return {name: _bounded(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_bounded(one) for one in value]
    return cut(value, MOST_CHARACTERS) if isinstance(value, str) else value


def _bytes_of(key: str) -> bytes:
    """Return a key as bytes: after `whsec_` it is base64, else its own letters."""
    try:
        found = (
            base64.b64decode(key[len(_PREFIX) :], validate=True) if key.startswith(_PREFIX) else key.encode()
        )
    except binascii.Error:
        raise failed("its key is none: after whsec_ base64 is expected") from None
    if len(found) < _SHORTEST_KEY:
        raise failed(f"its key is too short: expected at least {_SHORTEST_KEY} bytes")
    return found


RECEIVER = Webhook()
