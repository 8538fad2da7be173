"""Finds the tests that go over everything there is of a sort in one case: no word in their names tells what is new."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).parents[1]
FOLDERS = ("contract", "corpus", "embedded", "golden", "unit")
"""What takes no engine and little time."""
OF_A_SORT = {
    *("kinds", "controls", "tried_kinds", "tried_controls"),
    *("graph_services", "cmdlet_services", "declared_services", "graph_routes", "all_cmdlets"),
}
"""Functions that return everything of a sort."""
GOING_OVER = (ast.BinOp, ast.Compare, ast.Set)
"""What is done with everything at once, beside a loop over it."""


def ids_of_tests_about_all() -> Iterator[str]:
    """Yield the node ids of those tests, sorted by file."""
    for folder in FOLDERS:
        for path in sorted((TESTS / folder).rglob("test_*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            everything = _names_of_everything(tree)
            for node in tree.body:
                if _is_one_case(node) and any(_mentions(one, everything) for one in _gone_over(node)):
                    yield f"{path.relative_to(TESTS.parent).as_posix()}::{node.name}"


def _names_of_everything(tree: ast.Module) -> set[str]:
    """Return the names in a module that stand for everything of a sort, or for what is made of it."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value and _mentions(node.value, found):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


def _is_one_case(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    """Whether it is a test of one case: of many, the new one's has its name."""
    if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
        return False
    said = [ast.unparse(one) for one in node.decorator_list]
    return not any("parametrize" in one or one.startswith(("EVERY", "each")) for one in said)


def _gone_over(test: ast.FunctionDef) -> Iterator[ast.AST]:
    for node in ast.walk(test):
        if isinstance(node, ast.For | ast.comprehension):
            yield node.iter
        elif isinstance(node, GOING_OVER):
            yield node


def _mentions(node: ast.AST, names: set[str]) -> bool:
    """Whether all of a sort is asked for in it, or one of `names` stands in it; one that is picked is not all."""
    if isinstance(node, ast.Subscript):
        return False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OF_A_SORT:
        return True
    if isinstance(node, ast.Name) and node.id in names:
        return True
    return any(_mentions(one, names) for one in ast.iter_child_nodes(node))
