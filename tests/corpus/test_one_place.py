"""One thing stands in one place, and what nothing uses stands nowhere: over all modules, whatever they are about."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SHIPPED = ("holdfast", "components", "tools")
CONTRACTS = "tests/contract"
SMALLEST = 25
"""Nodes of a syntax tree: what is shorter is alike by chance."""
OF_TWO_HOUSES = "holdfast/emulator/"
"""The embedded tenant takes nothing from the rest, so that a shared mistake does not hide: it may say a thing again."""
GUID = re.compile(r"\{8\}\S*\{4\}\S*\{12\}")


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [path for folder in (*SHIPPED, CONTRACTS) for path in (PROJECT / folder).rglob("*.py")]
    return {path.relative_to(PROJECT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def _functions(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if sum(1 for one in body for _ in ast.walk(one)) >= SMALLEST:
                yield f"{node.name}()", " ".join(map(ast.dump, (node.args, *body)))


def _patterns(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield ast.unparse(node), ast.dump(node)


def _ids(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and GUID.search(node.value):
            yield "the form of an id", "GUID"


def _house(path: str) -> str:
    return OF_TWO_HOUSES if path.startswith(OF_TWO_HOUSES) else ""


@pytest.mark.parametrize("found", [_functions, _patterns, _ids], ids=["functions", "patterns", "ids"])
def test_nothing_is_said_in_two_modules(found: object) -> None:
    assert callable(found)
    where: defaultdict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for path, tree in _trees().items():
        for name, said in found(tree):
            where[_house(path), said].add((path, name))
    assert len(where) > 1 or found is _ids
    twice = [sorted(places) for places in where.values() if len({path for path, _ in places}) > 1]
    assert twice == [], "one thing in several modules: give it one home"


def test_urns_are_taken_apart_in_one_module() -> None:
    calls = [
        (path, node)
        for path, tree in _trees().items()
        for node in ast.walk(tree)
        if path.startswith(SHIPPED) and isinstance(node, ast.Call) and node.args
    ]
    cut = [(path, node) for path, node in calls if ast.unparse(node.func).endswith(("partition", "split"))]
    taken = {path for path, node in cut if ast.unparse(node.args[0]) in {"'::'", "_SEPARATOR"}}
    assert taken == {"holdfast/model/urn.py"}


def test_what_a_module_keeps_for_itself_is_used_there() -> None:
    idle = []
    for path, tree in _trees().items():
        names = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
        names.update(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                own, uses = [node.name], 1
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                own, uses = [one.id for one in targets if isinstance(one, ast.Name)], 2
            else:
                continue
            private = [one for one in own if one.startswith("_") and not one.startswith("__")]
            idle += [f"{path}:{node.lineno}: {one}" for one in private if names[one] < uses]
    assert idle == [], "nothing uses it"


def test_every_required_package_is_used() -> None:
    used = {
        name.partition(".")[0]
        for folder in (*SHIPPED, "tests", "bench", "pipelines")
        for path in (PROJECT / folder).rglob("*.py")
        for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text("utf-8"), re.MULTILINE)
    }
    modules = {"azure-identity": "azure", "PyYAML": "yaml", "msgraph-sdk": "msgraph", "dnspython": "dns"}
    required = re.findall(r"^([\w-]+)==", (PROJECT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    unused = {one for one in required if modules.get(one, one).replace("-", "_") not in used}
    assert required
    assert unused == set(), "required, and imported nowhere"


def _ours(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports of this project, under TYPE_CHECKING, inside functions and by name as well."""
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [f"{'.' * node.level}{node.module or ''}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += re.findall(r"\A(?:holdfast|components|tools)(?:\.\w+)+\Z", node.value)
    yield from (one for one in found if one.startswith((".", *(f"{each}." for each in (*SHIPPED, "tests")))))


def test_no_module_of_the_embedded_tenant_imports_anything_of_ours() -> None:
    """The import contract leaves out what is imported for types alone, and cannot see what is imported by its name."""
    modules = {path: tree for path, tree in _trees().items() if path.startswith(OF_TWO_HOUSES)}
    own = {path: [*_ours(tree)] for path, tree in modules.items()}
    assert len(modules) == len([*(PROJECT / OF_TWO_HOUSES).rglob("*.py")]) > 100
    assert sum(map(len, own.values())) > len(modules), "nothing is seen to be imported"
    strangers = [
        f"{path}: {one}"
        for path, found in own.items()
        for one in found
        if not f"{one}.".startswith("holdfast.emulator.")
    ]
    assert strangers == [], "a mistake that is shared hides: say it again there, from Microsoft's page"


EVERY_OTHER: list[tuple[str, str, set[str], set[str]]] = [
    ("The embedded tenant", "forbidden_modules", {"components"}, {"emulator"}),
    ("Reports", "forbidden_modules", {"components"}, {"report", "model"}),
    ("Controls declare", "forbidden_modules", {"tools"}, {"controls", "frameworks", "model", "provider"}),
    ("msgraph-sdk", "source_modules", {"components"}, {"tenant"}),
    ("Pulumi only", "source_modules", set(), {"controls", "drift", "engine", "provider"}),
]
"""How the name of a contract begins, its list, what is in it beside rooms, and the rooms that are not."""


@pytest.mark.parametrize(
    ("contract", "listed", "besides", "left_out"), EVERY_OTHER, ids=[one[0] for one in EVERY_OTHER]
)
def test_import_contract_about_every_other_room_is_about_a_new_one(
    contract: str, listed: str, besides: set[str], left_out: set[str]
) -> None:
    read = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    (found,) = [one for one in read["tool"]["importlinter"]["contracts"] if one["name"].startswith(contract)]
    house = (PROJECT / "holdfast").iterdir()
    rooms = {one.stem for one in house if one.suffix == ".py" or (one / "__init__.py").is_file()} - {
        "__init__"
    }

    assert {*found[listed]} == {*besides, *(f"holdfast.{one}" for one in rooms - left_out)}, (
        "name every room of holdfast/ in the contract's list in pyproject.toml, but those that it leaves out"
    )


SAYS_NOTHING = re.compile(r"utils?|helpers?|managers?|common|misc")
"""What a module is named that anything fits into."""


def test_no_module_has_a_name_that_anything_fits_into() -> None:
    words = {path: {*re.split(r"[/_.]", path)} for path in _trees()}
    assert {"kinds", "device"} <= {one for found in words.values() for one in found}
    vague = [path for path, found in words.items() if any(map(SAYS_NOTHING.fullmatch, found))]
    assert vague == [], "name the file after what it does: anything fits into this one"


def test_a_room_has_one_class_of_a_name() -> None:
    """What is private is its module's own matter; of controls and kinds, each file has its own under one name."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for path, tree in _trees().items():
        room = "/".join(path.split("/")[:2])
        for node in tree.body:
            if (
                isinstance(node, ast.ClassDef)
                and not node.name.startswith("_")
                and path.startswith("holdfast/")
            ):
                found[room, node.name].append(path)
    assert ("holdfast/drift", "Live") in found
    twice = [sorted(paths) for paths in found.values() if len(paths) > 1]
    assert twice == [], "one name for two things: whoever reads one of them thinks of the other"


_MAKES = ("dataclass", "kind_class", "value_class")
"""Decorators that generate a class."""


def _made_again(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.bases:
            decorated = any(ast.unparse(one).startswith(_MAKES) for one in node.decorator_list)
            if decorated and not any(isinstance(one, ast.AnnAssign) for one in node.body):
                yield node.name


def test_a_class_with_no_field_of_its_own_is_no_dataclass_again() -> None:
    """It would be generated anew with all that it inherits, which every command that reads its kind pays for."""
    again = {path: names for path, tree in _trees().items() if (names := list(_made_again(tree)))}
    assert again == {}, "take the decorator away and say `__slots__ = ()`"


def _frozen_by_python(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            decorated = map(ast.unparse, node.decorator_list)
            if any(one.startswith("dataclass(") and "frozen=True" in one for one in decorated):
                yield node.name


def test_a_frozen_class_is_made_as_all_others() -> None:
    """Python's own frozen dataclass takes twice as long to make, and no value class can be derived from it."""
    found = {
        (path, name)
        for path, tree in _trees().items()
        if path.startswith("holdfast/") and not path.startswith("holdfast/emulator/")
        for name in _frozen_by_python(tree)
    }
    # The one keeps what it looked for, which takes a class without slots.
    assert found == {("holdfast/tenant/embedded.py", "EmbeddedServer")}, "say `@value_class`"


def test_what_somebody_probably_meant_is_looked_for_in_one_place_in_any_letter_case() -> None:
    asking = {
        path
        for path, tree in _trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "get_close_matches" in {one.name for one in node.names}
    }
    assert asking == {"holdfast/model/near.py"}
