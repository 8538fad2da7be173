"""Finds what stands below a package, one thing a file, by walking it: no list of folders is kept by hand."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType


def files_below(package: ModuleType, *, leaving_out: Iterable[str] = ()) -> Iterator[str]:
    """Yield the dotted names of the modules in every folder below `package`, at any depth, in sorted order.

    Files beside the folders are the package's own mechanism. A folder that cannot be imported is fatal.

    Args:
        package: where to begin.
        leaving_out: dotted names of folders that hold something else.

    Raises:
        HoldfastError: `folder-without-init`, for a folder with Python files that Python does not take for a package:
            everything in it would be passed over without a word.
    """
    _refuse_plain_folders(package)
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if info.ispkg and info.name not in set(leaving_out):
            folder = importlib.import_module(info.name)
            inner = pkgutil.iter_modules(folder.__path__, f"{info.name}.")
            yield from (one.name for one in inner if not one.ispkg)
            yield from files_below(folder, leaving_out=leaving_out)


def imported(name: str) -> ModuleType:
    """Import the file of a kind or a control, which somebody may be writing.

    Raises:
        HoldfastError: `not-importable`, with the line at which it fails; what the file itself refuses goes through.
        ModuleNotFoundError: a package is not installed.
        OSError: the machine has not what it takes.
    """
    try:
        return importlib.import_module(name)
    except (HoldfastError, ModuleNotFoundError, OSError, MemoryError):
        raise
    except Exception as error:
        told = " ".join(str(error).split())
        raise HoldfastError(
            "not-importable",
            f"{_place(name, error)}: {type(error).__name__}: {told}: nothing that asks for every kind or control can "
            "run until the file is put right, or taken away",
        ) from error


def _place(name: str, error: Exception) -> str:
    """Return the file and line of the module `name` at which it failed; the file where that is not known."""
    spec = importlib.util.find_spec(name)
    file = (spec.origin if spec else None) or name
    if isinstance(error, SyntaxError):
        return f"{error.filename or file}:{error.lineno}"
    lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == file]
    return f"{file}:{lines[-1]}" if lines else file


def _refuse_plain_folders(package: ModuleType) -> None:
    for place in package.__path__:
        for folder in sorted(path for path in Path(place).glob("*/") if path.is_dir()):
            if any(folder.glob("*.py")) and not (folder / "__init__.py").exists():
                raise HoldfastError(
                    "folder-without-init",
                    f"{folder} has Python files and no __init__.py, so nothing in it would be found: add one with a "
                    "docstring that says what the folder is for",
                )
