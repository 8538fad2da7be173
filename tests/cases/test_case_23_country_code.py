"""Case 23: AC, DG and UK are no countries of ISO 3166 for the service: told before anything is sent.

Source of the case: CIPP #6171. Whole kind: tests/unit/kinds/test_countries.py and, for the embedded tenant,
tests/contract/test_graph_named_locations.py.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.model.status import ExitCode
from tests.e2e.scratch import REPOSITORY, Scratch

if TYPE_CHECKING:
    from pathlib import Path

CASE = REPOSITORY.parent / "shared" / "cases" / "23-country-code"
pytestmark = pytest.mark.usefixtures("case")


@pytest.mark.parametrize("command", [("up", "c14"), ("preview", "c14"), ("drift", "c14")])
def test_the_codes_are_named_and_nothing_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    scratch = Scratch(tmp_path / "scratch")
    shutil.copy(CASE / "Pulumi.c14.yaml", scratch.project / "clients")
    program = scratch.project / "__main__.py"
    more = (CASE / "append-to-main.py").read_text(encoding="utf-8")
    program.write_text(program.read_text(encoding="utf-8") + more, encoding="utf-8")
    control.seed(scratch.tenants, "c14.onmicrosoft.com", "small")
    with scratch:
        since = scratch.log.last_id()
        printed = scratch.holdfast(*command)
        assert printed.code == ExitCode.NO_ANSWER, printed.all
        for word in ("'AC'", "'DG'", "'UK'", "GB is meant", "islands"):
            assert word in printed.all
        assert "'GB'" not in printed.all
        assert scratch.writes(since) == []
