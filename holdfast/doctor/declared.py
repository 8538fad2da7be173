"""What is declared, as an apply examines it before it writes: what it refuses by that alone is refused everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.gates.before_writing import examine

if TYPE_CHECKING:
    from datetime import date

    from holdfast.drift.recording import Recording


def examine_declared(recording: Recording, today: date) -> list[Symptom]:
    """Return why an apply would refuse what is declared, such as an exception whose last day is over.

    What only the tenant can tell is not asked.
    """
    refusals = examine(recording.plan, recording.desired, today).refusals
    if not refusals:
        return [
            Symptom(
                area=Area.DECLARED, weight=Weight.GOOD, told="an apply refuses nothing of what is declared"
            )
        ]
    return [Symptom(area=Area.DECLARED, weight=Weight.NO_APPLY, told=one.message) for one in refusals]
