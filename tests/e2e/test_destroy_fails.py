"""What a destroy that failed half-way leaves is held as before: by hand nobody may destroy the rest unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

POLICIES = "conditionalAccessPolicies"


def test_what_a_failed_destroy_leaves_is_not_destroyed_by_hand(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
        before = len(scratch.rows(POLICIES))

        (kept, *_) = scratch.rows(POLICIES)
        path = f"/identity/conditionalAccess/policies/{kept['id']}"
        scratch.fault({"route": f"DELETE {path}", "fault": "403"})
        printed = scratch.holdfast("destroy", "contoso", "--yes", "--allow-less-protection")
        assert printed.code == ExitCode.NO_ANSWER, printed.all
        assert 0 < len(scratch.rows(POLICIES)) < before
        scratch.fault()

        since = scratch.log.last_id()
        for more in ((), ("--run-program",)):
            by_hand = scratch.pulumi("destroy", "--yes", "--skip-preview", *more)
            assert by_hand.code != 0, by_hand.all
        assert scratch.writes(since) == []
        assert kept in scratch.rows(POLICIES)

        printed = scratch.holdfast("destroy", "contoso", "--yes", "--allow-less-protection")
        assert printed.code == 0, printed.all
        assert scratch.rows(POLICIES) == []
