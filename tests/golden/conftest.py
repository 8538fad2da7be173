"""Golden files: `pytest tests/golden --update-golden` writes them anew; review the change, never type one.

A text that differs is kept below `tests/golden/actual/`, to be looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

_GOLDEN = Path(__file__).parent
_OPTION = "--update-golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_OPTION, action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """Compares a text with the golden file at a path below `tests/golden`."""
    update = pytestconfig.getoption(_OPTION, default=False)

    def compare(path: str, actual: str) -> None:
        file, kept = _GOLDEN / path, _GOLDEN / "actual" / path
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(actual.encode())
        if file.exists() and file.read_bytes() == actual.encode():
            kept.unlink(missing_ok=True)
            return
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(actual.encode())
        pytest.fail(
            f"{path} differs: compare {kept} with {file}; after review: pytest tests/golden {_OPTION}"
        )

    return compare
