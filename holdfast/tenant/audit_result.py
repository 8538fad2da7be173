"""Whether a record of an audit log is of something that was done: both logs keep what was tried and refused as well."""

from __future__ import annotations

_FAILED = frozenset({"failure", "failed", "false"})
"""In lower case: `result` of the directory's log, `ResultStatus` of the unified one.

Source: https://learn.microsoft.com/graph/api/resources/directoryaudit (2026-11-27); of the unified log recalled.
"""


def was_done(result: object) -> bool:
    """Return whether what a record says of its result may stand for a change; one that timed out may."""
    return str(result).casefold() not in _FAILED
