"""Automatic forwarding by the outbound spam filter policies: none of them lets it out.

Inbox rules of people and the forwarding of mailboxes are stopped here, whoever set them; transport rules are not.
`Automatic` means off today, and is Microsoft's own to change. Source: "Control automatic external email forwarding",
https://learn.microsoft.com/defender-office-365/outbound-spam-policies-external-email-forwarding (recalled, 2026-11-26).

A policy is excluded for the few whom its rule is for. So rules are read where one is excluded: the first rule that is
for a sender decides about him (see `precedence`), and an excluded policy that lets mail out, and decides about
everybody, breaks the rule. It does where its rule has no condition, whatever its exceptions are, or where its only
condition is the sender's domain and all domains of the tenant are in it, apart from those below onmicrosoft.com beside
others: from these nobody sends (assumed). That a domain stands for those below it is recalled.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_name, as_texts, as_word, member, required
from holdfast.kinds.judgement import Unjudged, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, OF_DOMAINS, is_microsofts
from holdfast.kinds.services.listed import LISTED, NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.services.precedence import Policies, acting
from holdfast.kinds.services.reading import Listener, Source
from holdfast.kinds.services.tally import Tally
from holdfast.kinds.services.threat_policies import NAMED
from holdfast.kinds.statement import Harmless
from holdfast.model.letters import one_case
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement, Uncounted
    from holdfast.kinds.services.tally import Ruling

    Row = Mapping[str, Any]

_MODE = "AutoForwardingMode"
_OFF = "Off"
_DEFAULT = "IsDefault"
_POLICY, _RULE = "HostedOutboundSpamFilterPolicy", "HostedOutboundSpamFilterRule"
_OF_PEOPLE = ("From", "FromMemberOf")
_OF_DOMAINS = "SenderDomainIs"
_CONDITIONS = (*_OF_PEOPLE, _OF_DOMAINS, "Conditions")
_NARROWING = (
    *(*_CONDITIONS, "Exceptions"),
    *("ExceptIfFrom", "ExceptIfFromMemberOf", "ExceptIfSenderDomainIs"),
)
_FOR_EVERYBODY = (
    "it is excluded, and its rule has no condition, or one that all domains of the tenant meet, so that it lets out "
    "the mail of everybody who comes to it: say in its rule whom it is for, or take it out of the exclusions"
)


class OutboundForwarding(ListedRule):
    """Policies come and go; the rule stays."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`Get-{_POLICY}`, and where policies are excluded `Get-{_RULE}`, `{ACCEPTED_DOMAINS}`"

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the list of the policies and, where some are excluded, what says for whom each of them is."""
        policies = Source(invocation=Invocation(f"Get-{_POLICY}", {}), known=self.names)
        if not self.leaves_out(rule):
            return (policies,)
        more = (f"Get-{_RULE}", ACCEPTED_DOMAINS)
        return (policies, *(Source(invocation=Invocation(one, {}), known=self.names) for one in more))

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts the policies; where some are excluded, once it is known for whom each of them is."""
        if not self.leaves_out(rule):
            return super().tally(rule)
        count = partial(_WithRules, self, self.ruler(rule), rule)
        return Listener(self._lists(self.sources(rule)), count, _keep)

    def broken(self, row: Row) -> Violation | None:
        """Return that a policy lets mail out, or would if Microsoft changed its mind."""
        mode = required(row, _MODE, partial(as_word, words=("Automatic", "On", _OFF)))
        return (
            None if mode.casefold() == _OFF.casefold() else self.violation(row, (_OFF, mode), {_MODE: _OFF})
        )


class _WithRules(Tally):
    """Policies of which some are excluded, counted when it is known for whom each of them is."""

    def __init__(
        self, kind: OutboundForwarding, rule_on: Callable[[Row], Ruling], rule: Mapping[str, Any]
    ) -> None:
        super().__init__(kind, rule_on)
        self._of = kind
        self._sources = kind.sources(rule)
        self._left_out = kind.leaves_out(rule)
        self._rows: dict[str, list[Row]] = {}

    def keep(self, source: Source, row: Row) -> None:
        """Keep one row until all are there."""
        self._rows.setdefault(source.invocation.cmdlet, []).append(row)

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count, in which an excluded policy that is for everybody is none that is left out."""
        policies, rules, domains = (self._rows.pop(one.invocation.cmdlet, []) for one in self._sources)
        known = Policies(
            policies=policies,
            rules=rules,
            presets=(),
            named_by=_POLICY,
            last=_DEFAULT,
            narrowing=_NARROWING,
            known=self._of.names,
        )
        told = list(self._widened(known, domains))
        widened = [one for one in told if isinstance(one, Violation)]
        unknown = [one for one in told if isinstance(one, Unjudged)]
        self._violations += widened
        for row in policies:
            if row.get("Name") not in {one.member for one in widened}:
                self.take(self._sources[0], row)
        return super().judgement((*missing, *unknown), uncounted)

    def _widened(self, known: Policies, domains: Sequence[Row]) -> Iterator[Violation | Unjudged]:
        """Yield the excluded policies that decide about everybody, and what is not known about their order."""
        for placed in acting(known):
            if isinstance(placed.found, Unjudged):
                yield placed.found
                continue
            name = str(placed.found.get("Name"))
            if placed.rule is None or one_case(name) not in self._left_out:
                continue
            try:
                if _for_everybody(placed.rule, domains) and self._of.broken(placed.found):
                    yield _told(name, str(placed.rule.get("Name")))
            except MisreadError as error:
                yield Unjudged(member=name, why=str(error))


def _for_everybody(rule: Row, domains: Sequence[Row]) -> bool:
    """Return whether all who come to the place of a rule meet its conditions, apart from its exceptions.

    Raises:
        MisreadError: a part of the rule, or the tenant's domains, are not understood.
    """
    if not any(member(rule, one, as_texts) for one in _CONDITIONS):
        return True
    if any(member(rule, one, as_texts) for one in _OF_PEOPLE):
        return False
    listed = [f".{one.casefold()}" for one in member(rule, _OF_DOMAINS, as_texts) or []]
    own = [f".{required(one, 'DomainName', as_name).casefold()}" for one in domains]
    if not own:
        raise MisreadError("DomainName", "the domains of the tenant", None)
    sending = [one for one in own if not is_microsofts(one)] or own
    return all(any(one.endswith(each) for each in listed) for one in sending)


def _told(name: str, rule: str) -> Violation:
    return Violation(
        member=name,
        member_id=name,
        recorded_as=(rule,),
        property="reachesEverybody",
        expected=False,
        found=True,
        remedy=None,
        note=_FOR_EVERYBODY,
    )


def _keep(tally: Tally, source: Source, row: Row) -> None:
    if isinstance(tally, _WithRules):
        tally.keep(source, row)


KIND = OutboundForwarding(
    token="m365:exchange:OutboundForwarding",
    title="Forwarding by outbound spam policies",
    doc=(
        "No outbound spam filter policy lets mail be forwarded outside automatically, by a rule of a person's or by a "
        "mailbox. A policy that is added later breaks the rule until the next apply. Those that are excluded are "
        "named; one that decides about everybody is told all the same, and left as it is."
    ),
    key="outbound-forwarding",
    noun="outbound spam policies",
    judges=("autoForwardingMode",),
    listed=_POLICY,
    parameters={},
    always_there=lambda row: required(row, _DEFAULT, as_boolean),
    columns=(*LISTED, _MODE, _DEFAULT),
    fields=(excluded("excludedPolicies", "Names of policies that the rule leaves out."), *NOTED),
    answers=(f"Get-{_POLICY}", f"Get-{_RULE}", ACCEPTED_DOMAINS),
    omits="nothing that is known; the service's own policy is always among them, and without it the list is not whole.",
    harmless=(
        Harmless(_MODE, "what the rule is about"),
        Harmless(_DEFAULT, "which of them is the service's own"),
        Harmless(
            """
                ConfigurationType Enabled RecipientLimitExternalPerHour RecipientLimitInternalPerHour
                RecipientLimitPerDay ActionWhenThresholdReached NotifyOutboundSpamRecipients
                BccSuspiciousOutboundAdditionalRecipients BccSuspiciousOutboundMail NotifyOutboundSpam
                RecommendedPolicyType
            """,
            "how much mail is too much, and who is told: none of it forwards anything",
        ),
        Harmless(
            """
                HostedOutboundSpamFilterPolicy State Priority From FromMemberOf SenderDomainIs ExceptIfFrom
                ExceptIfFromMemberOf ExceptIfSenderDomainIs Conditions Exceptions
            """,
            "for whom a rule is, and in which order: by it is decided whether an excluded policy is for everybody",
        ),
        NAMED,
        OF_DOMAINS,
        Harmless(WHICH, "which policy, rule or domain it is, and where the service keeps it"),
    ),
    audit_operations=(
        *("New-HostedOutboundSpamFilterPolicy", "Set-HostedOutboundSpamFilterPolicy"),
        *("New-HostedOutboundSpamFilterRule", "Set-HostedOutboundSpamFilterRule"),
        *("Enable-HostedOutboundSpamFilterRule", "Disable-HostedOutboundSpamFilterRule"),
    ),
    source="https://learn.microsoft.com/powershell/module/exchange/set-hostedoutboundspamfilterpolicy (2026-11-26)",
)
