"""What every control is: metadata that reports rely on, typed settings, and child resources it declares.

A control file holds one class below `HardeningControl`. Its module docstring is its published page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import pulumi
from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from components.context import ControlContext


class Duty(StrEnum):
    """A duty of the customer that a control helps to meet."""

    ACCIDENTAL_DELETION = "accidental-deletion"
    INTERNAL_ATTACK = "internal-attack"
    EXTERNAL_ATTACK = "external-attack"
    ACCESS_CONTROL = "access-control"
    REGULATORY_COMPLIANCE = "regulatory-compliance"
    DATA_RETENTION = "data-retention"
    PRIVACY = "privacy"


class Severity(StrEnum):
    """How bad it is when the control is not met."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlMetadata:
    """What a control is, for people and reports. Nothing that matters has a default."""

    title: str
    """The secured state in plain words, without a full stop."""
    duties: tuple[Duty, ...]
    severity: Severity
    frameworks: tuple[str, ...]
    """References such as `CIS M365 5.2.2.1`: the framework, then its own number."""
    licence: str
    """Service plan that the tenant needs, such as `AAD_PREMIUM`; `none` when every tenant can."""
    impact: str
    """Who notices what when it is switched on."""
    rollback: str
    """How to undo it."""
    revision: int
    """Raised when the desired state changes its meaning."""
    needs: tuple[str, ...] = ()
    """Controls that must be declared before this one when both are in the plan."""


class ControlSettings(BaseModel):
    """Base of every control's settings: frozen, no unknown names, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @property
    def goes_last(self) -> bool:
        """Whether the controls that need this one are declared before it: where a change is taken back."""
        return False


S = TypeVar("S", bound=ControlSettings)


class HardeningControl(pulumi.ComponentResource, Generic[S]):
    """One customer-side control: a component whose children are the objects that enforce it."""

    metadata: ClassVar[ControlMetadata]
    Settings: ClassVar[type[ControlSettings]]

    def __init__(self, settings: S, context: ControlContext) -> None:
        """Register the component and its children under the control's own id."""
        self.control_id = control_id(type(self))
        super().__init__(type_token(type(self)), self.control_id, None, context.options())
        self.settings = settings
        self.context = context
        self.register_outputs(self.declare())

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the child resources; return the outputs. Depends on settings and context only."""
        raise NotImplementedError

    def child_name(self, key: str) -> str:
        """Return the logical name of the child that holds the desired object `key`."""
        return f"{self.control_id}/{key}"

    def child_options(self, *, protects_data: bool = False, keep: bool = False) -> pulumi.ResourceOptions:
        """Return the options of a child.

        Args:
            protects_data: stays in the tenant when its code goes, unless the client file allows otherwise.
            keep: stays in the tenant when its code goes, whatever the client file says.
        """
        stays = keep or (protects_data and not self.context.delete_protected_data)
        return pulumi.ResourceOptions(parent=self, retain_on_delete=stays or None)


def control_id(control: type[HardeningControl[S]]) -> str:
    """Return the id that the control's place gives it: `components.entra.mfa_required` is `entra.mfa_required`."""
    return control.__module__.removeprefix("components.")


def type_token(control: type[HardeningControl[S]]) -> str:
    """Return the component's Pulumi type token, such as `holdfast:entra:MfaRequired`."""
    service, _, stem = control_id(control).partition(".")
    return f"holdfast:{service}:{re.sub(r'(?:^|_)([a-z0-9])', lambda found: found.group(1).upper(), stem)}"
