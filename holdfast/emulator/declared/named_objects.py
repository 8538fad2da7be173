"""Objects with unique names: Get-, New-, Set- and Remove-NOUN, found by name or id; some are switched on and off.

Some of them are the service's own: there in every tenant, changed like others, and never removed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import CmdletOutput, Parameter, ParameterType, paged
from holdfast.emulator.cmdlets.errors import not_found, refused
from holdfast.emulator.declared.cmdlet_object import CmdletObject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Invocation
    from holdfast.emulator.tenant import Tenant

_IDENTITY = Parameter("Identity", ParameterType.TEXT)
_OWN = uuid.UUID("5a7f0f0e-3f0e-4f6b-9f0e-0b5f3c1d2e4a")
"""Namespace of the ids of the service's own objects."""
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
    own: tuple[Mapping[str, Any], ...] = ()
    """The service's own objects: what of each differs from the defaults, "Name" among it. Removing one is refused."""
    switched: bool = False
    """Whether Enable- and Disable- change the property "State"."""

    def cmdlets(self) -> tuple[Cmdlet, ...]:
        """Get-, New-, Set- and Remove-, and what switches it on and off."""
        switches = (
            self.cmdlet("Enable", (_WHICH,), partial(self._switch, "Enabled"), f"Switches a {self.what} on."),
            self.cmdlet(
                "Disable", (_WHICH,), partial(self._switch, "Disabled"), f"Switches a {self.what} off."
            ),
        )
        return (
            *(switches if self.switched else ()),
            self.cmdlet("Get", (_IDENTITY,), self._get, self.doc),
            self.cmdlet("New", self.parameters_of("New"), self._new, f"A new {self.what}."),
            self.cmdlet("Set", (_WHICH, *self.parameters_of("Set")), self._set, f"Changes a {self.what}."),
            self.cmdlet("Remove", (_WHICH,), self._remove, f"Removes a {self.what}."),
        )

    def _get(self, invocation: Invocation) -> CmdletOutput:
        identity, present = invocation.given.get("Identity", ""), self._present(invocation.tenant)
        found = [one for one in present if identity and objects.is_called(one, identity)]
        if identity and not found and self.unknown_identity == "error":
            raise not_found(identity, invocation.tenant.domain)
        return paged(invocation, [self.row.row(one, invocation.select) for one in found or present])

    def _new(self, invocation: Invocation) -> CmdletOutput:
        name = invocation.given["Name"]
        objects.require_new_name(self._present(invocation.tenant), name, self.what)
        made = objects.create(invocation, self.collection, self.checked(invocation, None))
        return CmdletOutput([self.row.row(made, invocation.select)])

    def _set(self, invocation: Invocation) -> CmdletOutput:
        before = self._called(invocation)
        objects.require_not_removed(before)
        objects.change(invocation, self.collection, before, self.checked(invocation, before))
        return CmdletOutput()

    def _switch(self, state: str, invocation: Invocation) -> CmdletOutput:
        objects.change(invocation, self.collection, self._called(invocation), {"State": state})
        return CmdletOutput()

    def _remove(self, invocation: Invocation) -> CmdletOutput:
        gone = self._called(invocation)
        objects.require_not_removed(gone)
        if gone["Name"] in {one["Name"] for one in self.own}:
            # Type and text are assumed.
            raise refused(f"The {self.what} '{gone['Name']}' can't be removed.", "InvalidOperationException")
        for rule in self.removal:
            rule(invocation, gone)
        objects.remove(invocation, self.collection, gone)
        return CmdletOutput()

    def _called(self, invocation: Invocation) -> dict[str, Any]:
        identity = invocation.given["Identity"]
        for one in self._present(invocation.tenant):
            if objects.is_called(one, identity):
                return one
        raise not_found(identity, invocation.tenant.domain)

    def _present(self, tenant: Tenant) -> list[dict[str, Any]]:
        """The service's own objects, as they are or became, and those that somebody made."""
        stored = objects.living(tenant, self.collection)
        changed = {str(one["Guid"]) for one in stored}
        own = own_objects(tenant, self.noun, self.own)
        untouched = [one for one in own if one["Guid"] not in changed]
        return [*untouched, *stored]


def own_objects(tenant: Tenant, noun: str, own: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The service's own objects as a tenant has them that nobody changed; the ids are the tenant's own."""
    return [
        {
            **one,
            **dict.fromkeys(
                ("Guid", "ExchangeObjectId"),
                str(uuid.uuid5(_OWN, f"{tenant.tenant_id}/{noun}/{one['Name']}")),
            ),
            **dict.fromkeys(("Identity", "Id"), one["Name"]),
        }
        for one in own
    ]
