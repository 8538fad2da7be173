"""An assessment of which a part did not come is no good news: each property that was asked for, left out by itself."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.graph.groups.types import new_group
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.assessment import Assessment
from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.tenant.graph import GraphReader
from holdfast.tenant.tenant import open_tenant
from tests.tried import tried_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
GROUP_ID = "5f1cbeef-0000-4000-8000-000000000001"
EMERGENCY = [f"bg1@{DOMAIN}", f"bg2@{DOMAIN}"]
RULES = {kind.name: tried_kind(kind.name).obeyed for kind in kinds().values() if tried_kind(kind.name).obeyed}
"""By kind a rule that the tenant below obeys."""
NAMES_ONLY = {"displayName"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("whole")
    (home / "tenant").mkdir()
    control.seed(home / "tenant", DOMAIN, "small")
    with TenantServer(home / "tenant") as server:
        folder = TenantFolder(home / "tenant")
        store = folder.open(DOMAIN)
        ids = {row["userPrincipalName"]: row["id"] for row in store.all("users")}
        plain = {"displayName": "CA-BreakGlass", "securityEnabled": True, "groupTypes": []}
        group = new_group(GROUP_ID, "2026-01-01T00:00:00Z", {**plain, "isAssignableToRole": True})
        store.put("groups", GROUP_ID, group)
        store.put("group_members", GROUP_ID, {"ids": [ids[one] for one in EMERGENCY]})
        yield home
        folder.close()
        server.log.close()


def is_good(home: Path, name: str) -> bool:
    """Whether somebody obeys the rule and nobody breaks it, and of everybody all was told."""
    (kind,) = [one for one in kinds().values() if isinstance(one, Assessment) and one.name == name]

    assert isinstance(kind, PopulationKind)

    async def judge() -> Judgement:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, home) as tenant:
            return await kind.judge(tenant, dict(RULES[name]))

    try:
        found = asyncio.run(judge())
    except ReadError:
        return False
    return bool(found.covered) and not (
        found.violations or found.unjudged or found.uncounted or found.undeclared
    )


def test_every_assessment_that_reads_is_among_them() -> None:
    assessments = {
        one.name for one in kinds().values() if one.shape is Shape.ASSESSMENT and "Graph" in one.interface()
    }
    lacking = [
        name for name in sorted(assessments) if not (tried_kind(name).obeyed or tried_kind(name).comes_whole)
    ]
    assert not lacking, (
        "their files below tests/kinds lack `obeyed`, a rule that this tenant obeys, or `comes_whole`"
    )
    assert set(RULES) <= assessments
    assert not [name for name in RULES if tried_kind(name).comes_whole]


@pytest.mark.parametrize("name", RULES)
def test_what_was_asked_for_and_did_not_come_is_never_taken_for_the_best(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    asked, left_out = GraphReader.collection, ("", "")
    columns: set[tuple[str, str]] = set()

    async def collection(graph: GraphReader, path: str, *where: Any, **how: Any) -> list[dict[str, Any]]:
        rows = await asked(graph, path, *where, **how)
        _, _, selected = path.partition("$select=")
        own = selected.partition("&")[0].split(",") if selected else []
        columns.update((path, one) for one in own if rows)
        at, column = left_out
        return [{key: row[key] for key in row if (path, key) != (at, column)} for row in rows]

    monkeypatch.setattr(GraphReader, "collection", collection)
    assert is_good(home, name)
    assert columns
    calm = set()
    for left_out in sorted(columns):
        if left_out[1] not in NAMES_ONLY and is_good(home, name):
            calm.add(left_out[1])
    assert calm <= {*tried_kind(name).enough_without}
