"""Objects with unique names: Get-, New-, Set- and Remove-NOUN, found by name or id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import CmdletOutput, Parameter, ParameterType, paged
from holdfast.emulator.declared.cmdlet_object import CmdletObject

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Invocation

_IDENTITY = Parameter("Identity", ParameterType.TEXT)
_WHICH = Parameter("Identity", ParameterType.TEXT, required=True)
RemovalRule = Callable[["Invocation", Mapping[str, Any]], None]
"""Takes the invocation and the object that is to go; raises CmdletError."""


@dataclass(frozen=True, kw_only=True)
class CmdletNoun(CmdletObject):
    """A declared noun; its objects are kept, distributed and removed as `cmdlets.named_objects` says."""

    collection: str
    """The store's collection."""
    what: str
    """What an object of it is, for messages: "retention label"."""
    example: Mapping[str, Any]
    """What New- is given in the contract tests, as a client sends it; "Name" among it."""
    unknown_identity: Literal["error", "all"]
    """What Get- answers about an Identity that is not there."""
    removal: tuple[RemovalRule, ...] = ()
    """Rules that Remove- asks."""

    def cmdlets(self) -> tuple[Cmdlet, ...]:
        """Get-, New-, Set- and Remove-."""
        return (
            self.cmdlet("Get", (_IDENTITY,), self._get, self.doc),
            self.cmdlet("New", self.parameters_of("New"), self._new, f"A new {self.what}."),
            self.cmdlet("Set", (_WHICH, *self.parameters_of("Set")), self._set, f"Changes a {self.what}."),
            self.cmdlet("Remove", (_WHICH,), self._remove, f"Removes a {self.what}."),
        )

    def _get(self, invocation: Invocation) -> CmdletOutput:
        identity = invocation.given.get("Identity", "")
        if identity and self.unknown_identity == "error":
            found = [objects.get(invocation.tenant, self.collection, identity)]
        else:
            found = objects.found_or_all(invocation.tenant, self.collection, identity)
        return paged(invocation, [self.row.row(one, invocation.select) for one in found])

    def _new(self, invocation: Invocation) -> CmdletOutput:
        objects.require_new_name(invocation.tenant, self.collection, invocation.given["Name"], self.what)
        made = objects.create(invocation, self.collection, self.checked(invocation, None))
        return CmdletOutput([self.row.row(made, invocation.select)])

    def _set(self, invocation: Invocation) -> CmdletOutput:
        before = objects.get(invocation.tenant, self.collection, invocation.given["Identity"])
        objects.require_not_removed(before)
        objects.change(invocation, self.collection, before, self.checked(invocation, before))
        return CmdletOutput()

    def _remove(self, invocation: Invocation) -> CmdletOutput:
        gone = objects.get(invocation.tenant, self.collection, invocation.given["Identity"])
        objects.require_not_removed(gone)
        for rule in self.removal:
            rule(invocation, gone)
        objects.remove(invocation, self.collection, gone)
        return CmdletOutput()
