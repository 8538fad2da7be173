"""What an auditor finds unmet in what a service answers, a check tells or an apply puts right.

The conditions are those of ../shared/frameworks.md 1.2, 1.3, 1.5, 2.1 and 2.2. Those of what is declared are in the
files of the controls (`tests/controls`).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.entra.break_glass_accounts import KIND as BREAK_GLASS
from holdfast.kinds.entra.password_expiry import judged as passwords
from holdfast.kinds.exchange.mailbox_auditing import KIND as MAILBOX_AUDITING
from holdfast.kinds.exchange.transport_rules import KIND as TRANSPORT_RULES
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.rule_actions import ACTIONS
from holdfast.tenant.cmdlet_wire import Invocation
from tools.docs.declared import declares

if TYPE_CHECKING:
    from holdfast.tenant.tenant import Reader

AUDITING = "exchange.mailbox_auditing_enabled"


def test_a_policy_that_keeps_the_audit_log_and_is_off_is_told_as_scuba_asks() -> None:
    name = "purview.audit_retention_configured"
    (one,) = declares(name, {})
    kind = kinds()[one["type"]]
    row = {**kind.examples[0].row, **kind.wire(one["inputs"])}

    assert kind.live({**row, "Enabled": True}, "1").unmodelled == {}
    off = kind.live({**row, "Enabled": False}, "1")
    assert off.unmodelled or off.inputs != kind.live(row, "1").inputs
    assert controls()[name].metadata.licence == "M365_ADVANCED_AUDITING", "the plan that SCuBA asks for"


def test_each_mailbox_of_a_user_is_audited_itself() -> None:
    rule = next(one["inputs"] for one in declares(AUDITING, {}) if one["type"] == MAILBOX_AUDITING.token)
    row = {
        "UserPrincipalName": "a@b.example",
        "ExchangeGuid": str(UUID(int=1)),
        "ExternalDirectoryObjectId": str(UUID(int=2)),
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
        "AuditEnabled": False,
        "AuditLogAgeLimit": "90.00:00:00",
        "DefaultAuditSet": ["Owner", "Admin", "Delegate"],
    }
    (broken,) = MAILBOX_AUDITING.ruler(rule)(row).breaks
    assert isinstance(broken.remedy, Invocation)
    assert not MAILBOX_AUDITING.ruler(rule)({**row, **broken.remedy.parameters}).breaks
    assert broken.remedy.parameters["AuditEnabled"] is True


RULE: dict[str, Any] = {
    "Name": "One",
    "State": "Enabled",
    "Mode": "Enforce",
    **dict.fromkeys(ACTIONS),
}
UNSAFE: dict[str, tuple[dict[str, Any], ...]] = {
    "6.2.1": ({"RedirectMessageTo": ["a@outside.example"]}, {"BlindCopyTo": ["a@outside.example"]}),
    "6.2.2": ({"SetSCL": "-1"}, {"SetSCL": -1}),
}
"""By claim, what a rule does that an auditor finds, whatever its conditions, such as `SenderDomainIs`, are."""


@pytest.mark.parametrize(
    ("claim", "does"), [(claim, one) for claim, every in UNSAFE.items() for one in every]
)
def test_a_transport_rule_that_an_auditor_finds_is_told(claim: str, does: dict[str, Any]) -> None:
    class World:
        """A tenant of one domain and one rule."""

        def __init__(self, rule: dict[str, Any]) -> None:
            self.cmdlets = self
            self.rule = rule

        async def rows(self, _endpoint: Any, asked: Any, _columns: Any = ()) -> list[dict[str, Any]]:
            """Return one of the lists."""
            lists = {
                "Get-TransportRule": [self.rule],
                "Get-AcceptedDomain": [{"DomainName": "own.example"}],
            }
            return lists.get(asked.cmdlet, [])

    (one,) = declares("exchange.transport_rules_safe", {})

    def broken(rule: dict[str, Any]) -> int:
        """How much of a rule is told."""
        found = asyncio.run(TRANSPORT_RULES.judge(cast("Reader", World(rule)), one["inputs"]))
        assert not found.unjudged
        return len(found.violations)

    assert (broken(RULE), broken({**RULE, **does})) == (0, 1)
    assert claim in {each.id for each in controls()["exchange.transport_rules_safe"].metadata.frameworks}


def domain(name: str, days: int | None, **more: Any) -> dict[str, Any]:
    root = {"isRoot": True, "isVerified": True, "authenticationType": "Managed", "isInitial": False}
    return {"id": name, "passwordValidityPeriodInDays": days, **root, **more}


INITIAL = domain("a.onmicrosoft.com", 2147483647, isInitial=True)


@pytest.mark.parametrize(
    ("row", "cis", "scuba"),
    [
        (domain("b.example", 2147483647), True, True),
        (domain("b.example", 90), False, False),
        (domain("b.example", None), False, True),
    ],
)
def test_a_domain_whose_passwords_end_is_told(row: dict[str, Any], *, cis: bool, scuba: bool) -> None:
    """Null passes SCuBA and fails CIS: what is told fails one of them, and what is not told fails neither."""
    told = bool(passwords([INITIAL, row]).violations)
    assert told is not (cis and scuba)


def test_the_emergency_accounts_are_looked_at_for_what_cis_asks_but_for_what_is_said_to_lack() -> None:
    (said,) = [
        one for one in controls()["entra.break_glass_excluded"].metadata.frameworks if one.id == "1.1.2"
    ]
    asked = {"differentAccounts", "onPremisesSyncEnabled", "accountEnabled", "permanentGlobalAdministrator"}
    assert asked <= {*BREAK_GLASS.judges}
    assert all(word in said.lacks for word in ("unlicensed", ".onmicrosoft.com", "key"))


OF_ROWS = {
    *(("exchange.transport_rules_safe", claim) for claim in UNSAFE),
    *(("entra.password_expiry_disabled", claim) for claim in ("1.3.1", "MS.AAD.6.1v1")),
}
"""Claims whose conditions are held above against what a service answers: what is declared says nothing of them."""
