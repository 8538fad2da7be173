"""How `defender.preset_policies_recognised` is tried."""

from __future__ import annotations

from tests.controls.shared import COMPARED
from tests.tried import CONTOSO, Claim, Found, TriedControl

STRICT_FOR_ALL = (
    ("the strict preset reaches every domain", lambda rule: rule["preset"] == "Strict"),
    ("nobody is left out", lambda rule: not rule.get("exceptions")),
)

TRIED = TriedControl(
    whole={"preset": "strict"},
    narrowing={"exceptions": {"exceptions": ["soc@fabrikam.example"]}},
    any_text={"exceptions": COMPARED},
    enough={"preset": ({"preset": "standard"}, {"preset": "strict"})},
    too_little={"preset": ({"preset": "none"},)},
    claims={
        "2.4.2": Claim(
            kind="EopPresetRules",
            asked=STRICT_FOR_ALL,
            given={"preset": "strict"},
            without={"preset": "standard", "exceptions": ["soc@fabrikam.example"]},
        )
    },
    found={
        "except-from-preset": (
            Found(
                "EopPresetRules",
                "members[Standard Preset Security Policy].exceptions",
                expected=[],
                found=[f"admin@{CONTOSO}"],
                put_right=False,
            ),
            Found(
                "Impersonation",
                "members[Standard Preset Security Policy].defenderProtection",
                expected="for all about whom it decides",
                found="for nobody",
                put_right=False,
                control="defender.impersonation_stopped",
            ),
        )
    },
)
