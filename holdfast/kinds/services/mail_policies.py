"""For how long each retention policy keeps mail, by the id that a mailbox bears; and of which nobody can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_text, member
from holdfast.kinds.services.policy_places import keeps_mail_days, read_rows
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_NOT_LISTED = "is not among the retention policies that the tenant answered with"


@dataclass(frozen=True, slots=True)
class MailPolicies:
    """The retention policies of a tenant, by their ids in lower case and without dashes."""

    days: Mapping[str, int | str | None] = field(default_factory=dict)
    """For how many days each keeps every item of a mailbox that bears it; None where it does not."""
    names: Mapping[str, str] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)
    """Why nobody can say it of one."""
    unread: str = ""
    """Why nobody can say it of any; empty where they were read."""

    def doubt(self, policy_id: str) -> str:
        """Return why nobody can say for how long a policy keeps mail; the empty text where that is known."""
        if policy_id in self.days:
            return ""
        return self.misread.get(policy_id) or self.unread or _NOT_LISTED


async def read_mail_policies(tenant: Reader) -> MailPolicies:
    """Return what each policy keeps; what could not be read is said in it, since others may be held otherwise."""
    try:
        rows, rules = await read_rows(tenant)
    except (HoldfastError, *NOT_UNDERSTOOD) as error:
        return MailPolicies(unread=f"could not be read: {error}")
    return mail_policies_of(rows, rules)


def mail_policies_of(rows: Iterable[Row], rules: Mapping[str, list[Row]]) -> MailPolicies:
    """Return what each policy keeps, by the rows of policies and their rules (see `read_rows`)."""
    days, names, misread = dict[str, int | str | None](), dict[str, str](), dict[str, str]()
    for row in rows:
        try:
            policy_id = (member(row, "Guid", as_text) or "").replace("-", "").lower()
            names[policy_id] = member(row, "Name", as_text) or policy_id
            days[policy_id] = keeps_mail_days(row, rules)
        except MisreadError as error:  # without its id it is not listed, and who bears that is unknown
            misread[str(row.get("Guid")).replace("-", "").lower()] = f"is not understood: {error}"
    return MailPolicies(days, names, misread)
