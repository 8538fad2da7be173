"""Finds the kinds by walking this package in sorted order; an import error is fatal."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kinds.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_SERVICES = ("entra", "exchange", "purview")
"""Folders that hold kinds, each file one `KIND`."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its type token, sorted."""
    found: dict[str, Kind] = {}
    for service in _SERVICES:
        package = importlib.import_module(f"holdfast.kinds.{service}")
        for info in pkgutil.iter_modules(package.__path__):
            kind = importlib.import_module(f"{package.__name__}.{info.name}").KIND
            found[kind.token] = kind
    return MappingProxyType(dict(sorted(found.items())))
