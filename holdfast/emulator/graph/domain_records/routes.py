"""What the DNS of a domain has to say for Microsoft's services, and what it said to prove whose the domain is.

Sources: domain-list-serviceconfigurationrecords and -list-verificationdnsrecords of
https://learn.microsoft.com/graph/api (recalled, 2026-11-29), and the types of Microsoft's schema. Only the records of
mail are here, for a domain that has it. Values are made up of the domain's name; that they come for the initial domain
as well is assumed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_DNS, uuid5

from holdfast.emulator.graph.domains.routes import require_domain
from holdfast.emulator.odata.query import Listing, list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_READ = ("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_HOUR_SECONDS = 3600
_OF_ALL = ("id", "isOptional", "label", "recordType", "supportedService", "ttl")
_OF_EACH = ("mailExchange", "preference", "text", "canonicalName")
_Made = dict[str, Any]


def _record(domain: str, kind: str, *, label: str, service: str, **more: Any) -> _Made:
    return {
        "@odata.type": f"#microsoft.graph.domainDns{kind}Record",
        "id": str(uuid5(NAMESPACE_DNS, f"{domain}/{kind}/{label}/{service}")),
        "isOptional": False,
        "label": label,
        "recordType": {"Cname": "CName"}.get(kind, kind),
        "supportedService": service,
        "ttl": _HOUR_SECONDS,
        **more,
    }


def _of_services(domain: dict[str, Any]) -> list[_Made]:
    name = domain["id"]
    if "Email" not in domain["supportedServices"]:
        return []
    host = f"{name.replace('.', '-')}.mail.protection.outlook.com"
    spf = "v=spf1 include:spf.protection.outlook.com -all"
    return [
        _record(name, "Mx", label=name, service="Email", mailExchange=host, preference=0),
        _record(name, "Txt", label=name, service="Email", text=spf),
        _record(
            name,
            "Cname",
            label=f"autodiscover.{name}",
            service="Email",
            canonicalName="autodiscover.outlook.com",
        ),
    ]


def _of_proof(domain: dict[str, Any]) -> list[_Made]:
    name = domain["id"]
    code = f"ms{uuid5(NAMESPACE_DNS, name).int % 10**8:08}"
    host = f"{code}.msv1.invalid"
    return [
        _record(name, "Txt", label=name, service="null", text=f"MS={code}"),
        _record(name, "Mx", label=name, service="null", mailExchange=host, preference=32767),
    ]


def _list(
    part: str,
    made: Callable[[dict[str, Any]], list[_Made]],
    tenant: Tenant,
    _principal: Principal,
    call: Call,
) -> Reply:
    domain = require_domain(tenant, call.params["id"])
    listing = Listing(
        context=f"domains('{domain['id']}')/{part}",
        entity="microsoft.graph.domainDnsRecord",
        properties=frozenset({*_OF_ALL, *_OF_EACH}),
        count=False,
    )
    return list_reply(call, listing, made(domain))


ROUTES: tuple[Route, ...] = tuple(
    Route("GET", f"/domains/{{id}}/{part}", partial(_list, part, made), doc, any_of=_READ, consented=False)
    for part, made, doc in (
        ("serviceConfigurationRecords", _of_services, "What its DNS has to say for mail."),
        ("verificationDnsRecords", _of_proof, "What its DNS said to prove whose it is."),
    )
)
"""Routes of both lists of records."""
