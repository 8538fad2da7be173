"""What a domain's DMARC record says: its own, or that of the nearest domain above it. Source: RFC 7489 (2026-11-27).

Receivers look above a domain that has none of its own: by RFC 7489 at its organizational domain, which a list of
public suffixes tells, by its successor at each domain above (recalled), of which
`np` is as well (RFC 9091 had it first; recalled). Here all above are asked that have two labels
at least, and a record that says of itself that it is a public suffix's (`psd=y`, recalled) is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdfast.kinds.decode import MisreadError
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.services.spf import Ask

_BEGINS = re.compile(r"v\s*=\s*DMARC1\s*(?:;|$)")
_FEWEST_LABELS = 2


@value_class
class Dmarc:
    """What receivers make of a domain's records."""

    records: int
    """DMARC records where they are looked for; only of one is anything else known."""
    tags: Mapping[str, str]
    """By name in lower case: what it says."""
    inherited: bool = False
    """It is a domain's above, of which what it says of subdomains counts."""

    def policy(self) -> str:
        """Return what receivers are asked to do with mail of the domain that is not proved; empty where nothing is."""
        own = self.tags.get("p", "").casefold()
        return self.tags.get("sp", own).casefold() if self.inherited else own

    def of_subdomains(self) -> tuple[str, ...]:
        """Return the same of domains below it: of those that are there, and of those that nobody made (`np`)."""
        there = self.tags.get("sp", self.tags.get("p", "")).casefold()
        return there, self.tags.get("np", there).casefold()

    def reports_to(self) -> list[str]:
        """Return the addresses that get the reports on all mail."""
        uris = [one.strip() for one in self.tags.get("rua", "").split(",")]
        return [
            one[len("mailto:") :]
            for one in uris
            if re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", one, re.IGNORECASE)
        ]


async def dmarc_of(domain: str, ask: Ask) -> Dmarc:
    """Return what DMARC says of `domain`, where `ask` returns the TXT records of a name.

    Raises:
        MisreadError: a record says one thing twice.
        ReadError: what `ask` raises: a part could not be read.
    """
    own = _records(await ask(f"_dmarc.{domain}"))
    if own:
        return Dmarc(len(own), _tags(own[0]) if len(own) == 1 else {})
    labels = domain.split(".")
    for above in (".".join(labels[start:]) for start in range(1, len(labels) - _FEWEST_LABELS + 1)):
        records = _records(await ask(f"_dmarc.{above}"))
        tags = _tags(records[0]) if len(records) == 1 else {}
        if records and tags.get("psd", "").casefold() != "y":
            return Dmarc(len(records), tags, inherited=True)
    return Dmarc(0, {})


def _records(texts: tuple[str, ...]) -> list[str]:
    return [one for one in texts if _BEGINS.match(one)]


def _tags(record: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, (one.strip() for one in record.split(";"))):
        name, _, value = (one.strip() for one in part.partition("="))
        if name.casefold() in found:
            raise MisreadError(f"{name} of its DMARC record", "there once", record)
        found[name.casefold()] = value
    return found
