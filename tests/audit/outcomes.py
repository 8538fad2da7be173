"""What a run of Prowler says of each check, two runs held against each other, and the numbers. Pure functions."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.audit.reads import Sources

_ENTRY = re.compile(r'^(?=\{"timestamp": ")', re.MULTILINE)
_LINE = re.compile(
    r'\{"timestamp": "[^"]*", "filename": "(?P<file>[\w.]+):(?P<line>\d+)", "level": "(?P<level>\w+)", '
    r'"module": "[^"]*", "message": "(?P<message>.*?)\s*"\}\s*',
    re.DOTALL,
)
_ERRORS = {"ERROR", "CRITICAL"}
_OF_CHECK = re.compile(r"(?P<check>\w+) --? ")
"""How an error begins that a check ran into itself."""


class Outcome(StrEnum):
    """What a check says of the tenant."""

    PASS = "PASS"
    FAIL = "FAIL"
    MANUAL = "MANUAL"
    NOTHING = "-"
    """It ran and found nothing to judge."""
    ERROR = "error"
    """It ran into an error, or a read on which it rests did: what it says is worth nothing."""


@dataclass(frozen=True)
class ScannerError:
    """An error that Prowler logged."""

    file: str
    line: int
    message: str

    @property
    def module(self) -> str:
        """Name of the file without its ending, such as "entra_service" or the id of a check."""
        return self.file.removesuffix(".py")


@dataclass(frozen=True)
class Finding:
    """What a check says of one resource."""

    check: str
    status: str
    said: str


@dataclass(frozen=True)
class Scan:
    """One run over every check."""

    outcomes: Mapping[str, Outcome]
    said: Mapping[str, str]
    """By check, the first sentence of those that decided its outcome; "" of a check without findings."""
    errors: Mapping[str, str]
    """By check that erred, the first error."""
    elsewhere: tuple[ScannerError, ...]
    """Errors that are no check's, such as asking who it is that signed in."""


@dataclass(frozen=True)
class Numbers:
    """What the audit is held to."""

    graph: int
    """Checks that Graph can decide."""
    without_error: int
    """Of these, how many ran without a scanner error after the apply."""
    passed_before: int
    passed_after: int
    fell: tuple[str, ...]
    """Checks that were PASS before and are FAIL after; there may be none."""


def findings(text: str) -> list[Finding]:
    """Read Prowler's CSV."""
    rows = csv.DictReader(text.splitlines(keepends=True), delimiter=";")
    return [Finding(row["CHECK_ID"], row["STATUS"], row["STATUS_EXTENDED"]) for row in rows]


def errors(log: str) -> list[ScannerError]:
    """Read the errors of Prowler's log file, whose lines look like JSON and are none."""
    entries = (_LINE.fullmatch(one) for one in _ENTRY.split(log) if one.strip())
    return [
        ScannerError(one["file"], int(one["line"]), " ".join(one["message"].split()))
        for one in entries
        if one is not None and one["level"] in _ERRORS
    ]


def scan(found: Iterable[Finding], logged: Iterable[ScannerError], sources: Sources) -> Scan:
    """Judge one run: every check of the installation, those that said nothing as well."""
    by_check: dict[str, list[Finding]] = {check: [] for check in sources.checks}
    for one in found:
        by_check[one.check].append(one)
    erred: dict[str, str] = {}
    elsewhere: list[ScannerError] = []
    for error in logged:
        hit = [check for check in sources.checks if _is_hit(check, error, sources)]
        for check in hit:
            erred.setdefault(check, error.message)
        if not hit:
            elsewhere.append(error)
    outcomes = {
        check: Outcome.ERROR if check in erred else _together(said) for check, said in by_check.items()
    }
    told = {
        check: next((one.said for one in said if one.status == outcomes[check]), "")
        for check, said in by_check.items()
    }
    return Scan(outcomes, told, erred, tuple(elsewhere))


def numbers(before: Scan, after: Scan, sources: Sources) -> Numbers:
    """Count over two runs."""
    graph = [check for check, one in sources.checks.items() if not one.asks_powershell]
    fell = [
        check
        for check in sources.checks
        if before.outcomes[check] is Outcome.PASS and after.outcomes[check] is Outcome.FAIL
    ]
    return Numbers(
        len(graph),
        sum(after.outcomes[check] is not Outcome.ERROR for check in graph),
        sum(one is Outcome.PASS for one in before.outcomes.values()),
        sum(one is Outcome.PASS for one in after.outcomes.values()),
        tuple(fell),
    )


def _together(said: Iterable[Finding]) -> Outcome:
    """One FAIL makes a check FAIL; what is left to people counts before what passed."""
    statuses = {one.status for one in said}
    order = (Outcome.FAIL, Outcome.MANUAL, Outcome.PASS)
    return next((one for one in order if one.value in statuses), Outcome.NOTHING)


def _is_hit(check: str, error: ScannerError, sources: Sources) -> bool:
    own = _OF_CHECK.match(error.message)
    if own is not None and own["check"] in sources.checks:
        return own["check"] == check
    if error.module in sources.checks:
        return error.module == check
    name = error.module.removesuffix("_service")
    if name not in sources.services:
        return False
    return f"{name}.{sources.services[name].method_at(error.line)}" in sources.checks[check].reads
