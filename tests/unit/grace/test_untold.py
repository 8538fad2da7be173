"""Every rule with every one of its inputs taken away: what nobody told must never read as nothing to lose."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.grace.ahead import look_ahead
from holdfast.grace.facts import (
    Copy,
    DeletedSetting,
    DeletedUser,
    Drive,
    Facts,
    Group,
    RetentionTag,
    StrayDrive,
    Subscription,
    Tagged,
    UnlicensedDrive,
)
from holdfast.grace.keeping import Mailbox, MailPolicies, MailPolicy, Places, RetentionPolicy, Settings
from holdfast.grace.periods import OF_CONTRACTS, PERIODS, Periods
from holdfast.model.horizon import Horizon, in_order
from holdfast.model.plan import Cloud, GracePeriodOfClient
from holdfast.model.status import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = datetime(2026, 1, 10, 15, tzinfo=UTC)
CODE, OTHER = "7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e", "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
ADDRESS = "https://my.x/personal/ada"
DRIVE = Drive(address=ADDRESS, size_bytes=1)
ENDS = MailPolicies(
    {
        CODE: MailPolicy(name="Five years", holds=True, days=1825),
        OTHER: MailPolicy(name="Three years", holds=False, deletes_days=1095),
    }
)
ELSEWHERE = RetentionPolicy(
    id="p",
    name="Elsewhere",
    retains=True,
    everything_at=frozenset(),
    something_at=frozenset({"OneDriveLocation"}),
    places={"OneDriveLocation": Places(frozenset({"https://my.x/personal/bob"}))},
    keeps_days=2555,
    deletes_days=2555,
)


def box(**more: Any) -> Facts:
    settings = more.pop("settings", Settings())
    one = Mailbox(id="m", name="ada@x", size_bytes=1, account="u", **more)
    return Facts(settings=settings, mailboxes=(one,))


def setting(what: str, rule: str) -> Facts:
    gone = DeletedSetting(id="s", name="Ours", deleted=GONE, what=what, rule=rule)
    return Facts(deleted_settings=(gone,))


def ended(status: str, **more: Any) -> Facts:
    given = {"id": "s", "product": "SPE_E5", "status": status, "next_change": GONE, "trial": False, **more}
    return Facts(subscriptions=(Subscription(**given),))


EVERYTHING_TOLD = {
    "U1": Facts(deleted_users=(DeletedUser(id="u", name="ada@x", deleted=GONE, drive=DRIVE),)),
    "U2": Facts(deleted_users=(DeletedUser(id="u", name="a#EXT#@x", deleted=GONE, guest=True),)),
    "G1": Facts(groups=(Group(id="g", name="T", deleted=GONE, owners=1, address="t@x", site_bytes=1),)),
    "G2": Facts(groups=(Group(id="g", name="T", expires=GONE, owners=1, address="t@x", site_bytes=1),)),
    "AP1": setting("application", "AP1"),
    "AU1": setting("administrative unit", "AU1"),
    "CA1": setting("named location", "CA1"),
    "MT1": Facts(
        tags=(RetentionTag(policy="P", name="T", type="All", action="PermanentlyDelete", days=9),),
        tagged=(Tagged(policy="P", mailbox=Mailbox(id="", name=""), count=1, names=("ada@x",)),),
    ),
    "M1": box(state="deleted", soft_deleted=GONE),
    "M1 unlicensed": box(
        state="deleted", soft_deleted=GONE, licensed=False, unlicensed_since=GONE - timedelta(days=9)
    ),
    "M2": box(licensed=False, unlicensed_since=GONE),
    "M3": box(licensed=False, unlicensed_since=GONE, litigation_hold=True, litigation_days=9),
    "M4": box(
        state="inactive",
        soft_deleted=GONE,
        in_place_holds=(f"mbx{CODE}:2", f"mbx{OTHER}:1"),
        settings=Settings(mail=ENDS),
    ),
    "M5": box(state="inactive", soft_deleted=GONE, retired=GONE),
    "M8": replace(
        box(), mailboxes=(replace(box(type="SharedMailbox", licensed=False).mailboxes[0], size_bytes=2**36),)
    ),
    "O1": Facts(
        settings=Settings(policies=(ELSEWHERE,)),
        left=(
            DeletedUser(
                id="u", name="ada@x", deleted=GONE, unlicensed_since=GONE - timedelta(days=9), drive=DRIVE
            ),
        ),
    ),
    "O1 stray": Facts(stray_drives=(StrayDrive(id="d", name="ada", last_used=GONE.date(), drive=DRIVE),)),
    "O2": Facts(unlicensed_drives=(UnlicensedDrive(id="u", name="ada@x", since=GONE, drive=DRIVE),)),
    "O3": Facts(
        settings=Settings(policies=(replace(ELSEWHERE, everything_at=frozenset({"OneDriveLocation"})),)),
        unlicensed_drives=(UnlicensedDrive(id="u", name="ada@x", since=GONE, drive=DRIVE),),
    ),
    "B1": ended("Warning"),
    "B1 disabled": ended("Suspended"),
    "B7": ended("Deleted"),
    "B8": ended("Warning", trial=True),
}
"""By the rule that it is of: one thing that it erases, with every input told."""
SAYS_NO: frozenset[tuple[str, str]] = frozenset(
    {("Group", "deleted"), ("Group", "expires"), ("RetentionTag", "days")}
)
"""What is None where the service says so with null; an answer without it is not read (`horizon/directory.py`)."""


@dataclass(frozen=True)
class Untold:
    """Facts of which one input is missing."""

    rule: str
    what: str
    whole: Facts
    facts: Facts


def may_be_none(one: Any) -> Iterator[str]:
    """Names of the fields that are told, and could be not."""
    for field in fields(one):
        if "None" in str(field.type) and getattr(one, field.name) is not None:
            yield field.name


def without(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """The same facts with one input less, each in turn, and by what is missing."""
    settings = facts.settings
    for name in may_be_none(settings):
        nothing: dict[str, Any] = {name: None}
        yield f"Settings.{name}", replace(facts, settings=replace(settings, **nothing))
    unread = replace(settings, mail=MailPolicies(unread="could not be read"))
    yield "Settings.mail", replace(facts, settings=unread)
    for policy_id, does in settings.mail.known.items():
        unclear = MailPolicy(name=does.name, holds=None, why="is not understood")
        mail = MailPolicies({**settings.mail.known, policy_id: unclear})
        yield f"MailPolicy {does.name}", replace(facts, settings=replace(settings, mail=mail))
    for sort in fields(facts):
        rows = getattr(facts, sort.name)
        if not isinstance(rows, tuple) or not rows:
            continue
        one = rows[0]
        for name in may_be_none(one):
            yield f"{type(one).__name__}.{name}", having(facts, sort.name, replace(one, **{name: None}))
        for name in ("account", "address"):
            if getattr(one, name, ""):
                yield f"{type(one).__name__}.{name}", having(facts, sort.name, replace(one, **{name: ""}))


def having(facts: Facts, sort: str, one: Any) -> Facts:
    """The same facts with this one of a sort alone."""
    given: dict[str, Any] = {sort: (one,)}
    return replace(facts, **given)


CASES = tuple(
    Untold(rule, what, facts, less)
    for rule, facts in EVERYTHING_TOLD.items()
    for what, less in without(facts)
    if tuple(what.split(".")) not in SAYS_NO
)


def seen(facts: Facts, on: date, within: int) -> Horizon:
    last = on + timedelta(days=within)
    items = look_ahead(facts, Periods())
    return Horizon(
        client="contoso",
        tenant="contoso.example",
        cloud=Cloud.EMBEDDED,
        today=on,
        within_days=within,
        items=in_order([one.seen_from(last).unsure_by(last) for one in items]),
        unread=(),
        inactive_accounts=0,
        overridden=(),
    )


def test_every_rule_that_is_looked_at_has_something_it_erases() -> None:
    looked_at = {one.id for one in PERIODS.values() if not one.not_looked_at}
    # S2 comes with G1; K1 and K2 are of copies, of which one less keeps less.
    assert {one.split()[0] for one in EVERYTHING_TOLD} == looked_at - {"S2", "K1", "K2"}
    for rule, facts in EVERYTHING_TOLD.items():
        assert look_ahead(facts, Periods()), rule


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.rule} without {one.what}")
def test_what_is_not_told_never_reads_as_nothing_to_lose(case: Untold) -> None:
    """On each day on which the whole answer is not 0, that with one input less is not either."""
    days = [one.lost_from for one in look_ahead(case.whole, Periods()) if one.lost_from is not None]
    for day in {GONE.date(), *days}:
        for on, within in ((day, 0), (day - timedelta(days=7), 7)):
            if seen(case.whole, on, within).exit_code:
                assert seen(case.facts, on, within).exit_code != ExitCode.IN_SYNC


COPY = Copy(policy="Ours", expires=GONE + timedelta(days=900), offboarded=GONE)
CONTRACTS = {"S2": EVERYTHING_TOLD["G1"], "K2": replace(EVERYTHING_TOLD["M1"], mail_copies={"u": COPY})}


@pytest.mark.parametrize("rule", OF_CONTRACTS)
@pytest.mark.parametrize("days", [5, 777, None])
def test_a_period_that_a_contract_may_set_decides_something(rule: str, days: int | None) -> None:
    facts = CONTRACTS.get(rule) or EVERYTHING_TOLD[rule]
    said = GracePeriodOfClient(rule, days, "annex 3")
    assert look_ahead(facts, Periods((said,))) != look_ahead(facts, Periods())
