"""How sure we are of what the embedded tenant answers: the marks of the contract tests, as pytest collects them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.emulator.evidence import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.emulator.evidence import Mark

_PROJECT = Path(__file__).resolve().parents[2]
_TESTS = "tests/contract"
_VARIABLE = "HOLDFAST_CONTRACT_MARKS"
"""Variable by which tests/contract/conftest.py is told where to write the marks."""
_WITHOUT = frozenset({"PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"})
"""What a test session in which this runs would pass on to the one that it starts."""


class CollectionError(Exception):
    """The contract tests could not be collected.

    Args:
        said: what pytest said.
    """

    def __init__(self, said: str) -> None:
        super().__init__(f"the contract tests below {_TESTS} cannot be collected; pytest says:\n{said}")


@dataclass(frozen=True, slots=True)
class ContractTest:
    """One case of a contract test."""

    mark: Mark
    source: str
    """Page and day, capture and day, or why."""
    covers: tuple[str, ...]
    """Routes and cmdlets of which it says something: "GET /users/{id}", "Set-Mailbox"."""


def contract_tests() -> tuple[ContractTest, ...]:
    """Every case of every contract test, in the order of collection.

    Raises:
        CollectionError: pytest refuses to collect them, such as for a test without its mark.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "marks.json"
        environment = {name: value for name, value in os.environ.items() if name not in _WITHOUT}
        command = [sys.executable, "-m", "pytest", _TESTS, "--collect-only", "-qq", "-p", "no:cacheprovider"]
        done = subprocess.run(
            command,
            cwd=_PROJECT,
            env={**environment, _VARIABLE: str(file)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CollectionError(done.stderr or done.stdout)
        told = json.loads(file.read_bytes())
    return tuple(ContractTest(mark, source, tuple(covers)) for mark, source, covers in told)


def strongest(tests: Sequence[ContractTest], name: str) -> Mark | None:
    """The strongest mark among the tests that cover a route or cmdlet; None when there is none."""
    found = {test.mark for test in tests if name in test.covers}
    return next((mark for mark in MARKS if mark in found), None)


def counted(marks: Sequence[Mark | None]) -> tuple[str, ...]:
    """How many there are of each mark, strongest first, as cells of a table."""
    counts = Counter(marks)
    return tuple(str(counts[mark]) for mark in MARKS)
