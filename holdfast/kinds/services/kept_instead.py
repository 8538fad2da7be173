"""What keeps a mailbox that a rule cannot reach: of a group, of public folders, or an inactive one in a backup.

No hold can be put on a group's mailbox, and no backup has it; what keeps it is a retention policy over the location
"Microsoft 365 groups", what keeps one of public folders one over "Exchange public folders" (research notes data-loss G1
and P1, 2026-11-26). An inactive mailbox cannot be backed up, and is there because a hold keeps it. Where that lasts as
long as the rule asks nothing can happen to the mailbox that the rule prevents. Where it does not, or nobody can say,
the mailbox stays left out, by name (see docs/decisions/2026-11-29-what-keeps-group-mail.md).

A policy counts that names its location whole, or the mailbox by its address, keeps everything there, is in force, has
been distributed, and that nobody took the mailbox out of. It is asked for once the lists are read, and only where there
is such a mailbox; where it may not or cannot be read, nobody can say of that mailbox whether it is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.grace.codes import plain_id
from holdfast.grace.policies import GROUPS, PUBLIC_FOLDERS, kept_for
from holdfast.kinds.decode import MisreadError, as_text, as_texts, member, required
from holdfast.kinds.services.holding import OTHERS
from holdfast.kinds.services.mailbox import OF_FOLDERS, OF_GROUP, MailboxRule
from holdfast.kinds.services.tally import Ruling
from holdfast.model.permission import READS_EXCHANGE, READS_PURVIEW
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class
from holdfast.normalise.durations import at_least, parse_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from holdfast.grace.keeping import MailPolicies
    from holdfast.grace.keeping import Settings as Organization
    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.services.judging import Apart
    from holdfast.kinds.services.mail_policies import Listed
    from holdfast.kinds.services.reading import Source
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_ADDRESS = "PrimarySmtpAddress"
_TELLING = (_ADDRESS, OTHERS)
"""Columns of a mailbox that no hold can be put on which tell where it is, and what it was taken out of."""
_PLACES = {OF_GROUP: GROUPS, OF_FOLDERS: PUBLIC_FOLDERS}
_LISTED_APART = ("GroupMailbox", "PublicFolder")
"""The switches that list them."""
_MARK = "instead "
"""What the ids begin with of those that are asked about here; no id of another one does."""
_TAKEN_OUT = "-"
_PREFIX = len("mbx")
_UNREAD = "is out of the rule's reach, and whether a retention policy keeps it instead could not be read"
POLICIES_BESIDE = (
    "`Get-Mailbox`, `Get-MailboxStatistics`, `Get-RetentionCompliancePolicy`, `Get-RetentionComplianceRule`"
)
"""What such a rule reads."""
READS_BESIDE = (READS_EXCHANGE, READS_PURVIEW)
"""Its rights: no cmdlet of Exchange lists policies."""


class KeptMailboxRule(MailboxRule):
    """A rule that a policy does as well for whom it cannot reach, where it keeps what is there for as long.

    Its kind says `READS_BESIDE`.
    """

    __slots__ = ()

    def days_instead(self, rule: Mapping[str, Any]) -> Callable[[Row], int | str | None]:
        """Return for how many days a mailbox that no setting brings into reach has to be kept."""
        raise NotImplementedError

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the lists of every rule over mailboxes; those of groups and folders tell where each is."""
        return [
            replace(one, columns=(*self.columns, *_TELLING))
            if any(map(one.invocation.parameters.get, _LISTED_APART))
            else one
            for one in super().sources(rule)
        ]

    def beyond(self, rule: Mapping[str, Any]) -> Callable[[Ruling, str, Row], Ruling]:
        """Return what has a mailbox wait for the policies, unless it obeys by itself (see `MailboxRule.beyond`)."""
        by_itself, days = super().beyond(rule), self.days_instead(rule)

        def rule_on(told: Ruling, sort: str, row: Row) -> Ruling:
            """Judge one."""
            ruling = by_itself(told, sort, row)
            concerns = ruling.exempt is not Reason.NOT_CONCERNED
            return replace(ruling, instead=_by_place(row, sort, days(row))) if concerns else ruling

        return rule_on

    def interface(self) -> str:
        """Return what is read (see `Kind.interface`)."""
        return POLICIES_BESIDE

    async def read_apart(self, tenant: Reader, rule: Mapping[str, Any]) -> KeptInstead:
        """Return what asks for the policies, once it is known that somebody waits for them."""
        return KeptInstead()

    async def read_after(self, tenant: Reader, apart: Apart, waiting: Iterator[str]) -> Apart:
        """Return it with the policies, where a mailbox waits for them (see `CmdletPopulation.read_after`)."""
        return await apart.asked(tenant, waiting) if isinstance(apart, KeptInstead) else apart


def _by_place(row: Row, sort: str, days: int | str | None) -> str:
    """Return what has a mailbox wait for the policies; empty where it does not say what it was taken out of."""
    try:
        codes = [one for one in required(row, OTHERS, as_texts) if one.startswith(_TAKEN_OUT)]
        address = member(row, _ADDRESS, as_text) or ""
    except MisreadError:
        return ""
    but = [plain_id(one[len(_TAKEN_OUT) + _PREFIX :].partition(":")[0]) for one in codes]
    return _waiting(days, location=_PLACES[sort], address=address, but=but)


def of_inactive(ruling: Ruling, row: Row, days: int | str | None) -> Ruling:
    """Return what an inactive mailbox comes to that a rule cannot reach, or what has it wait for its policies.

    Args:
        ruling: what it comes to where nothing keeps it for long enough, or nobody can say.
        row: all that tells what holds it.
        days: for how many days it has to be kept.
    """
    from holdfast.kinds.services.lasting_holds import held_by_itself, policies_on

    try:
        if held_by_itself(row, days):
            return replace(ruling, exempt=Reason.NOT_CONCERNED)
        return replace(ruling, instead=_waiting(days, row=row) if policies_on(row) else "")
    except MisreadError:
        return ruling


def _waiting(days: int | str | None, **said: Any) -> str:
    return f"{_MARK}{orjson.dumps({'days': days, **said}).decode()}"


@value_class
class _Policies:
    """What retention policies keep, by location and as mailboxes bear them."""

    placed: Organization
    mail: MailPolicies
    sizes: Mapping[str, int]
    """Bytes in the mailboxes that policies alone keep, by their ids (`sizes_behind_policies`)."""

    def keeps(self, said: Mapping[str, Any]) -> bool:
        """Return whether what waits is kept for as long as it has to be."""
        # Only where somebody waits: the rules of holds take long to import.
        from holdfast.kinds.services.lasting_holds import held

        days = parse_days(said["days"])
        if "location" in said:
            return at_least(kept_for(said["location"], self.placed, said["address"], said["but"]), days)
        try:
            return held(said["row"], days, self.mail, self.sizes).lasts
        except MisreadError:
            return False


@value_class
class KeptInstead:
    """What keeps the mailboxes that a rule cannot reach, beside what is read for those that it can (see `Apart`)."""

    beside: Apart | None = None
    policies: _Policies | None = None
    """None where nobody waits for them, or they could not be read: nothing is known to be kept then."""
    unread: Listed | None = None
    """What came of asking for them, where somebody waits and they could not be read."""

    def alone(self) -> Judgement | None:
        """Return what the other part says alone."""
        return self.beside.alone() if self.beside else None

    def ruler(self) -> Callable[[str, str], Ruling | None]:
        """Return what judges one mailbox by its name and what it waits by; None where it is kept, or obeys."""
        others = self.beside.ruler() if self.beside else None

        def rule_on(name: str, waits: str) -> Ruling | None:
            """Judge one."""
            if waits.startswith(_MARK):
                if self.unread:
                    return Ruling(member=name, unknown=_UNREAD)
                said = orjson.loads(waits.removeprefix(_MARK))
                kept = self.policies is not None and self.policies.keeps(said)
                return None if kept else Ruling(member=name)
            return others(name, waits) if others else None

        return rule_on

    def whole(self, members: Judgement) -> Judgement:
        """Return the judgement on the mailboxes with what the other part adds, and with what could not be read."""
        whole = self.beside.whole(members) if self.beside else members
        return replace(whole, uncounted=self.unread.cause(whole.uncounted)) if self.unread else whole

    async def asked(self, tenant: Reader, waiting: Iterator[str]) -> KeptInstead:
        """Return it with the policies, where somebody waits for them, or why they could not be read."""
        somebody, rows = False, []
        for one in waiting:
            somebody = somebody or one.startswith(_MARK)
            if one.startswith(_MARK) and "row" in (said := orjson.loads(one.removeprefix(_MARK))):
                rows.append((said["row"], parse_days(said["days"])))
        if not somebody:
            return self
        from holdfast.kinds.services.lasting_holds import sizes_behind_policies
        from holdfast.kinds.services.mail_policies import list_policies

        listed = await list_policies(tenant)
        if listed.unread:
            return replace(self, unread=listed)
        mail, placed = listed.mail(), _placed(listed.rows, listed.rules or {})
        sizes = await sizes_behind_policies(tenant, rows, mail)
        return replace(self, policies=_Policies(placed, mail, sizes))


def _placed(rows: Sequence[Row], rules: Mapping[str, list[Row]]) -> Organization:
    """Return what policies keep by location; nothing while one is not understood: it may delete what others keep."""
    from holdfast.grace.keeping import Settings as Organization
    from holdfast.kinds.services.policy_places import policy_of

    try:
        return Organization(policies=tuple(policy_of(row, rules) for row in rows))
    except MisreadError:
        return Organization(policies=None)
