"""The audit: what Prowler says is read rightly, and its page is of the version that is pinned, whole and explained.

The audit itself takes minutes and two gigabytes: `make audit` runs it, no test does.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.audit.outcomes import Outcome, errors, findings, numbers, scan
from tests.audit.page import Audit, Row, decidable, page, rows_of, unexplained
from tests.audit.prowler import VERSION
from tests.audit.reads import Sources, check_source, service_source
from tests.audit.reasons import REASONS
from tests.newest import PROJECT

PAGE = (PROJECT / "docs" / "audit.md").read_text(encoding="utf-8")
SERVICE = """class Entra(M365Service):
    def __init__(self, provider):
        self.powershell = None
        attributes = loop.run_until_complete(
            gather(
                self._get_policies(),
                self._get_users(),
            )
        )
        self.policies: Dict[str, Policy] = attributes[0]
        self.users, self.users_error = attributes[1]
        self.mailboxes = self._get_mailboxes()

    async def _get_policies(self):
        self._parse()

    def _parse(self):
        pass

    async def _get_users(self):
        pass

    def _get_mailboxes(self):
        return self.powershell.get()
"""
"""A service as Prowler writes them."""
CHECKS = {
    "entra_policies_good": "for one in entra_client.policies: pass",
    "entra_users_good": 'getattr(entra_client, "users_error", None)',
    "entra_mailboxes_good": "entra_client.mailboxes",
    "entra_both_good": "entra_client.policies, entra_client.users",
}
TABLE = """CHECK_ID;STATUS;STATUS_EXTENDED;NOTES
entra_policies_good;PASS;"Fine; all of it.";""
entra_both_good;PASS;One is.;
entra_both_good;FAIL;"Another
is not.";
"""


@pytest.fixture
def sources() -> Sources:
    services = {"entra": service_source(SERVICE)}
    return Sources({name: check_source(text, services) for name, text in CHECKS.items()}, services)


def logged(place: str, message: str, level: str = "ERROR") -> str:
    head = f'{{"timestamp": "2026-11-27 02:26:27,422", "filename": "{place}", "level": "{level}", '
    return f'{head}"module": "any", "message": "{message}"}}\n'


def line_of(text: str) -> int:
    """Line of the service that has a text."""
    return next(number for number, line in enumerate(SERVICE.splitlines(), 1) if text in line)


def test_a_check_rests_on_the_reads_of_what_it_asks_and_on_what_they_call(sources: Sources) -> None:
    reads = {name: one.reads for name, one in sources.checks.items()}
    assert reads == {
        "entra_policies_good": {"entra._get_policies", "entra._parse"},
        "entra_users_good": {"entra._get_users"},
        "entra_mailboxes_good": {"entra._get_mailboxes"},
        "entra_both_good": {"entra._get_policies", "entra._parse", "entra._get_users"},
    }
    assert [name for name, one in sources.checks.items() if one.asks_powershell] == ["entra_mailboxes_good"]


def test_an_outcome_is_the_worst_finding_and_an_error_of_a_read_is_no_outcome(sources: Sources) -> None:
    quiet = scan(findings(TABLE), errors(logged("entra_service.py:1", "only said", "WARNING")), sources)
    assert quiet.outcomes == {
        "entra_policies_good": Outcome.PASS,
        "entra_users_good": Outcome.NOTHING,
        "entra_mailboxes_good": Outcome.NOTHING,
        "entra_both_good": Outcome.FAIL,
    }
    assert quiet.said["entra_both_good"] == "Another\nis not."
    log = (
        logged(f"entra_service.py:{line_of('self._parse()')}", "ODataError[1]: \n  Code: 501\n  ")
        + logged("check.py:745", "entra_mailboxes_good -- KeyError[3]: 'x'")
        + logged("m365_provider.py:10", "who signed in")
    )
    loud = scan(findings(TABLE), errors(log), sources)
    assert loud.errors == {
        "entra_policies_good": "ODataError[1]: Code: 501",
        "entra_both_good": "ODataError[1]: Code: 501",
        "entra_mailboxes_good": "entra_mailboxes_good -- KeyError[3]: 'x'",
    }
    assert loud.outcomes["entra_policies_good"] is Outcome.ERROR
    assert [one.message for one in loud.elsewhere] == ["who signed in"]
    counted = numbers(loud, quiet, sources)
    assert (counted.graph, counted.without_error, counted.passed_before, counted.passed_after) == (3, 3, 0, 1)
    assert numbers(quiet, loud, sources).without_error == 1


def test_a_check_that_fell_is_counted_and_the_page_is_read_back_as_it_was_written(sources: Sources) -> None:
    before = scan(findings(TABLE), [], sources)
    after = scan(findings(TABLE.replace("policies_good;PASS", "policies_good;FAIL")), [], sources)
    assert numbers(before, after, sources).fell == ("entra_policies_good",)
    audit = Audit("1.2.3", "core@9.9.9", date(2026, 11, 27), before, after, sources)
    rows = rows_of(page(audit))
    assert rows == audit.graph_rows()
    assert rows[1] == Row("entra_policies_good", Outcome.PASS, Outcome.FAIL, "Fine; all of it.")
    assert unexplained(rows) == [one.check for one in rows]
    assert "| PASS before and FAIL after | entra_policies_good |" in page(audit)


def test_the_page_is_of_the_pinned_version_and_every_check_of_it_is_explained() -> None:
    rows = rows_of(PAGE)
    assert f"Prowler {VERSION} " in PAGE
    assert len(rows) > 90
    assert unexplained(rows) == []
    shown = {one.check: one.why for one in rows if one.after is not Outcome.PASS}
    stale = [check for check, why in shown.items() if why != f"{REASONS[check].cause}: {REASONS[check].why}"]
    assert not stale, f"run `make audit`: docs/audit.md has other reasons of {stale}"
    assert {one.check for one in decidable(rows)} >= {one.check for one in rows if not one.why}


def test_nothing_that_passed_before_fails_after_and_reads_fail_of_few() -> None:
    rows = rows_of(PAGE)
    assert [one.check for one in rows if (one.before, one.after) == (Outcome.PASS, Outcome.FAIL)] == []
    assert sum(one.after is Outcome.PASS for one in rows) > sum(one.before is Outcome.PASS for one in rows)
