"""What DNS says of the domains of the tenants: one zone a verified domain, in its tenant's store.

A zone is what its owner publishes, which no cmdlet changes and no log tells of. Nobody knows the zone of a domain that
was never given one, so that such a name is refused and not said to be empty. Beside them stand two zones of
Microsoft's, the same for everybody: what SPF records include (https://learn.microsoft.com/defender-office-365/email-
authentication-spf-configure, 2026-11-27; the addresses are recalled, and shortened), and onmicrosoft.com, of which it
is assumed that it has no DMARC record for all tenants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.emulator.store import TenantFolder, TenantStore

COLLECTION = "dnsZones"
Trouble = Literal["", "servfail", "silent", "truncated"]
"""What is wrong with a zone: nothing; its servers fail, never answer, or cut what they answer, by TCP too."""
_MICROSOFT: Mapping[str, Mapping[str, Sequence[str]]] = {
    "spf.protection.outlook.com": {
        "spf.protection.outlook.com": [
            "v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 ip6:2a01:111:f400::/48 -all"
        ]
    },
    "onmicrosoft.com": {},
}


def publish(
    store: TenantStore, domain: str, texts: Mapping[str, Sequence[str]], trouble: Trouble = ""
) -> None:
    """Have DNS say this of a domain, and nothing else.

    Args:
        store: the tenant's.
        domain: one of its verified domains.
        texts: TXT records by their whole name in lower case, without a dot at the end.
        trouble: what is wrong with its servers.
    """
    body = {"texts": {name: list(values) for name, values in texts.items()}, "trouble": trouble}
    store.put(COLLECTION, domain.lower(), body)


def published(store: TenantStore, domain: str) -> dict[str, list[str]]:
    """Return the TXT records of a domain's zone by name; none where nobody knows the zone."""
    zone = store.get(COLLECTION, domain) or {"texts": {}}
    texts: dict[str, list[str]] = zone["texts"]
    return texts


def found(tenants: TenantFolder, name: str) -> tuple[Mapping[str, Sequence[str]], str] | None:
    """Return the TXT records of the zone that `name` is in, with its trouble; None where nobody knows that zone."""
    labels = name.split(".")
    for domain in (".".join(labels[start:]) for start in range(len(labels) - 1)):
        if domain in _MICROSOFT:
            return _MICROSOFT[domain], ""
        try:
            zone = tenants.open(domain).get(COLLECTION, domain)
        except KeyError:
            continue
        if zone is not None:
            return zone["texts"], zone["trouble"]
    return None
