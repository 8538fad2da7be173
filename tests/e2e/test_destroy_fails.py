"""What a destroy that failed half-way leaves is held as before: by hand nobody may destroy the rest unasked.

And what is to stay in the tenant stays, whatever somebody took off in the state meanwhile.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine

POLICIES = "conditionalAccessPolicies"


STAYS = "retainOnDelete"


def taken_off(scratch: Scratch) -> set[str]:
    """Takes off in the state, as by `pulumi stack import`, that anything stays in the tenant; returns what did."""
    path = scratch.home / "state/.pulumi/stacks/holdfast/contoso.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    rows = state["checkpoint"]["latest"]["resources"]
    stayed = {one["urn"].rpartition("::")[2] for one in rows if one.pop(STAYS, None)}
    path.write_text(json.dumps(state), encoding="utf-8")
    return stayed


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

        names, stay = scratch.names(), taken_off(scratch)
        printed = scratch.holdfast("destroy", "contoso", "--yes", "--allow-less-protection")
        assert printed.code == 0, printed.all
        left = {
            line.split("  ")[-1].strip()
            for line in printed.all.splitlines()
            if "left in the tenant  " in line
        }
        assert left == stay
        assert scratch.names() == {**names, POLICIES: []}
        assert scratch.rows(POLICIES) == []
