"""Every claim of SCuBA and CIS has its conditions: those of records, mailboxes, rules and passwords here.

The conditions are those of ../shared/frameworks.md 1.2, 1.3, 1.5, 2.1 and 2.2. What an auditor finds unmet in what a
service answers, a check tells or an apply puts right. All other claims are in the files beside.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.entra.break_glass_accounts import KIND as BREAK_GLASS
from holdfast.kinds.entra.password_expiry import judged as passwords
from holdfast.kinds.exchange.mailbox_auditing import KIND as MAILBOX_AUDITING
from holdfast.kinds.exchange.transport_rules import KIND as TRANSPORT_RULES
from holdfast.kinds.registry import kinds
from holdfast.tenant.cmdlet_wire import Invocation
from tests.conditions import at, equals
from tests.corpus import (
    test_auditors_of_defender as defender,
)
from tests.corpus import (
    test_auditors_of_files as files,
)
from tests.corpus import (
    test_auditors_of_mail as mail,
)
from tests.corpus import (
    test_auditors_of_methods as methods,
)
from tests.corpus import (
    test_auditors_of_reviews as reviews,
)
from tests.corpus import (
    test_auditors_of_roles as roles,
)
from tests.corpus import (
    test_auditors_of_settings as settings,
)
from tests.corpus import (
    test_auditors_of_sign_in as sign_in,
)
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.tenant.tenant import Reader
    from tests.conditions import Condition

AUDITING = "exchange.mailbox_auditing_enabled"
LASTING = ("TwelveMonths", "ThreeYears", "FiveYears", "SevenYears", "TenYears")
DECLARED: dict[tuple[str, str], tuple[Condition, ...]] = {
    (AUDITING, "MS.EXO.13.1v1"): (equals("AuditDisabled", value=False),),
    (AUDITING, "6.1.1"): (equals("AuditDisabled", value=False),),
    ("purview.audit_log_enabled", "MS.SECURITYSUITE.5.1v1"): (
        equals("UnifiedAuditLogIngestionEnabled", value=True),
    ),
    ("purview.audit_log_enabled", "3.1.1"): (equals("UnifiedAuditLogIngestionEnabled", value=True),),
    ("purview.audit_retention_configured", "MS.SECURITYSUITE.5.2v1"): (
        ("it is kept for a year at least", lambda one: at(one, "RetentionDuration") in LASTING),
    ),
    ("intune.devices_without_policy_not_compliant", "4.1"): (equals("settings.secureByDefault", value=True),),
}
"""By control and claim, what an auditor asks of the wire form of what is declared."""
EVERY_DURATION = [{"retention": one} for one in ("twelve-months", "three-years", "ten-years")]


@pytest.mark.parametrize(("name", "claim"), DECLARED)
def test_what_a_control_claims_is_in_what_it_declares(name: str, claim: str) -> None:
    for given in EVERY_DURATION if "audit_retention" in name else [{}]:
        wires = [
            kinds()[one["type"]].wire(one["inputs"])
            for one in declares(name, given)
            if kinds()[one["type"]].writes and not kinds()[one["type"]].is_rule
        ]
        (wire,) = wires
        assert [told for told, met in DECLARED[name, claim] if not met(wire)] == []


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
        "ExchangeGuid": "1",
        "ExternalDirectoryObjectId": "2",
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
        "AuditEnabled": False,
    }
    (broken,) = MAILBOX_AUDITING.ruler(rule)(row).breaks
    assert isinstance(broken.remedy, Invocation)
    assert not MAILBOX_AUDITING.ruler(rule)({**row, **broken.remedy.parameters}).breaks
    assert broken.remedy.parameters["AuditEnabled"] is True


RULE: dict[str, Any] = {
    "Name": "One",
    "State": "Enabled",
    "Mode": "Enforce",
    **dict.fromkeys(
        (
            "SetSCL",
            "SetHeaderName",
            "RouteMessageOutboundConnector",
            "AddToRecipients",
            "BlindCopyTo",
            "CopyTo",
            "GenerateIncidentReport",
            "ModerateMessageByUser",
            "RedirectMessageTo",
        )
    ),
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

        async def rows(self, _endpoint: Any, asked: Any, _columns: Any) -> list[dict[str, Any]]:
            """Return either list."""
            return [self.rule] if asked.cmdlet == "Get-TransportRule" else [{"DomainName": "own.example"}]

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


HERE: dict[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    AUDITING: (test_each_mailbox_of_a_user_is_audited_itself, ("6.1.2",)),
    "exchange.transport_rules_safe": (test_a_transport_rule_that_an_auditor_finds_is_told, tuple(UNSAFE)),
    "entra.password_expiry_disabled": (
        test_a_domain_whose_passwords_end_is_told,
        ("1.3.1", "MS.AAD.6.1v1"),
    ),
    "entra.break_glass_excluded": (
        test_the_emergency_accounts_are_looked_at_for_what_cis_asks_but_for_what_is_said_to_lack,
        ("1.1.2",),
    ),
}
"""By control, the test above that is about its claims, and which."""


def test_no_claim_of_any_control_is_without_its_condition_and_none_is_made_up() -> None:
    held = {
        *DECLARED,
        *((name, claim) for name, (_, every) in HERE.items() for claim in every),
        *defender.MET,
        *files.CLAIMS_OF_FILES,
        *mail.MAIL,
        *(("exchange.spf_dmarc_published", claim) for claim in mail.PUBLISHED),
        *methods.CLAIMS_OF_METHODS,
        *((reviews.NAME, claim) for claim in reviews.CONDITIONS),
        *((name, claim) for name, claim, _ in roles.CLAIMS_OF_ROLES),
        *((name, claim) for name, claim, _ in settings.CLAIMS),
        *sign_in.CLAIMS,
    }
    claimed = {
        (name, one.id)
        for name, control in controls().items()
        for one in control.metadata.frameworks
        if one.edition.startswith(("SCuBA", "CIS"))
    }
    assert claimed == held
