"""Inbox rules of people: listed, read, made, changed and deleted, of one mailbox at a time.

Shapes: https://learn.microsoft.com/graph/api/resources/messagerule and messageruleactions (stored text, read
2026-11-28); roles: https://graphpermissions.merill.net/permission/MailboxSettings.Read and .ReadWrite (2026-11-28). A
mailbox has no rule until somebody makes one (assumed). What a rule says in conditions and exceptions is kept as it
came. Actions that a rule has not are left out of the answer, as the page of the list shows. The refusal of a user
without a mailbox is that of `/mailboxSettings`. Each change leaves a record in the audit log (New-InboxRule and so on),
filed under the owner's id as that of Set-Mailbox is (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_cmdlet
from holdfast.emulator.exchange.mailbox.state import find_mailbox
from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import (
    Anything,
    Flag,
    Many,
    SchemaError,
    StructuredType,
    Text,
    Whole,
    check,
    require,
)
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

COLLECTION = "messageRules"
"""By the id of its user, the rules of whoever has some."""
_PATH = "/users/{id}/mailFolders/inbox/messageRules"
_RECIPIENTS = Many(
    StructuredType(
        "recipient",
        {"emailAddress": StructuredType("emailAddress", {"name": Text(), "address": Text()}, nullable=False)},
        nullable=False,
    )
)
_ACTIONS = StructuredType(
    "messageRuleActions",
    {
        "assignCategories": Many(Text(nullable=False)),
        "copyToFolder": Text(),
        "delete": Flag(),
        "forwardAsAttachmentTo": _RECIPIENTS,
        "forwardTo": _RECIPIENTS,
        "markAsRead": Flag(),
        "markImportance": Text(choices=("low", "normal", "high")),
        "moveToFolder": Text(),
        "permanentDelete": Flag(),
        "redirectTo": _RECIPIENTS,
        "stopProcessingRules": Flag(),
    },
    nullable=False,
)
_RULE = StructuredType(
    "messageRule",
    {
        "displayName": Text(nullable=False),
        "sequence": Whole(nullable=False, least=1),
        "isEnabled": Flag(nullable=False),
        "conditions": Anything(),
        "exceptions": Anything(),
        "actions": _ACTIONS,
    },
    nullable=False,
    read_only=frozenset({"id", "hasError", "isReadOnly"}),
    required=frozenset({"displayName", "sequence", "actions"}),
)
_PROPERTIES = frozenset({*_RULE.fields, *_RULE.read_only})
_READ = ("MailboxSettings.Read", "MailboxSettings.ReadWrite")
_WRITE = ("MailboxSettings.ReadWrite",)


def make_rule(
    tenant: Tenant, actor: Principal | Person, user: dict[str, Any], given: dict[str, Any]
) -> dict[str, Any]:
    """Give a mailbox one more rule and return it.

    Args:
        tenant: where.
        actor: who makes it.
        user: whose mailbox it is.
        given: the rule as it is posted, without an id.
    """
    fixed = {"hasError": False, "isReadOnly": False}
    made = {"id": tenant.store.new_id(), "isEnabled": True, **given, **fixed}
    _keep(tenant, user, [*rules_of(tenant, user["id"]), made])
    _record(tenant, actor, "New-InboxRule", user, made)
    return made


def _owner(tenant: Tenant, call: Call) -> dict[str, Any]:
    user = find_user(tenant, call.params["id"])
    if find_mailbox(tenant.store, user["id"]) is None:
        raise GraphError(
            404,
            "MailboxNotEnabledForRESTAPI",
            "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
        )
    return user


def rules_of(tenant: Tenant, user_id: str) -> list[dict[str, Any]]:
    """The inbox rules of a user in their order, wire shape."""
    kept = tenant.store.get(COLLECTION, user_id) or {"rules": []}
    return sorted(kept["rules"], key=lambda one: int(one["sequence"]))


def _keep(tenant: Tenant, user: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    tenant.store.put(COLLECTION, user["id"], {"id": user["id"], "rules": rules})


def _record(
    tenant: Tenant, actor: Principal | Person, cmdlet: str, user: dict[str, Any], rule: dict[str, Any]
) -> None:
    about = {"Name": rule["displayName"], "Mailbox": user["userPrincipalName"]}
    record_cmdlet(tenant, actor, cmdlet, user["id"], about, endpoint="exchange")


def _listing(user: dict[str, Any]) -> Listing:
    context = f"users('{user['id']}')/mailFolders('inbox')/messageRules"
    return Listing(context=context, entity="microsoft.graph.messageRule", properties=_PROPERTIES)


def _checked(body: Any, *, new: bool) -> dict[str, Any]:
    try:
        check(_RULE, body)
        if new:
            require(_RULE, body)
    except SchemaError as error:
        raise GraphError(400, "ErrorInvalidRequest", f"Invalid messageRule: {error}.") from error
    return dict(body)


def _found(rules: list[dict[str, Any]], call: Call) -> dict[str, Any]:
    found = next((one for one in rules if one["id"] == call.params["rule"]), None)
    if found is None:
        raise not_found(call.params["rule"])
    return found


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    user = _owner(tenant, call)
    return list_reply(call, _listing(user), rules_of(tenant, user["id"]))


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    user = _owner(tenant, call)
    return object_reply(call, _listing(user), _found(rules_of(tenant, user["id"]), call))


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = _owner(tenant, call)
    made = make_rule(tenant, principal, user, _checked(call.body, new=True))
    path = f"/users/{user['id']}/mailFolders/inbox/messageRules"
    return created_reply(call, path, _listing(user).context, made)


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = _owner(tenant, call)
    rules = rules_of(tenant, user["id"])
    found = _found(rules, call)
    after = {**found, **_checked(call.body, new=False)}
    _keep(tenant, user, [after if one is found else one for one in rules])
    _record(tenant, principal, "Set-InboxRule", user, after)
    return object_reply(call, _listing(user), after)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = _owner(tenant, call)
    rules = rules_of(tenant, user["id"])
    found = _found(rules, call)
    _keep(tenant, user, [one for one in rules if one is not found])
    _record(tenant, principal, "Remove-InboxRule", user, found)
    return Reply(204)


ROUTES: tuple[Route, ...] = (
    Route("GET", _PATH, _list, "List the inbox rules of one mailbox.", any_of=_READ),
    Route("GET", f"{_PATH}/{{rule}}", _get, "Read one inbox rule.", any_of=_READ),
    Route("POST", _PATH, _create, "Make an inbox rule.", any_of=_WRITE, consented=False),
    Route("PATCH", f"{_PATH}/{{rule}}", _update, "Change an inbox rule.", any_of=_WRITE, consented=False),
    Route("DELETE", f"{_PATH}/{{rule}}", _delete, "Delete an inbox rule.", any_of=_WRITE, consented=False),
)
"""Routes of inbox rules."""
