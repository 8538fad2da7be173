"""The pages of one answer: followed as the service names them, never in a circle, never away from it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from holdfast.tenant.body import NEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.hosts import Hosts

_COUNT = re.compile(r"@(?:odata\.)?count", re.IGNORECASE)
"""In each spelling that OData knows: it lets the prefix go since version 4.01."""
_MOST = 2000
"""Pages of one answer. A page has about a thousand rows, so these are two million (a bound of ours)."""


class Pages:
    """Which pages of one answer were asked for so far."""

    def __init__(self, what: str, origin: str, hosts: Hosts) -> None:
        """Follow the pages of `what` (as people know it), all on `origin`, such as `https://host`, one of `hosts`."""
        self._hosts = hosts
        self._what = what
        self._origin = origin
        self._seen: set[str] = set()

    def after(self, body: Mapping[str, Any]) -> str | None:
        """Return the address of the page after the one with this `body`; None after the last.

        Raises:
            ReadError: when the address is none of the service's, was asked for before, or is one too many.
        """
        if NEXT not in body:
            return None
        link = body[NEXT]
        if not isinstance(link, str):
            raise self._refused(
                f"names as its next page something that is no address ({type(link).__name__})"
            )
        if self._hosts.origin_of(link) != self._origin:
            raise self._refused("names a next page on another host")
        if link in self._seen:
            raise self._refused("names a page again that was read already")
        if len(self._seen) == _MOST:
            raise self._refused(f"has more than {_MOST} pages")
        self._seen.add(link)
        return link

    def _refused(self, told: str) -> ReadError:
        return ReadError("read-unexpected", f"{self._what}: the answer {told}", Reason.UNEXPECTED)


def require_all(what: str, first: Mapping[str, Any], came: int) -> None:
    """Do nothing where as many rows came as the first page counts, or where it counts none.

    More may come: somebody was added meanwhile. Source: `$count` of
    https://learn.microsoft.com/graph/query-parameters (2026-11-28): it is in the first page alone. That a cmdlet's
    answer counts is not known; where one does, it is held against it as well.

    Raises:
        ReadError: when rows are lacking, or it cannot be said.
    """
    for counted in (told for name, told in first.items() if _COUNT.fullmatch(name) and told is not None):
        if isinstance(counted, bool) or not isinstance(counted, int) or came < counted:
            told = f"{what}: the service counts {counted!r} rows, and {came} came"
            raise ReadError("read-unexpected", told, Reason.UNEXPECTED)
