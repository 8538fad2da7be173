"""Case 01: templates and exports without object ids, one with a key that stands twice, one in UTF-16.

Source of the case: AlexFilipin/ConditionalAccess, DCToolbox. Whole kind: tests/embedded/test_exports.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, REPOSITORY, Scratch

if TYPE_CHECKING:
    from pathlib import Path

CASE = REPOSITORY.parent / "shared" / "cases" / "01-export-without-ids"
pytestmark = pytest.mark.usefixtures("case")
TEMPLATES = {"209 - RING - Token protection", "GLOBAL - Require MFA", "GLOBAL - Block legacy"}


@pytest.mark.parametrize(
    ("folder", "names"), [("folder-all", TEMPLATES), ("folder-mixed", TEMPLATES | {"With an id"})]
)
def test_every_policy_is_loaded_and_told(tmp_path: Path, folder: str, names: set[str]) -> None:
    with Scratch(tmp_path / "scratch") as scratch:
        printed = scratch.holdfast("tenant", "seed", "export", str(CASE / folder), "--tenant", CONTOSO)
        assert printed.code == 0, printed.all
        assert f"{len(names)} Conditional Access policies" in printed.out
        assert "'sessionControls' stands twice" in printed.out
        policies = scratch.rows("conditionalAccessPolicies")
        assert {one["displayName"] for one in policies} == names
        assert len({one["id"] for one in policies}) == len(names)
        (token,) = (one for one in policies if one["displayName"] == "209 - RING - Token protection")
        session: Any = token["sessionControls"]
        assert session["secureSignInSession"] == {"isEnabled": True}
        drift = scratch.holdfast("drift", "contoso")
        assert drift.code == ExitCode.DRIFT
        assert all(name in drift.out for name in names)
