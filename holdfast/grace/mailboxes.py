"""What becomes of a mailbox: by its state, its licence, its size and its holds (data-loss M1 to M8, and I8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from holdfast.grace.holds import POLICY, Holds, holds_of, passed_over
from holdfast.grace.periods import DELAYED_DELICENSING_DAYS
from holdfast.grace.telling import by_rule, end, kept, unknown

if TYPE_CHECKING:
    from holdfast.grace.keeping import Mailbox, Settings
    from holdfast.grace.periods import Periods
    from holdfast.model.horizon import Item

_MAILBOX = "mailbox"
_SHARED = "sharedmailbox"
_NEED_NO_LICENCE = frozenset(
    {
        *(_SHARED, "roommailbox", "equipmentmailbox", "schedulingmailbox", "linkedroommailbox"),
        *("groupmailbox", "teammailbox", "publicfoldermailbox", "discoverymailbox", "arbitrationmailbox"),
        *("auditlogmailbox", "auxauditlogmailbox", "monitoringmailbox", "supervisoryreviewpolicymailbox"),
    }
)
"""Types, in lower case, that are there without one (recalled). A type that nobody knows is taken for one that needs it:
else it would go without a word."""
FULL_RULE = "M8"
_MAY_HAVE = 50 * 2**30
_FULL = _MAY_HAVE - 2**29
"""Bytes from which on a mailbox of 50 GB sends nothing (its ProhibitSendQuota of 49.5 GB, recalled). What comes next is
given back, so that it may never be more."""
_GIVEN_BACK = (
    "a shared mailbox without a licence may have 50 GB: what is in it stays, it sends nothing any longer, and new mail "
    "to it is given back to whoever sent it, or soon is"
)
_SIZE_UNTOLD = (
    "how much is in it Microsoft's report of usage does not tell: a shared mailbox without a licence that has 50 GB "
    "sends nothing any longer, and new mail to it is given back"
)
_TELL_SIZE = (
    "see what it holds (Get-MailboxStatistics), and let reports show names (admin center, Settings, Org settings, "
    "Reports)"
)
_MAKE_ROOM = "license it for Exchange Online Plan 2, or move what is old out of it"
_RESTORE = (
    "restore the user before that day, put a hold or retention policy on the mailbox, and delete him again"
)
_RECOVER = "recover or restore the inactive mailbox before that day, or export what is in it"
_LICENSE = "license the user again, or hold the mailbox, prove it, and delete the account with its licence on"
_PROVE = "license the user again; let a licence go only with the account, after the hold is proved"
_SOONER = "; {licence}, since when nothing tells: had that gone first, it would go sooner"
_NO_LICENCE = {False: "it has no licence either", None: "whether it still had its licence is not told"}
_ENDS_SOMETIME = (
    "; each item of it is deleted {days} days after its receipt, and since when it is inactive is not told"
)
_LOOK = "look at it in Exchange: Get-Mailbox -InactiveMailboxOnly with its InPlaceHolds"


def mailbox_item(mailbox: Mailbox, settings: Settings, periods: Periods) -> Item | None:
    """Return what becomes of a mailbox; None where no clock runs and nothing needs to keep it."""
    if mailbox.state == "deleted" or mailbox.retired is not None:
        return _soft_deleted(mailbox, settings, periods)
    if mailbox.state == "inactive":
        return _inactive(mailbox, settings, periods)
    return None if mailbox.licensed else _without_licence(mailbox, settings, periods)


def _without_licence(mailbox: Mailbox, settings: Settings, periods: Periods) -> Item | None:
    """Return what becomes of a mailbox that is there and has no licence, or of which that is not told."""
    if mailbox.type.casefold() == _SHARED:
        return _full(mailbox)
    if not _needs_licence(mailbox):
        return None
    if mailbox.licensed is None:
        told = "the service does not tell whether its user is licensed"
        return unknown(_MAILBOX, mailbox, "M2", (told, _LICENSE))
    return _unlicensed(mailbox, settings, periods)


def _full(mailbox: Mailbox) -> Item | None:
    """Return what becomes of new mail to a shared mailbox; None where there is room for it."""
    if mailbox.size_bytes is None:
        return unknown(_MAILBOX, mailbox, FULL_RULE, (_SIZE_UNTOLD, _TELL_SIZE))
    if mailbox.size_bytes < _FULL:
        return None
    return unknown(_MAILBOX, mailbox, FULL_RULE, (_GIVEN_BACK, _MAKE_ROOM))


def _needs_licence(mailbox: Mailbox) -> bool:
    return mailbox.type.casefold() not in _NEED_NO_LICENCE


def _soft_deleted(mailbox: Mailbox, settings: Settings, periods: Periods) -> Item:
    """Whatever its flags say keeps nothing: a hold has to be there before the deletion, and one set now is too late."""
    told = "soft-deleted, and nothing can hold it any longer"
    without = _needs_licence(mailbox) and mailbox.licensed is not True
    sooner = without and mailbox.unlicensed_since is None and mailbox.retired is None
    if sooner:
        told += _SOONER.format(licence=_NO_LICENCE[mailbox.licensed])
    clocks = []
    if mailbox.retired is not None:
        told = "its last hold went, and nothing keeps it any longer"
        clocks.append(by_rule(_MAILBOX, mailbox, periods["M5"], mailbox.retired, (told, _RECOVER)))
    elif mailbox.soft_deleted is not None:
        clocks.append(by_rule(_MAILBOX, mailbox, periods["M1"], mailbox.soft_deleted, (told, _RESTORE)))
    if without and mailbox.unlicensed_since is not None:
        more, since = _more_days(settings), mailbox.unlicensed_since
        clocks.append(by_rule(_MAILBOX, mailbox, periods["M2"], since, (told, _RESTORE), more_days=more))
    if not clocks:
        return unknown(_MAILBOX, mailbox, "M1", ("soft-deleted, and since when is not told", _RESTORE))
    first = min(clocks, key=lambda one: one.lost_from or date.max)
    return replace(first, may_go_sooner=sooner)


def kept_by_policies(mailbox: Mailbox, settings: Settings) -> bool:
    """Return whether a policy keeps an inactive mailbox if it is large enough, so that its size is asked for."""
    inactive = mailbox.state == "inactive" and mailbox.retired is None
    return inactive and any(one.sort == POLICY for one in holds_of(mailbox, settings).keepers)


def _by_size(mailbox: Mailbox, holds: Holds) -> Holds:
    """Return what keeps a mailbox without the policies, unless it is known to be large enough for them."""
    policies = [one for one in holds.keepers if one.sort == POLICY]
    why = passed_over(mailbox.size_bytes)
    if not policies or not why:
        return holds
    others = tuple(one for one in holds.keepers if one not in policies)
    unclear = (*holds.unclear, *(f"the {one}, {why}" for one in policies))
    return replace(holds, keepers=others, unclear=unclear, ends_days=None)


def _inactive(mailbox: Mailbox, settings: Settings, periods: Periods) -> Item:
    holds = _by_size(mailbox, holds_of(mailbox, settings))
    if not holds.keepers:
        told = f"inactive, and nothing is known to keep it{_open(holds)}"
        return unknown(_MAILBOX, mailbox, "M5", (told, _LOOK))
    days = periods["M5"].days
    left = f"{days} days are left" if days is not None else "it stays by contract"
    when = "when that goes" if len(holds.keepers) == 1 and not holds.unclear else "when the last of them goes"
    told = "; ".join(("inactive", f"{when}, {left}", *holds.told)) + _open(holds)
    since = mailbox.soft_deleted
    # An unclear code may keep it for longer, and is no reason to say that nothing in it ends.
    if since is None and holds.ends_days is not None:
        told += _ENDS_SOMETIME.format(days=holds.ends_days)
        return unknown(_MAILBOX, mailbox, "M4", (told, _LOOK))
    until = None if since is None else end(since, holds.ends_days)
    return kept(_MAILBOX, mailbox, "M4", holds.keepers, told, since=since, until=until)


def _unlicensed(mailbox: Mailbox, settings: Settings, periods: Periods) -> Item:
    since, holds, period = mailbox.unlicensed_since, holds_of(mailbox, settings), periods["M2"]
    told = "its licence went, and mail to it bounces"
    if held := [*map(str, holds.keepers), *holds.lapsed, *holds.unclear]:
        told += f"; whether {', '.join(held)} keeps it without a licence is contested"
        day = None if since is None or period.days is None else end(since, period.days + _more_days(settings))
        return unknown(_MAILBOX, mailbox, "M3", (told, _PROVE), since=since, lost_from=day)
    if since is None:
        told += "; since when, the audit log does not tell: it may be erased any day"
        return unknown(_MAILBOX, mailbox, "M2", (told, _LICENSE))
    return by_rule(_MAILBOX, mailbox, period, since, (told, _LICENSE), more_days=_more_days(settings))


def _more_days(settings: Settings) -> int:
    return DELAYED_DELICENSING_DAYS if settings.delayed_delicensing else 0


def _open(holds: Holds) -> str:
    """Return, as the end of a sentence, what is on a mailbox and is not known to keep it."""
    lapsed = (
        f"; it still bears {', '.join(holds.lapsed)}, and days after Exchange takes that off it may go"
        if holds.lapsed
        else ""
    )
    unclear = f"; not understood or not read: {', '.join(holds.unclear)}" if holds.unclear else ""
    return lapsed + unclear
