"""OData annotations and Exchange's side-car keys describe a value; they are not one.

`@odata.type`, `authenticationStrength@odata.context`, `WhenChanged@data.type`, `@adminapi.warnings`.
Source: https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html (section 4.6,
2026-11-24); the `@data.type` form was seen on the Exchange endpoint (2026-07).
"""

from __future__ import annotations

from typing import Any


def is_annotation(name: str) -> bool:
    """Return whether the property `name` is an annotation."""
    return "@" in name


def without_annotations(value: Any) -> Any:
    """Return `value` with every annotation left out, at every depth."""
    if isinstance(value, dict):
        return {
            name: without_annotations(member) for name, member in value.items() if not is_annotation(name)
        }
    if isinstance(value, list):
        return [without_annotations(item) for item in value]
    return value
