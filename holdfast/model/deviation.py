"""What one deviation is, so that it can be told again as the same and as nothing else. Pure functions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from holdfast.model.fingerprint import lasting, normal
from holdfast.model.plan import Deviation
from holdfast.model.status import Status

if TYPE_CHECKING:
    from holdfast.model.finding import Difference, Finding


def deviation(finding: Finding, difference: Difference | None = None) -> Deviation | None:
    """Return the deviation of one property of a stamped finding, or of the object as a whole.

    None where nothing says what it is now, so that it could not be told again: an object that differs in no property
    that has a name, or one that nobody declared and of which no digest is known.
    """
    named = f"{finding.token.rpartition(':')[2]}/{finding.name}"
    if difference is not None:
        both = difference.expected, difference.found
        return Deviation(difference.fingerprint, finding.status, named, difference.path, *both)
    if finding.status is Status.MISSING:
        return Deviation(finding.fingerprint, finding.status, named, "", None, None)
    if finding.status is Status.UNMANAGED and finding.content:
        return Deviation(finding.fingerprint, finding.status, named, "", None, finding.content)
    return None


def same(one: Deviation) -> tuple[str, str, str]:
    """Return what two deviations have in common that are the same: fingerprint, status, and both values to the letter.

    In JSON 1, 1.0, true and "1" are four values.
    """
    values = json.dumps([one.expected, one.found], sort_keys=True, default=str)
    return one.fingerprint, one.status.value, values


def reads_alike(one: Deviation, other: Deviation) -> bool:
    """Return whether both name the same property of the same object to people, as fingerprints see it."""
    return (normal(one.object), normal(lasting(one.property))) == (
        normal(other.object),
        normal(lasting(other.property)),
    )
