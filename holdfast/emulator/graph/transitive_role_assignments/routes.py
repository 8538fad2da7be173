"""Roles that a principal holds by itself or through groups, over the directory or a part of it; read by beta alone.

Source: https://learn.microsoft.com/graph/api/rbacapplication-list-transitiveroleassignments (2026-11-28): a role of a
group is told with the group as its principal, `$filter` and `$count` and the header are required, and without the
header the answer is 404. Assumed: text and code of the refusals.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.emulator.graph.directory_objects.membership import transitive_groups_holding
from holdfast.emulator.graph.role_management.routes import ASSIGNMENTS, READ
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.filters import parse_filter
from holdfast.emulator.odata.query import list_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_EXACT = frozenset({"eq"})
_FILTERS = dict.fromkeys(("principalId", "roleDefinitionId", "directoryScopeId"), _EXACT)
_LISTING = replace(
    ASSIGNMENTS,
    context="roleManagement/directory/transitiveRoleAssignments",
    properties=ASSIGNMENTS.properties - ASSIGNMENTS.expands,
    filters={},
    expands=frozenset(),
)
_PRINCIPAL = re.compile(r"\bprincipalId\s+eq\s+'([^']+)'", re.IGNORECASE)


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if call.headers.get("consistencylevel", "").lower() != "eventual":
        raise not_found("transitiveRoleAssignments")
    expression = call.query.get("$filter", "")
    asked = _PRINCIPAL.search(expression)
    if asked is None or call.query.get("$count", "").lower() != "true":
        raise bad_request("The query must have $count=true and a $filter that names a principalId.")
    holds = parse_filter(expression, _FILTERS)
    above = transitive_groups_holding(tenant, asked[1])
    holders = {asked[1].lower(), *(one.object_id.lower() for one in above)}
    found = [
        one
        for one in tenant.store.all("roleAssignments")
        if one["principalId"].lower() in holders and holds({**one, "principalId": asked[1]})
    ]
    rest = {name: value for name, value in call.query.items() if name != "$filter"}
    return list_reply(replace(call, query=rest), _LISTING, found)


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/roleManagement/directory/transitiveRoleAssignments",
        _list,
        "Roles that a principal holds by itself or through groups; an advanced query that names the principal.",
        versions=("beta",),
        any_of=(
            READ[0],
            "Directory.Read.All",
            "RoleManagement.ReadWrite.Directory",
            "Directory.ReadWrite.All",
        ),
    ),
)
"""Routes of roles that are held through groups too."""
