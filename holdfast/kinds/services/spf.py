"""What a domain's SPF record says, with all that it includes. Source: RFC 7208, sections 4 to 6 (2026-11-27).

A term that includes others is followed; one with a macro is counted and not followed, because where it leads depends on
the message. That two look-ups at most may come back empty (section 4.6.4) is not looked at.
"""

from __future__ import annotations

import asyncio
import re
from ipaddress import ip_network
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Ask = Callable[[str], Awaitable[tuple[str, ...]]]

MOST_LOOKUPS = 10
"""With more, a receiver takes the record for a mistake."""
_VERSION = "v=spf1"
_ASKING = frozenset({"include", "a", "mx", "ptr", "exists"})
_LISTING = {"ip4": 4, "ip6": 6}
"""By name of a term, the version of the addresses that it lists."""
_OF_HOSTS = frozenset({"a", "mx"})
_ONCE = frozenset({"redirect", "exp"})
_MOST_BITS, _MOST_BITS6 = 32, 128
_ALONE = frozenset({"a", "mx", "ptr"})
"""Terms that mean the domain itself where they name no other."""
_TERM = re.compile(
    r"(?P<sign>[-+~?]?)(?P<name>[a-z0-9]+)(?::(?P<value>\S+?))?(?:/(?P<bits>[0-9]+))?(?://(?P<bits6>[0-9]+))?"
)
_MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<value>.*)")
_FEWEST_BITS = 8
"""A network with fewer is as good as everybody: all of IPv4 fits into two of one bit."""


@value_class
class Spf:
    """What receivers make of a domain's records."""

    records: int
    """TXT records that begin as SPF does; only of one is anything else known."""
    ends: str = ""
    """What becomes of mail that nothing before it allows: `-all`, `~all`, `?all` or `+all`; empty without a word."""
    lookups: int = 0
    """Terms that ask DNS, those of included records among them; of more than `MOST_LOOKUPS` not all are counted."""
    anybody: tuple[str, ...] = ()
    """Terms that let in whoever likes to send, wherever they stand."""
    mistake: str = ""
    """Why receivers take it for a mistake and use none of it; empty where they do not."""


async def spf_of(domain: str, ask: Ask) -> Spf:
    """Return what SPF says of `domain`, where `ask` returns the TXT records of a name.

    Raises:
        ReadError: what `ask` raises: a part could not be read.
    """
    records = _records(await ask(domain))
    if len(records) != 1:
        return Spf(records=len(records))
    walk = _Walk(ask)
    ends = await walk.follow(records[0])
    return Spf(1, ends, walk.lookups, tuple(sorted(walk.anybody)), walk.mistake)


def _records(texts: Sequence[str]) -> list[str]:
    return [one for one in texts if one.casefold() == _VERSION or one.casefold().startswith(f"{_VERSION} ")]


def _is_term(found: re.Match[str]) -> bool:
    """Return whether a term has the form of one that there is."""
    name, value, bits, bits6 = found["name"], found["value"], found["bits"], found["bits6"]
    if version := _LISTING.get(name):
        try:
            return (
                not bits6
                and ip_network(f"{value}/{bits}" if bits else value, strict=False).version == version
            )
        except ValueError:
            return False
    if name in _OF_HOSTS:
        return int(bits or 0) <= _MOST_BITS and int(bits6 or 0) <= _MOST_BITS6
    if bits or bits6:
        return False
    return not value if name == "all" else name in _ASKING and (bool(value) or name in _ALONE)


def _is_wide(found: re.Match[str]) -> bool:
    """Return whether a term means as good as everybody: few bits, or a name that is there whoever sends."""
    few = any(found[one] is not None and int(found[one]) < _FEWEST_BITS for one in ("bits", "bits6"))
    return few or (found["name"] == "exists" and "%" not in found["value"])


class _Walk:
    """A record and what it includes, while they are read."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.lookups = 0
        self.anybody: set[str] = set()
        self.mistake = ""

    async def follow(self, record: str) -> str:
        """Take one record with all that it includes, and return how it ends."""
        ends, redirect, included, once = "", "", list[str](), set[str]()
        for term in record.casefold().split()[1:]:
            found = _TERM.fullmatch(term)
            if modifier := _MODIFIER.fullmatch(term):
                name = modifier["name"]
                if name in once:
                    self._err(f"{name} is there twice")
                once |= {name} & _ONCE
                redirect = modifier["value"] if name == "redirect" else redirect
            elif not found or not _is_term(found):
                self._err(f"{term} is no term of SPF")
            elif ends:
                continue  # what comes after `all` counts for nothing, as long as it has a form
            elif found["name"] == "all":
                ends = f"{found['sign'] or '+'}all"
                self._note(term, ends == "+all")
            else:
                self.lookups += found["name"] in _ASKING
                included += [found["value"]] if found["name"] == "include" else []
                self._note(term, found["sign"] in {"", "+"} and _is_wide(found))
        await asyncio.gather(*(self._target(one) for one in included))
        if redirect and not ends:
            self.lookups += 1
            ends = await self._target(redirect)
        return ends

    async def _target(self, name: str) -> str:
        """Take the record of another domain, unless enough is known, and return how it ends."""
        if "%" in name or self.lookups > MOST_LOOKUPS:
            return ""
        records = _records(await self._ask(name.rstrip(".")))
        if len(records) != 1:
            self._err(f"{name}, which it leads to, has {len(records) or 'no'} SPF records")
            return ""
        return await self.follow(records[0])

    def _note(self, term: str, lets_anybody_in: bool) -> None:
        if lets_anybody_in:
            self.anybody.add(term)

    def _err(self, why: str) -> None:
        self.mistake = min(filter(None, (self.mistake, why)))
