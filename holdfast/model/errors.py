"""Every error a user can meet.

```
HoldfastError                what failed, where, what was expected, what to do next
├── InputErrors              mistakes in baseline or client files, all at once (exit code 2)
├── EngineError              no usable Pulumi engine
├── RecordingError           the program could not be recorded
├── SignInError              no token for the tenant
├── ReadError                one list call failed: its objects are UNKNOWN, never missing
├── WriteError               the tenant refused a change
│   └── PartlyDoneError      single members of a population were refused; the rest is done
└── RefusedError             Holdfast itself refuses: a safety rule would be broken
```

Each error carries a slug, and each slug has an entry in `docs/messages.md`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from holdfast.model.value_class import value_class


class HoldfastError(Exception):
    """A failure that a person can act upon: one sentence, and a slug that `docs/messages.md` explains."""

    def __init__(self, slug: str, message: str) -> None:
        """Keep `slug` (kebab-case) and `message` (one clear sentence, no secret in it)."""
        super().__init__(message)
        self.slug = slug
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} [{self.slug}]"

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how pickle makes it again in another process, with all that it carries."""
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[HoldfastError], args: tuple[object, ...], facts: dict[str, Any]) -> HoldfastError:
    error = kind.__new__(kind, *args)
    vars(error).update(facts)
    return error


_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What `str.splitlines` ends a line at."""


@value_class(order=True)
class InputMistake:
    """One mistake in a file that a person wrote."""

    file: str
    """Path as the user would type it, relative to the project folder."""
    line: int
    """1-based line of the value at fault; 0 when the file itself is at fault."""
    path: str
    """Dotted path inside the file, such as `controls.entra.mfa_required.state`; empty for the whole file."""
    message: str
    """What is wrong, what was expected, what to do next."""
    slug: str
    """Entry in `docs/messages.md`."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        told = f"{where}: {self.path + ': ' if self.path else ''}{self.message} [{self.slug}]"
        # A text of a file that is repeated may have lines; each mistake is one, whoever reads them line by line.
        return _LINE_ENDS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", told)


class InputErrors(HoldfastError):  # noqa: N818 - it carries many
    """All mistakes found in the files of one client, reported together."""

    def __init__(self, mistakes: list[InputMistake]) -> None:
        """Keep `mistakes`, sorted by file and line."""
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("input-errors", "\n".join(str(mistake) for mistake in self.mistakes))

    def __str__(self) -> str:
        return self.message


class EngineError(HoldfastError):
    """No Pulumi engine could be found, downloaded or built."""


class RecordingError(HoldfastError):
    """The Pulumi program failed while its desired state was recorded."""


class SignInError(HoldfastError):
    """No access token could be had for the tenant."""


class ReadError(HoldfastError):
    """A list call failed. `reason` is one of the closed list in `holdfast.model.status.Reason`."""

    def __init__(self, slug: str, message: str, reason: str) -> None:
        """Keep the closed-list `reason` beside the sentence."""
        super().__init__(slug, message)
        self.reason = reason


class WriteError(HoldfastError):
    """The tenant refused a change. `status` is the HTTP status, `code` the service's own error code."""

    def __init__(self, slug: str, message: str, *, status: int = 0, code: str = "") -> None:
        """Keep the wire's `status` and `code` beside the sentence."""
        super().__init__(slug, message)
        self.status = status
        self.code = code


class PartlyDoneError(WriteError):
    """A rule was applied to all members but some, each of which the tenant refused; applying again changes nothing."""


class RefusedError(HoldfastError):
    """Holdfast refuses to go on because a safety rule would be broken."""


class HoldfastWarning(UserWarning):
    """Something that a person should know and that ends nothing: told once, as a sentence on standard error."""


NOT_UNDERSTOOD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What Python raises where an answer is not of the form that its reader expects, and its reader did not say so itself.

Caught only where an answer becomes `UNKNOWN`: nothing read is taken for true because of it.
"""


_PYTHONS_OWN = (ArithmeticError, AttributeError, IndexError, TypeError)
"""Of these the words are about the program that reads; of ours they begin as below."""
_OURS = "expected "
_SHOWN = 100
"""Characters."""


def in_words(error: Exception) -> str:
    """Return what is wrong with a document that could not be read, for people.

    `error` is one of `NOT_UNDERSTOOD`, or the operating system's.
    """
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, json.JSONDecodeError):
        return f"it is no JSON from line {error.lineno} on"
    if isinstance(error, UnicodeDecodeError | RecursionError):
        return "it is nested too deeply" if isinstance(error, RecursionError) else "it is no text in UTF-8"
    if isinstance(error, KeyError):
        return f"{str(error)[:_SHOWN]} is missing in it"
    if isinstance(error, _PYTHONS_OWN) and not str(error).startswith(_OURS):
        return "a part of it has another form than it should have"
    return str(error)[:_SHOWN]
