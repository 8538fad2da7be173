"""Tests that documents name, such as `tests/unit/a.py::test_one`: whether they exist, and whether they passed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("docs/promises.md", "docs/rivals-complaints.md")
"""Documents whose named tests have to pass in every run of the whole suite."""
_NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")

Named = tuple[str, str]
"""A file, and the name of a test in it, which is empty where any test of the file is meant."""


def named_in(text: str) -> list[Named]:
    """Return the tests that a text names."""
    return _NAMED.findall(text)


def named_by_pages() -> list[Named]:
    """Return the tests that the documents name, each once."""
    texts = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    return sorted({one for text in texts for one in named_in(text)})


def exists(named: Named) -> bool:
    """Return whether there is such a test."""
    file, function = named
    path = ROOT / file
    if not path.is_file():
        return False
    source = path.read_text(encoding="utf-8")
    return not function or bool(re.search(rf"^(async )?def {function}\(", source, re.MULTILINE))


def not_passed(named: Iterable[Named], passed: Collection[str]) -> list[str]:
    """Return those of which no case is among the ids of tests that passed, as the documents name them."""
    files, functions = set(), set()
    for one in passed:
        file, _, below = one.partition("::")
        files.add(file)
        functions.add((file, below.partition("[")[0].rpartition("::")[2]))
    return [
        f"{file}::{function}" if function else file
        for file, function in named
        if ((file, function) not in functions if function else file not in files)
    ]
