"""The mistakes that files can hold, and the collector that reports them all at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.errors import InputErrors, InputMistake
from holdfast.model.near import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.plan.node import Place


class Slug(StrEnum):
    """Every kind of mistake; each has an entry in `docs/messages.md`."""

    BAD_ATTESTATION = "bad-attestation"
    """An attestation is of what nobody asks for, is there twice, or its days or its digest cannot be right."""
    BAD_DATE = "bad-date"
    """An expiry is not a day of the calendar, written as 2027-03-31."""
    BAD_DURATION = "bad-duration"
    """A duration is not a whole number of days in the allowed range."""
    BAD_PARAMETER = "bad-parameter"
    """A parameter's declaration contradicts itself, or its name is not usable."""
    BAD_PROPERTY = "bad-property"
    """An exception's `property` is not a path, or covers everything."""
    BAD_REFERENCE = "bad-reference"
    """`${…}` is not closed, stands in a parameter's own value, or puts a list into a text."""
    BAD_TENANT = "bad-tenant"
    """The tenant is neither a domain nor an id."""
    BAD_UNDERSTANDING = "bad-understanding"
    """`object` of `i_understand` is not `<Kind>/<name>`, no value is named, or the same is said twice."""
    BAD_UNMANAGED = "bad-unmanaged"
    """`unmanaged` is not `<Kind>/<name>` with a name or a pattern of names."""
    BAD_VERSION = "bad-version"
    """A baseline is not written as `name@1.2.3`, or a version not as `1.2.3`."""
    CIRCULAR_EXTENDS = "circular-extends"
    """A baseline extends itself, directly or through others."""
    DISTANT_EXPIRY = "distant-expiry"
    """An exception would hold for more than two years."""
    DUPLICATE_EXCEPTION = "duplicate-exception"
    """Two exceptions are about the same thing."""
    DUPLICATE_KEY = "duplicate-key"
    """A name occurs twice in one group of a file."""
    EMPTY_BASELINE = "empty-baseline"
    """A baseline has no controls, so nothing would be checked."""
    ENCRYPTED_VALUE = "encrypted-value"
    """A value is encrypted, as `pulumi config set --secret` writes it; a client file holds plain values."""
    EXCEPTION_SUBJECT = "exception-subject"
    """An exception names neither a control nor unmanaged objects, or both."""
    EXCEPTION_TOO_WIDE = "exception-too-wide"
    """An exception for a control does not say which object and which of its properties it covers."""
    LAYER_CONFLICT = "layer-conflict"
    """Two layers set the same setting, or declare the same parameter, differently."""
    MISSING_KEY = "missing-key"
    """A required key of a file, or a required setting of a control, is not there."""
    MISSING_PARAMETER = "missing-parameter"
    """The client file does not set a parameter that the baseline requires."""
    NOT_UTF8 = "not-utf8"
    """The file is not UTF-8 text."""
    OTHER_EMERGENCY_ACCOUNTS = "other-emergency-accounts"
    """Two controls name different emergency accounts, so that one of them would spare somebody else."""
    PLUGIN_SETTING = "plugin-setting"
    """The client file says to a plugin itself who signs in or where."""
    SECRET_IN_FILE = "secret-in-file"  # noqa: S105 - the name of a mistake
    """The client file holds, or is meant to hold, what proves who we are."""
    SECURITY_DEFAULTS_AND_POLICIES = "security-defaults-and-policies"
    """Security defaults are on beside an enabled policy: the service refuses one of the two."""
    TWO_BREAK_GLASS_GROUPS = "two-break-glass-groups"
    """Two controls name different break-glass groups, so that one of them would not be excluded."""
    UNDECLARED_PARAMETER = "undeclared-parameter"
    """`${…}` names a parameter that no layer declares."""
    UNKNOWN_BASELINE = "unknown-baseline"
    """There is no baseline of that name, or not in that version."""
    UNKNOWN_CONTROL = "unknown-control"
    """There is no control of that id, or it is not in the client's baseline."""
    UNKNOWN_GRACE_PERIOD = "unknown-grace-period"
    """The client file sets a period that no contract can set, or that there is not."""
    UNKNOWN_KEY = "unknown-key"
    """A file or a control's settings have a name that Holdfast does not know."""
    UNKNOWN_OBJECT = "unknown-object"
    """What the client file accepts or agrees to is about an object that nobody declares."""
    UNKNOWN_PARAMETER = "unknown-parameter"
    """The client file sets a parameter that the baseline does not declare."""
    UNKNOWN_WARNING = "unknown-warning"
    """The client file accepts a warning that there is not."""
    UNREADABLE_FILE = "unreadable-file"
    """The file cannot be opened."""
    UNUSED_PARAMETER = "unused-parameter"
    """A parameter is declared or set, and no control uses it."""
    WRONG_NAME = "wrong-name"
    """A baseline's own name or version differs from its folder or file name."""
    WRONG_TYPE = "wrong-type"
    """A value is of another type than expected, such as a text for a number."""
    WRONG_VALUE = "wrong-value"
    """A value is of the right type and not allowed."""
    YAML_SYNTAX = "yaml-syntax"
    """The file is not valid YAML."""
    YAML_UNSUPPORTED = "yaml-unsupported"
    """The file uses YAML that Holdfast refuses: tags, merge keys, circles, names that are no text."""


SLUGS: tuple[str, ...] = tuple(slug.value for slug in Slug)
"""All slugs of input mistakes, sorted."""


class Mistakes:
    """Collects mistakes; the same slug at the same place is kept once."""

    def __init__(self) -> None:
        """Start without any."""
        self._found: dict[tuple[str, int, str, str], InputMistake] = {}

    def add(self, place: Place, slug: Slug, message: str) -> None:
        """Keep one mistake at `place`."""
        key = (place.file, place.line, place.path, slug.value)
        self._found.setdefault(key, InputMistake(place.file, place.line, place.path, message, slug.value))

    def raise_if_any(self) -> None:
        """Do nothing when all is well.

        Raises:
            InputErrors: with every mistake collected so far.
        """
        if self._found:
            raise InputErrors(list(self._found.values()))


_LIST_AT_MOST = 12


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that `name` was probably meant to be, or None."""
    known = sorted(names)
    alike = [each for each in known if each.partition(":")[2] == name] or near(name, known)
    return alike[0] if alike else None


def suggestion(name: str, names: Iterable[str]) -> str:
    """Return `; did you mean …?`, else what there is, to be put behind a sentence about an unknown `name`."""
    known = sorted(names)
    meant = nearest(name, known)
    if meant is not None:
        return f"; did you mean `{meant}`?"
    if not known:
        return "; there are none"
    more = f" and {len(known) - _LIST_AT_MOST} more" if len(known) > _LIST_AT_MOST else ""
    return "; there are: " + ", ".join(known[:_LIST_AT_MOST]) + more
