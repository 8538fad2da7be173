"""Exchange may spell the id of a mailbox's user otherwise than the directory does: it is the same user."""

from __future__ import annotations

import pytest

from holdfast.kinds.exchange.litigation_hold import KIND
from holdfast.kinds.services.mailbox import mailbox_id
from tests.unit.kinds.made_up import Fake, run
from tests.unit.kinds.test_hold_scopes import BOARD, YEAR, Grouped, box
from tests.unit.kinds.test_hold_scopes import RULE as HOLDS

ID = "0f3a9c1e-1111-4222-8333-abcdefabcdef"
SPELLINGS = [ID, ID.upper(), f"{{{ID}}}", ID.replace("-", ""), f"{{{ID.replace('-', '').upper()}}}"]

pytestmark = pytest.mark.parametrize("spelled", SPELLINGS)


def test_a_mailbox_is_of_its_user_in_every_spelling(spelled: str) -> None:
    assert mailbox_id({"ExternalDirectoryObjectId": spelled}) == ID


def test_a_member_of_a_group_is_in_its_scope_in_every_spelling(spelled: str) -> None:
    tenant = Grouped([box("board@x", YEAR, ExternalDirectoryObjectId=spelled)], groups={"Board": [ID]}).tenant

    judgement = run(KIND.judge(tenant, {**HOLDS, "scopes": [BOARD]}))

    assert [(one.expected, one.found) for one in judgement.violations] == [(3650, 365)]


def test_a_user_is_among_the_mailboxes_in_every_spelling(spelled: str) -> None:
    there = box("there@x", YEAR, ExternalDirectoryObjectId=spelled)
    tenant = Fake([there], users={ID: "there@x"}).tenant

    judgement = run(KIND.judge(tenant, {"durationDays": 365, "mailboxTypes": ["UserMailbox"]}))

    assert (judgement.covered, judgement.unjudged) == (1, ())
