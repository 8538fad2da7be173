"""A look-up that fails is told in one sentence: by `pulumi up` too, where no check has looked before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pulumi

from holdfast.model.errors import HoldfastError
from holdfast.plan.places import place_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

T = TypeVar("T")
U = TypeVar("U")


def explained(found: pulumi.Output[T], what: str, names: Sequence[str]) -> pulumi.Output[T]:
    """Return what was `found`; where the look-up fails, the program ends with one sentence instead of a traceback.

    Args:
        found: the look-up's answer.
        what: what is looked up, for people.
        names: as they were written; the sentence says in which line of which file.
    """

    async def value() -> T:
        """Return what was found, or end the program with the sentence."""
        try:
            return await found.future()  # type: ignore[return-value] # None is a value that is not known yet
        except HoldfastError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the plugin and the SDK make of it
            raise pulumi.RunError(str(_failed(what, names, error))) from None

    # The SDK tells at the end of the program of every output that failed and that no other one rests on.
    found._untrack()  # noqa: SLF001
    return pulumi.Output(
        _or_else(found.resources, set[pulumi.Resource]()),
        value(),
        _or_else(found.is_known, True),  # noqa: FBT003 - the value that stands for a failed one
        _or_else(found.is_secret, False),  # noqa: FBT003
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
    reason = " ".join(str(error).split()).removesuffix(" [lookup-failed]")
    return HoldfastError("lookup-failed", f"{what}, which {places} names, was not found: {reason[-300:]}")
