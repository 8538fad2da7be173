"""Policies that filter mail are judged in the order in which the service asks them, and by whom each reaches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.defender.malware_filter import KIND as MALWARE
from holdfast.kinds.defender.safe_attachments import KIND as ATTACHMENTS
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.cmdlet_wire import Invocation
    from holdfast.tenant.tenant import Tenant

Row = dict[str, Any]
RULE = {"fileTypes": ["exe", "vbs"]}
NOBODY = ("SentTo", "SentToMemberOf", "RecipientDomainIs", "Conditions", "Exceptions")
EXCEPT = ("ExceptIfSentTo", "ExceptIfSentToMemberOf", "ExceptIfRecipientDomainIs")


@dataclass
class Fake:
    """A tenant whose cmdlets answer with `rows`, and which keeps what it was asked to change."""

    rows: Mapping[str, Sequence[Row]]
    sent: list[Row] = field(default_factory=list)

    @property
    def tenant(self) -> Tenant:
        return cast("Tenant", self)

    @property
    def cmdlets(self) -> Fake:
        return self

    async def pages(self, _endpoint: Any, asked: Invocation, _select: Any) -> AsyncIterator[list[Row]]:
        yield list(self.rows.get(asked.cmdlet.removeprefix("Get-"), ()))

    async def run_all(self, _endpoint: Any, many: Sequence[Invocation]) -> list[None]:
        self.sent.extend({"cmdlet": one.cmdlet, **one.parameters} for one in many)
        return [None for _ in many]


def policy(name: str, *, zap: Any = True, types: Any = ("EXE", "vbs"), of: str = "Custom") -> Row:
    return {
        "Name": name,
        "Guid": f"id of {name}",
        "IsDefault": name == "Default",
        "RecommendedPolicyType": of,
        "EnableFileFilter": True,
        "FileTypes": list(types),
        "ZapEnabled": zap,
    }


def rule(of: str, priority: Any = 0, state: str = "Enabled", **narrowed: Any) -> Row:
    named = {"Name": f"rule of {of}", "MalwareFilterPolicy": of, "Priority": priority, "State": state}
    return {**named, **dict.fromkeys((*NOBODY, *EXCEPT)), **narrowed}


def judged(
    policies: Sequence[Row], rules: Sequence[Row] = (), presets: Sequence[Row] = (), **asked: Any
) -> tuple[Judgement, list[Row]]:
    """What the rule came to, and what an apply of it sends."""
    rows = {"MalwareFilterPolicy": policies, "MalwareFilterRule": rules, "EOPProtectionPolicyRule": presets}
    fake = Fake(rows)
    judgement: Judgement = run(MALWARE.judge(fake.tenant, {**RULE, **asked}))
    run(MALWARE.update(fake.tenant, MALWARE.key, {}, {**RULE, **asked}))
    run(MALWARE.delete(fake.tenant, MALWARE.key, RULE))
    return judgement, fake.sent


STANDARD, STRICT = policy("S17", of="Standard"), policy("S18", of="Strict")
DEFAULT, WEAK_DEFAULT = policy("Default"), policy("Default", zap=False)
WEAK, GOOD = policy("Weak", zap=False), policy("Good")
SOME: Row = {"SentTo": ["chair@b.example"]}
BROKEN: dict[str, tuple[list[Row], list[Row], list[Row], int, list[str]]] = {
    "the default one alone": ([WEAK_DEFAULT], [], [], 0, ["Default"]),
    "without a rule": ([DEFAULT, WEAK], [], [], 1, []),
    "with a rule that is off": ([DEFAULT, WEAK], [rule("Weak", state="Disabled")], [], 1, []),
    "for some": ([DEFAULT, WEAK], [rule("weak", **SOME)], [], 1, ["Weak"]),
    "for all but some": ([DEFAULT, WEAK], [rule("Weak", ExceptIfSentTo=["a@b.example"])], [], 1, ["Weak"]),
    "a good one for all goes before": (
        [WEAK_DEFAULT, WEAK, GOOD],
        [rule("Weak", 1, **SOME), rule("Good", 0)],
        [],
        1,
        [],
    ),
    "a good one for all comes after": (
        [WEAK_DEFAULT, WEAK, GOOD],
        [rule("Weak", 0, **SOME), rule("Good", 1)],
        [],
        1,
        ["Weak"],
    ),
    "of one priority": ([WEAK_DEFAULT, WEAK, GOOD], [rule("Weak"), rule("Good")], [], 1, ["Weak"]),
    "a good one for some leaves others": ([WEAK_DEFAULT, GOOD], [rule("Good", **SOME)], [], 1, ["Default"]),
    "a preset for all": ([WEAK_DEFAULT, WEAK, STANDARD], [rule("Weak", **SOME)], [rule("S17")], 1, []),
    "a preset that is off": ([DEFAULT, STANDARD], [], [rule("S17", state="Disabled")], 1, []),
    "a preset for all but some": (
        [WEAK_DEFAULT, STANDARD],
        [],
        [rule("S17", ExceptIfSentToMemberOf=["sales@b.example"])],
        1,
        ["Default"],
    ),
    "a preset with what is not known": (
        [WEAK_DEFAULT, STRICT],
        [],
        [rule("S18", Exceptions=["x"])],
        1,
        ["Default"],
    ),
    "a good one that may be for some goes before": (
        [WEAK_DEFAULT, GOOD],
        [rule("Good", NewScopeIs=["x"])],
        [],
        1,
        ["Default"],
    ),
    "a good one with something new that says nothing": (
        [WEAK_DEFAULT, GOOD],
        [rule("Good", NewScopeIs=[], NewSwitch=False)],
        [],
        1,
        [],
    ),
    "a weak preset behind another": (
        [WEAK_DEFAULT, STRICT, {**STANDARD, "ZapEnabled": False}],
        [],
        [rule("S17", 0), rule("S18", 1)],
        1,
        [],
    ),
    "a weak preset behind one for some": (
        [DEFAULT, STRICT, {**STANDARD, "ZapEnabled": False}],
        [],
        [rule("S17"), rule("S18", **SOME)],
        1,
        ["S17"],
    ),
}


@pytest.mark.parametrize(
    ("policies", "rules", "presets", "covered", "broken"), BROKEN.values(), ids=list(BROKEN)
)
def test_whoever_is_decided_about_by_a_weak_policy_breaks_the_rule_and_only_the_services_own_is_set(
    policies: list[Row], rules: list[Row], presets: list[Row], covered: int, broken: list[str]
) -> None:
    judgement, sent = judged(policies, rules, presets)

    assert [one.member for one in judgement.violations] == broken
    assert (judgement.covered, judgement.unjudged, judgement.uncounted) == (covered, (), None)
    assert [one.member for one in judgement.violations if not one.remedy] == [
        one for one in broken if one != "Default"
    ]
    assert all(bool(one.note) == (one.remedy is None) for one in judgement.violations)
    own = {"cmdlet": "Set-MalwareFilterPolicy", "Identity": "id of Default", "ZapEnabled": True}
    assert sent == [own for one in broken if one == "Default"]


UNKNOWN: dict[str, tuple[list[Row], list[Row], list[Row]]] = {
    "a rule of a policy that is not there": ([DEFAULT], [rule("gone")], []),
    "a rule whose state is not known": ([DEFAULT, GOOD], [rule("Good", state="Paused")], []),
    "a rule of no priority": ([DEFAULT, GOOD], [rule("Good", None)], []),
    "a rule that does not say whom it reaches": (
        [DEFAULT, GOOD],
        [{name: one for name, one in rule("Good").items() if name != "SentTo"}],
        [],
    ),
    "a preset of a policy that is of none": ([DEFAULT, GOOD], [], [rule("Good")]),
    "two policies of one name": ([DEFAULT, GOOD, policy("good", zap=False)], [], []),
    "a policy that does not say whether it is the service's own": (
        [DEFAULT, {**GOOD, "IsDefault": None}],
        [],
        [],
    ),
    "a policy that does not say what is asked": (
        [DEFAULT, {**GOOD, "ZapEnabled": "True"}],
        [rule("Good")],
        [],
    ),
}


@pytest.mark.parametrize(("policies", "rules", "presets"), UNKNOWN.values(), ids=list(UNKNOWN))
def test_an_order_that_is_not_understood_is_unknown_and_nothing_is_changed(
    policies: list[Row], rules: list[Row], presets: list[Row]
) -> None:
    judgement, sent = judged(policies, rules, presets)

    assert judgement.unjudged
    assert judgement.violations == ()
    assert sent == []
    around, _ = judged([*policies, STRICT], rules, [*presets, rule("S18")])
    assert bool(around.unjudged) == bool(presets or len(policies) > 2), (
        "behind a preset for all it does not matter"
    )


def test_a_list_without_the_services_own_policy_is_not_whole() -> None:
    judgement, _ = judged([GOOD], [rule("Good")])

    assert judgement.uncounted is not None
    assert "malware filter policies" in judgement.uncounted.told


def test_an_excluded_policy_is_left_out_with_the_few_whom_it_is_for() -> None:
    judgement, _ = judged([WEAK_DEFAULT, WEAK], [rule("Weak", **SOME)], excludedPolicies=["WEAK"])

    assert judgement.exempt == {Reason.EXCLUDED: ("Weak",)}
    assert [one.member for one in judgement.violations] == ["Default"]


@pytest.mark.parametrize(
    ("others", "rules", "presets"),
    [
        ([WEAK], [rule("Weak")], []),
        ([WEAK, GOOD], [rule("Good", 0, **SOME), rule("Weak", 1)], []),
        ([WEAK, GOOD], [rule("Weak", 0), rule("Good", 1)], []),
        ([policy("Weak", zap=False, of="Standard")], [], [rule("Weak")]),
    ],
    ids=["alone", "after a good one", "before a good one", "a preset"],
)
def test_an_excluded_policy_that_decides_about_everybody_breaks_the_rule_and_is_left_as_it_is(
    others: list[Row], rules: list[Row], presets: list[Row]
) -> None:
    judgement, sent = judged([WEAK_DEFAULT, *others], rules, presets, excludedPolicies=["Weak"])

    (broken,) = judgement.violations
    assert (broken.member, broken.property, broken.found) == ("Weak", "reachesEverybody", True)
    assert not judgement.exempt
    assert sent == []


def test_of_an_excluded_policy_whose_rule_says_something_new_nobody_knows_whom_it_is_for() -> None:
    judgement, sent = judged([DEFAULT, WEAK], [rule("Weak", NewScopeIs=["x"])], excludedPolicies=["Weak"])

    (unknown,) = judgement.unjudged
    assert unknown.member == "Weak"
    assert "NewScopeIs, which this version does not know" in unknown.why
    assert judgement.notes == (
        "the tenant has NewScopeIs in `Get-MalwareFilterRule`, which this version does not know",
    )
    assert (judgement.exempt, sent) == ({}, [])


def test_a_policy_that_leaves_out_what_nobody_knows_is_unknown() -> None:
    judgement, _ = judged([{**DEFAULT, "ExceptNewSenders": ["x"]}])

    assert [one.member for one in judgement.unjudged] == ["Default"]
    assert (judgement.covered, judgement.violations) == (0, ())


def test_what_is_listed_besides_stays_and_one_cmdlet_sets_all_that_is_wrong() -> None:
    judgement, sent = judged([policy("Default", zap=False, types=["ps1", "exe"])])

    assert [(one.property, one.expected, one.found) for one in judgement.violations] == [
        ("fileTypes", ["exe", "ps1", "vbs"], ["exe", "ps1"]),
        ("zapEnabled", True, False),
    ]
    assert sent == [
        {
            "cmdlet": "Set-MalwareFilterPolicy",
            "Identity": "id of Default",
            "FileTypes": ["exe", "ps1", "vbs"],
            "ZapEnabled": True,
        }
    ]


BUILT_IN = {
    "Name": "Built-In",
    "Guid": "id of Built-In",
    "IsBuiltInProtection": True,
    "RecommendedPolicyType": "Custom",
    "Enable": True,
    "Action": "Block",
}
SPARING = {
    "Name": "its rule",
    "State": "Enabled",
    **dict.fromkeys((*NOBODY, *EXCEPT)),
    "ExceptIfSentTo": ["a@b.example"],
}
FOR_ALL = {**SPARING, "ExceptIfSentTo": None}
SPARED = {"cmdlet": "Set-ATPBuiltInProtectionRule", "Identity": "its rule", **{one: [] for one in EXCEPT}}


@pytest.mark.parametrize(
    ("policy", "rules", "broken", "unknown", "sent"),
    [
        ({}, [FOR_ALL], [], 0, []),
        ({}, [SPARING], [("its rule", "exceptions", True)], 0, [SPARED]),
        ({"Action": "Allow"}, [{**SPARING, "ExceptIfSentTo": []}], [("Built-In", "action", False)], 0, []),
        ({}, [{**SPARING, "State": "Disabled"}], [], 1, []),
        ({}, [{"Name": "its rule", "State": "Enabled"}], [], 1, []),
        ({}, [], [], 1, []),
        *(({}, [{**FOR_ALL, one: ["somebody"]}], [], 1, []) for one in NOBODY),
        *(({}, [{name: FOR_ALL[name] for name in FOR_ALL if name != one}], [], 1, []) for one in NOBODY),
        ({}, [{**SPARING, "Exceptions": ["SentTo"]}], [("its rule", "exceptions", True)], 0, [SPARED]),
        ({}, [{**FOR_ALL, "ExceptIfNewScopeIs": ["x"]}], [], 1, []),
    ],
    ids=[
        *("leaves nobody out", "leaves somebody out", "is weak", "is off", "does not say", "has no rule"),
        *(f"is only for some by {one}" for one in NOBODY),
        *(f"does not say {one}" for one in NOBODY),
        "leaves somebody out, and says so twice",
        "may leave somebody out",
    ],
)
def test_the_built_in_protection_leaves_nobody_out_and_is_never_changed_itself(
    policy: Row, rules: list[Row], broken: list[tuple[str, str, bool]], unknown: int, sent: list[Row]
) -> None:
    rows = {"SafeAttachmentPolicy": [{**BUILT_IN, **policy}], "ATPBuiltInProtectionRule": rules}
    fake = Fake(rows)

    judgement = run(ATTACHMENTS.judge(fake.tenant, {}))
    run(ATTACHMENTS.update(fake.tenant, ATTACHMENTS.key, {}, {}))

    assert [(one.member, one.property, one.remedy is not None) for one in judgement.violations] == broken
    assert (len(judgement.unjudged), fake.sent) == (unknown, sent)
    preset = {**BUILT_IN, "Name": "S17", "IsBuiltInProtection": False, "RecommendedPolicyType": "Standard"}
    everybody = {name: one for name, one in rule("S17").items() if name != "MalwareFilterPolicy"}
    everybody["SafeAttachmentPolicy"] = "S17"
    rows |= {
        "SafeAttachmentPolicy": [{**BUILT_IN, **policy}, {**preset, "Guid": "another"}],
        "ATPProtectionPolicyRule": [everybody],
    }
    behind = run(ATTACHMENTS.judge(Fake(rows).tenant, {}))
    assert (behind.covered, behind.violations, behind.unjudged, behind.uncounted) == (1, (), (), None)
