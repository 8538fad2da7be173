"""Ranks what nobody declared by what it can do. Pure functions: each kind states its ranking in its own file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from holdfast.model.control import Severity
from holdfast.model.finding import Finding, Rank
from holdfast.model.status import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.gates.lockout import BreakGlass
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject

_DIGITS = 32


def with_ranks(
    kinds: Mapping[str, Kind], findings: Sequence[Finding], live: Live, break_glass: BreakGlass
) -> list[Finding]:
    """Return `findings` with what each unmanaged object can do, and a digest of what it says.

    Args:
        kinds: by token.
        findings: of the check.
        live: what was read; every unmanaged object is in it.
        break_glass: the client's emergency accounts, by the tenant's ids.
    """
    objects = {(token, one.id): one for token, found in live.objects.items() for one in found}
    return [
        _ranked(kinds[one.token], one, objects[one.token, one.live_id], break_glass)
        if one.status is Status.UNMANAGED
        else one
        for one in findings
    ]


def _ranked(kind: Kind, finding: Finding, live: LiveObject, break_glass: BreakGlass) -> Finding:
    return replace(finding, rank=_rank(kind, live, break_glass), content=_content(kind, live))


def _rank(kind: Kind, live: LiveObject, break_glass: BreakGlass) -> Rank:
    """Return the kind's ranking; what is not understood may do anything, and is never ranked low."""
    if live.misread is not None or kind.rank is None:
        return Rank(Severity.HIGH, "it is not understood, so what it can do is not known")
    found = kind.rank(live, break_glass)
    if not live.unmodelled:
        return found
    besides = (
        f"{found.reason}; besides, it has {', '.join(sorted(live.unmodelled))}, which no input can express"
    )
    worst = min(found.severity, Severity.MEDIUM, key=list(Severity).index)
    return Rank(worst, besides)


def _content(kind: Kind, live: LiveObject) -> str:
    """Return a digest of all that the object says: a further change of it gives another one."""
    said = [kind.normal(live.inputs), live.unmodelled, live.notes, live.misread and live.misread.message]
    text = json.dumps(said, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]
