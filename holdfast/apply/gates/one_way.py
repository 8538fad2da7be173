"""What nothing takes back is written down by the client before it is done: in the client file, in words of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kinds.consequence import one_way_steps
from holdfast.kinds.loosened import Loosened, entries_to_add
from holdfast.kinds.protecting import is_understood
from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.understood import Understood


def require_agreed(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    entries: Sequence[Understood],
    written: Callable[[str, str, str], str],
) -> None:
    """Do nothing when the client file agrees to each one-way step that the program declares, whether or not it is due.

    Args:
        kinds: by type token.
        desired: everything that the program declares.
        entries: `i_understand` of the client file.
        written: returns `file:line` of what says it: by id of the control, or else name of the resource, natural key of
            the object, and property.

    Raises:
        RefusedError: `one-way`, with where each is declared, what follows, and the entries to add.
    """
    told, missing = [], []
    known = [(kinds[one.token], one) for one in desired if one.token in kinds]
    declared = {(kind.token, one_case(kind.key_of(one.inputs))): one.inputs for kind, one in known}
    for kind, one in known:
        for field in one_way_steps(kind, one.inputs, declared):
            value, key = one.inputs[field.name], kind.key_of(one.inputs)
            name = f"{kind.name}/{key}"
            if not is_understood(entries, kind.fields, name, field.name, value):
                place = written(one.control or one.name, key, field.name)
                told.append(f"{place}: {name} {field.name}: {field.one_way}")
                missing.append(Loosened(name, field.name, field.one_way, value=value, one_way=field.one_way))
    if told:
        raise RefusedError("one-way", f"{'; '.join(told)}; set it back, or {entries_to_add(missing)}")
