"""Auditing of mailboxes: by the organization's switch, which is called by its opposite, and by each mailbox's own."""

from __future__ import annotations

import pytest

from holdfast.kinds.exchange.mailbox_auditing import KIND
from holdfast.kinds.exchange.organization_config import KIND as ORGANIZATION
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run
from tests.unit.kinds.test_deleted_item_recovery import mailbox

RULE = {"mailboxTypes": ["UserMailbox"], "excludedMailboxes": ["excluded@x"]}
OTHERS = {name: value for name, value in ORGANIZATION.examples[0].row.items() if name != "AuditDisabled"}
"""What an organization tells beside, each of another control."""
NULL_IS_NOTHING = {one.wire for one in ORGANIZATION.fields if one.default is None}
"""Where null is no value, which differs from what is declared; elsewhere nobody knows what it stands for."""
MAILBOXES = [
    mailbox("audited@x", AuditEnabled=True),
    mailbox("silent@x", AuditEnabled=False),
    mailbox("excluded@x", AuditEnabled=False),
    mailbox("shared@x", AuditEnabled=False, RecipientTypeDetails="SharedMailbox"),
    mailbox("left@x", AuditEnabled=False, IsInactiveMailbox=True),
    mailbox("strange@x", AuditEnabled="True"),
    mailbox("untold@x", AuditEnabled=None),
]


def test_every_mailbox_is_judged_by_its_own_switch_and_the_silent_one_alone_is_changed() -> None:
    fake = Fake(MAILBOXES)

    judgement = run(KIND.judge(fake.tenant, RULE))
    run(KIND.update(fake.tenant, KIND.key, {}, RULE))
    run(KIND.delete(fake.tenant, KIND.key, RULE))

    assert judgement.covered == 1
    assert [(one.member, one.property, one.expected, one.found) for one in judgement.violations] == [
        ("silent@x", "auditEnabled", True, False)
    ]
    assert [one.member for one in judgement.unjudged] == ["strange@x", "untold@x"]
    assert judgement.exempt == {
        Reason.DELETED: ("left@x (inactive)",),
        Reason.EXCLUDED: ("excluded@x",),
        Reason.TYPE: ("shared@x",),
    }
    assert fake.sent == [{"cmdlet": "Set-Mailbox", "Identity": "silent@x", "AuditEnabled": True}]


@pytest.mark.parametrize("audits", [True, False])
def test_the_organization_s_switch_is_told_by_its_opposite(*, audits: bool) -> None:
    assert ORGANIZATION.wire({"mailboxAuditing": audits}) == {"AuditDisabled": not audits}
    row = {**OTHERS, "AuditDisabled": not audits}
    assert ORGANIZATION.live(row, "x").inputs["mailboxAuditing"] is audits


@pytest.mark.parametrize("value", [None, "False", 0, []])
def test_a_switch_that_is_not_told_is_not_off(value: object) -> None:
    whole = {**OTHERS, "AuditDisabled": False}
    assert ORGANIZATION.live(whole, "x").misread is None
    for name in (name for name, told in whole.items() if isinstance(told, bool)):
        is_nothing = value is None and name in NULL_IS_NOTHING
        assert is_nothing or ORGANIZATION.live({**whole, name: value}, "x").misread is not None
        assert ORGANIZATION.live({one: whole[one] for one in whole if one != name}, "x").misread is not None
