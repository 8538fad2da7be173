"""Which drift fails a check, as `--fail-on` says. Pure functions.

| | drift that counts | other drift, all read | something UNKNOWN, no drift that counts | all as declared |
| --- | --- | --- | --- | --- |
| `any` | 1 | | 2 | 0 |
| a severity | 1 | 0 | 2 | 0 |
| `none` | | 0 | 0 | 0 |

Drift counts when it is of that severity or worse, or of one that nobody says. What is UNKNOWN may be of any, whatever
its control is worth: only `none` makes it 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.control import FailOn, Severity
from holdfast.model.finding import DRIFT, Gate, severity_of
from holdfast.model.status import ExitCode, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult, Finding

_WORST_FIRST = tuple(Severity)


def gate(result: DriftResult, controls: Iterable[DescribedControl], fail_on: FailOn) -> Gate:
    """Return the exit code of a result, and how much drift fails nothing."""
    known = {one.id: one for one in controls}
    drift = [one for one in result.findings if one.status in DRIFT]
    if fail_on is FailOn.NONE:
        return Gate(fail_on, ExitCode.IN_SYNC, len(drift))
    counted = [one for one in drift if _counts(one, known, fail_on)]
    if counted or not drift:
        return Gate(fail_on, result.answer, len(drift) - len(counted))
    # What could not be judged beside drift that fails nothing may be worse than it.
    unknown = [
        one for one in result.findings if one.status is Status.UNKNOWN or (one in drift and one.reason)
    ]
    return Gate(fail_on, ExitCode.NO_ANSWER if unknown else ExitCode.IN_SYNC, len(drift))


def _counts(finding: Finding, controls: Mapping[str, DescribedControl], fail_on: FailOn) -> bool:
    severity = severity_of(finding, controls.get(finding.control))
    if fail_on is FailOn.ANY or severity is None:
        return True
    return _WORST_FIRST.index(severity) <= _WORST_FIRST.index(Severity(fail_on.value))
