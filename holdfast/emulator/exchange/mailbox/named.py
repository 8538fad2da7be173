"""The mailbox that a cmdlet names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.exchange.mailbox.state import find_mailbox

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.state import Stored


def mailbox_of(
    invocation: Invocation, states: tuple[str, ...] = ("active",), parameter: str = "Identity"
) -> Stored:
    """Return the mailbox that the cmdlet was given by that parameter, in one of `states`.

    Raises:
        CmdletError: there is none.
    """
    identity = invocation.given[parameter]
    mailbox = find_mailbox(invocation.tenant.store, identity, states)
    if mailbox is None:
        raise not_found(identity, invocation.tenant.domain)
    return mailbox
