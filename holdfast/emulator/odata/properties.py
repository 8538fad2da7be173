"""What stands behind an object's address: one of its properties, and `/$value` behind that as plain text.

CIS has auditors ask so (`/admin/forms/settings`), and clients that know OData do (OData 4.01 URL conventions 4.6,
protocol 11.2.6, 2026-11-29): a structured value comes by itself, any other as `value`, what is null as a 204. Which
properties Graph has no address for is nowhere; it is assumed that each that an object answers has one.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.permissions import authorise
from holdfast.emulator.odata.query import context_url, refuse_options
from holdfast.emulator.wire import GraphError, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.emulator.routing import Route
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

VALUE = "/$value"
_OBJECT = "/$entity"
_CONTEXT = "@odata.context"


def object_and_property(path: str) -> tuple[str, str]:
    """Split the path of a property into that of its object and its name, which is "" where there can be none."""
    shorter = path[: -len(VALUE)] if path.lower().endswith(VALUE) else path
    whole, _, name = shorter.rpartition("/")
    return whole, name if name.isalnum() and name[0].isalpha() else ""


def property_of(route: Route, refused: Callable[[], Exception]) -> Route:
    """The route that answers one property of what an object's route answers, with the same rights.

    What the object does not have is refused whatever the rights are, as every address that nobody serves.

    Args:
        route: of the object.
        refused: makes what a client is told where the object has no such property, or is a list.
    """
    template = f"{route.template}/{{property}}"
    return replace(
        route, template=template, any_of=(), all_of=(), licence=None, handler=_reading(route, refused)
    )


def _reading(route: Route, refused: Callable[[], Exception]) -> Handler:
    def answer(tenant: Tenant, principal: Principal, call: Call) -> Reply:
        refuse_options(call)
        whole, name = object_and_property(call.path)

        def asked(query: Mapping[str, str]) -> dict[str, Any]:
            answered = route.handler(tenant, principal, replace(call, path=whole, query=query)).body
            body = json.loads(answered) if isinstance(answered, bytes) else answered
            return body if isinstance(body, dict) and not isinstance(body.get("value"), list) else {}

        try:
            body = asked({})
            found = _named(body, name) or (_named(_selected(asked, name), name) if body else None)
        except GraphError:
            authorise(tenant, principal, route)
            raise
        if found is None:
            raise refused()
        authorise(tenant, principal, route)
        fragment = f"{_address(body, whole)}/{found[0]}"
        if call.path.lower().endswith(VALUE):
            return _plain(found[1], refused)
        return _reply(found[1], context_url(call, fragment))

    return answer


def _selected(asked: Callable[[Mapping[str, str]], dict[str, Any]], name: str) -> dict[str, Any]:
    """The object with what it answers only when it is asked for by name; nothing where its type has no such name."""
    try:
        return asked({"$select": name})
    except GraphError as error:
        if error.status in {400, 501}:
            return {}
        raise


def _named(body: Mapping[str, Any], name: str) -> tuple[str, Any] | None:
    """The property as it is written, and its value; names have no letter case."""
    return next(((one, value) for one, value in body.items() if one.lower() == name.lower()), None)


def _address(body: Mapping[str, Any], whole: str) -> str:
    """What the context calls the object: by its id below its collection, or, of a singleton, by its path."""
    collection, told, _ = str(body.get(_CONTEXT, "")).partition("#")[2].rpartition(_OBJECT)
    one = str(body.get("id", ""))
    if told and whole.lower().endswith(f"/{one.lower()}"):
        return f"{collection}('{one}')"
    return whole[1:]


def _reply(value: Any, context: str) -> Reply:
    if value is None:
        return Reply(204)
    if isinstance(value, dict):
        return Reply(200, {_CONTEXT: context, **value})
    return Reply(200, {_CONTEXT: context, "value": value})


def _plain(value: Any, refused: Callable[[], Exception]) -> Reply:
    if value is None:
        return Reply(204)
    if isinstance(value, dict | list):
        raise refused()
    text = value if isinstance(value, str) else json.dumps(value)
    return Reply(200, text.encode(), {"content-type": "text/plain"})
