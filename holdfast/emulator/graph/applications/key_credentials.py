"""Certificates of applications and service principals, as Graph takes and shows them.

A PATCH of `keyCredentials` replaces them all; one that is to stay is named by its keyId. The certificate itself comes
only where `$select` names keyCredentials of one object. Source:
https://learn.microsoft.com/graph/api/resources/keycredential (2026-11-27).
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import checked_body, text
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.signin.credentials import CredentialError, certificate_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call

NAME = "keyCredentials"
_TABLE = text(
    "customKeyIdentifier", "displayName", "endDateTime", "key", "keyId", "startDateTime", "type", "usage"
)
_VERIFY = ("AsymmetricX509Cert", "Verify")


def registered(
    tenant: Tenant, present: Sequence[dict[str, Any]], credentials: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The documents of the certificates that a body gives or keeps.

    Args:
        tenant: whose they are.
        present: documents of those that are there.
        credentials: each as the body has it.

    Raises:
        GraphError: 400 for one that is neither there nor a certificate.
    """
    return [_registered(tenant, present, one) for one in credentials]


def _registered(
    tenant: Tenant, present: Sequence[dict[str, Any]], credential: dict[str, Any]
) -> dict[str, Any]:
    values = checked_body(_TABLE, credential, creating=False)
    if values.get("key") is None:
        kept = next((one for one in present if one.get("keyId") == values.get("keyId")), None)
        if kept is None:
            raise bad_request("The key of a new key credential must be given.")
        return dict(kept)
    if (values.get("type"), values.get("usage")) != _VERIFY:
        raise bad_request("A key credential has the type AsymmetricX509Cert and the usage Verify here.")
    try:
        data = base64.b64decode(values["key"], validate=True)
        key_id = values.get("keyId") or tenant.store.new_id()
        return certificate_document(data, key_id, values.get("displayName"))
    except (binascii.Error, CredentialError) as error:
        raise bad_request(f"Key credential is invalid: {error}.") from error


def shown_key(document: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    """A certificate as Graph shows it, with the certificate itself when `whole`."""
    digest = base64.b64encode(bytes.fromhex(document["thumbprint"])).decode()
    kind, usage = document.get("type", _VERIFY[0]), document.get("usage", _VERIFY[1])
    return {
        "customKeyIdentifier": digest,
        "displayName": document.get("displayName"),
        "endDateTime": document.get("endDateTime"),
        "key": document.get("certificate") if whole and usage == _VERIFY[1] else None,
        "keyId": document.get("keyId"),
        "startDateTime": document.get("startDateTime"),
        "type": kind,
        "usage": usage,
    }


def asks_for_keys(call: Call) -> bool:
    """Whether the call, of one object, is answered with the certificates themselves."""
    names = call.query.get("$select", "").split(",")
    return NAME.lower() in {one.strip().lower() for one in names}
