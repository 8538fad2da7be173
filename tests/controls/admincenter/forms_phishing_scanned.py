"""How `admincenter.forms_phishing_scanned` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    claims={
        "1.3.5": Claim(kind="Forms", asked=(equals("settings.isInOrgFormsPhishingScanEnabled", value=True),))
    },
    found={
        "let-forms-phish": (
            Found("Forms", "settings.isInOrgFormsPhishingScanEnabled", expected=True, found=False),
        )
    },
)
