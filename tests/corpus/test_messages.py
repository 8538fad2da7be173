"""Every slug that the code can raise has an entry in docs/messages.md, and every entry has a slug in the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import holdfast.model.errors
import holdfast.model.plan
from holdfast.model.errors import HoldfastError
from holdfast.plan.mistakes import SLUGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "messages.md"
SOURCES = sorted(
    path
    for folder in ("holdfast", "components")
    for path in (PROJECT / folder).rglob("*.py")
    if "emulator" not in path.parts  # its errors are the service's, and it knows nothing of ours
)
ERRORS = {
    name
    for name, value in vars(holdfast.model.errors).items()
    if isinstance(value, type) and issubclass(value, HoldfastError) and name != "InputErrors"
} | {"PlanWarning"}
"""Names of the classes whose constructors take a slug first."""
_KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def slugs_in(source: str) -> Iterator[str]:
    """Yield the slug of every error that `source` makes; `?` and the line where it cannot be told."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    constants.update(
        (name.asname or name.name, getattr(holdfast.model.plan, name.name))
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == holdfast.model.plan.__name__
        for name in node.names
    )
    derived = [
        node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and ERRORS & _names(node.bases)
    ]
    fixed = {node.name: slug for node in derived if (slug := _own_slug(node))}
    yield from fixed.values()
    classes = (ERRORS | {node.name for node in derived}) - set(fixed)
    for call in _calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id in classes:
            for slug in _told(call.args[0], constants):
                yield slug or f"? line {call.lineno}"


def _names(nodes: list[ast.expr]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)


def _own_slug(error: ast.ClassDef) -> str:
    """Return the slug that a class gives itself; the empty text where its callers give it."""
    for call in _calls(error):
        first = call.args[0]
        if ast.unparse(call.func) == "super().__init__" and isinstance(first, ast.Constant):
            return str(first.value)
    return ""


def _told(node: ast.expr, constants: Mapping[str, object]) -> list[str]:
    """Return the slugs that the first argument can be; the empty text where it cannot be told."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return _told(node.body, constants) + _told(node.orelse, constants)
    if isinstance(node, ast.Name):
        return [str(constants.get(node.id, ""))]
    return [""]


def in_code() -> dict[str, str]:
    """Return every slug with the file that raises it."""
    found = dict.fromkeys(SLUGS, "holdfast/plan/mistakes.py")
    for path in SOURCES:
        for slug in slugs_in(path.read_text(encoding="utf-8")):
            found.setdefault(slug, path.relative_to(PROJECT).as_posix())
    return found


def on_page() -> list[str]:
    """Return the slugs that have an entry, in the order of the page."""
    return re.findall(r"^### (\S+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_slug_in_the_code_can_be_told_and_is_kebab_case() -> None:
    wrong = {slug: file for slug, file in in_code().items() if not _KEBAB.fullmatch(slug)}
    assert not wrong


def test_every_slug_in_the_code_has_an_entry() -> None:
    missing = {slug: file for slug, file in in_code().items() if slug not in on_page()}
    assert not missing


def test_every_entry_has_a_slug_in_the_code() -> None:
    assert not set(on_page()) - set(in_code())


def test_every_entry_is_there_once_and_in_order_within_its_part() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(on_page()) == len(set(on_page()))
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        entries = re.findall(r"^### (\S+)$", part, re.MULTILINE)
        assert entries == sorted(entries), part.partition("\n")[0]


@pytest.mark.parametrize("slug", on_page() if PAGE.exists() else [])
def test_every_entry_says_what_it_means_and_what_to_do(slug: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    entry = text.partition(f"### {slug}\n")[2]
    body = re.split(r"^##", entry, maxsplit=1, flags=re.MULTILINE)[0].strip()
    meaning, _, todo = body.partition("**Do:** ")
    assert meaning.strip().endswith(".")
    assert todo.strip().endswith(".")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('raise HoldfastError("no-project", "text")', ["no-project"]),
        ('SLUG = "un-known"\nraise ReadError(SLUG, "text", reason)', ["un-known"]),
        ('raise ReadError("a-b" if x else "c-d", "text", reason)', ["a-b", "c-d"]),
        ("raise ReadError(slug, text, reason)", ["? line 1"]),
        (
            'class Own(ReadError):\n    def __init__(self) -> None:\n        super().__init__("e-f", "t", r)\nOwn("x")',
            ["e-f"],
        ),
        ('raise ValueError("not-ours")', []),
    ],
)
def test_slugs_are_found_where_they_are_raised(source: str, expected: list[str]) -> None:
    assert sorted(slugs_in(source)) == expected
