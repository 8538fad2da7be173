"""Signing of mail: a domain of the tenant's own needs its records published, one of Microsoft's needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract import sources
from tests.contract.marks import documented
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

GET, NEW, SET = (f"{verb}-DkimSigningConfig" for verb in ("Get", "New", "Set"))
OWN, OF_MICROSOFT = "contoso.example", "another.onmicrosoft.com"


@documented(sources.DKIM, GET, NEW, SET)
def test_a_domain_is_signed_once_its_records_are_published(tiny: Tiny) -> None:
    exchange = Exchange(tiny)
    verified = [{"name": one} for one in (tiny.domain, OWN, OF_MICROSOFT)]
    tiny.store.put("organization", tiny.tenant_id, {"id": tiny.tenant_id, "verifiedDomains": verified})

    assert exchange.rows(GET) == []
    (made,) = exchange.rows(NEW, DomainName=OWN, Enabled=False, KeySize=2048)
    assert (made["Enabled"], made["Status"], made["Selector1KeySize"]) == (False, "CnameMissing", 2048)
    assert made["Selector1KeySize@odata.type"] == "#Decimal"
    exchange.refusal(NEW, DomainName=OWN, Enabled=False)
    exchange.refusal(NEW, DomainName=OF_MICROSOFT, Enabled=False, KeySize=512)
    exchange.refusal(NEW, DomainName="nobody.example", Enabled=False)
    assert made["Selector2CNAME"] in exchange.refusal(SET, Identity=OWN, Enabled=True)[1]
    for number in (1, 2):
        name = f"selector{number}._domainkey.{OWN}"
        tiny.store.put("publishedRecords", name, {"id": name, "cname": made[f"Selector{number}CNAME"]})
    exchange.rows(SET, Identity=OWN, Enabled=True)
    exchange.rows(NEW, DomainName=OF_MICROSOFT, Enabled=True)

    rows = {one["Domain"]: (one["Enabled"], one["Status"]) for one in exchange.rows(GET)}
    assert rows == dict.fromkeys((OWN, OF_MICROSOFT), (True, "Valid"))
    exchange.rows(SET, Identity=made["Guid"], Enabled=False)
    (row,) = exchange.rows(GET, Identity=OWN.upper())
    assert (row["Enabled"], row["Status"]) == (False, "Valid")
    exchange.refusal(GET, Identity="nobody.example")
