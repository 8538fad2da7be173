"""For programs: every permission and role with all that takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.access.formats.interface import Format
from holdfast.model.plan import Cloud
from holdfast.report.json_text import as_json, json_document

if TYPE_CHECKING:
    from holdfast.access.needs import Access, Grant, Need


def render(access: Access) -> str:
    """Return `{client, tenant, simulation, purpose, permissions, directoryRoles}`, each grant with its needs."""
    return json_document(
        {
            "client": access.client,
            "tenant": access.tenant,
            "simulation": access.cloud is Cloud.EMBEDDED,
            "purpose": access.purpose.value,
            "permissions": [_permission(one) for one in access.permissions],
            "directoryRoles": [_role(one) for one in access.roles],
        }
    ).decode()


def _permission(grant: Grant) -> dict[str, Any]:
    return {
        "name": grant.name,
        "api": grant.of,
        "apiAppId": grant.app_id,
        "needs": [_need(one) for one in grant.needs],
    }


def _need(need: Need) -> dict[str, Any]:
    return {**as_json(need), "roles": list(need.roles)}


def _role(grant: Grant) -> dict[str, Any]:
    return {"name": grant.name, "roleGroups": grant.of, "needs": [_need(one) for one in grant.needs]}


FORMAT = Format(render)
