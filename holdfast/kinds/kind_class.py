"""What makes a class of kinds: a frozen dataclass with named arguments, and with the one constructor of all of them."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from holdfast.model.value_class import frozen

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Made = TypeVar("_Made")


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False, field_specifiers=(field,))
def kind_class(made: type[_Made]) -> type[_Made]:
    """Return the class with the fields that it says beside those of the class that it is derived from.

    A kind is equal to itself alone. A constructor of some fifty fields, their comparison and their printed form are
    code that Python would write and compile for each class of kinds in every process, a twentieth of a cold check: so
    all have the constructor of `Kind`.

    Raises:
        TypeError: the class has a `__post_init__`, which that constructor would pass over.
    """
    if hasattr(made, "__post_init__"):
        message = f"{made.__qualname__} says __post_init__, which no kind takes: look at it where it is used"
        raise TypeError(message)
    return frozen(dataclass(slots=True, kw_only=True, eq=False, repr=False, init=False)(made))


def fill(kind: DataclassInstance, given: dict[str, Any]) -> None:
    """Set every field of a frozen object to what is `given` by its name, else to its default.

    Raises:
        TypeError: a field without a default is not given, or what is given is no field.
    """
    for one in fields(kind):
        if one.init and one.name in given:
            value = given.pop(one.name)
        elif one.default is not MISSING:
            value = one.default
        elif one.default_factory is not MISSING:
            value = one.default_factory()
        elif one.init:
            message = f"{type(kind).__name__} is not given its {one.name}"
            raise TypeError(message)
        else:
            continue
        object.__setattr__(kind, one.name, value)
    if given:
        message = f"{type(kind).__name__} has no {', '.join(sorted(given))}"
        raise TypeError(message)
