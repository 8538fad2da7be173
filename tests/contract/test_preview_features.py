"""Policies that use a preview feature, over every property that beta has and v1.0 has not: v1.0 leaves them out.

Sources: EntraExporter issue 35, AzureADAssessment issue 79, terraform-provider-azuread issue 589,
azure-docs-powershell-azuread issue 659.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text, Whole
from tests.contract import sources
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.odata.schema import Type
    from tests.contract.conftest import Tiny

POLICIES = "/identity/conditionalAccess/policies"
DELETED = "/identity/conditionalAccess/deletedItems/policies"


def only_beta(
    beta: Type, stable: Type | None, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Type]]:
    if stable is None:
        yield path, beta
    elif isinstance(beta, StructuredType) and isinstance(stable, StructuredType):
        for name, inner in beta.fields.items():
            yield from only_beta(inner, stable.fields.get(name), (*path, name))


FEATURES = {"/".join(path): (path, kind) for path, kind in only_beta(POLICY["beta"], POLICY["v1.0"])}
"""Every property of a policy that beta has and v1.0 has not."""


def sample(kind: Type) -> Any:
    """A value that says something."""
    match kind:
        case Many():
            return [sample(kind.item)]
        case StructuredType():
            return {name: sample(inner) for name, inner in kind.fields.items()}
        case Text():
            return kind.choices[0] if kind.choices else "11111111-0000-4000-8000-000000000009"
        case Flag():
            return False
        case Whole():
            return 1
        case Anything():
            return {"something": ["new"]}


def empty(kind: Type) -> Any:
    """The value with which beta answers what is not used."""
    match kind:
        case Many():
            return []
        case _:
            return None


def policy(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "displayName": "/".join(path),
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "applications": {"includeApplications": ["All"]},
            "clientAppTypes": ["all"],
            "users": {"includeUsers": ["All"]},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"]},
        "sessionControls": {"signInFrequency": {"isEnabled": True, "value": 4, "type": "hours"}},
    }
    if "clientApplications" in path:  # such a policy is about no people, and can only block
        body["conditions"]["users"] = {"includeUsers": ["None"]}
        body["grantControls"]["builtInControls"] = ["block"]
    place = body
    for name in path[:-1]:
        place = place.setdefault(name, {})
    place[path[-1]] = value
    return body


def names(tiny: Tiny, path: str) -> list[str]:
    answer = tiny.graph("GET", path)
    assert answer.status_code == 200, answer.text
    return [one["displayName"] for one in answer.json()["value"]]


@assumed(sources.OURS)
def test_the_features_that_cases_name_are_among_those_tried() -> None:
    assert {
        "conditions/agentIdRiskLevels",
        "conditions/devices/includeDeviceStates",
        "conditions/devices/excludeDeviceStates",
        "conditions/deviceStates",
        "conditions/times",
        "sessionControls/continuousAccessEvaluation",
        "sessionControls/globalSecureAccessFilteringProfile",
        "conditions/clientApplications/includeAgentIdServicePrincipals",
    } <= set(FEATURES)


@documented(sources.PREVIEW_IN_V1)
@pytest.mark.parametrize("feature", FEATURES)
def test_v1_neither_shows_nor_takes_a_policy_with_a_preview_feature(tiny: Tiny, feature: str) -> None:
    path, kind = FEATURES[feature]
    plain = tiny.graph("POST", POLICIES, policy(("displayName",), "plain"))
    assert plain.status_code == 201, plain.text
    body = policy(path, sample(kind))
    made = tiny.graph("POST", f"/beta{POLICIES}", body)
    assert made.status_code == 201, made.text
    item = f"{POLICIES}/{made.json()['id']}"

    assert names(tiny, POLICIES) == ["plain"]
    assert names(tiny, f"{POLICIES}?$filter=state eq 'enabledForReportingButNotEnforced'") == ["plain"]
    assert names(tiny, f"/beta{POLICIES}") == ["plain", feature]
    shown = tiny.graph("GET", item)
    assert (shown.status_code, shown.json()["error"]["code"]) == (400, "BadRequest")
    assert "1037: " in shown.json()["error"]["message"]
    assert "preview features" in shown.json()["error"]["message"]
    for method, target, sent in (
        ("POST", POLICIES, body),
        ("PATCH", item, {"state": "disabled"}),
        ("PATCH", f"{POLICIES}/{plain.json()['id']}", {path[0]: body[path[0]]}),
        ("DELETE", item, None),
    ):
        answer = tiny.graph(method, target, sent)
        assert answer.status_code == 400, (method, answer.text)
        assert answer.json()["error"]["message"].startswith("1038: "), answer.text
        assert "preview features" in answer.json()["error"]["message"]

    whole = tiny.graph("GET", f"/beta{item}").json()
    for name in path:
        whole = whole[name]
    assert whole == sample(kind)
    assert tiny.graph("PATCH", f"/beta{item}", {"state": "disabled"}).status_code == 204
    assert tiny.graph("DELETE", f"/beta{item}").status_code == 204
    assert names(tiny, DELETED) == []
    assert names(tiny, f"/beta{DELETED}") == [feature]


@documented(sources.PREVIEW_IN_V1)
@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_that_is_not_used_keeps_no_policy_out_of_v1(tiny: Tiny, feature: str) -> None:
    path, kind = FEATURES[feature]
    made = tiny.graph("POST", f"/beta{POLICIES}", policy(path, empty(kind)))
    assert made.status_code == 201, made.text
    assert names(tiny, POLICIES) == [feature]
    item = f"{POLICIES}/{made.json()['id']}"
    assert tiny.graph("PATCH", item, {"state": "disabled"}).status_code == 204
    assert tiny.graph("GET", item).json()["state"] == "disabled"


@assumed("it follows from v1.0 leaving out policies with such a feature; nobody has said so")
def test_a_policy_comes_back_to_v1_when_its_preview_feature_goes(tiny: Tiny) -> None:
    body = policy(("sessionControls", "continuousAccessEvaluation"), {"mode": "disabled"})
    item = f"{POLICIES}/{tiny.graph('POST', f'/beta{POLICIES}', body).json()['id']}"
    assert names(tiny, POLICIES) == []
    assert tiny.graph("PATCH", f"/beta{item}", {"sessionControls": None}).status_code == 204
    assert len(names(tiny, POLICIES)) == 1


@documented(sources.SCHEMA, "POST /identity/conditionalAccess/policies")
@pytest.mark.parametrize(
    "value",
    [
        ("conditions", "agentIdRiskLevels", "extreme"),
        ("sessionControls", "continuousAccessEvaluation", {"mode": "on"}),
    ],
)
def test_beta_checks_its_own_enumerations(tiny: Tiny, value: tuple[str, str, Any]) -> None:
    answer = tiny.graph("POST", f"/beta{POLICIES}", policy(value[:2], value[2]))
    assert (answer.status_code, answer.json()["error"]["message"][:6]) == (400, "1007: ")
