"""The files that Python's imports read of their own accord, so that no event of a program tells of them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from holdfast.drift.dependencies import PATHS, names_in
from holdfast.drift.frames import INSTALLED

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_THE_START = frozenset({"__init__", "sitecustomize", "usercustomize"})
"""What is found in a folder without being asked for: a folder becomes a package, Python runs the other two."""


def start_files() -> Iterator[str]:
    """Yield the files that Python reads before any program, so that they raised no event: they make the search path."""
    yield os.path.join(sys.prefix, "pyvenv.cfg")  # noqa: PTH118
    for folder, _ in INSTALLED:
        yield from (os.path.join(folder, name) for name in names_in(folder) if name.endswith(PATHS))  # noqa: PTH118


def module_files() -> Iterator[str]:
    """Yield the file of every imported module: extensions and byte code may have been read without an event."""
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and path.endswith((".py", ".so", ".pyd", ".pyc")):
            yield os.path.abspath(path)  # noqa: PTH100
