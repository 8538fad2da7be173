"""An assessment over the mailboxes of a tenant: listed once with all rules over mailboxes, and none is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.judging import judge_alone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.kinds.services.mailbox import MailboxRule
    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader


class MailboxAssessment(Assessment):
    """Every mailbox is a member. A subclass says what lists and judges them (`population`)."""

    __slots__ = ()

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        raise NotImplementedError

    def members(self, rule: type[MailboxRule], *columns: str) -> CmdletPopulation:
        """Return the mailboxes by these columns of each, as `rule` judges them; they have no type of their own."""
        return rule(
            token="", title=self.title, doc="", key="", judges=(), columns=columns, fields=(), source=""
        )

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every mailbox (see `PopulationKind.judge`)."""
        return await judge_alone(tenant, self.population(), rule)
