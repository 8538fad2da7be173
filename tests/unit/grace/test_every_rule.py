"""Every rule, trap and hand-worked scenario of the research notes data-loss is somewhere: by number, with its day.

What the look ahead works out stands in `test_scenarios`; what it does not look at is in the same table of periods, and
its day is worked out by that row here. A rule without a row says why it needs none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from holdfast.grace.facts import Facts
from holdfast.grace.notes import notes
from holdfast.grace.period import Mark
from holdfast.grace.periods import OF_CONTRACTS, PERIODS
from holdfast.grace.telling import end
from tests.unit.grace.test_scenarios import SCENARIOS
from tests.unit.grace.test_untold import seen

_RULES = """
    U1 U2 G1 G2 G3 AP1 AU1 CA1 DV1 TN1 M1 M1b M2 M3 M4 M5 M5b M6 M7 M8 M8b M9 M10 M11 I1 I2 I3 I4 I5 I6 I7 I8 P1 P2 P3
    O1 O2 O3 O4 S1 S2 S3 S4 S5 S6 S7 S8 T1 T2 T3 T4 L1 L2 C1 PL1 ST1 A1 A2 A3 A4 A5 A6 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10
    K1 K2 K3 K4 K5 K6
"""
RULES = _RULES.split()
"""Of sections 1.2 to 1.9, in their order."""
NO_ROW = {
    "TN1": "nobody looks from inside at a tenant that is gone",
    "M1b": "no days: a new account with the old ids ends the mailbox at once",
    "M5b": "no days: what an inactive mailbox with such an archive cannot do",
    "M7": "nothing ends: a shared mailbox within its size (scenario 21)",
    "M8b": "by M2, once it is a user's mailbox again",
    "M10": "no days: a command that ends it at once",
    "M11": "by M5, from the day on which it is released",
    "I3": "lasts as long as the hold: M6",
    "I4": "lasts as long as the policy (scenario 15)",
    "I5": "by T2",
    "I7": "a size, which `exchange.recoverable_items_bounded` watches",
    "I8": "a size below which policies pass over a mailbox (scenario 20)",
    "P1": "recalled: nobody's number was read",
    "P3": "no days: an address",
    "O4": "archived again, and not erased",
    "S5": "nobody's to use: Microsoft's support, for 14 days more",
    "S6": "a number of versions, which `sharepoint.version_history_kept` attests",
    "S7": "no days: what versioning that is off loses",
    "S8": "nothing is erased: the paragraph about sites that nobody owns tells it",
    "T1": "by G1 and S2",
    "T3": "by its policy, which ends it on purpose",
    "L2": "recalled: nobody's number was read",
    "C1": "by T2",
    "PL1": "by G1",
    "ST1": "by S3 and O1",
    "A2": "longer than A1",
    "A3": "longer than A1",
    "A4": "secondary: mailboxes' own age of a log, which Exchange no longer searches by itself",
    "A6": "risks have no other day than A5",
    **dict.fromkeys(("B2", "B5", "B9"), "its phase Disabled is as long as that of B1"),
    **dict.fromkeys(
        ("B3", "B4", "B6"), "the service tells the day of its phase; a contract says the days (B1)"
    ),
    "B10": "by M2 and O3, for whoever loses the licence",
    "K3": "no days: the service tells the day of its own, which a check of the backup reads",
    "K4": "by K2",
    "K5": "what no backup has: `make demo-resilience` counts it",
    "K6": "settings of Entra, of which seven snapshots are kept",
}
"""Rules for which the table has no row, and why."""
DAYS = (
    # Number, rule, trigger, and the day: what is not looked at, of section 6.
    ("25", "I1", "2026-05-04", "2026-05-18"),
    ("26", "I2", "2026-05-06", "2026-05-06"),
    ("27", "I6", "2026-05-04", "2026-09-01"),
    ("28", "M6", "2026-08-10", "2026-09-09"),
    ("29", "S3", "2026-10-01", "2027-01-02"),
    ("31", "S1", "2026-09-01", "2026-12-03"),
    ("35", "T4", "2026-06-01", "2026-09-29"),
    ("35", "S3", "2026-09-29", "2026-12-31"),
    ("36", "T2", "2026-06-01", "2026-06-23"),
    ("42", "DV1", "2026-08-10", "2026-08-10"),
    ("43", "A1", "2026-08-10", "2027-02-06"),
    ("43", "A5", "2026-08-10", "2026-08-17"),
    ("46", "L1", "2026-01-10", "2026-05-13"),
)
BY_HAND = {"30": "an administrator empties the second stage: gone on that day, by nobody's rule"}
TRAPS = {
    "W1": "W1 hold set after the licence went",
    "W2": "W2 licence gone first, then the account",
    "W3": "13 † hold two days too late",
    "W4": "policy that is not distributed",
    "W5": "23 licence gone, converted too late",
    "W6": "22 shared, account deleted",
    "W7": "shared of 53687091200 bytes, without a licence",
    "W8": "6 licence gone",
    "W9": "21 † shared mailbox, its drive forgotten",
    "W10": "6 licence gone",
    "W11": "6 licence gone",
    "W12": "policy that nothing lists",
    "W13": "drive that a policy does not name",
    "W14": "delay hold of a disabled account does not end",
    "W15": "drive, a policy that only deletes",
    "W16": "12 last hold gone",
    "W17": "18 case closed",
    "W18": "14 delete-only policy is no hold",
    "W19": "1 no hold",
    "W20": "W20 retention of drives raised when the drive was in the bin",
}
"""Of section 2: the scenario that ends as the trap does, whatever led there."""


def numbers() -> set[str]:
    return {found for one in SCENARIOS for found in re.findall(r"^(\d+)(?= )", one.name)}


def test_every_rule_has_its_row_or_says_why_it_needs_none() -> None:
    with_row = {one for one in RULES if one in PERIODS}

    assert set(PERIODS) - with_row == {"MT1"}, "retention tags of Exchange are not in the notes"
    assert set(RULES) - with_row == set(NO_ROW)
    assert not with_row & set(NO_ROW)


@pytest.mark.parametrize(("number", "rule", "trigger", "day"), DAYS, ids=[f"{a}-{b}" for a, b, *_ in DAYS])
def test_what_is_not_looked_at_has_its_day_in_the_table(
    number: str, rule: str, trigger: str, day: str
) -> None:
    row, since = PERIODS[rule], datetime.combine(date.fromisoformat(trigger), datetime.max.time(), UTC)

    assert row.not_looked_at
    assert end(since, row.days) == date.fromisoformat(day), number


def test_every_scenario_of_the_notes_is_worked_out_here_or_there() -> None:
    elsewhere = {number for number, *_ in DAYS} | set(BY_HAND)

    assert numbers() | elsewhere == {str(one) for one in range(1, 47)}
    assert {rule for _, rule, *_ in DAYS} <= {one.id for one in PERIODS.values() if one.not_looked_at}


def test_every_trap_ends_as_a_scenario_does() -> None:
    names = [one.name for one in SCENARIOS]

    assert list(TRAPS) == [f"W{number}" for number in range(1, 21)]
    missing = {trap for trap, name in TRAPS.items() if not any(name in one for one in names)}
    assert missing == set()


def test_what_is_not_looked_at_is_told_once_with_its_days_and_why() -> None:
    told = " ".join(notes(seen(Facts(), date(2026, 11, 28), 0)))

    for one in PERIODS.values():
        if one.not_looked_at:
            assert told.count(f"({one.id}: {one.days} days from {one.trigger})") == 1
            assert one.not_looked_at in told
            assert one.id not in OF_CONTRACTS
            assert one.mark is Mark.RECALLED or one.source.startswith("https://")
