"""Federated credentials of an application as each version of Graph shows and takes them.

Beta alone knows those that let in by an expression over what the issuer says instead of by one subject, and lets a
subject be null: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential?view=graph-rest-beta and
https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials (2026-11-30).
That v1.0 shows one of these without its expression, with a subject of null, is assumed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.directory_types import DirectoryProperty, checked_body, read_only
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.query import Listing
from holdfast.emulator.signin.credentials import EXPRESSION, CredentialError, federated_document

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.emulator.wire import Call

_TABLE = {
    **read_only("String", "id"),
    "name": DirectoryProperty("String", required=True),
    "issuer": DirectoryProperty("String", required=True),
    "subject": DirectoryProperty("String", required=True),
    "audiences": DirectoryProperty("Collection(String)", required=True),
    "description": DirectoryProperty("String"),
}
_TABLE_OF_BETA = {
    **_TABLE,
    "subject": DirectoryProperty("String"),
    EXPRESSION: DirectoryProperty("Complex"),
}
_LISTING = Listing(
    context="applications('{id}')/federatedIdentityCredentials",
    entity="microsoft.graph.federatedIdentityCredential",
    properties=frozenset(_TABLE),
    filters=dict.fromkeys(("id", "name", "issuer", "subject"), frozenset({"eq"})),
)
_LISTING_OF_BETA = replace(_LISTING, properties=frozenset(_TABLE_OF_BETA))


def listing(call: Call) -> Listing:
    """How the version that is called lists them."""
    return _LISTING_OF_BETA if call.version == "beta" else _LISTING


def shown(call: Call, credential: Mapping[str, Any]) -> dict[str, Any]:
    """A federated credential as the version that is called shows it."""
    return {name: credential.get(name) for name in _table(call)}


def all_shown(call: Call, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Those of an application, as the version that is called shows them."""
    return [shown(call, one) for one in document.get("federatedCredentials", ())]


def found(document: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The credential of that id or name.

    Raises:
        GraphError: 404 when there is none.
    """
    listed: list[dict[str, Any]] = document.get("federatedCredentials", [])
    one = next((one for one in listed if key in (one.get("id"), one.get("name"))), None)
    if one is None:
        raise not_found(key)
    return one


def made(call: Call, others: Sequence[Mapping[str, Any]], credential_id: str) -> dict[str, Any]:
    """The document of the credential that the body adds.

    Raises:
        GraphError: 400 when it is none, or the application may not have it beside the others.
    """
    return _checked(checked_body(_table(call), call.body, creating=True), others, credential_id)


def changed(call: Call, before: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The document of a credential after the change in the body.

    Raises:
        GraphError: 400 when it would be none, or the name were another.
    """
    values = checked_body(_table(call), call.body, creating=False, current=shown(call, before))
    if values.get("name", before["name"]) != before["name"]:
        raise bad_request("Property 'name' is immutable and cannot be changed after creation.")
    return _checked({**before, **values}, others, before["id"])


def _table(call: Call) -> Mapping[str, DirectoryProperty]:
    return _TABLE_OF_BETA if call.version == "beta" else _TABLE


def _checked(
    values: Mapping[str, Any], others: Sequence[Mapping[str, Any]], credential_id: str
) -> dict[str, Any]:
    try:
        return federated_document(values, others, credential_id)
    except CredentialError as error:
        raise bad_request(f"The federated credential is invalid: {error}.") from error
