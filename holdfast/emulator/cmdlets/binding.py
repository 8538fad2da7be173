"""From the parameters in a request to those a cmdlet is given; nothing is silently dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import Edit, ParameterType
from holdfast.emulator.cmdlets.errors import bad_value, missing_parameters, unknown_parameter
from holdfast.emulator.cmdlets.values import UNLIMITED, parse_boolean, parse_days, parse_moment
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Cmdlet, Parameter

_COMMON = frozenset(
    {"confirm", "debug", "erroraction", "errorvariable", "force", "informationaction", "progressaction"}
    | {"verbose", "warningaction", "warningvariable"}
)
"""Parameters of every cmdlet that change nothing in what it does to the tenant or answers."""


def bind(cmdlet: Cmdlet, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters by documented name, values converted as their kind says.

    Raises:
        CmdletError: a parameter that the cmdlet does not have, a value that does not fit, one missing.
        GraphError: 501 for a parameter of the real cmdlet that is not implemented here.
    """
    known = {parameter.name.lower(): parameter for parameter in cmdlet.parameters}
    given: dict[str, Any] = {}
    for name, value in sent.items():
        if name.startswith("@"):
            continue
        parameter = known.get(name.lower())
        if parameter is not None:
            given[parameter.name] = _convert(parameter, value)
        elif name.lower() not in _COMMON:
            raise _unusable(cmdlet, name)
    absent = [one.name for one in cmdlet.parameters if one.required and given.get(one.name) in {None, ""}]
    if absent:
        raise missing_parameters(absent)
    return given


def _unusable(cmdlet: Cmdlet, name: str) -> Exception:
    real = {one.lower(): one for one in cmdlet.unimplemented}
    if name.lower() not in real:
        return unknown_parameter(name)
    return GraphError(
        501,
        "NotImplemented",
        f"The embedded tenant does not implement parameter {real[name.lower()]} of {cmdlet.name}. It has: "
        f"{', '.join(sorted(one.name for one in cmdlet.parameters)) or 'none'}.",
    )


def _convert(parameter: Parameter, value: Any) -> Any:
    try:
        converted = _converted(parameter.kind, value)
    except ValueError as error:
        raise bad_value(parameter.name, str(error)) from error
    if not parameter.choices:
        return converted
    if isinstance(converted, tuple):
        return tuple(_choice(parameter, one) for one in converted)
    return _choice(parameter, converted)


def _choice(parameter: Parameter, text: str) -> str:
    for choice in parameter.choices:
        if choice.lower() == text.lower():
            return choice
    raise bad_value(
        parameter.name, f'"{text}" is not one of the valid values: {", ".join(parameter.choices)}.'
    )


def _converted(kind: ParameterType, value: Any) -> Any:  # noqa: PLR0911 - one line for each kind
    match kind:
        case ParameterType.TEXT:
            return _text(value)
        case ParameterType.BOOLEAN | ParameterType.SWITCH:
            return parse_boolean(value)
        case ParameterType.INTEGER:
            return _whole(value)
        case ParameterType.COUNT:
            return None if _is_unlimited(value) else _whole(value)
        case ParameterType.DAYS:
            return None if _is_unlimited(value) else parse_days(value)
        case ParameterType.TIMESPAN:
            return parse_days(value)
        case ParameterType.MOMENT:
            return None if value in {None, ""} else parse_moment(value)
        case ParameterType.TEXTS:
            return _texts(value)
        case ParameterType.EDIT:
            return _edit(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        raise ValueError('Cannot convert the value to type "System.String".')  # noqa: TRY004 - collected as one kind
    return str(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not str(value).isdecimal():
        raise ValueError(f'Cannot convert value "{value}" to type "System.Int32".')
    return int(value)


def _is_unlimited(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower() == UNLIMITED.lower()


def _texts(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        return tuple(_text(one) for one in value)
    # A comma in one text separates values: -RecipientTypeDetails UserMailbox,SharedMailbox.
    return tuple(part.strip() for part in _text(value).split(",") if part.strip())


def _edit(value: Any) -> Edit:
    if not isinstance(value, dict):
        if isinstance(value, str) and value:
            return Edit(values=(value,))
        return Edit(values=_texts(value))
    parts = {name.lower(): part for name, part in value.items() if not name.startswith("@")}
    unknown = sorted(set(parts) - {"add", "remove"})
    if unknown:
        raise ValueError(f"A table of changes has Add and Remove, not {', '.join(unknown)}.")
    return Edit(add=_list(parts.get("add")), remove=_list(parts.get("remove")))


def _list(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) and value else _texts(value)
