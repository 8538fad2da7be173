"""Whether each host of the service answers from here, and what time it says it is. No token is shown."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from holdfast.doctor.diagnosis import Area, Symptom, Weight
from holdfast.model.errors import HoldfastError
from holdfast.model.permission import CMDLETS
from holdfast.tenant.http_date import http_date
from holdfast.tenant.unreached import fault_of, why

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.access.needs import Access
    from holdfast.tenant.tenant import Reader

    Clock = Callable[[], datetime]

_WITHIN_SECONDS = 20.0
_TOLERATED_SECONDS = 300
"""By which a clock may differ: a token or an assertion is refused beyond it (recalled: the default of Microsoft's
libraries, `ClockSkew`)."""
_WORTH_TELLING_SECONDS = 60


async def knock_everywhere(tenant: Reader, access: Access, clock: Clock) -> list[Symptom]:
    """Return for each host that the client needs whether it answers, and how this machine's clock stands to theirs.

    Args:
        tenant: an open session.
        access: what the client needs: the hosts of cmdlets are left out where nothing runs any.
        clock: gives the time of this machine, UTC.
    """
    hosts = tenant.hosts
    urls = [f"{hosts.login}/{tenant.name}/v2.0/.well-known/openid-configuration", f"{hosts.graph}/v1.0/"]
    if CMDLETS in access.permission_names:
        urls += [
            f"{host}/adminapi/beta/{tenant.name}/InvokeCommand" for host in (hosts.exchange, hosts.compliance)
        ]
    answered = await asyncio.gather(*(_knock(tenant, url, clock) for url in urls))
    ahead = [seconds for _, seconds in answered if seconds is not None]
    return [*(symptom for symptom, _ in answered), *([_of_clock(ahead)] if ahead else [])]


async def _knock(tenant: Reader, url: str, clock: Clock) -> tuple[Symptom, float | None]:
    """Return whether somebody answers, and by how many seconds our clock is ahead of theirs."""
    host = urlsplit(url).hostname
    started = time.monotonic()
    try:
        reply = await tenant.knock(url, _WITHIN_SECONDS)
    except (httpx.HTTPError, HoldfastError) as error:
        symptom = Symptom(
            area=Area.ENDPOINTS,
            weight=Weight.NO_CHECK,
            told=f"{host} does not answer ({why(error)})",
            do=fault_of(error)[0].value,
        )
        return symptom, None
    milliseconds = (time.monotonic() - started) * 1000
    told = f"{host} answers in {milliseconds:.0f} ms"
    return Symptom(area=Area.ENDPOINTS, weight=Weight.GOOD, told=told), _ahead(reply.headers, clock())


def _ahead(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return by how many seconds `now` is ahead of the answer's date; None where it has none."""
    try:
        return (now - http_date(headers.get("date", ""))).total_seconds()
    except ValueError:
        return None


def _of_clock(ahead: list[float]) -> Symptom:
    """Return what is to be said of the clock; the host that is nearest to it decides, for one of them may be wrong."""
    seconds = min(ahead, key=abs)
    if abs(seconds) <= _WORTH_TELLING_SECONDS:
        return Symptom(area=Area.CLOCK, weight=Weight.GOOD, told="this machine's clock and theirs agree")
    told = (
        f"this machine's clock is {abs(seconds):.0f} seconds {'ahead of' if seconds > 0 else 'behind'} theirs"
    )
    beyond = abs(seconds) > _TOLERATED_SECONDS
    if beyond:
        told += f"; sign-in by certificate or federation is refused beyond {_TOLERATED_SECONDS}"
    return Symptom(
        area=Area.CLOCK,
        weight=Weight.MEND if beyond else Weight.NOTE,
        told=told,
        do="have the clock set by the network (NTP)" if beyond else "",
    )
