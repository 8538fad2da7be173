"""What the README prints is what its commands print: its console blocks are typed, in order, and compared.

Times, durations and ids are left out of the comparison, and how lines are broken: a page has another width than a pipe.
Where a block has an ellipsis, only the lines that it shows must be there; without one it is the whole output.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.scratch import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.conftest import Desk

pytestmark = pytest.mark.engine

ELLIPSIS = "…"
ELSEWHERE = ("make ", "source ", "holdfast tenant serve", "eval ")
"""What the fixture does instead."""
VARYING = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<time>"),
    (re.compile(r"\(\d+(?:\.\d+)?s\)"), "<duration>"),
    (re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<id>"),
)


def typed_in_the_readme() -> Iterator[tuple[str, list[str]]]:
    """Every command of the README's consoles, and the lines below it."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.rstrip().splitlines()
            if not command.startswith(ELSEWHERE):
                yield command, lines


def even(text: str) -> str:
    """The text without what varies, on one line."""
    for pattern, word in VARYING:
        text = pattern.sub(word, text)
    return " ".join(text.split())


def test_console_blocks_print_what_the_readme_says(desk: Desk) -> None:
    terminal = desk.shell("contoso")
    commands = list(typed_in_the_readme())
    assert len(commands) > 7, "the README has lost its consoles"

    for command, lines in commands:
        printed = even(terminal.typed(command, code=None).printed)
        if ELLIPSIS in lines:
            missing = [line for line in lines if line != ELLIPSIS and even(line) not in printed]
            assert not missing, f"`{command}` does not print {missing}, but: {printed}"
        else:
            assert printed == even("\n".join(lines)), command
