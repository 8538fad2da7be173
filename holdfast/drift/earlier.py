"""Reads a result, as `holdfast drift CLIENT --output json=PATH` wrote it: an earlier one, or one to be told of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, in_words
from holdfast.model.finding import DRIFT
from holdfast.model.meaning import published_meaning
from holdfast.model.plan import Deviation
from holdfast.model.status import Status
from holdfast.model.wanted import Earlier
from holdfast.whole_file import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from holdfast.model.meaning import Meaning

T = TypeVar("T")

_FORM = "1."
"""What the version of a finding begins with that this reads: docs/finding.schema.json."""


def earlier_result(path: Path) -> Earlier:
    """Return what a result says.

    Drift that it left out because an even earlier one had it is in it as well, so a chain of results loses nothing.

    Raises:
        HoldfastError: `result-unusable`.
    """

    def made(facts: dict[str, Any]) -> Earlier:
        """Return the result of a document."""
        return Earlier(
            name=str(path),
            client=text(facts["client"]),
            tenant=text(facts["tenant"]),
            simulation=facts["simulation"] is True,
            checked_at=moment(facts["checkedAt"]),
            deviations=tuple(each for one in every_finding(facts) for each in deviations(one)),
            meant=meant(every_finding(facts)),
        )

    return read_result(path, made)


def read_result(path: Path, made: Callable[[dict[str, Any]], T]) -> T:
    """Return what `made` makes of the document in a file.

    Raises:
        HoldfastError: `result-unusable`, also where `made` does not understand it.
    """
    try:
        return made(json.loads(read_ordinary(path)))
    except OSError as error:
        raise _unusable(path, f"it cannot be read ({error.strerror or error})") from None
    except NOT_UNDERSTOOD as error:
        raise _unusable(path, f"it is not understood ({in_words(error)})") from None


def _unusable(path: Path, why: str) -> HoldfastError:
    told = (
        f"{path}: {why}: expected a result that `holdfast drift CLIENT --output json=PATH` wrote; a time cannot be "
        "given in its place, because audit logs are late and what they do not tell of yet would count as old"
    )
    return HoldfastError("result-unusable", told)


def every_finding(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the published findings of a document, with those that it does not show because they are known.

    Raises:
        ValueError: when they are of a form that is not read here.
        LookupError: when they lack what every finding has; TypeError likewise.
    """
    findings = [*facts["findings"], *((facts.get("part") or {}).get("known") or ())]
    for one in findings:
        if not one["schema"].startswith(_FORM):
            raise ValueError(f"findings of version {one['schema']}")
    return findings


def deviations(finding: dict[str, Any]) -> Iterator[Deviation]:
    """Yield what of a published finding is drift and accepted by nobody.

    Raises:
        ValueError: when it is not of the published form; LookupError and TypeError likewise.
    """
    status = Status(finding["status"])
    if status not in DRIFT:
        return
    named = f"{text(finding['kind'])}/{text(finding['name'])}"
    for one in finding["differences"]:
        if not one["accepted"]:
            both = one["expected"], one["found"]
            yield Deviation(text(one["fingerprint"]), status, named, text(one["path"]), *both)
    content = finding.get("content") or None
    if not finding["differences"] and (status is Status.MISSING or content):
        yield Deviation(text(finding["fingerprint"]), status, named, "", None, content)


def meant(findings: Iterable[dict[str, Any]]) -> dict[str, tuple[Meaning, ...]]:
    """Return what the names in rules were to mean, by URN; nothing of a finding from before that was said.

    Raises:
        TypeError: when it is not of the published form; LookupError likewise.
    """
    said = {text(one["urn"]): one.get("meant") or () for one in findings}
    return {urn: tuple(map(published_meaning, found)) for urn, found in said.items() if found}


def moment(value: Any) -> datetime:
    """Return a value that has to be a time, in UTC; one that says no zone is of UTC.

    Raises:
        TypeError: when it is no text; ValueError when it is no time.
    """
    time = datetime.fromisoformat(text(value))
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def text(value: Any) -> str:
    """Return a value that has to be text.

    Raises:
        TypeError: when it is none.
    """
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {value!r}")
    return value
