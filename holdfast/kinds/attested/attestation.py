"""What a named owner attests, held against what a control asks for: nothing is sent, and nothing is ever written.

The members that are judged are the values of the attestation. What is asked of each is one of three: a number that is
at least so high, a day that is at most so many days ago, or one of some words.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.kind import Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.assessment import Assessment
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.model.attestation import Attestation
    from holdfast.tenant.tenant import Reader

_PROPERTY = "attested"


@kind_class
class AttestationKind(Assessment):
    """One attestation of a client file; a check hands it over, because a kind reads tenants and no files."""

    shape: Shape = field(init=False, default=Shape.ATTESTATION)

    def interface(self) -> str:
        """Return where it stands (see `Kind.interface`)."""
        return "the client file, `holdfast:attestations`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Refuse: what is attested is in no tenant (see `PopulationKind.judge`).

        Raises:
            ReadError: always; the reason is `not-attested`.
        """
        told = f"{rule.get('control', '')}: nobody looked at the attestations of the client file"
        raise ReadError("not-attested", told, Reason.NOT_ATTESTED)

    def weigh(self, rule: Mapping[str, Any], said: Attestation, today: date) -> Judgement:
        """Return what the values of an attestation come to, by the day of the run."""
        asked = sorted(rule.get("asked") or (), key=lambda one: str(one["value"]))
        unsaid = [str(one["value"]) for one in asked if one["value"] not in said.values]
        broken = [
            Violation(
                member=str(one["value"]),
                member_id="",
                property=_PROPERTY,
                expected=_expected(one),
                found=said.values[one["value"]],
                note=f"{said.name} ({said.mail}) puts it right and attests it anew; no apply can",
            )
            for one in asked
            if one["value"] in said.values and not _suffices(one, said.values[one["value"]], today)
        ]
        return Judgement(
            covered=len(asked) - len(unsaid) - len(broken),
            violations=tuple(broken),
            exempt={},
            unjudged=tuple(Unjudged(member=one, why="the attestation does not say it") for one in unsaid),
        )


def _suffices(asked: Mapping[str, Any], found: Any, today: date) -> bool:
    """Return whether a value is as good as asked; one of another form than was asked for is not."""
    if (least := asked.get("atLeast")) is not None:
        return found == "unlimited" or (type(found) is int and found >= least)
    if (days := asked.get("withinDays")) is not None:
        on = _day(found)
        return on is not None and today - timedelta(days=days) <= on <= today
    return str(found) in _words(asked)


def _words(asked: Mapping[str, Any]) -> list[str]:
    return str(asked.get("oneOf") or "").split(",")


def _day(found: Any) -> date | None:
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        return None


def _expected(asked: Mapping[str, Any]) -> Any:
    if (least := asked.get("atLeast")) is not None:
        return f"at least {least}"
    if (days := asked.get("withinDays")) is not None:
        return f"within the last {days} days"
    return " or ".join(_words(asked))


KIND = AttestationKind(
    token="m365:attested:Attestation",
    title="Attestation",
    doc=(
        "What a named owner attests in the client file of something that no interface tells to an application. It is "
        "held against what is asked for; nothing is read from a tenant for it, and an apply never writes it."
    ),
    key="attestation",
    noun="attested values",
    judges=(_PROPERTY,),
    fields=(
        Field(name="control", doc="Id of the control that asks for it.", required=True),
        Field(
            name="asked",
            doc="What is asked of each value: a least number, a most number of days ago, or some words.",
            type=Type.OBJECT,
            many=True,
            required=True,
            protects=Protects.MORE,
            fields=(
                Field(name="value", doc="Name of the value.", required=True),
                Field(
                    name="atLeast",
                    doc="The least number that is enough.",
                    type=Type.INTEGER,
                    minimum=0,
                    protects=Protects.HIGHER,
                ),
                Field(
                    name="withinDays",
                    doc="How many days ago the day may be at most.",
                    type=Type.INTEGER,
                    minimum=0,
                    protects=Protects.LOWER,
                ),
                Field(
                    name="oneOf",
                    doc="The words that are enough, with commas between them.",
                    protects=Protects.ALLOWED,
                ),
            ),
        ),
    ),
    read_permissions=(),
    write_permissions=(),
    omits="everything: whether what is attested is so, Holdfast does not look.",
    licence="",
    source="docs/decisions/2026-11-27-attestations.md (2026-11-27)",
)
