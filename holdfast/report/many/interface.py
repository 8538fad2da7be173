"""What a format of many clients is, and the walk that finds them: a module of this package with a `FORMAT` is one."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from holdfast.report.formats.interface import found_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.report.many.summary import Summary


class ManyFormat(Protocol):
    """One way to write down a summary."""

    @property
    def name(self) -> str:
        """What a user types, such as `html`: that of the format of one client for the same readers."""

    def render(self, given: Summary) -> bytes:
        """Return the summary as it stands in a file, UTF-8; the same summary gives the same bytes."""


@cache
def formats_of_many() -> Mapping[str, ManyFormat]:
    """Return every format by name, sorted; an import error is fatal."""
    return MappingProxyType(found_in("holdfast.report.many"))
