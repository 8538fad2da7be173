"""One documented answer of a service, by hand: what a kind must read in it, and write back under the same names.

The tests that make up their own answers from the fields cannot see a wire name that is wrong both ways; this can.
"""

from __future__ import annotations

from typing import Any

from holdfast.model.value_class import value_class


@value_class(kw_only=True)
class Example:
    """An answer as the documentation of the kind's `source` shows it, and what it says."""

    row: dict[str, Any]
    """Wire row, JSON values."""
    inputs: dict[str, Any]
    """The same in Pulumi's names; computed outputs among them."""
