"""An outbound spam policy is left out with the few whom its rule is for, and with nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.outbound_forwarding import KIND
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run

if TYPE_CHECKING:
    from holdfast.kinds.judgement import Judgement

Row = dict[str, Any]
CONDITIONS = ("From", "FromMemberOf", "SenderDomainIs")
EMPTY = dict.fromkeys((*CONDITIONS, *(f"ExceptIf{one}" for one in CONDITIONS), "Conditions", "Exceptions"))
DOMAINS = ("a.example", "b.example", "t.onmicrosoft.com")
EXCLUDING = {"excludedPolicies": ["BOARD"]}


def policy(name: str, mode: str = "Off") -> Row:
    return {"Name": name, "Guid": name, "AutoForwardingMode": mode, "IsDefault": name == "Default"}


def rule(of: str, priority: Any = 0, state: str = "Enabled", **narrowed: Any) -> Row:
    named = {"Name": f"rule of {of}", "HostedOutboundSpamFilterPolicy": of}
    return {**named, "Priority": priority, "State": state, **EMPTY, **narrowed}


def fake(*rules: Row, board: str = "On", domains: tuple[str, ...] = DOMAINS) -> Fake:
    """A tenant in which nobody forwards but by the policy Board."""
    others = {
        "Get-HostedOutboundSpamFilterRule": rules,
        "Get-AcceptedDomain": [{"Name": one, "DomainName": one} for one in domains],
    }
    return Fake([policy("Default"), policy("Good"), policy("Board", board)], others)


def judged(made_up: Fake) -> Judgement:
    judgement: Judgement = run(KIND.judge(made_up.tenant, EXCLUDING))
    run(KIND.update(made_up.tenant, KIND.key, {}, EXCLUDING))
    assert made_up.sent == []
    return judgement


SOME: Row = {"From": ["chair@a.example"]}
WIDE = {
    "no condition": fake(rule("Board")),
    "exceptions alone": fake(rule("board", ExceptIfFrom=["x@a.example"], Exceptions=["ExceptIfFrom"])),
    "all domains": fake(rule("Board", SenderDomainIs=["B.example", "a.example"], Conditions=["them"])),
    "one behind a good one for some": fake(rule("Good", 0, **SOME), rule("Board", 1)),
    "one before a good one for all": fake(rule("Good", 1), rule("Board", 0)),
    "something new": fake(rule("Board", NewScopeIs=["x"])),
    "all domains of a new tenant": fake(rule("Board", SenderDomainIs=[*DOMAINS[2:]]), domains=DOMAINS[2:]),
}
NARROW = {
    "no rule": fake(),
    "a rule that is off": fake(rule("Board", state="Disabled")),
    "some": fake(rule("Board", **SOME)),
    "a group of all domains": fake(rule("Board", SenderDomainIs=[*DOMAINS], FromMemberOf=["g@a.example"])),
    "one domain of two": fake(rule("Board", SenderDomainIs=["a.example"])),
    "the domain of Microsoft's": fake(rule("Board", SenderDomainIs=["t.onmicrosoft.com"])),
    "what nobody knows": fake(rule("Board", Conditions=["x"]), domains=DOMAINS),
    "nobody, behind a good one for all": fake(rule("Good", 0), rule("Board", 1)),
    "everybody, and forwards nothing": fake(rule("Board"), board="Off"),
}
STRANGE = {
    "a rule whose state is not known": fake(rule("Board", state="Paused")),
    "a rule of no priority": fake(rule("Board", None)),
    "a rule of a policy that is not there": fake(rule("gone")),
    "a rule that says not whom it is for": fake({"Name": "x", "State": "Enabled", "Priority": 0, **EMPTY}),
    "domains that did not come": fake(rule("Board", SenderDomainIs=["a.example"]), domains=()),
    "a mode that is not known": fake(rule("Board"), board="Sometimes"),
}


@pytest.mark.parametrize("made_up", WIDE.values(), ids=list(WIDE))
def test_an_excluded_policy_that_is_for_everybody_breaks_the_rule_and_is_left_as_it_is(made_up: Fake) -> None:
    judgement = judged(made_up)

    (broken,) = judgement.violations
    assert (broken.member, broken.property, broken.found) == ("Board", "reachesEverybody", True)
    assert "say in its rule whom it is for" in broken.note
    assert (judgement.covered, judgement.exempt, judgement.unjudged) == (2, {}, ())


@pytest.mark.parametrize("made_up", NARROW.values(), ids=list(NARROW))
def test_an_excluded_policy_is_left_out_with_the_few_whom_it_is_for(made_up: Fake) -> None:
    judgement = judged(made_up)

    assert (judgement.violations, judgement.unjudged, judgement.uncounted) == ((), (), None)
    assert (judgement.covered, judgement.exempt) == (2, {Reason.EXCLUDED: ("Board",)})


@pytest.mark.parametrize("made_up", STRANGE.values(), ids=list(STRANGE))
def test_a_rule_that_is_not_understood_is_unknown(made_up: Fake) -> None:
    assert judged(made_up).unjudged
