"""The rules by which Microsoft's presets act, assessed: whom the presets that are on reach, and whom they leave out.

A preset is a set of policies that Microsoft keeps: Standard and Strict. Each has one rule for what every mailbox has,
and one for what Defender for Office 365 adds, with a fixed name; a rule that is off, or is not there, acts on nobody.
Whom no preset reaches comes to the tenant's own policies, which other kinds judge (see `precedence`): so that none is
on is no fault by itself, unless a preset is asked for.

Asked for is that a domain of the tenant is reached: by a rule that has no condition, or none but domains with it among
them. One for named people or groups reaches no domain. That a domain in a condition is meant without those below it is
assumed, which tells of one too many rather than of none. Source:
https://learn.microsoft.com/defender-office-365/preset-security-policies (2026-11-27: names, conditions, exceptions).
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_word, not_understood, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, OF_DOMAINS, accepted_domains, names_of
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import all_known, news
from holdfast.kinds.services.precedence import EXCEPTIONS, PRESETS, list_there
from holdfast.kinds.services.tally import TWICE, Ruling
from holdfast.kinds.services.threat_policies import NAMED, RULED
from holdfast.kinds.statement import Harmless, Node
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RULES = {f"{one} Preset Security Policy".casefold(): one for one in PRESETS}
"""The presets by the name of their rules, in lower case."""
_DOMAINS, _PEOPLE = "RecipientDomainIs", ("SentTo", "SentToMemberOf")
_EXCEPTED_DOMAINS = "ExceptIfRecipientDomainIs"
_SUMS = ("Conditions", "Exceptions")
"""Where a rule has all its conditions, and all its exceptions, those besides that have no property of their own."""
_SPARES = (
    "leave it in its list of exceptions by name in the client file, or take it out of the rule in the portal"
)
_SWITCH_ON = (
    "switch the preset on in the Defender portal, for everybody or with this domain among those it is for"
)


@value_class
class _Rule:
    """A rule that is on and was understood."""

    name: str
    preset: str
    people: bool
    """Whether it is for named people or groups alone."""
    domains: frozenset[str]
    """In lower case, those that it is for; none where it is for all."""
    spares: tuple[str, ...]
    """Whom it leaves out, sorted."""
    spared_domains: frozenset[str]
    """The domains among them, in lower case."""

    def reaches(self, domain: str) -> bool:
        """Return whether a whole domain is in its conditions, whomever it leaves out of it."""
        return not self.people and (not self.domains or domain in self.domains)


class PresetRules(Assessment):
    """The rules that are on, and the tenant's domains, are the members.

    The domains obey where no preset is asked for: a tenant without one was looked at all the same.
    """

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`{self.answers[0]}`, `{ACCEPTED_DOMAINS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess the rules and every domain (see `PopulationKind.judge`)."""
        asked = self.answers[0]
        rows, domains = await asyncio.gather(
            tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(asked, {})), accepted_domains(tenant)
        )
        try:
            found = judged(rows, names_of(domains), rule, self.names)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        notes = (*news(asked, self.names, rows), *news(ACCEPTED_DOMAINS, self.names, domains))
        return replace(found, notes=notes)


def judged(
    rows: Sequence[Row], domains: Sequence[str], rule: Mapping[str, Any], known: Mapping[str, Node]
) -> Judgement:
    """Return what rules and domains came to.

    Args:
        rows: the rules of presets.
        domains: names of the tenant's domains, each once.
        rule: see the fields of the kind.
        known: all properties that are known (see `Kind.names`).
    """
    spared = {str(one).strip().casefold() for one in rule.get("exceptions") or []}
    count = Count()
    on, lost = _on(rows, known)
    for name, why in lost:
        count.lose(name, why)
    for one in on:
        count.take(_of_rule(one, spared))
    for domain, times in Counter(one.casefold() for one in domains).items():
        if times > 1:
            count.lose(domain, TWICE)
        else:
            count.take(_of_domain(domain, str(rule.get("preset") or ""), on, spared, doubt=bool(lost)))
    return count.judgement()


def _on(rows: Sequence[Row], known: Mapping[str, Node]) -> tuple[list[_Rule], list[tuple[str, str]]]:
    """Return the rules that are on; and the names of those that are not understood, with why."""
    on: list[_Rule] = []
    lost: list[tuple[str, str]] = []
    names = Counter(str(row.get("Name")).casefold() for row in rows)
    for row in rows:
        called = str(row.get("Name") or "one without a name")
        if names[called.casefold()] > 1:
            lost.append((called, TWICE))
            continue
        try:
            if (
                required(row, "State", partial(as_word, words=("Enabled", "Disabled"))).casefold()
                == "enabled"
            ):
                on.append(_rule(row, known))
        except MisreadError as error:
            lost.append((called, f"is not understood: {error}"))
    return on, lost


def _rule(row: Row, known: Mapping[str, Node]) -> _Rule:
    """Return what a rule says.

    Raises:
        MisreadError: it is of no known preset, a part is missing, or it says more than is known.
    """
    name = required(row, "Name", as_name)
    if name.casefold() not in _RULES:
        raise MisreadError("Name", "that of the Standard or the Strict preset", name)
    people = [one for each in _PEOPLE for one in list_there(row, each)]
    domains, spares = list_there(row, _DOMAINS), [one for each in EXCEPTIONS for one in list_there(row, each)]
    for told, total in zip((people + domains, spares), _SUMS, strict=True):
        if not told and (more := list_there(row, total)):
            raise MisreadError(total, "empty, as no property of its own says whom it is for", more)
    all_known(known, row, "known: the rule may be for fewer than it says")
    return _Rule(
        name=name,
        preset=_RULES[name.casefold()],
        people=bool(people),
        domains=frozenset(one.casefold() for one in domains),
        spares=tuple(sorted(spares)),
        spared_domains=frozenset(one.casefold() for one in list_there(row, _EXCEPTED_DOMAINS)),
    )


def _of_rule(one: _Rule, spared: set[str]) -> Ruling:
    """Return what a rule that is on came to: it leaves out nobody but whom the client named."""
    named = [who for who in one.spares if who.casefold() in spared]
    if len(named) == len(one.spares):
        return Ruling(member=one.name)
    broken = Violation(
        member=one.name,
        member_id=one.name,
        property="exceptions",
        expected=named,
        found=list(one.spares),
        note=_SPARES,
    )
    return Ruling(member=one.name, breaks=(broken,))


def _of_domain(domain: str, asked: str, on: Sequence[_Rule], spared: set[str], *, doubt: bool) -> Ruling:
    """Return what a domain came to: a preset as strict as asked reaches it."""
    strict = PRESETS[: PRESETS.index(asked) + 1] if asked else ()
    reaching = [one for one in on if one.preset in strict and one.reaches(domain)]
    if not asked or any(domain not in one.spared_domains for one in reaching):
        return Ruling(member=domain)
    if domain in spared:
        return Ruling(member=domain, exempt=Reason.EXCLUDED)
    if doubt:
        return Ruling(member=domain, unknown="may be reached by a rule that is not understood")
    broken = Violation(
        member=domain,
        member_id="",
        property="preset",
        expected=" or ".join(reversed(strict)),
        found="left out" if reaching else "not reached",
        note=_SWITCH_ON,
        recorded_as=tuple(f"{one} Preset Security Policy" for one in strict),
    )
    return Ruling(member=domain, breaks=(broken,))


def _statements(policies: str) -> Iterator[Harmless]:
    yield RULED
    yield NAMED
    yield Harmless(policies, "which policies a preset brings: they are judged by the kinds over these")
    yield OF_DOMAINS
    yield Harmless(WHICH, "which rule or domain it is, and where the service keeps it")


def presets_of(noun: str, policies: str, **more: Any) -> PresetRules:
    """Return the assessment of the rules of one noun.

    Args:
        noun: cmdlet noun of the rules, such as `EOPProtectionPolicyRule`.
        policies: properties by which they name the policies of a preset.
        more: what else the kind says of itself.
    """
    verbs = ("New", "Set", "Enable", "Disable", "Remove")
    return PresetRules(
        noun="presets and domains",
        judges=("preset", "exceptions"),
        fields=(
            Field(
                name="preset",
                doc="Which preset has to reach every domain at least; none is asked for without.",
                values=PRESETS,
                protects=Protects.EARLIER,
            ),
            Field(
                name="exceptions",
                doc="Addresses, groups and domains that presets may leave out.",
                many=True,
                any_case=True,
                protects=Protects.FEWER,
            ),
        ),
        audit_operations=tuple(f"{one}-{noun}" for one in verbs),
        answers=(f"Get-{noun}", ACCEPTED_DOMAINS),
        harmless=tuple(_statements(policies)),
        omits=(
            "nothing that is known; who is in the groups that a rule names is not looked at, and without the domain "
            "that Microsoft gave the tenant the list of domains is not whole."
        ),
        read_permissions=(CMDLETS,),
        read_rights=(READS_EXCHANGE,),
        source="https://learn.microsoft.com/defender-office-365/preset-security-policies (2026-11-27)",
        **more,
    )
