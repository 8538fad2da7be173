"""Transport rules, assessed: none waves mail past the filters, lays it open, hides it, or gives it away.

What each action does is told in `rule_actions`. One that routes mail by a connector may send it outside: where that
leads is not read, so the rule is unknown. A rule that is off, or that is tried out (`Audit`), acts on nothing. A
journal rule that is on copies all mail of somebody to an address, and is told as well where that is outside. What a
rule is meant for nobody but the client knows, so no apply changes one. Source:
https://learn.microsoft.com/exchange/security-and-compliance/mail-flow-rules/mail-flow-rules (2026-11-27). That
recipients come as addresses is recalled: one that does not is unknown where it matters who it is.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_text, as_word, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Judgement, Uncounted, Violation
from holdfast.kinds.services.accepted_domains import ACCEPTED_DOMAINS, OF_DOMAINS, accepted_domains
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.journal_rules import (
    JOURNAL,
    JOURNAL_RULES,
    OF_JOURNALS,
    TO,
    copies_to,
    journal_name,
)
from holdfast.kinds.services.listed import WHICH
from holdfast.kinds.services.novelties import all_known, news
from holdfast.kinds.services.rule_actions import ACTIONS, JUDGES, domain_of, done_by
from holdfast.kinds.services.tally import Ruling
from holdfast.kinds.services.threat_policies import NAMED
from holdfast.kinds.statement import Harmless
from holdfast.model.letters import one_case
from holdfast.model.permission import CMDLETS, READS_EXCHANGE
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from holdfast.kinds.statement import Node
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RULES = "Get-TransportRule"
_CONDITIONS = """
    From FromMemberOf FromScope FromAddressContainsWords FromAddressMatchesPatterns SentTo SentToMemberOf SentToScope
    RecipientDomainIs SenderDomainIs SenderIpRanges SenderInRecipientList RecipientInSenderList BetweenMemberOf1
    BetweenMemberOf2 ManagerAddresses ManagerForEvaluatedUser SenderManagementRelationship ADComparisonAttribute
    ADComparisonOperator SenderADAttributeContainsWords SenderADAttributeMatchesPatterns
    RecipientADAttributeContainsWords RecipientADAttributeMatchesPatterns RecipientAddressContainsWords
    RecipientAddressMatchesPatterns AnyOfRecipientAddressContainsWords AnyOfRecipientAddressMatchesPatterns
    AnyOfToHeader AnyOfToHeaderMemberOf AnyOfCcHeader AnyOfCcHeaderMemberOf AnyOfToCcHeader AnyOfToCcHeaderMemberOf
    HasClassification HasNoClassification HasSenderOverride SubjectContainsWords SubjectMatchesPatterns
    SubjectOrBodyContainsWords SubjectOrBodyMatchesPatterns HeaderContainsMessageHeader HeaderContainsWords
    HeaderMatchesMessageHeader HeaderMatchesPatterns ContentCharacterSetContainsWords ContentMatchesPrompt
    ContentMatchesPromptVerdict MessageContainsDataClassifications MessageContainsAllDataClassifications
    MessageSizeOver MessageTypeMatches WithImportance SCLOver AttachmentNameMatchesPatterns
    AttachmentExtensionMatchesWords AttachmentPropertyContainsWords AttachmentContainsWords AttachmentMatchesPatterns
    AttachmentSizeOver AttachmentIsUnsupported AttachmentIsPasswordProtected AttachmentHasExecutableContent
    AttachmentProcessingLimitExceeded
"""
"""Each of them can be an exception as well."""
_NOBODY_KNOWS = "what the rule is for nobody else knows: change or remove it by hand, or exclude it by name"


class TransportRules(Assessment):
    """The rules are the members that are judged.

    The domains that are inside are members as well, and obey: a tenant without a rule was looked at all the same.
    """

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`{_RULES}`, `{JOURNAL_RULES}`, `{ACCEPTED_DOMAINS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every rule (see `PopulationKind.judge`); all lists are asked for in the same moment."""
        # A tenant has 300 rules at most, and as many as 1000 come unasked.
        rows, journals, domains = await asyncio.gather(
            tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(_RULES, {})),
            tenant.cmdlets.rows(Endpoint.EXCHANGE, Invocation(JOURNAL_RULES, {})),
            accepted_domains(tenant),
        )
        left_out = {one_case(str(one)) for one in rule.get("excludedRules") or []}
        own = frozenset(required(one, "DomainName", as_text).casefold() for one in domains)
        listed = {ACCEPTED_DOMAINS: domains, _RULES: rows, JOURNAL_RULES: journals}
        notes = [told for where, found in listed.items() for told in news(where, self.names, found)]
        count = Count()
        for one in rows:
            count.take(_ruling(one, _rule_name, partial(_broken, own=own, known=self.names), left_out))
        for one in journals:
            count.take(_ruling(one, journal_name, partial(_copied, own=own), left_out))
        return replace(_whole(count.judgement(), own), notes=tuple(notes))


def _whole(judged: Judgement, own: frozenset[str]) -> Judgement:
    """Return what the rules came to with the domains; without an own one nobody can say which address is outside."""
    told = "which addresses are outside is unknown: the tenant answered with no accepted domain"
    unknown = None if own else Uncounted(reason=Reason.UNEXPECTED, told=told)
    return replace(judged, covered=judged.covered + len(own), uncounted=unknown)


def _ruling(
    row: Row, named: Callable[[Row], str], look: Callable[[str, Row], list[Violation]], left_out: set[str]
) -> Ruling:
    """Return what one rule came to."""
    try:
        name = named(row)
        if one_case(name) in left_out:
            return Ruling(member=name, exempt=Reason.EXCLUDED)
        return Ruling(member=name, breaks=tuple(look(name, row)))
    except MisreadError as misread:
        return Ruling(member=str(row.get("Name") or "one without a name"), unknown=str(misread))


def _rule_name(row: Row) -> str:
    """Return what a transport rule is called.

    Raises:
        MisreadError: it bears no name, or one by which the client file means a journal rule.
    """
    name = required(row, "Name", as_name)
    if one_case(name).startswith(JOURNAL):
        raise MisreadError("Name", f"one that does not begin as a {JOURNAL.strip()}", name)
    return name


def _copied(name: str, row: Row, own: frozenset[str]) -> list[Violation]:
    """Return that a journal rule copies mail outside.

    Raises:
        MisreadError: it does not say whether it is on, or where to.
    """
    address = copies_to(row)
    if not address or domain_of(address, TO) in own:
        return []
    return [replace(_violation(name, "journalEmailAddress", address), member_id=name.removeprefix(JOURNAL))]


def _acts(row: Row) -> bool:
    """Return whether a rule acts on mail.

    Raises:
        MisreadError: it does not say, or in a word that nobody has seen.
    """
    state = required(row, "State", partial(as_word, words=("Enabled", "Disabled")))
    mode = required(row, "Mode", partial(as_word, words=("Audit", "AuditAndNotify", "Enforce")))
    return (state.casefold(), mode.casefold()) == ("enabled", "enforce")


def _broken(name: str, row: Row, own: frozenset[str], known: Mapping[str, Node]) -> list[Violation]:
    """Return what a rule that acts does that none should.

    Raises:
        MisreadError: a part of it is not told, or not understood.
    """
    if not _acts(row):
        return []
    found = [_violation(name, about, value) for about, value in done_by(row, own)]
    if not found:
        all_known(known, row, "known: it may be an action", but_exceptions=True)
    return found


def _violation(name: str, about: str, found: Any) -> Violation:
    """Return what a rule does; audit records call a rule by its name (assumed)."""
    return Violation(
        member=name, member_id=name, property=about, expected=None, found=found, note=_NOBODY_KNOWS
    )


KIND = TransportRules(
    token="m365:exchange:TransportRules",
    title="Transport rules",
    doc=(
        "An assessment, which never writes: no transport rule that acts has the filters skipped, takes encryption off "
        "mail, takes mail from its recipient, gives it to somebody unseen, or sends it to an address outside, and no "
        "journal rule copies mail to one. Those that are excluded are named, a journal rule as `journal rule: NAME`."
    ),
    key="transport-rules",
    noun="domains, transport rules and journal rules",
    judges=(*JUDGES, "journalEmailAddress"),
    fields=(
        Field(
            name="excludedRules",
            doc="Names of rules that the assessment leaves out, of a journal rule with `journal rule: ` before it.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    audit_operations=tuple(
        f"{verb}-{one}Rule" for one in ("Transport", "Journal") for verb in ("New", "Set", "Enable")
    ),
    answers=(_RULES, ACCEPTED_DOMAINS),
    harmless=(
        Harmless(f"State Mode {' '.join(ACTIONS)}", "what the assessment is about"),
        Harmless(
            f"Conditions Exceptions {_CONDITIONS}",
            "on which mail a rule acts: one that does what none should does so on whatever mail",
        ),
        Harmless(
            " ".join(f"ExceptIf{one}" for one in _CONDITIONS.split()),
            "on which mail a rule does not act",
            seen="recorded rows have each condition once more, as an exception (research notes rows.json, 2026-11-25)",
        ),
        Harmless(
            """
                Actions ApplyClassification ApplyOME ApplyRightsProtectionTemplate
                ApplyRightsProtectionCustomizationTemplate ApplyHtmlDisclaimerText
                ApplyHtmlDisclaimerLocation ApplyHtmlDisclaimerFallbackAction PrependSubject SetHeaderValue
                RemoveHeader SetAuditSeverity LogEventText GenerateNotification SenderNotificationType
                StopRuleProcessing RouteMessageOutboundRequireTls
            """,
            "other actions, with which mail is marked or changed: it reaches its recipient, and nobody else",
        ),
        Harmless(
            """
                RejectMessageReasonText RejectMessageEnhancedStatusCode SmtpRejectMessageRejectText
                SmtpRejectMessageRejectStatusCode
            """,
            "mail is refused, and its sender told at once: nobody else gets it, and nobody takes it for delivered",
        ),
        Harmless(
            """
                ActivationDate ExpiryDate Priority RuleErrorAction RuleSubType SenderAddressLocation
                RecipientAddressType UseLegacyRegex RegexSize Size DlpPolicy DlpPolicyId CreatedBy LastModifiedBy
                ManuallyModified IsRuleConfigurationSupported RuleConfigurationUnsupportedReason
            """,
            "when and in which order a rule acts, and who made it: one that acts later is held all the same",
        ),
        NAMED,
        OF_DOMAINS,
        OF_JOURNALS,
        Harmless(WHICH, "which rule or domain it is, and where the service keeps it"),
    ),
    read_permissions=(CMDLETS,),
    read_rights=(READS_EXCHANGE,),
    omits="nothing that is known; no list of rules tells whether it is whole, since a tenant may have none.",
    source="https://learn.microsoft.com/powershell/module/exchange/get-transportrule (2026-11-27)",
)
