"""A tenant on Microsoft's Standard or Strict preset meets every rule over filters by what the preset brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.drift.populations import judge_population
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.threat_policies import ThreatPolicyRule
from holdfast.model.finding import Finding
from holdfast.model.status import Status
from tests.tried import tried_kind
from tests.unit.kinds.made_up import run
from tests.unit.kinds.test_threat_policies import EXCEPT, NOBODY, Fake
from tools.docs.declared import declares

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Judgement

_LEFT_IN = "MoveToJmf"
WORST: dict[type, Any] = {bool: False, int: 1, str: "NoAction", list: ["partner.example"]}
"""By the type of a property, what is as bad as can be."""
RULES = sorted(
    (kind for kind in kinds().values() if isinstance(kind, ThreatPolicyRule)), key=lambda kind: kind.token
)


def declared_by(kind: ThreatPolicyRule) -> dict[str, Any]:
    """The inputs with which a control declares the rule by default."""
    (inputs,) = [
        one["inputs"]
        for name in controls()
        if name.startswith("defender.")
        for one in declares(name, {})
        if one["type"] == kind.token
    ]
    return dict(inputs)


def found_with(
    kind: ThreatPolicyRule, preset: str, state: str, added: dict[str, Any] | None = None
) -> Finding:
    """What is found where the service's own policy is at its worst, and a preset of that name is for everybody.

    `added` is said of the rule by which it does what Defender for Office 365 adds; without it, as of its other one.
    """
    inputs = declared_by(kind)
    preset_sets = tried_kind(kind.name).preset
    assert preset_sets, (
        f"the file of {kind.name} below tests/kinds lacks `preset`: what the weaker preset sets"
    )
    brought = {**preset_sets, "FileTypes": inputs.get("fileTypes", [])}
    policy = {
        "Name": f"{preset} 1",
        "Guid": "1",
        kind.last: False,
        "RecommendedPolicyType": preset,
        **brought,
    }
    own = {
        "Name": "Default",
        "Guid": "0",
        kind.last: True,
        "RecommendedPolicyType": "Custom",
        **{name: WORST[type(value)] for name, value in brought.items()},
        **({"Action": "Allow"} if "Action" in brought else {}),
        **({"HighConfidencePhishAction": _LEFT_IN} if "HighConfidencePhishAction" in brought else {}),
        **{name: value for name, value in brought.items() if name.startswith("Dmarc")},
        **{name: [] for name in ("ExcludedSubDomains",) if name in brought},
        **({"ImpersonationProtectionState": "Off"} if "ImpersonationProtectionState" in brought else {}),
    }
    nobody: dict[str, None] = dict.fromkeys((*NOBODY, *EXCEPT))
    rule = {"Name": preset, "State": state, "Priority": 0, kind.listed: f"{preset} 1", **nobody}
    rows: dict[str, list[dict[str, Any]]] = {kind.listed: [own, policy], kind.preset: [rule]}
    if kind.built_in:
        rows[kind.built_in] = [{"Name": "Built-in", "State": "Enabled", **nobody}]
    if kind.adds:
        rows[kind.adds] = [{**rule, **added}] if added is not None else [rule]
    judgement: Judgement = run(kind.judge(Fake(rows).tenant, inputs))
    return judge_population(kind, Finding(status=Status.UNKNOWN, token=kind.token, name="rule"), judgement)


@pytest.mark.parametrize("preset", ["Standard", "Strict"])
@pytest.mark.parametrize("kind", RULES, ids=lambda kind: kind.name)
def test_a_preset_for_everybody_meets_every_rule_over_filters_and_one_that_is_off_none(
    kind: ThreatPolicyRule, preset: str
) -> None:
    on, off = found_with(kind, preset, "Enabled"), found_with(kind, preset, "Disabled")

    assert (on.status, on.explanation) == (Status.IN_SYNC, "1 of 1 covered")
    assert off.status is Status.DRIFTED, off.explanation


SHORT: dict[str, tuple[dict[str, Any], Status, str]] = {
    "off": ({"State": "Disabled"}, Status.DRIFTED, "for nobody"),
    "of the other preset": ({"Name": "Another"}, Status.DRIFTED, "for nobody"),
    "for a domain": ({"RecipientDomainIs": ["contoso.com"]}, Status.DRIFTED, "for others"),
    "but for somebody": ({"ExceptIfSentTo": ["ana@contoso.com"]}, Status.DRIFTED, "for others"),
    "by a condition of no known sort": ({"Conditions": ["who is new"]}, Status.DRIFTED, "for others"),
    "of a state of no known sort": ({"State": "Paused"}, Status.UNKNOWN, ""),
    "of a list that is none": ({"SentTo": 1}, Status.UNKNOWN, ""),
    "with a property of no known sort": ({"SentBy": ["ana@contoso.com"]}, Status.UNKNOWN, ""),
}
"""By what is said of the rule for what is added, the status, and what is found of the preset."""


@pytest.mark.parametrize("case", SHORT)
@pytest.mark.parametrize("kind", [one for one in RULES if one.adds], ids=lambda kind: kind.name)
def test_a_preset_that_decides_about_more_than_it_protects_is_told(kind: ThreatPolicyRule, case: str) -> None:
    said, status, found = SHORT[case]

    finding = found_with(kind, "Standard", "Enabled", said)

    assert finding.status is status, finding.explanation
    assert [one.found for one in finding.differences] == ([found] if found else [])
