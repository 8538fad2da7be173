"""What each of Prowler's checks rests on: the reads of its service, found in Prowler's own source.

Prowler logs a read that failed by file and line, and goes on: its checks then judge what is empty. So a check is told
to have erred when a read on which it rests did. Nothing of Prowler is imported or run here; its source is read alone.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Reads = list[frozenset[str]]
"""What a value rests on: of a list or tuple that is gathered, member by member; else one set."""


@dataclass(frozen=True)
class ServiceSource:
    """One service of Prowler: its methods, and which of them each of its attributes rests on."""

    lines: tuple[tuple[int, int, str], ...]
    """First line, last line and name of every method."""
    reads: Mapping[str, frozenset[str]]
    """Names of methods by attribute."""
    powershell: frozenset[str]
    """Methods that ask PowerShell."""

    def method_at(self, line: int) -> str:
        """The method with this line, "" where there is none."""
        return next((name for first, last, name in self.lines if first <= line <= last), "")


@dataclass(frozen=True)
class CheckSource:
    """One check of Prowler."""

    service: str
    """Folder of its service, such as "entra"."""
    reads: frozenset[str]
    """Methods of its service on which it rests."""
    asks_powershell: bool
    """Whether any of them asks PowerShell, so that Graph alone cannot decide it."""


@dataclass(frozen=True)
class Sources:
    """All checks and services of one installation."""

    checks: Mapping[str, CheckSource]
    services: Mapping[str, ServiceSource]


@dataclass
class _Init:
    """Follows what the attributes of a service rest on, statement by statement."""

    names: dict[str, Reads] = field(default_factory=dict)
    """By local name, or by attribute behind "self."."""

    def of(self, value: ast.expr) -> Reads:
        """What an expression rests on."""
        if isinstance(value, ast.Subscript) and isinstance(value.value, ast.Name):
            held = self.names.get(value.value.id, [])
            index = value.slice.value if isinstance(value.slice, ast.Constant) else None
            return [held[index]] if isinstance(index, int) and index < len(held) > 1 else held
        gathered = _gathered(value)
        if gathered is not None:
            return [self._together(one) for one in gathered]
        return [self._together(value)]

    def _together(self, value: ast.expr) -> frozenset[str]:
        found: set[str] = set()
        for node in ast.walk(value):
            if isinstance(node, ast.Attribute) and _is_self(node.value):
                found.add(node.attr)
            for one in self.names.get(node.id, []) if isinstance(node, ast.Name) else []:
                found |= one
        return frozenset(found)

    def assign(self, target: ast.expr, value: ast.expr) -> None:
        """Take an assignment in."""
        reads = self.of(value)
        if isinstance(target, ast.Tuple):
            together = frozenset[str]().union(*reads)
            for index, one in enumerate(target.elts):
                self._name(one, [reads[index]] if len(reads) == len(target.elts) else [together])
        else:
            self._name(target, reads)

    def _name(self, target: ast.expr, reads: Reads) -> None:
        key = _key(target)
        if key:
            self.names[key] = [*self.names.get(key, []), *reads] if key.startswith("self.") else reads


def sources(services: Path) -> Sources:
    """Read the sources of every service and check.

    Args:
        services: the folder `prowler/providers/m365/services` of the installation.
    """
    found = {
        folder.name: service_source((folder / f"{folder.name}_service.py").read_text(encoding="utf-8"))
        for folder in sorted(services.iterdir())
        if (folder / f"{folder.name}_service.py").is_file()
    }
    checks = {
        file.stem: check_source(file.read_text(encoding="utf-8"), found)
        for file in sorted(services.glob("*/*/*.py"))
        if file.stem == file.parent.name
    }
    return Sources(checks, found)


def service_source(text: str) -> ServiceSource:
    """Read one service."""
    methods = [
        one
        for each in ast.parse(text).body
        if isinstance(each, ast.ClassDef)
        for one in each.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lines = tuple((one.lineno, one.end_lineno or one.lineno, one.name) for one in methods)
    init = _Init()
    for statement in (one for each in methods if each.name == "__init__" for one in ast.walk(each)):
        for target, value in _assigned(statement):
            init.assign(target, value)
    known = {one.name: one for one in methods}
    reads = {
        key.removeprefix("self."): frozenset[str]().union(*value)
        for key, value in init.names.items()
        if key.startswith("self.")
    }
    for one in methods:
        for key in {_key(target) for each in ast.walk(one) for target, _ in _assigned(each)} - {""}:
            if key.startswith("self.") and one.name != "__init__":
                name = key.removeprefix("self.")
                reads[name] = reads.get(name, frozenset()) | {one.name}
    closed = {name: _closed(value, reads, known) for name, value in reads.items()}
    asking = {name for name, one in known.items() if name != "__init__" and "powershell" in _own(one)}
    return ServiceSource(lines, closed, frozenset(asking))


def check_source(text: str, services: Mapping[str, ServiceSource]) -> CheckSource:
    """Read one check; it may ask several services, and is of the one of its last client."""
    tree = ast.parse(text)
    reads: set[str] = set()
    service, asks = "", False
    for client, attribute in _asked(tree):
        name = client.removesuffix("_client")
        service = name
        if name in services:
            methods = services[name].reads.get(attribute, frozenset())
            reads |= {f"{name}.{one}" for one in methods}
            asks = asks or bool(methods & services[name].powershell)
    return CheckSource(service, frozenset(reads), asks)


def _asked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id.endswith("_client"):
                yield node.value.id, node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            whose, what = node.args[0], node.args[1]
            if (
                isinstance(whose, ast.Name)
                and whose.id.endswith("_client")
                and isinstance(what, ast.Constant)
            ):
                yield whose.id, str(what.value)


def _assigned(statement: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(statement, ast.Assign):
        yield from ((one, statement.value) for one in statement.targets)
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        yield statement.target, statement.value


def _gathered(value: ast.expr) -> list[ast.expr] | None:
    """The arguments of a `gather` of several reads that are waited for together."""
    for node in ast.walk(value):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"gather", "asyncio.gather"}:
            return node.args
    return None


def _key(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute) and _is_self(target.value):
        return f"self.{target.attr}"
    return ""


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _own(method: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Attributes of `self` that a method names."""
    return {
        node.attr for node in ast.walk(method) if isinstance(node, ast.Attribute) and _is_self(node.value)
    }


def _closed(
    start: Iterable[str],
    reads: Mapping[str, frozenset[str]],
    known: Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef],
) -> frozenset[str]:
    """Methods among `start`, those that they call, and those on whose attributes they rest."""
    waiting, found = list(start), set[str]()
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in known:
            found.add(name)
            waiting += _own(known[name])
        else:
            waiting += reads.get(name, ())
    return frozenset(found)
