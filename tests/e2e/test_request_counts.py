"""What a check costs in requests, and that nothing which only looks ever writes. Counted by the embedded tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import control
from holdfast.model.status import ExitCode, Status
from tests.e2e.scratch import CONTOSO, Scratch, need_engine, told
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.emulator.request_log import LogEntry

MORE = """

import pulumi_azuread as azuread

for number in range(3):
    azuread.NamedLocation(
        f"location-{number}",
        display_name=f"Site {number:02}",
        ip=azuread.NamedLocationIpArgs(ip_ranges=[f"203.0.{number}.0/24"], trusted=True),
    )
for number in range(37):
    azuread.ConditionalAccessPolicy(
        f"policy-{number}",
        display_name=f"Application {number:02}",
        state="enabledForReportingButNotEnforced",
        conditions=azuread.ConditionalAccessPolicyConditionsArgs(
            client_app_types=["all"],
            applications=azuread.ConditionalAccessPolicyConditionsApplicationsArgs(included_applications=["All"]),
            users=azuread.ConditionalAccessPolicyConditionsUsersArgs(included_users=["All"]),
        ),
        grant_controls=azuread.ConditionalAccessPolicyGrantControlsArgs(operator="OR", built_in_controls=["mfa"]),
    )
"""
"""With contoso's own three policies these are 40, and three locations."""
MOST_REQUESTS = 8
MOST_OF_THE_NEWEST = 10
"""It asks for more lists of cmdlets than one batch takes, which is ten."""
MOST_WITH_DRIFT = MOST_REQUESTS + 2
"""Who did it, and names: one batch to Graph and one cmdlet, after what a clean check asks."""
MOST_TO_CONDITIONAL_ACCESS = 2
MOST_OF_EVERYTHING = 10
"""Four are batches of Exchange's: one holds ten cmdlets, and 38 are asked, each of a list of its own. Two are of the
compliance endpoint: where it is for this tenant, and its cmdlets. Three are of Graph v1.0: one holds twenty lists, of
which sixty are asked at most. One is of beta, which waits for what follows from the first of v1.0."""
OF_ACCOUNTS = "/authentication/requirements"
"""What is told of one account at a time, of every enabled one, and asked by whoever chose it alone."""
OF_MAILBOXES = "/inbox/messageRules"
"""The same of every mailbox in reach."""
OF_ENTRIES = "Get-TenantAllowBlockListItems"
"""Four lists, and one of pairs, more than those 38 questions, asked by whoever chose it.

They take Exchange over its fourth batch.
"""
IN_A_BATCH = 20
DAYS_UNTIL_ALL_IS_PROTECTED = 3
LISTS_OF_ENTRIES = ("Sender", "Url", "FileHash", "IP")
MAILBOX_LISTS = ("active and inactive", "soft-deleted", "of groups", "of public folders")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    folder = tmp_path_factory.mktemp("counts") / "scratch"
    with Scratch(folder, "large", {"mailboxes": 1000}) as scratch:
        with (scratch.project / "__main__.py").open("a") as program:
            program.write(MORE)
        scratch.apply()
        yield scratch


def sent(scratch: Scratch, since: int) -> list[LogEntry]:
    """What went over the wire since then, tokens not counted; a batch is one request."""
    return [one for one in scratch.log.entries(since) if not one.batch_parent and one.kind != "signin"]


def touching_conditional_access(scratch: Scratch, since: int) -> int:
    return sum(one.touches_conditional_access for one in scratch.log.entries(since))


def test_a_check_of_a_large_tenant_takes_few_requests(large: Scratch) -> None:
    assert len(large.rows("conditionalAccessPolicies")) == 40
    assert len(large.rows("namedLocations")) == 3
    since = large.log.last_id()

    checked = large.check()

    assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
    (hold,) = [one for one in checked.result.findings if one.name == "exchange.litigation_hold_enabled/rule"]
    assert hold.population is not None
    assert hold.population.covered + sum(hold.population.exempt.values()) >= 1000
    assert len(sent(large, since)) == checked.result.requests <= MOST_REQUESTS
    assert touching_conditional_access(large, since) <= MOST_TO_CONDITIONAL_ACCESS


def test_controls_of_the_newest_baseline_stay_within_few_requests(tmp_path: Path) -> None:
    """What newer versions of the baseline add reads the lists that are read anyway, and travels with what is asked."""
    # Exchange knows more accounts than there are mailboxes: with these their list, too, comes in one page.
    with Scratch(tmp_path / "scratch", "large", {"mailboxes": 900}) as scratch:
        upgrade(scratch.project, "contoso")
        scratch.apply()

        checked = scratch.check()

        assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
        rules = [one for one in checked.result.findings if one.population and one.population.covered > 500]
        assert len(rules) > 2
        assert checked.result.requests <= MOST_OF_THE_NEWEST
        assert not [one for one in scratch.log.entries() if one.path.endswith(OF_ACCOUNTS)]


def test_a_check_of_everything_takes_ten_requests_and_asks_nothing_twice(tmp_path: Path) -> None:
    """The newest baseline with all that is chosen, Microsoft 365 Backup among it: many lists, in few batches.

    What is asked of each account takes a request more for each twenty of them, and the allow list one.
    """
    with Scratch(tmp_path / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        scratch.apply()
        scratch.check()  # the embedded service protects what it was asked to when time has passed and somebody looks
        scratch.clock.skipped += DAYS_UNTIL_ALL_IS_PROTECTED * 86_400
        since = scratch.log.last_id()

        checked = scratch.check()

        assert checked.result.exit_code == ExitCode.IN_SYNC, told(checked, set(Status) - {Status.IN_SYNC})
        asked = [one for one in scratch.log.entries(since) if one.path.endswith(OF_ACCOUNTS)]
        enabled = [one for one in scratch.rows("users") if one["accountEnabled"]]
        assert len(asked) == len(enabled) > IN_A_BATCH
        rules = [one for one in scratch.log.entries(since) if one.path.endswith(OF_MAILBOXES)]
        assert rules
        entries = [one for one in scratch.log.entries(since) if one.cmdlet == OF_ENTRIES]
        assert len(entries) == len(LISTS_OF_ENTRIES)
        most = MOST_OF_EVERYTHING + 1 + sum(-(-len(one) // IN_A_BATCH) for one in (asked, rules))
        assert len(sent(scratch, since)) == checked.result.requests <= most
        assert touching_conditional_access(scratch, since) <= MOST_TO_CONDITIONAL_ACCESS
        lists = [
            one.path for one in scratch.log.entries(since) if one.kind == "graph" and one.method == "GET"
        ]
        assert len(lists) > 20
        assert len(lists) == len(set(lists)), "two readers asked the same"
        domains = [one for one in scratch.log.entries(since) if one.cmdlet == "Get-AcceptedDomain"]
        assert len(domains) == 1, "whoever reads the domains shares the answer"
        policies = [
            one for one in scratch.log.entries(since) if one.cmdlet == "Get-RetentionCompliancePolicy"
        ]
        assert len(policies) == 1, "whoever looks at retention policies shares the answer"
        mailboxes = [one for one in scratch.log.entries(since) if one.cmdlet == "Get-Mailbox"]
        assert len(mailboxes) == len(MAILBOX_LISTS), "the backup reads the mailboxes with all who do"


def test_a_check_that_finds_drift_asks_who_did_it_with_two_more(large: Scratch) -> None:
    control.tamper(large.tenants, CONTOSO, "demo")
    since = large.log.last_id()

    checked = large.check()

    drifted = told(checked, {Status.DRIFTED, Status.UNMANAGED, Status.MISSING})
    assert checked.result.exit_code == ExitCode.DRIFT
    assert len(drifted) == 5, (
        "two policies, the rule over two mailboxes, one policy of nobody's, and the accounts that it can lock out:\n"
        + "\n".join(drifted)
    )
    changed = [one for one in checked.result.findings if one.change or any(d.change for d in one.differences)]
    assert len(changed) == len(drifted) - 1, "no log knows the accounts' assessment by a name of its own"
    assert len(sent(large, since)) == checked.result.requests <= MOST_WITH_DRIFT
    assert touching_conditional_access(large, since) <= MOST_TO_CONDITIONAL_ACCESS


@pytest.fixture(scope="module")
def tampered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Applied by the engine, then tampered with: there is something to repair for everything that only looks."""
    need_engine()
    with Scratch(tmp_path_factory.mktemp("looks") / "scratch") as scratch:
        printed = scratch.holdfast("up", "contoso")
        assert printed.code == ExitCode.IN_SYNC, printed.all
        control.tamper(scratch.tenants, CONTOSO, "demo")
        yield scratch


@pytest.mark.engine
def test_a_repair_asks_nobody_who_did_it_and_looks_up_no_user_twice(tampered: Scratch) -> None:
    since = tampered.log.last_id()

    printed = tampered.holdfast("up", "contoso")

    assert printed.code == ExitCode.DRIFT, "somebody's policy stays, which nobody declared\n" + printed.all
    asked = [one.path for one in tampered.log.entries(since)]
    assert sum("/directoryAudits" in one for one in asked) == 1, (
        "the check at the end tells who made that policy"
    )
    look_up = next(
        one for one in asked if "/users?$filter=userPrincipalName" in one and "accountEnabled" not in one
    )
    assert asked.count(look_up) == 3, "what is looked at first, the program, and the check at the end"


@pytest.mark.engine
def test_a_repair_is_one_run_of_the_engine_also_after_pulumi_by_hand(tampered: Scratch) -> None:
    """Which writes the same state down in other words, so that `up` would plan everything once more."""
    by_hand = tampered.pulumi("up", "--yes", "--skip-preview")
    assert by_hand.code == ExitCode.IN_SYNC, by_hand.all
    control.tamper(tampered.tenants, CONTOSO, "disable-policy")

    printed = tampered.holdfast("up", "contoso")

    assert "repairing drifted objects: 1" in printed.all, printed.all
    assert "planning" not in printed.all
    control.tamper(tampered.tenants, CONTOSO, "demo")  # what comes after this has something to repair again


@pytest.mark.engine
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("holdfast drift contoso", 1),
        ("holdfast drift contoso --format json", 1),
        ("holdfast report contoso --output report.html", 1),
        ("holdfast preview contoso", 0),
        ("pulumi preview", 0),
        ("pulumi refresh --preview-only", 0),
        ("pulumi refresh --yes", 0),
        ("pulumi stack export", 0),
    ],
)
def test_what_only_looks_writes_nothing(tampered: Scratch, command: str, code: int) -> None:
    before, since = tampered.dump(), tampered.log.last_id()
    program, *arguments = command.split()

    printed = tampered.holdfast(*arguments) if program == "holdfast" else tampered.pulumi(*arguments)

    assert printed.code == code, printed.all
    assert tampered.writes(since) == []
    assert tampered.dump() == before
    if "export" not in arguments:
        assert sent(tampered, since), "it did not look at all"


def test_the_count_of_writes_sees_a_write(tmp_path: Path) -> None:
    """The other way round: what the tests above take for proof does count."""
    with Scratch(tmp_path / "scratch") as scratch:
        before = scratch.dump()
        scratch.apply()
        assert len(scratch.writes()) > 10
        assert scratch.dump() != before
