"""What a control of roles claims of SCuBA and CIS is what its assessment asks for (frameworks.md 1.2, 2.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Callable

OF_ROLES: dict[str, tuple[str, Callable[[dict[str, Any]], bool]]] = {
    "1.1.3": ("GlobalAdministrators", lambda rule: rule["fewest"] >= 2 and rule["most"] <= 4),
    "MS.AAD.7.1v1": ("GlobalAdministrators", lambda rule: rule["fewest"] >= 2 and rule["most"] <= 8),
}
"""By id of what is asked of holders of roles: the kind that assesses it, and what its rule has to say."""
PARTLY = {"1.1.1", "MS.AAD.7.3v1"}
"""What is asked of the holders of all roles, and assessed of Global Administrators alone."""
CLAIMS_OF_ROLES = [
    (name, one.id, one.lacks)
    for name, control in controls().items()
    for one in control.metadata.frameworks
    if one.id in OF_ROLES or (one.id in PARTLY and name == "entra.global_admins_bounded")
]


@pytest.mark.parametrize(("name", "claim", "lacks"), CLAIMS_OF_ROLES)
def test_what_a_control_of_roles_claims_is_what_it_assesses(name: str, claim: str, lacks: str) -> None:
    rules = {one["type"].rpartition(":")[2]: one["inputs"] for one in declares(name, {})}

    assert bool(lacks) is (claim in PARTLY)
    if claim in OF_ROLES:
        kind, true = OF_ROLES[claim]
        assert true(rules[kind])


def test_no_claim_of_roles_is_forgotten_and_none_is_made_up() -> None:
    assert {claim for _, claim, _ in CLAIMS_OF_ROLES} == {*OF_ROLES, *PARTLY}
