"""Keeps the look at every registered policy behind everything that could still change it, and its refusal readable.

The engine runs transforms in the order in which they were registered: those of a resource, of its parents, and then
those of the stack. So ours comes last for as long as none of the stack is registered after it.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
import pulumi

from holdfast.gates.unseen import sentence
from holdfast.model.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

_SDK = Path(pulumi.__file__).parent


def stay_last(monitor: Any, refused: MutableMapping[tuple[str, str], str]) -> None:
    """Let no transform be registered any more, and have refusals told without the engine's traceback.

    Args:
        monitor: the SDK's client of the engine's monitor.
        refused: sentence by type token and name of what our own transform refused; told ones are taken out.
    """
    monitor.RegisterStackTransform = _no_more
    monitor.RegisterStackInvokeTransform = _no_more
    monitor.RegisterResource = _readable(monitor.RegisterResource, refused)


def _no_more(*_: object, **__: object) -> None:
    """End the program: it registers a transform that its recording did not have.

    Raises:
        pulumi.RunError: with the line that registers it.
    """
    told = f"{_asking_line()}the engine would change what is declared by a transform"
    raise pulumi.RunError(str(RefusedError("transform-refused", sentence(told))))


def _asking_line() -> str:
    """Return `file:line: ` of the innermost line on the stack that is neither the SDK's nor ours."""
    frames = (
        frame
        for frame in reversed(traceback.extract_stack())
        if frame.filename != __file__ and not Path(frame.filename).is_relative_to(_SDK)
    )
    frame = next(frames, None)
    return f"{frame.filename}:{frame.lineno}: " if frame else ""


def _readable(send: Callable[..., Any], refused: MutableMapping[tuple[str, str], str]) -> Callable[..., Any]:
    """Return `send` that ends with our sentence where our transform ended a registration."""

    def register(request: Any, *more: Any, **options: Any) -> Any:
        try:
            return send(request, *more, **options)
        except grpc.RpcError:
            told = refused.pop((request.type, request.name), None)
            if told is None:
                raise
            raise pulumi.RunError(told) from None

    return register
