"""The domains of a tenant, assessed by what DNS says of them: who may send in their name, and what becomes of the rest.

Asked of each: one SPF record, which ends in a refusal, does not let in whoever likes, and asks DNS ten times at most;
and one DMARC record, its own or inherited, that asks receivers to refuse what is not proved, all of it, subdomains too,
and names where reports go. What DNS did not say is unknown by domain; that a name does not exist is an answer.

The domains below onmicrosoft.com (in a national cloud below what it has in its place) are Microsoft's, who publishes
their SPF record: they are exempt unless the rule says otherwise, since a tenant's own DMARC record there is made in the
admin center (research notes frameworks.md 1.7;
https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure, recalled). From that of
coexistence, below mail.onmicrosoft.com, nobody sends. Published is what DNS answers to this machine: a network with a
DNS of its own may hear something else than the world.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Violation
from holdfast.kinds.services.accepted_domains import (
    ACCEPTED_DOMAINS,
    OF_DOMAINS,
    accepted_domains,
    is_microsofts,
    is_of_coexistence,
    names_of,
)
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.dmarc import Dmarc, dmarc_of
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import news
from holdfast.kinds.services.spf import MOST_LOOKUPS, Spf, spf_of
from holdfast.kinds.services.tally import TWICE, Ruling
from holdfast.kinds.statement import Harmless
from holdfast.model.errors import ReadError
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ENDS = ("-all", "~all")
"""How a record can end, the strictest first; so are the next."""
_POLICIES = ("reject", "quarantine")
_ALL_PERCENT = "100"
_PUBLISH = "who keeps the domain's DNS publishes it"


class SendingDomains(Assessment):
    """Every domain that the tenant gets mail for is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return f"`{ACCEPTED_DOMAINS}`; TXT records in DNS"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every domain, all at the same time (see `PopulationKind.judge`)."""
        rows = await accepted_domains(tenant)
        try:
            names = names_of(rows)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        count, once = Count(), dict[str, str]()
        for name in names:
            if name.casefold() in once:
                count.lose(name, TWICE)
            once.setdefault(name.casefold(), name)
        for ruling in await asyncio.gather(*(_ruling(tenant, one, rule) for one in once.values())):
            count.take(ruling)
        return replace(count.judgement(), notes=news(ACCEPTED_DOMAINS, self.names, rows))


async def _ruling(tenant: Reader, name: str, rule: Mapping[str, Any]) -> Ruling:
    """Return what one domain came to."""
    domain = name.casefold()
    if domain in {str(one).casefold() for one in rule.get("excludedDomains") or []}:
        return Ruling(member=name, exempt=Reason.EXCLUDED)
    left_out = is_microsofts(domain) and rule.get("includeMicrosoftDomains") is not True
    if left_out or is_of_coexistence(domain):
        return Ruling(member=name, exempt=Reason.TYPE)
    try:
        spf, dmarc = await asyncio.gather(spf_of(domain, tenant.texts), dmarc_of(domain, tenant.texts))
    except ReadError as error:
        return Ruling(member=name, unknown=f"cannot be judged: {error.message}")
    except MisreadError as misread:
        return Ruling(member=name, unknown=str(misread))
    breaks = (*_of_spf(name, spf, rule), *_of_dmarc(name, dmarc, rule))
    return Ruling(member=name, breaks=breaks)


def _of_spf(name: str, spf: Spf, rule: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield what is wrong with who may send."""
    if spf.records != 1:
        yield _violation(name, "spfRecords", 1, spf.records)
        return
    if spf.mistake:
        yield _violation(name, "spfMistake", None, spf.mistake)
    elif spf.lookups > MOST_LOOKUPS:
        yield _violation(name, "spfLookups", f"at most {MOST_LOOKUPS}", f"more than {MOST_LOOKUPS}")
    elif spf.ends not in _as_strict(_ENDS, rule["spfEnds"]):
        yield _violation(name, "spfEnds", rule["spfEnds"], spf.ends or None)
    if spf.anybody:
        yield _violation(name, "spfLetsIn", [], list(spf.anybody))


def _of_dmarc(name: str, dmarc: Dmarc, rule: Mapping[str, Any]) -> Iterator[Violation]:
    """Yield what is wrong with what becomes of other mail."""
    if dmarc.records != 1:
        yield _violation(name, "dmarcRecords", 1, dmarc.records)
        return
    asked = rule["dmarcPolicy"]
    enough = _as_strict(_POLICIES, asked)
    if dmarc.policy() not in enough:
        yield _violation(name, "dmarcPolicy", asked, dmarc.policy() or None)
    elif weaker := [one for one in dmarc.of_subdomains() if one not in enough]:
        yield _violation(name, "dmarcSubdomainPolicy", asked, weaker[0])
    if (percent := dmarc.tags.get("pct", _ALL_PERCENT)) != _ALL_PERCENT:
        yield _violation(name, "dmarcPercent", _ALL_PERCENT, percent)
    if (testing := dmarc.tags.get("t", "n").casefold()) != "n":
        yield _violation(name, "dmarcTesting", "n", testing)
    if not dmarc.reports_to():
        yield _violation(name, "dmarcReports", "an address", dmarc.tags.get("rua"))


def _as_strict(words: tuple[str, ...], asked: str) -> tuple[str, ...]:
    """Return those of `words`, the strictest first, that are as strict as the one that is asked for."""
    return words[: words.index(asked) + 1]


def _violation(name: str, about: str, expected: Any, found: Any) -> Violation:
    """Return what is wrong with one domain; no log tells who published it."""
    return Violation(member=name, member_id="", property=about, expected=expected, found=found, note=_PUBLISH)


KIND = SendingDomains(
    token="m365:exchange:SendingDomains",
    title="SPF and DMARC by domain",
    doc=(
        "An assessment, which never writes: by what DNS says, mail in the name of a domain of the tenant is refused "
        "unless it is proved. Domains of Microsoft's and those that are excluded are named."
    ),
    key="sending-domains",
    noun="domains",
    judges=(
        *("spfRecords", "spfMistake", "spfLookups", "spfEnds", "spfLetsIn", "dmarcRecords", "dmarcPolicy"),
        *("dmarcSubdomainPolicy", "dmarcPercent", "dmarcTesting", "dmarcReports"),
    ),
    fields=(
        Field(
            name="spfEnds",
            doc="How an SPF record has to end at least.",
            required=True,
            values=_ENDS,
            protects=Protects.EARLIER,
        ),
        Field(
            name="dmarcPolicy",
            doc="What a DMARC record has to ask receivers for at least.",
            required=True,
            values=_POLICIES,
            protects=Protects.EARLIER,
        ),
        Field(
            name="includeMicrosoftDomains",
            doc="Whether domains below onmicrosoft.com are judged as well.",
            type=Type.BOOLEAN,
            protects=Protects.TRUE,
        ),
        Field(
            name="excludedDomains",
            doc="Domains that the assessment leaves out.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    answers=(ACCEPTED_DOMAINS,),
    harmless=(OF_DOMAINS, Harmless(WHICH, "which domain it is, and where the service keeps it")),
    omits=(
        "nothing that is known; of the domains only their names are looked at, and without the one that Microsoft gave "
        "the tenant the list is not whole."
    ),
    source="https://learn.microsoft.com/defender-office-365/email-authentication-dmarc-configure (2026-11-27)",
)
