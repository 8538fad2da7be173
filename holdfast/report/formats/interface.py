"""What a format is, and the walk that finds them: a module of this package with a `FORMAT` is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

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
    package = importlib.import_module(__package__ or "holdfast.report.formats")
    found: dict[str, ReportFormat] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        form: ReportFormat | None = getattr(module, "FORMAT", None)
        if form is not None:
            found[form.name] = form
    return MappingProxyType(dict(sorted(found.items())))
