"""What a report format is, and the walk that finds them: a module of this package with a `FORMAT` is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from holdfast.model.finding import DriftResult
    from holdfast.model.report import ReportControl, ReportKind


class ReportFormat(Protocol):
    """One way to write a report."""

    @property
    def name(self) -> str:
        """What a user types, such as `html`."""

    @property
    def suffix(self) -> str:
        """End of the file name, with its dot."""

    def render(
        self,
        result: DriftResult,
        controls: Sequence[ReportControl],
        *,
        generated_at: datetime,
        kinds: Sequence[ReportKind] = (),
    ) -> str:
        """Return the report's text.

        Args:
            result: One client's check.
            controls: The controls of the client's plan; one without any finding is reported as not known.
            generated_at: When the report was made, with its time zone.
            kinds: Plain names of the kinds of objects; one that is not listed is named after its token.
        """


@cache
def formats() -> Mapping[str, ReportFormat]:
    """Return every report format by name, sorted; an import error is fatal."""
    package = importlib.import_module(__package__ or "holdfast.report")
    found: dict[str, ReportFormat] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        form: ReportFormat | None = getattr(module, "FORMAT", None)
        if form is not None:
            found[form.name] = form
    return MappingProxyType(dict(sorted(found.items())))
