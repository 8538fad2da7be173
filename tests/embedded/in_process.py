"""A reader that asks the embedded tenant's services in this process: no socket, no token, no batch."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

import orjson

from holdfast.emulator.cmdlets.dispatch import exchange_service
from holdfast.emulator.odata.dispatch import graph_routes, graph_service
from holdfast.emulator.wire import Call, Delivery, GraphError, Principal
from holdfast.tenant.asked import EVERYTHING, Condition
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import datetime

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Operation


class Straight:
    """Carries operations out, without limits, faults or log."""

    def perform(self, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        return Delivery(operation.run())


class InProcess:
    """What of `Reader` the look ahead uses; everything is allowed."""

    def __init__(self) -> None:
        self.tenant: Tenant | None = None
        self.graph = self
        self.cmdlets = self
        self._graph = graph_service(lambda: self._at().now())
        self._exchange = exchange_service("exchange", lambda: self._at().now())
        self._compliance = exchange_service("compliance", lambda: self._at().now())
        roles = {role for route in graph_routes() for role in (*route.any_of, *route.all_of)}
        every = frozenset({*roles, "Exchange.ManageAsApp"})
        self.principal = Principal(
            "", "app", "principal", "Test", "", every, frozenset({"Global Administrator"})
        )

    def _at(self) -> Tenant:
        assert self.tenant is not None
        return self.tenant

    def service_time(self) -> datetime:
        return self._at().now()

    def graph_call(self, method: str, path: str, body: Any = None) -> Any:
        version, _, below = path.removeprefix("/").partition("/")
        version, below = (version, f"/{below}") if version in {"v1.0", "beta"} else ("v1.0", path)
        where, _, query = below.partition("?")
        headers = {"consistencylevel": "eventual"}
        call = Call(
            method,
            version,
            where,
            dict(parse_qsl(query)),
            headers,
            body,
            base_url="https://graph.microsoft.com",
        )
        return self._graph.resolve(Straight(), self._at(), self.principal, call).run().body

    def run(
        self, cmdlet: str, *, endpoint: Endpoint = Endpoint.EXCHANGE, select: str = "", **given: Any
    ) -> list[dict[str, Any]]:
        path = f"/adminapi/beta/{quote(self._at().tenant_id)}/InvokeCommand"
        body = {"CmdletInput": {"CmdletName": cmdlet, "Parameters": given}}
        call = Call("POST", "", path, {"$select": select} if select else {}, {}, body, base_url="https://x")
        service = self._exchange if endpoint is Endpoint.EXCHANGE else self._compliance
        answer = orjson.loads(
            service.resolve(Straight(), self._at(), self.principal, call).run().body or b"{}"
        )
        rows: list[dict[str, Any]] = answer.get("value", [])
        return rows

    async def collection(self, path: str, where: Condition = EVERYTHING, **_: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.graph_call("GET", where.on(path))["value"]
        return where.held(path, rows)

    async def entity(self, path: str, **_: Any) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = self.graph_call("GET", path)
        except GraphError as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        return found

    async def search(self, path: str, body: Any) -> dict[str, Any]:
        found: dict[str, Any] = self.graph_call("POST", path, body)
        return found

    async def rows(
        self, endpoint: Endpoint, invocation: Invocation, select: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        return self.run(
            invocation.cmdlet, endpoint=endpoint, select=",".join(select), **dict(invocation.parameters)
        )

    async def pages(
        self,
        first: Endpoint | str,
        asked: Invocation | Condition = EVERYTHING,
        select: Sequence[str] = (),
        **_: Any,
    ) -> AsyncIterator[list[dict[str, Any]]]:
        if isinstance(first, Endpoint):
            assert isinstance(asked, Invocation)
            yield await self.rows(first, asked, select)
        else:
            assert isinstance(asked, Condition)
            yield await self.collection(first, asked)
