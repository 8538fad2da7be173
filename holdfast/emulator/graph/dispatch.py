"""The Graph service: finds every resource module's routes, and turns a call into an operation.

A resource is one module of this package with a tuple `ROUTES`; it is found by walking the package in sorted
order, and one that cannot be imported is fatal. Adding a resource = adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator import graph
from holdfast.emulator.graph.batch import batch_operation
from holdfast.emulator.graph.errors import error_reply
from holdfast.emulator.graph.permissions import authorise
from holdfast.emulator.graph.spelling import (
    Spelling,
    qualified_path,
    without_namespace,
    without_parentheses,
)
from holdfast.emulator.limits import limit_of_path
from holdfast.emulator.routing import Router
from holdfast.emulator.wire import GraphError, Operation, Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import ModuleType

    from holdfast.emulator.routing import Match, Route
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, CmdletError, Gate, Principal, Reply


def graph_routes() -> tuple[Route, ...]:
    """Routes of every resource module, modules in sorted order."""
    return tuple(route for module in _modules() for route in getattr(module, "ROUTES", ()))


def graph_service(clock: Callable[[], datetime]) -> Service:
    """The Graph service; `clock` dates its errors."""
    dispatcher = _Dispatcher(Router(graph_routes()), Spelling(_modules()), clock)
    return Service(name="graph", resolve=dispatcher.resolve, render_error=dispatcher.render_error)


def _modules() -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(graph.__path__))
    return [importlib.import_module(f"{graph.__name__}.{name}") for name in names]


class _Dispatcher:
    def __init__(self, router: Router, spelling: Spelling, clock: Callable[[], datetime]) -> None:
        self._router = router
        self._spelling = spelling
        self._clock = clock

    def resolve(self, gate: Gate, tenant: Tenant, principal: Principal, call: Call) -> Operation:
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
        path = qualified_path(call.path)
        found = self._router.match(call.method, call.version, path)
        if found is None and "(" in path:
            path = without_parentheses(path)
            found = self._router.match(call.method, call.version, path)
        if found is not None:
            return found
        # Only an action may go by its full name: `microsoft.graph.user` in an id's place is none.
        action = without_namespace(path)
        found = None if action == path else self._router.match(call.method, call.version, action)
        return found if found is not None and not found.route.template.endswith("}") else None

    def render_error(self, call: Call, error: GraphError | CmdletError) -> Reply:
        return error_reply(call, error, self._clock())

    def _known(self, tenant: Tenant, principal: Principal, call: Call, match: Match) -> Operation:
        route = match.route

        def run() -> Reply:
            authorise(tenant, principal, route)
            return route.handler(tenant, principal, replace(call, body=self._spelling.body(call.body)))

        return Operation(
            labels=(f"{call.method} {call.path}", f"{call.method} {route.template}"),
            write=route.write,
            run=run,
            render_error=lambda error: self.render_error(call, error),
            limit=limit_of_path(call.path),
        )

    def _unknown(self, call: Call) -> Operation:
        def run() -> Reply:
            nearest = "; ".join(map(str, self._router.nearest(call.method, call.version, call.path)))
            raise GraphError(
                501,
                "NotImplemented",
                f"The embedded tenant does not implement {call.method} /{call.version}{call.path}. "
                f"Nearest routes: {nearest}.",
            )

        return Operation(
            labels=(f"{call.method} {call.path}",),
            write=call.method not in {"GET", "HEAD"},
            run=run,
            render_error=lambda error: self.render_error(call, error),
        )
