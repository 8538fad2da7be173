"""What only looks has nothing to write with."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import cast

import pytest

import holdfast
from holdfast.model.plan import Cloud
from holdfast.tenant.cmdlets import CmdletReader, Cmdlets
from holdfast.tenant.graph import Graph, GraphReader
from holdfast.tenant.http import Http
from holdfast.tenant.retry import Patience
from holdfast.tenant.tenant import Reader, Tenant, open_reader, open_tenant

WRITES = {"change", "run", "run_all", "write"}
ROOT = Path(holdfast.__file__).parent


@pytest.mark.parametrize("reads", [GraphReader, CmdletReader])
def test_reader_has_no_verb_that_writes(reads: type) -> None:
    assert not WRITES & {name for name, _ in inspect.getmembers(reads)}


@pytest.mark.parametrize("writes", [Graph, Cmdlets])
def test_only_the_whole_tenant_has(writes: type) -> None:
    assert WRITES & {name for name, _ in inspect.getmembers(writes)}


def test_session_that_only_reads_is_made_of_readers() -> None:
    reader = Reader("contoso.example", cast("Http", None), Patience())

    assert type(reader.graph) is GraphReader
    assert type(reader.cmdlets) is CmdletReader


def test_looking_opens_a_session_that_only_reads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = ("contoso.example", cast("Http", None), Patience())
    monkeypatch.setattr("holdfast.tenant.tenant._session", lambda *_, **__: session)

    assert type(open_reader("contoso.example", Cloud.GLOBAL, tmp_path)) is Reader
    assert type(open_tenant("contoso.example", Cloud.GLOBAL, tmp_path)) is Tenant


def _opens_to_write(path: Path) -> bool:
    names = {one.id for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Name)}
    return "open_tenant" in names


def test_sessions_that_write_are_opened_by_the_providers_alone() -> None:
    opening = {path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*.py") if _opens_to_write(path)}
    assert opening == {"provider"}
