"""The endpoints of managed identities: as a virtual machine has it (IMDS), and as App Service and its kin have it.

A machine is of one tenant, which its address names here: `/machines/{tenant}/…`. Its own identity is the tenant's
application Holdfast; an application of the tenant that is asked for by client id stands for an identity that somebody
assigned. Served on loopback alone.

Sources: learn.microsoft.com, "How to use managed identities on a virtual machine to acquire an access token" and "REST
endpoint reference" of App Service (2026-11-26); texts of refusals are recalled.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.signin.applications import Application, find_application
from holdfast.emulator.signin.errors import SignInError
from holdfast.emulator.signin.tokens import LIFETIME_SECONDS
from holdfast.emulator.wire import GraphError, Operation, Reply

if TYPE_CHECKING:
    from holdfast.emulator.signin.audiences import Audiences
    from holdfast.emulator.signin.tokens import TokenOffice
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, CmdletError

Form = Literal["imds", "app-service"]
OWN = "Holdfast"
"""Display name of the application that a machine's own identity is."""
_VERSIONS = {"imds": "2018-02-01", "app-service": "2019-08-01"}


def identity_header(tenant: Tenant) -> str:
    """What App Service gives its own work to show (`IDENTITY_HEADER`), made once for each tenant."""
    return tenant.store.secret("identity_header")


def machine_operation(
    office: TokenOffice, audiences: Audiences, tenant: Tenant, call: Call, form: Form
) -> Operation:
    """The operation of asking a machine of the tenant for a token of its identity."""

    def run() -> Reply:
        refusal = _refusal(tenant, call, form)
        return refusal or _token(office, audiences, tenant, call)

    def render_error(error: GraphError | CmdletError) -> Reply:
        status = error.status if isinstance(error, GraphError) else 500
        return _refused(status, "server_error", error.message)

    return Operation(
        labels=("sign-in", "GET managed identity"),
        write=False,
        run=run,
        render_error=render_error,
        kind="signin",
    )


def _refusal(tenant: Tenant, call: Call, form: Form) -> Reply | None:
    if call.method != "GET":
        return _refused(405, "invalid_request", "The endpoint answers GET alone.")
    if call.query.get("api-version") != _VERSIONS[form]:
        return _refused(
            400, "bad_request_101", f"Required query variable 'api-version' must be {_VERSIONS[form]}."
        )
    if not call.query.get("resource"):
        return _refused(400, "invalid_request", "Required query variable 'resource' is missing.")
    if form == "imds":
        # Whoever forwards a request does not forward this, nor does a browser send it.
        said = call.headers.get("metadata", "").lower() == "true" and "x-forwarded-for" not in call.headers
        return None if said else _refused(400, "bad_request_102", "Required metadata header not specified.")
    shown = call.headers.get("x-identity-header", "")
    if hmac.compare_digest(shown.encode(), identity_header(tenant).encode()):
        return None
    return _refused(401, "unauthorized", "The header X-IDENTITY-HEADER is not this machine's.")


def _token(office: TokenOffice, audiences: Audiences, tenant: Tenant, call: Call) -> Reply:
    application = _identity(tenant, call)
    if application is None:
        return _refused(400, "invalid_request", "Identity not found")
    resource = call.query["resource"]
    try:
        token = office.issue(tenant, application, audiences.of_resource(resource, tenant.store))
    except SignInError as error:
        return _refused(400, "invalid_resource", f"AADSTS{error.code}: {error.message}")
    now = int(tenant.machine_now().timestamp())
    answer: dict[str, Any] = {
        "access_token": token,
        "client_id": application.app_id,
        "expires_in": str(LIFETIME_SECONDS),
        "expires_on": str(now + LIFETIME_SECONDS),
        "ext_expires_in": str(LIFETIME_SECONDS),
        "not_before": str(now),
        "resource": resource,
        "token_type": "Bearer",
    }
    return Reply(200, answer)


def _identity(tenant: Tenant, call: Call) -> Application | None:
    client_id = call.query.get("client_id") or call.query.get("clientid")
    if not client_id:
        own = next((one for one in tenant.store.all("applications") if one["displayName"] == OWN), None)
        client_id = own["appId"] if own else ""
    return find_application(tenant.store, client_id)


def _refused(status: int, error: str, description: str) -> Reply:
    return Reply(status, {"error": error, "error_description": description})
