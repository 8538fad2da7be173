"""What a kind says of one property: its type, its place at the wire, and how it may differ.

Everything else is derived from it: the provider's schema and its input checks, the wire's bodies, the normal
form that is compared, the documentation, and the cases that the corpus tests generate.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from holdfast.kinds.codec import Codec


class Type(StrEnum):
    """JSON type of a property, in the words of Pulumi's package schema."""

    STRING = "string"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DAYS = "days"
    """A whole number of days, or the word `unlimited`."""
    OBJECT = "object"


class Stricter(StrEnum):
    """Which way of differing is stricter than asked, and therefore no drift."""

    HIGHER = "higher"
    """A larger number, or `unlimited`."""
    TRUE = "true"
    """True where false was asked for."""
    EARLIER = "earlier"
    """A word that stands before the one asked for among `values`."""
    LOWER = "lower"
    """A smaller number, no less than the smallest that means anything (`minimum`)."""
    FALSE = "false"
    """False where true was asked for."""
    FEWER = "fewer"
    """A list of nothing but what was asked for, and not of all of it; `All` asks for everything. A text with commas
    is one as well, in which `nobody` is nothing."""


class Protects(StrEnum):
    """Which values protect more: going the other way is told before it is applied, and must be understood."""

    HIGHER = "higher"
    """A larger number, or `unlimited`."""
    TRUE = "true"
    """True."""
    EARLIER = "earlier"
    """A word that stands earlier among `values`."""
    MORE = "more"
    """A longer list: what leaves it is protected no longer; `All` is everything."""
    FEWER = "fewer"
    """A shorter list: what joins it is left out, or let in; of a text, what stands between its commas."""
    ALLOWED = "allowed"
    """A shorter list of what alone is allowed; an empty one allows everything, since it is not in force."""
    LOWER = "lower"
    """A smaller number."""
    FALSE = "false"
    """False."""
    UNSET = "unset"
    """No value at all: any other one may leave out something, and which cannot be told."""
    SAME = "same"
    """The value that it has: any other one may leave out something, and which cannot be told."""


class DecidedBeside(NamedTuple):
    """Which property of an object that a text names decides whether something follows that nothing takes back."""

    token: str
    """Type token of what is named, by its natural key."""
    property: str
    words: tuple[str, ...]
    """Its values, in lower case, from which it follows."""


@value_class(kw_only=True)
class Field:
    """One property of a kind, named as Pulumi names it."""

    name: str
    """Pulumi's property name, camelCase."""
    doc: str
    """What it is, for the schema and the documentation; units for numbers."""
    type: Type = Type.STRING
    many: bool = False
    """A list of `type`, whose order means nothing."""
    most: int | None = None
    """Most items of a list."""
    flags: bool = False
    """A text of comma-separated flags, whose order does not matter."""
    fields: tuple[Field, ...] = ()
    """Members of an OBJECT."""
    wire: str = ""
    """Dotted place below the parent's wire object; the property's name when empty."""
    codec: Codec | None = None
    """How the value is written at the wire where that is not as it is."""
    enabled_by: str = ""
    """Name of a wire property beside this one that must be true for this one to count; written true with it."""
    required: bool = False
    default: Any = None
    """What the service has when nothing is given."""
    fixed: bool = False
    """Set at creation and never after: a change replaces the object or is refused."""
    licence: str = ""
    """Service plan without which the service makes no object that has more than the default of it. In a tenant that
    lacks it an apply makes the object without: a control that needs it assesses it apart."""
    any_case: bool = False
    """Letter case does not matter."""
    values: tuple[str, ...] = ()
    """All words that the service documents, the strictest first where one is stricter than another. Another one in a
    tenant is not understood: its object is UNKNOWN."""
    id_or: tuple[str, ...] | None = None
    """Of a text that is the id of an object, a GUID: the words that the service documents in its place, beside which
    there may be new ones. What is neither in a tenant is not understood: its object is UNKNOWN. None where it holds no
    ids."""
    refused: Callable[[str], str] | None = None
    """Tells what the service refuses in a text that `values` cannot list; the empty text when nothing is wrong."""
    longest: int | None = None
    """Most characters of a text that the service takes."""
    minimum: int | None = None
    maximum: int | None = None
    refers_to: str = ""
    """Token of the kind whose ids it holds."""
    names_of: str = ""
    """Token of the kind whose objects it names, groups or accounts, where the rule takes them by their names whenever
    it is read: which ones those were is noted with what is applied (see `holdfast.kinds.meanings`)."""
    stricter: Stricter | None = None
    """The direction that exceeds instead of drifting."""
    stricter_where: tuple[str, str] | None = None
    """Input beside this one, and its value in lower case, without which the stricter direction drifts all the same."""
    stricter_items: Callable[[Sequence[Any], Sequence[Any]], bool] | None = None
    """Of a list of objects, tells whether the items of the first list do all that those of the second do, and more."""
    protects: Protects | None = None
    """Which values protect more; where `stricter` is given, that direction when nothing is said here."""
    deletes_where: tuple[str, str] | None = None
    """Input beside this one, and its value in lower case, with which the object only deletes what it reaches: then the
    other direction protects."""
    emptied_to_all: bool = False
    """Of a list: emptied of all that it named, the service may take it for everything."""
    nobody: str = ""
    """Of a list, the word, in lower case, by which it names nobody: whoever comes in its place is one more."""
    one_way: str = ""
    """What follows from true, or from one of `one_way_words`, and nothing takes back: the client file has to agree
    before anything is written."""
    one_way_words: tuple[str, ...] = ()
    """Of a text, the values, in lower case, from which `one_way` follows."""
    one_way_by: DecidedBeside | None = None
    """Of a text that names an object beside, what of that decides whether `one_way` follows."""
    output: bool = False
    """Computed by the service: never declared, never compared."""

    @property
    def protecting(self) -> Protects | None:
        """Which values protect more; None where neither way does."""
        return self.protects or (Protects(self.stricter.value) if self.stricter else None)

    def is_one_way(self, value: Any) -> bool:
        """Return whether this value of it does what nothing takes back; where `one_way_by` decides, whether it may."""
        if not self.one_way:
            return False
        if self.one_way_by:
            return bool(value)
        return value is True or (isinstance(value, str) and value.casefold() in self.one_way_words)

    @property
    def place(self) -> tuple[str, ...]:
        """The wire's path of property names below the parent's wire object."""
        return tuple((self.wire or self.name).split("."))


def of_items(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, ...]]:
    """Yield the property paths, without numbers, that the items of each list of objects below `fields` have."""
    for field in fields:
        path = f"{above}{field.name}"
        if field.many and field.fields:
            yield tuple(_leaves(field.fields, f"{path}."))
        else:
            yield from of_items(field.fields, f"{path}.")


def _leaves(fields: Sequence[Field], above: str) -> Iterator[str]:
    for field in fields:
        path = f"{above}{field.name}"
        if field.fields:
            yield from _leaves(field.fields, f"{path}.")
        else:
            yield path
