"""Clients as the registries have them, with nothing but the environment told to them: they read the embedded tenant."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract import sources
from tests.contract.clients.prepare import SOURCES, go_client, node_client
from tests.contract.marks import documented

if TYPE_CHECKING:
    from tests.contract.clients.conftest import World


def is_of_the_tenant(found: dict[str, Any]) -> bool:
    """What all clients print in common."""
    return len(found["users"]) == 2 and found["policies"] == [] and len(found["cast"]) > 0


@documented(sources.SDK)
def test_msgraph_sdk_from_its_default_base_address(world: World) -> None:
    """The SDK doubles a slash in every path."""
    ways = ("secret", "certificate", "aio-certificate")
    found = world.run([sys.executable, str(SOURCES / "python" / "main.py")], ways)
    for way in ways:
        assert is_of_the_tenant(found[way]), way
        assert found[way]["refused"] == [404, "Request_ResourceNotFound"]
        assert found[way]["pages"] > 2
    assert f"POST login.microsoftonline.com/{world.tenant_id}/oauth2/v2.0/token" in world.asked()


@documented(sources.SDK, "GET /groups/{id}/members/microsoft.graph.user")
def test_azidentity_and_azcore(world: World) -> None:
    program = go_client()
    if program is None:
        pytest.skip("there is no Go on this machine")
    ways = ("secret", "certificate", "workload")
    found = world.run([str(program)], ways)
    for way in ways:
        assert is_of_the_tenant(found[way]), way
        assert found[way]["manage"] is True
        assert [one["id"] for one in found[way]["doubled"]] == [world.tenant_id]


@documented(sources.SDK)
def test_the_npm_graph_client_with_azure_identity(world: World) -> None:
    command = node_client()
    if command is None:
        pytest.skip("there is no Node with npm on this machine")
    ways = ("secret", "certificate")
    found = world.run(command, ways)
    for way in ways:
        assert is_of_the_tenant(found[way]), way
        assert found[way]["counted"] > 0
        assert found[way]["refused"] == [404, "Request_ResourceNotFound"]
        # A release that leaves the version in a member's address is refused by the service, member by member.
        told = (found[way]["batchUrl"].startswith("/v1.0"), found[way]["batched"])
        assert told in {(True, 400), (False, 200)}
