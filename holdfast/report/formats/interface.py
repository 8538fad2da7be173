"""What a format is, and the walk that finds them: a module of this package with a `FORMAT` is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.report import ReportInput


class ReportFormat(Protocol):
    """One way to write down a check."""

    @property
    def name(self) -> str:
        """What a user types, such as `html`."""

    @property
    def suffix(self) -> str:
        """End of the file name, with its dot."""

    def render(self, given: ReportInput) -> bytes:
        """Return the report as it stands in a file, UTF-8; the same input gives the same bytes."""


@cache
def formats() -> Mapping[str, ReportFormat]:
    """Return every format by name, sorted; an import error is fatal."""
    return MappingProxyType(found_in("holdfast.report.formats"))


def found_in(name: str) -> dict[str, Any]:
    """Return the `FORMAT` of every module of a package by its name, sorted; an import error is fatal."""
    package = importlib.import_module(name)
    modules = [
        importlib.import_module(f"{name}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]
    every = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {form.name: form for form in sorted(every, key=lambda form: str(form.name))}
