"""What nobody declared is ranked by what it can do, in one severity with the reason in words: every kind says how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.drift.judge import judge
from holdfast.drift.order import in_order
from holdfast.drift.seen import Live
from holdfast.drift.unmanaged import with_ranks
from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.control import Severity
from holdfast.model.errors import ReadError
from holdfast.model.finding import Rank
from holdfast.model.status import Reason, Status
from holdfast.report.formats.interface import formats
from tests.golden.report.cases import CASES, input_of, result

if TYPE_CHECKING:
    from holdfast.model.finding import Finding

KINDS = kinds()
LISTED = [one for one in KINDS.values() if one.report_unmanaged]
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LOCATION = "azuread:index/namedLocation:NamedLocation"
STRENGTH = "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy"
LABEL = "m365:purview:RetentionLabel"
LABEL_POLICY = "m365:purview:RetentionLabelPolicy"
GROUP, ACCOUNT = "5f1c0000-0000-4000-8000-000000000001", "5f1c0000-0000-4000-8000-000000000002"
OTHER = "5f1c0000-0000-4000-8000-00000000000f"
ROLE = "62e90394-69f5-4237-9190-012177145e10"
OURS = BreakGlass(frozenset({GROUP}), frozenset({ACCOUNT}), by_id=True)


def found(token: str, inputs: dict[str, Any], **more: Any) -> Finding:
    """The finding on one object that nobody declared."""
    live = Live(objects={token: (LiveObject(id="1", key="Rogue", inputs=inputs, **more),)})
    (one,) = with_ranks(KINDS, judge(KINDS, [], live), live, OURS)
    return one


def rank(token: str, inputs: dict[str, Any], **more: Any) -> tuple[Severity, str]:
    ranked = found(token, inputs, **more).rank
    assert ranked is not None
    return ranked.severity, ranked.reason


def policy(state: str = "enabled", grants: tuple[str, ...] = ("mfa",), **users: Any) -> dict[str, Any]:
    return {
        "state": state,
        "conditions": {"users": {"includedUsers": ["All"], **users}},
        "grantControls": {"operator": "OR", "builtInControls": list(grants)} if grants else None,
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda one: one.name)
def test_every_kind_whose_unmanaged_objects_are_listed_ranks_them_and_no_other(kind: Any) -> None:
    assert (kind.rank is not None) == kind.report_unmanaged


@pytest.mark.parametrize("kind", LISTED, ids=lambda one: one.name)
def test_every_documented_answer_of_a_kind_has_a_rank(kind: Any) -> None:
    for example in kind.examples:
        severity, reason = rank(kind.token, example.inputs)
        assert severity in Severity
        assert reason
        assert not reason.endswith(".")


SAFE: Any = {"excludedGroups": [GROUP]}
RANKED = [
    (policy(grants=("block",)), Severity.CRITICAL, "can lock everybody out"),
    (policy(grants=("block",), **SAFE), Severity.MEDIUM, "decides over sign-ins"),
    (policy(), Severity.HIGH, "can reach the emergency accounts"),
    (policy(**SAFE), Severity.MEDIUM, "decides over sign-ins"),
    (policy(**SAFE, excludedRoles=[ROLE]), Severity.HIGH, "leaves holders of directory roles out"),
    (policy(**SAFE, excludedUsers=["All"]), Severity.HIGH, "leaves everybody out"),
    (policy(**SAFE, excludedUsers=[OTHER]), Severity.MEDIUM, "leaves somebody out"),
    (policy(**SAFE, excludedUsers=[ACCOUNT.upper()]), Severity.MEDIUM, "decides over sign-ins"),
    (policy(grants=("block",), excludedUsers=[ACCOUNT]), Severity.MEDIUM, "decides over sign-ins"),
    (policy(grants=("block",), excludedUsers=[OTHER]), Severity.CRITICAL, "can lock everybody out"),
    (policy(excludedGroups=[GROUP, OTHER]), Severity.MEDIUM, "leaves somebody out"),
    (policy(excludedGroups=[OTHER]), Severity.HIGH, "emergency accounts with what it asks for, and leaves somebody"),
    (policy("enabledForReportingButNotEnforced", ("block",)), Severity.MEDIUM, "enabled as it is"),
    (policy("enabledForReportingButNotEnforced", **SAFE), Severity.LOW, "stops nobody yet"),
    (policy("disabled", ("block",)), Severity.LOW, "switched off"),
    (policy(grants=()), Severity.MEDIUM, "decides over sign-ins"),
    ({"state": "enabled", "grantControls": {"builtInControls": ["block"]}}, Severity.CRITICAL, "lock everybody out"),
]  # fmt: skip


@pytest.mark.parametrize(("inputs", "severity", "words"), RANKED)
def test_policy_is_ranked_by_whom_it_can_lock_out_and_whom_it_leaves_out(
    inputs: dict[str, Any], severity: Severity, words: str
) -> None:
    ranked = rank(POLICY, inputs)

    assert ranked[0] is severity
    assert words in ranked[1]


@pytest.mark.parametrize(
    ("ranges", "trusted", "severity"),
    [
        (["198.51.100.0/24"], False, Severity.LOW),
        (["0.0.0.0/0"], False, Severity.LOW),
        (["198.51.100.0/24"], True, Severity.MEDIUM),
        (["10.0.0.0/16"], True, Severity.MEDIUM),
        (["10.0.0.0/16", "10.0.0.0/16"], True, Severity.MEDIUM),
        (["10.0.0.0/16", "10.2.0.0/24"], True, Severity.HIGH),
        (["10.0.0.0/15"], True, Severity.HIGH),
        (["0.0.0.0/0"], True, Severity.CRITICAL),
        (["0.0.0.0/1"], True, Severity.CRITICAL),
        (["0.0.0.0/2", "64.0.0.0/2"], True, Severity.CRITICAL),
        (["2001:db8::/48"], True, Severity.MEDIUM),
        (["2001:db8::/32"], True, Severity.MEDIUM),
        (["2001::/16"], True, Severity.HIGH),
        (["::/0"], True, Severity.CRITICAL),
        (["somewhere"], True, Severity.HIGH),
    ],
)
def test_location_is_ranked_by_trust_and_by_how_wide_it_is(
    ranges: list[str], *, trusted: bool, severity: Severity
) -> None:
    assert rank(LOCATION, {"ip": {"ipRanges": ranges, "trusted": trusted}})[0] is severity


@given(st.integers(0, 32), st.booleans())
def test_wider_location_is_never_ranked_lower(prefix: int, trusted: bool) -> None:
    def place(length: int) -> int:
        ip = {"ipRanges": [f"0.0.0.0/{length}"], "trusted": trusted}
        return list(Severity).index(rank(LOCATION, {"ip": ip})[0])

    assert place(max(prefix - 1, 0)) <= place(prefix)


@pytest.mark.parametrize(
    ("token", "inputs", "unmodelled", "severity"),
    [
        (LOCATION, {"country": {"countriesAndRegions": ["NL"]}}, {}, Severity.LOW),
        (STRENGTH, {"allowedCombinations": ["fido2"]}, {}, Severity.LOW),
        (STRENGTH, {"allowedCombinations": ["password"]}, {"requirementsSatisfied": "none"}, Severity.MEDIUM),
        (LABEL, {"retentionAction": "Delete", "retentionDurationDays": 1}, {}, Severity.HIGH),
        (LABEL, {"retentionAction": "KeepAndDelete", "retentionDurationDays": 9}, {}, Severity.MEDIUM),
        (LABEL, {"retentionAction": "Keep", "isRecordLabel": True}, {}, Severity.MEDIUM),
        (LABEL, {"retentionAction": "Keep"}, {}, Severity.LOW),
        (LABEL, {"retentionAction": "Keep"}, {"Mode": "PendingDeletion"}, Severity.MEDIUM),
        (LABEL_POLICY, {"labels": ["Record"]}, {}, Severity.MEDIUM),
        (LABEL_POLICY, {"labels": ["Record"], "enabled": False}, {}, Severity.LOW),
    ],
)
def test_other_kinds_are_ranked_by_what_they_do(
    token: str, inputs: dict[str, Any], unmodelled: dict[str, Any], severity: Severity
) -> None:
    assert rank(token, inputs, unmodelled=unmodelled)[0] is severity


@pytest.mark.parametrize("kind", LISTED, ids=lambda one: one.name)
def test_what_is_not_understood_is_never_ranked_low(kind: Any) -> None:
    misread = ReadError("read-not-understood", "odd", Reason.UNEXPECTED)

    assert rank(kind.token, {}, misread=misread) == (
        Severity.HIGH,
        "it is not understood, so what it can do is not known",
    )


def test_digest_is_another_one_after_any_change_and_the_same_for_what_means_the_same() -> None:
    one = found(POLICY, policy(**SAFE)).content

    assert len(one) == 32
    assert one == found(POLICY, policy(excludedGroups=[GROUP.upper()])).content
    for other in (policy(), policy("disabled", **SAFE), policy(grants=("block",), **SAFE)):
        assert found(POLICY, other).content != one
    assert found(POLICY, policy(**SAFE), unmodelled={"x": 1}).content != one


def test_what_microsoft_makes_is_not_listed() -> None:
    made: tuple[dict[str, Any], ...] = ({"built_in": True}, {"managed_by_microsoft": True})
    for more in made:
        live = Live(objects={POLICY: (LiveObject(id="1", key="Rogue", inputs=policy(), **more),)})
        assert with_ranks(KINDS, judge(KINDS, [], live), live, OURS) == []


def test_the_worst_comes_first() -> None:
    rogue = found(POLICY, policy())
    sorts = [Severity.LOW, Severity.CRITICAL, Severity.MEDIUM, Severity.HIGH]
    several = [replace(rogue, name=f"{place}", rank=Rank(one, "so")) for place, one in enumerate(sorts)]

    assert [one.rank and one.rank.severity for one in in_order(several)] == list(Severity)


@pytest.mark.parametrize("name", formats())
@pytest.mark.parametrize("status", [Status.UNMANAGED, Status.EXCEPTED])
def test_every_format_says_how_bad_it_is_and_why_and_who_made_it(name: str, status: Status) -> None:
    (rogue,) = [one for one in CASES["drift"][0].findings if one.rank]
    assert rogue.made is not None
    shown = replace(rogue, status=status, explanation="accepted" if status is Status.EXCEPTED else "")

    text = formats()[name].render(input_of(result(shown), ())).decode()

    assert "leaves everybody out" in text
    if (name, status) != ("github", Status.EXCEPTED):
        assert rogue.made.actor in text
    if name != "ocsf":
        assert "high" in text.casefold()
