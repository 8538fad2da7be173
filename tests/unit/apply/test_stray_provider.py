"""A provider of another tenant beside the client's own in its state: which one it is, and what to type, is told."""

from __future__ import annotations

import shlex
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.apply.gates.tenant import require_own_tenant
from holdfast.apply.state import parse_state
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan

OWN = (
    "contoso.example",
    "CONTOSO.example",
    "contoso.onmicrosoft.com",
    "0d5c0000-0000-4000-8000-000000000001",
)
STRANGE = ("fabrikam.example", "0d5c0000-0000-4000-8000-000000000002")
INPUTS = {"azuread": "tenantId", "m365": "tenant"}
PLAN = Plan("contoso", OWN[0], Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
PROVIDERS = st.lists(
    st.tuples(st.sampled_from(sorted(INPUTS)), st.sampled_from(OWN + STRANGE), st.booleans()), max_size=4
)


def urn(number: int, package: str, *, nested: bool) -> str:
    parents = "holdfast:entra:Of$" if nested else ""
    return f"urn:pulumi:contoso::holdfast::{parents}pulumi:providers:{package}::p{number}"


def row(number: int, package: str, tenant: str, *, nested: bool) -> dict[str, Any]:
    of = {"type": f"pulumi:providers:{package}", "custom": True, "inputs": {INPUTS[package]: tenant}}
    return {"urn": urn(number, package, nested=nested), "id": str(number), **of}


@given(PROVIDERS)
def test_whichever_provider_is_strange_is_named_where_another_is_the_clients_own(
    providers: list[tuple[str, str, bool]],
) -> None:
    state = parse_state({"resources": [row(at, *one[:2], nested=one[2]) for at, one in enumerate(providers)]})
    urns = [urn(at, package, nested=nested) for at, (package, _, nested) in enumerate(providers)]
    strange = [name for name, (_, tenant, _) in zip(urns, providers, strict=True) if tenant in STRANGE]
    if not strange:
        require_own_tenant(state, PLAN, lambda: OWN)
        return

    with pytest.raises(RefusedError) as refusal:
        require_own_tenant(state, PLAN, lambda: OWN)

    said = str(refusal.value)
    assert refusal.value.slug == "wrong-tenant"
    assert all(tenant in said for _, tenant, _ in providers if tenant in STRANGE)
    if len(strange) == len(urns):
        assert "new client file" in said
        assert "pulumi" not in said
        return
    # As a shell reads it, each is one word, and none of the client's own is among them.
    words = shlex.split(said.replace(";", " ").replace("(", " ").replace(")", " "))
    typed = [after for before, after in pairwise(words) if before == "delete"]
    assert typed == strange
    assert "client file for" not in said
