"""A made-up tenant for rules over mailboxes: what its lists hold, who has a plan, and what it was asked to change."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote
from uuid import NAMESPACE_URL, uuid5

from holdfast.model.errors import ReadError, WriteError
from holdfast.tenant.asked import Condition

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence

    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
    from holdfast.tenant.tenant import Tenant

_ONE = re.compile(r"ExchangeGuid -eq '([^']*)'")
SWITCHES = ("SoftDeletedMailbox", "GroupMailbox", "PublicFolder")


def mailbox_guid(name: str) -> str:
    """The id of a mailbox by its name."""
    return str(uuid5(NAMESPACE_URL, f"mailbox {name}"))


def size(count: int) -> str:
    """Return bytes as Exchange writes them."""
    return f"{count / 2**20:.3f} MB ({count:,} bytes)"


def directory_id(name: str) -> str:
    """Return the id that the made-up directory gives a name, the same in any letter case."""
    return str(uuid5(NAMESPACE_URL, name.casefold()))


@dataclass
class Fake:
    """A tenant of made-up mailboxes and of users who hold a plan; it keeps what it was asked to change."""

    mailboxes: Sequence[Mapping[str, Any]] = ()
    others: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    """By the switch, or by the cmdlet, that lists them."""
    users: Mapping[str, str] = field(default_factory=dict)
    """Ids and names of those who hold a plan."""
    plans: Sequence[str] = ("EXCHANGE_S_STANDARD",)
    """Names of the plans of the tenant's subscriptions."""
    holds: Mapping[str, str] = field(default_factory=dict)
    """By the id of a user, the plan; the first of `plans` where it says nothing."""
    refusals: Mapping[str, int] = field(default_factory=dict)
    """By identity, the status with which a change is refused."""
    uncounted: ReadError | None = None
    unlisted: ReadError | None = None
    """With which lists are refused that come whole."""
    sizes: Mapping[str, str | None] = field(default_factory=dict)
    """How much is in a mailbox, by its id; in any other there is a gigabyte."""
    sent: list[dict[str, Any]] = field(default_factory=list)

    @property
    def tenant(self) -> Tenant:
        return cast("Tenant", self)

    def service_time(self) -> datetime:
        return datetime(2026, 11, 27, 12, tzinfo=UTC)

    @property
    def cmdlets(self) -> Fake:
        return self

    @property
    def graph(self) -> Fake:
        return self

    async def collection(self, _path: str, /, **_: Any) -> list[dict[str, Any]]:
        if self.uncounted:
            raise self.uncounted
        plans = [{"servicePlanName": name, "servicePlanId": directory_id(name)} for name in self.plans]
        return [{"servicePlans": plans}]

    async def pages(
        self, what: Any, one: Invocation | Condition, _select: Any = (), /, **_: Any
    ) -> AsyncIterator[list[Any]]:
        if isinstance(one, Condition):
            asked = {plan for plan in self.plans if f"{directory_id(plan)} and" in unquote(one.on(what))}
            users = [
                {"id": user, "userPrincipalName": name}
                for user, name in self.users.items()
                if asked & {self.holds.get(user, self.plans[0])}
            ]
            yield users[:1]
            yield users[1:]
            return
        switch = next((name for name in SWITCHES if one.parameters.get(name)), "")
        rows = self.others.get(switch, ()) if switch else self.others.get(one.cmdlet, self.mailboxes)
        if only := _ONE.findall(str(one.parameters.get("Filter", ""))):
            rows = [row for row in rows if row.get("ExchangeGuid") in only]
        yield list(rows[:2])
        yield list(rows[2:])

    async def rows(
        self, _endpoint: Endpoint, one: Invocation, _select: Sequence[str] = ()
    ) -> list[Mapping[str, Any]]:
        if self.unlisted:
            raise self.unlisted
        if one.cmdlet == "Get-MailboxStatistics":
            return [{"TotalItemSize": self.sizes.get(str(one.parameters["Identity"]), size(2**30))}]
        return list(self.others.get(one.cmdlet, ()))

    def turn(self, _of: str) -> asyncio.Lock:
        return asyncio.Lock()

    async def run_all(self, _endpoint: Endpoint, many: Sequence[Invocation]) -> list[WriteError | None]:
        self.sent.extend({"cmdlet": one.cmdlet, **one.parameters} for one in many)
        return [
            WriteError("write-refused", f"{who} was refused", status=self.refusals[who])
            if (who := str(one.parameters.get("Identity"))) in self.refusals
            else None
            for one in many
        ]


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)
