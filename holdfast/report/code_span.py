"""Text of a tenant inside Markdown: in a code span nothing is a link, a mention, a table, a heading or a tag."""

from __future__ import annotations

import re

from holdfast.report.inline import cut
from holdfast.report.text import visible

_TICKS = re.compile(r"`+")


def code(text: str, most: int = 200) -> str:
    """Return `text`, cut to `most` characters, as a code span that ends where it says, whatever ticks are in it.

    Source: CommonMark 0.31, code spans: https://spec.commonmark.org/0.31.2/#code-spans (2026-11-26).
    """
    shown = visible(cut(text, most))
    fence = "`" * (1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    bare = shown and shown[0] not in "` " and shown[-1] not in "` "
    return f"{fence}{shown}{fence}" if bare else f"{fence} {shown} {fence}"
