"""Which proxy leads to an address: the one that is named, the environment's, or none."""

from __future__ import annotations

import urllib.request
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    ProxyOf = Callable[[httpx.URL], httpx.URL | None]


def named(address: str) -> ProxyOf:
    """Return what leads to every address by one proxy."""
    proxy = httpx.URL(address)
    return lambda _url: proxy


def none(_url: httpx.URL) -> httpx.URL | None:
    """Return that no proxy leads to an address."""
    return None


def of_environment(url: httpx.URL) -> httpx.URL | None:
    """Return the proxy that environment or system name for an address; None where it is reached without.

    Raises:
        httpx.ProxyError: when it is no address of a proxy over HTTP. It is not told: a password may be in it.
    """
    known = urllib.request.getproxies()
    address = known.get(url.scheme) or known.get("all")
    if not address or urllib.request.proxy_bypass(url.raw_host.decode("ascii")):
        return None
    try:
        proxy = httpx.URL(address if "://" in address else f"http://{address}")
    except httpx.InvalidURL:
        proxy = httpx.URL("")
    if proxy.scheme not in {"http", "https"} or not proxy.host:
        told = (
            f"the proxy that the environment names for {url.scheme} is none that is reached by http or https"
        )
        raise httpx.ProxyError(told)
    return proxy


def shown_to(proxy: httpx.URL) -> list[tuple[bytes, bytes]]:
    """Return the header by which we sign in at a proxy, where its address says how."""
    if not proxy.userinfo:
        return []
    name, _, password = proxy.userinfo.partition(b":")
    told = f"{unquote(name.decode('ascii'))}:{unquote(password.decode('ascii'))}".encode()
    return [(b"Proxy-Authorization", b"Basic " + b64encode(told))]
