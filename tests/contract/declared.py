"""Values for the tests of declared services, made from the declarations: one that fits, and those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import ParameterType
from holdfast.emulator.cmdlets.registry import cmdlet_services
from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.listed_rows import ListedRows
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.declared.settings_cmdlets import SettingsCmdlets
from holdfast.emulator.odata.dispatch import graph_services
from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.emulator.declared.cmdlet_object import CmdletObject, Setting
    from holdfast.emulator.declared.graph_object import GraphObject
    from holdfast.emulator.declared.statement import Property
    from holdfast.emulator.odata.schema import Type

_DECLARED = [one.declared for one in (*graph_services(), *cmdlet_services()) if one.declared is not None]
SINGLETONS: list[GraphSingleton] = [one for one in _DECLARED if isinstance(one, GraphSingleton)]
COLLECTIONS: list[GraphCollection] = [one for one in _DECLARED if isinstance(one, GraphCollection)]
SETTINGS: list[SettingsCmdlets] = [one for one in _DECLARED if isinstance(one, SettingsCmdlets)]
NOUNS: list[CmdletNoun] = [one for one in _DECLARED if isinstance(one, CmdletNoun)]
LISTED: list[ListedRows] = [one for one in _DECLARED if isinstance(one, ListedRows)]
GRAPH: list[GraphSingleton | GraphCollection] = [*SINGLETONS, *COLLECTIONS]
CMDLETS: list[SettingsCmdlets | CmdletNoun] = [*SETTINGS, *NOUNS]


def writable(service: GraphObject) -> dict[str, Property]:
    """Properties that a write may name; none of a service that is read only."""
    return {name: one for name, one in service.properties.items() if one.writable and service.roles.write}


def another(one: Property) -> Any:
    """A value of the property other than its default."""
    return one.example if one.example is not None else _of_type(one.type, one.default)


def wrong(one: Property) -> Iterator[tuple[str, Any]]:
    """Values that the type of a property does not allow, each with what is wrong with it."""
    kind = one.type
    if isinstance(kind, Anything):
        return
    yield (
        "type",
        {"Flag": "true", "Text": 1, "Whole": "1", "Many": {}, "StructuredType": 1}[type(kind).__name__],
    )
    if isinstance(kind, Flag | Text | Whole | StructuredType) and not kind.nullable:
        yield "null", None
    if isinstance(kind, Text) and kind.choices:
        yield "choice", "nobodyHasSaidSo"
    if isinstance(kind, Text) and kind.longest is not None:
        yield "length", "x" * (kind.longest + 1)
    if isinstance(kind, Whole) and kind.least is not None:
        yield "least", kind.least - 1
    if isinstance(kind, Whole) and kind.most is not None:
        yield "most", kind.most + 1


def _of_type(kind: Type, default: Any) -> Any:
    candidates: list[Any] = [{"any": "thing"}]
    match kind:
        case Flag():
            candidates = [True, False]
        case Text(choices=choices):
            candidates = [*choices] or ["Another"]
        case Whole(least=least, most=most):
            candidates = [one for one in (least, most, 7, 8) if one is not None]
        case Many(item=item):
            candidates = [[_of_type(item, None)]]
        case StructuredType(fields=fields):
            candidates = [{name: _of_type(inner, None) for name, inner in fields.items()}]
    return next(one for one in candidates if one != default)


def set_by(service: CmdletObject, verb: str) -> dict[str, Setting]:
    """Settings that a parameter of the verb sets."""
    return {name: one for name, one in service.settings.items() if one.kind is not None and verb in one.on}


def sent(one: Setting) -> Any:
    """A value as a client sends it, other than the default."""
    if one.example is not None:
        return one.example
    match one.kind:
        case ParameterType.BOOLEAN | ParameterType.SWITCH:
            return not one.default
        case ParameterType.TEXT:
            return one.choices[0] if one.choices else "Another"
        case ParameterType.TEXTS | ParameterType.EDIT:
            return ["another@contoso.example"]
        case ParameterType.MOMENT:
            return "2026-05-01T00:00:00Z"
    return next(value for value in (one.least, one.most, 31) if value is not None and value != one.default)


def shown(one: Setting, value: Any) -> Any:
    """What a row shows of a sent value, in the plainest spelling that all rows share."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return value
    return (
        str(value).removesuffix(".00:00:00")
        if one.kind in {ParameterType.DAYS, ParameterType.TIMESPAN}
        else str(value)
    )


def out_of_bounds(one: Setting) -> list[Any]:
    """Values that the setting's own choices and bounds do not allow."""
    return [
        *(["NobodyHasSaidSo"] if one.choices else []),
        *([one.least - 1] if one.least else []),
        *([one.most + 1] if one.most is not None else []),
    ]
