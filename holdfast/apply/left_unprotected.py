"""What an apply that failed may have left behind: a tenant in which nothing protects sign-ins.

Security defaults have to be off before a policy can be enabled, so whatever fails in between leaves neither.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from holdfast.apply.gates.sign_ins import require_sign_ins_read
from holdfast.apply.protection import protecting
from holdfast.gates.before_writing import DEFAULTS
from holdfast.model.errors import EngineError, HoldfastError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind

_NOTHING_DONE = "stack-locked"
_DO = (
    "mend what is told above and run again, or switch security defaults on by hand (Microsoft Entra admin center, "
    "Overview, Properties)"
)


@contextmanager
def told_if_unprotected(
    kinds: Mapping[str, Kind],
    declared: Collection[str],
    look: Callable[[], Live],
    say: Callable[[str], object],
) -> Iterator[None]:
    """Say of an apply in the block that fails when nothing protects sign-ins now, or when nobody knows.

    Args:
        kinds: by type token.
        declared: type tokens of what the program declares: one without security defaults leaves them as they are.
        look: reads the tenant.
        say: told of it.

    Raises:
        EngineError: what the block raises.
    """
    try:
        yield
    except EngineError as failed:
        if failed.slug != _NOTHING_DONE and DEFAULTS in declared and (told := _told(kinds, look)):
            say(f"Warning: {told}: {_DO}")
        raise


def _told(kinds: Mapping[str, Kind], look: Callable[[], Live]) -> str:
    """Return what is to be said of the tenant; empty where something protects sign-ins."""
    try:
        live = look()
        if protecting(kinds, live):
            return ""
        require_sign_ins_read(live, (DEFAULTS,))
    except HoldfastError:
        return "whether anything protects sign-ins now, after what failed, could not be read"
    return "nothing protects sign-ins now, neither an enabled policy nor security defaults"
