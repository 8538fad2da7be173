"""What the token endpoint knows of an application: a document of the collection `applications`, by its appId.

Document keys: appId, displayName, servicePrincipalId (object id, claim `oid`, null while there is none), and optionally
secret (text or null), secrets ([what Graph shows of a password, with its secretText]), roles ([names of application
roles]), directoryRoles ([display names]), id (object id), certificates
([{thumbprint: SHA-1 in hex, publicKeyPem or null, and what Graph shows of it}]), federatedCredentials
([{issuer, subject, audiences, keys: JSON web keys of the issuer or null, and what Graph shows of it}]).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from holdfast.emulator.store import TenantStore

COLLECTION = "applications"
PRINCIPAL_CERTIFICATES = "servicePrincipalCertificates"
"""Collection with the certificates of service principals, by object id: {certificates: as those of applications}."""
CREDENTIALS = ("certificates", "federatedCredentials")
"""Keys of a document under which its credentials are, besides the secret."""


def kept_credentials(app_id: str) -> str:
    """Name under which a tenant keeps an application's credentials when it is seeded anew."""
    return f"credentials:{app_id}"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate registered on an application."""

    thumbprint: str
    """SHA-1 of the certificate, upper-case hex."""
    thumbprint_sha256: str
    """SHA-256 of the certificate, upper-case hex, "" when it is not known."""
    public_key_pem: str | None
    """None: an assertion that names the thumbprint is believed unchecked."""
    valid_from: str
    """As Graph writes it, "" when it is not known."""
    valid_until: str

    def is_valid(self, now: datetime) -> bool:
        """Whether the moment is within the certificate's time."""
        return _within(self.valid_from, now, self.valid_until)


@dataclass(frozen=True, slots=True)
class Secret:
    """A password of an application."""

    text: str
    valid_from: str
    """As Graph writes it, "" when it is not known."""
    valid_until: str

    def is_valid(self, now: datetime) -> bool:
        """Whether the moment is within the password's time."""
        return _within(self.valid_from, now, self.valid_until)


@dataclass(frozen=True, slots=True)
class FederatedCredential:
    """A workload identity that may sign in as the application."""

    issuer: str
    subject: str
    audiences: tuple[str, ...]
    keys: tuple[Mapping[str, Any], ...]
    """JSON web keys of the issuer; () = they are not known, and a signature cannot be checked."""


@dataclass(frozen=True, slots=True)
class Application:
    """An application that may sign in."""

    app_id: str
    display_name: str
    object_id: str
    """Of its service principal, "" while there is none."""
    secrets: tuple[Secret, ...]
    roles: tuple[str, ...]
    directory_roles: tuple[str, ...]
    certificates: tuple[Certificate, ...]
    federated_credentials: tuple[FederatedCredential, ...]


def _within(start: str, now: datetime, end: str) -> bool:
    stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (not start or start <= stamp) and (not end or stamp < end)


def find_application(store: TenantStore, app_id: str) -> Application | None:
    """The application with that client id in the tenant, or None."""
    document = store.get(COLLECTION, app_id)
    return None if document is None else _application(store, document)


def certificates_of_principal(store: TenantStore, object_id: str) -> list[dict[str, Any]]:
    """The documents of the certificates that a service principal has of its own."""
    kept = store.get(PRINCIPAL_CERTIFICATES, object_id)
    documents: list[dict[str, Any]] = [] if kept is None else kept["certificates"]
    return documents


def _secrets(document: Mapping[str, Any]) -> Iterator[Secret]:
    if document.get("secret") is not None:
        yield Secret(document["secret"], "", "")
    for one in document.get("secrets", ()):
        yield Secret(one["secretText"], one["startDateTime"], one["endDateTime"])


def _application(store: TenantStore, document: Mapping[str, Any]) -> Application:
    of_principal = certificates_of_principal(store, document["servicePrincipalId"] or "")
    return Application(
        app_id=document["appId"],
        display_name=document["displayName"],
        object_id=document["servicePrincipalId"] or "",
        secrets=tuple(_secrets(document)),
        roles=tuple(document.get("roles", ())),
        directory_roles=tuple(document.get("directoryRoles", ())),
        certificates=tuple(
            Certificate(
                one["thumbprint"].upper(),
                one.get("thumbprintSha256", "").upper(),
                one.get("publicKeyPem"),
                one.get("startDateTime", ""),
                one.get("endDateTime", ""),
            )
            for one in (*document.get("certificates", ()), *of_principal)
        ),
        federated_credentials=tuple(
            FederatedCredential(
                one["issuer"], one["subject"], tuple(one["audiences"]), tuple(one.get("keys") or ())
            )
            for one in document.get("federatedCredentials", ())
            # One by an expression lets nobody in here: expressions are not read.
            if one["subject"] is not None
        ),
    )
