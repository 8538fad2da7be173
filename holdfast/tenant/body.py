"""JSON bodies of answers."""

from __future__ import annotations

from typing import Any

import orjson


def parse(content: bytes) -> dict[str, Any]:
    """Return the JSON object in `content`; empty when it is none, so that an error body never hides an error."""
    try:
        body = orjson.loads(content)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
