"""Answers with all the control information that `odata.metadata=full` in Accept asks for, or without any.

Clients of Go's hamilton, on which the azuread provider stood, take the reference to an object that they bind to another
from `@odata.id` of its answer. What the service writes there is a captured example of graph-examples/application.json
("https://graph.microsoft.com/v2/TENANT/directoryObjects/ID/Microsoft.DirectoryServices.User"); what it writes for
objects that are not of the directory is left out, as are links to what an object has.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.schema import TYPE_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.wire import Call, Reply

_ASKED = re.compile(r"odata\.metadata\s*=\s*(full|none)", re.IGNORECASE)
_CONTENT = "application/json;odata.metadata={};odata.streaming=true;IEEE754Compatible=false;charset=utf-8"
_CONTEXT = "@odata.context"
_ANY = "directoryObject"
_TYPES: Mapping[str, str] = {
    "users": "user",
    "groups": "group",
    "servicePrincipals": "servicePrincipal",
    "applications": "application",
    "directoryObjects": _ANY,
}
"""Type of the objects that a collection of the directory holds, by the beginning of its context."""
_KEPT = frozenset({"@odata.nextLink", "@odata.deltaLink", "@odata.count"})


def with_metadata(call: Call, tenant_id: str, reply: Reply) -> Reply:
    """The answer with as much control information as the call asks for; minimal is how every answer is made."""
    asked = _ASKED.search(call.headers.get("accept", ""))
    if asked is None or not isinstance(reply.body, dict) or "error" in reply.body:
        return reply
    level = asked[1].lower()
    body = _bare(reply.body) if level == "none" else _told(reply.body, call.base_url, tenant_id)
    return replace(reply, body=body, headers={"content-type": _CONTENT.format(level), **reply.headers})


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _bare(one) for name, one in value.items() if "@odata." not in name or name in _KEPT}


def _told(body: dict[str, Any], base_url: str, tenant_id: str) -> dict[str, Any]:
    collection = re.split(r"[/(]", str(body.get(_CONTEXT, "")).partition("#")[2], maxsplit=1)[0]
    kind = _TYPES.get(collection)
    if kind is None:
        return body

    def named(one: dict[str, Any]) -> dict[str, Any]:
        """The object with its type and its own address."""
        short = str(one.get(TYPE_KEY, f"#microsoft.graph.{kind}")).removeprefix("#microsoft.graph.")
        if "id" not in one or short == _ANY:
            return one
        where = f"{base_url}/v2/{tenant_id}/directoryObjects/{one['id']}"
        whole = f"{where}/Microsoft.DirectoryServices.{short[0].upper()}{short[1:]}"
        return {TYPE_KEY: f"#microsoft.graph.{short}", "@odata.id": whole, **one}

    if isinstance(body.get("value"), list):
        return {**body, "value": [named(one) for one in body["value"]]}
    return {_CONTEXT: body[_CONTEXT], **named({name: one for name, one in body.items() if name != _CONTEXT})}
