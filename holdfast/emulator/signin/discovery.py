"""What a client may ask before it signs in: OpenID configuration, keys, instance discovery, cloud metadata.

Source: api-facts 1.3 (what the azuread plugin reads) and 1.5 (what MSAL reads).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.clouds import CLOUDS, WORLDWIDE, sign_in_names
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.wire import Call

MULTI_TENANT = frozenset({"common", "organizations", "consumers"})
"""Names of authorities that stand for many tenants: discovery answers them, an application signs in to none."""
_AUTHORIZE = ("/oauth2/v2.0/authorize", "/oauth2/authorize")
"""Ends of the addresses whose instance may be asked for; MSAL asks for the second, older one."""


def openid_configuration(call: Call, tenant_name: str, tenant_id: str) -> Reply:
    """`GET /{tenant}/v2.0/.well-known/openid-configuration`; `tenant_id` is "{tenantid}" for many tenants."""
    root = f"{call.base_url}/{_segment(tenant_name, tenant_id)}"
    body = {
        "token_endpoint": f"{root}/oauth2/v2.0/token",
        "jwks_uri": f"{root}/discovery/v2.0/keys",
        "issuer": f"{_issuing_url(call)}/{tenant_id}/v2.0",
        "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{root}/oauth2/v2.0/devicecode",
        "end_session_endpoint": f"{root}/oauth2/v2.0/logout",
        **_SHARED,
    }
    return Reply(200, body)


def openid_configuration_v1(call: Call, tenant_name: str, tenant_id: str) -> Reply:
    """`GET /{tenant}/.well-known/openid-configuration`: the older endpoints, the issuer of their tokens."""
    root = f"{call.base_url}/{_segment(tenant_name, tenant_id)}"
    body = {
        "token_endpoint": f"{root}/oauth2/token",
        "jwks_uri": f"{root}/discovery/keys",
        "issuer": f"https://sts.windows.net/{tenant_id}/",
        "authorization_endpoint": f"{root}/oauth2/authorize",
        "device_authorization_endpoint": f"{root}/oauth2/devicecode",
        "end_session_endpoint": f"{root}/oauth2/logout",
        **_SHARED,
    }
    return Reply(200, body)


def _segment(tenant_name: str, tenant_id: str) -> str:
    """Return the tenant in the endpoints: its id, by whatever name it was asked for, and the name that means many.

    CLI for Microsoft 365 finds a tenant's id so (its tenant id get, 2026-11-27).
    """
    return tenant_name if tenant_name.lower() in MULTI_TENANT else tenant_id


def _issuing_url(call: Call) -> str:
    # All names of the service issue under one: MSAL for Go refuses an issuer that is no alias of the authority.
    names = sign_in_names(call.host)
    return f"https://{names[0]}" if names else call.base_url


_SHARED: dict[str, Any] = {
    "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    "response_modes_supported": ["query", "fragment", "form_post"],
    "subject_types_supported": ["pairwise"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
    "scopes_supported": ["openid", "profile", "email", "offline_access"],
    "tenant_region_scope": "EU",
    "cloud_instance_name": "microsoftonline.com",
    "cloud_graph_host_name": "graph.windows.net",
    "msgraph_host": "graph.microsoft.com",
    "rbac_url": "https://pas.windows.net",
}


def instance_discovery(call: Call) -> Reply:
    """`GET /common/discovery/instance?authorization_endpoint=…`."""
    asked = call.query.get("authorization_endpoint", "")
    tail = next((one for one in _AUTHORIZE if asked.endswith(one)), "")
    if not asked.startswith("https://") or not tail:
        body = {
            "error": "invalid_instance",
            "error_description": "AADSTS50049: Unknown or invalid instance.",
            "error_codes": [50049],
        }
        return Reply(400, body)
    tenant = asked.removesuffix(tail).rsplit("/", 1)[-1]
    host = call.base_url.removeprefix("https://")
    listed = dict.fromkeys((sign_in_names(call.host) or WORLDWIDE.sign_in, *(one.sign_in for one in CLOUDS)))
    official = [
        {
            "preferred_network": names[0],
            "preferred_cache": names[min(1, len(names) - 1)],
            "aliases": list(names),
        }
        for names in listed
    ]
    own = {"preferred_network": host, "preferred_cache": host, "aliases": [host]}
    body = {
        "tenant_discovery_endpoint": f"{call.base_url}/{tenant}/v2.0/.well-known/openid-configuration",
        "api-version": "1.1",
        "metadata": official if sign_in_names(call.host) else [own, *official],
    }
    return Reply(200, body)


def cloud_metadata(call: Call) -> Reply:
    """`GET /metadata/endpoints`: points the azuread plugin's sign-in and Graph here."""
    body = {
        "name": "holdfast-embedded",
        "portal": call.base_url,
        "resourceManager": f"{call.base_url}/",
        "microsoftGraphResourceId": call.base_url,
        "authentication": {
            "loginEndpoint": call.base_url,
            "audiences": [call.base_url],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "suffixes": {},
    }
    return Reply(200, body)
