"""What each retention policy does for the mailboxes that bear its code, by what the two cmdlets say of it now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.grace.codes import plain_id
from holdfast.grace.keeping import MailPolicies
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.judgement import Uncounted
from holdfast.kinds.services.policy_places import deletes_mail_anyway, mail_policy, read_rows
from holdfast.model.errors import NOT_UNDERSTOOD, HoldfastError, ReadError
from holdfast.model.permission import CMDLETS, READS_PURVIEW, role_groups
from holdfast.model.status import Reason
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_OPENS = (
    f"; reading them needs {CMDLETS} and the directory role {READS_PURVIEW.role}, or in its place the role group "
    f"{role_groups([READS_PURVIEW])}"
)
"""No cmdlet of Exchange lists them: whoever may read mailboxes by a role group of Exchange's lacks it."""


@value_class
class Listed:
    """The retention policies as their lists came, or why they did not."""

    rows: Sequence[Row] = ()
    rules: Mapping[str, list[Row]] | None = None
    unread: Uncounted | None = None
    """Set where nobody can say what any of them keeps."""

    def cause(self, others: Uncounted | None) -> Uncounted | None:
        """Return why a rule that asks for them is not wholly known, beside what `others` say of it."""
        if self.unread is None:
            return others
        told = f"what retention policies keep is unknown: {self.unread.told}"
        return replace(others, told=f"{others.told}; {told}") if others else replace(self.unread, told=told)

    def mail(self) -> MailPolicies:
        """Return what each keeps; what could not be read is said in it, since others may be held otherwise."""
        if self.unread:
            return MailPolicies(unread=f"could not be read: {self.unread.told}")
        return mail_policies_of(self.rows, self.rules or {})


async def list_policies(tenant: Reader) -> Listed:
    """Return the policies; where they may not be read, with what would open them."""
    try:
        rows, rules = await read_rows(tenant)
    except (HoldfastError, *NOT_UNDERSTOOD) as error:
        reason = _reason(error)
        said = error.message if isinstance(error, HoldfastError) else str(error)
        told = f"{said}{_OPENS if reason is Reason.PERMISSION else ''}"
        return Listed(unread=Uncounted(reason=reason, told=told))
    return Listed(rows, rules)


def _reason(error: Exception) -> Reason:
    if isinstance(error, ReadError):
        return Reason(error.reason)
    return Reason.SIGN_IN if isinstance(error, HoldfastError) else Reason.UNEXPECTED


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
