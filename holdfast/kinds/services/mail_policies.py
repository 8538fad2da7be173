"""What each retention policy does for the mailboxes that bear its code, by what the two cmdlets say of it now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.grace.codes import plain_id
from holdfast.grace.facts import MailPolicies
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.services.policy_places import deletes_mail_anyway, mail_policy, read_rows
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]


async def read_mail_policies(tenant: Reader) -> MailPolicies:
    """Return what each policy keeps; what could not be read is said in it, since others may be held otherwise."""
    try:
        rows, rules = await read_rows(tenant)
    except (HoldfastError, *NOT_UNDERSTOOD) as error:
        return MailPolicies(unread=f"could not be read: {error}")
    return mail_policies_of(rows, rules)


def mail_policies_of(rows: Iterable[Row], rules: Mapping[str, list[Row]]) -> MailPolicies:
    """Return what each policy keeps, by the rows of policies and their rules (see `read_rows`).

    One without its id is not listed, and of who bears that nobody can say. While one deletes what others keep, nobody
    can say of any other what it keeps.
    """
    rows = [*rows]
    known = {plain_id(str(row.get("Guid"))): mail_policy(row, rules) for row in rows}
    anyway = sorted(str(row.get("Name") or row.get("Guid")) for row in rows if _deletes_anyway(row, rules))
    if anyway:
        why = f"may lose what it keeps to the policy {', '.join(anyway)}, which deletes it all the same"
        known = {
            one: replace(told, holds=None, days=None, why=why) if told.holds else told
            for one, told in known.items()
        }
    return MailPolicies(known)


def _deletes_anyway(row: Row, rules: Mapping[str, list[Row]]) -> bool:
    """Return whether a policy deletes mail that others keep; of one that is not understood its own row says so."""
    try:
        return deletes_mail_anyway(row, rules)
    except MisreadError:
        return False
