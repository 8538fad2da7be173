"""What a look ahead says: which data Microsoft will erase, from which day on, by which rule, and what keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.status import ExitCode
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.keeper import Keeper
    from holdfast.model.plan import Cloud, GracePeriodOfClient


class Fate(StrEnum):
    """What becomes of one thing when nobody does anything."""

    LOST = "LOST"
    """Erased from a day on."""
    KEPT = "KEPT"
    """Something keeps it: see what."""
    UNKNOWN = "UNKNOWN"
    """Nobody can say: never counted as kept."""


@value_class(kw_only=True)
class Item:
    """One thing that has a clock."""

    object: str
    """What it is, for example "mailbox" or "OneDrive"."""
    name: str
    object_id: str
    rule: str
    """Id of the grace period that decides."""
    fate: Fate
    lost_from: date | None
    """First day (UTC) on which Microsoft may erase it; jobs run up to two weeks later. None: no such day is known. Of
    something KEPT: the day from which nothing in it is kept any longer, whatever keeps it now."""
    since: date | None
    """Day (UTC) from which the period counts; None where no interface tells."""
    kept_by: tuple[Keeper, ...] = ()
    explanation: str
    to_do: str
    size_bytes: int | None = None
    """None where no interface that was read tells it."""
    may_go_sooner: bool = False
    """Whether another clock of it may end before `lost_from`, as nothing tells when that began."""

    def seen_from(self, last: date) -> Item:
        """Return it as it is told to somebody who looks until `last`: what is kept only until then is lost."""
        over = self.fate is Fate.KEPT and self.lost_from is not None and self.lost_from <= last
        return replace(self, fate=Fate.LOST) if over else self

    def unsure_by(self, last: date | None) -> Item:
        """Return it as it is told to somebody who looks until `last`: what may go before its day may be gone by then.

        None is for ever, by when it is lost.
        """
        if last is None or not self.may_go_sooner or self.lost_from is None or self.lost_from <= last:
            return self
        latest = f"{self.explanation}; at the latest from {self.lost_from} on"
        return replace(self, fate=Fate.UNKNOWN, lost_from=None, explanation=latest)

    def falls_within(self, last: date | None) -> bool:
        """Return whether it may be gone by the end of `last`; None is for ever. Without a day, it may."""
        if self.fate is Fate.KEPT:
            return False
        return last is None or self.lost_from is None or self.lost_from <= last


@value_class
class Unread:
    """A source that could not be read, so that what it would tell is missing."""

    what: str
    explanation: str
    decides: bool = True
    """Whether something that is lost may be missing because of it; how large things are decides nothing."""


@value_class(kw_only=True)
class Horizon:
    """A look ahead over one tenant."""

    client: str
    tenant: str
    cloud: Cloud
    today: date
    """Day in the tenant, UTC."""
    within_days: int | None
    """How far was looked; None: without end."""
    items: tuple[Item, ...]
    """By day; those without one first, those that are kept last."""
    unread: tuple[Unread, ...]
    inactive_accounts: int | None
    """Enabled accounts without successful sign-in for ninety days; None where that could not be read."""
    overridden: tuple[GracePeriodOfClient, ...]
    ownerless: tuple[str, ...] | None = None
    """Names of Microsoft 365 groups that nobody owns; None where they could not be read."""
    ownerless_sites: tuple[str, ...] | None = None
    """Addresses of sites without a group that nobody owns; None where they could not be read."""
    mail_tags: tuple[str, ...] | None = None
    """What Exchange's retention tags do besides to mail that nothing keeps, in words; None where they were not read."""

    @property
    def last_day(self) -> date | None:
        """The last day that is looked at; None: there is none."""
        return None if self.within_days is None else self.today + timedelta(days=self.within_days)

    @property
    def unread_by_cause(self) -> tuple[tuple[tuple[str, ...], str], ...]:
        """What could not be read and why, in the order in which the causes are met: one cause is told once."""
        found: dict[str, list[str]] = {}
        for one in self.unread:
            found.setdefault(one.explanation, []).append(one.what)
        return tuple((tuple(hidden), why) for why, hidden in found.items())

    def inside(self, fate: Fate) -> tuple[Item, ...]:
        """Return the items of a fate that may be gone by the last day; of KEPT all."""
        of_fate = (one for one in self.items if one.fate is fate)
        return tuple(one for one in of_fate if fate is Fate.KEPT or one.falls_within(self.last_day))

    @property
    def exit_code(self) -> int:
        """1 where something unprotected falls inside, else 2 where that is not known of everything, else 0."""
        if self.inside(Fate.LOST):
            return ExitCode.DRIFT
        open_ = any(one.decides for one in self.unread) or bool(self.inside(Fate.UNKNOWN))
        return ExitCode.NO_ANSWER if open_ else ExitCode.IN_SYNC


def in_order(items: list[Item]) -> tuple[Item, ...]:
    """Return items by day; without a day first, since that may be today; kept ones last."""
    return tuple(
        sorted(
            items,
            key=lambda one: (
                one.fate is Fate.KEPT,
                one.lost_from or date.min,
                one.object,
                one.name,
                one.object_id,
            ),
        )
    )
