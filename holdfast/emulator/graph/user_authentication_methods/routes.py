"""By which methods somebody proves who he is: with a password, and nobody has registered any other.

Nobody signs in to the embedded tenant, so nobody registers anything, as in the report on registered methods. That every
account has the method of the password, under one id in all tenants, is recalled of public clients' recordings.
Source: https://learn.microsoft.com/graph/api/authentication-list-methods (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.state import find_user
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, context_url, list_reply, refuse_options
from holdfast.emulator.odata.schema import TYPE_KEY
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Handler, Principal

_READ = ("UserAuthenticationMethod.Read.All", "UserAuthenticationMethod.ReadWrite.All")
_BELOW = "/users/{id}/authentication"
_PASSWORD = "28c10230-6103-485e-b985-444c60001490"  # noqa: S105 - the id of the method
_BOTH = ("v1.0", "beta")
_BETA = ("beta",)
_OTHERS = {
    "emailMethods": _BOTH,
    "fido2Methods": _BOTH,
    "hardwareOathMethods": _BETA,
    "microsoftAuthenticatorMethods": _BOTH,
    "phoneMethods": _BOTH,
    "platformCredentialMethods": _BOTH,
    "softwareOathMethods": _BOTH,
    "temporaryAccessPassMethods": _BOTH,
    "windowsHelloForBusinessMethods": _BOTH,
}
"""Lists of the others by the versions that have them."""


def _need_user(tenant: Tenant, call: Call) -> dict[str, Any]:
    user = find_user(tenant, call.params["id"])
    if user is None:
        raise not_found(call.params["id"])
    return user


def _password(user: dict[str, Any]) -> dict[str, Any]:
    return {"id": _PASSWORD, "password": None, "createdDateTime": user.get("lastPasswordChangeDateTime")}


def _methods(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    user = _need_user(tenant, call)
    method = {TYPE_KEY: "#microsoft.graph.passwordAuthenticationMethod", **_password(user)}
    context = context_url(call, f"users('{user['id']}')/authentication/methods")
    return Reply(200, {"@odata.context": context, "value": [method]})


def _lister(name: str) -> Handler:
    def listed(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
        user = _need_user(tenant, call)
        listing = Listing(
            context=f"users('{user['id']}')/authentication/{name}",
            entity="microsoft.graph.authenticationMethod",
            properties=frozenset(),
            count=False,
        )
        return list_reply(call, listing, [_password(user)] if name == "passwordMethods" else ())

    return listed


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        f"{_BELOW}/methods",
        _methods,
        "Methods of a user: his password.",
        any_of=_READ,
        consented=False,
    ),
    *(
        Route(
            "GET",
            f"{_BELOW}/{name}",
            _lister(name),
            "Methods of a user of one type; of all but passwords none.",
            versions,
            any_of=_READ,
            consented=False,
        )
        for name, versions in {"passwordMethods": _BOTH, **_OTHERS}.items()
    ),
)
"""Routes of a user's methods."""
