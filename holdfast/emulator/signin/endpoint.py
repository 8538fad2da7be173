"""`POST /{tenant}/oauth2/v2.0/token`: client credentials by secret or by assertion (api-facts 1.1)."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from holdfast.emulator.signin.applications import Application, find_application
from holdfast.emulator.signin.assertions import ASSERTION_TYPE, check_assertion
from holdfast.emulator.signin.errors import SignInError
from holdfast.emulator.signin.tokens import LIFETIME_SECONDS
from holdfast.emulator.wire import GraphError, Operation, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.signin.audiences import Audiences
    from holdfast.emulator.signin.tokens import TokenOffice
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, CmdletError

_DEFAULT = "/.default"


def token_operation(tenant: Tenant, office: TokenOffice, audiences: Audiences, call: Call) -> Operation:
    """The operation of asking a tenant for a token."""

    def run() -> Reply:
        try:
            return _token(tenant, office, audiences, call)
        except SignInError as error:
            return error.reply(call, tenant.now())

    def render_error(error: GraphError | CmdletError) -> Reply:
        return _fault_reply(tenant, call, error)

    return Operation(
        labels=("sign-in", "POST /oauth2/v2.0/token"),
        write=False,
        run=run,
        render_error=render_error,
        kind="signin",
    )


def unknown_tenant(name: str) -> SignInError:
    """The refusal for a tenant that does not exist."""
    return SignInError(
        90002,
        f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into "
        "the correct cloud. Check with your subscription administrator, this may happen if there are no "
        "active subscriptions for the tenant.",
    )


def _token(tenant: Tenant, office: TokenOffice, audiences: Audiences, call: Call) -> Reply:
    form: Mapping[str, Any] = call.body if isinstance(call.body, dict) else {}
    for name in ("grant_type", "client_id", "scope"):
        if not form.get(name):
            raise SignInError(900144, f"The request body must contain the following parameter: '{name}'.")
    if form["grant_type"] != "client_credentials":
        raise SignInError(70003, f"The app requested an unsupported grant type '{form['grant_type']}'.")
    application = find_application(tenant.store, form["client_id"])
    if application is None:
        raise SignInError(
            700016,
            f"Application with identifier '{form['client_id']}' was not found in the directory "
            f"'{tenant.domain}'. This can happen if the application has not been installed by the "
            "administrator of the tenant or consented to by any user in the tenant.",
        )
    _authenticate(tenant, application, form, call)
    audience = audiences.of_scope(_resource(form["scope"]))
    body = {
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
        "ext_expires_in": LIFETIME_SECONDS,
        "access_token": office.issue(tenant, application, audience),
    }
    return Reply(200, body, {"cache-control": "no-store, no-cache"})


def _authenticate(tenant: Tenant, application: Application, form: Mapping[str, Any], call: Call) -> None:
    if form.get("client_assertion_type") == ASSERTION_TYPE and form.get("client_assertion"):
        endpoints = {
            f"{call.base_url}/{name}/{rest}"
            for name in (tenant.tenant_id, tenant.domain)
            for rest in ("oauth2/v2.0/token", "v2.0")
        }
        check_assertion(application, form["client_assertion"], frozenset(endpoints), tenant.now())
        return
    secret = form.get("client_secret")
    if not secret:
        raise SignInError(
            7000216,
            "'client_assertion' or 'client_secret' is required for the grant type 'client_credentials'.",
        )
    if application.secret is None or not hmac.compare_digest(secret.encode(), application.secret.encode()):
        raise SignInError(
            7000215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client "
            f"secret value, not the client secret ID, for a secret added to app '{application.app_id}'.",
        )


def _resource(scope: str) -> str:
    asked = [one for one in scope.split() if one.endswith(_DEFAULT)]
    if len(asked) != 1 or len(scope.split()) != 1:
        raise SignInError(
            1002012,
            f"The provided value for scope {scope} is not valid. Client credential flows must have a scope "
            "value with /.default suffixed to the resource identifier (application ID URI).",
        )
    return asked[0].removesuffix(_DEFAULT)


def _fault_reply(tenant: Tenant, call: Call, error: GraphError | CmdletError) -> Reply:
    if isinstance(error, GraphError) and error.status in {401, 403}:
        expired = SignInError(7000222, "The provided client secret keys for the app are expired.")
        return expired.reply(call, tenant.now())
    status = error.status if isinstance(error, GraphError) else 500
    headers = error.headers if isinstance(error, GraphError) else {}
    body = {"error": "temporarily_unavailable", "error_description": error.message, "error_codes": []}
    return Reply(status, body, headers)
