"""Sessions that read and sessions that write send one request alike, and only the latter load msgraph-sdk."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.model.plan import Cloud
from holdfast.tenant.adapter import AdapterHttp
from holdfast.tenant.credentials import AccessToken
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.http import Http, Reply
from holdfast.tenant.session import Session

if TYPE_CHECKING:
    from holdfast.tenant.credentials import Credential

GRAPH = HOSTS[Cloud.GLOBAL].graph
METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")
PATHS = (
    "/v1.0/groups?$filter=displayName%20eq%20'Caf%C3%A9%20%26%20co'&$top=999",
    "/v1.0/directoryObjects/$ref",
    "/beta/users/a%2Fb?$select=id,a&x=%25",
    "/v1.0/sites/contoso.sharepoint.com,1,2/drives/b!x?a=1+2",
    "/v1.0//me",
)
# What neither says for itself: who it is, and how the connection is.
WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
HEADERS = st.dictionaries(
    st.sampled_from(["Prefer", "ConsistencyLevel", "If-Match", "X-AnchorMailbox", "Content-Type", "Accept"]),
    WORDS,
)


class Signed:
    """A credential that needs nobody."""

    async def token(self, _client: Session, _resource: str) -> AccessToken:
        """Return the same token for all."""
        return AccessToken("a.b.c")


def sent(
    sort: type[Http], method: str, path: str, headers: dict[str, str], content: bytes | None
) -> tuple[tuple[object, ...], Reply]:
    """Return the request that a session of a sort sends, and what it makes of the answer."""
    heard: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        return httpx.Response(418, headers={"X-Told": "yes"}, stream=httpx.ByteStream(b"\x00not json"))

    credential: Credential = Signed()

    async def asked() -> Reply:
        async with sort(
            credential, Session(HOSTS[Cloud.GLOBAL], transport=httpx.MockTransport(answer))
        ) as http:
            return await http.send(method, GRAPH + path, headers, content, within_seconds=5)

    reply = asyncio.run(asked())
    [request] = heard
    own = {name.lower() for name in headers} | {"authorization", "content-length"}
    told = {name: value for name, value in request.headers.items() if name in own}
    return (request.method, str(request.url), told, request.content), reply


@given(st.sampled_from(METHODS), st.sampled_from(PATHS), HEADERS, st.none() | st.binary(max_size=50))
def test_both_send_the_same_and_take_the_same_answer(
    method: str, path: str, headers: dict[str, str], content: bytes | None
) -> None:
    """Whatever is sent."""
    assert sent(Http, method, path, headers, content) == sent(AdapterHttp, method, path, headers, content)


@pytest.mark.parametrize(
    ("opened", "loads"), [("open_reader", False), ("open_tenant", True)], ids=["reads", "writes"]
)
def test_only_what_writes_loads_the_adapter(opened: str, loads: bool) -> None:
    """A check is a cold start, each time."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from holdfast.cli.commands import drift\n"
        "from holdfast.model.errors import HoldfastError\n"
        "from holdfast.model.plan import Cloud\n"
        "from holdfast.tenant import tenant\n"
        "try:\n"
        f"    tenant.{opened}('contoso.com', Cloud.GLOBAL, Path('nowhere'))\n"
        "except HoldfastError:\n"
        "    pass\n"
        "print(sorted({one.partition('.')[0] for one in sys.modules} & {'kiota_http', 'msgraph', 'opentelemetry'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert (done.stdout.strip() != "[]") is loads
