"""How `entra.service_principals_without_credentials` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    narrowing={"applications": {"applications": ["11111111-0000-4000-8000-000000000001"]}},
    found={
        "add-principal-password": (
            Found(
                "ServicePrincipalCredentials",
                "members[Office 365 Exchange Online (00000002-0000-0ff1-ce00-000000000000)].credentials",
                expected=[],
                found=["password sync (c4eda115)"],
                put_right=False,
            ),
        )
    },
)
