"""Assessments of methods of signing in: the settings of all stand in one policy, which a check reads anyway.

That they stand among the policy's configurations, and Fido2 in every tenant, is assumed of
https://learn.microsoft.com/graph/api/authenticationmethodspolicy-get (2026-11-28).
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_list, as_object, as_text, as_word, not_understood, required
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.method_configuration import HELD, POLICY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_IN_EVERY_TENANT = "fido2"


class MethodsAssessment(Assessment):
    """What a policy says of methods, judged without asking for anything more."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return f"Graph beta: `{POLICY}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every method (see `PopulationKind.judge`)."""
        policy = await policy_of_methods(tenant)
        try:
            return self.judged(policy, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None

    @abstractmethod
    def judged(self, policy: Row | None, rule: Mapping[str, Any]) -> Judgement:
        """Return what every method came to.

        Args:
            policy: as it was answered.
            rule: what is declared.

        Raises:
            MisreadError: when the list of methods is not understood.
        """


def is_off(row: Row) -> bool:
    """Return whether a method is off.

    Raises:
        MisreadError: it does not say whether it is.
    """
    return required(row, "state", partial(as_word, words=("enabled", "disabled"))).casefold() == "disabled"


async def policy_of_methods(tenant: Reader) -> dict[str, Any] | None:
    """Return the policy as its kind reads it, so that all who look at methods share one question.

    Raises:
        ReadError: when it could not be read.
    """
    return await tenant.graph.entity(f"/beta{POLICY}")


def configurations(policy: Row | None) -> list[dict[str, Any]]:
    """Return the settings of every method.

    Raises:
        MisreadError: when the policy is not there, or has not the method that every tenant has.
    """
    if policy is None:
        raise MisreadError(POLICY, "there, as in every tenant", None)
    rows = [as_object(one, f"{HELD}[]") for one in required(policy, HELD, as_list)]
    ids = [required(row, "id", as_text) for row in rows]
    if _IN_EVERY_TENANT not in {one.casefold() for one in ids}:
        raise MisreadError(HELD, "whole, with Fido2", ids)
    return rows
