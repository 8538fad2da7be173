"""How `FederatedCredentials` is tried."""

from __future__ import annotations

from tests.tried import TriedKind

TRIED = TriedKind(
    obeyed={
        "credentials": [
            {
                "appId": "0badcafe-0000-4000-8000-000000000999",
                "issuer": "https://ci.contoso.com",
                "subject": "repo:contoso/tenant",
            }
        ]
    },
    groups={
        "credentials": (
            {"appId": "one", "issuer": "https://one.example", "subject": "repo:one"},
            {"appId": "ONE", "issuer": "https://one.example", "subject": "repo:one"},
            {"appId": "one", "issuer": "https://two.example", "subject": "repo:one"},
            {"appId": "one", "issuer": "https://one.example", "subject": "REPO:one"},
        )
    },
)
