"""Whether code asks for the time, or for chance: what it declares may be something else the next time it runs.

Neither raises an audit event, and the classes of `datetime` cannot be watched. So it is told by the names that the code
uses, wherever they stand: a name too many costs a recording, a name too few would be a check of what nobody declares.
"""

from __future__ import annotations

from types import CodeType

_NAMES = frozenset(
    {
        *("now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime", "monotonic"),
        *("monotonic_ns", "perf_counter", "perf_counter_ns", "clock_gettime"),
        *("clock_gettime_ns", "random", "secrets", "urandom", "getrandom", "SystemRandom", "uuid1"),
        *("uuid4", "getnode", "getpid", "gettempdir", "mkdtemp", "mkstemp"),
        *("formatdate", "make_msgid", "process_time", "process_time_ns", "thread_time", "thread_time_ns"),
    }
)
"""Names of Python's own library, those of modules among them, that stand for the moment, the process, or chance."""


def asks_the_moment(code: CodeType) -> bool:
    """Return whether `code`, or a function in it, uses such a name."""
    return not _NAMES.isdisjoint(code.co_names) or any(
        asks_the_moment(one) for one in code.co_consts if isinstance(one, CodeType)
    )
