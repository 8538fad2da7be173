"""Nothing of the embedded tenant is without a contract test, and no contract test is about something that is not there.

That each of them bears exactly one mark with its source, and asks what the mark says that it covers, its own folder
checks: tests/contract/conftest.py.
"""

from __future__ import annotations

import pytest

from holdfast.emulator import evidence
from holdfast.emulator.arm.dispatch import ROUTES as ARM_ROUTES
from holdfast.emulator.cmdlets.registry import all_cmdlets
from holdfast.emulator.cmdlets.routes import ROUTES as ADMIN_ROUTES
from holdfast.emulator.odata.dispatch import graph_routes
from tests.contract.sources import OURS
from tools.docs.contract_marks import ContractTest, contract_tests
from tools.docs.embedded_tenant import declared_services

SERVED = {
    *(f"{route.method} {route.template}" for route in (*graph_routes(), *ARM_ROUTES)),
    *(f"{route.method} {route.template}" for route in ADMIN_ROUTES),
    *(cmdlet.name for cmdlet in all_cmdlets()),
}


@pytest.fixture(scope="module")
def tests() -> tuple[ContractTest, ...]:
    return contract_tests()


def test_every_route_and_cmdlet_has_a_contract_test(tests: tuple[ContractTest, ...]) -> None:
    covered = {name for test in tests for name in test.covers}
    untested = sorted(SERVED - covered)
    assert not untested, (
        f"no mark below tests/contract covers {untested}: write a test, and name them in its mark"
    )


def test_every_mark_names_what_there_is(tests: tuple[ContractTest, ...]) -> None:
    unknown = sorted({name for test in tests for name in test.covers} - SERVED)
    assert not unknown, f"marks below tests/contract cover {unknown}, which the embedded tenant does not have"


def test_what_is_our_own_says_nothing_of_a_route(tests: tuple[ContractTest, ...]) -> None:
    ours = str(evidence.assumed(OURS))
    claimed = sorted({name for test in tests if test.source == ours for name in test.covers})
    assert not claimed, (
        f"tests of the embedded tenant's own machinery cover {claimed}: they say nothing of the service"
    )


def test_every_refused_value_has_a_contract_test(tests: tuple[ContractTest, ...]) -> None:
    sources = [test.source for test in tests]
    refused = [one for service in declared_services() for one in service.refused]
    assert refused, "some declaration refuses a value"
    untested = [dict(one.given) for one in refused if str(one.evidence) not in sources]
    assert not untested, f"no contract test tries the refused values {untested}"
