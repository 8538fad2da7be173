"""Clients that were not reached: they have no result of their own, and are told from that of all of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from holdfast.model.finding import Finding
from holdfast.model.status import Reason, Status
from holdfast.notify.changes import Sort, changes, still_open
from holdfast.notify.message import message
from holdfast.notify.result import checked_result
from holdfast.notify.writing import subject
from holdfast.report.many.interface import formats_of_many
from holdfast.report.many.line import State, Unkept, line_of, unreached
from holdfast.report.many.summary import summary
from tests.golden.report.cases import CASES, LOCATION, input_of
from tests.unit.notify.loopback import Web, web
from tests.unit.notify.situations import notify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.notify.memory import Told
    from holdfast.report.many.line import ClientLine

IN_SYNC = line_of(input_of(*CASES["in-sync"]))
NOT_IN_TIME = [
    unreached(name, "sign-in-failed", f"sign-in for {name} took too long") for name in ("acme", "bravo")
]
REFUSED = unreached("acme", "sign-in-refused", "the secret of acme expired")


class Teller:
    """Somebody who is told one night after the other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._knows: dict[str, Told] = {}

    def write(self, *lines: ClientLine, minute: int = 0) -> Path:
        ended = datetime(2026, 11, 28, 3, minute, tzinfo=UTC)
        self.path.write_bytes(formats_of_many()["json"].render(summary(lines, ended)))
        return self.path

    def hear(self, *lines: ClientLine) -> list[tuple[Sort, str]]:
        now = checked_result(self.write(*lines))
        found = changes(self._knows, now)
        self._knows = still_open(now.items, found.unconfirmed)
        every = [(one.sort, one.item or one.before) for one in found.changes]
        return [(sort, about.object) for sort, about in every if about]


@pytest.fixture
def teller(tmp_path: Path) -> Teller:
    return Teller(tmp_path / "all.json")


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with web() as server:
        monkeypatch.setenv("HOOK", server.url())
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield server


def test_who_was_not_reached_is_told_once_and_once_when_he_is_reached_again(teller: Teller) -> None:
    both = [(Sort.UNREAD, "Client/acme"), (Sort.UNREAD, "Client/bravo")]
    assert teller.hear(IN_SYNC, *NOT_IN_TIME) == both
    assert teller.hear(IN_SYNC, *NOT_IN_TIME) == []
    assert teller.hear(unreached("contoso", "odd", "odd"), *NOT_IN_TIME) == [(Sort.UNREAD, "Client/contoso")]
    assert teller.hear(IN_SYNC, *NOT_IN_TIME) == [(Sort.READ, "Client/contoso")]


def test_another_reason_is_told_and_other_words_are_not(teller: Teller) -> None:
    teller.hear(unreached("acme", "sign-in-failed", "at 10:00"))
    assert teller.hear(unreached("acme", "sign-in-failed", "at 11:00")) == []
    assert teller.hear(REFUSED) == [(Sort.UNREAD, "Client/acme")]


def test_who_was_not_asked_is_not_called_reached(teller: Teller) -> None:
    teller.hear(IN_SYNC, *NOT_IN_TIME)
    assert teller.hear(IN_SYNC, NOT_IN_TIME[0]) == [(Sort.LEFT, "Client/bravo")]


def test_who_has_a_result_of_his_own_is_told_from_that(teller: Teller) -> None:
    drifted = line_of(input_of(*CASES["drift"]))
    hidden = Finding(Status.UNKNOWN, LOCATION, "all of it", reason=Reason.PERMISSION, explanation="403")
    checked, controls = CASES["in-sync"]
    nothing_read = line_of(input_of(replace(checked, findings=(hidden,)), controls))
    assert nothing_read.state is State.NOT_REACHED
    assert teller.hear(drifted) == []
    assert teller.hear(nothing_read) == []


@pytest.mark.parametrize("case", sorted(CASES))
def test_whose_result_could_not_be_kept_is_told_whatever_was_found(case: str, teller: Teller) -> None:
    whole = line_of(input_of(*CASES[case]))
    lost = [
        Unkept("report-not-written", f"results/contoso.{end} could not be written: No space left on device")
        for end in ("json", "sarif")
    ]
    full = line_of(input_of(*CASES[case]), lost)
    assert full.checked_at, "it was reached"
    assert teller.hear(whole) == []
    assert teller.hear(full) == [(Sort.UNREAD, f"Client/{full.client}{full.mark}")]
    assert teller.hear(full) == []
    unsigned = line_of(input_of(*CASES[case]), [*lost, Unkept("history-not-written", "no space left")])
    assert teller.hear(unsigned) == [(Sort.UNREAD, f"Client/{full.client}{full.mark}")], (
        "for another reason as well"
    )
    assert teller.hear(whole) == [(Sort.READ, f"Client/{full.client}{full.mark}")]


def test_fleet_of_embedded_tenants_is_a_simulation_though_nobody_was_reached(teller: Teller) -> None:
    """The same one as on the night before, so that the ticket is the same."""
    nobody = replace(REFUSED, simulation=True)
    assert checked_result(teller.write(nobody)).simulation
    assert not checked_result(teller.write(REFUSED)).simulation


def test_nobody_takes_a_client_for_a_simulation_because_another_is_one(teller: Teller) -> None:
    now = checked_result(teller.write(replace(NOT_IN_TIME[1], simulation=True), REFUSED))
    told = message(now, changes({}, now))
    assert not told.simulation
    assert not subject(told).startswith("Simulation")
    assert told.notice.startswith("Simulation: some of these are embedded tenants")
    assert sorted(one.object for one in told.entries) == ["Client/acme", "Client/bravo (a simulation)"]
    # The memory, and with it the ticket, is that of the nights on which nobody was one.
    alone = checked_result(teller.write(REFUSED))
    assert told.place == message(alone, changes({}, alone)).place


def test_one_cause_of_many_clients_is_one_entry_and_says_how_many_there_are(teller: Teller) -> None:
    now = checked_result(teller.write(IN_SYNC, *NOT_IN_TIME))
    told = message(now, changes({}, now))
    (entry,) = told.entries
    assert entry.object == "Client/acme, Client/bravo"
    assert entry.why == "sign-in-failed: sign-in for … took too long"
    assert (told.verdict, told.gaps, told.settled) == ("3 clients: 2 not reached, 1 in sync", "", False)


def test_command_tells_of_them_and_nothing_where_all_were_reached(teller: Teller, hook: Web) -> None:
    assert notify(teller.write(IN_SYNC), "slack=env:HOOK") == 0
    assert not hook.heard
    assert notify(teller.write(IN_SYNC, REFUSED, minute=1), "slack=env:HOOK") == 0
    assert notify(teller.write(IN_SYNC, REFUSED, minute=2), "slack=env:HOOK") == 0
    (told,) = [one.body.decode() for one in hook.heard]
    assert "Client/acme" in told
    assert "the secret of acme expired" in told
    assert notify(teller.write(IN_SYNC, minute=1), "slack=env:HOOK") == 2, "an older one than the last"


@pytest.mark.parametrize("spoiled", [{"clients": []}, {"clients": [{"client": "acme"}]}, {"clients": None}])
def test_what_is_no_result_of_many_is_told(tmp_path: Path, spoiled: object, hook: Web) -> None:
    path = tmp_path / "all.json"
    path.write_text(json.dumps(spoiled))
    assert notify(path, "slack=env:HOOK") == 2
    assert not hook.heard
