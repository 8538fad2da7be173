"""Finds the kinds by walking this package in sorted order; an import error, or a file without a kind, is fatal."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import holdfast.kinds
from holdfast.kinds.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHAPES = "holdfast.kinds.services"
"""The one folder without kinds: what kinds of a shape have in common."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its type token, sorted: one `KIND` of each file of each folder.

    Raises:
        TypeError: when a file has none, or two have the same token.
    """
    found: dict[str, Kind] = {}
    for name in _files(holdfast.kinds.__path__, f"{holdfast.kinds.__name__}."):
        kind = getattr(importlib.import_module(name), "KIND", None)
        if not isinstance(kind, Kind) or kind.token in found:
            wrong = "defines no KIND" if not isinstance(kind, Kind) else f"defines {kind.token} once more"
            raise TypeError(
                f"{name} {wrong}: every file in a folder of holdfast/kinds defines one kind of its own"
            )
        found[kind.token] = kind
    return MappingProxyType(dict(sorted(found.items())))


def _files(path: Iterable[str], prefix: str) -> Iterator[str]:
    """Yield the modules in every folder below `path`, at any depth; those beside the folders are the mechanism."""
    for info in pkgutil.iter_modules(path, prefix):
        if info.ispkg and info.name != _SHAPES:
            folder = importlib.import_module(info.name)
            inner = pkgutil.iter_modules(folder.__path__, f"{info.name}.")
            yield from (one.name for one in inner if not one.ispkg)
            yield from _files(folder.__path__, f"{info.name}.")
