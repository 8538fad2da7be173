"""Inbound connectors assessed: who is believed by which, what is written for it, and of what nobody can say."""

from __future__ import annotations

from typing import Any, cast

import pytest

from holdfast.kinds.exchange.inbound_connectors import KIND
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

Row = dict[str, Any]
FLAGS = ("TreatMessagesAsInternal", "CloudServicesMailEnabled", "EFSkipLastIP")
LISTS = ("SenderIPAddresses", "EFSkipIPs", "EFSkipMailGateway")
TENANTS = "TrustedOrganizations"
KNOWN: Row = {
    "name": "Gateway",
    "addresses": ["198.51.100.7", "2001:DB8::1"],
    "certificate": "*.contoso.example",
}
AS_WRITTEN: Row = {
    "ConnectorType": "OnPremises",
    "SenderIPAddresses": ["198.51.100.7"],
    "EFSkipIPs": ["2001:db8::1"],
    "TlsSenderCertificateName": "*.CONTOSO.example",
}


class Lists:
    """A tenant of two lists, which writes nothing: it has no other verb."""

    def __init__(self, *connectors: Row, domains: tuple[str, ...] = ("b.example",)) -> None:
        self.cmdlets = self
        self.answers = {
            "Get-InboundConnector": [*connectors],
            "Get-AcceptedDomain": [{"DomainName": one} for one in domains],
        }

    async def rows(self, _endpoint: Any, invocation: Any) -> list[Row]:
        return self.answers[invocation.cmdlet]


def connector(name: str = "Gateway", **more: Any) -> Row:
    plain = {"Name": name, "Enabled": True, "ConnectorType": "Partner", "TlsSenderCertificateName": None}
    return {**plain, **dict.fromkeys(FLAGS, False), **{one: [] for one in (*LISTS, TENANTS)}, **more}


def judged(*connectors: Row, known: tuple[Row, ...] = (), **more: Any) -> Any:
    return run(KIND.judge(cast("Any", Lists(*connectors, **more)), {"connectors": [*known]}))


TRUSTING: dict[str, tuple[Row, list[str]]] = {
    "the organization's own server": ({"ConnectorType": "onPremises"}, ["ConnectorType onPremises"]),
    **{one: ({one: True}, [one]) for one in FLAGS},
    **{one: ({one: ["192.0.2.1"]}, [one]) for one in ("EFSkipIPs", "EFSkipMailGateway")},
    "other tenants": ({TENANTS: ["t"]}, [TENANTS]),
}


@pytest.mark.parametrize("case", TRUSTING)
def test_a_connector_that_nobody_named_has_nobody_believed(case: str) -> None:
    more, trusts = TRUSTING[case]

    found = judged(connector(**more), known=({**KNOWN, "name": "Other"},))

    assert [(one.member, one.property, one.expected, one.found) for one in found.violations] == [
        ("Gateway", "trusts", [], trusts)
    ]
    assert judged(connector(**more, Enabled=False)).violations == ()


def test_a_connector_that_asks_for_more_obeys_and_a_tenant_without_one_was_looked_at() -> None:
    asks = connector(RequireTls=True, SenderDomains=["smtp:*;1"], SenderIPAddresses=["192.0.2.1"])
    assert (judged(asks).covered, judged(asks).violations) == (2, ())
    assert (judged().covered, judged().uncounted) == (1, None)
    assert judged(domains=()).uncounted.reason is Reason.UNEXPECTED


BEYOND: dict[str, tuple[Row, tuple[str, Any, Any]]] = {
    one: (
        {one: ["198.51.100.7", "203.0.113.66"]},
        (about, KNOWN["addresses"], ["198.51.100.7", "203.0.113.66"]),
    )
    for one, about in zip(LISTS, ("senderIPAddresses", "efSkipIPs", "efSkipMailGateway"), strict=True)
} | {
    "another certificate": (
        {"TlsSenderCertificateName": "mallory.example"},
        ("tlsSenderCertificateName", KNOWN["certificate"], "mallory.example"),
    ),
    "no certificate": (
        {"TlsSenderCertificateName": None},
        ("tlsSenderCertificateName", KNOWN["certificate"], None),
    ),
    "another tenant": ({TENANTS: ["t"]}, ("trustedOrganizations", [], ["t"])),
}


@pytest.mark.parametrize("case", BEYOND)
def test_a_connector_that_is_named_trusts_what_is_written_for_it(case: str) -> None:
    more, told = BEYOND[case]
    assert (found := judged(connector(**AS_WRITTEN), known=(KNOWN,))).violations == ()
    assert found.covered == 2

    found = judged(connector("GATEWAY", **{**AS_WRITTEN, **more}), known=(KNOWN,))

    assert [(one.property, one.expected, one.found) for one in found.violations] == [told]


@pytest.mark.parametrize(
    "odd",
    [
        {"Enabled": None},
        {"ConnectorType": "Hybrid"},
        {"TreatMessagesAsInternal": "False"},
        {"EFSkipIPs": "192.0.2.1"},
        {TENANTS: "t"},
        {"NewTrust": ["t"]},
    ],
)
def test_a_connector_that_is_not_understood_is_unknown_by_name(odd: Row) -> None:
    assert [one.member for one in judged(connector(**odd)).unjudged] == ["Gateway"]


def test_what_is_not_told_is_unknown() -> None:
    for column in ("Enabled", "ConnectorType", *FLAGS, "EFSkipIPs", "EFSkipMailGateway", TENANTS):
        row = {name: value for name, value in connector().items() if name != column}
        assert judged(row).unjudged, column
    for column in ("SenderIPAddresses", "TlsSenderCertificateName"):
        row = {name: value for name, value in connector(**AS_WRITTEN).items() if name != column}
        assert judged(row, known=(KNOWN,)).unjudged, column
