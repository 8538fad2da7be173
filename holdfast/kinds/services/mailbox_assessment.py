"""An assessment over the mailboxes of a tenant: listed once with all rules over mailboxes, and none is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.kinds.judgement import Judgement
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.judging import judge_together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.services.population import CmdletPopulation
    from holdfast.tenant.tenant import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxAssessment(Assessment):
    """Every mailbox is a member. A subclass says what lists and judges them (`population`)."""

    def population(self) -> CmdletPopulation:
        """Return what lists the mailboxes, and holds them against the users who should have one."""
        raise NotImplementedError

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every mailbox (see `PopulationKind.judge`)."""
        (found,) = await judge_together(tenant, [(self.population(), rule)])
        if isinstance(found, Judgement):
            return found
        raise found
