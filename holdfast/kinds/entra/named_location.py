"""Named locations: address ranges and countries that Conditional Access policies speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from holdfast.gates.lockout import BreakGlass
from holdfast.kinds.codec import each_under
from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.statement import Harmless, Watched
from holdfast.model.control import Severity
from holdfast.model.finding import Rank
from holdfast.normalise.address_ranges import spelt_alike, wrong_range
from holdfast.normalise.countries import wrong_country
from holdfast.tenant.tenant import Tenant

_IP = "#microsoft.graph.ipNamedLocation"
_COUNTRY = "#microsoft.graph.countryNamedLocation"
_COMPLIANT_NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"
"""Id of the compliant network, the same in every tenant (learn, concept-assignment-network, 2026-11). It is told by
its id, which nobody can choose, not by its name; v1.0 does not even say its type."""


_BLOCKS = {_IP: "ip", _COUNTRY: "country"}
_SWITCHES = {_IP: "isTrusted", _COUNTRY: "includeUnknownCountriesAndRegions"}
"""What every row of a type has: where it is left out, nobody knows how it stands."""


def _range_type(cidr: str) -> dict[str, str]:
    return {"@odata.type": f"#microsoft.graph.{'iPv6CidrRange' if ':' in cidr else 'iPv4CidrRange'}"}


_IP_FIELDS = (
    Field(
        name="ipRanges",
        doc="Address ranges, such as `198.51.100.0/24`.",
        many=True,
        any_case=True,
        required=True,
        refused=wrong_range,
        codec=each_under("cidrAddress", _range_type),
    ),
    Field(name="trusted", wire="isTrusted", doc="Marked as trusted.", type=Type.BOOLEAN, default=False),
)
_COUNTRY_FIELDS = (
    Field(
        name="countriesAndRegions",
        doc="Two-letter country codes of ISO 3166.",
        many=True,
        any_case=True,
        required=True,
        refused=wrong_country,
    ),
    Field(
        name="countryLookupMethod",
        doc="`clientIpAddress` or `authenticatorAppGps`.",
        any_case=True,
        default="clientipaddress",
        values=("clientIpAddress", "authenticatorAppGps"),
    ),
    Field(
        name="includeUnknownCountriesAndRegions",
        doc="Addresses without a known country count as well.",
        type=Type.BOOLEAN,
        default=False,
    ),
)


_WIDE = {4: 2**16, 6: 2 ** (128 - 32)}
"""Addresses beyond which a location is wide, by version: a /16 of IPv4, and of IPv6 the /32 that a provider gets
(recalled, RIPE's and ARIN's policies). A site has a /48."""
_HALF = {4: 2**31, 6: 2**127}


def _rank(live: LiveObject, _: BreakGlass) -> Rank:
    """Return what a location that nobody declared can do: policies that spare trusted ones spare it at once."""
    ip = live.inputs.get("ip")
    if not ip or not ip.get("trusted"):
        return Rank(Severity.LOW, "it is not trusted: it does something only where a policy names it")
    ranges = ip.get("ipRanges") or []
    try:
        held = addresses(ranges)
    except ValueError:
        return Rank(Severity.HIGH, "it is trusted, and how wide it is cannot be understood")
    for version in (4, 6):
        if held[version] > _WIDE[version]:
            told = f"it is trusted, and {held[version]:,} addresses of IPv{version} wide: {', '.join(ranges)}"
            return Rank(Severity.CRITICAL if held[version] >= _HALF[version] else Severity.HIGH, told)
    return Rank(Severity.MEDIUM, "it is trusted: policies that spare trusted locations spare it")


def addresses(ranges: list[str]) -> dict[int, int]:
    """Return how many addresses the ranges hold together, by version.

    Those of IPv4 that are written in IPv6 (`::ffff:0:0/96`, RFC 4291) are of IPv4: that the service takes them so is
    assumed, and the other way round a location would be narrow that may be the whole of IPv4.

    Raises:
        ValueError: when one of them is none.
    """
    from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

    mapped = IPv6Network("::ffff:0:0/96")
    fours, sixes = list[IPv4Network](), list[IPv6Network]()
    for network in (ip_network(one, strict=False) for one in ranges):
        if isinstance(network, IPv4Network):
            fours.append(network)
        elif network.subnet_of(mapped):
            inside = int(network.network_address) - int(mapped.network_address)
            fours.append(IPv4Network((inside, network.prefixlen - mapped.prefixlen)))
        else:
            sixes.append(network)
            fours += [IPv4Network("0.0.0.0/0")] if network.supernet_of(mapped) else []
    return {
        4: sum(one.num_addresses for one in collapse_addresses(fours)),
        6: sum(one.num_addresses for one in collapse_addresses(sixes)),
    }


class NamedLocation(GraphObject):
    """Two wire types in one collection: the block that is declared decides which."""

    __slots__ = ()

    def wire(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the wire object: the block's members stand at the top, and the type is named."""
        flat = super().wire(inputs)
        ip, country = flat.pop("ip", None), flat.pop("country", None)
        kind = _COUNTRY if country is not None else _IP
        return {"@odata.type": kind, **flat, **(country if country is not None else ip or {})}

    def row_fields(self) -> tuple[Field, ...]:
        """Return the fields with the members of both blocks at the top, where a row has them."""
        plain = tuple(field for field in self.fields if field.type is not Type.OBJECT)
        return (*plain, *(inner for field in self.fields for inner in field.fields))

    def always_in(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the switch of the row's type."""
        switch = _SWITCHES.get(str(row.get("@odata.type")))
        return (switch,) if switch else ()

    def arranged(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a row with its members gathered into the block of its type."""
        block = _BLOCKS.get(str(row.get("@odata.type")))
        named = {"id": row.get("id"), "displayName": row.get("displayName")}
        return {**named, block: row} if block else named

    def live(self, row: Mapping[str, Any], object_id: str, *, built_in: bool = False) -> LiveObject:
        """Return the live object of one wire row; one of a type that is not known is not understood."""
        live = super().live(row, object_id, built_in=built_in or object_id.lower() == _COMPLIANT_NETWORK)
        if live.built_in or row.get("@odata.type") in _BLOCKS:
            return live
        misread = MisreadError("@odata.type", f"one of {', '.join(_BLOCKS)}", row.get("@odata.type"))
        return replace(live, misread=not_understood(self.title, live.key, misread))

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Untrust an address location first: the service refuses to delete a trusted one."""
        if (inputs.get("ip") or {}).get("trusted"):
            body = {"@odata.type": _IP, "isTrusted": False}
            await tenant.graph.write("PATCH", f"{self.path}/{object_id}", body)
        await super().delete(tenant, object_id, inputs)


KIND = NamedLocation(
    token="azuread:index/namedLocation:NamedLocation",
    title="Named location",
    doc="Address ranges or countries under one name.",
    key="displayName",
    path="/identity/conditionalAccess/namedLocations",
    id_prefix="/identity/conditionalAccess/namedLocations/",
    fields=(
        Field(name="displayName", doc="Name of the location: its natural key.", required=True),
        Field(name="ip", doc="Address ranges.", type=Type.OBJECT, fields=_IP_FIELDS),
        Field(name="country", doc="Countries.", type=Type.OBJECT, fields=_COUNTRY_FIELDS),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    version="beta",
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.ipNamedLocation",
                "id": "l-1",
                "displayName": "Offices",
                "createdDateTime": "2026-02-13T11:37:41Z",
                "isTrusted": True,
                "ipRanges": [
                    {"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"},
                    {"@odata.type": "#microsoft.graph.iPv6CidrRange", "cidrAddress": "2001:db8::/32"},
                ],
            },
            inputs={
                "objectId": "l-1",
                "displayName": "Offices",
                "ip": {"ipRanges": ["198.51.100.0/24", "2001:db8::/32"], "trusted": True},
            },
        ),
        Example(
            row={
                "@odata.type": "#microsoft.graph.countryNamedLocation",
                "id": "l-2",
                "displayName": "Home",
                "countriesAndRegions": ["NL", "BE"],
                "countryLookupMethod": "authenticatorAppGps",
                "includeUnknownCountriesAndRegions": True,
            },
            inputs={
                "objectId": "l-2",
                "displayName": "Home",
                "country": {
                    "countriesAndRegions": ["NL", "BE"],
                    "countryLookupMethod": "authenticatorAppGps",
                    "includeUnknownCountriesAndRegions": True,
                },
            },
        ),
    ),
    # Which addresses, and whether they are trusted: wide ranges that are accepted may not become trusted beside it.
    together=tuple(
        tuple(f"{name}.{one.name}" for one in fields if not one.output)
        for name, fields in (("ip", _IP_FIELDS), ("country", _COUNTRY_FIELDS))
    ),
    answers=("ipNamedLocation", "countryNamedLocation", "compliantNetworkNamedLocation"),
    omits=(
        "nothing that is known. Graph v1.0 does not say the type of the compliant network, so the locations are read "
        "by beta."
    ),
    watched=(
        Watched(
            "deletedDateTime", "a deleted location means nothing", seen="Graph's beta schema (2026-11-25)"
        ),
    ),
    harmless=(
        Harmless("createdDateTime modifiedDateTime", "when it was changed; what it is now is compared"),
        Harmless(
            "compliantNetworkType",
            "only Microsoft's own location has it, and nobody can change that",
            seen="Graph's beta schema (2026-11-25)",
        ),
    ),
    spelt_alike=spelt_alike,
    one_of=("ip", "country"),
    whole=True,
    report_unmanaged=True,
    rank=_rank,
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"),
    licence="AAD_PREMIUM",
    source="https://learn.microsoft.com/graph/api/resources/namedlocation (2026-11-24)",
)
