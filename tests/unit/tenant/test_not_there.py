"""An object is gone where the service says so: of a 404 by whatever stands between, nothing is known to be gone."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from holdfast.model.errors import ReadError
from holdfast.model.plan import Cloud
from holdfast.tenant.graph import GraphReader
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http, Reply
from holdfast.tenant.retry import Patience

PATH = "/v1.0/identity/conditionalAccess/policies/x"
GONE = {"error": {"code": "ResourceNotFound", "message": "not there"}}
OTHERS: list[Any] = [
    None,
    "",
    "<html>not found</html>",
    [],
    {},
    {"error": None},
    {"error": "not found"},
    {"error": {}},
    {"error": {"code": "", "message": "x"}},
    {"error": {"code": None}},
    {"error": {"code": 404}},
    {"code": "ResourceNotFound"},
    {"value": []},
    [GONE],
]


def answered(status: int, body: Any, *, whole: bool = False) -> dict[str, Any] | None:
    """What the reader makes of an object that is answered so: in a batch, or in the batch's own place."""
    member = {"id": "0", "status": status, "headers": {"Content-Type": "application/json"}, "body": body}

    async def send(*_: Any, **__: Any) -> Reply:
        """Answer every request alike."""
        if whole:
            return Reply(status, {}, json.dumps(body).encode())
        return Reply(200, {}, json.dumps({"responses": [member]}).encode())

    http = cast("Http", SimpleNamespace(hosts=HOSTS[Cloud.GLOBAL], send=send))
    return asyncio.run(GraphReader(http, Patience(deadline_seconds=1)).entity(PATH))


def test_what_the_service_says_is_gone_is_gone() -> None:
    assert answered(404, GONE) is None


@pytest.mark.parametrize("body", OTHERS, ids=json.dumps)
@pytest.mark.parametrize("whole", [False, True], ids=["in a batch", "of a batch"])
def test_any_other_404_was_not_read(body: Any, *, whole: bool) -> None:
    with pytest.raises(ReadError):
        answered(404, body, whole=whole)


@pytest.mark.parametrize("status", [200, 201, 204, 301, 400, 403, 409, 410, 423, 500])
@pytest.mark.parametrize("body", [None, "", [], GONE], ids=json.dumps)
def test_no_other_answer_says_that_anything_is_gone(status: int, body: Any) -> None:
    with pytest.raises(ReadError):
        answered(status, body)
