"""What PIM's lists answer besides: the principal, the role, both, and a part of either, by `$expand`.

Assignments take one of them, whole (api-facts 4.1); PIM's pages name `$expand` without that limit, and CLI for
Microsoft 365 sends `roleDefinition($select=displayName),principal` (its pim-role-assignment-list, 2026-11-27).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.state import find_object, shown
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing, list_reply, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Reply

_CLAUSE = r"(principal|roleDefinition)(?:\(\$select=([\w, ]+)\))?"
_CLAUSES = re.compile(rf"{_CLAUSE}(?:\s*,\s*{_CLAUSE})?")


def expanded_reply(tenant: Tenant, call: Call, listing: Listing, rows: Iterable[dict[str, Any]]) -> Reply:
    """Answer one page of PIM's rows, each with what `$expand` names.

    Raises:
        GraphError: 400 for an `$expand` of anything else, 404 when the role of a row is not there.
    """
    clauses = _clauses(call)
    if "$expand" in call.query:
        listing = replace(listing, expands=frozenset({call.query["$expand"]}))
    if clauses and "$select" in call.query:
        # OData returns what is expanded also when $select does not name it.
        chosen = ",".join((call.query["$select"], *clauses))
        call = replace(call, query={**call.query, "$select": chosen})
    return list_reply(call, listing, [{**row, **_expanded(tenant, call, row, clauses)} for row in rows])


def _clauses(call: Call) -> dict[str, tuple[str, ...]]:
    """Return what is expanded, and the properties of it that are asked for, () for all."""
    asked = call.query.get("$expand")
    if asked is None:
        return {}
    found = _CLAUSES.fullmatch(asked.strip())
    if found is None:
        raise bad_request(
            f"Invalid $expand '{asked}': principal and roleDefinition, with a $select or without."
        )
    parts = {found[1]: found[2], found[3]: found[4]}
    return {
        name: tuple(one.strip() for one in names.split(",")) if names else ()
        for name, names in parts.items()
        if name
    }


def _expanded(
    tenant: Tenant, call: Call, row: Mapping[str, Any], clauses: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    return {
        name: project(_principal(tenant, call, row) if name == "principal" else _role(tenant, row), names)
        for name, names in clauses.items()
    }


def _principal(tenant: Tenant, call: Call, row: Mapping[str, Any]) -> dict[str, Any]:
    holder = find_object(tenant, row["principalId"])
    if holder is None:
        raise not_found(row["principalId"])
    return shown(holder, call.version)


def _role(tenant: Tenant, row: Mapping[str, Any]) -> dict[str, Any]:
    role = tenant.store.get("roleDefinitions", row["roleDefinitionId"])
    if role is None:
        raise not_found(row["roleDefinitionId"])
    return role
