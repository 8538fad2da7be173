"""A tenant of which every duty about data is met, and what is left of that when one thing alone is taken away.

One embedded tenant under the newest baseline: its client chose all that is off by default, licensed every mailbox, and
leaves nobody out. What is taken away is taken out of what the check found: each object of each control, in each way in
which it can be lacking, and each control out of the plan.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.emulator.exchange.mailbox.state import change_stored, mailboxes_in, seed_mailboxes
from holdfast.emulator.store import TenantFolder
from holdfast.model.control import Enforcement
from holdfast.model.duty import OUTCOMES, Duty
from holdfast.model.status import EXEMPT, LEAVES_OUT, Reason, Status
from holdfast.report.outcomes import OutcomeState, duty_verdicts
from holdfast.report.verdict import Verdict
from tests.e2e.scratch import CONTOSO, Scratch
from tests.newest import agree, choose, enable, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.drift.check import Checked
    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import Finding

OF_DATA = (
    Duty.ACCIDENTAL_DELETION,
    Duty.INTERNAL_ATTACK,
    Duty.REGULATORY_COMPLIANCE,
    Duty.DATA_RETENTION,
)
ASKED = [one.id for duty in OF_DATA for one in duty.outcomes]
OF_CONTROLS = [name for name, one in controls().items() if {*ASKED} & {*one.metadata.outcomes}]
GOOD = {Status.IN_SYNC, Status.EXCEEDS}
NOBODY_LEFT_OUT = """\
baseline: whole
version: 1.0.0
extends: core@{newest}
controls:
  exchange.leaver_mailboxes_held:
    mailbox_types: [user, shared]
  entra.inactive_accounts_secured:
    guests: included
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checked]:
    """What a check finds there."""
    with Scratch(tmp_path_factory.mktemp("met") / "scratch") as scratch:
        for step in (upgrade, choose, agree):
            step(scratch.project, "contoso")
        enable(scratch.project)
        lay_over(scratch)
        fill(scratch)
        scratch.apply()
        scratch.clock.skipped += 3600  # backups are made meanwhile
        yield scratch.check()


def lay_over(scratch: Scratch) -> None:
    """Have the client leave nobody out, and ask for what is enough."""
    path = scratch.project / "clients" / "Pulumi.contoso.yaml"
    text = path.read_text()
    newest = text.partition("holdfast:baseline: core@")[2].partition("\n")[0]
    layer = scratch.project / "baselines" / "whole" / "1.0.0.yaml"
    layer.parent.mkdir()
    layer.write_text(NOBODY_LEFT_OUT.format(newest=newest))
    for before, now in (
        (f"core@{newest}\n", "whole@1.0.0\n"),
        ("within_days: 1095\n", "within_days: 180\n"),
        (f'    service_accounts: ["admin@{CONTOSO}"]\n', ""),
    ):
        assert before in text
        text = text.replace(before, now)
    path.write_text(text)


def fill(scratch: Scratch) -> None:
    """Have everybody licensed for a hold, and mailboxes of two groups, which no hold and no backup reaches."""
    tenants = TenantFolder(scratch.tenants)
    try:
        store = tenants.open(CONTOSO)
        for one in mailboxes_in(store, "active"):
            change_stored(store, one, {"PersistedCapabilities": ["BPOS_S_Enterprise"]})
        assert mailboxes_in(store, "inactive"), "a hold keeps the mailbox of somebody who left"
        seed_mailboxes(store, [_of_group(number) for number in range(2)])
    finally:
        tenants.close()


def _of_group(number: int) -> dict[str, Any]:
    return {
        "UserPrincipalName": f"team{number}@{CONTOSO}",
        "PrimarySmtpAddress": f"team{number}@{CONTOSO}",
        "Alias": f"team{number}",
        "DisplayName": f"Team {number}",
        "ExchangeGuid": f"7ea70000-0000-4000-8000-00000000000{number}",
        "ExternalDirectoryObjectId": f"7ea70000-0000-4000-9000-00000000000{number}",
        "RecipientTypeDetails": "GroupMailbox",
    }


def states(controls: Sequence[DescribedControl], findings: Sequence[Finding]) -> dict[str, OutcomeState]:
    return {one.outcome.id: one.state for duty in duty_verdicts(controls, findings) for one in duty.outcomes}


def met(controls: Sequence[DescribedControl], findings: Sequence[Finding]) -> set[Duty]:
    return {one.duty for one in duty_verdicts(controls, findings) if one.verdict is Verdict.MET}


def expect_lost(
    before: tuple[Sequence[DescribedControl], Sequence[Finding]],
    after: tuple[Sequence[DescribedControl], Sequence[Finding]],
    of: DescribedControl,
    what: str,
) -> None:
    """Exactly what a control brings about, and what presumes that, is met no more, and neither is a duty of it.

    Whom the group of emergency accounts excuses, and it is not as agreed, other controls leave out as well.
    """
    was, is_now = states(*before), states(*after)
    excused = {each for one in before[0] if of.id in one.metadata.excuses_groups_of for each in one.outcomes}
    touched = {one for one in was if {one, *OUTCOMES[one][1].presumes} & {*of.outcomes}}
    changed = {one for one in was if was[one] is not is_now[one]}
    lost = {one for one in touched if was[one] is OutcomeState.MET and not OUTCOMES[one][1].alternatives}
    assert changed <= touched | excused, f"{what}: {changed - touched} changed as well"
    assert lost <= changed, f"{what}: {lost - changed} is met all the same"
    assert not met(*after) & {OUTCOMES[one][0] for one in lost}, what
    assert met(*before) - {OUTCOMES[one][0] for one in touched | excused} <= met(*after), what


def test_there_is_a_tenant_of_which_every_duty_about_data_is_met(whole: Checked) -> None:
    verdicts = {one.duty: one for one in duty_verdicts(whole.controls, whole.result.findings)}

    for duty in OF_DATA:
        lacking = {one.outcome.id: one.limits for one in verdicts[duty].outcomes if one.limits}
        assert lacking == {}, "groups and leavers have mailboxes here"
        assert verdicts[duty].verdict is Verdict.MET
    brought_about = {each for one in whole.controls for each in one.outcomes}
    assert len(ASKED) > 20
    assert set(ASKED) <= brought_about


@pytest.mark.parametrize("name", OF_CONTROLS)
def test_what_a_control_brings_about_is_lost_with_each_of_its_objects(whole: Checked, name: str) -> None:
    """Each object is lacking in one way, and one of them in each way that there is."""
    controls, findings = whole.controls, whole.result.findings
    (control,) = [one for one in controls if one.id == name]
    own = [number for number, one in enumerate(findings) if one.control == name]
    assert own, "nothing was found of it"
    for number in own:
        for status in sorted(set(Status) - GOOD) if number == own[0] else (Status.DRIFTED,):
            one = replace(findings[number], status=status)
            worse = [*findings[:number], one, *findings[number + 1 :]]
            expect_lost((controls, findings), (controls, worse), control, f"{one.name} is {status}")


@pytest.mark.parametrize("name", OF_CONTROLS)
def test_what_a_control_brings_about_is_lost_when_nobody_planned_it_read_it_or_switched_it_on(
    whole: Checked, name: str
) -> None:
    controls, findings = whole.controls, whole.result.findings
    (control,) = [one for one in controls if one.id == name]
    others, unread = (
        [one for one in controls if one is not control],
        [one for one in findings if one.control != name],
    )
    expect_lost((controls, findings), (controls, unread), control, f"{name} was not looked at")
    for way in set(Enforcement) - {Enforcement.ENFORCED}:
        idle = [*others, replace(control, enforcement=way)]
        expect_lost((controls, findings), (idle, findings), control, f"{name} is {way}")
    # The others may bring about all of an outcome without it: only who shares it with this one misses it.
    beside = {each: [one.metadata.beside(each) for one in others if each in one.outcomes] for each in ASKED}
    missed = tuple(
        each
        for each in control.outcomes
        if not beside.get(each)
        or (all(beside[each]) and name in {two for one in beside[each] for two in one})
    )
    more = replace(control, outcomes=missed)
    expect_lost((controls, findings), (others, unread), more, f"{name} is not in the plan")


@pytest.mark.parametrize("why", sorted(EXEMPT))
def test_a_duty_is_lost_with_one_member_of_any_rule_that_is_left_out(whole: Checked, why: str) -> None:
    """Whom a rule does not concern is left out by nobody: emergency accounts, and mailboxes that nobody is in."""
    controls, findings = whole.controls, whole.result.findings
    of_data = [one for one in controls if {*ASKED} & {*one.outcomes}]
    tried = 0
    for number, one in enumerate(findings):
        control = next((each for each in of_data if each.id == one.control), None)
        if control is None or one.population is None:
            continue
        exempt = {**one.population.exempt, why: one.population.exempt.get(why, 0) + 1}
        worse = replace(one, population=replace(one.population, exempt=exempt))
        after = (controls, [*findings[:number], worse, *findings[number + 1 :]])
        if why in LEAVES_OUT:
            expect_lost((controls, findings), after, control, f"{one.name} leaves out {why}")
        else:
            assert states(*after) == states(controls, findings)
        tried += 1
    assert tried > 5, "no rules over many were found"


def test_who_is_never_to_be_touched_is_named_and_left_out_by_nobody(whole: Checked) -> None:
    (rule,) = [one for one in whole.result.findings if one.token.endswith(":InactiveAccounts")]

    assert rule.population is not None
    assert rule.population.exempt_members[Reason.NOT_CONCERNED] == (
        f"Sync_CONTOSO-DC01_7f3a91c2d4e6@{CONTOSO}",
        f"bg1@{CONTOSO}",
        f"bg2@{CONTOSO}",
    )
    assert not {*rule.population.exempt} & LEAVES_OUT
