"""Delta queries of the directory: `/users/delta` and its like, with the rights of the collection itself.

A round is as many pages as the objects need, and its last page has the link to the next round. `$select` says what is
tracked, `$filter` of which objects by their ids; both are kept with the state, as is what was shown
(https://learn.microsoft.com/graph/delta-query-overview, 2026-11-28). `$top`, `$expand` and `$orderby` are not taken:
the page says so of users and groups. Of relations members, owners of groups and managers are tracked; those of
service principals and applications are left out. That a token nobody has is 400, and that the one of a group's members
comes without being asked for and a manager only when it is, is recalled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from holdfast.emulator.graph import (
    devices,
    oauth2_permission_grants,
    older_administrative_units,
    org_contacts,
)
from holdfast.emulator.graph.administrative_units import SERVICE as UNITS
from holdfast.emulator.graph.applications.routes import ROUTES as APPLICATIONS
from holdfast.emulator.graph.delta_queries import changes, state
from holdfast.emulator.graph.directory_objects import membership
from holdfast.emulator.graph.directory_objects.state import DirectoryObject, existing
from holdfast.emulator.graph.directory_roles.routes import ROUTES as ROLES
from holdfast.emulator.graph.directory_roles.routes import role_holders
from holdfast.emulator.graph.groups.routes import ROUTES as GROUPS
from holdfast.emulator.graph.reporting_lines.routes import manager_of
from holdfast.emulator.graph.service_principals.routes import ROUTES as PRINCIPALS
from holdfast.emulator.graph.users.routes import ROUTES as USERS
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

Ends = Callable[["Tenant", "Principal", dict[str, Any]], list[DirectoryObject]]
"""Gives the other ends of an object's relation."""
_PAGE = 100
_MOST_IDS = 50
_LATEST = "latest"
_ONE_ID = re.compile(r"\s*\(?\s*id\s+eq\s+'([^']+)'\s*\)?\s*", re.IGNORECASE)
_MINIMAL = re.compile(r"\breturn\s*=\s*minimal\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Tracked:
    """A collection whose changes are told."""

    listed: Route
    """The route that lists it."""
    relations: Mapping[str, Ends] = field(default_factory=dict)
    told_unasked: frozenset[str] = frozenset()
    """Relations that come without `$select`."""

    def answer(self, tenant: Tenant, principal: Principal, call: Call) -> Reply:
        """Answer one page of a round."""
        refuse_options(call, "$select", "$filter", "$deltatoken", "$skiptoken")
        query = {"$" + name.lower().removeprefix("$"): value for name, value in call.query.items()}
        if "$skiptoken" in query:
            return self._page(tenant, call, query["$skiptoken"])
        token = query.get("$deltatoken", "")
        old = self._known(tenant, call, token) if token and token.lower() != _LATEST else None
        asked = _asked(self.listed.template, query) if old is None else old["asked"]
        if old is not None and "$select" in query:
            asked = {**asked, "select": _names(query)}
        rows = self._rows(tenant, principal, call, asked)
        base = "" if old is None else token
        now = state.keep(tenant, asked, rows)
        if token.lower() == _LATEST:
            base = now
        return self._page(tenant, call, f"{now}.{base}.0.{int(bool(_prefers_minimal(call)))}")

    def _page(self, tenant: Tenant, call: Call, token: str) -> Reply:
        now, base, start, minimal = (*token.split("."), "", "", "")[:4]
        new = self._known(tenant, call, now)["rows"]
        if not start.isdecimal():
            raise _no_token()
        if base:
            old = self._known(tenant, call, base)["rows"]
            told = changes.since(old, new, partial(_restorable, tenant), minimal=minimal == "1")
        else:
            told = changes.first(new)
        end = int(start) + _PAGE
        body: dict[str, Any] = {"@odata.context": context_url(call, self.listed.template.rpartition("/")[2])}
        address = f"{call.base_url}/{call.version}{self.listed.template}/delta"
        if end < len(told):
            body["@odata.nextLink"] = f"{address}?$skiptoken={now}.{base}.{end}.{minimal}"
        else:
            body["@odata.deltaLink"] = f"{address}?$deltatoken={now}"
        return Reply(200, {**body, "value": told[int(start) : end]})

    def _known(self, tenant: Tenant, call: Call, token: str) -> dict[str, Any]:
        found = state.kept(tenant, token)
        if found is None and re.fullmatch("[0-9a-f]{48}", token):
            # A state that is kept no longer: whoever had it begins anew, where the header says.
            where = f"{call.base_url}/{call.version}{self.listed.template}/delta?$deltatoken="
            raise GraphError(410, "resyncRequired", "Resync is required.", headers={"location": where})
        if found is None or found["asked"]["path"] != self.listed.template:
            raise _no_token()
        return found

    def _rows(
        self, tenant: Tenant, principal: Principal, call: Call, asked: dict[str, Any]
    ) -> dict[str, dict[str, Any]]:
        names = asked["select"]
        related = {name for name in self.relations if name.lower() in {one.lower() for one in names}}
        related |= set() if names else self.told_unasked
        plain = [one for one in names if one.lower() not in {name.lower() for name in related}]
        select = ",".join(dict.fromkeys(["id", *plain])) if names else ""
        found = {str(one["id"]): one for one in self._listed(tenant, principal, call, select)}
        wanted = {one.lower() for one in asked["ids"]}
        return {
            key: {**one, **{f"{name}@delta": self._ends(tenant, principal, name, one) for name in related}}
            for key, one in found.items()
            if not wanted or key.lower() in wanted
        }

    def _listed(
        self, tenant: Tenant, principal: Principal, call: Call, select: str
    ) -> Iterable[dict[str, Any]]:
        """Every object, as the list of them shows it."""
        query = {"$select": select} if select else {}
        while True:
            listing = replace(call, path=self.listed.template, query=query, headers={})
            body: dict[str, Any] = self.listed.handler(tenant, principal, listing).body
            yield from body["value"]
            if "@odata.nextLink" not in body:
                return
            following = parse_qs(urlsplit(body["@odata.nextLink"]).query)
            query = {**query, "$skiptoken": following["$skiptoken"][0]}

    def _ends(
        self, tenant: Tenant, principal: Principal, name: str, one: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return [
            {"@odata.type": f"#microsoft.graph.{end.type}", "id": end.object_id}
            for end in self.relations[name](tenant, principal, one)
        ]


def _asked(path: str, query: Mapping[str, str]) -> dict[str, Any]:
    ids: list[str] = []
    for part in re.split(r"\s+or\s+", query["$filter"], flags=re.IGNORECASE) if "$filter" in query else ():
        found = _ONE_ID.fullmatch(part)
        if found is None:
            raise bad_request("Unsupported filter: delta queries are filtered by id alone.")
        ids.append(found[1])
    if len(ids) > _MOST_IDS:
        raise bad_request(f"Too many ids in the filter: at most {_MOST_IDS} are supported.")
    return {"path": path, "select": _names(query), "ids": ids}


def _names(query: Mapping[str, str]) -> list[str]:
    return [one.strip() for one in query.get("$select", "").split(",") if one.strip()]


def _prefers_minimal(call: Call) -> bool:
    return _MINIMAL.search(call.headers.get("prefer", "")) is not None


def _no_token() -> GraphError:
    return bad_request("Badly formed token.")


def _restorable(tenant: Tenant, object_id: str) -> bool:
    return tenant.store.get("deletedItems", object_id) is not None


def _members(tenant: Tenant, principal: Principal, one: dict[str, Any]) -> list[DirectoryObject]:
    return membership.members_told(tenant, one["id"], principal.roles)


def _owners(tenant: Tenant, _principal: Principal, one: dict[str, Any]) -> list[DirectoryObject]:
    return existing(tenant, membership.ids_of(tenant, one["id"], "owners"))


def _manager(tenant: Tenant, _principal: Principal, one: dict[str, Any]) -> list[DirectoryObject]:
    found = manager_of(tenant, one)
    return [] if found is None else [found]


def _holders(tenant: Tenant, _principal: Principal, one: dict[str, Any]) -> list[DirectoryObject]:
    return role_holders(tenant, one["id"])


def _of(routes: Iterable[Route], path: str) -> Route:
    return next(one for one in routes if (one.method, one.template) == ("GET", path))


_UNIT = {"members": _members}
_TRACKED = (
    _Tracked(_of(USERS, "/users"), {"manager": _manager}),
    _Tracked(_of(GROUPS, "/groups"), {"members": _members, "owners": _owners}, frozenset({"members"})),
    _Tracked(_of(APPLICATIONS, "/applications")),
    _Tracked(_of(PRINCIPALS, "/servicePrincipals")),
    _Tracked(_of(ROLES, "/directoryRoles"), {"members": _holders}, frozenset({"members"})),
    *(
        _Tracked(_of(one.routes(), one.path), _UNIT, frozenset(_UNIT))
        for one in (UNITS, older_administrative_units.SERVICE)
    ),
    *(
        _Tracked(_of(one.SERVICE.routes(), one.SERVICE.path))
        for one in (devices, oauth2_permission_grants, org_contacts)
    ),
)
"""What is tracked: https://learn.microsoft.com/graph/delta-query-overview has the list (2026-11-28)."""

ROUTES: tuple[Route, ...] = tuple(
    Route(
        "GET",
        f"{one.listed.template}/delta",
        one.answer,
        "Tell what changed since the last round.",
        one.listed.versions,
        any_of=one.listed.any_of,
        consented=False,
    )
    for one in _TRACKED
)
"""Routes of delta queries."""
