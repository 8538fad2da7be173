"""Periods as settings give them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Days = Annotated[int, Field(ge=1, le=36500)] | Literal["unlimited"]
"""Whole days up to a hundred years, or `unlimited`."""
