"""What makes a class of values: a frozen dataclass with slots that shares with all others what is alike in all of them.

Python writes and compiles six functions for each frozen dataclass, in every process anew; for the two hundred of a cold
check that was a fifth of it. Five of the six need nothing but the names of the fields, and are the same here for all.
`fields`, `replace`, `asdict` and type checkers know such a class as any dataclass.
Source: https://docs.python.org/3.11/library/dataclasses.html (2026-11-30).
"""

from __future__ import annotations

import operator
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

    from _typeshed import DataclassInstance

_Made = TypeVar("_Made")
_NOT_GIVEN = object()
_ORDERS = {f"__{one}__": getattr(operator, one) for one in ("lt", "le", "gt", "ge")}


@overload
def value_class(made: type[_Made], /) -> type[_Made]: ...


@overload
def value_class(
    *, kw_only: bool = False, order: bool = False, eq: bool = True
) -> Callable[[type[_Made]], type[_Made]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_class(
    made: type[_Made] | None = None, /, *, kw_only: bool = False, order: bool = False, eq: bool = True
) -> type[_Made] | Callable[[type[_Made]], type[_Made]]:
    """Return the class that `dataclass(frozen=True, slots=True)` would, with its further arguments of the same names.

    A class that is derived from it and has fields is made by this as well, as one with a base of `dataclass` is not.
    `InitVar` is not known here.

    Raises:
        TypeError: a field without a default follows one with a default, or the class sets or deletes by itself.
    """

    def generated(made: type[_Made]) -> type[_Made]:
        shaped: Any = dataclass(slots=True, kw_only=kw_only, eq=False, repr=False, init=False)(made)
        methods = {"__init__": _constructor(shaped, fields(shaped)), "__repr__": _told}
        if eq:
            methods |= _comparing(fields(shaped), order=order)
        for name in methods.keys() - _said(made):
            setattr(shaped, name, methods[name])
        return frozen(shaped)

    return generated if made is None else generated(made)


def frozen(made: type[_Made]) -> type[_Made]:
    """Return the dataclass with objects that nobody can change, and that `copy` and `pickle` can make again.

    Raises:
        TypeError: the class sets or deletes by itself, so that somebody could.
    """
    said = _said(made)
    if open_by := sorted(said & _REFUSING.keys()):
        message = f"{made.__qualname__} says {', '.join(open_by)}, as no frozen class can"
        raise TypeError(message)
    # One that says itself what of it is kept may hold what nobody else should.
    for name, method in (_REFUSING | {one: _KEEPING[one] for one in _KEEPING.keys() - said}).items():
        setattr(made, name, method)
    return made


def _said(made: type[Any]) -> set[str]:
    """Return which methods a class says itself; Python sets a `__hash__` of None beside every `__eq__`."""
    said = set(vars(made))
    return said - {"__hash__"} if "__eq__" in said and vars(made).get("__hash__") is None else said


def _constructor(made: Any, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return `__init__`, written out as by hand: a check makes thousands of such objects."""
    # No field can be called as what begins with two underscores: Python puts the name of the class before it.
    known: dict[str, Any] = {"__set": object.__setattr__, "__not_given": _NOT_GIVEN}
    positional: list[str] = []
    named: list[str] = []
    lines: list[str] = []
    for part in parts:
        name, default, value = part.name, "", part.name
        if part.default_factory is not MISSING:
            known[f"__make_{name}"] = part.default_factory
            default, made_anew = "=__not_given", f"__make_{name}()"
            value = f"{made_anew} if {name} is __not_given else {name}" if part.init else made_anew
        elif part.default is not MISSING:
            known[f"__default_{name}"] = part.default
            default = f"=__default_{name}"
            value = name if part.init else f"__default_{name}"
        if part.init and not (part.kw_only or default) and "=" in "".join(positional):
            message = f"{made.__qualname__}: {name} has no default, and follows a field with a default"
            raise TypeError(message)
        if part.init:
            (named if part.kw_only else positional).append(name + default)
        if part.init or default:
            lines.append(f"__set(__self, {name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append("__self.__post_init__()")
    given = ", ".join(["__self", *positional, *(["*", *named] if named else [])])
    body = "\n ".join(lines or ["pass"])
    exec(f"def __init__({given}):\n {body}", known)  # noqa: S102 - names of fields alone, as `dataclass` itself does
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{made.__qualname__}.__init__"
    return written


def _comparing(parts: tuple[Field[Any], ...], *, order: bool) -> dict[str, Callable[..., Any]]:
    """Return what compares two objects of one class by these fields; objects of two classes are never equal."""
    values = _values([one.name for one in parts if one.compare])
    hashed_by = _values([one.name for one in parts if (one.compare if one.hash is None else one.hash)])

    def ordered(how: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
        def compared(self: Any, other: Any) -> Any:
            return how(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

        return compared

    def hashed(self: Any) -> int:
        return hash(hashed_by(self))

    orders = {name: ordered(how) for name, how in _ORDERS.items()} if order else {}
    return {"__eq__": ordered(operator.eq), "__hash__": hashed, **orders}


def _values(names: list[str]) -> Callable[[Any], Any]:
    """Return what gives the values of these fields as a tuple."""
    if len(names) > 1:
        return operator.attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _told(self: DataclassInstance) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:  # noqa: ARG001 - as Python calls it
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:  # noqa: ARG001 - as Python calls it
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _kept(self: DataclassInstance) -> list[object]:
    return [getattr(self, one.name) for one in fields(self)]


def _restore(self: DataclassInstance, kept: list[object]) -> None:
    for one, value in zip(fields(self), kept, strict=True):
        object.__setattr__(self, one.name, value)


_REFUSING = {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
_KEEPING = {"__getstate__": _kept, "__setstate__": _restore}
