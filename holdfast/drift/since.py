"""What is new against an earlier result: drift that it has as it is now is known, all else is not. Pure functions.

Known is only what the earlier result has under the same fingerprint, with the same status and both values the same.
What cannot be read stays: it may hide something new. An instant cannot be asked for in place of a result, because audit
logs are minutes to hours late: what they do not tell of yet would be left out as old.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from holdfast.model.deviation import deviation, same
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import DRIFT, DriftResult, Finding
from holdfast.model.plan import Cloud
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from holdfast.model.finding import Difference
    from holdfast.model.wanted import Earlier

    Known = Collection[tuple[str, str, str]]


def raise_if_of_another(earlier: Earlier, result: DriftResult) -> None:
    """Do nothing when an earlier result is of the same client's same tenant.

    Raises:
        HoldfastError: `result-of-another`.
    """
    ours = (result.client, result.tenant, result.cloud is Cloud.EMBEDDED)
    theirs = (earlier.client, earlier.tenant, earlier.simulation)
    if _world(*ours) != _world(*theirs):
        one, other = (
            f"{client} ({tenant}{', a simulation' if embedded else ''})"
            for client, tenant, embedded in (theirs, ours)
        )
        raise HoldfastError(
            "result-of-another",
            f"{earlier.name} is of {one}, and this check of {other}: compare results of one client and tenant",
        )


def named(earlier: Earlier, result: DriftResult) -> str:
    """Return what an earlier result is called wherever the part is told: its file, its time, and a doubt of that.

    What is known is compared by values, so a wrong clock hides nothing; but it may be another file than was meant.
    """
    told = f"{earlier.name} of {earlier.checked_at:%Y-%m-%dT%H:%M:%SZ}"
    if earlier.checked_at <= datetime.fromisoformat(result.checked_at):
        return told
    return f"{told} (later than this check: it is another file than was meant, or a clock was wrong)"


def _world(client: str, tenant: str, simulation: bool) -> tuple[str, str, bool]:
    """Return what a result is of: letter case means nothing in the name of a domain."""
    return client, tenant.casefold(), simulation


def split(earlier: Earlier, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what is not known from an earlier result, and what is; a finding may be both in parts."""
    known = {same(one) for one in earlier.deviations}
    pairs = [_split(known, one) for one in findings]
    return tuple(new for new, _ in pairs if new), tuple(old for _, old in pairs if old)


def _split(known: Known, finding: Finding) -> tuple[Finding | None, Finding | None]:
    if finding.status not in DRIFT:
        return finding, None
    if not finding.differences:
        return (None, finding) if _is_known(known, finding) else (finding, None)
    is_old = [not one.accepted and _is_known(known, finding, one) for one in finding.differences]
    old = tuple(one for one, known_one in zip(finding.differences, is_old, strict=True) if known_one)
    new = tuple(one for one, known_one in zip(finding.differences, is_old, strict=True) if not known_one)
    if any(not one.accepted for one in new):
        return replace(finding, differences=new), replace(finding, differences=old) if old else None
    if finding.reason is None:
        return None, finding
    # What was not read beside what is known may be new.
    return replace(finding, status=Status.UNKNOWN, differences=new), replace(finding, differences=old)


def _is_known(known: Known, finding: Finding, difference: Difference | None = None) -> bool:
    found = deviation(finding, difference)
    return found is not None and same(found) in known
