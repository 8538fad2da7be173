"""OData annotations, advertised actions and Exchange's side-car keys describe a value; they are not one.

`@odata.type`, `authenticationStrength@odata.context`, `WhenChanged@data.type`, `@adminapi.warnings`,
`#microsoft.graph.restore`.
Source: https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html (sections 4.6
and 16, 2026-11-25); the `@data.type` form was seen on the Exchange endpoint (2026-07).
"""

from __future__ import annotations

from typing import Any

TYPE = "@odata.type"
"""Annotation that names the type of an object, where it is not the one that its place declares."""


def is_annotation(name: str) -> bool:
    """Return whether the property `name` is an annotation."""
    return "@" in name or name.startswith("#")


def without_annotations(value: Any) -> Any:
    """Return `value` with every annotation left out, at every depth."""
    if isinstance(value, dict):
        return {
            name: without_annotations(member) for name, member in value.items() if not is_annotation(name)
        }
    if isinstance(value, list):
        return [without_annotations(item) for item in value]
    return value
