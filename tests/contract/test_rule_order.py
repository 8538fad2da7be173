"""Rules of Exchange go in an order: each is put where it is asked to be, and the others make room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.declared import NOUNS
from tests.contract.marks import resting_on
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from holdfast.emulator.declared.named_objects import CmdletNoun
    from tests.contract.conftest import Tiny

_RULES = [one for one in NOUNS if "Priority" in one.settings and one.noun.endswith("Rule")]
_SERVICES_OWN = {"ATPBuiltInProtectionRule"}
"""There is one, and nobody makes another."""


@pytest.mark.parametrize(
    "service",
    [
        pytest.param(one, marks=resting_on(one.evidence, f"New-{one.noun}"), id=one.noun)
        for one in _RULES
        if one.noun not in _SERVICES_OWN
    ],
)
def test_a_rule_goes_where_it_is_asked_to_and_the_others_make_room(tiny: Tiny, service: CmdletNoun) -> None:
    exchange, noun = Exchange(tiny), service.noun
    if service.licence:
        tiny.licence(service.licence)

    def made(name: str, **more: object) -> None:
        exchange.rows(f"New-{noun}", **{**service.example, "Name": name, **more})

    def order() -> list[str]:
        rows = {one["Priority"]: one["Name"] for one in exchange.rows(f"Get-{noun}")}
        assert sorted(rows) == [*range(len(rows))]
        return [rows[number] for number in sorted(rows)]

    made("first")
    made("second")
    made("before all", Priority=0, Enabled=False)
    assert order() == ["before all", "first", "second"]
    states = {one["Name"]: one["State"] for one in exchange.rows(f"Get-{noun}")}
    assert states == {"before all": "Disabled", "first": "Enabled", "second": "Enabled"}
    exchange.rows(f"Set-{noun}", Identity="before all", Priority=2)
    assert order() == ["first", "second", "before all"]
    exchange.rows(f"Set-{noun}", Identity="second", Comments="its place is not asked for")
    exchange.refusal(f"Set-{noun}", Identity="second", Priority=3)
    exchange.refusal(f"New-{noun}", **{**service.example, "Name": "far off", "Priority": 4})
    exchange.refusal(f"New-{noun}", **{**service.example, "Name": "none", "Priority": -1})
    exchange.rows(f"Remove-{noun}", Identity="first")
    made("last")
    assert order() == ["second", "before all", "last"]
