"""The page that says what is implemented, and how sure we are of it, comes from what is implemented and its tests."""

from __future__ import annotations

import pytest

from holdfast.emulator.cmdlets.registry import all_cmdlets
from holdfast.emulator.faults import FAULTS
from holdfast.emulator.odata.dispatch import graph_routes
from tools.docs.contract_marks import (
    CollectionError,
    ContractTest,
    contract_tests,
    counted,
    strongest,
)
from tools.docs.embedded_tenant import declared_services, embedded_tenant_page

TESTS = (
    ContractTest("assumed", "so it is", ("GET /users", "Set-Mailbox")),
    ContractTest("documented", "https://learn.microsoft.com, 2026-11-24", ("GET /users",)),
)


def test_every_route_cmdlet_fault_and_default_is_on_the_page_with_its_mark() -> None:
    page = embedded_tenant_page(TESTS)
    for route in graph_routes():
        mark = "documented" if (route.method, route.template) == ("GET", "/users") else "none"
        assert f"| {route.method} | `{route.template}` | {mark} | " in page
        assert route.doc.endswith("."), route.template
    for cmdlet in all_cmdlets():
        mark = "assumed" if cmdlet.name == "Set-Mailbox" else "none"
        assert f"| {cmdlet.name} | {mark} | {cmdlet.endpoint} | " in page
    assert all(f"| `{name}` | " in page for name in FAULTS)
    for service in declared_services():
        properties = getattr(service, "properties", None) or getattr(service, "settings", {})
        assert all(f"`{name}`" in page for name in properties)
    assert "| Contract tests, each case counted | 0 | 1 | 1 |" in page


def test_the_strongest_mark_counts() -> None:
    assert strongest(TESTS, "GET /users") == "documented"
    assert strongest(TESTS, "GET /groups") is None
    assert counted(["assumed", "verified", "assumed", None]) == ("1", "0", "2")


def test_tests_that_cannot_be_collected_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.docs.contract_marks._TESTS", "tests/nowhere")
    with pytest.raises(CollectionError, match="tests/nowhere"):
        contract_tests()
