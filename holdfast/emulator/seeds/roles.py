"""The built-in directory roles of a seeded tenant.

Template ids are those of api-facts 4.1 (most of them recalled there); the three others are marked below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLE_IDS: Mapping[str, str] = {
    "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
    "Privileged Role Administrator": "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "SharePoint Administrator": "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "Conditional Access Administrator": "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "User Administrator": "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "Application Administrator": "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "Cloud Application Administrator": "158c047a-c907-4556-b7ef-446551a6b5f7",
    "Authentication Administrator": "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "Privileged Authentication Administrator": "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
    "Global Reader": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
    "Billing Administrator": "b0f54661-2d74-4c50-afa3-1ec803f12efe",
    "Compliance Administrator": "17315797-102d-40b4-93e0-432062caca18",  # assumed
    "Directory Synchronization Accounts": "d29b2b05-8046-44ba-8758-1e26182fcf32",  # assumed
    "Directory Readers": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
}
"""Role template id by display name; the id of a built-in role definition is its template id."""


def role_definition(name: str) -> dict[str, Any]:
    """Return the `unifiedRoleDefinition` of a built-in role; its actions are not modelled and come empty."""
    return {
        "id": ROLE_IDS[name],
        "description": f"Built-in role {name}.",
        "displayName": name,
        "isBuiltIn": True,
        "isEnabled": True,
        "resourceScopes": ["/"],
        "templateId": ROLE_IDS[name],
        "version": "1",
        "rolePermissions": [{"allowedResourceActions": [], "condition": None}],
    }
