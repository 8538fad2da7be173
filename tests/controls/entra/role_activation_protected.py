"""How `entra.role_activation_protected` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    chosen={"role_activation_approvers": "SG-IT", "role_activation_notified": ["security@contoso.example"]},
    needed={"approvers": "A", "notified": ["soc@a.example"]},
    narrowing={"endless_roles": {"endless_roles": ["11111111-0000-4000-8000-000000000001"]}},
    enough={
        "activation_hours": ({"activation_hours": 10}, {"activation_hours": 1}),
        "approvers": ({"approvers": "Approvers"},),
        "notified": ({"notified": ["soc@a.example"]},),
    },
    too_little={
        "activation_hours": ({"activation_hours": 11}, {"activation_hours": 24}),
        "approvers": ({"approvers": ""},),
        "notified": ({"notified": []},),
    },
    found={
        "stop-asking-at-activation": (
            Found(
                "RoleActivation",
                "members[Exchange Administrator].activationProof",
                expected=["Justification", "MultiFactorAuthentication"],
                found=[],
            ),
        )
    },
)
