"""Rules over all that one cmdlet lists: each object is judged, and a list without the service's own is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.outbound_forwarding import KIND as POLICIES
from holdfast.kinds.exchange.remote_domain_forwarding import KIND as DOMAINS
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run

if TYPE_CHECKING:
    from holdfast.kinds.services.listed import ListedRule

Row = dict[str, Any]
NO_DIRECTORY = ReadError("read-forbidden", "nobody may read who has a plan", Reason.PERMISSION)
"""No directory counts such objects: what is not allowed there does not matter."""


def policy(name: str, mode: Any, *, default: Any = False) -> Row:
    return {"Name": name, "Guid": f"id of {name}", "AutoForwardingMode": mode, "IsDefault": default}


def domain(name: str, forwards: Any, of: str = "") -> Row:
    return {
        "Name": name,
        "Guid": f"id of {name}",
        "AutoForwardEnabled": forwards,
        "DomainName": of or f"{name}.x",
    }


CASES: dict[str, tuple[ListedRule, Row, list[Row], list[tuple[Any, ...]], list[Row]]] = {
    "policies": (
        POLICIES,
        {"excludedPolicies": ["board"]},
        [
            policy("Default", "Automatic", default=True),
            policy("Strict", "off"),
            policy("Sales", "On"),
            policy("Board", "On"),
            policy("strange", "Sometimes"),
            policy("untold", None),
        ],
        [("Default", "Off", "Automatic"), ("Sales", "Off", "On")],
        [
            {
                "cmdlet": "Set-HostedOutboundSpamFilterPolicy",
                "Identity": f"id of {name}",
                "AutoForwardingMode": "Off",
            }
            for name in ("Default", "Sales")
        ],
    ),
    "domains": (
        DOMAINS,
        {"excludedDomains": ["BOARD.x"]},
        [
            domain("Default", forwards=True, of="*"),
            domain("Strict", forwards=False),
            domain("Board", forwards=True),
            domain("strange", "True"),
            domain("untold", None),
        ],
        [("Default", False, True)],
        [{"cmdlet": "Set-RemoteDomain", "Identity": "id of Default", "AutoForwardEnabled": False}],
    ),
}


@pytest.mark.parametrize(("kind", "rule", "rows", "broken", "sent"), CASES.values(), ids=list(CASES))
def test_every_object_is_judged_and_those_that_break_the_rule_alone_are_changed(
    kind: ListedRule, rule: Row, rows: list[Row], broken: list[tuple[Any, ...]], sent: list[Row]
) -> None:
    fake = Fake(rows, uncounted=NO_DIRECTORY)

    judgement = run(kind.judge(fake.tenant, rule))
    run(kind.update(fake.tenant, kind.key, {}, rule))
    run(kind.delete(fake.tenant, kind.key, rule))

    assert [(one.member, one.expected, one.found) for one in judgement.violations] == broken
    assert judgement.covered == 1
    assert [one.member for one in judgement.unjudged] == ["strange", "untold"]
    assert judgement.exempt == {Reason.EXCLUDED: ("Board",)}
    assert judgement.uncounted is None
    assert fake.sent == sent


@pytest.mark.parametrize(("kind", "rule", "rows", "broken", "sent"), CASES.values(), ids=list(CASES))
def test_a_list_without_the_services_own_is_not_whole(
    kind: ListedRule, rule: Row, rows: list[Row], broken: list[tuple[Any, ...]], sent: list[Row]
) -> None:
    obeys = [one for one in rows if one["Name"] == "Strict"]

    judgement = run(kind.judge(Fake(obeys).tenant, rule))

    assert judgement.covered == 1
    assert judgement.uncounted is not None
    assert kind.noun in judgement.uncounted.told
    assert broken
    assert sent
