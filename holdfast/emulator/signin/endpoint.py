"""`POST /{tenant}/oauth2/v2.0/token` and its older twin: client credentials by secret or assertion (api-facts 1.1).

The older one, `/{tenant}/oauth2/token`, takes `resource` where the newer takes `scope`, and writes numbers as text
(learn.microsoft.com, "Service to service calls using client credentials", v1.0; read 2026-11-25).
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote_plus

from holdfast.emulator.clouds import cloud_of
from holdfast.emulator.signin.applications import Application, find_application
from holdfast.emulator.signin.assertions import ASSERTION_TYPE, check_assertion
from holdfast.emulator.signin.errors import SignInError
from holdfast.emulator.signin.tokens import LIFETIME_SECONDS
from holdfast.emulator.wire import GraphError, Operation, Reply

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.emulator.signin.audiences import Audiences
    from holdfast.emulator.signin.tokens import TokenOffice
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, CmdletError


_DEFAULT = "/.default"
_OPENID_SCOPES = frozenset({"openid", "offline_access", "profile", "email"})
"""Scopes of OpenID itself: MSAL for Go always sends three of them, and an application gets nothing for them."""
Version = Literal["v1", "v2"]
"""Which token endpoint: of `/oauth2/token` and of `/oauth2/v2.0/token`."""
Trusted = Mapping[str, tuple[Mapping[str, Any], ...]]
"""JSON web keys, by beginning of the issuer's name."""
_EXPIRED = "The provided client secret keys for the app are expired."
_ASKED_BY: Mapping[Version, str] = {"v1": "resource", "v2": "scope"}


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """One request for a token."""

    tenant: Tenant
    named: str
    """The tenant as the path names it."""
    version: Version
    call: Call
    """Its body holds the fields of the form."""


def token_operation(
    office: TokenOffice, audiences: Audiences, trusted: Trusted, request: TokenRequest
) -> Operation:
    """The operation of asking a tenant for a token; `trusted` are the keys of issuers that nobody has to tell us."""
    tenant, call = request.tenant, request.call

    def run() -> Reply:
        try:
            return _token(office, audiences, trusted, request)
        except SignInError as error:
            return error.reply(call, tenant.machine_now())

    def render_error(error: GraphError | CmdletError) -> Reply:
        return _fault_reply(tenant, call, error)

    return Operation(
        labels=("sign-in", "POST /oauth2/v2.0/token"),
        write=False,
        run=run,
        render_error=render_error,
        kind="signin",
    )


def no_single_tenant() -> SignInError:
    """The refusal of an application that signs in to `common`, `organizations` or `consumers`.

    Source: code and text as seen by users in MicrosoftDocs/azure-docs issue 24064 (2019-02); that it is this one
    for every such name is assumed.
    """
    return SignInError(
        50059,
        "No tenant-identifying information found in either the request or implied by any provided credentials.",
    )


def unknown_tenant(name: str) -> SignInError:
    """The refusal for a tenant that does not exist."""
    return SignInError(
        90002,
        f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into "
        "the correct cloud. Check with your subscription administrator, this may happen if there are no "
        "active subscriptions for the tenant.",
    )


def _token(office: TokenOffice, audiences: Audiences, trusted: Trusted, request: TokenRequest) -> Reply:
    tenant, call, version = request.tenant, request.call, request.version
    if call.method != "POST":
        raise SignInError(
            900561, f"The endpoint only accepts POST requests. Received a {call.method} request."
        )
    form = _form(call)
    for name in ("grant_type", "client_id", _ASKED_BY[version]):
        if not form.get(name):
            raise SignInError(900144, f"The request body must contain the following parameter: '{name}'.")
    if form["grant_type"] != "client_credentials":
        raise SignInError(70003, f"The app requested an unsupported grant type '{form['grant_type']}'.")
    resource = form["resource"] if version == "v1" else _resource(form)
    application = find_application(tenant.store, form["client_id"])
    if application is None:
        raise SignInError(
            700016,
            f"Application with identifier '{form['client_id']}' was not found in the directory "
            f"'{tenant.domain}'. This can happen if the application has not been installed by the "
            "administrator of the tenant or consented to by any user in the tenant.",
        )
    if not application.object_id:
        raise SignInError(
            7000229,
            f"The client application '{application.app_id}' is missing service principal in the tenant "
            f"'{tenant.tenant_id}'.",
        )
    _authenticate(trusted, application, form, _endpoints(request), tenant.machine_now())
    token = office.issue(tenant, application, audiences.of_resource(resource, tenant.store))
    answer: dict[str, Any] = {
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
        "ext_expires_in": LIFETIME_SECONDS,
    }
    if version == "v1":
        now = int(tenant.machine_now().timestamp())
        numbers = {**answer, "expires_on": now + LIFETIME_SECONDS, "not_before": now}
        answer = {name: str(value) for name, value in numbers.items()} | {"resource": resource}
    return Reply(200, {**answer, "access_token": token}, {"cache-control": "no-store, no-cache"})


def _form(call: Call) -> dict[str, str]:
    """The form, with id and secret from the Authorization header when they stand there (RFC 6749, 2.3.1)."""
    form: dict[str, str] = dict(call.body) if isinstance(call.body, dict) else {}
    scheme, _, credentials = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form
    try:
        name, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return form
    return {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)} | form


def _endpoints(request: TokenRequest) -> frozenset[str]:
    """What a client assertion may be meant for: the endpoints and issuers of the tenant under any of their names."""
    roots = {request.call.base_url, *(f"https://{host}" for host in cloud_of(request.tenant.store).sign_in)}
    return frozenset(
        f"{root}/{name}/{rest}".lower()
        for root in roots
        for name in (request.tenant.tenant_id, request.tenant.domain, request.named)
        for rest in ("oauth2/v2.0/token", "oauth2/token", "v2.0")
    )


def _authenticate(
    trusted: Trusted,
    application: Application,
    form: Mapping[str, str],
    endpoints: frozenset[str],
    now: datetime,
) -> None:
    if form.get("client_assertion_type") == ASSERTION_TYPE and form.get("client_assertion"):
        check_assertion(application, form["client_assertion"], endpoints, trusted, now)
        return
    secret = form.get("client_secret")
    if not secret:
        raise SignInError(
            7000216,
            "'client_assertion' or 'client_secret' is required for the grant type 'client_credentials'.",
        )
    right = [one for one in application.secrets if hmac.compare_digest(secret.encode(), one.text.encode())]
    if right and not any(one.is_valid(now) for one in right):
        raise SignInError(7000222, _EXPIRED)
    if not right:
        raise SignInError(
            7000215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client "
            f"secret value, not the client secret ID, for a secret added to app '{application.app_id}'.",
        )


def _resource(form: Mapping[str, str]) -> str:
    if form.get("resource"):
        raise SignInError(901002, "The 'resource' request parameter is not supported.")
    scope = form["scope"]
    asked = [one for one in scope.split() if one.lower() not in _OPENID_SCOPES]
    if len(asked) != 1 or not asked[0].endswith(_DEFAULT):
        raise SignInError(
            1002012,
            f"The provided value for scope {scope} is not valid. Client credential flows must have a scope "
            "value with /.default suffixed to the resource identifier (application ID URI).",
        )
    return asked[0].removesuffix(_DEFAULT)


def _fault_reply(tenant: Tenant, call: Call, error: GraphError | CmdletError) -> Reply:
    if isinstance(error, GraphError) and error.status in {401, 403}:
        expired = SignInError(7000222, _EXPIRED)
        return expired.reply(call, tenant.machine_now())
    status = error.status if isinstance(error, GraphError) else 500
    headers = error.headers if isinstance(error, GraphError) else {}
    body = {"error": "temporarily_unavailable", "error_description": error.message, "error_codes": []}
    return Reply(status, body, headers)
