"""What controls over the tenant's mailboxes share: which mailboxes a rule is for, and what of a policy is in them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from holdfast.controls.control import ControlSettings
from holdfast.controls.narrowing import Narrows, all_but
from holdfast.model.status import Reason

_TYPES = {
    "user": "UserMailbox",
    "shared": "SharedMailbox",
    "room": "RoomMailbox",
    "equipment": "EquipmentMailbox",
}

IN_MAILBOXES = frozenset({"exchange", "groups", "teams-channels", "teams-chats"})
"""Locations of retention policies whose items, or some of them, are in mailboxes."""


class MailboxSettings(ControlSettings):
    """Settings of every control that has a rule over mailboxes of any type."""

    mailbox_types: Annotated[
        list[Literal["user", "shared", "room", "equipment"]],
        Narrows("types of mailboxes", all_but(*_TYPES), counted_as=Reason.TYPE),
    ] = Field(default=["user", "shared", "room", "equipment"], min_length=1)
    """Which mailboxes the rule is for."""
    excluded_mailboxes: Annotated[list[str], Narrows("mailboxes", counted_as=Reason.EXCLUDED)] = []
    """User principal names that the rule leaves out, or ids of users, which cannot be given to somebody else."""

    @property
    def types_on_the_wire(self) -> list[str]:
        """The service's words for the types that the rule is for."""
        return [_TYPES[one] for one in self.mailbox_types]
