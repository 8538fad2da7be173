"""Writes a diagnosis down, for people and for programs. The first lines answer: can this machine check, and apply?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.access.needs import Purpose
from holdfast.doctor.diagnosis import Symptom, Weight
from holdfast.model.plan import Cloud
from holdfast.report.json_text import as_json, json_document
from holdfast.report.simulation import notice
from holdfast.report.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.doctor.diagnosis import Diagnosis

_WIDTH = max(map(len, Weight)) + 2
_PAD = " " * _WIDTH


def as_text(diagnosis: Diagnosis) -> str:
    """Return the diagnosis for people, a line's end at its end."""
    return "\n".join(map(visible, _lines(diagnosis))) + "\n"


def as_document(diagnosis: Diagnosis) -> str:
    """Return `{client, tenant, cloud, simulation, purpose, canCheck, canApply, symptoms}` as JSON."""
    facts = {
        "client": diagnosis.client,
        "tenant": diagnosis.tenant,
        "cloud": diagnosis.cloud.value,
        "simulation": diagnosis.cloud is Cloud.EMBEDDED,
        "purpose": diagnosis.purpose.value,
        "canCheck": diagnosis.can_check,
        "canApply": diagnosis.can_apply,
        "symptoms": as_json(diagnosis.symptoms),
    }
    return json_document(facts).decode()


def _lines(diagnosis: Diagnosis) -> Iterator[str]:
    client = diagnosis.client
    yield _verdict(f"This machine can check {client}", diagnosis.against(Weight.NO_CHECK))
    yield _verdict(f"This machine can apply {client}", diagnosis.against(Weight.NO_CHECK, Weight.NO_APPLY))
    meant = "checks and applies" if diagnosis.purpose is Purpose.WRITE else "checks"
    yield f"Tenant {diagnosis.tenant}, cloud {diagnosis.cloud.value}; the identity is judged as one for {meant}."
    if told := notice(diagnosis.cloud):
        yield told
    area = None
    for symptom in diagnosis.symptoms:
        if symptom.area is not area:
            area = symptom.area
            yield ""
            yield area.value
        yield from _told(symptom)


def _verdict(question: str, against: tuple[Symptom, ...]) -> str:
    """Return the answer to one of the two questions, with what is against it."""
    if not against:
        return f"{question}: yes"
    more = f" (and {len(against) - 1} more, below)" if len(against) > 1 else ""
    return f"{question}: no: {against[0].told}{more}"


def _told(symptom: Symptom) -> Iterator[str]:
    weight = "put right" if symptom.fixed else symptom.weight.value
    yield f"  {weight:{_WIDTH}}{symptom.told}"
    if symptom.do and not symptom.fixed:
        yield f"  {_PAD}-> {symptom.do}"
