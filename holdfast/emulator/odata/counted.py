"""`…/$count` behind any list that can be counted: the number of its objects as text/plain.

Clients that are made from the schema have `$count` behind every collection (https://learn.microsoft.com/graph/
query-parameters, 2026-11-29). It is never an id: a list that cannot be counted is a 501, and not "no such object".
Where a service has a route of its own, such as `/users/$count`, that one answers.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator.odata.query import refuse_options
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

COUNT = "/$count"
_DIRECTORY = frozenset({"devices", "contacts", "administrativeunits", "directory"})
"""What lists of directory objects that have no route of their own begin with."""


def counted(route: Route) -> Route:
    """The route that counts what a list's route answers, with the same rights.

    Args:
        route: of what stands before `/$count`, a list or not.
    """
    template = f"{route.template}{COUNT}"
    return replace(route, template=template, handler=_counting(route.handler), doc=f"{route.doc} How many.")


def _counting(listed: Handler) -> Handler:
    def count(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call, "$filter")
        whole = replace(call, path=call.path[: -len(COUNT)], query={**call.query, "$count": "true"})
        if not _is_asked_rightly(whole):
            raise GraphError(400, "Request_BadRequest", "$count is not currently supported.")
        answered = listed(tenant, principal, whole).body
        body = json.loads(answered) if isinstance(answered, bytes) else answered
        if not isinstance(body, dict) or "@odata.count" not in body:
            raise GraphError(
                501, "NotImplemented", f"The embedded tenant does not count what {whole.path} answers."
            )
        return Reply(200, str(body["@odata.count"]).encode(), {"content-type": "text/plain"})

    return count


def _is_asked_rightly(whole: Call) -> bool:
    """Whether a count of directory objects has the header that it needs (aad-advanced-queries, 2026-11-28)."""
    first = whole.path[1:].partition("/")[0].lower()
    return first not in _DIRECTORY or whole.headers.get("consistencylevel", "").lower() == "eventual"
