"""What is only judged, and never written: assessments of what was read, and attestations of what nothing reads."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.kind import Shape
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.live import LiveObject
from holdfast.kinds.population_kind import PopulationKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader, Tenant


@kind_class
class Assessment(PopulationKind):
    """A judgement over members of which an apply changes none: every verb that writes does nothing."""

    shape: Shape = field(init=False, default=Shape.ASSESSMENT)
    write_permissions: tuple[str, ...] = ()
    licence: str = ""

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject:
        """Return the judgement as it was declared; nothing of it is stored, so nothing is read.

        One that declares nothing is there as well: that there is nothing to import, the provider says.
        """
        return LiveObject(id=self.key, key=self.key, inputs=dict(inputs))

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Write nothing (see `Kind.create`)."""
        return self.key

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Write nothing (see `Kind.update`)."""
