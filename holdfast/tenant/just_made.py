"""Objects that a session has made itself: a service that says that it does not know one of them yet is asked again.

Graph answers from several copies of the directory, and one that was not told yet answers 404 for seconds, at times for
a minute. Such a refusal says that nothing was done, so that a change is sent again as well. Source:
https://learn.microsoft.com/graph/best-practices-concept, and https://learn.microsoft.com/entra/architecture/architecture
on replication (recalled; how long it takes is assumed).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REFERENCE = "@odata.id"


class JustMade:
    """The ids of what was made and not deleted since."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ids: set[str] = set()

    def note(self, method: str, path: str, answer: Mapping[str, Any]) -> None:
        """Take note of a change that was done: a POST makes what it answers with, a DELETE ends what it names last."""
        made = answer.get("id")
        if method == "POST" and isinstance(made, str) and made:
            self._ids.add(made.casefold())
        elif method == "DELETE":
            self._ids.discard(path.rpartition("/")[2].casefold())

    def may_come(self, path: str, said: str, body: Mapping[str, Any] | None = None) -> bool:
        """Return whether what was not found may be there soon.

        Args:
            path: that was asked for.
            said: the service's own words; where they name objects, one that was made must be among them.
            body: what was sent.
        """
        if not self._ids:
            return False
        asked = {*re.split(r"[/?()']", f"{path}/{(body or {}).get(_REFERENCE, '')}".casefold())}
        told = {one.casefold() for one in _ID.findall(said)}
        return bool(asked & self._ids) and (not told or bool(told & self._ids))
