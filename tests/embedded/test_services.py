"""Services are found by walking their folders; the seed's roles follow from their routes; every write is audited."""

from __future__ import annotations

import importlib
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.cmdlets.registry import NOT_IMPLEMENTED, all_cmdlets, cmdlet_services
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.gate import TenantGate, UnauditedWriteError
from holdfast.emulator.odata.dispatch import graph_routes, graph_services
from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.routing import Route
from holdfast.emulator.seeds.applications import applications
from holdfast.emulator.walk import UndeclaredServiceError, find_services
from holdfast.emulator.wire import Call, Operation, Principal, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import ModuleType

    from tests.contract.conftest import Tiny

SOMEBODY = Principal("t", "a", "o", "Somebody", "aud", frozenset(), frozenset())


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., ModuleType]]:
    """Makes a package of the given files; its services are what is in it."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(**files: str) -> ModuleType:
        root = tmp_path / "madeup"
        root.mkdir()
        (root / "__init__.py").touch()
        for name, text in files.items():
            file = root / f"{name.replace('__', '/')}.py"
            file.parent.mkdir(exist_ok=True)
            if file.parent != root and "bare" not in name:
                (file.parent / "__init__.py").touch()
            file.write_text(text)
        importlib.invalidate_caches()
        return importlib.import_module("madeup")

    yield make
    for name in [one for one in sys.modules if one.partition(".")[0] == "madeup"]:
        del sys.modules[name]


def test_a_file_is_declared_and_a_folder_is_in_code(package: Callable[..., ModuleType]) -> None:
    made = package(b="SERVICE = 7", a__routes="ROUTES = (1, 2)", a__types="SHAPE = 3")
    found = find_services(made, "routes")
    assert [(one.name, one.declared, one.parts) for one in found] == [("a", None, (1, 2)), ("b", 7, ())]
    assert [len(one.modules) for one in found] == [2, 1]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"a": "ROUTES = (1,)"}, r"a\.py .* has no SERVICE"),
        ({"a__types": "X = 1"}, r"madeup/a .* has no routes\.py"),
        ({"a__routes": "ROUTES = ()"}, r"a/routes\.py .* has no tuple ROUTES"),
        ({"a__routes": "ROUTES = (1,)", "a__more": "ROUTES = (2,)"}, r"a/more\.py .* belong in routes\.py"),
        ({"bare__routes": "ROUTES = (1,)"}, r"madeup/bare .* has no __init__\.py"),
    ],
)
def test_what_declares_no_service_stops_the_start(
    package: Callable[..., ModuleType], files: dict[str, str], says: str
) -> None:
    with pytest.raises(UndeclaredServiceError, match=says):
        find_services(package(**files), "routes")


def test_a_cmdlet_lies_in_the_folder_of_its_endpoint() -> None:
    for service in cmdlet_services():
        cmdlets = service.parts if service.declared is None else service.declared.cmdlets()
        endpoint = "compliance" if ".purview." in service.modules[0].__name__ else "exchange"
        assert {one.endpoint for one in cmdlets} == {endpoint}, service.name


def test_every_file_of_a_declared_service_holds_one_declaration() -> None:
    declared = [one for one in (*graph_services(), *cmdlet_services()) if one.declared is not None]
    assert declared
    for one in declared:
        shapes = [value for value in vars(one.modules[0]).values() if type(value) is type(one.declared)]
        assert shapes == [one.declared], one.name


def test_the_seeded_application_may_use_what_is_served_and_no_more() -> None:
    holdfast = next(one for one in applications() if one.name == "Holdfast")
    for route in graph_routes():
        allowed = not route.any_of or bool(set(route.any_of) & set(holdfast.roles))
        usable = allowed and set(route.all_of) <= set(holdfast.roles)
        assert usable or not route.consented, route.template
    assert not {"Application.ReadWrite.All", "User.ReadWrite.All"} & set(holdfast.roles)
    needed = {role for route in graph_routes() if route.consented for role in route.least_roles}
    assert set(holdfast.roles) == needed | {"Exchange.ManageAsApp"}
    for cmdlet in all_cmdlets():
        kept = cmdlet.allowed.directory <= {"Global Administrator"}  # who may read role groups of Purview
        assert kept or cmdlet.allowed.directory & set(holdfast.directory_roles), cmdlet.name


def operation(run: Callable[[], Reply]) -> Operation:
    return Operation(labels=("PATCH /things",), write=True, run=run, render_error=lambda _: Reply(400))


def test_a_write_without_an_audit_event_is_undone_and_told(tiny: Tiny) -> None:
    def unaudited() -> Reply:
        tiny.store.put("things", "a", {"id": "a"})
        return Reply(204)

    gate = TenantGate(RequestLog(tiny.server.folder))
    with pytest.raises(UnauditedWriteError, match="PATCH /things changed the tenant without an audit event"):
        gate.perform(tiny.tenant, Call("PATCH", "v1.0", "/things"), operation(unaudited))
    assert tiny.store.all("things") == []


def test_a_write_with_its_event_and_one_that_changes_nothing_pass(tiny: Tiny) -> None:
    def audited() -> Reply:
        tiny.store.put("things", "a", {"id": "a"})
        target: dict[str, Any] = {"id": "a", "displayName": "A", "type": "Policy"}
        record_directory_change(
            tiny.tenant, SOMEBODY, "Update thing", "Policy", "Core Directory", target=target
        )
        return Reply(204)

    with closing(RequestLog(tiny.server.folder)) as log:
        gate = TenantGate(log)
        for run in (audited, lambda: Reply(204)):
            done = gate.perform(tiny.tenant, Call("PATCH", "v1.0", "/things"), operation(run))
            assert done.reply.status == 204
    assert tiny.store.get("things", "a") == {"id": "a"}


def test_least_roles_are_the_first_and_all_that_are_needed_besides() -> None:
    route = Route("GET", "/x", lambda *_: Reply(200), "X.", any_of=("Least", "More"), all_of=("Also",))
    assert route.least_roles == {"Least", "Also"}
    assert Route("GET", "/x", lambda *_: Reply(200), "X.").least_roles == frozenset()


def test_what_is_not_implemented_is_not_there_and_names_what_changes_what_is_only_read() -> None:
    assert not NOT_IMPLEMENTED & {one.name.lower() for one in all_cmdlets()}
    listed = [one.declared.noun for one in cmdlet_services() if isinstance(one.declared, ListedRows)]
    assert listed
    for noun in listed:
        assert NOT_IMPLEMENTED & {f"{verb}-{noun}".lower() for verb in ("new", "set", "remove")}, noun
