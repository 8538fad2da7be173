"""The Graph service: finds the routes of everything in `emulator/graph`, and turns a call into an operation.

A file there is a declared service, a folder one in code with `routes.py`; adding a service = adding one of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator import graph
from holdfast.emulator.limits import limit_of_path
from holdfast.emulator.odata.batch import batch_operation
from holdfast.emulator.odata.behind_graph import require_service
from holdfast.emulator.odata.counted import COUNT, counted
from holdfast.emulator.odata.errors import error_reply
from holdfast.emulator.odata.metadata import with_metadata
from holdfast.emulator.odata.permissions import authorise
from holdfast.emulator.odata.properties import object_and_property, property_of
from holdfast.emulator.odata.spelling import (
    Spelling,
    qualified_path,
    without_namespace,
    without_parentheses,
)
from holdfast.emulator.routing import Router
from holdfast.emulator.walk import find_services
from holdfast.emulator.wire import GraphError, Operation, Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from holdfast.emulator.routing import Match, Route
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.walk import FoundService
    from holdfast.emulator.wire import Call, CmdletError, Gate, Principal, Reply


def graph_routes() -> tuple[Route, ...]:
    """Routes of every service, services in sorted order."""
    return tuple(
        route
        for service in graph_services()
        for route in (service.parts if service.declared is None else service.declared.routes())
    )


def graph_services() -> tuple[FoundService, ...]:
    """Every service of `emulator/graph`.

    Raises:
        UndeclaredServiceError: something there declares none.
    """
    return find_services(graph, "routes")


def graph_service(clock: Callable[[], datetime]) -> Service:
    """The Graph service; `clock` dates its errors."""
    services = graph_services()
    spelling = Spelling(module for service in services for module in service.modules)
    dispatcher = _Dispatcher(Router(graph_routes()), spelling, clock)
    return Service(name="graph", resolve=dispatcher.resolve, render_error=dispatcher.render_error)


def _names_no_object(path: str) -> bool:
    """Whether a path ends in `$count` and its like, a function, `/users/delta`, or a type: none of them is an id."""
    last = path.rpartition("/")[2].lower()
    word = last.removeprefix("microsoft.graph.").removesuffix("()")
    typed = last.startswith("microsoft.graph.") and word.isalpha()
    return last.startswith("$") or last.endswith("()") or word == "delta" or typed


def _below_tenant(tenant: Tenant, path: str) -> str:
    """The path without the tenant in front: `/myorganization/users`, or its id or domain in that place."""
    first, _, rest = path[1:].partition("/")
    # The directory's older interface named the tenant so, and Graph takes it (assumed: public clients send it).
    named = first.lower() in {"myorganization", tenant.tenant_id.lower(), tenant.domain.lower()}
    return f"/{rest}" if named and rest else path


class _Dispatcher:
    def __init__(self, router: Router, spelling: Spelling, clock: Callable[[], datetime]) -> None:
        self._router = router
        self._spelling = spelling
        self._clock = clock

    def resolve(self, gate: Gate, tenant: Tenant, principal: Principal, call: Call) -> Operation:
        call = replace(call, path=_below_tenant(tenant, call.path))
        if call.path == "/$batch":
            return batch_operation(
                gate, tenant, principal, call, resolve=self.resolve, render_error=self.render_error
            )
        match = self._match(call)
        if match is None:
            return self._unknown(call)
        spelled = replace(call, params=match.params, query=self._spelling.query(call.query))
        return self._known(tenant, principal, spelled, match)

    def _match(self, call: Call) -> Match | None:
        found = self._found(call)
        if found is not None or call.method != "GET":
            return found
        if call.path.lower().endswith(COUNT):
            listed = self._found(replace(call, path=call.path[: -len(COUNT)]))
            return None if listed is None else replace(listed, route=counted(listed.route))
        whole, name = object_and_property(call.path)
        one = self._found(replace(call, path=whole)) if name else None
        return one and replace(one, route=property_of(one.route, lambda: self._not_implemented(call)))

    def _found(self, call: Call) -> Match | None:
        path = qualified_path(call.path)
        plain = without_parentheses(path) if "(" in path else path
        for one in dict.fromkeys((path, plain)):
            found = self._router.match(call.method, call.version, one)
            nothing = _names_no_object(path) or _names_no_object(one)
            if found is not None and not (found.route.template.endswith("}") and nothing):
                return found
        # Only a function or an action may go by its full name: `microsoft.graph.user` in an id's place is none.
        short = without_namespace(plain)
        found = None if short == plain else self._router.match(call.method, call.version, short)
        return found if found is not None and not found.route.template.endswith("}") else None

    def render_error(self, call: Call, error: GraphError | CmdletError) -> Reply:
        return error_reply(call, error, self._clock())

    def _known(self, tenant: Tenant, principal: Principal, call: Call, match: Match) -> Operation:
        route = match.route

        def run() -> Reply:
            authorise(tenant, principal, route)
            require_service(tenant, route.template)
            spelled = replace(call, body=self._spelling.body(call.body))
            return with_metadata(call, tenant.tenant_id, route.handler(tenant, principal, spelled))

        return Operation(
            labels=(f"{call.method} {call.path}", f"{call.method} {route.template}"),
            write=route.write,
            run=run,
            render_error=lambda error: self.render_error(call, error),
            limit=limit_of_path(call.path),
        )

    def _unknown(self, call: Call) -> Operation:
        def run() -> Reply:
            raise self._not_implemented(call)

        return Operation(
            labels=(f"{call.method} {call.path}",),
            write=call.method not in {"GET", "HEAD"},
            run=run,
            render_error=lambda error: self.render_error(call, error),
        )

    def _not_implemented(self, call: Call) -> GraphError:
        nearest = "; ".join(map(str, self._router.nearest(call.method, call.version, call.path)))
        return GraphError(
            501,
            "NotImplemented",
            f"The embedded tenant does not implement {call.method} /{call.version}{call.path}. "
            f"Nearest routes: {nearest}.",
        )
