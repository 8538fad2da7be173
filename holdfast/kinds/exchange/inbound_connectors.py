"""Inbound connectors, assessed: mail is taken for the organization's own from known servers only. Never written.

A connector of the type `OnPremises`, and one with `TreatMessagesAsInternal` or `CloudServicesMailEnabled`, has what
comes by it taken for mail of the organization itself, which filters trust and which may go on to others. Enhanced
filtering (`EFSkipIPs`, `EFSkipLastIP`, `EFSkipMailGateway`) has the filters look at the server before the one that
delivered, which only that one vouches for; `TrustedOrganizations` believes what other tenants say. Each such connector
that is on is one that the rule names, and it trusts no other address and no other certificate than is written for it.
A connector that only asks for more of those who send by it, such as TLS, obeys.

Sources (2026-11-28): https://learn.microsoft.com/powershell/module/exchange/set-inboundconnector and
https://learn.microsoft.com/exchange/mail-flow-best-practices/use-connectors-to-configure-mail-flow/
enhanced-filtering-for-connectors. What rows have: recorded ones (research notes rows.json, 2026-11-25).
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_name,
    as_text,
    as_texts,
    as_word,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Uncounted, Unjudged, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, OF_DOMAINS, accepted_domains
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import all_known, news
from holdfast.kinds.statement import Harmless
from holdfast.model.letters import one_case
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.kinds.statement import Node
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_CONNECTORS = "Get-InboundConnector"
_TYPE, _OWN = "ConnectorType", "onpremises"
_FLAGS = ("TreatMessagesAsInternal", "CloudServicesMailEnabled", "EFSkipLastIP")
_ADDRESSES = {
    "SenderIPAddresses": "senderIPAddresses",
    "EFSkipIPs": "efSkipIPs",
    "EFSkipMailGateway": "efSkipMailGateway",
}
"""Lists of servers, by their names in a row, and what the assessment calls them."""
_CERTIFICATE, _TENANTS = "TlsSenderCertificateName", "TrustedOrganizations"
_SKIPPED = ("EFSkipIPs", "EFSkipMailGateway", _TENANTS)
"""Lists that trust whom they name; that of senders only says by whom the connector is used."""
_NOTE = (
    "whoever sends by it is believed: remove it, switch it off, or name it with its addresses or its certificate if "
    "it is known what sends by it"
)


class InboundConnectors(Assessment):
    """The connectors are the members that are judged.

    The domains that mail is taken for are members as well, and obey: a tenant without a connector was looked at all the
    same.
    """

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`{_CONNECTORS}`, `{ACCEPTED_DOMAINS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every connector (see `PopulationKind.judge`); both lists are asked for in the same moment."""
        rows, domains = await asyncio.gather(
            tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(_CONNECTORS, {})),
            accepted_domains(tenant),
        )
        notes = (*news(ACCEPTED_DOMAINS, self.names, domains), *news(_CONNECTORS, self.names, rows))
        return replace(_judged(rows, len(domains), rule, self.names), notes=notes)


def _judged(
    rows: list[dict[str, Any]], domains: int, rule: Mapping[str, Any], known: Mapping[str, Node]
) -> Judgement:
    """Return what the connectors came to; without a domain the tenant was not read."""
    named = {one_case(str(one["name"])): one for one in rule.get("connectors") or []}
    covered, broken, unknown = domains, list[Violation](), list[Unjudged]()
    for row in rows:
        try:
            name = required(row, "Name", as_name)
            found = list(_broken(name, row, named.get(one_case(name)), known))
        except MisreadError as misread:
            unknown.append(Unjudged(member=str(row.get("Name") or "one without a name"), why=str(misread)))
            continue
        covered += not found
        broken += found
    return Judgement(
        covered=covered,
        violations=tuple(sorted(broken, key=lambda one: (one.member, one.property))),
        exempt={},
        unjudged=tuple(sorted(unknown, key=lambda one: (one.member, one.why))),
        uncounted=None
        if domains
        else Uncounted(
            reason=Reason.UNEXPECTED, told="the tenant answered with no accepted domain, which every one has"
        ),
    )


def _broken(
    name: str, row: Row, said: Mapping[str, Any] | None, known: Mapping[str, Node]
) -> Iterator[Violation]:
    """Yield what a connector trusts beyond what is written for it.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    if not required(row, "Enabled", as_boolean):
        return
    all_known(known, row, "known: it may be trusted by it")
    trusts = list(_trusts(row))
    if trusts and said is None:
        yield _violation(name, "trusts", [], trusts)
    if not trusts or said is None:
        return
    agreed = [str(one).strip() for one in said.get("addresses") or ()]
    for column, about in _ADDRESSES.items():
        found = _list(row, column)
        if {one.strip().casefold() for one in found} - {one.casefold() for one in agreed}:
            yield _violation(name, about, agreed, found)
    certificate = told(row, _CERTIFICATE, as_text) or ""
    if certificate.strip().casefold() != str(said.get("certificate") or "").strip().casefold():
        yield _violation(name, "tlsSenderCertificateName", said.get("certificate"), certificate or None)
    if tenants := _list(row, _TENANTS):
        yield _violation(name, "trustedOrganizations", [], tenants)


def _trusts(row: Row) -> Iterator[str]:
    """Yield by which properties a connector has those believed who send by it.

    Raises:
        MisreadError: one is not told, or not understood.
    """
    if required(row, _TYPE, partial(as_word, words=("OnPremises", "Partner"))).casefold() == _OWN:
        yield f"{_TYPE} {row[_TYPE]}"
    yield from (one for one in _FLAGS if required(row, one, as_boolean))
    yield from (one for one in _SKIPPED if _list(row, one))


def _list(row: Row, column: str) -> list[str]:
    """Return the texts of a list of a row.

    Raises:
        MisreadError: it is not told, or not understood.
    """
    return told(row, column, as_texts) or []


def _violation(name: str, about: str, expected: Any, found: Any) -> Violation:
    """Return what a connector does; audit records call it by its name (assumed)."""
    return Violation(member=name, member_id=name, property=about, expected=expected, found=found, note=_NOTE)


KIND = InboundConnectors(
    token="m365:exchange:InboundConnectors",
    title="Inbound connectors",
    doc=(
        "An assessment, which never writes: an inbound connector that has those believed who send by it is one that "
        "is named, and trusts the addresses and the certificate that are written for it."
    ),
    key="inbound-connectors",
    noun="domains and inbound connectors",
    judges=("trusts", *_ADDRESSES.values(), "tlsSenderCertificateName", "trustedOrganizations"),
    fields=(
        Field(
            name="connectors",
            doc="The connectors that may have senders believed.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="name", doc="Its name.", required=True, any_case=True),
                Field(
                    name="addresses",
                    doc="Addresses and ranges that it may trust, as the service writes them.",
                    many=True,
                    any_case=True,
                    protects=Protects.FEWER,
                ),
                Field(
                    name="certificate",
                    doc="Name of the certificate by which its servers are known.",
                    any_case=True,
                ),
            ),
        ),
    ),
    audit_operations=("New-InboundConnector", "Set-InboundConnector"),
    answers=(_CONNECTORS, ACCEPTED_DOMAINS),
    harmless=(
        Harmless(
            f"Enabled {_TYPE} {' '.join(_FLAGS)} {' '.join(_ADDRESSES)} {_CERTIFICATE} {_TENANTS}",
            "what the assessment is about",
        ),
        Harmless(
            """
                RequireTls RestrictDomainsToCertificate RestrictDomainsToIPAddresses SenderDomains
                AssociatedAcceptedDomains
            """,
            "whose mail it is for, and what is asked of them besides: nobody is believed by it",
        ),
        Harmless(
            "EFTestMode EFUsers",
            "whether enhanced filtering is tried out, and for whom: what it trusts is held for everybody",
        ),
        Harmless(
            "Comment ConnectorSource NameHashGuid OrganizationalUnitRootInternal ScanAndDropRecipients",
            "what is said of it, how it was made, where it is kept, and whose mail is dropped",
        ),
        Harmless(
            "ClientHostNames",
            "names of servers, which nothing sets: who is believed is known by address or certificate",
            seen="recorded rows have it as an empty list (research notes rows.json, 2026-11-25)",
        ),
        OF_DOMAINS,
        Harmless(WHICH, "which connector or domain it is, and where the service keeps it"),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    omits="nothing that is known; no list of connectors tells whether it is whole, since a tenant may have none.",
    source="https://learn.microsoft.com/powershell/module/exchange/get-inboundconnector (2026-11-28)",
)
