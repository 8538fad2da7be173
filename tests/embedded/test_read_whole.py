"""Every list that a check asks of Graph is asked of one version, and of the one that answers it whole.

Held against what the embedded tenant is known to hide by v1.0, and against every path that a check really asked: a
reader that is added is held to it as well.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.service_principals.types import new_service_principal
from holdfast.emulator.store import TenantFolder
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSIONS = ("v1.0", "beta")
GROUP = "CA-BreakGlass"
ROBOT = "b2f5c1de-0000-4000-8000-000000000003"
PREVIEW = "b2f5c1de-0000-4000-8000-000000000004"
HIDDEN = {
    "/groups/{id}/members": ROBOT,
    "/groups/{id}/owners": ROBOT,
    "/identity/conditionalAccess/policies": PREVIEW,
}
"""Lists of which v1.0 is known to leave something out, and what the tenant of this test has there."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with Scratch(tmp_path_factory.mktemp("whole") / "scratch") as made:
        made.apply()
        hide(made)
        yield made


def hide(scratch: Scratch) -> None:
    """Have something in every list of `HIDDEN` that v1.0 leaves out."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        robot = new_service_principal(ROBOT, {"appId": ROBOT, "displayName": "Robot"})
        store.put("servicePrincipals", ROBOT, robot)
        (group,) = [str(one["id"]) for one in store.all("groups") if one["displayName"] == GROUP]
        for relation in ("group_members", "group_owners"):
            present = (store.get(relation, group) or {"ids": []})["ids"]
            store.put(relation, group, {"ids": [*present, ROBOT]})
        policy = store.all("conditionalAccessPolicies")[0]
        conditions = {**policy["conditions"], "agentIdRiskLevels": "high"}
        store.put("conditionalAccessPolicies", PREVIEW, {**policy, "id": PREVIEW, "conditions": conditions})
    finally:
        tenants.close()


@pytest.fixture(scope="module")
def asked(scratch: Scratch) -> frozenset[tuple[str, str]]:
    """Version and path, with its query, of everything that one check asked of Graph."""
    since = scratch.log.last_id()
    scratch.check()
    found = {
        (one.path.split("/")[1], "/" + one.path.split("/", 2)[2])
        for one in scratch.log.entries(since)
        if one.kind == "graph" and one.method == "GET"
    }
    assert {version for version, _ in found} == set(VERSIONS)
    return frozenset(found)


def collection(path: str) -> str:
    """What a path lists, whatever is asked of it and of which object."""
    return _ID.sub("{id}", path.partition("?")[0])


def test_no_list_is_read_by_two_versions(asked: frozenset[tuple[str, str]]) -> None:
    versions: dict[str, set[str]] = {}
    for version, path in asked:
        versions.setdefault(collection(path), set()).add(version)
    assert {path: by for path, by in versions.items() if len(by) > 1} == {}


def test_every_list_is_read_by_a_version_that_leaves_nothing_out(
    scratch: Scratch, asked: frozenset[tuple[str, str]]
) -> None:
    async def ids() -> dict[tuple[str, str], set[str]]:
        async with scratch.tenant() as tenant:

            async def of(version: str, path: str) -> set[str]:
                body: dict[str, Any] = await tenant.graph.entity(f"/{version}{path}") or {}
                return {str(row.get("id")) for row in body.get("value", [body])}

            return {(version, path): await of(version, path) for _, path in asked for version in VERSIONS}

    answered = asyncio.run(ids())
    left_out = {}
    hidden: dict[str, set[str]] = {}
    for version, path in asked:
        whole = set().union(*(answered[one, path] for one in VERSIONS))
        left_out[version, path] = whole - answered[version, path]
        if by_v1 := whole - answered["v1.0", path]:
            hidden.setdefault(collection(path), set()).update(by_v1)
    assert {what: ids for what, ids in left_out.items() if ids} == {}
    assert hidden == {path: {one} for path, one in HIDDEN.items()}, (
        "the tenant of this test hides what it should"
    )
