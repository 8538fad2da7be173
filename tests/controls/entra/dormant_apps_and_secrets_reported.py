"""How `entra.dormant_apps_and_secrets_reported` is tried."""

from __future__ import annotations

from holdfast.emulator.seeds.ids import client_id_of
from tests.tried import CONTOSO, Found, TriedControl

TRIED = TriedControl(
    narrowing={"excluded_applications": {"excluded_applications": ["11111111-0000-4000-8000-000000000001"]}},
    enough={
        "longest_credential_days": ({"longest_credential_days": 366}, {"longest_credential_days": 1}),
        "told_days_before": ({"told_days_before": 1},),
        "idle_days": ({"idle_days": 366}, {"idle_days": 30}),
    },
    too_little={
        "longest_credential_days": ({"longest_credential_days": 367}, {"longest_credential_days": 3650}),
        "told_days_before": ({"told_days_before": 0},),
        "idle_days": ({"idle_days": 367}, {"idle_days": 3650}),
    },
    found={
        "add-lasting-secret": (
            Found(
                "RegisteredApplications",
                f"members[Reader ({client_id_of(CONTOSO, 'Reader')})].longCredentials",
                expected=[],
                found=["temporary (5ec4e7a0)"],
                put_right=False,
            ),
        )
    },
)
