"""Address ranges of a named location: which a service refuses, and which are one range in several spellings.

Microsoft's own example has addresses in the middle of their range, and IPv6 with zeros written out
(https://learn.microsoft.com/graph/api/conditionalaccessroot-post-namedlocations, 2026-11-29): `12.34.221.11/22` and
`2001:0:9d38:90d6:0:0:0:0/63`. That such a range means its whole network, as in RFC 4632, is assumed. Of IPv6 one
address has many spellings (RFC 4291, section 2.2). In which order ranges stand means nothing.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from holdfast.normalise.order import as_set


def wrong_range(text: str) -> str:
    """Return why the service refuses a text as a range; empty where it takes it.

    A single address without its length is refused (demisto/content#44682, read 2026-11-29).
    """
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return f"should be a range of addresses, such as 198.51.100.0/24 or 2001:db8::/48, is {text!r}"
    if "/" not in text:
        return f"should say how long the range is, such as {text}/{network.max_prefixlen}, is {text!r}"
    return ""


def spelt_alike(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return the second of two normal forms with each range written as the first one writes it."""
    ours, theirs = (one.get("ip", {}).get("ipRanges", []) for one in (wanted, found))
    if not theirs:
        return found
    written = {_network(one): one for one in ours}
    alike = as_set([written.get(_network(one), one) for one in theirs])
    return {**found, "ip": {**found["ip"], "ipRanges": alike}}


def _network(text: str) -> str:
    """Return a range in the one spelling of its network; what is none as it is."""
    try:
        return ipaddress.ip_network(text, strict=False).compressed
    except ValueError:
        return text
