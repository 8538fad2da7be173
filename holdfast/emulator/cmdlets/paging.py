"""The token in a nextLink: which request it belongs to, where it goes on, until when it is good.

A token that is older than 30 minutes, of another tenant, application or body, or made up, is refused
(api-facts 6.2). The service ties it to the connection as well, which nobody relies on here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets.cmdlet import PageRequest
from holdfast.emulator.cmdlets.errors import expired_page

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Principal

_LIFETIME = timedelta(minutes=30)
_SEAL_BYTES = 16
_LARGEST_PAGE = 1000


def page_size(prefer: str) -> int:
    """Rows a page, from the header Prefer ("odata.maxpagesize=100"); 1000 without it and at most."""
    for preference in prefer.split(","):
        name, _, value = preference.strip().partition("=")
        if name.strip().lower() == "odata.maxpagesize" and value.strip().isdecimal():
            return min(max(int(value), 1), _LARGEST_PAGE)
    return _LARGEST_PAGE


def request_digest(principal: Principal, body: Any, select: str) -> str:
    """What makes two requests the same one, page aside."""
    content = orjson.dumps([principal.app_id, body, select], option=orjson.OPT_SORT_KEYS)
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def make_token(tenant: Tenant, digest: str, cursor: int, served: int) -> str:
    """The token for going on at `cursor` after `served` rows."""
    expires = int((tenant.now() + _LIFETIME).timestamp())
    content = orjson.dumps([digest, cursor, served, expires])
    return base64.urlsafe_b64encode(_seal(tenant, content) + content).decode()


def read_token(tenant: Tenant, digest: str, token: str, size: int) -> PageRequest:
    """The page that a token asks for.

    Raises:
        CmdletError: it is expired, made up, or of another request.
    """
    try:
        raw = base64.urlsafe_b64decode(token)
    except (binascii.Error, ValueError) as error:
        raise expired_page() from error
    seal, content = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
    if not hmac.compare_digest(seal, _seal(tenant, content)):
        raise expired_page()
    wanted, cursor, served, expires = orjson.loads(content)
    if wanted != digest or tenant.now().timestamp() > expires:
        raise expired_page()
    return PageRequest(size=size, cursor=cursor, served=served)


def _seal(tenant: Tenant, content: bytes) -> bytes:
    key = tenant.store.memo("exchange.paging", (), lambda: tenant.store.secret("exchange.paging"))
    return hashlib.blake2b(content, key=key.encode()[:64], digest_size=_SEAL_BYTES).digest()
