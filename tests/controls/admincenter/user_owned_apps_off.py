"""How `admincenter.user_owned_apps_off` is tried."""

from __future__ import annotations

from tests.conditions import equals
from tests.tried import Claim, Found, TriedControl

TRIED = TriedControl(
    claims={
        "1.3.4": Claim(
            kind="AppsAndServices",
            asked=(
                equals("settings.isOfficeStoreEnabled", value=False),
                equals("settings.isAppAndServicesTrialEnabled", value=False),
            ),
        )
    },
    found={
        "open-office-store": (
            Found("AppsAndServices", "settings.isOfficeStoreEnabled", expected=False, found=True),
        )
    },
)
