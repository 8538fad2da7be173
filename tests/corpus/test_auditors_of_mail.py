"""What a control of mail claims of SCuBA and CIS is met by the row that an apply leaves (frameworks.md 1.3, 2.2)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.exchange.sending_domains import KIND as SENDING_DOMAINS
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.cmdlet_singleton import CmdletSingleton
from holdfast.kinds.services.listed import ListedRule
from holdfast.tenant.cmdlet_wire import Invocation
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast.kinds.judgement import Violation
    from holdfast.tenant.tenant import Reader
    from tests.conditions import Policy

ADD_INS = ["My Custom Apps", "My Marketplace Apps", "My ReadWriteMailbox Apps"]
ASSIGNMENTS = [f"{role}-Default" for role in ADD_INS]
_DOMAIN = {"Name": "one", "InitialDomain": False}
MAIL: dict[tuple[str, str], tuple[Policy, ...]] = {
    ("exchange.external_forwarding_blocked", "MS.EXO.1.1v2"): (
        {
            "Name": "Default",
            "DomainName": "*",
            "AutoForwardEnabled": True,
            "TrustedMailInboundEnabled": False,
        },
    ),
    ("exchange.external_forwarding_blocked", "6.2.1"): (
        {"Name": "Default", "IsDefault": True, "AutoForwardingMode": "Automatic"},
        {"Name": "Board", "IsDefault": False, "AutoForwardingMode": "On"},
    ),
    ("exchange.modern_auth_required", "6.5.1"): ({"OAuth2ClientProfileEnabled": False},),
    ("exchange.direct_send_rejected", "6.5.5"): ({"RejectDirectSend": False},),
    ("exchange.external_senders_tagged", "6.2.3"): ({"Enabled": False, "AllowList": []},),
    ("exchange.smtp_auth_disabled", "MS.EXO.5.1v1"): ({"SmtpClientAuthenticationDisabled": False},),
    ("exchange.smtp_auth_disabled", "6.5.4"): ({"SmtpClientAuthenticationDisabled": False},),
    ("exchange.dkim_enabled", "MS.EXO.3.1v1"): (
        {**_DOMAIN, "DomainName": "contoso.onmicrosoft.com", "Enabled": False, "Status": "NoDKIMKeys"},
        {**_DOMAIN, "DomainName": "contoso.com", "Enabled": False, "Status": "Valid"},
    ),
    ("exchange.dkim_enabled", "2.1.9"): (
        {**_DOMAIN, "DomainName": "contoso.com", "Enabled": False, "Status": "Valid"},
    ),
    ("exchange.audit_bypass_absent", "6.1.3"): ({"Name": "mallory", "AuditBypassEnabled": True},),
    ("exchange.addins_restricted", "6.3.1"): (
        {"Name": "Default", "IsDefault": True, "AssignedRoles": ADD_INS, "RoleAssignments": ASSIGNMENTS},
    ),
    ("exchange.calendar_sharing_bounded", "MS.EXO.6.1v1"): (
        {
            "Name": "Partners",
            "Default": False,
            "Domains": ["*:ContactsSharing", "partner.example:ContactsSharing"],
        },
    ),
    ("exchange.calendar_sharing_bounded", "MS.EXO.6.2v1"): (
        {"Name": "Default", "Default": True, "Domains": ["*:CalendarSharingFreeBusySimple"]},
    ),
    ("exchange.customer_lockbox_enabled", "1.3.6"): ({"CustomerLockboxEnabled": False},),
}
"""By control and claim, rows with which an auditor finds it not met."""
MET: dict[str, Callable[[Policy], bool]] = {
    "MS.EXO.1.1v2": lambda row: row["AutoForwardEnabled"] is not True,
    "6.2.1": lambda row: row["AutoForwardingMode"] == "Off",
    "6.2.3": lambda row: row["Enabled"] is True,
    "6.5.1": lambda row: row["OAuth2ClientProfileEnabled"] is True,
    "6.5.5": lambda row: row["RejectDirectSend"] is True,
    "MS.EXO.5.1v1": lambda row: row["SmtpClientAuthenticationDisabled"] is not False,
    "6.5.4": lambda row: row["SmtpClientAuthenticationDisabled"] is True,
    "6.3.1": lambda row: not {*ADD_INS} & {*row["AssignedRoles"]},
    "6.1.3": lambda row: row["AuditBypassEnabled"] is False,
    "MS.EXO.3.1v1": lambda row: row["Enabled"] is True,
    "2.1.9": lambda row: (row["Enabled"], row["Status"]) == (True, "Valid"),
    "MS.EXO.6.1v1": lambda row: not any("*" in one and "Contacts" in one for one in row["Domains"]),
    "MS.EXO.6.2v1": lambda row: not any("*" in one and "Calendar" in one for one in row["Domains"]),
    "1.3.6": lambda row: row["CustomerLockboxEnabled"] is True,
}
"""By claim, what an auditor asks of every row."""
DOMAIN, RECORDS = (
    "contoso.example",
    {"": "v=spf1 mx -all", "_dmarc.": "v=DMARC1; p=reject; rua=mailto:a@b.example"},
)
PUBLISHED: dict[str, tuple[str, Callable[[str], bool], tuple[str, ...]]] = {
    "MS.EXO.2.2v3": (
        "",
        lambda text: text.startswith("v=spf1 ") and any(one in text for one in ("-all", "~all", "redirect")),
        ("", "v=spf1", "v=spf1 mx ?all"),
    ),
    "MS.EXO.4.1v1": ("_dmarc.", lambda text: text.startswith("v=DMARC1;"), ("", "v=DMARC2; p=reject")),
    "MS.EXO.4.2v1": (
        "_dmarc.",
        lambda text: "p=reject;" in text,
        ("v=DMARC1; p=quarantine; rua=mailto:a@b.example",),
    ),
    "2.1.8": (
        "",
        lambda text: text.startswith("v=spf1 ") and text.endswith("-all"),
        ("v=spf1 mx +all", "v=spf1 mx"),
    ),
    "2.1.10": (
        "_dmarc.",
        lambda text: (
            any(f"; p={one}" in text for one in ("reject", "quarantine"))
            and "rua=mailto:" in text
            and ("pct=100" in text or "pct" not in text)
        ),
        (
            "v=DMARC1; p=none; rua=mailto:a@b.example",
            "v=DMARC1; p=reject",
            "v=DMARC1; p=reject; pct=10; rua=mailto:a@b.example",
        ),
    ),
}
"""By claim about what DNS says: of which name, what an auditor asks of it, and records with which it is not met."""


@pytest.mark.parametrize("claim", PUBLISHED)
def test_what_an_auditor_finds_bare_in_dns_is_told(claim: str) -> None:
    (said,) = [
        one for one in controls()["exchange.spf_dmarc_published"].metadata.frameworks if one.id == claim
    ]
    below, met, bare = PUBLISHED[claim]
    assert said.lacks
    assert met(RECORDS[below])
    assert not told(RECORDS)
    for text in bare:
        assert not met(text)
        assert told({**RECORDS, below: text}), text


def told(records: dict[str, str], **settings: Any) -> tuple[Violation, ...]:
    """What the control's assessment finds of a domain with these records, with such settings."""

    class World:
        """A tenant of one domain beside its first."""

        def __init__(self) -> None:
            self.cmdlets = self

        async def rows(self, *_: object) -> list[Policy]:
            return [
                {"DomainName": "a.onmicrosoft.com", "InitialDomain": True},
                {**_DOMAIN, "DomainName": DOMAIN},
            ]

        async def texts(self, name: str) -> tuple[str, ...]:
            return (records[name.removesuffix(DOMAIN)],) if name.endswith(DOMAIN) else ()

    (one,) = declares("exchange.spf_dmarc_published", settings)
    judgement = asyncio.run(SENDING_DOMAINS.judge(cast("Reader", World()), one["inputs"]))
    assert judgement.covered + len({each.member for each in judgement.violations}) == 1
    return judgement.violations


@pytest.mark.parametrize(("name", "claim"), MAIL)
def test_an_apply_leaves_rows_with_which_an_auditor_finds_a_claim_about_mail_met(
    name: str, claim: str
) -> None:
    assert claim in {one.id for one in controls()[name].metadata.frameworks}
    for row in MAIL[name, claim]:
        assert not MET[claim](row)
        assert any(MET[claim]({**row, **sets}) for sets in _set(name, {"Guid": "x", **row}))


def _set(name: str, row: Policy) -> Iterator[Policy]:
    """What an apply of a control sets in an object with this row, by each of its resources that knows such objects."""
    for one in declares(name, {}):
        kind = kinds()[one["type"]]
        if isinstance(kind, ListedRule) and kind.columns and set(kind.columns) <= set(row):
            breaks = kind.ruler(one["inputs"])(row).breaks
            sent = [dict(each.remedy.parameters) for each in breaks if isinstance(each.remedy, Invocation)]
            yield from sent
            removed = {each["Identity"] for each in sent}
            yield {"AssignedRoles": [each for each in ADD_INS if f"{each}-{row['Name']}" not in removed]}
        elif isinstance(kind, CmdletSingleton):
            yield kind.wire(one["inputs"])


def test_no_claim_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim in MAIL} == set(MET)
