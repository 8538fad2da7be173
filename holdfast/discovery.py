"""Finds what stands below a package, one thing a file, by walking it: no list of folders is kept by hand."""

from __future__ import annotations

import importlib
import importlib.util
import os
import traceback
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
        OSError: a folder cannot be read.
    """
    for place in package.__path__:
        for folder in _below(place):
            if folder == "__pycache__" or folder.endswith(
                ".py"
            ):  # the former may be another user's, and unreadable
                continue
            name, path = f"{package.__name__}.{folder}", f"{place}/{folder}"
            if _is_package(path) and "." not in folder and name not in leaving_out:
                below = importlib.import_module(name)
                yield from (f"{name}.{one}" for one in _files(path))
                yield from files_below(below, leaving_out=leaving_out)


def _is_package(path: str) -> bool:
    """Return whether Python takes what is there for a package; a folder without files of Python is passed over.

    Raises:
        HoldfastError: `folder-without-init`.
        OSError: it is a folder that cannot be read.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - in every check
        return False
    names = _below(path)
    if "__init__.py" in names:
        return True
    if any(one.endswith(".py") for one in names):
        raise HoldfastError(
            "folder-without-init",
            f"{path} has Python files and no __init__.py, so nothing in it would be found: add one with a "
            "docstring that says what the folder is for",
        )
    return False


def _files(folder: str) -> list[str]:
    """Return the names of the modules in a folder, sorted."""
    names = (one.removesuffix(".py") for one in _below(folder) if one.endswith(".py"))
    return [one for one in names if "." not in one and one != "__init__"]


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
