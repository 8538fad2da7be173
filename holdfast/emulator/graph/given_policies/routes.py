"""Policies that are given to applications and service principals by reference, and what each was given to.

Of token lifetime, claims mapping and home realm discovery policies, of token issuance policies and rules for
credentials an object has one of each at most. Sources: https://learn.microsoft.com/graph/api/
serviceprincipal-post-claimsmappingpolicies, application-post-tokenlifetimepolicies, appmanagementpolicy-post-appliesto,
claimsmappingpolicy-list-appliesto and their like (2026-11-27). That a second one is refused is documented for rules for
credentials, and assumed of the others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.app_management_policies import SERVICE as APP_MANAGEMENT
from holdfast.emulator.graph.applications.routes import find_application_object, record_application
from holdfast.emulator.graph.applications.types import application_id
from holdfast.emulator.graph.claims_mapping_policies import SERVICE as CLAIMS_MAPPING
from holdfast.emulator.graph.directory_objects.membership import mixed_list
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, record
from holdfast.emulator.graph.given_policies.state import applied_to, given_policies, keep_given
from holdfast.emulator.graph.home_realm_discovery_policies import SERVICE as HOME_REALM
from holdfast.emulator.graph.service_principals.routes import require_principal
from holdfast.emulator.graph.token_issuance_policies import SERVICE as TOKEN_ISSUANCE
from holdfast.emulator.graph.token_lifetime_policies import SERVICE as TOKEN_LIFETIME
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import list_reply
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.declared.graph_collection import GraphCollection
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

    Find = Callable[[Tenant, str], dict[str, Any]]
    Note = Callable[[Tenant, Principal, str, dict[str, Any]], None]

_READ = ("Policy.Read.All", "Application.ReadWrite.All", "Policy.ReadWrite.ApplicationConfiguration")
_GIVE, _GIVE_ALSO = (
    ("Policy.ReadWrite.ApplicationConfiguration", "Policy.Read.All"),
    ("Application.ReadWrite.All",),
)
_OF_BOTH = (APP_MANAGEMENT, HOME_REALM, TOKEN_ISSUANCE, TOKEN_LIFETIME)
_REFERENCE = re.compile(
    r"(?:^|/)(?:policies/(?P<sort>\w+)|directoryObjects)(?:/+|\(')(?P<id>[^/'()]+)(?:'\))?/*$", re.IGNORECASE
)


def _sort(policies: GraphCollection) -> str:
    return policies.path.rpartition("/")[2]


def _note_application(tenant: Tenant, principal: Principal, verb: str, found: dict[str, Any]) -> None:
    record_application(tenant, principal, f"{verb} application", found)


def _note_principal(tenant: Tenant, principal: Principal, verb: str, found: dict[str, Any]) -> None:
    record(tenant, principal, verb, DirectoryObject("servicePrincipal", found))


def _lister(policies: GraphCollection, find: Find) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        ids = given_policies(tenant, application_id(find(tenant, call.params["id"])), _sort(policies))
        return list_reply(
            call, policies.listing, [one for one in policies.values(tenant) if one["id"] in ids]
        )

    return listed


def _giver(policies: GraphCollection, find: Find, note: Note) -> Handler:
    def given(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        found, sort = find(tenant, call.params["id"]), _sort(policies)
        wanted = _referenced(call.body, sort)
        there = {one["id"] for one in policies.values(tenant)}
        if wanted not in there:
            raise bad_request(not_found(wanted).message)
        if there & set(given_policies(tenant, application_id(found), sort)):
            raise bad_request(
                "A conflicting object with one or more of the specified property values is present in the directory."
            )
        keep_given(tenant, application_id(found), sort, [wanted])
        note(tenant, principal, "Update", found)
        return Reply(204)

    return given


def _referenced(body: Any, sort: str) -> str:
    if not isinstance(body, dict) or set(body) != {"@odata.id"}:
        raise bad_request("The body must hold the one property '@odata.id'.")
    match = _REFERENCE.search(str(body["@odata.id"]))
    if match is None or (match["sort"] or sort).lower() != sort.lower():
        raise bad_request(f"Invalid URL format specified for the reference '{body['@odata.id']}'.")
    return match["id"]


def _taker(policies: GraphCollection, find: Find, note: Note) -> Handler:
    def taken(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        found, sort = find(tenant, call.params["id"]), _sort(policies)
        ids = given_policies(tenant, application_id(found), sort)
        if call.params["policy_id"] not in ids:
            raise not_found(call.params["policy_id"])
        keep_given(
            tenant, application_id(found), sort, [one for one in ids if one != call.params["policy_id"]]
        )
        note(tenant, principal, "Update", found)
        return Reply(204)

    return taken


def _applies(policies: GraphCollection) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        if call.params["id"] not in {one["id"] for one in policies.values(tenant)}:
            raise not_found(call.params["id"])
        return mixed_list(call, applied_to(tenant, _sort(policies), call.params["id"]))

    return listed


def _routes(below: str, find: Find, note: Note, policies: GraphCollection) -> tuple[Route, ...]:
    path = f"{below}/{{id}}/{_sort(policies)}"

    def writes(method: str, end: str, handler: Handler, doc: str) -> Route:
        return Route(method, f"{path}{end}", handler, doc, any_of=_GIVE, all_of=_GIVE_ALSO, consented=False)

    return (
        Route(
            "GET", path, _lister(policies, find), "Policies that it was given.", any_of=_READ, consented=False
        ),
        writes(
            "POST", "/$ref", _giver(policies, find, note), "Give it a policy by reference; one of a sort."
        ),
        writes("DELETE", "/{policy_id}/$ref", _taker(policies, find, note), "Take a policy from it."),
    )


ROUTES: tuple[Route, ...] = (
    *(
        route
        for below, find, note, sorts in (
            ("/applications", find_application_object, _note_application, _OF_BOTH),
            ("/servicePrincipals", require_principal, _note_principal, (*_OF_BOTH, CLAIMS_MAPPING)),
        )
        for policies in sorts
        for route in _routes(below, find, note, policies)
    ),
    *(
        Route(
            "GET",
            f"{policies.path}/{{id}}/appliesTo",
            _applies(policies),
            "Applications and service principals that were given it.",
            any_of=_READ,
            consented=False,
        )
        for policies in (*_OF_BOTH, CLAIMS_MAPPING)
    ),
)
"""Routes of given policies."""
