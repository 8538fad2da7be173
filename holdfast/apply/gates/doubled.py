"""No object of the tenant is two resources of the state: the engine would delete for one what the other stands for."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from holdfast.apply.state import bare_id
from holdfast.kinds.kind import Shape
from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.apply.state import State
    from holdfast.kinds.kind import Kind


def require_one_each(kinds: Mapping[str, Kind], state: State, declared: Collection[str]) -> None:
    """Do nothing when each object that the state holds is one resource of it, but for what it would only forget.

    An import by hand, or an edited state, makes two of one. Of what a tenant has one of, several may own parts.

    Args:
        kinds: by token.
        state: with what the program renamed under its present URN.
        declared: URNs of the program.

    Raises:
        RefusedError: `doubled-in-state`; nothing was changed then.
    """
    holders: dict[tuple[str, str], list[str]] = {}
    for urn, one in sorted(state.resources.items()):
        kind = kinds.get(one.token)
        if kind is not None and kind.shape is Shape.OBJECT and one.id and (urn in declared or not one.stays):
            holders.setdefault((one.token, bare_id(one.id)), []).append(one.urn)
    doubled = {key: urns for key, urns in holders.items() if len(urns) > 1}
    if doubled:
        told = "; ".join(
            f"{kinds[token].title} {object_id} is {' and '.join(map(name_of, urns))}"
            for (token, object_id), urns in doubled.items()
        )
        urns = [one for some in doubled.values() for one in some]
        typed = " or ".join(f"pulumi state delete {shlex.quote(one)}" for one in urns)
        raise RefusedError(
            "doubled-in-state",
            f"the state holds one object as two resources: {told}. The engine would delete or change it for one "
            f"and take it to be there for the other one: take out of the state alone what the program does not declare "
            f"({typed}). Nothing was changed",
        )
