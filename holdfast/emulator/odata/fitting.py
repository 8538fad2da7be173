"""What a client gave of an object, held against the shape of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.schema import SchemaError, check, complete, require

if TYPE_CHECKING:
    from holdfast.emulator.odata.schema import StructuredType


def fitting(shape: StructuredType, body: Any, *, new: bool = False) -> dict[str, Any]:
    """Return the properties of `shape` that are in `body`, as they were given.

    Args:
        shape: what may be given, and, of something `new`, what must be.
        body: of a call.
        new: whether the object is made by it.

    Raises:
        GraphError: 400, it does not fit.
    """
    try:
        check(shape, body)
        if new:
            require(shape, body)
    except SchemaError as error:
        raise bad_request(f"Invalid {shape.name}: {error}.") from error
    return {name: body[name] for name in shape.fields if name in body}


def completed(shape: StructuredType, body: Any) -> dict[str, Any]:
    """Return the properties of `shape` that are in `body`, each as the service answers it (see `complete`).

    Raises:
        GraphError: 400, it does not fit.
    """
    return {name: complete(shape.fields[name], value) for name, value in fitting(shape, body).items()}


def given_moment(text: str | None) -> datetime | None:
    """Return the moment that a client gave, in UTC; None where it gave none.

    Raises:
        GraphError: 400, it is no moment.
    """
    try:
        return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise bad_request(f"Cannot convert the literal '{text}' to the type 'DateTimeOffset'.") from error
