"""Validates a node with a pydantic model; every fault becomes one mistake at the line of the value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from holdfast.plan.mistakes import SLUGS, Slug, nearest, suggestion
from holdfast.plan.node import Node, Place
from holdfast.plan.words import alternatives, expected, found, hint, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic_core import ErrorDetails

    from holdfast.plan.mistakes import Mistakes

Steps = tuple[str | int, ...]
"""Names and list indexes from a root to one of its parts."""
_OF_A_CLIENT = "config."
"""How the path of whatever a client file says begins; in a baseline it is a parameter's default, or a setting."""


def validated(node: Node, model: type[BaseModel], mistakes: Mistakes) -> Node:
    """Return `node` with `BROKEN` wherever `model` refuses a value.

    Values that were broken before are passed over. Unknown and missing names are reported too; they leave
    nothing to break.
    """
    try:
        model.model_validate(node.plain())
    except ValidationError as error:
        groups = _by_place(node, error)
        misspelt = _misspelt(groups, model)
        for steps, faults in groups.items():
            if steps not in misspelt and _report(node, steps, faults, model, mistakes):
                node = node.breaking(steps)
    return node


def _by_place(node: Node, error: ValidationError) -> dict[Steps, list[ErrorDetails]]:
    """Group errors by the part of `node` that each is about.

    A union gives errors for each of its members: one that goes deeper than the others is the one that fits.
    """
    groups: dict[Steps, list[ErrorDetails]] = {}
    for fault in error.errors(include_url=False):
        steps = _existing(node, fault["loc"])
        name = fault["loc"][-1] if fault["type"] == "missing" else None
        groups.setdefault((*steps, name) if name is not None else steps, []).append(fault)
    return {
        steps: faults
        for steps, faults in groups.items()
        if (faults[0]["type"] == "extra_forbidden" or not _at(node, steps).broken)
        and not any(len(other) > len(steps) and other[: len(steps)] == steps for other in groups)
    }


def _existing(node: Node, location: Sequence[str | int]) -> Steps:
    """Return the steps of pydantic's `location` that exist in `node`; names of union members do not."""
    steps: list[str | int] = []
    for step in location:
        part = node.step(step)
        if part is not None:
            node = part
            steps.append(step)
    return tuple(steps)


def _misspelt(groups: dict[Steps, list[ErrorDetails]], model: type[BaseModel]) -> set[Steps]:
    """Return the missing parts that are there under a name much like theirs, which is the mistake to report."""
    unknown = [steps for steps, faults in groups.items() if faults[0]["type"] == "extra_forbidden"]
    missing = {steps for steps, faults in groups.items() if faults[0]["type"] == "missing"}
    meant = [(*steps[:-1], nearest(str(steps[-1]), _names(model, steps[:-1])) or "") for steps in unknown]
    return missing & set(meant)


def _report(
    node: Node, steps: Steps, faults: list[ErrorDetails], model: type[BaseModel], mistakes: Mistakes
) -> bool:
    """Add one mistake about the part at `steps`; return whether a value is there that must not be used."""
    kind = faults[0]["type"]
    if kind == "missing":
        parent = _at(node, steps[:-1])
        place = Place(parent.key.file, max(parent.key.line, 1), parent.key.below(steps[-1]))
        mistakes.add(place, Slug.MISSING_KEY, f"is missing: add `{steps[-1]}`")
        return False
    part = _at(node, steps)
    if kind == "extra_forbidden":
        name = str(steps[-1])
        known = _names(model, steps[:-1])
        mistakes.add(part.key, Slug.UNKNOWN_KEY, f"Holdfast knows no `{name}` here{suggestion(name, known)}")
        return False
    slug, sentence = _explain(part.plain(), faults, str(steps[-1]) if steps else "")
    elsewhere = _said_elsewhere(part, sentence)
    if elsewhere is not None:
        mistakes.add(elsewhere.place, slug, sentence + _fills(elsewhere))
    else:
        mistakes.add(part.place if steps else part.key, slug, sentence + _fills(part))
    return True


def _said_elsewhere(group: Node, sentence: str) -> Node | None:
    """Return the value of another file that the sentence on a group is about, the client's first; None without one.

    What two settings say together is told where somebody can mend it, which a released baseline is not, and once,
    however many controls they fill. A sentence that names no setting is about any of them.
    """
    parts = group.items()
    named = [part for name, part in parts.items() if f"`{name}" in sentence] or list(parts.values())
    elsewhere = [part for part in named if part.place.file != group.key.file]
    return next(
        (one for one in elsewhere if one.place.path.startswith(_OF_A_CLIENT)), next(iter(elsewhere), None)
    )


def _at(node: Node, steps: Steps) -> Node:
    """Return the part at `steps`, or the last one on the way that exists."""
    for step in steps:
        node = node.step(step) or node
    return node


def _explain(value: Any, faults: list[ErrorDetails], name: str) -> tuple[Slug, str]:
    """Return slug and sentence about one value that broke one or several rules."""
    own = [fault for fault in faults if fault["type"] in {"value_error", "assertion_error", *SLUGS}]
    if own:
        kind, context = own[0]["type"], own[0].get("ctx", {})
        slug = Slug(kind) if kind in SLUGS else Slug.WRONG_VALUE
        return slug, str(context.get("sentence") or context.get("error") or "is not allowed")
    unit = unit_of(name)
    kinds = [fault["type"] for fault in faults if fault["type"] != "none_required"]
    contexts = [fault.get("ctx", {}) for fault in faults if fault["type"] != "none_required"]
    wanted = alternatives(
        [expected(kind, context, unit) for kind, context in zip(kinds, contexts, strict=True)] or ["nothing"]
    )
    sentence = f"expected {wanted}, found {found(value)}{hint(value, wanted)}"
    if unit == "days":
        return Slug.BAD_DURATION, sentence
    of_type = all(
        kind.endswith(("_type", "_parsing", "_from_float")) or kind == "none_required" for kind in kinds
    )
    return Slug.WRONG_TYPE if of_type else Slug.WRONG_VALUE, sentence


def _fills(part: Node) -> str:
    """Return which setting a parameter's value fills; nothing for a value that stands where it is used."""
    if part.place.file == part.key.file and part.place.path == part.key.path:
        return ""
    return f" (it fills {part.key.path}, {part.key})"


def _names(model: type[BaseModel], steps: Steps) -> set[str]:
    """Return the names that `model` allows in the group at `steps`."""
    models = [model]
    for step in steps:
        fields = [
            field
            for each in models
            for name, field in each.model_fields.items()
            if step in {name, field.alias}
        ]
        if fields:
            models = [each for field in fields for each in _models(field.annotation)]
    return {field.alias or name for each in models for name, field in each.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
