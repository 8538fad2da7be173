"""One object as the tenant has it: the service's words in Pulumi's names, and what of them is not understood."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast.model.errors import ReadError


@value_class(kw_only=True)
class LiveObject:
    """One object as the tenant has it."""

    id: str
    """The service's id, without Pulumi's prefix."""
    key: str
    """Natural key, such as the display name."""
    inputs: dict[str, Any]
    """In Pulumi's names, as it would be declared."""
    unmodelled: dict[str, Any] = field(default_factory=dict)
    """Dotted wire paths and values that no input can express, and that matter."""
    notes: tuple[str, ...] = ()
    """Dotted wire paths of what nobody classified and that is no drift: told, never passed over."""
    misread: ReadError | None = None
    """Why the object is not understood; then `inputs` are a part, and nothing is compared or changed."""
    nameless: ReadError | None = None
    """Why it bears no name; then `key` is its id, nobody means it by that, and it may be any that is missing."""
    built_in: bool = False
    """Made by Microsoft and not changeable: may be referred to, is never UNMANAGED."""
    managed_by_microsoft: bool = False
    """Made and kept up by Microsoft in this tenant: nobody's UNMANAGED object, and one of its name all the same."""
    changed_at: datetime | None = None
    """When it was last changed, else made, UTC; None where the kind does not say it, or the service did not."""
    recorded_as: tuple[str, ...] = ()
    """What audit records call the objects of the service that it consists of, besides its key: names of rules."""
