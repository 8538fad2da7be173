"""A command that a message tells people to type can be pasted as it stands: what was named by somebody is quoted."""

from __future__ import annotations

import ast
import re
import shlex
from itertools import pairwise
from typing import TYPE_CHECKING

import click
import pytest
import typer.main

from holdfast.cli.main import make_app
from holdfast.model.typed_command import typed_command
from tests.named_tests import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMMANDS = "|".join(typer.main.get_command(make_app()).commands)  # type: ignore[attr-defined]
_NAMES = re.compile(rf"\bholdfast ({_COMMANDS})( [a-z]+)? $")
"""What stands before a client that a text puts into a command by itself."""
_ASKS_FOR_A_NAME = re.compile(r"--(record|accepted|from|file) $")
SOURCES = sorted((ROOT / "holdfast").rglob("*.py"))
NAMES = ("contoso", "-x", "--all", "--", "a b", "it's", "$(id)", "-")
"""What a file of a client may be called after."""


def texts(path: Path) -> Iterator[tuple[str, int, ast.expr]]:
    """What stands in a text of this file before a value, the value's line, and its expression."""
    for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        parts = text.values if isinstance(text, ast.JoinedStr) else []
        for before, value in pairwise(parts):
            said = before.value if isinstance(before, ast.Constant) else ""
            if isinstance(value, ast.FormattedValue):
                yield str(said), value.lineno, value.value


def is_quoted(value: ast.expr) -> bool:
    """Whether it is quoted there, or is a word of our own by its name in capitals."""
    called = ast.unparse(value.func) if isinstance(value, ast.Call) else ""
    return called in {"quote", "shlex.quote"} or is_ours(value)


def is_ours(value: ast.expr) -> bool:
    """Whether it is a word of our own, by its name in capitals."""
    return ast.unparse(value).lstrip("_").isupper()


def test_what_somebody_named_is_in_no_command_that_a_text_writes_itself() -> None:
    told = [
        f"{path.relative_to(ROOT)}:{line}: {ast.unparse(value)}"
        for path in SOURCES
        for said, line, value in texts(path)
        if (_NAMES.search(said) and not is_ours(value))
        or (_ASKS_FOR_A_NAME.search(said) and not is_quoted(value))
    ]
    assert told == [], "holdfast.model.typed_command writes it"


def test_commands_are_found() -> None:
    assert _NAMES.search("type: holdfast up ")
    assert _NAMES.search('eval "$(holdfast history show ')
    assert not _NAMES.search("where holdfast does not ask ")
    written = [path for path in SOURCES if "typed_command(" in path.read_text(encoding="utf-8")]
    assert len(written) > 12


@pytest.mark.parametrize(
    "words",
    [
        ("env",),
        ("doctor", "--fix"),
        ("drift", "--record", "-h"),
        ("permissions", "--read"),
        ("up", "--adopt"),
    ],
)
@pytest.mark.parametrize("client", NAMES)
def test_command_that_is_told_means_the_client_whatever_its_name(words: tuple[str, ...], client: str) -> None:
    name, *options = words
    program, command, *arguments = shlex.split(typed_command(name, client, *options))
    assert (program, command) == ("holdfast", name)
    group = typer.main.get_command(make_app(name))
    assert isinstance(group, click.Group)
    parsed = group.commands[name].make_context(name, arguments).params
    assert parsed["client"] in (client, (client,))
