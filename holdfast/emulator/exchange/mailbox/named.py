"""The mailbox that a cmdlet names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.exchange.mailbox.state import find_mailbox

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.state import Stored


def mailbox_of(invocation: Invocation, states: tuple[str, ...] = ("active",)) -> Stored:
    """Return the mailbox of the Identity that the cmdlet was given, in one of `states`.

    Raises:
        CmdletError: there is none.
    """
    identity = invocation.given["Identity"]
    mailbox = find_mailbox(invocation.tenant.store, identity, states)
    if mailbox is None:
        raise not_found(identity, invocation.tenant.domain)
    return mailbox
