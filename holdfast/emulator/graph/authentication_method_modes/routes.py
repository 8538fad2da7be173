"""Of what combinations of authentication strengths are made: each way of a method, and the combinations that there are.

Types: authenticationStrengthRoot and authenticationMethodModeDetail of the schema (graph-metadata, 2026-08). Names for
people are recalled. Combinations here are those that a strength of the service allows, and each way by itself; that
the service leaves none of them out and has no more is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.state import METHODS, MULTIFACTOR
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, entity, list_reply, object_reply, refuse_options
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

_ROOT = "/identity/conditionalAccess/authenticationStrength"
_MODES = f"{_ROOT}/authenticationMethodModes"
_LISTING = Listing(
    context=_MODES.removeprefix("/"),
    entity="microsoft.graph.authenticationMethodModeDetail",
    properties=frozenset({"id", "displayName", "authenticationMethod"}),
    filters=dict.fromkeys(("id", "authenticationMethod"), frozenset({"eq"})),
)
_NAMES = {
    "password": "Password",
    "voice": "Voice",
    "hardwareOath": "Hardware OATH token",
    "softwareOath": "Software OATH token",
    "sms": "SMS",
    "fido2": "Passkeys (FIDO2)",
    "windowsHelloForBusiness": "Windows Hello For Business / Platform Credential",
    "microsoftAuthenticatorPush": "Microsoft Authenticator (Push Notification)",
    "deviceBasedPush": "Microsoft Authenticator (Phone Sign-in)",
    "temporaryAccessPassOneTime": "Temporary Access Pass (One-time use)",
    "temporaryAccessPassMultiUse": "Temporary Access Pass (Multi-use)",
    "email": "Email One-time Passcode",
    "x509CertificateSingleFactor": "Certificate-based Authentication (Single-Factor)",
    "x509CertificateMultiFactor": "Certificate-based Authentication (Multifactor)",
    "federatedSingleFactor": "Federated single-factor",
    "federatedMultiFactor": "Federated multifactor",
    "qrCodePin": "QR code (PIN)",
}
_BASES = ("temporaryAccessPass", "x509Certificate")
_OTHERWISE = {
    **dict.fromkeys(("microsoftAuthenticatorPush", "deviceBasedPush"), "microsoftAuthenticator"),
    **dict.fromkeys(("federatedSingleFactor", "federatedMultiFactor"), "federation"),
}


def _detail(mode: str) -> dict[str, Any]:
    base = next((one for one in _BASES if mode.startswith(one)), mode)
    return {"id": mode, "authenticationMethod": _OTHERWISE.get(mode, base), "displayName": _NAMES[mode]}


def _list(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    return list_reply(call, _LISTING, [_detail(one) for one in _NAMES])


def _get(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    if call.params["mode"] not in _NAMES:
        raise not_found(call.params["mode"])
    return object_reply(call, _LISTING, _detail(call.params["mode"]))


def _root(_tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    combinations = [*MULTIFACTOR, *sorted(METHODS.difference(MULTIFACTOR))]
    return Reply(200, entity(call, _ROOT.removeprefix("/"), {"combinations": combinations}))


_MAY = ("Policy.Read.AuthenticationMethod", "Policy.Read.All", "Policy.ReadWrite.AuthenticationMethod")
ROUTES: tuple[Route, ...] = tuple(
    Route("GET", path, handler, doc, any_of=_MAY, consented=False)
    for path, handler, doc in (
        (_ROOT, _root, "Combinations that a strength can allow."),
        (_MODES, _list, "List the ways of methods, of which combinations are made."),
        (f"{_MODES}/{{mode}}", _get, "Read one of them."),
    )
)
"""Routes of what combinations are made of."""
