"""What the resources of Conditional Access share: their 400s and 404, soft deletion, audit events."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.odata.schema import SchemaError, check, is_annotation
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import StructuredType
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

READ = ("Policy.Read.All",)
WRITE = "Policy.ReadWrite.ConditionalAccess"
_KEPT = timedelta(days=30)


def checked_body(call: Call, shape: StructuredType) -> dict[str, Any]:
    """The body of a write.

    Raises:
        GraphError: 400 with a 1007 message when it does not have the shape.
    """
    body = call.body if call.body is not None else {}
    try:
        check(shape, body)
    except SchemaError as error:
        raise schema_refusal(shape, error) from error
    checked: dict[str, Any] = body
    return checked


def sent(body: dict[str, Any], shape: StructuredType) -> dict[str, Any]:
    """The properties that a write names and that a client decides; annotations are none."""
    return {
        name: value for name, value in body.items() if not is_annotation(name) and name not in shape.read_only
    }


def schema_refusal(shape: StructuredType, error: SchemaError) -> GraphError:
    """The 400 for a body that does not match the schema; number from api-facts 2.6, the rest assumed."""
    return GraphError(
        400, "BadRequest", f"1007: The request body does not match the schema of '{shape.name}': {error}."
    )


def rule_refusal(reason: str) -> GraphError:
    """The 400 for a policy that breaks a rule of meaning (api-facts 2.6)."""
    message = f"1032: ConditionalActionPolicy validation failed due to {reason}."
    return GraphError(400, "BadRequest", message, {"message": message})


def missing(kind: str, object_id: str) -> GraphError:
    """The 404 of Conditional Access (api-facts 2.6)."""
    return GraphError(
        404, "ResourceNotFound", f"1011: {kind} with id {object_id} does not exist in the directory."
    )


def record(tenant: Tenant, principal: Principal, verb: str, kind: str, *, old: Any, new: Any) -> None:
    """Leave the audit event of a write.

    Args:
        tenant: where.
        principal: who.
        verb: "Add", "Update", "Delete".
        kind: "conditional access policy" or "named location".
        old: the whole object before, wire shape, or None.
        new: the whole object after, wire shape, or None.
    """
    seen = new if new is not None else old
    target = {"id": seen["id"], "displayName": seen["displayName"], "type": "Policy"}
    record_directory_change(
        tenant, principal, f"{verb} {kind}", "Policy", "Conditional Access", target=target, old=old, new=new
    )


def delete_softly(tenant: Tenant, kind: str, collection: str, body: dict[str, Any]) -> None:
    """Move an object to deletedItems, where it can be restored for 30 days."""
    tenant.store.delete(collection, body["id"])
    kept = {"type": kind, "body": {**body, "deletedDateTime": tenant.stamp()}}
    tenant.store.put("deletedItems", body["id"], kept)


def deleted(tenant: Tenant, kind: str) -> list[dict[str, Any]]:
    """Softly deleted objects of a kind that are not yet 30 days gone."""
    return [
        item["body"]
        for item in tenant.store.all("deletedItems")
        if item["type"] == kind
        and tenant.now() - datetime.fromisoformat(item["body"]["deletedDateTime"]) < _KEPT
    ]
