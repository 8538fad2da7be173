"""Healthy checks of served tenants, each recorded once for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.scratch import Scratch
from tests.wire.fuzz import Fuzz
from tests.wire.newest import record_newest
from tests.wire.recorded import record

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def fuzz(tmp_path_factory: pytest.TempPathFactory) -> Fuzz:
    folder: Path = tmp_path_factory.mktemp("wire") / "scratch"
    with Scratch(folder) as scratch:
        scratch.apply()
        return Fuzz(record(scratch))


@pytest.fixture(scope="session")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Fuzz:
    return Fuzz(record_newest(tmp_path_factory.mktemp("newest") / "scratch"))
