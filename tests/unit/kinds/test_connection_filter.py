"""The connection filter: who stands in a list is told and taken out, but for whom the client file names."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.defender.connection_filter import KIND
from tests.unit.kinds.made_up import Fake, run

Row = dict[str, Any]
RULE = {"allowedAddresses": ["2001:DB8::/32", "203.0.113.7"]}


def policy(name: str, *allowed: str, safe: Any = False, default: Any = False) -> Row:
    row = {"Name": name, "Guid": f"id of {name}", "IsDefault": default, "EnableSafeList": safe}
    return {**row, "IPAllowList": [*allowed]}


ROWS = [
    policy("Default", "203.0.113.7", "198.51.100.1", safe=True, default=True),
    policy("Named", "203.0.113.7", "2001:db8::/32"),
    policy("Empty"),
    policy("strange", safe="True"),
    {**policy("untold"), "IPAllowList": None},
]


def test_addresses_that_nobody_named_and_the_safe_list_are_told_and_taken_out() -> None:
    fake = Fake(ROWS)

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert [(one.member, one.property, one.expected, one.found) for one in judgement.violations] == [
        ("Default", "enableSafeList", False, True),
        ("Default", "ipAllowList", ["203.0.113.7"], ["198.51.100.1", "203.0.113.7"]),
    ]
    assert judgement.covered == 2
    assert [one.member for one in judgement.unjudged] == ["strange", "untold"]
    assert (judgement.exempt, judgement.uncounted) == ({}, None)
    change = {"cmdlet": "Set-HostedConnectionFilterPolicy", "Identity": "id of Default"}
    assert sorted(fake.sent, key=str) == sorted(
        [{**change, "EnableSafeList": False}, {**change, "IPAllowList": ["203.0.113.7"]}], key=str
    )


def test_a_list_without_the_services_own_is_not_whole() -> None:
    assert run(KIND.judge(Fake(ROWS[1:2]).tenant, RULE)).uncounted is not None
    assert run(KIND.judge(Fake(ROWS).tenant, {})).covered == 1, "none is named, so that one obeys alone"
