"""The organization's list of recipients, by name: who keeps what he gets, and who is an address outside.

A mailbox that forwards to a recipient says no more of him than his name (`Name`, assumed; the same as `Identity` but
for what stands before it). A mail contact or mail user has an address of his own (`ExternalEmailAddress`); a mailbox
keeps its mail; to whom a group passes it on is not looked at. Source:
https://learn.microsoft.com/powershell/module/exchange/get-recipient (2026-11-27, recalled).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_name, as_text, required, told
from holdfast.kinds.services.mailbox import REACHED_TYPES
from holdfast.kinds.services.reading import Listener, Lists, Source, read_together
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

RECIPIENTS = "Get-Recipient"
_TYPE, _ADDRESS = "RecipientTypeDetails", "ExternalEmailAddress"
_NAMES = ("Name", "Identity")
_KEEP = frozenset(
    one.casefold()
    for one in (
        *REACHED_TYPES,
        *("DiscoveryMailbox", "LegacyMailbox", "LinkedMailbox", "LinkedRoomMailbox", "PublicFolder"),
        *("SchedulingMailbox", "TeamMailbox"),
    )
)
"""What `RecipientTypeDetails` is of who keeps what he gets; what such a mailbox forwards is told of itself."""
_LISTS = Lists(
    endpoint=Endpoint.EXCHANGE,
    sources=(Source(invocation=Invocation(RECIPIENTS, {"ResultSize": "Unlimited"})),),
    columns=(*_NAMES, "Alias", _TYPE, _ADDRESS),
    slice_by="Alias",
)


@dataclass(slots=True)
class Recipients:
    """What was heard of the recipients; of each no more than its name is kept, which is one text as a rule."""

    _keeping: set[str] = field(default_factory=set)
    _addresses: dict[str, str] = field(default_factory=dict)
    _doubtful: dict[str, str] = field(default_factory=dict)

    def address_of(self, name: str) -> str:
        """Return the address of a recipient's own; empty where his mail stays in a mailbox of the organization.

        Raises:
            MisreadError: nobody of that name, two of them, or somebody of whom it is not told.
        """
        called = name.casefold()
        if called in self._doubtful:
            raise MisreadError("ForwardingAddress", self._doubtful[called], name)
        if called in self._keeping:
            return ""
        if called not in self._addresses:
            raise MisreadError("ForwardingAddress", f"the name of somebody in {RECIPIENTS}", name)
        return self._addresses[called]

    def take(self, _source: Source, row: Row) -> None:
        """Keep one row.

        Raises:
            MisreadError: it has no name, so that nobody can say whom else a name means.
        """
        required(row, "Name", as_name)
        for name in {required(row, one, as_name).casefold() for one in _NAMES if one in row}:
            if name in self._keeping or name in self._addresses or name in self._doubtful:
                self._doubtful[name] = "the name of one recipient alone"
            else:
                self._keep(name, row)

    def _keep(self, name: str, row: Row) -> None:
        try:
            address = told(row, _ADDRESS, as_text)
            kind = required(row, _TYPE, as_text)
        except MisreadError as misread:
            self._doubtful[name] = f"somebody of whom is told where his mail goes ({misread})"
            return
        if address:
            self._addresses[name] = address
        elif kind.casefold() in _KEEP:
            self._keeping.add(name)
        else:
            self._doubtful[name] = f"a mailbox, a contact or a mail user, not a {kind}, whose mail goes on"


async def read_recipients(tenant: Reader) -> Recipients:
    """Return the recipients, whom whoever reads mailboxes in the same moment asks for with them.

    Raises:
        HoldfastError: the list could not be read whole; or one of `NOT_UNDERSTOOD`.
    """
    listener = Listener(_LISTS, Recipients, Recipients.take)
    await read_together(tenant, [listener])
    return listener.made()
