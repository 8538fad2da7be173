"""Settings of the directory that are made from a template: texts by name, and a change takes the whole list of them.

A tenant has no such object until somebody makes it; until then the template's defaults count, and a check says that the
object is missing. Source: https://learn.microsoft.com/graph/api/resources/groupsetting and group-post-settings there
(2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import MisreadError, as_guid, as_list, as_object, as_text, required
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.one_row import OneRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]


def _number(text: str) -> int:
    """Return the whole number in a text.

    Raises:
        ValueError: it is none.
    """
    if not text.strip().isdecimal():
        raise ValueError(text)
    return int(text)


def _switch(text: str) -> bool:
    """Return the true or false in a text, in whatever letter case.

    Raises:
        ValueError: it is neither.
    """
    return ("false", "true").index(text.strip().casefold()) == 1


NUMBER = Codec(encode=str, decode=_number)
SWITCH = Codec(encode=str, decode=_switch)


@kind_class
class DirectorySettings(OneRow):
    """The one object of a template; never deleted, for its defaults protect less."""

    path: str = "/groupSettings"
    template: str
    """Id of the template, the same in every tenant."""
    initial: Mapping[str, str]
    """The template's own values, as texts, with which an object is made where nothing else is declared."""
    texts: Mapping[str, Codec]
    """How values stand in the texts of the wire, where they are no texts, by name."""

    def is_it(self, row: Row) -> bool:
        """Return whether a row is of the template (see `OneRow.is_it`)."""
        return required(row, "templateId", as_guid) == self.template

    def flat(self, row: Row) -> dict[str, Any]:
        """Return a row whose values stand beside its other members (see `OneRow.flat`).

        A text in which no such value stands is left as it is: then it is not understood, as any other wrong type.
        """
        rest = {name: one for name, one in row.items() if name != "values"}
        return {**rest, **self.typed(_values(row))}

    def made(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the template's values with those that are declared (see `OneRow.made`)."""
        return {
            "templateId": self.template,
            "values": _listed({**self.initial, **self._texts(self.wire(inputs))}),
        }

    def changed(self, row: Row, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return all values of the row with those that are declared (see `OneRow.changed`)."""
        return {"values": _listed({**_values(row), **self._texts(self.wire(inputs))})}

    def typed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values by name, each of its own type."""
        return seen(values, self.texts)

    def _texts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return declared values as the texts of the wire."""
        return {
            name: self.texts[name].encode(one) if name in self.texts else one for name, one in values.items()
        }


def seen(values: Mapping[str, Any], texts: Mapping[str, Codec]) -> dict[str, Any]:
    """Return values as they stand at the wire in the form that the fields name."""
    return {name: _typed(texts.get(name), one) for name, one in values.items()}


def _typed(codec: Codec | None, value: Any) -> Any:
    if codec is None or not isinstance(value, str):
        return value
    try:
        return codec.decode(value)
    except ValueError:
        return value


def _values(row: Row) -> dict[str, Any]:
    """Return the values of a row by their names, as they stand at the wire.

    Raises:
        MisreadError: when a value has no name, or two have the same.
    """
    values: dict[str, Any] = {}
    for one in required(row, "values", as_list):
        name = required(as_object(one, "values[]"), "name", as_text)
        if name in values:
            raise MisreadError("values", "each name once", name)
        values[name] = one.get("value")
    return values


def _listed(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in values.items()]
