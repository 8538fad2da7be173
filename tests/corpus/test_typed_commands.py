"""A command that a message tells people to type can be pasted as it stands: what was named by somebody is quoted."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.named_tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMANDS = "accept|doctor|drift|env|history( show| verify)?|horizon|permissions|report"
_ASKS_FOR_A_NAME = re.compile(rf"(\bholdfast ({_COMMANDS})|--(record|accepted|from)) $")
"""What stands before a word that is typed after a command.

Of whom something is applied the name is a stack's: the engine takes letters, digits and `._-` alone.
"""
SOURCES = sorted((ROOT / "holdfast").rglob("*.py"))


def typed(path: Path) -> Iterator[tuple[int, ast.expr]]:
    """What stands in a command that a text of this file tells: its line, and the expression."""
    for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = text.values if isinstance(text, ast.JoinedStr) else []
        for before, value in pairwise(parts):
            said = before.value if isinstance(before, ast.Constant) else ""
            if isinstance(value, ast.FormattedValue) and _ASKS_FOR_A_NAME.search(str(said)):
                yield value.lineno, value.value


def is_quoted(value: ast.expr) -> bool:
    """Whether it is quoted there, or is a word of our own by its name in capitals."""
    called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return called in {"quote", "shlex.quote"} or ast.unparse(value).lstrip("_").isupper()


TYPED = [(path, line, value) for path in SOURCES for line, value in typed(path)]


@pytest.mark.parametrize(
    ("path", "line", "value"), TYPED, ids=[f"{path.stem}:{line}" for path, line, _ in TYPED]
)
def test_what_somebody_named_is_quoted_in_a_command(path: Path, line: int, value: ast.expr) -> None:
    assert is_quoted(value), f"{path.relative_to(ROOT)}:{line}: {ast.unparse(value)}"


def test_commands_are_found() -> None:
    assert len(TYPED) > 8
