"""The tenant's policies, held against the accounts that synchronise the directory: which stop one? Pure functions.

That is no drift: what is in the tenant may be as declared, and nobody is locked out whom a person needs. Whoever reads
the check must know all the same, and before a policy that is report-only is enabled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.gates.synchronising import Stops, Synchronising, stops
from holdfast.kinds.entra.conditional_access_policy import KIND as POLICY
from holdfast.kinds.held_policies import REPORT_ONLY, state_of
from holdfast.kinds.judgement import Judgement
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.others import Others

_ENABLED = "enabled"
LEAVE_OUT = (
    "set `directory_sync` to `role` or `account` (core has it since 1.1.0), or take the role from an account that "
    "synchronises no longer"
)
"""What to do about it."""


@value_class(kw_only=True)
class AccountsJudgement(Judgement):
    """The emergency accounts measured, and beside them who synchronises the directory."""

    synchronising: tuple[Synchronising, ...] = ()
    """Sorted by name: accounts that can sign in."""


def told_of(judgement: Judgement, known_groups: Collection[str], others: Others) -> tuple[str, ...]:
    """Return one sentence for each account that a policy stops, or would stop.

    Args:
        judgement: of the emergency accounts.
        known_groups: see `stops`.
        others: what was read of the policies.
    """
    accounts = judgement.synchronising if isinstance(judgement, AccountsJudgement) else ()
    policies = others.objects.get(POLICY.token, ())
    return tuple(
        f"{account.name} synchronises the directory and {', and '.join(told)}; {LEAVE_OUT}"
        for account in accounts
        if (told := list(_told(account, policies, known_groups)))
    )


def _told(
    account: Synchronising, policies: Collection[LiveObject], known_groups: Collection[str]
) -> Iterator[str]:
    words = {
        (_ENABLED, Stops.YES): "is stopped by what is enabled and does not leave it out",
        (
            _ENABLED,
            Stops.PERHAPS,
        ): "is stopped, unless a group that it leaves out holds it, by what is enabled",
        (REPORT_ONLY, Stops.YES): "would be stopped, once enabled, by what is report-only",
        (REPORT_ONLY, Stops.PERHAPS): (
            "would be stopped, once enabled and unless a group that it leaves out holds it, by what is report-only"
        ),
    }
    found: dict[tuple[str, Stops], list[str]] = {}
    for one in policies:
        found.setdefault((state_of(one), stops(one.inputs, account, known_groups)), []).append(one.key)
    for case, sentence in words.items():
        if names := sorted(found.get(case, ())):
            yield f"{sentence}: {', '.join(map(repr, names))}"
