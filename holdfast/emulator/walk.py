"""Finds the services of a folder: a file is a declared service, a folder is one in code. Nothing else may lie there.

Nothing is registered by hand: what is in the folder is served, and what lies there without its declaration stops the
start with a sentence instead of being passed over.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


class UndeclaredServiceError(Exception):
    """A file or folder among the services declares none, or declares it in the wrong place.

    Args:
        path: the file or folder.
        expected: what it should have.
    """

    def __init__(self, path: Path, expected: str) -> None:
        super().__init__(f"{path} is among the services of the embedded tenant and {expected}")
        self.path = path


@dataclass(frozen=True, slots=True)
class FoundService:
    """One service of a folder."""

    name: str
    """Name of its file or folder."""
    modules: tuple[ModuleType, ...]
    """Its modules, sorted; one for a declared service."""
    declared: Any
    """The value of `SERVICE`; None for a service in code."""
    parts: tuple[Any, ...]
    """The routes or cmdlets of a service in code; () for a declared one."""


def find_services(package: ModuleType, part: str) -> tuple[FoundService, ...]:
    """Every service of `package`, sorted by name.

    Args:
        package: the folder's package.
        part: what a service in code consists of: "routes" or "cmdlets". Its folder has a module of that name with a
            tuple of that name in capitals, and no other module of the folder has one.

    Raises:
        UndeclaredServiceError: something there declares no service.
    """
    return tuple(
        _in_code(package, entry, part) if entry.is_dir() else _declared(package, entry)
        for entry in sorted(_entries(Path(next(iter(package.__path__)))))
    )


def _entries(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if (entry.is_dir() and any(entry.rglob("*.py"))) or (
            entry.suffix == ".py" and entry.name != "__init__.py"
        ):
            yield entry


def _declared(package: ModuleType, file: Path) -> FoundService:
    module = importlib.import_module(f"{package.__name__}.{file.stem}")
    declared = getattr(module, "SERVICE", None)
    if declared is None:
        raise UndeclaredServiceError(file, "has no SERVICE: one declaration of a shape in emulator/declared")
    return FoundService(file.stem, (module,), declared, ())


def _in_code(package: ModuleType, folder: Path, part: str) -> FoundService:
    if not (folder / "__init__.py").is_file():
        raise UndeclaredServiceError(folder, "has no __init__.py")
    if not (folder / f"{part}.py").is_file():
        raise UndeclaredServiceError(folder, f"has no {part}.py")
    names = sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")
    modules = {name: importlib.import_module(f"{package.__name__}.{folder.name}.{name}") for name in names}
    for name, module in modules.items():
        if name != part and hasattr(module, part.upper()):
            raise UndeclaredServiceError(
                folder / f"{name}.py", f"has {part.upper()}, which belong in {part}.py"
            )
    parts = getattr(modules[part], part.upper(), ())
    if not parts:
        raise UndeclaredServiceError(folder / f"{part}.py", f"has no tuple {part.upper()}")
    return FoundService(folder.name, tuple(modules.values()), None, tuple(parts))
