"""What is taken out of a client's plan: what was made goes from the tenant, and what protects data stays there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

POLICY = ("entra.admins_phishing_resistant_mfa", "Holdfast: phishing-resistant MFA for administrators")
LABELS = "purview.retention_labels_published"
LAYER = f"""\
baseline: less
version: 1.0.0
extends: core@1.0.0
removed:
  {POLICY[0]}: The administrators' keys are lost.
  {LABELS}: Somebody else publishes labels.
"""


@pytest.mark.engine
def test_what_was_made_goes_with_its_control_and_what_protects_data_stays(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        first = scratch.holdfast("up", "contoso")
        assert first.code == ExitCode.IN_SYNC, first.all
        made = scratch.names()
        assert POLICY[1] in made["conditionalAccessPolicies"]
        assert made["complianceTags"]

        (scratch.project / "baselines" / "less").mkdir()
        (scratch.project / "baselines" / "less" / "1.0.0.yaml").write_text(LAYER, encoding="utf-8")
        file = scratch.project / "clients" / "Pulumi.contoso.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("baseline: core@1.0.0", "baseline: less@1.0.0"), encoding="utf-8")
        since = scratch.log.last_id()
        told = scratch.holdfast("drift", "contoso")
        assert told.code == ExitCode.DRIFT, "until it is applied, what nobody declares any longer is told"
        assert POLICY[1] in told.out

        second = scratch.holdfast("up", "contoso")

        kept = scratch.names()
        assert kept["conditionalAccessPolicies"] == [
            one for one in made["conditionalAccessPolicies"] if one != POLICY[1]
        ], second.all
        for collection in ("complianceTags", "retentionCompliancePolicies", "groups"):
            assert kept[collection] == made[collection]
        assert [write.method for write in scratch.writes(since)] == ["DELETE"]
