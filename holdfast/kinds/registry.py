"""Finds the kinds by the names of their files, sorted; a file that cannot be imported, or has no kind, is fatal.

A kind is imported when it is asked for: a check of a few controls does not pay for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

import holdfast.kinds
from holdfast.discovery import files_below, imported
from holdfast.kinds.kind import Kind
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHAPES = "holdfast.kinds.services"
"""The one folder without kinds: what kinds of a shape have in common."""
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class Kinds(Mapping[str, Kind]):
    """Every kind by its type token, sorted: one `KIND` of each file of each folder; walking them imports all."""

    def __init__(self) -> None:
        """Look for the files.

        Raises:
            HoldfastError: `not-one-kind`, when two files have one name; `folder-without-init`.
        """
        self._modules: dict[str, str] = {}
        self._found: dict[str, Kind] = {}
        for module in files_below(holdfast.kinds, leaving_out=(_SHAPES,)):
            other = self._modules.setdefault(_file_of(module), module)
            if other != module:
                raise _wrong(module, f"has the name of {other}, and would define the same class once more")
        self._tokens: tuple[str, ...] | None = None

    @property
    def files(self) -> list[str]:
        """Dotted names of the files, sorted: what is found changes with them."""
        return sorted(self._modules.values())

    def __getitem__(self, token: str) -> Kind:
        """Return the kind of a type token.

        Raises:
            KeyError: nobody defines it.
            HoldfastError: `not-one-kind`, when the file that its name leads to defines another, or none.
        """
        if token not in self._found:
            name = _CAPITAL.sub("_", token.rpartition(":")[2]).lower()
            self._take(self._modules[name])
        return self._found[token]

    def __iter__(self) -> Iterator[str]:
        if self._tokens is None:
            for module in self._modules.values():
                self._take(module)
            self._tokens = tuple(sorted(self._found))
        return iter(self._tokens)

    def __len__(self) -> int:
        return len(self._modules)

    def of_package(self, package: str) -> Mapping[str, Kind]:
        """Return the kinds of one package (`azuread`, `m365`), each imported when it is asked for as well."""
        return _OfPackage(self, f"{package}:")

    def _take(self, module: str) -> None:
        kind = getattr(imported(module), "KIND", None)
        if not isinstance(kind, Kind):
            raise _wrong(module, "defines no KIND")
        expected = _CAPITAL.sub("_", kind.name).lower()
        if _file_of(module) != expected:
            raise _wrong(module, f"defines a {kind.name}, whose file is {expected}.py")
        self._found[kind.token] = kind


class _OfPackage(Mapping[str, Kind]):
    """Those of the kinds whose type tokens begin with a package's name."""

    def __init__(self, known: Kinds, prefix: str) -> None:
        self._known = known
        self._prefix = prefix

    def __getitem__(self, token: str) -> Kind:
        if not token.startswith(self._prefix):
            raise KeyError(token)
        return self._known[token]

    def __iter__(self) -> Iterator[str]:
        return (token for token in self._known if token.startswith(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def kinds() -> Kinds:
    """Return every kind by its type token, sorted, each imported when it is asked for.

    Raises:
        HoldfastError: `not-one-kind`, `folder-without-init`.
    """
    return Kinds()


def _file_of(module: str) -> str:
    return module.rpartition(".")[2]


def _wrong(module: str, told: str) -> HoldfastError:
    return HoldfastError(
        "not-one-kind",
        f"{module} {told}: every file in a folder of holdfast/kinds defines one kind of its own, as `KIND`, and is "
        "named as the kind is; what kinds share stands beside the folders, or in holdfast/kinds/services",
    )
