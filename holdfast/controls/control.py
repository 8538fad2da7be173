"""What every control is: metadata that reports rely on, typed settings, and child resources it declares.

What the metadata says is `holdfast.model.control`, which knows nothing of Pulumi.
A control file holds one class below `HardeningControl`. Its module docstring is its published page.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar, get_args, get_origin

import pulumi
from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticKnownError

from holdfast.model.blank import control_in, is_blank
from holdfast.model.control import Enforcement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.controls.context import ControlContext
    from holdfast.model.control import ControlMetadata


class ControlSettings(BaseModel):
    """Base of every control's settings: frozen, no unknown names, no silent conversions.

    Built when it is first used: every program imports the settings of all controls, and a plan has those of some.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _is_of_the_choices(cls, given: Any, about: ValidationInfo) -> Any:
        """Refuse what only equals one of a few numbers: `true` is 1 to Python, and to pydantic's choices."""
        wanted = cls.model_fields[str(about.field_name)].annotation
        choices = get_args(wanted) if get_origin(wanted) is Literal else ()
        if given in choices and type(given) not in {type(one) for one in choices}:
            *others, last = map(str, choices)
            raise PydanticKnownError("literal_error", {"expected": f"{', '.join(others)} or {last}"})
        return given

    @field_validator("*")
    @classmethod
    def _can_be_seen(cls, given: Any, about: ValidationInfo) -> Any:
        """Refuse a text in which nothing can be seen, and drop what a list says twice, which some services refuse.

        An empty text that stands alone says that there is none, where that is what is said by default.
        """
        if given == "" and cls.model_fields[str(about.field_name)].default != "":
            raise PydanticKnownError("string_too_short", {"min_length": 1})
        texts = given if isinstance(given, list) else [given] if given != "" else []
        for one in texts:
            if isinstance(one, str) and is_blank(one):
                raise ValueError(f"nothing can be seen in {one!r}, so that it names nothing")
            if isinstance(one, str) and (sign := control_in(one)):
                raise ValueError(f"{one!r} has a control character ({sign}), which no name can have")
        return list(dict.fromkeys(given)) if texts is given and all(map(_is_text, texts)) else given

    @property
    def goes_last(self) -> bool:
        """Whether the controls that need this one are declared before it: where a change is taken back."""
        return False


def _is_text(one: object) -> bool:
    return isinstance(one, str)


S = TypeVar("S", bound=ControlSettings)
_ENFORCEMENT = {"report-only": Enforcement.REPORT_ONLY, "disabled": Enforcement.OFF}


class HardeningControl(pulumi.ComponentResource, Generic[S]):
    """One customer-side control: a component whose children are the objects that enforce it."""

    metadata: ClassVar[ControlMetadata]
    Settings: ClassVar[type[ControlSettings]]
    Attested: ClassVar[type[BaseModel] | None] = None
    """What an attestation in the client file says of it; None where nothing of it is attested."""
    asked_by: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Setting by which a property of one of its objects is asked for, by the property's path, where it is called
    otherwise: a refusal points there."""

    def __init__(self, settings: S, context: ControlContext) -> None:
        """Register the component and its children under the control's own id."""
        self.control_id = control_id(type(self))
        options = pulumi.ResourceOptions.merge(context.options(), _former(self.metadata.former_ids))
        super().__init__(type_token(type(self)), self.control_id, None, options)
        self.settings = settings
        self.context = context
        self.register_outputs(self.declare())

    def declare(self) -> dict[str, pulumi.Input[object]]:
        """Register the child resources; return the outputs. Depends on settings and context only."""
        raise NotImplementedError

    @classmethod
    def enforcement(cls, settings: S) -> Enforcement:
        """Return how far it acts with these settings: as their `state` says, where they have one."""
        return _ENFORCEMENT.get(getattr(settings, "state", ""), Enforcement.ENFORCED)

    @classmethod
    def brings_about(cls, settings: S) -> tuple[str, ...]:  # noqa: ARG003 - most controls bring about the same
        """Return the outcomes, out of those in the metadata, that are reached with these settings once it is met."""
        return cls.metadata.outcomes

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
    return _token(control_id(control))


def _token(identifier: str) -> str:
    service, _, stem = identifier.partition(".")
    return f"holdfast:{service}:{re.sub(r'(?:^|_)([a-z0-9])', lambda found: found.group(1).upper(), stem)}"


def _former(former_ids: Sequence[str]) -> pulumi.ResourceOptions:
    """Return the options by which a state takes a renamed control for the same one.

    The engine derives the former names of the children from it, because they begin with the control's id.
    """
    aliases: list[pulumi.Input[str | pulumi.Alias]] = [
        pulumi.Alias(name=one, type_=_token(one)) for one in former_ids
    ]
    return pulumi.ResourceOptions(aliases=aliases)
