"""Routes of eDiscovery cases and their hold policies, as far as holds need them.

Left out: what people search, export and review, custodians, members and settings, changes of a case or a hold, and that
an application has to be registered in Purview first. Sources: https://learn.microsoft.com/graph/api/resources/
security-ediscoverycase, security-ediscoveryholdpolicy, security-usersource and security-sitesource (2026-11-27); that
without a licence nothing is made is recalled, its words are assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.ediscovery_cases.state import (
    CASES,
    add_site,
    add_user,
    holds_of,
    make_case,
    make_hold,
    remove_hold,
    remove_source,
    shown,
)
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

BELOW = "/security/cases/ediscoveryCases"
_HOLDS = f"{BELOW}/{{case}}/legalHolds"
_PLAN = "EQUIVIO_ANALYTICS"
"""Service plan of eDiscovery (Premium): cases of this interface are no others (the page above)."""
_WRITE = ("eDiscovery.ReadWrite.All",)
_READ = ("eDiscovery.Read.All", *_WRITE)
_OF_CASE = frozenset({"displayName", "description", "externalId"})
_OF_HOLD = frozenset({"displayName", "description", "contentQuery"})


def _listing(call: Call, entity: str) -> Listing:
    return Listing(
        call.path.removeprefix("/"), f"microsoft.graph.security.{entity}", frozenset(), count=False
    )


def _list_cases(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _listing(call, "ediscoveryCase"), tenant.store.all(CASES))


def _make_case(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    _require_licence(tenant)
    case = make_case(tenant, principal, _named(call, _OF_CASE))
    return _created(call, case)


def _list_holds(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    holds = holds_of(tenant, _case(tenant, call)["id"])
    return list_reply(call, _listing(call, "ediscoveryHoldPolicy"), [shown(tenant, one) for one in holds])


def _make_hold(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    _require_licence(tenant)
    values, case = _named(call, _OF_HOLD), _case(tenant, call)
    if any(
        one["displayName"].lower() == values["displayName"].lower() for one in holds_of(tenant, case["id"])
    ):
        raise bad_request(f"A hold named '{values['displayName']}' already exists.")
    return _created(call, shown(tenant, make_hold(tenant, principal, case, values)))


def _delete_hold(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    remove_hold(tenant, principal, _hold(tenant, call))
    return Reply(204)


def _lister(below: str, entity: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        return list_reply(call, _listing(call, entity), _hold(tenant, call)[below])

    return listed


def _add_user(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    body = _body(call, frozenset({"email", "includedSources"}))
    if body.get("includedSources", "mailbox") != "mailbox":
        raise bad_request("Only mailbox is applicable for user sources.")
    return _created(call, add_user(tenant, principal, _hold(tenant, call), str(body.get("email"))))


def _add_site(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    site = _body(call, frozenset({"site"})).get("site")
    if not isinstance(site, dict) or set(site) != {"webUrl"}:
        raise bad_request("The body must hold the site by its webUrl.")
    made = add_site(tenant, principal, _hold(tenant, call), str(site["webUrl"]))
    return _created(call, {name: one for name, one in made.items() if name != "site"})


def _remover(below: str) -> Handler:
    def removed(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        hold = _hold(tenant, call)
        source = next((one for one in hold[below] if one["id"] == call.params["source"]), None)
        if source is None:
            raise not_found(call.params["source"])
        remove_source(tenant, principal, hold, below, source)
        return Reply(204)

    return removed


def _require_licence(tenant: Tenant) -> None:
    if not tenant.has_licence(_PLAN):
        raise GraphError(403, "Forbidden", f"The tenant is not licensed for eDiscovery: it needs {_PLAN}.")


def _case(tenant: Tenant, call: Call) -> dict[str, Any]:
    case = tenant.store.get(CASES, call.params["case"])
    if case is None:
        raise not_found(call.params["case"])
    if case["status"] == "pendingDelete" and call.method != "GET":
        raise bad_request("The case is being deleted.")  # assumed
    return case


def _hold(tenant: Tenant, call: Call) -> dict[str, Any]:
    for one in holds_of(tenant, _case(tenant, call)["id"]):
        if one["id"] == call.params["hold"]:
            return one
    raise not_found(call.params["hold"])


def _body(call: Call, known: frozenset[str]) -> dict[str, Any]:
    """The body of a write, of which every property is known."""
    refuse_options(call)
    if not isinstance(call.body, dict) or set(call.body) - known:
        raise bad_request(f"The body takes {', '.join(sorted(known))}.")
    return call.body


def _named(call: Call, known: frozenset[str]) -> dict[str, Any]:
    """The same of a new object, whose display name is required."""
    body = _body(call, known)
    if not isinstance(body.get("displayName"), str) or not body["displayName"].strip():
        raise bad_request("displayName is required.")
    return body


def _created(call: Call, made: dict[str, Any]) -> Reply:
    return created_reply(call, call.path, call.path.removeprefix("/"), made)


ROUTES: tuple[Route, ...] = (
    Route("GET", BELOW, _list_cases, "List the eDiscovery cases.", any_of=_READ),
    Route("POST", BELOW, _make_case, "Make an eDiscovery case.", any_of=_WRITE),
    Route("GET", _HOLDS, _list_holds, "List the hold policies of a case.", any_of=_READ),
    Route("POST", _HOLDS, _make_hold, "Make a hold policy without sources.", any_of=_WRITE),
    Route("DELETE", f"{_HOLDS}/{{hold}}", _delete_hold, "Delete a hold policy.", any_of=_WRITE),
    *(
        route
        for below, entity, add, what in (
            ("userSources", "userSource", _add_user, "mailbox"),
            ("siteSources", "siteSource", _add_site, "site"),
        )
        for route in (
            Route(
                "GET",
                f"{_HOLDS}/{{hold}}/{below}",
                _lister(below, entity),
                f"List each {what} of a hold policy.",
                any_of=_READ,
            ),
            Route("POST", f"{_HOLDS}/{{hold}}/{below}", add, f"Hold a {what}.", any_of=_WRITE),
            Route(
                "DELETE",
                f"{_HOLDS}/{{hold}}/{below}/{{source}}",
                _remover(below),
                f"Take a {what} out of a hold policy.",
                any_of=_WRITE,
            ),
        )
    ),
)
"""Routes of eDiscovery."""
