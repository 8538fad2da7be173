"""Reads an earlier result, as `holdfast drift CLIENT --output json=PATH` wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError
from holdfast.model.finding import DRIFT
from holdfast.model.status import Status
from holdfast.model.wanted import Deviation, Earlier
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FORM = "1."
"""What the version of a finding begins with that this reads: docs/finding.schema.json."""


def earlier_result(path: Path) -> Earlier:
    """Return what a result says.

    Drift that it left out because an even earlier one had it is in it as well, so a chain of results loses nothing.

    Raises:
        HoldfastError: `result-unusable`.
    """
    try:
        facts = json.loads(read_ordinary(path))
        findings = [*facts["findings"], *((facts.get("part") or {}).get("known") or ())]
        return Earlier(
            name=str(path),
            client=_text(facts["client"]),
            tenant=_text(facts["tenant"]),
            simulation=facts["simulation"] is True,
            checked_at=_text(facts["checkedAt"]),
            deviations=tuple(each for one in findings for each in _deviations(one)),
        )
    except OSError as error:
        raise _unusable(path, f"it cannot be read ({error.strerror or error})") from None
    except NOT_UNDERSTOOD as error:
        raise _unusable(path, f"it is not understood ({type(error).__name__}: {str(error)[:100]})") from None


def _unusable(path: Path, why: str) -> HoldfastError:
    told = (
        f"{path}: {why}: expected a result that `holdfast drift CLIENT --output json=PATH` wrote; a time cannot be "
        "given in its place, because audit logs are late and what they do not tell of yet would count as old"
    )
    return HoldfastError("result-unusable", told)


def _deviations(finding: dict[str, Any]) -> Iterator[Deviation]:
    """Yield what of a published finding is drift and accepted by nobody."""
    if not finding["schema"].startswith(_FORM):
        raise ValueError(f"findings of version {finding['schema']}")
    status = Status(finding["status"])
    if status not in DRIFT:
        return
    named = f"{_text(finding['kind'])}/{_text(finding['name'])}"
    for one in finding["differences"]:
        if not one["accepted"]:
            both = one["expected"], one["found"]
            yield Deviation(_text(one["fingerprint"]), status, named, _text(one["path"]), *both)
    content = finding.get("content") or None
    if not finding["differences"] and (status is Status.MISSING or content):
        yield Deviation(_text(finding["fingerprint"]), status, named, "", None, content)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r}")
    return value
