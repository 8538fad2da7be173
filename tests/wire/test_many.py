"""Many tenants in one run, some of which fail in every way that there is: nobody else is stopped, slowed or coloured.

Every way is each of the fuzzer's with each sort of answer, each in which a whole tenant is not reached, and what breaks
inside of us.
"""

from __future__ import annotations

import asyncio
import os
import re
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from holdfast.cli.report_input import report_input
from holdfast.drift.check import Checked
from holdfast.drift.many import Bounds, check_many
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT
from holdfast.model.status import ExitCode, Status
from holdfast.report.formats.json import FORMAT
from tests.wire.failing import WAYS, breaking
from tests.wire.tenants import healthy, mutated, ways

if TYPE_CHECKING:
    from tests.wire.fuzz import Fuzz
    from tests.wire.tenants import OneTenant

OTHERS, FAILING = 260, 53
TENANTS = OTHERS + FAILING
SEED, MUTATIONS = 13, 12_000
BOUNDS = Bounds(at_once=8, long_seconds=0.05)
SAID = {
    "hangs": "no answer in time",
    "drips": "no answer in time",
    "endless pages": "time",
    "TLS hung up": "the connection broke off",
    "not trusted": "its TLS is not trusted",
    "no name": "its name has no address",
    "refused": "the connection was refused",
    "proxy wants a password": "the proxy answers 407",
    "cut off": "the connection broke",
    "half an answer": "the answer is not whole",
    "a page to sign in to the network": "sign-in",
    "such a page after signing in": "no list of answers",
    "no such tenant": "AADSTS90002",
    "throttled for ever": "429|time",
}
BROKEN = "broken by somebody else"


def failing(fuzz: Fuzz, healthy_ones: list[OneTenant]) -> list[OneTenant]:
    """The first tenants made to fail: one that hangs, others for each way to be out of reach and each of the fuzzer."""
    hangs, breaks, is_broken_off, *others = healthy_ones
    out_of_reach, more = others[: len(WAYS)], others[len(WAYS) :]
    changed = list(ways(islice(fuzz.mutations(SEED), MUTATIONS)).values())
    assert len(changed) == len(more), (
        f"{len(changed)} ways of the fuzzer, and {len(more)} tenants are left for them"
    )
    return [
        WAYS["hangs"](hangs),
        breaking(breaks, RuntimeError(BROKEN)),
        breaking(is_broken_off, asyncio.CancelledError()),
        *(way(tenant) for way, tenant in zip(WAYS.values(), out_of_reach, strict=True)),
        *(mutated(tenant, one) for tenant, one in zip(more, changed, strict=True)),
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


def whole_answer(fuzz: Fuzz, tenant: OneTenant) -> Checked | Exception:
    """What a run of this tenant alone is answered."""
    found: list[Checked | Exception] = []
    name = tenant.recording.plan.client
    asyncio.run(
        check_many([name], lambda _: tenant.check(fuzz), lambda _, answer: found.append(answer), BOUNDS)
    )
    return found[0]


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
    assert len(others) == OTHERS
    different = [client for client, one in others.items() if found[client] != told(whole_answer(fuzz, one))]
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


@pytest.mark.parametrize("way", WAYS)
def test_tenant_out_of_reach_is_unread_whole_and_says_why(fuzz: Fuzz, way: str) -> None:
    found = whole_answer(fuzz, WAYS[way](healthy(fuzz, 1)))
    if isinstance(found, HoldfastError):
        assert found.slug in {"sign-in-unreachable", "sign-in-refused"}
        told = found.message
    else:
        assert isinstance(found, Checked)
        statuses = {one.status for one in found.result.findings}
        assert statuses == {Status.UNKNOWN} or way == "endless pages"  # which what is no list does not have
        assert found.result.exit_code == ExitCode.NO_ANSWER
        told = " ".join(one.explanation for one in found.result.findings)
    assert re.search(SAID[way], told), told
