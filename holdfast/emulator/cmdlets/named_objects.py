"""What labels, policies and rules share: found by name or id, distributed and deleted in the background.

A document of these collections has the wire's properties, and besides `_pendingUntil` (ISO time until which
its last change is being distributed) and, once removed, `_goneAt`. Both may be absent:
distributed, not removed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.errors import not_found, refused
from holdfast.emulator.cmdlets.shape import RowShape, shape_of
from holdfast.emulator.cmdlets.values import parse_moment, wire_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

TAGS = "complianceTags"
POLICIES = "retentionCompliancePolicies"
RULES = "retentionComplianceRules"
DISTRIBUTION_SETTING = "distribution_seconds"
"""Tenant setting: seconds that a change takes to reach the workloads (at Microsoft up to 24 h); 0 = none."""
PENDING_DELETION = "PendingDeletion"

Document = dict[str, Any]
_NAMING = ("Identity", "Id", "ImmutableId", "CreatedBy", "LastModifiedBy")


def rows_of(plain: Mapping[str, Any], texts: Mapping[str, Any]) -> RowShape:
    """Rows of one of these collections: what is its own, then what all of them carry.

    Args:
        plain: defaults of its own texts and flags, in wire order.
        texts: defaults of its own lists.
    """
    carried = {**dict.fromkeys(_NAMING, ""), "IsValid": True, "ObjectState": "Unchanged"}
    return shape_of(
        plain={**plain, **carried},
        texts=texts,
        int32={"Priority": 0},
        guid={"Guid": "", "ExchangeObjectId": ""},
        moment={"WhenCreatedUTC": None, "WhenChangedUTC": None},
    )


def living(tenant: Tenant, collection: str) -> list[Document]:
    """Objects of a collection that are there now: those whose removal is complete are not."""
    now = tenant.now()
    return [
        document
        for document in tenant.store.all(collection)
        if "_goneAt" not in document or parse_moment(document["_goneAt"]) > now
    ]


def find(tenant: Tenant, collection: str, identity: str) -> Document | None:
    """The object with that name or id, or None."""
    return next((one for one in living(tenant, collection) if is_called(one, identity)), None)


def is_called(document: Document, identity: str) -> bool:
    """Whether an object has that name or id, in whatever letter case."""
    return identity.strip().lower() in {str(document.get(one, "")).lower() for one in ("Name", "Guid")}


def get(tenant: Tenant, collection: str, identity: str) -> Document:
    """The object with that name or id.

    Raises:
        CmdletError: there is none.
    """
    document = find(tenant, collection, identity)
    if document is None:
        raise not_found(identity, tenant.domain)
    return document


def found_or_all(tenant: Tenant, collection: str, identity: str) -> list[Document]:
    """The object with that name or id; all of them when there is none, as measured (api-facts 5.3)."""
    document = find(tenant, collection, identity) if identity else None
    return living(tenant, collection) if document is None else [document]


def require_new_name(present: Iterable[Document], name: str, what: str) -> None:
    """Refuse a name that is taken, also by an object whose removal is still going on (text assumed).

    Raises:
        CmdletError: one of those that are present has it.
    """
    if any(str(one.get("Name", "")).lower() == name.lower() for one in present):
        raise refused(
            f"A {what} with the name '{name}' already exists. Please use another name.",
            "UnifiedPolicy.ComplianceObjectAlreadyExistsException",
        )


def require_settled(tenant: Tenant, policy: Document) -> None:
    """Refuse a change to a policy that is being removed or distributed (texts assumed).

    Raises:
        CmdletError: it is.
    """
    require_not_removed(policy)
    if is_pending(tenant, policy):
        raise refused(
            f"The policy '{policy['Name']}' is being deployed. Please wait until its distribution is "
            "complete and try again.",
            "UnifiedPolicy.PolicyIsBeingDeployedException",
        )


def require_not_removed(document: Document) -> None:
    """Refuse a change to an object that is being removed (text assumed).

    Raises:
        CmdletError: it is.
    """
    if document.get("Mode") == PENDING_DELETION:
        raise refused(
            f"'{document['Name']}' is pending deletion and cannot be changed.",
            "UnifiedPolicy.PolicyPendingDeletionException",
        )


def is_pending(tenant: Tenant, document: Document) -> bool:
    """Whether the last change is still being distributed."""
    until = document.get("_pendingUntil")
    return until is not None and parse_moment(until) > tenant.now()


def create(invocation: Invocation, collection: str, document: Document) -> Document:
    """Store a new object with its id, dates and author, and leave the audit record."""
    tenant = invocation.tenant
    identity = tenant.store.new_id()
    moment = wire_moment(tenant.now())
    document = {
        **document,
        "Guid": identity,
        "ExchangeObjectId": identity,
        "ImmutableId": identity,
        "Identity": document["Name"],
        "Id": document["Name"],
        "CreatedBy": invocation.actor_name,
        "LastModifiedBy": invocation.actor_name,
        "WhenCreatedUTC": moment,
        "WhenChangedUTC": moment,
        **_pending(tenant),
    }
    _purge(tenant, collection)
    tenant.store.put(collection, identity, document)
    invocation.record(str(document["Name"]))
    return document


def change(invocation: Invocation, collection: str, document: Document, changes: Document) -> Document:
    """Change an object and leave the audit record."""
    tenant = invocation.tenant
    document = {
        **document,
        **changes,
        "LastModifiedBy": invocation.actor_name,
        "WhenChangedUTC": wire_moment(tenant.now()),
        **_pending(tenant),
    }
    tenant.store.put(collection, str(document["Guid"]), document)
    invocation.record(str(document["Name"]))
    return document


def remove(
    invocation: Invocation, collection: str, document: Document, dependants: Iterable[Document] = ()
) -> None:
    """Remove an object, in the background when distribution takes time, and leave the audit record.

    Args:
        invocation: what removes it.
        collection: of the object.
        document: the object.
        dependants: rules that go with a policy.
    """
    _retire(invocation.tenant, collection, document)
    for rule in dependants:
        _retire(invocation.tenant, RULES, rule)
    invocation.record(str(document["Name"]))


def touch_policy(tenant: Tenant, policy: Document) -> None:
    """Begin the distribution of a policy whose rule has changed."""
    tenant.store.put(POLICIES, str(policy["Guid"]), {**policy, **_pending(tenant)})


def _retire(tenant: Tenant, collection: str, document: Document) -> None:
    seconds = _distribution_seconds(tenant)
    if not seconds:
        tenant.store.delete(collection, str(document["Guid"]))
        return
    gone = wire_moment(tenant.now() + timedelta(seconds=seconds))
    tenant.store.put(
        collection,
        str(document["Guid"]),
        {**document, "Mode": PENDING_DELETION, "_goneAt": gone, "_pendingUntil": gone},
    )


def _purge(tenant: Tenant, collection: str) -> None:
    """Forget for good what is gone: reads leave it, since reads never write."""
    present = {str(document["Guid"]) for document in living(tenant, collection)}
    for document in tenant.store.all(collection):
        if str(document["Guid"]) not in present:
            tenant.store.delete(collection, str(document["Guid"]))


def _pending(tenant: Tenant) -> Document:
    seconds = _distribution_seconds(tenant)
    return {"_pendingUntil": wire_moment(tenant.now() + timedelta(seconds=seconds))} if seconds else {}


def _distribution_seconds(tenant: Tenant) -> float:
    return float(tenant.store.setting(DISTRIBUTION_SETTING, 0) or 0)
