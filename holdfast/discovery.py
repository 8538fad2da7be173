"""Finds what stands below a package, one thing a file, by walking it: no list of folders is kept by hand."""

from __future__ import annotations

import importlib
import importlib.util
import os
import traceback
from importlib.machinery import all_suffixes
from typing import TYPE_CHECKING

from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

_ENDINGS = frozenset(all_suffixes())
"""What Python imports a file by: `.py`, `.pyc`, and those of compiled modules, each with its first dot."""


def files_below(package: ModuleType, *, leaving_out: Iterable[str] = ()) -> Iterator[str]:
    """Yield the dotted names of the modules in every folder below `package`, at any depth, in sorted order.

    Files beside the folders are the package's own mechanism. A folder that cannot be imported is fatal.

    Args:
        package: where to begin.
        leaving_out: dotted names of folders that hold something else.

    Raises:
        HoldfastError: `folder-without-init`, for a folder with Python files that Python does not take for a package:
            everything in it would be passed over without a word.
        OSError: a folder cannot be read.
    """
    for place in package.__path__:
        for folder in _below(place):
            # Of those named as no package can be, `__pycache__` may be another user's, and unreadable.
            if folder == "__pycache__" or _module_in(folder):
                continue
            name, path = f"{package.__name__}.{folder}", f"{place}/{folder}"
            if _is_package(path) and "." not in folder and name not in leaving_out:
                below = importlib.import_module(name)
                yield from (f"{name}.{one}" for one in _modules(path) if one != "__init__")
                yield from files_below(below, leaving_out=leaving_out)


def _is_package(path: str) -> bool:
    """Return whether Python takes what is there for a package; a folder without files of Python is passed over.

    Raises:
        HoldfastError: `folder-without-init`.
        OSError: it is a folder that cannot be read.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - in every check
        return False
    modules = _modules(path)
    if modules and "__init__" not in modules:
        raise HoldfastError(
            "folder-without-init",
            f"{path} has Python files and no __init__.py, so nothing in it would be found: add one with a "
            "docstring that says what the folder is for",
        )
    return bool(modules)


def _modules(folder: str) -> list[str]:
    """Return the names of the modules in a folder, sorted, each once: one may stand there compiled as well."""
    return sorted({_module_in(one) for one in _below(folder)} - {""})


def _module_in(file: str) -> str:
    """Return the module that a file of this name is, source or compiled; an empty text for one that is none."""
    name, dot, ending = file.partition(".")
    return name if dot + ending in _ENDINGS else ""


def _below(folder: str) -> list[str]:
    """Return the names in a folder, sorted: for every check, at a tenth of the price of `pkgutil` and `pathlib`.

    Names alone: with more, a recording would depend on the times of all files.
    """
    return sorted(os.listdir(folder))  # noqa: PTH208


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
