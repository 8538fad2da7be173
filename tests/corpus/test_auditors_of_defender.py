"""What a control of filters claims of SCuBA and CIS is met by the rows that an apply leaves (frameworks 1.6, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.judgement import Violation
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.services.precedence import CONDITIONS
from holdfast.kinds.services.threat_policies import ThreatPolicyRule
from tests.tried import claims_itself
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conditions import Policy

_LINKS = ("EnableSafeLinksForEmail", "EnableSafeLinksForTeams", "EnableSafeLinksForOffice")
_TARGETED = ("TargetedUser", "TargetedDomain", "MailboxIntelligence")
_LOOK_ALIKE = (
    *(
        "EnableTargetedUserProtection",
        "EnableOrganizationDomainsProtection",
    ),
    *("EnableMailboxIntelligence", "EnableMailboxIntelligenceProtection"),
)
_TIPS = (
    *("EnableSimilarUsersSafetyTips", "EnableSimilarDomainsSafetyTips"),
    "EnableUnusualCharactersSafetyTips",
)
_FORGED = ("EnableFirstContactSafetyTips", "EnableViaTag", "EnableUnauthenticatedSender")
_SENDERS = ("Enabled", "EnableSpoofIntelligence", "HonorDmarcPolicy")
_SEEN_IN = {"NoAction", "BccMessage"}
"""Actions by which a message stays in the inbox."""
_INSIDE, _SCANNED = ("EnableForInternalSenders",), ("ScanUrls", "DeliverMessageAfterScan")
OWN: dict[str, Policy] = {
    "defender.malware_filter_configured": {
        "EnableFileFilter": False,
        "FileTypes": ["xyz"],
        "ZapEnabled": False,
    },
    "defender.spam_filter_configured": {
        "SpamAction": "NoAction",
        "HighConfidenceSpamAction": "AddXHeader",
        "PhishSpamAction": "ModifySubject",
        "HighConfidencePhishAction": "MoveToJmf",
        "SpamZapEnabled": False,
        "PhishZapEnabled": False,
        "AllowedSenderDomains": ["partner.example"],
        "AllowedSenders": ["chair@partner.example"],
    },
    "defender.safe_attachments_enabled": {
        "State": "Enabled",
        **dict.fromkeys(CONDITIONS),
        "ExceptIfSentTo": ["chair@contoso.com"],
        "ExceptIfSentToMemberOf": ["board@contoso.com"],
        "ExceptIfRecipientDomainIs": ["contoso.com"],
        "EnableATPForSPOTeamsODB": False,
    },
    "defender.safe_links_enabled": {
        "State": "Enabled",
        **dict.fromkeys(("ExceptIfSentTo", "ExceptIfSentToMemberOf", "ExceptIfRecipientDomainIs")),
        **dict.fromkeys((*_LINKS, *_INSIDE, *_SCANNED, "TrackClicks"), False),
        **dict.fromkeys(("AllowClickThrough", "DisableUrlRewrite"), True),
        "DoNotRewriteUrls": ["https://partner.example/*"],
    },
    "defender.zero_hour_purge_on": {"ZapEnabled": False},
    "defender.anti_phishing_configured": {
        **dict.fromkeys((*_SENDERS, *_FORGED), False),
        "DmarcRejectAction": "Quarantine",
        "DmarcQuarantineAction": "MoveToJmf",
    },
    "defender.impersonation_stopped": {
        **dict.fromkeys((*_LOOK_ALIKE, "EnableTargetedDomainsProtection", *_TIPS), False),
        **{f"{one}ProtectionAction": "NoAction" for one in _TARGETED},
        "Enabled": False,
        "ImpersonationProtectionState": "Off",
        "TargetedUsersToProtect": ["Chair;chair@contoso.com"],
        "TargetedDomainsToProtect": ["partner.example"],
        "PhishThresholdLevel": 1,
        "ExcludedSenders": ["chair@fabrikam.example"],
        "ExcludedDomains": ["fabrikam.example"],
        "ExcludedSubDomains": [],
    },
}
"""By control, what the service's own policy, rule and settings are at their worst."""
_TYPES = [
    "ace",
    "apk",
    "app",
    "appx",
    "ani",
    "arj",
    "bat",
    "cab",
    "cmd",
    "com",
    "deb",
    "dex",
    "dll",
    "docm",
    "elf",
    "exe",
    "hta",
    "img",
    "iso",
    "jar",
    "jnlp",
    "kext",
    "lha",
    "lib",
    "library",
    "lnk",
    "lzh",
    "macho",
    "msc",
    "msi",
    "msix",
    "msp",
    "mst",
    "pif",
    "ppa",
    "ppam",
    "reg",
    "rev",
    "scf",
    "scr",
    "sct",
    "sys",
    "uif",
    "vb",
    "vbe",
    "vbs",
    "vxd",
    "wsc",
    "wsf",
    "wsh",
    "xll",
    "xz",
    "z",
]
PEOPLE, PARTNERS = ["Ana Reyes;ana@contoso.com"], ["woodgrovebank.com"]
MET: dict[tuple[str, str], Callable[[Policy], bool]] = {
    ("defender.malware_filter_configured", "MS.SECURITYSUITE.1.1v1"): lambda row: (
        row["EnableFileFilter"] is True and {"exe", "cmd", "vbe"} <= {*row["FileTypes"]}
    ),
    ("defender.malware_filter_configured", "MS.SECURITYSUITE.1.2v1"): lambda row: row["ZapEnabled"] is True,
    ("defender.malware_filter_configured", "2.1.2"): lambda row: (
        row["EnableFileFilter"] is True and {*_TYPES} <= {*row["FileTypes"]}
    ),
    ("defender.spam_filter_configured", "MS.SECURITYSUITE.6.1v1"): lambda row: (
        {row[f"{one}Action"] for one in ("Spam", "HighConfidenceSpam", "PhishSpam", "HighConfidencePhish")}
        <= {"MoveToJmf", "Quarantine", "Redirect", "Delete"}
    ),
    ("defender.spam_filter_configured", "MS.SECURITYSUITE.6.2v1"): lambda row: (
        row["AllowedSenderDomains"] == []
    ),
    ("defender.spam_filter_configured", "2.1.14"): lambda row: row["AllowedSenderDomains"] == [],
    ("defender.safe_attachments_enabled", "MS.SECURITYSUITE.1.3v1"): lambda row: (
        not any(value for name, value in row.items() if name.startswith("ExceptIf"))
    ),
    ("defender.safe_attachments_enabled", "MS.SECURITYSUITE.1.4v1"): lambda row: (
        row["EnableATPForSPOTeamsODB"] is True
    ),
    ("defender.safe_attachments_enabled", "2.1.5"): lambda row: row["EnableATPForSPOTeamsODB"] is True,
    ("defender.safe_links_enabled", "MS.SECURITYSUITE.7.1v1"): lambda row: all(
        row[one] is True for one in (*_LINKS, *_INSIDE)
    ),
    ("defender.safe_links_enabled", "MS.SECURITYSUITE.7.2v1"): lambda row: all(
        row[one] is True for one in _SCANNED
    ),
    ("defender.safe_links_enabled", "MS.SECURITYSUITE.7.3v1"): lambda row: row["TrackClicks"] is True,
    ("defender.safe_links_enabled", "2.1.1"): lambda row: (
        all(row[one] is True for one in (*_LINKS, *_INSIDE, *_SCANNED, "TrackClicks"))
        and (row["AllowClickThrough"], row["DisableUrlRewrite"]) == (False, False)
    ),
    ("defender.zero_hour_purge_on", "2.4.4"): lambda row: row["ZapEnabled"] is True,
    ("defender.impersonation_stopped", "MS.SECURITYSUITE.2.1v1"): lambda row: (
        row["Enabled"] is True
        and row["EnableTargetedUserProtection"] is True
        and {*row["TargetedUsersToProtect"]} >= {*PEOPLE, "Chair;chair@contoso.com"}
        and row["TargetedUserProtectionAction"] not in _SEEN_IN
    ),
    ("defender.impersonation_stopped", "MS.SECURITYSUITE.2.2v1"): lambda row: (
        row["Enabled"] is True
        and row["EnableOrganizationDomainsProtection"] is True
        and row["TargetedDomainProtectionAction"] not in _SEEN_IN
    ),
    ("defender.impersonation_stopped", "MS.SECURITYSUITE.2.3v1"): lambda row: (
        row["Enabled"] is True
        and row["EnableTargetedDomainsProtection"] is True
        and {*row["TargetedDomainsToProtect"]} >= {*PARTNERS, "partner.example"}
        and row["TargetedDomainProtectionAction"] not in _SEEN_IN
    ),
    ("defender.impersonation_stopped", "MS.SECURITYSUITE.2.4v1"): lambda row: all(
        row[one] is True for one in ("Enabled", *_TIPS)
    ),
    ("defender.anti_phishing_configured", "MS.SECURITYSUITE.2.4v1"): lambda row: all(
        row[one] is True for one in ("Enabled", *_FORGED)
    ),
    ("defender.impersonation_stopped", "2.1.7"): lambda row: (
        all(row[one] is True for one in ("Enabled", *_LOOK_ALIKE, *_TIPS))
        and row["PhishThresholdLevel"] >= 3
        and {row[f"{one}ProtectionAction"] for one in _TARGETED} == {"Quarantine"}
    ),
    ("defender.anti_phishing_configured", "2.1.7"): lambda row: all(
        row[one] is True for one in (*_SENDERS, _FORGED[0])
    ),
}
"""By control and claim, what an auditor asks of the policy that decides, and of what stands beside it."""
GIVEN: dict[str, Policy] = {
    "MS.SECURITYSUITE.2.1v1": {"protected_users": PEOPLE},
    "MS.SECURITYSUITE.2.3v1": {"protected_domains": PARTNERS},
    "2.1.7": {"protected_users": PEOPLE},
}
"""By claim, the settings without which it is not met; it names them."""


@pytest.mark.parametrize(("name", "claim"), MET)
def test_an_apply_leaves_a_policy_with_which_an_auditor_finds_a_claim_about_filters_met(
    name: str, claim: str
) -> None:
    assert claim in {one.id for one in controls()[name].metadata.frameworks}
    assert not MET[name, claim](_worst(name))
    assert MET[name, claim](left(name, given_for(name, claim)))


def _worst(name: str) -> Policy:
    default = {"Name": "Default", "Guid": "x", "IsDefault": True, "RecommendedPolicyType": "Custom"}
    return {**default, **OWN[name]}


def given_for(name: str, claim: str) -> Policy:
    """The settings without which a claim of a control is not met."""
    own = controls()[name].Settings.model_fields
    return {setting: value for setting, value in GIVEN.get(claim, {}).items() if setting in own}


def left(name: str, given: Policy) -> Policy:
    """What an apply of a control with these settings leaves of what was at its worst."""
    return {**(worst := _worst(name)), **_set(name, given, worst)}


def _set(name: str, given: Policy, row: Policy) -> Policy:
    """What an apply of a control sets in the service's own policy with this row, or its rule asks of one it leaves."""
    sets: dict[str, Any] = {}
    for one in declares(name, given):
        kind = kinds()[one["type"]]
        if isinstance(kind, CmdletSingleton):
            sets |= kind.wire(one["inputs"])
        elif isinstance(kind, ThreatPolicyRule):
            broken = kind.left_out([row]) if kind.built_in else kind.ruler(one["inputs"])(row).breaks
            if kind.built_in and {one.wire for one in kind.asked} <= set(row):
                asked = {one.name: one.wire for one in kind.asked}
                told = kind.ruler(one["inputs"])(row).breaks
                sets |= {asked[each.property]: each.expected for each in told}
            for remedy in kind.remedies([each for each in broken if isinstance(each, Violation)]):
                sets |= remedy.parameters
    return sets


def test_every_claim_of_an_auditor_has_its_condition() -> None:
    claimed = {
        (name, one.id)
        for name, control in controls().items()
        if name.startswith("defender.")
        for one in control.metadata.frameworks
        if one.edition.startswith(("SCuBA", "CIS")) and not claims_itself(name, one.id)
    }
    assert claimed == set(MET)
