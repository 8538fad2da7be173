"""Queries of Graph in access reviews, which the service answers with the version before them that was not sent.

Source: the answers on https://learn.microsoft.com/graph/api/accessreviewset-list-definitions (2026-11-27) have
`/v1.0/groups/…` where the requests on the pages that make reviews have `/groups/…`.
"""

from __future__ import annotations

from typing import Any

_VERSIONS = ("/v1.0/", "/beta/")


def with_versions(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return `found` with each query as `wanted` has it where they differ by the version alone."""
    return {
        name: wanted[name] if name in wanted and _plain(wanted[name]) == _plain(value) else value
        for name, value in found.items()
    }


def _plain(value: Any) -> Any:
    """Return a query, or a set of them, without versions; everything else as it is."""
    if isinstance(value, list):
        return sorted(map(str, map(_plain, value)))
    if isinstance(value, str):
        return next((value[len(one) - 1 :] for one in _VERSIONS if value.startswith(one)), value)
    return value
