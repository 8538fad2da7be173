"""Mail of every domain is signed: keys are made, what can be enabled is, and what lacks its records is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.dkim_signing import KIND
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.judgement import Judgement

Row = dict[str, Any]
INITIAL, OWN = "t.onmicrosoft.com", "a.example"
NEW, SET = "New-DkimSigningConfig", "Set-DkimSigningConfig"


def config(domain: str, *, enabled: Any = True, status: Any = "Valid", bits: Any = (2048, 1024)) -> Row:
    targets = {f"Selector{one}CNAME": f"s{one}.example" for one in (1, 2)}
    sizes = {f"Selector{number}KeySize": one for number, one in enumerate(bits, start=1)}
    return {"Name": domain, "Domain": domain, "Enabled": enabled, "Status": status, **targets, **sizes}


def judged(configs: Sequence[Row], *domains: str, **rule: Any) -> tuple[Judgement, list[Row]]:
    """What the rule comes to, and what an apply sends."""
    rows = [{"Name": one, "DomainName": one, "InitialDomain": one == INITIAL} for one in domains]
    fake = Fake(rows, {"Get-DkimSigningConfig": configs})
    judgement = run(KIND.judge(fake.tenant, rule))
    run(KIND.update(fake.tenant, KIND.key, {}, rule))
    return judgement, fake.sent


SIGNED = config(INITIAL)
CASES: dict[str, tuple[Sequence[Row], tuple[Any, ...] | None, Row | None]] = {
    "signed": ([SIGNED, config("A.example")], None, None),
    "no keys": (
        [SIGNED],
        (OWN, "enabled", False),
        {"cmdlet": NEW, "DomainName": OWN, "KeySize": 2048, "Enabled": False},
    ),
    "no keys of Microsoft's": (
        [config(OWN)],
        (INITIAL, "enabled", False),
        {"cmdlet": NEW, "DomainName": INITIAL, "KeySize": 2048, "Enabled": True},
    ),
    "off, with its records": (
        [SIGNED, config(OWN, enabled=False)],
        (OWN, "enabled", False),
        {"cmdlet": SET, "Identity": OWN, "Enabled": True},
    ),
    "off, of Microsoft's": (
        [config(INITIAL, enabled=False, status="NoDKIMKeys"), config(OWN)],
        (INITIAL, "enabled", False),
        {"cmdlet": SET, "Identity": INITIAL, "Enabled": True},
    ),
    "off, without records": (
        [SIGNED, config(OWN, enabled=False, status="CnameMissing")],
        (OWN, "enabled", False),
        None,
    ),
    "off, without keys": (
        [SIGNED, config(OWN, enabled=False, status="NoDKIMKeys")],
        (OWN, "enabled", False),
        None,
    ),
    "on, without records": (
        [SIGNED, config(OWN, status="CnameMissing")],
        (OWN, "status", "CnameMissing"),
        None,
    ),
}


@pytest.mark.parametrize(("configs", "broken", "sent"), CASES.values(), ids=list(CASES))
def test_what_can_be_signed_is_and_what_lacks_its_records_is_told_and_not_written(
    configs: Sequence[Row], broken: tuple[Any, ...] | None, sent: Row | None
) -> None:
    judgement, asked = judged(configs, INITIAL, OWN)

    assert [(one.member, one.property, one.found) for one in judgement.violations] == (
        [broken] if broken else []
    )
    assert (judgement.covered, judgement.unjudged, judgement.uncounted) == (2 - bool(broken), (), None)
    assert asked == ([sent] if sent else [])
    notes = [one.note for one in judgement.violations if not one.remedy]
    assert bool(notes) is (bool(broken) and not sent)
    assert all(f"selector2._domainkey.{OWN} for s2.example" in one for one in notes)


@pytest.mark.parametrize(
    "strange",
    [
        config(OWN, enabled="True"),
        config(OWN, enabled=None),
        config(OWN, status="Pending"),
        config(OWN, bits=(2048, None)),
        config(OWN, bits=(2048,)),
        {"Name": OWN, "Domain": OWN, "Status": "Valid"},
        {"Name": OWN, "Enabled": True, "Status": "Valid"},
    ],
    ids=["a text", "nothing", "a word", "no size", "one size", "not said", "of no domain"],
)
def test_a_configuration_that_is_not_understood_is_unknown_and_nothing_is_written(strange: Row) -> None:
    judgement, sent = judged([SIGNED, strange], INITIAL, OWN)

    assert {one.member for one in judgement.unjudged} == {OWN}
    assert (judgement.covered, judgement.violations, sent) == (1, (), [])


def test_two_configurations_of_one_domain_are_unknown() -> None:
    judgement, sent = judged([SIGNED, config(OWN), config(OWN, enabled=False)], INITIAL, OWN)

    assert [one.member for one in judgement.unjudged] == [OWN]
    assert (judgement.covered, sent) == (1, [])


def test_who_sends_nothing_is_left_out_and_a_list_without_the_first_domain_is_not_whole() -> None:
    domains = (INITIAL, "t.mail.onmicrosoft.com", "parked.example")
    judgement, sent = judged([SIGNED], *domains, excludedDomains=["Parked.example"])

    assert judgement.exempt == {
        Reason.EXCLUDED: ("parked.example",),
        Reason.TYPE: ("t.mail.onmicrosoft.com",),
    }
    assert (judgement.covered, judgement.violations, judgement.uncounted, sent) == (1, (), None, [])
    assert judged([config(OWN)], OWN)[0].uncounted is not None


def test_what_a_configuration_leaves_out_and_nobody_knows_makes_its_domain_unknown() -> None:
    judgement, sent = judged([SIGNED, {**config(OWN), "ExceptNewHeaders": ["x"]}], INITIAL, OWN)

    assert [one.member for one in judgement.unjudged] == [OWN]
    assert (judgement.covered, sent) == (1, [])


@pytest.mark.parametrize("bits", [(512, 2048), (2048, 1023)])
def test_a_key_that_receivers_do_not_take_is_told_and_not_changed(bits: tuple[int, int]) -> None:
    judgement, sent = judged([SIGNED, config(OWN, bits=bits)], INITIAL, OWN)

    (broken,) = judgement.violations
    assert (broken.member, broken.property, broken.found) == (OWN, "keySizeBits", min(bits))
    assert f"Rotate-DkimSigningConfig -Identity {OWN} -KeySize 2048" in broken.note
    assert (judgement.covered, judgement.unjudged, sent) == (1, (), [])
