"""Assessments of settings towards other tenants: those for all of them, and those for single ones, which go before."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.services.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

DEFAULT = "/policies/crossTenantAccessPolicy/default"
PARTNERS = "/policies/crossTenantAccessPolicy/partners"
EVERY_OTHER = "every other tenant"
"""The member that stands for all without settings of their own."""


def agreed_by_tenant(rule: Mapping[str, Any], what: str) -> dict[str, set[str]]:
    """Return what a rule agrees to for each of its partners, by the tenant's id, all in small letters.

    Args:
        rule: inputs with a list `partners`, each with its `tenantId`.
        what: name of the list of a partner.
    """
    return {
        str(one["tenantId"]).strip().casefold(): {str(each).casefold() for each in one[what]}
        for one in rule.get("partners") or []
    }


class PartnersAssessment(Assessment):
    """Every tenant with settings of its own is a member, and all others together are one."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `{DEFAULT}`, `{PARTNERS}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every partner (see `PopulationKind.judge`)."""
        default, partners = await asyncio.gather(
            tenant.graph.entity(DEFAULT), tenant.graph.collection(PARTNERS)
        )
        if default is None:
            lacking = MisreadError(DEFAULT, "there, as in every tenant", None)
            raise not_understood(self.title, "", lacking)
        try:
            return self.judged(default, partners, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    @abstractmethod
    def judged(self, default: Row, partners: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
        """Return what every partner, and every other tenant, came to.

        Raises:
            MisreadError: when a partner has no id: which is meant cannot be told.
        """
