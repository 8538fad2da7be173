"""What a finding is known by from one check to the next, so that a pipeline can say "that one again". Pure functions.

A fingerprint says which property of which object of which control of which client, and nothing else. So it survives
another order, another value, another live id, a renamed control (its oldest id counts), another place in a list, and
another version of a baseline, as long as the object keeps its name. Of two findings that would be the same by that,
each is told apart by what else is known of it, so that what is said of one never covers the other.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.accepted import member
from holdfast.model.letters import one_case
from holdfast.model.property_path import ITEM
from holdfast.model.urn import name_of
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Difference, DriftResult, Finding

_FORM = 1
"""Raised when the same finding gets another fingerprint, which makes every one that somebody noted worthless."""
_DIGITS = 32


@value_class
class Fingerprints:
    """Those of one finding, each 32 hexadecimal digits."""

    own: str
    """Of the finding as a whole."""
    differences: tuple[str, ...]
    """Of its differences, in their order."""


def fingerprint(client: str, control: str, kind: str, key: str, path: str, *more: str) -> str:
    """Return the fingerprint of one property.

    Args:
        client: as its file is named.
        control: the oldest id of the control; empty for what no control declares.
        kind: the last part of the type token.
        key: natural key of the object, or name of the rule below its control.
        path: property path; empty for the object as a whole.
        more: what tells it apart from others of the same name.
    """
    parts = [_FORM, client, control, kind, normal(key), normal(path), *more]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:_DIGITS]


def fingerprints(result: DriftResult, controls: Iterable[DescribedControl]) -> tuple[Fingerprints, ...]:
    """Return those of every finding, in the order of the result; no two are the same but of what is the same twice.

    Findings that were `stamped` keep theirs.
    """
    oldest = {one.id: one.metadata.former_ids[0] for one in controls if one.metadata.former_ids}
    names = [_names(result.client, one, oldest) for one in result.findings]
    times = Counter(name for own in names for name in set(own))
    return tuple(
        _stamped(finding) if finding.fingerprint else _told_apart(finding, own, times)
        for finding, own in zip(result.findings, names, strict=True)
    )


def stamped(result: DriftResult, controls: Iterable[DescribedControl]) -> DriftResult:
    """Return the result with every finding bearing its own, so that a part of it is known by the same."""
    prints = fingerprints(result, controls)
    return replace(result, findings=tuple(_with(*pair) for pair in zip(result.findings, prints, strict=True)))


def _with(finding: Finding, prints: Fingerprints) -> Finding:
    differences = tuple(
        replace(one, fingerprint=own)
        for one, own in zip(finding.differences, prints.differences, strict=True)
    )
    return replace(finding, fingerprint=prints.own, differences=differences)


def _stamped(finding: Finding) -> Fingerprints:
    return Fingerprints(finding.fingerprint, tuple(one.fingerprint for one in finding.differences))


_Name = tuple[str, str, str, str, str]
"""Client, control, kind, key, path."""


def _names(client: str, finding: Finding, oldest: Mapping[str, str]) -> list[_Name]:
    """Return what the finding is known by, and then each of its differences."""
    control = oldest.get(finding.control, finding.control)
    # A rule is named after its control in the program, whatever the control is called now.
    key = finding.name.removeprefix(f"{finding.control}/") if finding.control else finding.name
    kind = finding.token.rpartition(":")[2]
    paths = ["", *(lasting(one.path) for one in finding.differences)]
    return [(client, control, kind, normal(key), normal(path)) for path in paths]


def _told_apart(finding: Finding, names: Sequence[_Name], times: Mapping[_Name, int]) -> Fingerprints:
    own, *rest = names
    twice = Counter(names)
    besides = (finding.live_id, name_of(finding.urn) if finding.urn else "")
    return Fingerprints(
        fingerprint(*own, *(besides if times[own] > 1 else ())),
        tuple(
            fingerprint(
                *name,
                *(besides if times[name] > 1 else ()),
                *(_which(difference) if twice[name] > 1 else ()),
            )
            for name, difference in zip(rest, finding.differences, strict=True)
        ),
    )


def _which(difference: Difference) -> tuple[str, str]:
    return difference.member_id, difference.path


def lasting(path: str) -> str:
    """Return a path without the numbers of items; what names a member, in whatever signs, stays."""
    return path if member(path) else ITEM.sub("[]", path)


def normal(name: str) -> str:
    """Return a name in the one form of its letters: a directory takes no letter case for another name."""
    return unicodedata.normalize("NFC", one_case(unicodedata.normalize("NFC", name)))
