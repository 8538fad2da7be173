"""What DNS says in TXT records: asked of this machine's own resolver, or of the embedded tenant's, and of no other.

dnspython is imported when the first name is asked: who asks none does not pay for it. That a name does not exist, or
has no such record, is an answer. That nobody answered, that the resolver failed or refused, or that an answer was cut,
is not read. Source: https://dnspython.readthedocs.io/en/stable/resolver-class.html (2026-11-27).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from holdfast.model.errors import ReadError
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from dns.asyncresolver import Resolver
    from dns.resolver import Answer

    from holdfast.tenant.retry import Attempts, Patience

_QUERY_SECONDS = 15.0
"""One name, with all the servers that the machine knows."""
_AT_ONCE = 50
"""Names asked at the same time: a resolver at home takes no thousand."""


class DnsTexts:
    """TXT records of names, each asked once a session."""

    def __init__(self, resolver: Callable[[], Resolver], patience: Patience) -> None:
        """Ask what `resolver` makes when the first name is asked, in all for as long as `patience` has for one read."""
        self._make = resolver
        self._patience = patience
        self._asking: dict[str, asyncio.Task[tuple[str, ...]]] = {}
        self._resolver: Resolver | None = None
        self._attempts: Attempts | None = None
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def of(self, name: str) -> tuple[str, ...]:
        """Return the texts of a name without a dot at its end, in the order of the answer; none where it has none.

        Raises:
            ReadError: `dns-unread`: that could not be learned.
        """
        key = name.casefold()
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._ask(key))
        # Shielded: one reader that gives up does not end it for the others.
        return await asyncio.shield(self._asking[key])

    async def _ask(self, name: str) -> tuple[str, ...]:
        async with self._free:
            self._attempts = self._attempts or self._patience.start()
            seconds = min(_QUERY_SECONDS, self._attempts.left())
            if not seconds:
                raise _unread(name, "no time is left")
            return await self._answered(name, seconds)

    async def _answered(self, name: str, seconds: float) -> tuple[str, ...]:
        from dns.exception import DNSException
        from dns.name import IDNA_2008_Practical, from_text
        from dns.resolver import NXDOMAIN

        try:
            self._resolver = self._resolver or self._make()
            absolute = from_text(f"{name}.", idna_codec=IDNA_2008_Practical)
            answer = await self._resolver.resolve(
                absolute, "TXT", lifetime=seconds, raise_on_no_answer=False, search=False
            )
        except NXDOMAIN:
            return ()
        except (DNSException, OSError, ValueError) as error:
            raise _unread(name, str(error) or type(error).__name__) from error
        if why := _cut(answer):
            raise _unread(name, why)
        return tuple(b"".join(one.strings).decode("utf-8", "backslashreplace") for one in answer.rrset or ())


def of_this_machine() -> Resolver:
    """Return the machine's resolver.

    Raises:
        dns.resolver.NoResolverConfiguration: it has none.
    """
    from dns.asyncresolver import Resolver

    return Resolver()


def of_embedded_tenant(name_server: str) -> Resolver:
    """Return the resolver at `name_server`, `127.0.0.1:PORT`, which asks nobody else.

    Raises:
        ValueError: it is no such address.
    """
    from dns.asyncresolver import Resolver

    host, _, port = name_server.rpartition(":")
    resolver = Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver


def _cut(answer: Answer) -> str:
    """Return why an answer is not whole; the empty text of one that is."""
    from dns.flags import TC

    if answer.response.flags & TC:
        return "the answer was cut short"
    if answer.rrset is None and answer.response.answer and not answer.response.authority:
        return "the answer leads to another name, and does not say what is there"
    return ""


def _unread(name: str, why: str) -> ReadError:
    told = f"DNS did not say which TXT records {name} has: {why}"
    return ReadError("dns-unread", told, Reason.UNAVAILABLE)
