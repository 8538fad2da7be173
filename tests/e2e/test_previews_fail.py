"""A preview of a tenant that could not be read, or understood, is no answer, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.model.status import ExitCode
from tests.e2e.scratch import Scratch, need_engine
from tests.e2e.test_failed_runs import MFA, change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

POLICIES = "/identity/conditionalAccess/policies"
NOT_READ = [
    (f"GET {POLICIES}", "403"),
    (f"GET {POLICIES}", "half-page"),
    ("GET /groups", "403"),
    ("Get-ComplianceTag", "403"),
    ("Get-ComplianceTag", "half-page"),
    ("sign-in", "403"),
]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    need_engine()
    folder: Path = tmp_path_factory.mktemp("previews") / "scratch"
    with Scratch(folder) as made:
        yield made


@pytest.mark.parametrize(("read", "fault"), NOT_READ)
def test_preview_of_what_is_not_read_is_no_answer(scratch: Scratch, read: str, fault: str) -> None:
    since = scratch.log.last_id()
    scratch.fault({"route": read, "fault": fault})

    previewed = scratch.holdfast("preview", "contoso")
    scratch.fault()

    assert previewed.code == ExitCode.NO_ANSWER, previewed.all
    assert "Traceback" not in previewed.all
    assert scratch.writes(since) == []


def test_preview_of_what_is_not_understood_is_no_answer_and_the_next_is_one(scratch: Scratch) -> None:
    assert scratch.holdfast("preview", "contoso").code == ExitCode.IN_SYNC
    assert scratch.holdfast("up", "contoso").code == ExitCode.IN_SYNC
    change(scratch, MFA, state="sometimes")

    previewed = scratch.holdfast("preview", "contoso")

    assert "[value-not-understood]" in previewed.all, previewed.all
    assert previewed.code == ExitCode.NO_ANSWER
    change(scratch, MFA, state="enabled")
    assert scratch.holdfast("preview", "contoso").code == ExitCode.IN_SYNC
