"""A name that is looked up and not there stops the run before the engine starts, told once for all that needs it.

So does one that a program looks up by hand, whether nothing refers to it or the program itself has yet to make it:
look-ups are asked before anything is made, and one that fails ends the engine's run half-way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.drift.references import references
from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource


def require_names(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    live: Live,
    place: Callable[[str], str],
) -> None:
    """Do nothing when all that declared objects refer to is in the tenant, or is declared as well.

    Args:
        kinds: by type token.
        desired: everything that the program declares.
        live: what was read.
        place: says where a name is written, as `file:line`.

    Raises:
        RefusedError: `lookup-failed`, with every such name, where it is written and how many objects need it.
    """
    missing = missing_names(kinds, desired, live)
    if not missing:
        return
    told = [
        f"{kinds[token].title.lower()} {name!r}, which {place(name)} names for {_counted(needed)}"
        for (token, name), needed in sorted(missing.items())
    ]
    raise RefusedError(
        "lookup-failed",
        f"not in the tenant: {'; '.join(told)}; nothing was changed: correct the name, or make what it names",
    )


def require_found(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    live: Live,
    looked_up: Sequence[tuple[str, str, str]],
) -> None:
    """Do nothing when each name that the program looks up means one object that is there; no look-up waits for one.

    Args:
        kinds: by type token.
        desired: everything that the program declares.
        live: what was read.
        looked_up: type token, name and `file:line` of what the program looks up.

    Raises:
        RefusedError: `lookup-failed`, `ambiguous-name`; nothing was changed then.
    """
    made = {
        (one.token, one_case(kinds[one.token].key_of(one.inputs))): one.name
        for one in desired
        if one.token in kinds
    }
    missing, several = [], []
    for token, name, place in looked_up:
        if token not in live.objects:
            continue
        ids = sorted(one.id for one in live.objects[token] if one_case(one.key) == one_case(name))
        told = f"{kinds[token].title.lower()} {name!r}, which {place or 'the program'} looks up"
        if not ids:
            maker = made.get((token, one_case(name)))
            missing.append(f"{told}, and which {maker} has yet to make" if maker else told)
        elif len(ids) > 1:
            several.append(f"{told}, is {len(ids)} objects ({', '.join(ids)})")
    if missing:
        raise RefusedError(
            "lookup-failed",
            f"not in the tenant: {'; '.join(missing)}; nothing was changed: look-ups are asked before anything is "
            "made, so correct the name, take the id of the declared resource, or look it up from the second apply on",
        )
    if several:
        raise RefusedError(
            "ambiguous-name",
            f"{'; '.join(several)}: which of them is meant cannot be told, so nothing was changed; rename or remove "
            "all but one in the tenant",
        )


def missing_names(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], live: Live
) -> dict[tuple[str, str], int]:
    """Return how many declared objects need each thing, by type token and name, that is not there."""
    declared = {
        (one.token, one_case(kinds[one.token].key_of(one.inputs))) for one in desired if one.token in kinds
    }
    missing: dict[tuple[str, str], int] = {}
    for resource in desired:
        for token, name in sorted(set(references(resource.inputs))):
            known = (token, one_case(name))
            read = token in kinds and token in live.objects
            there = known in live.directory.ids or known in live.directory.ambiguous or known in declared
            if read and not there:
                missing[token, name] = missing.get((token, name), 0) + 1
    return missing


def _counted(number: int) -> str:
    return "1 object" if number == 1 else f"{number} objects"
