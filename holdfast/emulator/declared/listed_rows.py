"""Objects that are only read here: Get-NOUN gives the service's own and those that a test put into the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.allowed import NOBODY
from holdfast.emulator.cmdlets.cmdlet import CmdletOutput, Parameter, ParameterType, paged
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.declared.cmdlet_object import CmdletObject
from holdfast.emulator.declared.named_objects import own_objects

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.allowed import Allowed
    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Invocation


@dataclass(frozen=True, kw_only=True)
class ListedRows(CmdletObject):
    """A declared noun of which Get- alone is here; what changes it is in `registry.NOT_IMPLEMENTED`."""

    collection: str
    """The store's collection."""
    example: Mapping[str, Any]
    """A row for the contract tests, as it is stored."""
    writers: Allowed = NOBODY
    own: tuple[Mapping[str, Any], ...] = ()
    """The service's own objects: what of each differs from the defaults, "Name" among it."""
    told_apart: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Parameters that name a property and give the rows of one value, each with the values that there are; the first
    is meant where none is given."""
    must_say: frozenset[str] = frozenset()
    """Of these parameters those that must be given."""
    identified: bool = True
    """Whether Get- takes an Identity."""
    unknown_identity: Literal["error", "all"] = "error"
    """What Get- answers about an Identity that is not there."""

    def cmdlets(self) -> tuple[Cmdlet, ...]:
        """Get- alone."""
        apart = (
            Parameter(name, ParameterType.TEXT, required=name in self.must_say, choices=choices)
            for name, choices in self.told_apart.items()
        )
        which = (Parameter("Identity", ParameterType.TEXT),) if self.identified else ()
        return (self.cmdlet("Get", (*which, *apart), self._get, self.doc),)

    def _get(self, invocation: Invocation) -> CmdletOutput:
        tenant, identity = invocation.tenant, invocation.given.get("Identity", "")
        asked = {
            name: str(invocation.given.get(name, choices[0])).lower()
            for name, choices in self.told_apart.items()
        }
        found = [
            one
            for one in (*own_objects(tenant, self.noun, self.own), *tenant.store.all(self.collection))
            if all(
                str(one.get(name, self.settings[name].default)).lower() == value
                for name, value in asked.items()
            )
        ]
        called = [one for one in found if identity and objects.is_called(one, identity)]
        if identity and not called and self.unknown_identity == "error":
            raise not_found(identity, tenant.domain)
        return paged(invocation, [self.row.row(one, invocation.select) for one in called or found])
