"""Files and functions stay short enough to be read at once, arguments are named, and modules know no circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FOLDERS = ("holdfast", "components", "tools", "bench", "engine", "pipelines")
MOST_LINES = 400
MOST_OF_A_FUNCTION = 40
MOST_BY_PLACE = 5
GENERATED = "holdfast/provider/resources.py"
REASONS = ("over 400 lines because", "long because")
"""What a longer file says in its docstring, and why goes on from there."""


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py")]
    found = [path for path in (*paths, PROJECT / "__main__.py") if path.name != "resources.py"]
    return {path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text("utf-8")) for path in found}


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path}:{node.name}", node


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function does its work in: a command's options are a table, and stand in its head."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_a_long_file_says_why_it_is_long() -> None:
    long = {
        path
        for path, tree in _trees().items()
        if len((PROJECT / path).read_text("utf-8").splitlines()) > MOST_LINES
        and not any(reason in " ".join((ast.get_docstring(tree) or "").split()).lower() for reason in REASONS)
    }
    assert long == set(), "split it by meaning, or say in its docstring why it is one thing"


def test_functions_are_short() -> None:
    assert [name for name, node in _functions() if _lines(node) > MOST_OF_A_FUNCTION] == []


def test_no_function_takes_many_arguments_by_their_place() -> None:
    many = [
        name
        for name, node in _functions()
        if len([one for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in {"self", "cls"}])
        > MOST_BY_PLACE
    ]
    assert many == [], "arguments that are named where they are given are not mixed up: put a * before them"


def _imports() -> dict[str, set[str]]:
    """Return which modules each module imports, also for its types only."""
    modules = {path.removesuffix(".py").replace("/", ".").removesuffix(".__init__") for path in _trees()}
    found: dict[str, set[str]] = {name: set() for name in modules}
    for path, tree in _trees().items():
        name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found[name] |= {one.name for one in node.names} & modules
            elif isinstance(node, ast.ImportFrom) and node.module:
                wanted = {f"{node.module}.{one.name}" for one in node.names} & modules
                found[name] |= wanted or ({node.module} & modules)
        found[name].discard(name)
    return found


def test_no_two_modules_know_each_other() -> None:
    try:
        TopologicalSorter(_imports()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports, for types only or not: {' -> '.join(error.args[1])}")
