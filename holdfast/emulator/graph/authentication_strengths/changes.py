"""What requests about authentication strengths have in common: which one is meant, what is kept, what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.graph.authentication_strengths.state import COLLECTION, find_strength
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.schema import SchemaError, check, require
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import StructuredType
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

MAY_READ = ("Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod")
MAY_WRITE = ("Policy.ReadWrite.ConditionalAccess", "Policy.ReadWrite.AuthenticationMethod")


def found(tenant: Tenant, call: Call) -> dict[str, Any]:
    """Return the strength of the path.

    Raises:
        GraphError: 404, there is none.
    """
    strength = find_strength(tenant, call.params["id"])
    if strength is None:
        raise not_found(call.params["id"])
    return strength


def custom(tenant: Tenant, call: Call) -> dict[str, Any]:
    """Return the strength of the path, which must be the tenant's own.

    Raises:
        GraphError: 404, or 400 for one of the service.
    """
    strength = found(tenant, call)
    if strength["policyType"] == "builtIn":
        raise refused("a built-in authentication strength cannot be changed or deleted")
    return strength


def checked(call: Call, shape: StructuredType) -> dict[str, Any]:
    """Return the body of a call, which fits a shape.

    Raises:
        GraphError: 400, it does not.
    """
    try:
        check(shape, call.body)
        require(shape, call.body)
    except SchemaError as error:
        raise refused(str(error)) from error
    body: dict[str, Any] = call.body
    return body


def store(tenant: Tenant, principal: Principal, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Keep a strength as it is from now on, and leave the event."""
    changed = new | {"modifiedDateTime": tenant.stamp()}
    tenant.store.put(COLLECTION, new["id"], changed)
    record(tenant, principal, "Update", old, changed)


def record(
    tenant: Tenant, principal: Principal, verb: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> None:
    """Leave the event of a strength that is made, changed or deleted."""
    seen: dict[str, Any] = new or old or {}
    target = {"id": seen["id"], "displayName": seen["displayName"], "type": "Policy"}
    activity = f"{verb} authentication strength policy"
    record_directory_change(
        tenant, principal, activity, "Policy", "Conditional Access", target=target, old=old, new=new
    )


def refused(reason: str) -> GraphError:
    """A 400 whose text is assumed: the facts give the rules only."""
    return GraphError(400, "BadRequest", f"Invalid authentication strength: {reason}.")
