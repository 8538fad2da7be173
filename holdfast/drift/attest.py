"""Holds what the client file attests against what the program asks for, by the day of the run. Pure functions.

The file is read for each check: a recording keeps no attestation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from holdfast.drift.seen import Unread
from holdfast.kinds.kind import Shape
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast.drift.seen import Live
    from holdfast.kinds.attested.attestation import AttestationKind
    from holdfast.kinds.kind import Kind
    from holdfast.model.attestation import Attestation
    from holdfast.model.desired import DesiredResource


def attest(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    said: Sequence[Attestation],
    today: date,
    live: Live,
) -> None:
    """Put into `live` what each attestation that `desired` asks for comes to on the day of the run."""
    by_control = {one.control: one for one in said}
    for resource in desired:
        kind = kinds.get(resource.token)
        if kind is None or kind.shape is not Shape.ATTESTATION:
            continue
        control = str(resource.inputs.get("control", ""))
        one = by_control.get(control)
        if one is None or one.until < today:
            live.judgements.pop(resource.urn, None)
            live.unread[resource.urn] = Unread(Reason.NOT_ATTESTED, _lacking(control, one))
            continue
        live.unread.pop(resource.urn, None)
        live.judgements[resource.urn] = cast("AttestationKind", kind).weigh(resource.inputs, one, today)
        live.notes[resource.urn] = _notes(one, today)


def _lacking(control: str, one: Attestation | None) -> str:
    """Return that nothing is attested today, and who is to see to it."""
    if one is None:
        return (
            f"nobody attests {control}, which no interface tells: a named owner writes an entry of it below "
            "`holdfast:attestations` of the client file"
        )
    return (
        f"{one.place}: the attestation of {control} ended on {one.until}: {one.name} ({one.mail}) renews it"
    )


def _notes(one: Attestation, today: date) -> tuple[str, ...]:
    """Return who attests it, and who is to renew it once its last day is near."""
    from holdfast.model.attestation import RENEWED_BEFORE_DAYS

    left = (one.until - today).days
    if left > RENEWED_BEFORE_DAYS:
        return (one.told(),)
    days = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days, on {one.until}")
    return one.told(), f"the attestation ends {days}: {one.name} ({one.mail}) renews it"
