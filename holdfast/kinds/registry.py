"""Finds the kinds by walking this package in sorted order; an import error, or a file without a kind, is fatal."""

from __future__ import annotations

import importlib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import holdfast.kinds
from holdfast.discovery import files_below
from holdfast.kinds.kind import Kind
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHAPES = "holdfast.kinds.services"
"""The one folder without kinds: what kinds of a shape have in common."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its type token, sorted: one `KIND` of each file of each folder.

    Raises:
        HoldfastError: `not-one-kind`, when a file has none, or two have one name and so one class;
            `folder-without-init`.
    """
    found: dict[str, Kind] = {}
    for name in files_below(holdfast.kinds, leaving_out=(_SHAPES,)):
        kind = getattr(importlib.import_module(name), "KIND", None)
        if not isinstance(kind, Kind) or kind.name in {one.name for one in found.values()}:
            wrong = "defines no KIND" if not isinstance(kind, Kind) else f"defines a {kind.name} once more"
            raise HoldfastError(
                "not-one-kind",
                f"{name} {wrong}: every file in a folder of holdfast/kinds defines one kind of its own, as `KIND`; "
                "what kinds share stands beside the folders, or in holdfast/kinds/services",
            )
        found[kind.token] = kind
    return MappingProxyType(dict(sorted(found.items())))
