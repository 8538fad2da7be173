"""What controls share that a client chooses: switched off they declare nothing, and what is there stays as it is.

Some take away what somebody may depend on, in settings that know no report-only, such as a method of signing in; some
are billed. Baselines have them off, and say by which parameter they are chosen (see `docs/decisions/`).
"""

from __future__ import annotations

from typing import Annotated, TypeVar

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import DECIDES
from holdfast.model.control import Enforcement


class ChosenSettings(ControlSettings):
    """Settings of every control that is chosen."""

    enabled: Annotated[bool, KEEPS_ALL, DECIDES] = True
    """Whether the control acts. Else it declares nothing, and what is there stays as it is."""


S = TypeVar("S", bound=ChosenSettings)


class ChosenControl(HardeningControl[S]):
    """A control that declares something, or nothing while it is off."""

    @classmethod
    def enforcement(cls, settings: S) -> Enforcement:
        """Return how far it acts with these settings: not at all while it is off, whatever its `state` says."""
        return super().enforcement(settings) if settings.enabled else Enforcement.OFF
