"""Policies that filter mail are set by whatever a stranger's tool sets, and its auditors find what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.cmdlets.registry import cmdlets_by_name
from tests.contract import sources
from tests.contract.marks import assumed, verified
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

IMPERSONATION: dict[str, Any] = {
    "PhishThresholdLevel": 3,
    "EnableMailboxIntelligence": True,
    "EnableMailboxIntelligenceProtection": True,
    "MailboxIntelligenceProtectionAction": "Quarantine",
    "EnableTargetedUserProtection": True,
    "TargetedUsersToProtect": ["Chair;chair@contoso.com"],
    "TargetedUserProtectionAction": "Quarantine",
    "EnableOrganizationDomainsProtection": True,
    "EnableTargetedDomainsProtection": True,
    "TargetedDomainsToProtect": ["partner.example"],
    "TargetedDomainProtectionAction": "Quarantine",
    "EnableSimilarUsersSafetyTips": True,
    "EnableSimilarDomainsSafetyTips": True,
    "EnableUnusualCharactersSafetyTips": True,
}
"""What CIS 2.1.7 and SCuBA's MS.SECURITYSUITE.2.1v1 to 2.4v1 ask for (../shared/frameworks.md 1.6, 2.2)."""
SPAM: dict[str, Any] = {
    "BulkThreshold": 6,
    "MarkAsSpamBulkMail": "On",
    "BulkQuarantineTag": "AdminOnlyAccessPolicy",
    "IncreaseScoreWithImageLinks": "Off",
    "MarkAsSpamSpfRecordHardFail": "On",
    "IntraOrgFilterState": "HighConfidencePhish",
    "EnableRegionBlockList": True,
    "RegionBlockList": ["AX"],
}
"""What tools that apply the recommended settings send beside the actions."""
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "AntiPhishPolicy": ("Office365 AntiPhish Default", IMPERSONATION),
    "HostedContentFilterPolicy": ("Default", SPAM),
    "SafeLinksPolicy": ("Built-In Protection Policy", {"EnableOrganizationBranding": True}),
    "SafeAttachmentPolicy": ("Built-In Protection Policy", {"EnableBlockingEncryptedAttachments": True}),
}
OTHERS = frozenset({"WhatIf", "MakeDefault", "UseTranslatedNotificationText"})
"""Parameters that set nothing of this row."""
RESERVED = {"AntiPhishPolicy": {"EnableSuspiciousSafetyTip", "PolicyTag"}}
"""Parameters that are described as reserved for Microsoft's own use."""


@pytest.fixture
def exchange(tiny: Tiny) -> Exchange:
    """Exchange, signed in as its administrator."""
    return Exchange(tiny)


@verified(sources.EXO_ANSWERS)
@pytest.mark.parametrize("noun", SENT)
def test_what_a_stranger_sets_is_what_an_auditor_reads(exchange: Exchange, noun: str) -> None:
    identity, sent = SENT[noun]
    answer = exchange.invoke(f"Set-{noun}", Identity=identity, **sent)
    assert answer.status_code == 200, answer.text
    (row,) = exchange.rows(f"Get-{noun}")
    assert {name: row[name] for name in sent} == sent


@verified(sources.EXO_ANSWERS, "Set-AntiPhishPolicy")
@pytest.mark.parametrize("name", ["TargetedUserProtectionAction", "ImpersonationProtectionState"])
def test_what_the_service_does_not_know_is_refused(exchange: Exchange, name: str) -> None:
    exchange.refusal("Set-AntiPhishPolicy", Identity="Office365 AntiPhish Default", **{name: "Perhaps"})


@assumed(sources.OURS)
@pytest.mark.parametrize("noun", SENT)
def test_every_parameter_of_a_policy_is_taken_but_those_that_set_nothing(noun: str) -> None:
    cmdlet = cmdlets_by_name("exchange")[f"set-{noun}".lower()]
    assert cmdlet.unimplemented <= OTHERS | RESERVED.get(noun, set())
