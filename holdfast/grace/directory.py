"""What becomes of deleted users and settings, and of groups that are deleted or expire, with their mailbox and site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.grace.policies import GROUPS, cover_of, sooner
from holdfast.grace.telling import by_rule, end, kept, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from holdfast.grace.facts import DeletedSetting, DeletedUser, Group
    from holdfast.grace.keeping import Settings
    from holdfast.grace.periods import Periods
    from holdfast.grace.telling import Words
    from holdfast.model.horizon import Item

_RESTORE_USER = "restore the user before that day if he or what hangs on him is still needed"
_RESTORE_GROUP = (
    "restore the group before that day, or put a retention policy on Microsoft 365 Groups before it goes"
)
_RESTORE_SETTING = "restore it before that day if it is still needed, each by itself"
_GOES_WITH = {
    "AP1": "deleted; with it go its secrets, its consents and what it may do",
    "AU1": "deleted; with it go its members and the roles that are held over it",
    "CA1": "deleted; what it stopped or allowed goes on without it, and an apply makes again only what is declared",
}
"""What goes with a setting, by its rule."""
_RENEW = "have an owner renew the group, or lift its expiration"
SITE_RULE = "S2"
"""Rule of the site of a group."""
_NOT_KEPT = {
    "mailbox of a group": "messages of its channels stay only where a policy over Teams channel messages keeps them",
    "site of a group": "sites of its private and shared channels are not looked at",
}
"""What a policy over Microsoft 365 Groups is no promise of; the first of it is in retention-settings and
retention-policies-teams (research notes data-loss T1)."""
_OWN = "give the group an owner, who can renew it, or lift its expiration"


def user_item(user: DeletedUser, periods: Periods) -> Item:
    """Return what becomes of a deleted user: the account itself, which no hold keeps."""
    what, rule = ("guest", "U2") if user.guest else ("user", "U1")
    told = "deleted; with the account go its roles, memberships and licences"
    return by_rule(what, user, periods[rule], user.deleted, (told, _RESTORE_USER))


def setting_item(setting: DeletedSetting, periods: Periods) -> Item:
    """Return what becomes of a setting in its bin, which nothing keeps there."""
    return by_rule(
        setting.what,
        setting,
        periods[setting.rule],
        setting.deleted,
        (_GOES_WITH[setting.rule], _RESTORE_SETTING),
    )


def group_items(group: Group, settings: Settings, periods: Periods) -> Iterator[Item]:
    """Yield what becomes of a group, and of the mailbox and site that a Microsoft 365 group has."""
    if group.deleted is not None:
        yield from _parts(group, group.deleted, ("deleted", _RESTORE_GROUP), settings, periods)
    elif group.expires is not None and periods["G2"].days is not None:
        told, to_do = "expires unless it is renewed", _RENEW
        if group.owners == 0:
            told, to_do = "expires, and nobody owns it who could renew it", _OWN
        before, words = periods["G2"].days or 0, (told, to_do)
        yield from _parts(group, group.expires, words, settings, periods, before=before)


def _parts(
    group: Group, since: datetime, words: Words, settings: Settings, periods: Periods, *, before: int = 0
) -> Iterator[Item]:
    """Yield the group, its mailbox and its site, `before` days after `since` being the day of the deletion."""
    told, to_do = words
    lost = f"{told}; Planner, team and memberships go, which no policy keeps"
    if not group.unified:
        lost = told
    yield by_rule("group", group, periods["G1"], since, (lost, to_do), more_days=before)
    if not group.unified:
        return
    parts = sooner(GROUPS, settings, group.address)
    for what, rule in (("mailbox of a group", "G1"), ("site of a group", SITE_RULE)):
        period = periods[rule]
        cover = cover_of(GROUPS, settings, period.days or 0, group.address)
        if cover.keepers:
            until = None if cover.keeps_days is None else end(since, cover.keeps_days + before)
            held = f"group {told}; {_NOT_KEPT[what]}"
            yield kept(what, group, rule, cover.keepers, held, since=since, until=until)
        elif cover.doubt:
            day = end(since, None if period.days is None else period.days + before)
            doubt = f"group {told}; {cover.doubt}{parts}"
            yield unknown(what, group, rule, (doubt, to_do), since=since, lost_from=day)
        else:
            yield by_rule(what, group, period, since, (f"group {told}{parts}", to_do), more_days=before)
