"""Active mailboxes page by page, for the cmdlets that show another side of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import CmdletOutput
from holdfast.emulator.exchange.mailbox.state import Stored, list_mailboxes

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.opath import Condition

_DEFAULT_RESULTS = 1000
_SHOWN = "state = 'active' AND type NOT IN ('GroupMailbox', 'PublicFolderMailbox')"


def active_mailboxes(
    invocation: Invocation, condition: Condition, row: Callable[[Stored], dict[str, Any]]
) -> CmdletOutput:
    """Return a page of the active mailboxes of people and resources, 1000 in all where no ResultSize is given.

    Args:
        invocation: of the cmdlet; its `ResultSize` and its page count.
        condition: which of them.
        row: what is shown of one.
    """
    page = invocation.page
    most = invocation.given.get("ResultSize", _DEFAULT_RESULTS)
    left = page.size if most is None else min(page.size, most - page.served)
    where = f"{_SHOWN} AND {condition.sql}"
    records = list_mailboxes(invocation.tenant.store, where, condition.arguments, page.cursor, left + 1)
    found = [Stored(*one) for one in records[:left]]
    rows = [row(one) for one in found]
    if len(records) <= left or (most is not None and page.served + left >= most):
        return CmdletOutput(rows)
    return CmdletOutput(rows, next_cursor=found[-1].position)
