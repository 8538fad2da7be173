"""An enabled policy that would protect less is asked about before anything is written; any other change is not.

Not proven here: which changes protect less; `tests/corpus/test_weakened_sign_ins.py` goes through all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

OWN = """

import pulumi_azuread as azuread

azuread.ConditionalAccessPolicy(
    "own",
    display_name="Own",
    state="enabled",
    conditions={
        "client_app_types": ["all"],
        "applications": {"included_applications": ["All"]},
        "users": {
            "included_users": ["All"],
            "excluded_groups": [azuread.get_group_output(display_name="CA-BreakGlass").object_id],
        },
    },
    grant_controls={"operator": "AND", "built_in_controls": ["mfa", "compliantDevice"]},
    session_controls={"sign_in_frequency": 1, "sign_in_frequency_period": "hours"},
)
"""
WEAKER = (
    ('"AND"', '"OR"'),
    ('["mfa", "compliantDevice"]', '["compliantApplication"]'),
    ('["all"]', '["exchangeActiveSync"]'),
    ('    session_controls={"sign_in_frequency": 1, "sign_in_frequency_period": "hours"},\n', ""),
)
STRONGER = (
    ('"OR"', '"AND"'),
    ('["compliantApplication"]', '["compliantApplication", "mfa"]'),
    ('["exchangeActiveSync"]', '["all"]'),
)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    need_engine()
    with Scratch(tmp_path) as scratch:
        yield scratch


def edited(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def done(scratch: Scratch, *options: str) -> None:
    printed = scratch.holdfast("up", "contoso", *options)
    assert printed.code == ExitCode.IN_SYNC, printed.all


def refused(scratch: Scratch, *told: str) -> list[str]:
    """Neither door goes on, and nothing is written; returns the entries that the message says to write."""
    before = len(scratch.writes())
    printed = scratch.holdfast("up", "contoso")
    assert printed.code == ExitCode.NO_ANSWER, printed.all
    by_hand = scratch.pulumi("up", "--yes", "--skip-preview")
    assert by_hand.code != 0, by_hand.all
    for one in (*told, "[less-protection]"):
        assert one in printed.all, printed.all
        assert one in by_hand.all, by_hand.all
    assert len(scratch.writes()) == before
    return [line for line in printed.err.splitlines() if line.startswith("    - {object: ")]


def test_a_weaker_policy_is_asked_about_and_a_stronger_one_is_not(scratch: Scratch) -> None:
    client, program = scratch.project / "clients" / "Pulumi.contoso.yaml", scratch.project / "__main__.py"
    done(scratch)  # the group that the own policy names is made first
    program.write_text(program.read_text(encoding="utf-8") + OWN, encoding="utf-8")
    done(scratch)

    edited(client, ("    mfa_state: enabled", "    mfa_state: report-only"))
    (entry,) = refused(scratch, "Holdfast: ", " state: enabled becomes enabledForReportingButNotEnforced")
    previewed = scratch.holdfast("preview", "contoso")
    assert "[less-protection]" in previewed.all, previewed.all
    understood = f"  holdfast:i_understand:\n{entry}\n"
    edited(client, ("  holdfast:parameters:\n", f"{understood}  holdfast:parameters:\n"))
    by_hand = scratch.pulumi("up", "--yes", "--skip-preview")
    assert by_hand.code == 0, by_hand.all
    edited(client, ("    mfa_state: report-only", "    mfa_state: enabled"))
    by_hand = scratch.pulumi("up", "--yes", "--skip-preview")
    assert by_hand.code == 0, by_hand.all

    edited(program, *WEAKER)
    conditions, session = "conditions.clientAppTypes", "sessionControls.signInFrequency"
    refused(scratch, *(f"Own {path}: " for path in ("grantControls", conditions, session)))
    done(scratch, "--allow-less-protection")

    edited(program, *STRONGER)
    done(scratch)
