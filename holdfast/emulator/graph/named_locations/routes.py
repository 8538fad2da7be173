"""Named locations, by addresses or by countries (api-facts 2.3, 2.5; azuread-plugin 5)."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.conditional_access.entity_set import MAY_WRITE, EntitySet
from holdfast.emulator.graph.conditional_access.state import (
    READ,
    checked_body,
    delete_softly,
    schema_refusal,
    sent,
)
from holdfast.emulator.graph.conditional_access.types import (
    COUNTRY_LOCATION,
    EVERY_LOCATION,
    IP_LOCATION,
    LOCATION,
)
from holdfast.emulator.graph.named_locations.country_codes import COUNTRY_CODES
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import TYPE_KEY, SchemaError, complete, require
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import StructuredType
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

COLLECTION = "namedLocations"
KIND = "namedLocation"
_POLICIES = "conditionalAccessPolicies"
IP_LOCATION_LIMIT = 195
"""IP named locations in a tenant (api-facts 2.7)."""
RANGE_LIMIT = 2000
"""Address ranges in a location (api-facts 2.7)."""
_ROOT = "/identity/conditionalAccess/namedLocations"
_ITEM = f"{_ROOT}/{{id}}"
_TIME = frozenset({"eq", "ge", "gt", "le", "lt"})
_LISTING = Listing(
    context="identity/conditionalAccess/namedLocations",
    entity="microsoft.graph.namedLocation",
    properties=frozenset({*IP_LOCATION.fields, *COUNTRY_LOCATION.fields}),
    filters={
        TYPE_KEY: frozenset({"isof"}),
        "id": frozenset({"eq", "in"}),
        "displayName": frozenset({"eq", "ne", "startswith", "contains", "in"}),
        "createdDateTime": _TIME,
        "modifiedDateTime": _TIME,
    },
    orders=frozenset({"displayName", "createdDateTime", "modifiedDateTime"}),
    skip=True,
    page_size=999,
)
_TYPE_OF = "#microsoft.graph."
_SIDES = ("includeLocations", "excludeLocations")


def _shown(_tenant: Tenant, call: Call, location: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = complete(EVERY_LOCATION, location)
    if call.version == "v1.0" and shown[TYPE_KEY].removeprefix(_TYPE_OF) not in LOCATION.subtypes:
        # v1.0 does not know the type: the base type's properties are all it shows (assumed).
        names = ("id", "displayName", "modifiedDateTime", "createdDateTime", "deletedDateTime")
        return {TYPE_KEY: f"{_TYPE_OF}{KIND}", **{name: shown[name] for name in names}}
    return shown


LOCATIONS = EntitySet(
    collection=COLLECTION,
    entity=KIND,
    activity="named location",
    called=("location", "locations"),
    segment="namedLocations",
    listing=_LISTING,
    shown=_shown,
)
"""The named locations of a tenant."""


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [_shown(tenant, call, one) for one in tenant.store.all(COLLECTION)])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return object_reply(call, _LISTING, _shown(tenant, call, LOCATIONS.found(tenant, call)))


def _list_of_type(kind: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        shown = (_shown(tenant, call, one) for one in tenant.store.all(COLLECTION))
        return list_reply(call, _LISTING, [one for one in shown if one[TYPE_KEY] == f"{_TYPE_OF}{kind}"])

    return listed


def _get_of_type(kind: str) -> Handler:
    def got(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        shown = _shown(tenant, call, LOCATIONS.found(tenant, call))
        if shown[TYPE_KEY] != f"{_TYPE_OF}{kind}":
            raise LOCATIONS.missing(call)
        return object_reply(call, _LISTING, shown)

    return got


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    body = checked_body(_with_types_of_ranges(call), LOCATION)
    shape = LOCATION.subtypes[body[TYPE_KEY].removeprefix(_TYPE_OF)]
    try:
        require(shape, body)
    except SchemaError as error:
        raise schema_refusal(shape, error) from error
    if shape is IP_LOCATION and _ip_locations(tenant) >= IP_LOCATION_LIMIT:
        raise _refused(f"the limit of {IP_LOCATION_LIMIT} IP named locations is reached")
    stamp = tenant.stamp()
    defaults = (
        {"isTrusted": False}
        if shape is IP_LOCATION
        else {"countryLookupMethod": "clientIpAddress", "includeUnknownCountriesAndRegions": False}
    )
    stamps = {"createdDateTime": stamp, "modifiedDateTime": stamp, "deletedDateTime": None}
    location = defaults | _named(body, shape) | {"id": tenant.store.new_id()} | stamps
    new = _accepted(tenant, call, shape, location)
    LOCATIONS.record(tenant, principal, "Add", old=None, new=new)
    return created_reply(call, _ROOT, _LISTING.context, new)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    before = LOCATIONS.found(tenant, call)
    shape = LOCATION.subtypes.get(before[TYPE_KEY].removeprefix(_TYPE_OF))
    if shape is None:
        raise _refused(f"locations of type {before[TYPE_KEY]} belong to the service")
    # @odata.type may be left out of a PATCH; given, it must be the location's own.
    body = checked_body(_with_types_of_ranges(call), shape)
    location = before | _named(body, shape) | {"modifiedDateTime": tenant.stamp()}
    old = _shown(tenant, call, before)
    new = _accepted(tenant, call, shape, location)
    LOCATIONS.record(tenant, principal, "Update", old=old, new=new)
    return Reply(204)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    location = LOCATIONS.found(tenant, call)
    if location[TYPE_KEY].removeprefix(_TYPE_OF) not in LOCATION.subtypes:
        raise _refused(f"locations of type {location[TYPE_KEY]} belong to the service")
    if used_by := _users_of(tenant, location["id"]):
        raise _refused(f"it is used by the Conditional Access policies {', '.join(sorted(used_by))}")
    if location.get("isTrusted"):
        raise _refused("a trusted named location cannot be deleted; set isTrusted to false first")
    delete_softly(tenant, KIND, COLLECTION, location)
    LOCATIONS.record(tenant, principal, "Delete", old=_shown(tenant, call, location), new=None)
    return Reply(204)


def _with_types_of_ranges(call: Call) -> Call:
    """The call with the type of each range that says none, which its address tells.

    Without them the azuread provider made its locations for years (github.com/manicminer/hamilton v0.71.0); that the
    service tells them by the address is assumed.
    """
    ranges = call.body.get("ipRanges") if isinstance(call.body, dict) else None
    if not isinstance(ranges, list):
        return call
    typed = [
        {TYPE_KEY: f"{_TYPE_OF}{'iPv6' if ':' in str(one.get('cidrAddress')) else 'iPv4'}CidrRange", **one}
        if isinstance(one, dict)
        else one
        for one in ranges
    ]
    return replace(call, body={**call.body, "ipRanges": typed})


def _named(body: dict[str, Any], shape: StructuredType) -> dict[str, Any]:
    return {TYPE_KEY: f"{_TYPE_OF}{shape.name}", **sent(body, shape)}


def _accepted(tenant: Tenant, call: Call, shape: StructuredType, location: dict[str, Any]) -> dict[str, Any]:
    check_location(shape, location)
    tenant.store.put(COLLECTION, location["id"], location)
    return _shown(tenant, call, location)


def check_location(shape: StructuredType, location: dict[str, Any]) -> None:
    """Accept a location whose addresses or countries the service takes.

    Args:
        shape: its type.
        location: of that shape, its lists and switches present.

    Raises:
        GraphError: 400.
    """
    if shape is IP_LOCATION:
        _check_ranges(location["ipRanges"])
    elif shape is COUNTRY_LOCATION:
        _check_countries(location)


def _check_ranges(ranges: list[dict[str, Any]]) -> None:
    if not 1 <= len(ranges) <= RANGE_LIMIT:
        raise _refused(f"a location has 1 to {RANGE_LIMIT} ranges, not {len(ranges)}")
    for one in ranges:
        try:
            ipaddress.ip_network(one["cidrAddress"], strict=False)
        except ValueError as error:
            raise _refused(f"'{one['cidrAddress']}' is not a valid CIDR address") from error
        if "/" not in one["cidrAddress"]:  # demisto/content pull request 44682 (2026-06)
            raise _refused(f"'{one['cidrAddress']}' is not a valid CIDR address: it has no length")


def _check_countries(location: dict[str, Any]) -> None:
    if not location["countriesAndRegions"] and not location["includeUnknownCountriesAndRegions"]:
        raise _refused("no country or region is named")
    for code in location["countriesAndRegions"]:
        if code.upper() not in COUNTRY_CODES:
            # The whole text: CIPP issue 6171 (2026).
            raise GraphError(
                400,
                "BadRequest",
                f'1048: CountriesAndRegions in CountryNamedLocation has a value "{code}" that is not a valid two '
                "letter country code according to ISO 3166 standard. For examples, please see API documentation at "
                "https://docs.microsoft.com/en-us/graph/api/countrynamedlocation-update?view=graph-rest-beta.",
            )


def _users_of(tenant: Tenant, location_id: str) -> list[str]:
    """Names of the policies that include or exclude a location."""
    wanted = location_id.lower()
    return [
        policy["displayName"]
        for policy in tenant.store.all(_POLICIES)
        for places in [policy["conditions"].get("locations") or {}]
        if wanted in {one.lower() for name in _SIDES for one in places.get(name) or ()}
    ]


def _ip_locations(tenant: Tenant) -> int:
    name = f"{_TYPE_OF}{IP_LOCATION.name}"
    return sum(one[TYPE_KEY] == name for one in tenant.store.all(COLLECTION))


def _refused(reason: str) -> GraphError:
    """A 400 whose text is assumed: the facts give the rules only."""
    return GraphError(400, "BadRequest", f"Invalid named location: {reason}.")


ROUTES: tuple[Route, ...] = (
    Route("GET", _ROOT, _list, "List named locations.", all_of=READ, licence="P1"),
    Route("GET", _ITEM, _get, "Read a named location.", all_of=READ, licence="P1"),
    Route(
        "POST",
        _ROOT,
        _create,
        "Create a location by addresses or countries; ranges keep order and type as sent.",
        all_of=MAY_WRITE,
        licence="P1",
    ),
    Route("PATCH", _ITEM, _update, "Change a named location.", all_of=MAY_WRITE, licence="P1"),
    Route(
        "DELETE",
        _ITEM,
        _delete,
        "Delete a location that is not trusted and that no policy uses; kept 30 days.",
        all_of=MAY_WRITE,
        licence="P1",
    ),
    *LOCATIONS.routes_of_deleted("Bring a deleted location back."),
    *(
        Route("GET", f"{path}/microsoft.graph.{kind}", handler(kind), doc, all_of=READ, licence="P1")
        for kind in LOCATION.subtypes
        for path, handler, doc in (
            (_ROOT, _list_of_type, "List named locations of the type."),
            (_ITEM, _get_of_type, "Read a named location that is of the type."),
        )
    ),
)
