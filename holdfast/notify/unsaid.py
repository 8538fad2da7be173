"""Takes secrets out of what is said: an answer may repeat the address that it was asked at, or a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from holdfast.report.inline import cut
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST = 4
"""Characters of a part of a secret that is taken out where an answer repeats it; shorter ones are words like any."""
_SCHEMES = frozenset({"http", "https", "smtp", "smtps"})
"""What addresses begin with is no secret, and stands in sentences that say what is expected."""
_TOLD = 200
"""Characters told of an answer."""


def without(text: str, secrets: Sequence[str]) -> str:
    """Return text without secrets and parts of them, as they are written and as they are read (`%40` is `@`)."""
    parts = {part for one in secrets for part in _parts(one) if len(part) >= _SHORTEST}
    if not parts:
        return text
    every = "|".join(map(re.escape, sorted(parts, key=lambda part: (-len(part), part))))
    return re.sub(every, "[taken out]", text, flags=re.IGNORECASE)


def quoted(text: str, secrets: Sequence[str]) -> str:
    """Return the beginning of an answer on one line; secrets go before it is cut, which would leave a half of one."""
    return visible(cut(without(" ".join(text.split()), secrets), _TOLD))


def _parts(secret: str) -> Iterator[str]:
    for written in (secret, unquote(secret)):
        for one in (written, visible(written)):
            yield one
            words = "".join(sign if sign.isalnum() or sign in "-_~" else " " for sign in one).split()
            yield from (word for word in words if word.casefold() not in _SCHEMES)
