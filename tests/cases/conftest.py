"""The public cases lie beside the clone, in `../shared/cases`; a test of one is skipped where they are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the module's case, `CASE`."""
    folder: Path = request.module.CASE
    if not folder.is_dir():
        pytest.skip(f"there is no {folder}: the public cases are not beside this clone")
    return folder
