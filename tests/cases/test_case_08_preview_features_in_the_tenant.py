"""Case 08, the embedded tenant's half: a policy narrowed by preview features is absent from v1.0.

Source of the case: EntraExporter #35, AzureADAssessment #79, terraform-provider-azuread #589. Whole kind:
tests/contract/test_preview_features.py.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.e2e.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

POLICIES = "identity/conditionalAccess/policies"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path / "scratch") as scratch:
        scratch.apply()
        yield scratch


@pytest.fixture
def graph(scratch: Scratch) -> Iterator[Callable[..., httpx.Response]]:
    (app,) = (one for one in scratch.rows("applications") if one["displayName"] == "Holdfast")
    (organization,) = scratch.rows("organization")
    trust = ssl.create_default_context(cafile=str(scratch.server.ca_file))
    with httpx.Client(base_url=scratch.server.base_url, verify=trust, trust_env=False, timeout=60) as http:
        form = {
            "client_id": app["appId"],
            "client_secret": app["secret"],
            "grant_type": "client_credentials",
            "scope": "https://graph.microsoft.com/.default",
        }
        token = http.post(f"/{organization['id']}/oauth2/v2.0/token", data=form).json()["access_token"]

        def ask(method: str, path: str, body: Any = None) -> httpx.Response:
            return http.request(method, path, json=body, headers={"authorization": f"Bearer {token}"})

        yield ask


def test_v1_leaves_the_narrowed_policy_out_and_takes_no_write(graph: Callable[..., httpx.Response]) -> None:
    listed = graph("GET", f"/v1.0/{POLICIES}").json()["value"]
    mfa = next(one for one in listed if one["grantControls"]["builtInControls"] == ["mfa"])
    narrowed = {
        "conditions": {
            "clientAppTypes": ["all"],
            "applications": {"includeApplications": ["All"]},
            "users": {
                "includeUsers": ["All"],
                "excludeGroups": mfa["conditions"]["users"]["excludeGroups"],
            },
            "agentIdRiskLevels": "high",
            "devices": {"includeDeviceStates": ["All"], "excludeDeviceStates": ["Compliant"]},
        },
        "sessionControls": {"continuousAccessEvaluation": {"mode": "disabled"}},
    }
    assert graph("PATCH", f"/beta/{POLICIES}/{mfa['id']}", narrowed).status_code == 204
    left = {one["id"] for one in graph("GET", f"/v1.0/{POLICIES}").json()["value"]}
    assert left == {one["id"] for one in listed} - {mfa["id"]}
    assert mfa["id"] in {one["id"] for one in graph("GET", f"/beta/{POLICIES}").json()["value"]}
    refused = graph("PATCH", f"/v1.0/{POLICIES}/{mfa['id']}", {"state": "disabled"})
    assert refused.status_code == 400
    assert refused.json()["error"]["message"].startswith("1038: ")
    assert "preview features" in refused.json()["error"]["message"]
