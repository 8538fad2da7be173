r"""How a client file names what an exception covers: the grammars of `property` and `unmanaged`, and what each covers.

`state`                             that property alone
`conditions.users.*`                every property below it; written so, or it covers nothing below
`members[anna@contoso.example].x`   that property of one member; `members[anna@contoso.example].*` all of hers
                                    a member is named: `*` and `?` in the brackets are no patterns, and refused
`missing`                           that the object is not there at all

`NamedLocation/Warehouse`           the one unmanaged object of that kind and name
`NamedLocation/Warehouse*`          every one of them: `*` stands for any letters, `?` for one, any other for itself

In both `\*` and `\?` stand for these signs in a real name. In `object`, which is never a pattern, they mean themselves.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Mapping

MISSING = "missing"
"""The property of an exception that accepts the object's absence; no kind has a property of this name."""
MEMBERS = "members"
"""What paths into a population start with."""
OBJECT = re.compile(r"[A-Z][A-Za-z0-9]*/.+", re.DOTALL)
"""What names an object in a client file: its kind and its name."""
_STEP = r"[A-Za-z@_][\w@-]*(?:\[[^\[\]]+\])?"
_PROPERTY = re.compile(rf"{_STEP}(?:\.{_STEP})*(?P<below>\.\*)?")
BELOW = ".*"
"""Written after a group of properties: all that is below it, and not the group."""
_OF_MEMBER = re.compile(rf"(?:\.{_STEP})*(?:\.\*)?")
_MEMBER = re.compile(r"members\[.+\](?=\.|$)", re.DOTALL)
"""Up to the last bracket, because the name of a group may have brackets too."""
_WILDCARD = re.compile(r"(?<!\\)[*?]")
_LETTER = re.compile(r"\\([*?])")
"""A sign that would be a wildcard, written so that it is none."""


def properties(written: object) -> tuple[str, ...]:
    """Return the properties that a client file names: one, a list of them, or none.

    Raises:
        TypeError: when it is anything else.
    """
    if written is None or isinstance(written, str):
        return (written,) if written else ()
    if isinstance(written, list | tuple) and all(isinstance(one, str) for one in written):
        return tuple(written)
    raise TypeError(f"expected a property or a list of them, found {written!r}")


def is_property(written: str) -> bool:
    """Return whether `written` names one property, one group of them, or `missing`; never everything there is."""
    of_member, rest = _parted(written)
    if of_member:
        return names_one(of_member) and bool(_OF_MEMBER.fullmatch(rest))
    first = re.split(r"[.\[]", written, maxsplit=1)[0]
    alone = first != MISSING or written == MISSING
    return alone and bool(_PROPERTY.fullmatch(written)) and written not in (f"{MEMBERS}{BELOW}", MEMBERS)


def covers(written: str, path: str) -> bool:
    """Return whether an exception for `written` covers the difference at `path`."""
    (said_of, said), (of_member, own) = _parted(written), _parted(path)
    if real_name(said_of) != of_member:
        return False
    if not said.endswith(BELOW):
        return said == own
    above = said.removesuffix(BELOW)
    return own.startswith((f"{above}.", f"{above}["))


def member(path: str) -> str:
    """Return the part of a path that names a rule's member, `members[anna@contoso.example]`; empty without one."""
    return _parted(path)[0]


def own_part(path: str) -> str:
    """Return a path without its member: `.durationDays` of `members[anna@contoso.example].durationDays`."""
    return _parted(path)[1]


def below(written: str) -> str | None:
    """Return the group of which `written` names everything below; None where it names one property."""
    return written[:-1].removesuffix(".") if written.endswith("*") else None


def names_one(written: str) -> bool:
    """Return whether `written` is the name of one object, and no pattern of names."""
    return not _WILDCARD.search(written)


def names(written: str, kind: str, name: str) -> bool:
    """Return whether `written` names the unmanaged object `name` of `kind`."""
    said_kind, _, pattern = written.partition("/")
    return said_kind == kind and fnmatchcase(name, _LETTER.sub(r"[\1]", pattern.replace("[", "[[]")))


def real_name(written: str) -> str:
    """Return the name that `written`, a client file's for one object or member, stands for."""
    return _LETTER.sub(r"\1", written)


def as_written(name: str) -> str:
    """Return how a client file names the one object of this `name`, whatever signs are in it."""
    return re.sub(r"[*?]", r"\\\g<0>", name)


def present_name(name: str, renamed: Mapping[str, str]) -> str:
    """Return a control's id, or an object's name in the program, which begins with it, as it is since the renaming.

    Args:
        name: as a file says it; a natural key stays as it is.
        renamed: present id by former id.
    """
    control, slash, rest = name.partition("/")
    return f"{renamed.get(control, control)}{slash}{rest}"


def _parted(path: str) -> tuple[str, str]:
    """Return the member and the rest of a path; names are the same in any letter case."""
    found = _MEMBER.match(path)
    return (one_case(found[0]), path[found.end() :]) if found else ("", path)
