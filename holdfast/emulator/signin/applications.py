"""What the token endpoint knows of an application: a document of the collection `applications`, by its appId.

Document keys: appId, displayName, servicePrincipalId (object id, claim `oid`), secret (text or null), roles
([names of application roles]), directoryRoles ([display names]), and optionally certificates
([{thumbprint: SHA-1 in hex, publicKeyPem or null}]), federatedCredentials ([{issuer, subject, audiences}]).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.store import TenantStore


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate registered on an application."""

    thumbprint: str
    """SHA-1 of the certificate, upper-case hex."""
    public_key_pem: str | None
    """None: an assertion that names the thumbprint is believed unchecked."""


@dataclass(frozen=True, slots=True)
class FederatedCredential:
    """A workload identity that may sign in as the application."""

    issuer: str
    subject: str
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Application:
    """An application that may sign in."""

    app_id: str
    display_name: str
    object_id: str
    """Of its service principal."""
    secret: str | None
    roles: tuple[str, ...]
    directory_roles: tuple[str, ...]
    certificates: tuple[Certificate, ...]
    federated_credentials: tuple[FederatedCredential, ...]


def find_application(store: TenantStore, app_id: str) -> Application | None:
    """The application with that client id in the tenant, or None."""
    document = store.get("applications", app_id)
    return None if document is None else _application(document)


def _application(document: Mapping[str, Any]) -> Application:
    return Application(
        app_id=document["appId"],
        display_name=document["displayName"],
        object_id=document["servicePrincipalId"],
        secret=document.get("secret"),
        roles=tuple(document.get("roles", ())),
        directory_roles=tuple(document.get("directoryRoles", ())),
        certificates=tuple(
            Certificate(one["thumbprint"].upper(), one.get("publicKeyPem"))
            for one in document.get("certificates", ())
        ),
        federated_credentials=tuple(
            FederatedCredential(one["issuer"], one["subject"], tuple(one["audiences"]))
            for one in document.get("federatedCredentials", ())
        ),
    )
