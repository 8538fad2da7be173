"""How a client file names what an exception covers: the grammars of `property` and `unmanaged`, and what each covers.

`state`                             that property alone
`conditions.users.*`                every property below it; written so, or it covers nothing below
`members[anna@contoso.example].x`   that property of one member; `members[anna@contoso.example].*` all of hers
`missing`                           that the object is not there at all

`NamedLocation/Warehouse`           the one unmanaged object of that kind and name
`NamedLocation/Warehouse*`          every one of them: `*` stands for any letters, `?` for one, any other for itself
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MISSING = "missing"
"""The property of an exception that accepts the object's absence; no kind has a property of this name."""
MEMBERS = "members"
"""What paths into a population start with."""
_STEP = r"[A-Za-z@_][\w@-]*(?:\[[^\[\]]+\])?"
_PROPERTY = re.compile(rf"{_STEP}(?:\.{_STEP})*(?P<below>\.\*)?")
_BELOW = ".*"
_MEMBER = re.compile(r"^members\[.*\](?=\.|$)")


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
    return bool(_PROPERTY.fullmatch(written)) and written not in (f"{MEMBERS}{_BELOW}", MEMBERS)


def covers(written: str, path: str) -> bool:
    """Return whether an exception for `written` covers the difference at `path`."""
    written, path = _normal(written), _normal(path)
    if not written.endswith(_BELOW):
        return written == path
    above = written.removesuffix(_BELOW)
    return path.startswith((f"{above}.", f"{above}["))


def names_one(written: str) -> bool:
    """Return whether an exception for the `unmanaged` objects of `written` is for one object only."""
    return not set(written) & {"*", "?"}


def names(written: str, kind: str, name: str) -> bool:
    """Return whether `written` names the unmanaged object `name` of `kind`."""
    return fnmatchcase(f"{kind}/{name}", written.replace("[", "[[]"))


def present_name(name: str, renamed: Mapping[str, str]) -> str:
    """Return a control's id, or an object's name in the program, which begins with it, as it is since the renaming.

    Args:
        name: as a file says it; a natural key stays as it is.
        renamed: present id by former id.
    """
    control, slash, rest = name.partition("/")
    return f"{renamed.get(control, control)}{slash}{rest}"


def _normal(path: str) -> str:
    """Return a path with its member's name in lower case: the directory's names are the same in any letter case."""
    return _MEMBER.sub(lambda found: found.group(0).casefold(), path)
