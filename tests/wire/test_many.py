"""300 tenants in one run, 40 of which fail in every way that there is: nobody else is stopped, slowed or coloured."""

from __future__ import annotations

import asyncio
import os
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.report_input import report_input
from holdfast.drift.check import Checked
from holdfast.drift.many import Bounds, check_many
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from holdfast.report.formats.json import FORMAT
from tests.wire.tenants import breaking, hanging, healthy, mutated, ways

if TYPE_CHECKING:
    from tests.wire.fuzz import Fuzz
    from tests.wire.tenants import OneTenant

TENANTS, FAILING = 300, 40
SEED, MUTATIONS = 13, 4_000
BOUNDS = Bounds(at_once=8, long_seconds=0.05)
BROKEN = "broken by somebody else"


def failing(fuzz: Fuzz, healthy_ones: list[OneTenant]) -> list[OneTenant]:
    """The first tenants made to fail: two that hang, two that break, and one for each way of the fuzzer."""
    hang, hangs, breaks, is_broken_off, *others = healthy_ones
    changed = list(ways(islice(fuzz.mutations(SEED), MUTATIONS)).values())
    assert len(changed) == len(others), (
        f"{len(changed)} ways of the fuzzer: let {len(changed) + 4} tenants fail"
    )
    return [
        hanging(hang),
        hanging(hangs),
        breaking(breaks, RuntimeError(BROKEN)),
        breaking(is_broken_off, asyncio.CancelledError()),
        *(mutated(tenant, one) for tenant, one in zip(others, changed, strict=True)),
    ]


@pytest.fixture(scope="module")
def tenants(fuzz: Fuzz) -> dict[str, OneTenant]:
    """All of them by name, in the order in which they begin: those that fail stand among the others."""
    every = [healthy(fuzz, number) for number in range(TENANTS)]
    places = range(0, TENANTS, TENANTS // FAILING)[:FAILING]
    for place, tenant in zip(places, failing(fuzz, [every[place] for place in places]), strict=True):
        every[place] = tenant
    return {one.recording.plan.client: one for one in every}


def told(answer: Checked | Exception) -> bytes:
    """What is said of a client, byte for byte."""
    if isinstance(answer, Checked):
        return FORMAT.render(report_input(answer))
    return f"{type(answer).__name__}: {answer}".encode()


def alone(fuzz: Fuzz, tenant: OneTenant) -> bytes:
    found: list[Checked | Exception] = []
    name = tenant.recording.plan.client
    asyncio.run(
        check_many([name], lambda _: tenant.check(fuzz), lambda _, answer: found.append(answer), BOUNDS)
    )
    return told(found[0])


def test_others_are_told_as_if_they_were_alone(fuzz: Fuzz, tenants: dict[str, OneTenant]) -> None:
    fails = set(list(tenants)[:: TENANTS // FAILING][:FAILING])
    environment, found = dict(os.environ), dict[str, bytes]()
    unread: dict[str, bool] = {}
    errors: list[str] = []

    def tell(client: str, answer: Checked | Exception) -> None:
        """Keep what is said, and how the ones that fail fail."""
        found[client] = told(answer)
        if isinstance(answer, Exception):
            errors.append(str(answer))
        else:
            unread[client] = answer.result.count(Status.UNKNOWN) > 0
            assert answer.result.client == client

    asyncio.run(check_many(tenants, lambda client: tenants[client].check(fuzz), tell, BOUNDS))

    assert dict(os.environ) == environment
    assert found.keys() == tenants.keys()
    others = {client: one for client, one in tenants.items() if client not in fails}
    assert len(others) == TENANTS - FAILING
    different = [client for client, one in others.items() if found[client] != alone(fuzz, one)]
    assert different == []
    assert not any(unread[client] for client in others)
    assert sum(unread.get(client, True) for client in fails) > FAILING / 2
    assert [one for one in errors if BROKEN in one], "what breaks from inside is told"
    assert [one for one in errors if "CancelledError" in one], "what is broken off from inside is told"


def test_tenants_of_the_test_are_in_sync_or_drifted_and_bear_their_own_names(
    fuzz: Fuzz, tenants: dict[str, OneTenant]
) -> None:
    drifted, in_sync = (asyncio.run(tenants[f"tenant00{number}"].check(fuzz)).result for number in (3, 4))
    assert (drifted.exit_code, in_sync.exit_code) == (ExitCode.DRIFT, ExitCode.IN_SYNC)
    assert {one.status for one in drifted.findings} & DRIFT
    for result in (drifted, in_sync):
        assert fuzz.recorded.recording.plan.client not in str(result)


def test_tenant_that_hangs_is_unread_after_its_own_deadline(
    fuzz: Fuzz, tenants: dict[str, OneTenant]
) -> None:
    result = asyncio.run(next(iter(tenants.values())).check(fuzz)).result
    assert {one.status for one in result.findings} == {Status.UNKNOWN}
