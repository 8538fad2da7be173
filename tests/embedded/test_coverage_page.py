"""The page that says what is implemented comes from what is implemented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.registry import all_cmdlets
from holdfast.emulator.coverage import coverage_page, main
from holdfast.emulator.faults import FAULTS
from holdfast.emulator.odata.dispatch import graph_routes

if TYPE_CHECKING:
    from pathlib import Path


def test_every_route_cmdlet_and_fault_is_on_the_page(tmp_path: Path) -> None:
    page = coverage_page()
    for route in graph_routes():
        assert f"| {route.method} | `{route.template}` | " in page
        assert route.doc.endswith("."), route.template
    for cmdlet in all_cmdlets():
        assert f"| {cmdlet.name} | {cmdlet.endpoint} | " in page
    assert all(f"| `{name}` | " in page for name in FAULTS)
    assert main([str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page
