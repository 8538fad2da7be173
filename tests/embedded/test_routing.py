"""Whatever path is asked for, what is not served is told with the routes nearest to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.odata.dispatch import graph_routes
from holdfast.emulator.routing import Router

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.unmeasured  # nothing of the embedded tenant is measured

ROUTER = Router(graph_routes())
TEMPLATES = sorted({route.template for route in ROUTER.routes})
FILLED = {template: re.sub(r"\{[^}]*\}", "x", template) for template in TEMPLATES}
STRANGE: dict[str, Callable[[str], str]] = {
    "key by another property": lambda path: f"{path}(userPrincipalName='a@b.example')",
    "key in the middle": lambda path: re.sub(r"/([^/]+)", r"/\1(a='b')", path, count=1),
    "function": lambda path: f"{path}()",
    "last segment empty": lambda path: f"{path}/",
    "only slashes": lambda path: re.sub(r"[^/]", "", path),
    "parameter empty": lambda path: path.replace("x", ""),
    "one more": lambda path: f"{path}/x",
    "one fewer": lambda path: path.rpartition("/")[0],
    "another word": lambda path: f"{path}s",
    "as it is": lambda path: path,
}


EVERY = 3
"""A way of being strange is tried on each so many-th template, another way on those that it leaves out."""


@pytest.mark.parametrize("strange", STRANGE)
def test_any_path_is_answered_or_told_with_the_nearest_routes(strange: str) -> None:
    for template in TEMPLATES[list(STRANGE).index(strange) % EVERY :: EVERY]:
        path = STRANGE[strange](FILLED[template])
        unanswered = next((one for one in ("GET", "PUT") if ROUTER.match(one, "v1.0", path) is None), None)
        nearest = ROUTER.nearest(unanswered, "v1.0", path) if unanswered else ()
        assert all(one.reason for one in nearest), path
