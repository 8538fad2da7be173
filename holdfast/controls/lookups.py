"""A look-up that fails is told in one sentence, by a control or by hand: of what nothing needs, no gate has looked."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pulumi

from holdfast.model.errors import HoldfastError
from holdfast.plan.places import place_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from types import FrameType

T = TypeVar("T")
U = TypeVar("U")
_OURS = Path(__file__).resolve().parents[1]
_SEEN = 300
"""Letters of what the plugin says: the end of it tells why."""


def explained(found: pulumi.Output[T], what: str, names: Sequence[str]) -> pulumi.Output[T]:
    """Return what was `found`; where the look-up fails, the program ends with one sentence instead of a traceback.

    Args:
        found: the look-up's answer.
        what: what is looked up, for people.
        names: as they were written; the sentence says in which line of which file.
    """
    return _or_told(found, partial(_failed, what, names))


def told_by_hand(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return an SDK's way to ask a provider's function that tells in one sentence why one by hand fails, and where."""

    def asked(token: str, given: Mapping[str, Any], *more: Any, **options: Any) -> Any:
        """Ask; what a control asks is `explained`."""
        place = _place_by_hand()
        if not place:
            return call(token, given, *more, **options)
        told = partial(_failed_by_hand, f"{place}: {token.rpartition(':')[2]}")
        try:
            found = call(token, given, *more, **options)
        except HoldfastError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the plugin and the SDK make of it
            raise pulumi.RunError(str(told(error))) from None
        return _or_told(found, told) if isinstance(found, pulumi.Output) else found

    return asked


def _or_told(found: pulumi.Output[T], told: Callable[[Exception], HoldfastError]) -> pulumi.Output[T]:
    """Return what was `found`; where that fails, the program ends with what is `told` of it."""

    async def value() -> T:
        """Return what was found, or end the program with the sentence."""
        try:
            return await found.future()  # type: ignore[return-value] # None is a value that is not known yet
        except HoldfastError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the plugin and the SDK make of it
            raise pulumi.RunError(str(told(error))) from None

    # The SDK tells at the end of the program of every output that failed and that no other one rests on.
    found._untrack()  # noqa: SLF001
    # As tasks: what nobody comes to ask for where the value fails is told by Python as never awaited.
    return pulumi.Output(
        asyncio.ensure_future(_or_else(found.resources, set[pulumi.Resource]())),
        value(),
        asyncio.ensure_future(_or_else(found.is_known, True)),  # noqa: FBT003 - it stands for a failed one
        asyncio.ensure_future(_or_else(found.is_secret, False)),  # noqa: FBT003
    )


async def _or_else(ask: Callable[[], Awaitable[U]], otherwise: U) -> U:
    """Return what `ask` answers, and `otherwise` where it fails: the value tells why."""
    try:
        return await ask()
    except Exception:  # noqa: BLE001 - told by the value
        return otherwise


def _failed(what: str, names: Sequence[str], error: Exception) -> HoldfastError:
    project, client = Path.cwd(), pulumi.get_stack()
    places = ", ".join(dict.fromkeys(place_of(project, client, name) for name in names))
    return HoldfastError("lookup-failed", f"{what}, which {places} names, was not found: {_reason(error)}")


def _failed_by_hand(asked: str, error: Exception) -> HoldfastError:
    return HoldfastError("lookup-failed", f"{asked} found nothing that it could go by: {_reason(error)}")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()).removesuffix(" [lookup-failed]")[-_SEEN:]


def _place_by_hand() -> str:
    """Return `file:line` of the nearest code that is no package's; empty where that is our own."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file != Path(__file__) and file.name != "own_providers.py" and "site-packages" not in file.parts:
            ours = file.resolve().is_relative_to(_OURS)
            return "" if ours else f"{file.name}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
