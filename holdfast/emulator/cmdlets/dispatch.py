"""The Exchange and compliance services: a call becomes an operation, an outcome becomes an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from holdfast.emulator.cmdlets.batch import batch_reply
from holdfast.emulator.cmdlets.binding import bind
from holdfast.emulator.cmdlets.cmdlet import APPLICATION_ROLE, Invocation, PageRequest, is_write
from holdfast.emulator.cmdlets.errors import error_reply, malformed, render_error
from holdfast.emulator.cmdlets.paging import make_token, page_size, read_token, request_digest
from holdfast.emulator.cmdlets.regions import banner_reply, module_reply
from holdfast.emulator.cmdlets.registry import NOT_IMPLEMENTED, cmdlets_by_name
from holdfast.emulator.cmdlets.role_groups import roles_through_groups
from holdfast.emulator.cmdlets.routes import find_route, nearest_routes
from holdfast.emulator.cmdlets.unmodelled import completed
from holdfast.emulator.graph.directory_roles.routes import directory_roles_through_groups
from holdfast.emulator.wire import GraphError, Operation, Reply, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, CmdletOutput
    from holdfast.emulator.cmdlets.routes import AdminRoute
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Endpoint, Gate, Principal

_MORE_PAGES = "The result is larger than one page. To get the rest, use the link to the next page."
"""An answer that has a next page warns of it as well (seen in a public client's captures; the text is ours)."""


def exchange_service(name: Endpoint, clock: Callable[[], datetime]) -> Service:  # noqa: ARG001 - as graph_service
    """The service "exchange" or "compliance"; its errors bear no date, so `clock` goes unused."""
    dispatcher = _Dispatcher(name, cmdlets_by_name(name))
    return Service(name=name, resolve=dispatcher.resolve, render_error=render_error)


@dataclass(frozen=True, slots=True)
class _Request:
    """The body of InvokeCommand."""

    cmdlet: str
    parameters: Mapping[str, Any]


class _Dispatcher:
    def __init__(self, endpoint: Endpoint, cmdlets: Mapping[str, Cmdlet]) -> None:
        self._endpoint = endpoint
        self._cmdlets = cmdlets

    def resolve(self, gate: Gate, tenant: Tenant, principal: Principal, call: Call) -> Operation:
        found = find_route(call.method, call.path)
        if found is None:
            raise GraphError(
                501,
                "NotImplemented",
                f"The embedded tenant does not implement {call.method} {call.path} on the {self._endpoint} "
                f"endpoint. It has: {nearest_routes()}.",
            )
        route, named = found
        if not _is_named(tenant, named):
            raise GraphError(404, "NotFound", f"The tenant '{named}' is not the one the token is for.")
        call = replace(call, params={"tenantId": named})
        if route.name == "invoke":
            return self._invoke(route, tenant, principal, call)
        return Operation(
            labels=_labels(route, call),
            write=False,
            run=self._runner(route, gate, tenant, principal, call),
            render_error=error_reply,
            kind="discovery" if route.name == "banner" else self._endpoint,
            atomic=False,
        )

    def _runner(
        self, route: AdminRoute, gate: Gate, tenant: Tenant, principal: Principal, call: Call
    ) -> Callable[[], Reply]:
        if route.name == "batch":
            return lambda: batch_reply(gate, tenant, principal, call, self.resolve)
        if route.name == "banner":
            return lambda: banner_reply(self._endpoint, tenant, call)
        allowed = sorted(one.name for one in self._cmdlets.values() if _may(tenant, principal, one))
        return lambda: module_reply(self._endpoint, tenant, call, allowed)

    def _invoke(self, route: AdminRoute, tenant: Tenant, principal: Principal, call: Call) -> Operation:
        request = _request(call.body)
        cmdlet = self._cmdlets.get(request.cmdlet.lower())
        name = request.cmdlet if cmdlet is None else cmdlet.name

        def run() -> Reply:
            return _run(tenant, principal, call, self._permitted(tenant, principal, cmdlet, name), request)

        return Operation(
            labels=(*_labels(route, call), name),
            write=is_write(name),
            run=run,
            render_error=error_reply,
            kind=self._endpoint,
            cmdlet=name,
        )

    def _permitted(self, tenant: Tenant, principal: Principal, cmdlet: Cmdlet | None, name: str) -> Cmdlet:
        if APPLICATION_ROLE not in principal.roles:
            raise GraphError(401, "Unauthorized", f"The token has no role {APPLICATION_ROLE}.")
        if cmdlet is None and name.lower() in NOT_IMPLEMENTED:
            have = ", ".join(sorted(one.name for one in self._cmdlets.values()))
            raise GraphError(
                501, "NotImplemented", f"The embedded tenant does not implement {name}. It has: {have}."
            )
        # One answer for a cmdlet that is not there and for one that no directory role allows, as measured.
        if cmdlet is None or not _may(tenant, principal, cmdlet):
            told = f"No directory role and no role group of the application allows {name}."
            raise GraphError(403, "Forbidden", told)
        return cmdlet


def _may(tenant: Tenant, principal: Principal, cmdlet: Cmdlet) -> bool:
    """Whether a directory role, or else a role group of the service, lets the application run the cmdlet."""
    if cmdlet.allowed.directory & principal.directory_roles:
        return True
    if cmdlet.allowed.directory & directory_roles_through_groups(tenant, principal.object_id):
        return True
    held = roles_through_groups(tenant, cmdlet.endpoint, principal.object_id)
    return bool(cmdlet.allowed.management & held)


def _labels(route: AdminRoute, call: Call) -> tuple[str, str]:
    return f"{call.method} {call.path}", f"{route.method} {route.template}"


def _is_named(tenant: Tenant, named: str) -> bool:
    if named.lower() in {tenant.tenant_id.lower(), tenant.domain.lower()}:
        return True
    return any(
        named.lower() == str(domain["name"]).lower()
        for organization in tenant.store.all("organization")
        for domain in organization.get("verifiedDomains", ())
    )


def _request(body: Any) -> _Request:
    command = body.get("CmdletInput") if isinstance(body, dict) else None
    if not isinstance(command, dict) or not isinstance(command.get("CmdletName"), str):
        raise malformed('The body must be {"CmdletInput": {"CmdletName": "...", "Parameters": {...}}}.')
    parameters = command.get("Parameters")
    if not isinstance(parameters, dict):
        raise malformed("CmdletInput.Parameters must be an object, {} at least.")
    return _Request(command["CmdletName"], parameters)


def _run(tenant: Tenant, principal: Principal, call: Call, cmdlet: Cmdlet, request: _Request) -> Reply:
    if call.headers.get("x-responseformat", "json").lower() != "json":
        raise GraphError(
            501, "NotImplemented", "The embedded tenant answers with X-ResponseFormat json only."
        )
    select = call.query.get("$select", "")
    size = page_size(call.headers.get("prefer") or call.headers.get("x-prefer", ""))
    digest = request_digest(principal, call.body, select)
    token = call.query.get("$skiptoken")
    page = PageRequest(size=size) if token is None else read_token(tenant, digest, token, size)
    invocation = Invocation(
        tenant,
        principal,
        cmdlet.name,
        cmdlet.endpoint,
        bind(cmdlet, request.parameters),
        request.parameters,
        tuple(name.strip() for name in select.split(",") if name.strip()),
        page,
    )
    given = cmdlet.run(invocation)
    outcome = replace(given, rows=completed(cmdlet.name, given.rows, invocation.select))
    return Reply(200, _content(call, outcome, _next_link(invocation, call, outcome, digest, select)))


def _next_link(invocation: Invocation, call: Call, outcome: CmdletOutput, digest: str, select: str) -> str:
    if outcome.next_cursor is None:
        return ""
    served = invocation.page.served + len(outcome.rows)
    token = make_token(invocation.tenant, digest, outcome.next_cursor, served)
    selected = f"$select={quote(select, safe=',')}&" if select else ""
    return f"{call.base_url}{quote(call.path)}?{selected}$skiptoken={quote(token)}"


def _content(call: Call, outcome: CmdletOutput, next_link: str) -> bytes:
    warnings = outcome.warnings or ((_MORE_PAGES,) if next_link else ())
    body: dict[str, Any] = {
        "@odata.context": f"{call.base_url}/adminapi/beta/{call.params['tenantId']}"
        "/$metadata#Collection(Exchange.GenericHashTable)",
        "adminapi.warnings@odata.type": "#Collection(String)",
        "@adminapi.warnings": list(warnings),
        "value": outcome.rows if isinstance(outcome.rows, list) else list(outcome.rows),
    }
    if next_link:
        body["@odata.nextLink"] = next_link
    return orjson.dumps(body)
