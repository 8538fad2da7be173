"""What DNS says of domains, judged: who may send, what becomes of other mail, and of what nobody can say."""

from __future__ import annotations

from typing import Any, cast

import pytest

from holdfast.kinds.exchange.sending_domains import KIND
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

INITIAL, OWN = "t.onmicrosoft.com", "Mail.a.example"
RULE: dict[str, Any] = {"spfEnds": "-all", "dmarcPolicy": "reject"}
SPF, DMARC = "v=spf1 -all", "v=DMARC1; p=reject; rua=mailto:r@a.example"
GOOD = {"mail.a.example": [SPF, "verification=1"], "_dmarc.mail.a.example": [DMARC]}


class World:
    """A tenant of some domains, and what DNS says; a name without texts may be unreadable. It writes nothing."""

    def __init__(self, texts: dict[str, Any], domains: tuple[str, ...]) -> None:
        self.cmdlets = self
        self.said = texts
        self.domains = domains
        self.asked: list[str] = []

    async def rows(self, _endpoint: Any, _invocation: Any) -> list[dict[str, Any]]:
        return [{"Name": one, "DomainName": one, "InitialDomain": one == INITIAL} for one in self.domains]

    async def texts(self, name: str) -> tuple[str, ...]:
        self.asked.append(name)
        found = self.said.get(name, [])
        if isinstance(found, str):
            raise ReadError("dns-unread", found, Reason.UNAVAILABLE)
        return tuple(found)


def judged(texts: dict[str, Any], *domains: str, **rule: Any) -> Any:
    world = World(texts, (INITIAL, *domains))
    return run(KIND.judge(cast("Any", world), {**RULE, **rule}))


def broken(spf: list[str] | None = None, dmarc: str = DMARC, more: Any = None, **rule: Any) -> list[Any]:
    texts = {**GOOD, "mail.a.example": spf or [SPF], "_dmarc.mail.a.example": [dmarc], **(more or {})}
    judgement = judged(texts, OWN, **rule)
    assert not judgement.unjudged
    assert judgement.covered == (not judgement.violations)
    return [(one.property, one.found) for one in judgement.violations]


CASES: dict[str, tuple[list[str], str, list[Any]]] = {
    "in order": ([SPF], DMARC, []),
    "in other letters, spaces and order": (
        ["V=SPF1  -ALL"],
        "v = DMARC1;rua=MAILTO:r@b.example!10m,https://x;P=Reject ; pct=100",
        [],
    ),
    "no SPF": (["v=spf10 -all"], DMARC, [("spfRecords", 0)]),
    "two of SPF": ([SPF, "v=spf1"], DMARC, [("spfRecords", 2)]),
    "neutral": (["v=spf1 ip4:192.0.2.1 ?all -all"], DMARC, [("spfEnds", "?all")]),
    "soft": (["v=spf1 ~all"], DMARC, [("spfEnds", "~all")]),
    "no end": (["v=spf1 mx"], DMARC, [("spfEnds", None)]),
    "anybody": (["v=spf1 all"], DMARC, [("spfEnds", "+all"), ("spfLetsIn", ["all"])]),
    "anybody in two halves": (
        ["v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 ip6:2001:db8::/32 a/24 -all"],
        DMARC,
        [("spfLetsIn", ["ip4:0.0.0.0/1", "ip4:128.0.0.0/1"])],
    ),
    "no term": (["v=spf1 ipv4:192.0.2.1 -all"], DMARC, [("spfMistake", "ipv4:192.0.2.1 is no term of SPF")]),
    "whoever sends": (
        ["v=spf1 exists:x.example a//0 mx/24//7 ?exists:x.example -all"],
        DMARC,
        [("spfLetsIn", ["a//0", "exists:x.example", "mx/24//7"])],
    ),
    **{
        f"mistake: {term}": ([f"v=spf1 {term}"], DMARC, [("spfMistake", f"{told} is no term of SPF")])
        for term, told in {
            "-all mx:": "mx:",
            "-all foo": "foo",
            "ip4:300.0.2.1 -all": "ip4:300.0.2.1",
            "ip4:192.0.2.1/33 -all": "ip4:192.0.2.1/33",
            "ip4:2001:db8:: -all": "ip4:2001:db8::",
            "ip4 -all": "ip4",
            "a/33 -all": "a/33",
            "-all:x": "-all:x",
            "include -all": "include",
            "ptr/8 -all": "ptr/8",
        }.items()
    },
    "redirected twice": (
        ["v=spf1 redirect=x.example redirect=x.example -all"],
        DMARC,
        [("spfMistake", "redirect is there twice")],
    ),
    "macros": (["v=spf1 exists:%{i}/x.%{d} include:%{ir}.spf.x.example exp=why.x.example -all"], DMARC, []),
    "eleven": ([f"v=spf1 {'a ' * 11} -all"], DMARC, [("spfLookups", "more than 10")]),
    "ten": ([f"v=spf1 {'mx ' * 10} -all"], DMARC, []),
    "no DMARC": ([SPF], "v=DMARC11; p=reject", [("dmarcRecords", 0)]),
    "no policy": ([SPF], "v=DMARC1; rua=mailto:r@a.example", [("dmarcPolicy", None)]),
    "only watching": ([SPF], "v=DMARC1; p=none; rua=mailto:r@a.example", [("dmarcPolicy", "none")]),
    "aside": ([SPF], f"{DMARC}; p2=x".replace("reject", "quarantine"), [("dmarcPolicy", "quarantine")]),
    "subdomains": ([SPF], f"{DMARC}; sp=none", [("dmarcSubdomainPolicy", "none")]),
    "subdomains that nobody made": ([SPF], f"{DMARC}; np=none", [("dmarcSubdomainPolicy", "none")]),
    "some of it": ([SPF], f"{DMARC}; pct=99", [("dmarcPercent", "99")]),
    "to try": ([SPF], f"{DMARC}; t=Y", [("dmarcTesting", "y")]),
    "no reports": ([SPF], "v=DMARC1; p=reject; rua=r@a.example", [("dmarcReports", "r@a.example")]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_domain_publishes_is_judged_as_receivers_take_it(case: str) -> None:
    spf, dmarc, expected = CASES[case]
    assert sorted(broken(spf, dmarc), key=str) == sorted(expected, key=str)


def test_settings_accept_what_is_milder_and_nothing_else() -> None:
    soft, aside = ["v=spf1 ~all"], DMARC.replace("reject", "quarantine")
    assert broken(soft, aside, spfEnds="~all", dmarcPolicy="quarantine") == []
    assert broken(spfEnds="~all", dmarcPolicy="quarantine") == []
    assert broken(["v=spf1 ?all"], spfEnds="~all") == [("spfEnds", "?all")]
    assert broken(dmarc=f"{DMARC}; sp=none", dmarcPolicy="quarantine") == [("dmarcSubdomainPolicy", "none")]


def test_included_records_count_and_a_redirect_ends_what_has_no_end() -> None:
    included = {"x.example": ["v=spf1 include:y.example a mx ?all"], "y.example": ["v=spf1 a a a ~all"]}
    spf = "v=spf1 include:x.example {}-all"
    assert broken([spf.format("a " * 3)], more=included) == []
    assert broken([spf.format("a " * 4)], more=included) == [("spfLookups", "more than 10")]
    assert broken(["v=spf1 redirect=x.example"], more=included) == [("spfEnds", "?all")]
    assert broken(["v=spf1 redirect=z.example"], more={"z.example": [SPF]}) == []
    assert broken(["v=spf1 include:z.example -all"]) == [
        ("spfMistake", "z.example, which it leads to, has no SPF records")
    ]
    assert broken(["v=spf1 include:z.example -all"], more={"z.example": ["v=spf1 +all"]}) == [
        ("spfLetsIn", ["+all"])
    ]
    itself = {"z.example": ["v=spf1 include:z.example -all"]}
    assert broken(["v=spf1 include:z.example -all"], more=itself) == [("spfLookups", "more than 10")]


def test_a_domain_without_a_record_has_that_of_the_nearest_above_it_and_what_that_says_of_subdomains() -> (
    None
):
    own = {"mail.a.example": [SPF]}

    def found(*above: str) -> list[Any]:
        judgement = judged({**own, "_dmarc.a.example": [*above]}, OWN)
        return [(one.property, one.found) for one in judgement.violations]

    assert found(DMARC) == []
    assert found(f"{DMARC}; sp=quarantine") == [("dmarcPolicy", "quarantine")]
    assert found(DMARC.replace("reject", "none"), "other") == [("dmarcPolicy", "none")]
    assert found(DMARC.replace("reject", "none") + "; sp=reject") == []
    assert found(f"{DMARC}; psd=y") == [("dmarcRecords", 0)]
    assert found(DMARC, DMARC) == [("dmarcRecords", 2)]


def test_what_dns_did_not_say_is_unknown_by_domain_and_the_others_are_judged() -> None:
    parts: dict[str, dict[str, Any]] = {
        "SPF": {"mail.a.example": "silence"},
        "DMARC": {"_dmarc.mail.a.example": "silence"},
        "included": {"mail.a.example": ["v=spf1 include:x.example -all"], "x.example": "silence"},
        "above": {"_dmarc.mail.a.example": [], "_dmarc.a.example": "silence"},
    }
    for name, part in parts.items():
        judgement = judged({**GOOD, **part, "b.example": [SPF]}, OWN, "b.example")
        assert [(one.member, "silence" in one.why) for one in judgement.unjudged] == [(OWN, True)], name
        assert [(one.member, one.property) for one in judgement.violations] == [("b.example", "dmarcRecords")]
    twice = judged({**GOOD, "_dmarc.mail.a.example": [f"{DMARC}; p=none"]}, OWN)
    assert [one.member for one in twice.unjudged] == [OWN]


def test_domains_of_microsoft_and_excluded_ones_are_named_and_not_asked_for() -> None:
    coexistence = "t.mail.onmicrosoft.com"
    world = World(GOOD, (INITIAL, coexistence, OWN, "p.example"))
    judgement = run(KIND.judge(cast("Any", world), {**RULE, "excludedDomains": ["P.example"]}))
    assert judgement.exempt == {Reason.EXCLUDED: ("p.example",), Reason.TYPE: (coexistence, INITIAL)}
    assert (judgement.covered, {*world.asked}) == (1, {*GOOD})
    included = judged({**GOOD, INITIAL: [SPF]}, OWN, coexistence, includeMicrosoftDomains=True)
    assert [(one.member, one.property) for one in included.violations] == [(INITIAL, "dmarcRecords")]
    assert included.exempt == {Reason.TYPE: (coexistence,)}


def test_a_list_without_the_domain_that_microsoft_gave_is_not_whole() -> None:
    with pytest.raises(ReadError) as caught:
        run(KIND.judge(cast("Any", World(GOOD, (OWN,))), RULE))
    assert caught.value.slug == "read-not-understood"


def test_a_domain_that_comes_twice_is_judged_once_and_unknown_once() -> None:
    judgement = judged({**GOOD, "mail.a.example": [SPF], "_dmarc.mail.a.example": [DMARC]}, OWN, OWN.upper())

    assert (judgement.covered, judgement.violations) == (1, ())
    assert [(one.member, one.why.partition(",")[0]) for one in judgement.unjudged] == [
        (OWN.upper(), "comes twice in the answer")
    ]
