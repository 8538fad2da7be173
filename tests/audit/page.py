"""The page about an audit, and the same as a table on the terminal; and reading the page's table back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.audit.outcomes import Outcome, numbers
from tests.audit.reasons import REASONS, Cause
from tools.docs.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tests.audit.outcomes import Scan
    from tests.audit.reads import Sources

_ROW = re.compile(
    r"^\| `(?P<check>\w+)` \| (?P<before>[\w-]+) \| (?P<after>[\w-]+) \| (?P<why>.*) \|$", re.MULTILINE
)
_LONGEST_SAID = 200


@dataclass(frozen=True)
class Row:
    """One check of the page."""

    check: str
    before: Outcome
    after: Outcome
    why: str
    """Why it is not PASS after the apply; "" where it is."""


@dataclass(frozen=True)
class Audit:
    """Two scans, and what they are of."""

    version: str
    """Of Prowler."""
    baseline: str
    """Such as "core@1.2.0"."""
    day: date
    before: Scan
    after: Scan
    sources: Sources

    def graph_rows(self) -> list[Row]:
        """Checks that Graph can decide, sorted."""
        return [
            Row(check, self.before.outcomes[check], self.after.outcomes[check], self._why(check))
            for check, one in sorted(self.sources.checks.items())
            if not one.asks_powershell
        ]

    def _why(self, check: str) -> str:
        if self.after.outcomes[check] is Outcome.PASS:
            return ""
        reason = REASONS.get(check)
        if reason is not None:
            return f"{reason.cause}: {reason.why}"
        said = self.after.errors.get(check) or self.after.said[check] or "it found nothing to judge"
        return " ".join(said.replace("|", "/").split())[:_LONGEST_SAID]


def unexplained(rows: list[Row]) -> list[str]:
    """Checks that are not PASS and for which nobody wrote why."""
    return [one.check for one in rows if one.after is not Outcome.PASS and one.check not in REASONS]


def decidable(rows: list[Row]) -> list[Row]:
    """Rows that a baseline can decide: PASS, or for want of a control."""
    return [
        one
        for one in rows
        if one.after is Outcome.PASS or (one.check in REASONS and REASONS[one.check].cause is Cause.CONTROL)
    ]


def lines(rows: list[Row]) -> Iterator[str]:
    """The table for a terminal."""
    width = max(len(one.check) for one in rows)
    for one in rows:
        yield f"{one.check:<{width}}  {one.before:<6}  {one.after:<6}  {one.why}".rstrip()


def summary(audit: Audit) -> list[tuple[str, str]]:
    """The numbers, each with what it is of."""
    rows, counted = audit.graph_rows(), numbers(audit.before, audit.after, audit.sources)
    possible = decidable(rows)
    passed = sum(one.after is Outcome.PASS for one in possible)
    return [
        ("Checks of Prowler for Microsoft 365", str(len(audit.sources.checks))),
        ("of these, Graph alone can decide", str(counted.graph)),
        (
            "ran without a scanner error after the apply",
            f"{counted.without_error} ({_percent(counted.without_error, counted.graph)})",
        ),
        ("PASS before", str(counted.passed_before)),
        ("PASS after", str(counted.passed_after)),
        (
            "PASS after, of those that a baseline can decide",
            f"{passed} of {len(possible)} ({_percent(passed, len(possible))})",
        ),
        ("PASS before and FAIL after", ", ".join(counted.fell) or "none"),
    ]


def page(audit: Audit) -> str:
    """The page, Markdown."""
    rows = audit.graph_rows()
    asking = sorted(check for check, one in audit.sources.checks.items() if one.asks_powershell)
    return f"""# The audit: a stranger's checks before and after

Written by `make audit`, not by hand: Prowler {audit.version} as PyPI has it, unmodified, against the embedded tenant as
a forward proxy, before and after `holdfast up` of {audit.baseline} with all that a client can choose, and every sign-in
policy enabled. Run on {audit.day.isoformat()}. Simulation: this is an embedded tenant, not a client's at Microsoft.

The tenant has no Microsoft Entra Workload ID Premium. Where `entra.workload_identities_bound` acts, Prowler counts its
policy among those that block people, although it is for applications alone and has no people to exclude; then
`entra_emergency_access_exclusion` and `entra_conditional_access_policy_no_exclusion_gaps` are FAIL.

Prowler goes on when a read fails, and judges what is then empty. Here such a check counts as an error, not as what it
says: which reads a check rests on is found in Prowler's source (`tests/audit/reads.py`). Why a check is not PASS was
written by hand (`tests/audit/reasons.py`), beginning with what would have to change: a control, what people do, a
product that the tenant does not have, or something outside the tenant.

## Numbers

{table(("What", "Number"), summary(audit))}

## Checks that Graph can decide

{table(("Check", "Before", "After", "Why it is not PASS"), [_cells(one) for one in rows])}

## Checks that ask PowerShell

Prowler asks Exchange Online and Teams by PowerShell, and leaves that out when it signs in by `az`: these say nothing
here.

{", ".join(f"`{one}`" for one in asking)}
"""


def rows_of(text: str) -> list[Row]:
    """Read the table of a page back."""
    return [
        Row(one["check"], Outcome(one["before"]), Outcome(one["after"]), one["why"].strip())
        for one in _ROW.finditer(text)
    ]


def _cells(row: Row) -> tuple[str, str, str, str]:
    return f"`{row.check}`", row.before, row.after, row.why


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"
