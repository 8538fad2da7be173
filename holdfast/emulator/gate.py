"""The one way every operation goes: real limits, faults, one transaction with its audit event, the request log.

Used for a request and, one by one, for the members of a `$batch`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from holdfast.emulator.audit import TRAILS
from holdfast.emulator.faults import FaultBook
from holdfast.emulator.limits import CONDITIONAL_ACCESS, Limiter, limit_of_path
from holdfast.emulator.request_log import LogEntry
from holdfast.emulator.wire import CmdletError, Delivery, GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.request_log import RequestLog
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Operation


class TenantGate:
    """Carries operations out, for one server.

    Args:
        log: where every operation is written down.
    """

    def __init__(self, log: RequestLog) -> None:
        self._log = log
        self._limiter = Limiter()
        self._member_delays: dict[str, float] = {}

    def perform(self, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        """Carry out `operation`, log it under `call`, and say how its answer reaches the client."""
        started = time.perf_counter()
        delivery = self._perform(tenant, call, operation)
        if call.batch_parent:
            delivery = self._as_member(call, operation, delivery)
        else:
            delay = delivery.delay_seconds + self._member_delays.pop(call.request_id, 0.0)
            delivery = replace(delivery, delay_seconds=delay)
        self.record(tenant.domain, call, operation, delivery, started)
        return delivery

    def record(
        self, domain: str, call: Call, operation: Operation, delivery: Delivery, started: float
    ) -> None:
        """Log one request; `started` is `time.perf_counter()` when it came."""
        version = f"/{call.version}" if call.version else ""
        query = f"?{urlencode(call.query, safe='$,:/()')}" if call.query else ""
        self._log.add(
            LogEntry(
                time=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
                kind=operation.kind,
                tenant=domain,
                host=call.host,
                method=call.method,
                path=f"{version}{call.path}{query}",
                cmdlet=operation.cmdlet,
                status=0 if delivery.drop == "reset" else delivery.reply.status,
                write=operation.write,
                touches_conditional_access=limit_of_path(call.path) == CONDITIONAL_ACCESS,
                request_id=call.request_id,
                batch_parent=call.batch_parent,
                user_agent=call.headers.get("user-agent", ""),
                milliseconds=(time.perf_counter() - started) * 1000,
            )
        )

    def _as_member(self, call: Call, operation: Operation, delivery: Delivery) -> Delivery:
        # A batch is as late as its slowest member, and a member has no connection of its own to cut.
        slowest = max(self._member_delays.get(call.batch_parent, 0.0), delivery.delay_seconds)
        self._member_delays[call.batch_parent] = slowest
        if not delivery.drop:
            return delivery
        broken = GraphError(502, "UnknownError", "The connection to the workload was closed.")
        return Delivery(operation.render_error(broken))

    def _perform(self, tenant: Tenant, call: Call, operation: Operation) -> Delivery:
        faults = FaultBook(tenant.store, call, operation)
        error, delay, cut = faults.before()
        if cut:
            return Delivery(Reply(0), delay, drop="reset")
        try:
            if error is not None:
                raise error
            self._limiter.admit(tenant, operation.limit)
            return faults.after(_run(tenant, operation), delay)
        except (GraphError, CmdletError) as refusal:
            return Delivery(operation.render_error(refusal), delay)


class UnauditedWriteError(Exception):
    """A write changed the tenant and left no audit event: a mistake of the service, which undoes the write.

    Args:
        labels: what was asked for.
    """

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__(
            f"{' = '.join(labels)} changed the tenant without an audit event: every write of a service leaves one by "
            "record_directory_change or record_cmdlet, as emulator/audit.py says"
        )


def _run(tenant: Tenant, operation: Operation) -> Reply:
    if not (operation.write and operation.atomic):
        return operation.run()
    store = tenant.store
    with store.transaction():
        changes, events = store.connection.total_changes, _events(tenant)
        reply = operation.run()
        if store.connection.total_changes != changes and _events(tenant) == events:
            raise UnauditedWriteError(operation.labels)
        return reply


def _events(tenant: Tenant) -> tuple[int, ...]:
    """Versions of the audit trails: they grow with every event."""
    return tuple(tenant.store.version(trail) for trail in TRAILS)
