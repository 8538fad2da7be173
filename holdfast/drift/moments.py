"""Whether code asks for the time, or for chance: what it declares may be something else the next time it runs.

Neither raises an audit event, and the classes of `datetime` cannot be watched. So it is told by the names that the code
uses, wherever they stand: a name too many costs a recording, a name too few would be a check of what nobody declares.
"""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import TYPE_CHECKING

from holdfast.drift.frames import Owner, owner_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = frozenset(
    {
        *("now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime", "monotonic"),
        *("monotonic_ns", "perf_counter", "perf_counter_ns", "clock_gettime"),
        *("clock_gettime_ns", "random", "secrets", "urandom", "getrandom", "SystemRandom", "uuid1"),
        *("uuid4", "getnode", "getpid", "gettempdir", "mkdtemp", "mkstemp"),
    }
)
"""Names of Python's own library, those of modules among them, that stand for the moment, the process, or chance."""


class _Compiled(SourceFileLoader):
    """Code as Python runs it; nothing is written beside it."""

    def set_data(self, path: str, data: object, *, _mode: int = 0o666) -> None:
        """Keep no byte code."""


def ask_the_moment(files: Iterable[str]) -> bool:
    """Return whether any of `files` that is the program's own code uses such a name."""
    return any(
        file.endswith(".py") and owner_of(file) is Owner.PROGRAM and not _NAMES.isdisjoint(_names_in(file))
        for file in files
    )


def _names_in(file: str) -> Iterator[str]:
    """Yield what the code of a file names; nothing of one that is gone or no code: who ran it said so."""
    try:
        code = _Compiled(file, file).get_code(file)  # what Python has compiled already is not compiled again
    except (OSError, ImportError, SyntaxError, ValueError):
        return
    waiting = [code] if code else []
    while waiting:
        code = waiting.pop()
        yield from code.co_names
        waiting += [one for one in code.co_consts if isinstance(one, CodeType)]
