"""`docs/promises.md`: every promise of the documents stands in them as quoted, and has a test that exists."""

from __future__ import annotations

import re

import pytest

from tests.named_tests import ROOT, exists, named_in

PAGE = ROOT / "docs" / "promises.md"
PROMISING = {
    "README.md": ("What it changes, and what it never touches",),
    "SECURITY.md": ("What it never stores", "What guards against mistakes"),
}
"""The parts in which every sentence is a promise."""
_ROW = re.compile(r"^\| (?P<promise>.+?) \| (?P<page>\S+) \| (?P<tests>.+?) \|$", re.MULTILINE)


def plain(text: str) -> str:
    """Return `text` without marks and with single spaces, as a reader reads it."""
    return " ".join(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).replace("**", "").replace("`", "").split())


ROWS = [
    (plain(found["promise"]), found["page"], found["tests"])
    for found in _ROW.finditer(PAGE.read_text(encoding="utf-8"))
    if found["page"].endswith(".md")
]


def sentences(page: str, part: str) -> list[str]:
    """Return the sentences of the bullets in one part of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    body = re.split(r"^## ", text.partition(f"## {part}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    # A bullet's title in bold letters is said again by what follows it.
    titled = re.split(r"^- (?:\*\*[^*]+\.\*\* )?", body, flags=re.MULTILINE)[1:]
    bullets = [plain(one) for one in titled]
    return [
        sentence if sentence.endswith(".") else f"{sentence}."
        for bullet in bullets
        for sentence in re.split(r"(?<=[a-z0-9)])\. (?=[A-Z])", bullet)
        if not sentence.startswith("See ")
    ]


PROMISES = [
    (page, sentence)
    for page, parts in PROMISING.items()
    for part in parts
    for sentence in sentences(page, part)
]


@pytest.mark.parametrize(("page", "sentence"), PROMISES)
def test_every_promise_has_a_row(page: str, sentence: str) -> None:
    rows = [promise for promise, where, _ in ROWS if where == page]

    assert any(promise in sentence or sentence in promise for promise in rows), sentence


@pytest.mark.parametrize(("promise", "page"), [row[:2] for row in ROWS])
def test_every_row_quotes_its_page(promise: str, page: str) -> None:
    assert promise in plain((ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("promise", "tests"), [(row[0], row[2]) for row in ROWS])
def test_every_row_names_tests_that_exist(promise: str, tests: str) -> None:
    named = named_in(tests)

    assert named, promise
    assert [one for one in named if not exists(one)] == []
