"""Tampering with who signs in as an application without a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.audit import record_directory_change
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.signin.credentials import federated_document
from holdfast.emulator.tamperings.cast import application_called, attacker
from holdfast.emulator.tamperings.tampering import Tampering

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant

_NAME = "Reader"
_CREDENTIAL = {
    "name": "build",
    "issuer": "https://token.actions.githubusercontent.com",
    "subject": "repo:mallory/build:ref:refs/heads/main",
    "audiences": ["api://AzureADTokenExchange"],
}


def let_own_workflow_in(tenant: Tenant) -> str:
    """Have a workflow of the attacker's own repository sign in as an application.

    Args:
        tenant: where.

    Raises:
        TamperingError: the tenant has no such application.
    """
    actor = attacker(tenant)
    document = application_called(tenant, COLLECTION, _NAME)
    before = document.get("federatedCredentials", [])
    added = federated_document(_CREDENTIAL, before, tenant.store.new_id())
    tenant.store.put(COLLECTION, document["appId"], {**document, "federatedCredentials": [*before, added]})
    # Activity and category: the directory's list of audit activities (recalled).
    record_directory_change(
        tenant,
        actor,
        "Update application",
        "ApplicationManagement",
        "Core Directory",
        target={"id": document["id"], "displayName": _NAME, "type": "Application"},
        old={"federatedIdentityCredentials": before},
        new={"federatedIdentityCredentials": [*before, added]},
    )
    return f"{actor.user_principal_name} had a workflow of her own repository sign in as the application {_NAME}."


TAMPERINGS = (
    Tampering(
        "let-own-workflow-in",
        "The attacker has a workflow of her own repository sign in as an application.",
        let_own_workflow_in,
    ),
)
