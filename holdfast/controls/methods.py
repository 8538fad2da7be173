"""What controls share that can take away the only method by which somebody proves who they are: a client chooses them.

The authentication methods policy knows no report-only. So such a control is switched on by the client, who has looked
at what people have registered (docs/decisions/2026-11-26-methods-are-chosen.md); while it is off it declares nothing.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

from holdfast.controls.control import ControlSettings, HardeningControl
from holdfast.controls.narrowing import KEEPS_ALL
from holdfast.controls.sufficing import DECIDES
from holdfast.model.control import Enforcement


class MethodSettings(ControlSettings):
    """Settings of every control by which a method that somebody has registered may no longer be accepted."""

    enabled: Annotated[bool, KEEPS_ALL, DECIDES] = True
    """Whether the control acts. Else it declares nothing, and what is there stays as it is."""


S = TypeVar("S", bound=MethodSettings)


class MethodControl(HardeningControl[S]):
    """A control that declares something, or nothing while it is off."""

    @classmethod
    def enforcement(cls, settings: S) -> Enforcement:
        """Return whether it acts with these settings."""
        return Enforcement.ENFORCED if settings.enabled else Enforcement.OFF
