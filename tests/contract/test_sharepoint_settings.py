"""Settings of SharePoint: the rules that their declaration adds to types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.marks import assumed

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

SETTINGS = "/admin/sharepoint/settings"
WHY = "the cmdlets of old are recalled to refuse it; what Graph answers, nobody says"


@assumed(WHY, f"PATCH {SETTINGS}")
@pytest.mark.parametrize(
    ("refused", "taken"),
    [
        (
            {"sharingDomainRestrictionMode": "allowList"},
            {"sharingDomainRestrictionMode": "allowList", "sharingAllowedDomainList": ["fabrikam.com"]},
        ),
        (
            {
                "idleSessionSignOut": {
                    "isEnabled": True,
                    "warnAfterInSeconds": 300,
                    "signOutAfterInSeconds": 300,
                }
            },
            {
                "idleSessionSignOut": {
                    "isEnabled": True,
                    "warnAfterInSeconds": 299,
                    "signOutAfterInSeconds": 300,
                }
            },
        ),
    ],
    ids=["a list without a domain", "a warning too late"],
)
def test_a_combination_that_means_nothing_is_refused_and_changes_nothing(
    tiny: Tiny, refused: dict[str, Any], taken: dict[str, Any]
) -> None:
    admin = tiny.register("Admin", ["SharePointTenantSettings.ReadWrite.All"])
    before = tiny.graph("GET", SETTINGS, client_id=admin).json()

    assert tiny.graph("PATCH", SETTINGS, refused, client_id=admin).status_code == 400
    assert tiny.graph("GET", SETTINGS, client_id=admin).json() == before
    answer = tiny.graph("PATCH", SETTINGS, taken, client_id=admin)
    assert (answer.status_code, {**answer.json(), **taken}) == (200, answer.json())
