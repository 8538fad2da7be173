"""Get-, New-, Set- and Remove-RetentionPolicyTag: messaging records management (learn, New-RetentionPolicyTag)."""

from __future__ import annotations

from holdfast.emulator.cmdlets.cmdlet import EXCHANGE_READERS, EXCHANGE_WRITERS, ParameterType
from holdfast.emulator.cmdlets.parameter_names import words
from holdfast.emulator.declared.cmdlet_object import Setting, of_every_row
from holdfast.emulator.declared.named_objects import CmdletNoun
from holdfast.emulator.evidence import assumed

_PAGE = assumed("the page of New-RetentionPolicyTag is remembered so; nobody has opened it for this")
_OURS = assumed("rows of other cmdlets carry it so")
_TYPES = words(
    """
        All Calendar Contacts ConversationHistory DeletedItems Drafts Inbox Journal JunkEmail ManagedCustomFolder
        Notes Outbox Personal RecoverableItems RssSubscriptions SentItems SyncIssues Tasks
    """
)
_ACTIONS = words(
    """
        DeleteAndAllowRecovery MarkAsPastRetentionLimit MoveToArchive MoveToDeletedItems MoveToFolder
        PermanentlyDelete
    """
)
_NOT_HERE = frozenset(
    words(
        """
            AddressForJournaling ForceValidation JournalingEnabled LabelForJournaling LegacyManagedFolder
            LocalizedComment LocalizedRetentionPolicyTagName ManagedFolderToUpgrade MessageFormatForJournaling
            MustDisplayCommentEnabled RetentionId SystemTag WhatIf
        """
    )
)


def _days(number: int) -> str:
    return f"{number}.00:00:00"


SERVICE = CmdletNoun(
    noun="RetentionPolicyTag",
    endpoint="exchange",
    collection="retentionPolicyTags",
    doc="Tags of messaging records management: after how many days mail is moved to the archive, or deleted.",
    what="retention tag",
    unknown_identity="error",
    example={"Name": "Two years", "Type": "All"},
    own=(
        {
            "Name": "Default 2 year move to archive",
            "Type": "All",
            "RetentionAction": "MoveToArchive",
            "AgeLimitForRetention": _days(730),
        },
        {
            "Name": "Junk Email",
            "Type": "JunkEmail",
            "RetentionAction": "DeleteAndAllowRecovery",
            "AgeLimitForRetention": _days(30),
        },
        {
            "Name": "1 Month Delete",
            "Type": "Personal",
            "RetentionAction": "DeleteAndAllowRecovery",
            "AgeLimitForRetention": _days(30),
        },
        {
            "Name": "Recoverable Items 14 days move to archive",
            "Type": "RecoverableItems",
            "RetentionAction": "MoveToArchive",
            "AgeLimitForRetention": _days(14),
        },
    ),
    settings={
        "Name": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True),
        "Type": Setting("", _PAGE, ParameterType.TEXT, on=("New",), required=True, choices=_TYPES),
        "RetentionEnabled": Setting(True, _PAGE, ParameterType.BOOLEAN),
        "RetentionAction": Setting(
            "MoveToArchive", _OURS, ParameterType.TEXT, choices=_ACTIONS, example="PermanentlyDelete"
        ),
        "AgeLimitForRetention": Setting(None, _OURS, ParameterType.TIMESPAN, example="30.00:00:00"),
        "MessageClass": Setting("*", _PAGE, ParameterType.TEXT),
        "Comment": Setting("", _PAGE, ParameterType.TEXT),
        "RetentionId": Setting("", _OURS, wire="guid"),
        **of_every_row(_OURS),
    },
    readers=EXCHANGE_READERS,
    writers=EXCHANGE_WRITERS,
    evidence=_PAGE,
    unimplemented={
        "Get": frozenset({"IncludeSystemTags", "Mailbox", "OptionalInMailbox", "Types"}),
        "New": _NOT_HERE,
        "Set": _NOT_HERE | {"Name", "Mailbox", "OptionalInMailbox"},
        "Remove": frozenset({"WhatIf"}),
    },
)
"""Of the tags that Microsoft makes, one of each sort: which they are is recalled."""
