"""A list read in slices that each come whole, where the service refuses to give its further pages.

A page belongs to the server that gave the first one. One public client re-posts its body to nextLink in production;
another was refused with 400 in four of four trials, its answers having come from another server (2026-11-25). Slices
need no memory of any server: each is a question of its own, by how a property begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.asked import Condition, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_SLICES = 20_000
"""Of one list; a slice has at most a thousand rows (a bound of ours)."""
_SAFE = re.compile(r"[a-z0-9._-]*")
"""Letters that mean themselves in a filter; what goes on with others is asked for by what it does not begin with."""


class PagingRefusedError(ReadError):
    """The service does not give a further page of a list whose first ones it gave."""

    def __init__(self, cmdlet: str, told: str) -> None:
        """Say what was read and why it ended."""
        message = f"{cmdlet} was read only in part: {told}"
        super().__init__("read-partial", message, Reason.PARTIAL)


@value_class
class Slice:
    """Part of a list: what begins so, but for what begins with one of the others. All slices of one are disjoint."""

    begins: str = ""
    but_for: tuple[str, ...] = ()

    def filtered(self, by: str, limit: str) -> str:
        """Return the filter of this slice of what `limit` (a filter, or empty) leaves, over property `by`."""
        parts = [f"({limit})"] if limit else []
        parts += [f"{by} -like '{self.begins}*'"] if self.begins else []
        if self.but_for:
            others = " -or ".join(f"{by} -like '{one}*'" for one in self.but_for)
            parts.append(f"-not ({others})")
        return " -and ".join(parts)

    def condition(self, by: str) -> Condition:
        """Return what rows of this slice, over property `by`, are held against; not what else limits the list."""
        return Condition(self.filtered(by, ""), lambda row: self._has(row.get(by)))

    def _has(self, value: object) -> bool:
        text = value.lower() if isinstance(value, str) else ""
        begins = text.startswith(self.begins) or plain(text).startswith(self.begins)
        return begins and not text.startswith(self.but_for)

    def split(self, rows: Iterable[Mapping[str, Any]], by: str) -> tuple[Slice, ...]:
        """Return slices that together are this one, divided by the `rows` that it was seen to have; none: it cannot.

        The last one is the rest: what begins like none of the rows, or goes on with a letter that is not safe. So
        they are the whole, whatever was not seen.
        """
        groups: dict[str, list[str]] = {}
        for row in rows:
            value = row.get(by)
            value = value.lower() if isinstance(value, str) else ""
            letter = value[len(self.begins) : len(self.begins) + 1]
            if value.startswith(self.begins) and letter and _SAFE.fullmatch(letter):
                groups.setdefault(letter, []).append(value)
        begins = [self._common(values) for _, values in sorted(groups.items())]
        parts = [
            Slice(one, tuple(other for other in self.but_for if other.startswith(one))) for one in begins
        ]
        return (*parts, Slice(self.begins, (*self.but_for, *begins))) if parts else ()

    def _common(self, values: list[str]) -> str:
        """Return the longest safe beginning that all of `values` share: that of the first and the last of them."""
        first, last = min(values), max(values)
        safe = _SAFE.match(first)
        end = len(self.begins) + 1
        while end < min(len(last), safe.end() if safe else 0) and first[end] == last[end]:
            end += 1
        return first[:end]
