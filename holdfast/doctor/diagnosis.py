"""What an examination says, and what it means for a check and for an apply."""

from __future__ import annotations

from enum import StrEnum

from holdfast.access.needs import Purpose
from holdfast.model.plan import Cloud
from holdfast.model.status import ExitCode
from holdfast.model.value_class import value_class


class Weight(StrEnum):
    """What a symptom means, the worst first."""

    NO_CHECK = "no check"
    """This machine can neither check this client fully nor apply it."""
    NO_APPLY = "no apply"
    """It can check, and not apply."""
    MEND = "mend"
    """It can do both, and something should be put right."""
    NOTE = "note"
    """Worth knowing; nothing is to be done."""
    GOOD = "good"


class Area(StrEnum):
    """What was looked at, in the order in which it is told."""

    SIGN_IN = "sign-in"
    ENDPOINTS = "endpoints"
    CLOCK = "clock"
    PERMISSIONS = "permissions"
    ROLES = "directory roles"
    GROUPS = "role groups"
    LICENCES = "licences"
    DECLARED = "what is declared"
    ENGINE = "engine"
    PLUGINS = "plugins"
    STATE = "state"
    FILES = "files"


_WORST = tuple(Weight)


@value_class(kw_only=True)
class Symptom:
    """One thing that was looked at."""

    area: Area
    weight: Weight
    told: str
    """One sentence without a full stop: what is so. No secret in it."""
    do: str = ""
    """What to do about it; empty where nothing is to be done."""
    fixed: bool = False
    """It was put right by `--fix`, and is told as it was; it weighs nothing any longer."""


@value_class(kw_only=True)
class Diagnosis:
    """Everything that was looked at for one client."""

    client: str
    tenant: str
    cloud: Cloud
    purpose: Purpose
    """What the identity is meant for."""
    symptoms: tuple[Symptom, ...]
    """By area, the worst first in each."""

    def against(self, *weights: Weight) -> tuple[Symptom, ...]:
        """Return the symptoms of these weights that are still there."""
        return tuple(one for one in self.symptoms if one.weight in weights and not one.fixed)

    @property
    def can_check(self) -> bool:
        """Whether a check from here can read all that the client's plan is about."""
        return not self.against(Weight.NO_CHECK)

    @property
    def can_apply(self) -> bool:
        """Whether an apply from here can go through."""
        return not self.against(Weight.NO_CHECK, Weight.NO_APPLY)

    @property
    def exit_code(self) -> int:
        """0: able to do what it is meant for, nothing to put right; 1: able, something to put right; 2: not able."""
        able = self.can_apply if self.purpose is Purpose.WRITE else self.can_check
        if not able:
            return ExitCode.NO_ANSWER
        return ExitCode.DRIFT if self.against(Weight.MEND) else ExitCode.IN_SYNC


def in_order(symptoms: list[Symptom]) -> tuple[Symptom, ...]:
    """Return the symptoms by area, the worst first in each."""
    areas = tuple(Area)
    return tuple(sorted(symptoms, key=lambda one: (areas.index(one.area), _WORST.index(one.weight))))
