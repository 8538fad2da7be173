"""Settings of which every tenant has one object: what is asked for, what is not understood, what is written."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.defender.teams_protection_policy import KIND as TEAMS
from holdfast.kinds.purview.unified_audit_log import KIND
from holdfast.model.errors import ReadError
from holdfast.tenant.cmdlet_wire import Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.tenant.cmdlet_wire import Invocation
    from holdfast.tenant.tenant import Tenant

INGESTION = "UnifiedAuditLogIngestionEnabled"


@dataclass
class Service:
    """Cmdlets that give these rows and keep what they were asked."""

    answers: Sequence[Mapping[str, Any]] = ({INGESTION: True},)
    asked: list[tuple[Endpoint, str, Any]] = field(default_factory=list)

    @property
    def tenant(self) -> Tenant:
        return cast("Tenant", self)

    @property
    def cmdlets(self) -> Service:
        return self

    async def rows(self, endpoint: Endpoint, one: Invocation, select: Sequence[str] = ()) -> list[Any]:
        self.asked.append((endpoint, one.cmdlet, tuple(select)))
        return list(self.answers)

    async def run(self, endpoint: Endpoint, one: Invocation) -> list[Any]:
        self.asked.append((endpoint, one.cmdlet, dict(one.parameters)))
        return []


def test_the_log_is_read_at_the_exchange_endpoint_with_all_that_it_says() -> None:
    service = Service(({INGESTION: False},))

    (live,) = asyncio.run(KIND.collect(service.tenant, frozenset()))

    assert (live.id, live.key, live.inputs) == (KIND.key, KIND.key, {"enabled": False})
    assert service.asked == [(Endpoint.EXCHANGE, "Get-AdminAuditLogConfig", ())]


@pytest.mark.parametrize("rows", [[], [{INGESTION: True}, {INGESTION: False}]])
def test_none_or_several_are_not_the_one_that_there_is(rows: list[dict[str, Any]]) -> None:
    with pytest.raises(ReadError, match=rf"gave {len(rows)} rows, and every tenant has exactly one"):
        asyncio.run(KIND.get(Service(rows).tenant, KIND.key, {}))


@pytest.mark.parametrize("row", [{}, {INGESTION: None}, {INGESTION: "True"}, {INGESTION: 1}])
def test_a_switch_that_is_not_told_is_neither_on_nor_off(row: dict[str, Any]) -> None:
    """Without the right the service leaves the property out."""
    live = asyncio.run(KIND.get(Service([row]).tenant, KIND.key, {}))

    assert live is not None
    assert live.misread is not None
    assert INGESTION in live.misread.message


def test_it_is_set_where_it_is_and_never_removed() -> None:
    service = Service()

    assert asyncio.run(KIND.create(service.tenant, {"enabled": True})) == KIND.key
    asyncio.run(KIND.delete(service.tenant, KIND.key, {"enabled": True}))

    assert service.asked == [(Endpoint.EXCHANGE, "Set-AdminAuditLogConfig", {INGESTION: True})]


@pytest.mark.parametrize(
    ("row", "sent"),
    [
        ({"Guid": "8f1c"}, [{"Identity": "8f1c", "ZapEnabled": True}]),
        ({"Guid": ""}, []),
        ({}, []),
    ],
    ids=["that says which it is", "of no id", "without one"],
)
def test_a_change_says_which_object_it_is_of_where_the_service_asks_or_is_not_made(
    row: dict[str, Any], sent: list[dict[str, Any]]
) -> None:
    service = Service([row])

    with nullcontext() if sent else pytest.raises(ReadError, match="Teams protection policy: Guid"):
        asyncio.run(TEAMS.create(service.tenant, {"zapEnabled": True}))

    assert [one for _, cmdlet, one in service.asked if cmdlet.startswith("Set-")] == sent
