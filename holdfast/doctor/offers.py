"""Whether the tenant has the service plans that the client's kinds and controls need. Reads only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.drift.read import understood
from holdfast.model.errors import HoldfastError
from holdfast.model.licence import in_words
from holdfast.tenant.licences import licences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.drift.recording import Recording
    from holdfast.kinds.kind import Kind
    from holdfast.model.licence import Licences
    from holdfast.tenant.tenant import Reader


async def ask_licences(tenant: Reader, recording: Recording, kinds: Mapping[str, Kind]) -> list[Symptom]:
    """Return which of the service plans that the client's plan needs the tenant lacks."""
    try:
        offered = await understood("subscribedSkus", licences(tenant))
    except HoldfastError as error:
        told = f"the tenant's licences could not be read: {error.message}"
        return [Symptom(area=Area.LICENCES, weight=Weight.NOTE, told=told)]
    lacking = {plan: who for plan, who in sorted(_needed(recording, kinds).items()) if offered.lack(plan)}
    found = [
        Symptom(
            area=Area.LICENCES,
            weight=Weight.NOTE,
            told=_told(offered, plan, ", ".join(sorted(who))),
        )
        for plan, who in lacking.items()
    ]
    return found or [
        Symptom(area=Area.LICENCES, weight=Weight.GOOD, told="the tenant has every plan that is needed")
    ]


def _told(offered: Licences, plan: str, who: str) -> str:
    """Return that the tenant lacks a plan, or that its subscription lapsed, and which controls need it."""
    if lapsed := offered.told(plan):
        return f"{lapsed} ({who} need it)"
    return f"the tenant has no {in_words(plan)}, which {who} need: not applicable there"


def _needed(recording: Recording, kinds: Mapping[str, Kind]) -> dict[str, set[str]]:
    """Return the controls that need each service plan, by its name."""
    needed: dict[str, set[str]] = {}
    for one in recording.desired:
        if one.token in kinds and (plan := kinds[one.token].licence):
            needed.setdefault(plan, set()).add(one.control or one.name)
    for control, plan in recording.plans.items():
        needed.setdefault(plan, set()).add(control)
    return needed
