"""Case 02: Microsoft's own location for the compliant network, which nobody can delete, is nobody's drift.

Source of the case: Microsoft365DSC #3422. Whole kind: tests/contract/test_microsofts_own.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e.scratch import REPOSITORY, Scratch

if TYPE_CHECKING:
    from pathlib import Path

CASE = REPOSITORY.parent / "shared" / "cases" / "02-export-compliant-network"
pytestmark = pytest.mark.usefixtures("case")
NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"


def test_unmanaged_names_the_policy_only(tmp_path: Path) -> None:
    with Scratch(tmp_path / "scratch", "export", {"directory": CASE / "folder"}) as scratch:
        assert [one["id"] for one in scratch.rows("namedLocations")] == [NETWORK]
        findings = json.loads(scratch.holdfast("drift", "contoso", "--format", "json").out)["findings"]
        unmanaged = [one["name"] for one in findings if one["status"] == "UNMANAGED"]
        assert unmanaged == ["Block outside the compliant network"]
