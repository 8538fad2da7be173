"""Whatever a state says of signing in, its own providers say what the client file says now; nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from holdfast.apply.connections import signs_in_otherwise, with_connection
from holdfast.apply.state import parse_state
from holdfast.model.connection import Connection, SignInWay
from holdfast.model.plan import Cloud, Plan

PLAN = Plan("acme", "acme.example", Cloud.GLOBAL, "b@1.0.0", {}, (), (), delete_protected_data=False)
SAID = (
    Connection(),
    *(Connection(way=way) for way in SignInWay),
    Connection(application="0d5c0000-0000-4000-8000-0000000000ab"),
    Connection(
        application="0d5c0000-0000-4000-8000-0000000000cd", way=SignInWay.FEDERATION, service_connection="s"
    ),
)


def row(package: str, name: str, **inputs: str) -> dict[str, Any]:
    urn = f"urn:pulumi:acme::holdfast::pulumi:providers:{package}::{name}"
    kind = f"pulumi:providers:{package}"
    return {"urn": urn, "type": kind, "custom": True, "id": name, "inputs": inputs, "outputs": dict(inputs)}


def state(connection: Connection) -> dict[str, Any]:
    """A state after an apply with a client file that said this."""
    told, application = connection.to_text(), connection.application
    by_hand = [
        row("m365", "theirs", tenant="b.example", connection="x"),
        row("azuread", "default", clientId="y"),
    ]
    ours = row("m365", "m365", tenant="acme.example", **({"connection": told} if told else {}))
    plugin = row(
        "azuread", "azuread", tenantId="acme.example", **({"clientId": application} if application else {})
    )
    return {"resources": [ours, plugin, *by_hand], "manifest": {}}


@pytest.mark.parametrize("now", SAID)
@pytest.mark.parametrize("before", SAID)
def test_providers_sign_in_as_the_file_says_now(before: Connection, now: Connection) -> None:
    plan, kept = replace(PLAN, connection=now), state(before)

    assert signs_in_otherwise(parse_state(kept).connections, plan) == (before != now)
    assert with_connection(kept, plan) == state(now)


@pytest.mark.parametrize("before", SAID)
def test_on_the_embedded_tenant_the_plugin_is_told_no_application(before: Connection) -> None:
    plan = replace(PLAN, connection=SAID[-1], cloud=Cloud.EMBEDDED)
    ours, plugin, *_ = with_connection(state(before), plan)["resources"]

    assert ours["inputs"]["connection"] == ours["outputs"]["connection"] == SAID[-1].to_text()
    assert "clientId" not in plugin["inputs"]


def test_a_state_without_providers_has_nothing_to_say() -> None:
    assert not signs_in_otherwise(parse_state({}).connections, PLAN)
    assert with_connection({}, PLAN) == {"resources": []}
