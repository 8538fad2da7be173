"""`holdfast resilience`: the story as the README shows it, and its numbers as the tenants have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.data import drives, mail
from holdfast.emulator.store import TenantFolder
from holdfast.model.status import ExitCode
from tests.e2e.scratch import CONTOSO, REPOSITORY, Scratch, need_engine
from tests.e2e.test_readme import even

if TYPE_CHECKING:
    from pathlib import Path

README = REPOSITORY / "README.md"
NOT_COPIED = {"Drafts", "Deleted Items"}


@pytest.mark.engine
def test_attacks_take_everything_as_delivered_and_nothing_under_the_baseline(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path / "scratch") as scratch:
        told = scratch.holdfast("resilience")
        folder = scratch.project / ".holdfast" / "resilience"
    assert told.code == ExitCode.IN_SYNC, told.all
    assert "Simulation" in told.out.splitlines()[-1]
    (shown,) = re.findall(
        r"^\$ make demo-resilience\n…\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL
    )
    assert even(told.out).endswith(even(shown))

    boxes, own = seeded(folder / "delivered")
    mails = {len(one["items"]) for one in boxes}
    files = {len(one["files"]) for one in own}
    assert len(mails) == len(files) == 1, (
        "the seed gives everybody as much, so that shares can be counted by hand"
    )
    mails_each, files_each = mails.pop(), files.pop()
    struck = [mails_each, files_each, 3 * mails_each, 3, 3 * files_each, (len(own) - 4) * files_each]
    rows = re.findall(
        r"^ +(?:mail items|mailboxes|files) +(\d+) of (\d+) +(\d+) of (\d+) *$", told.out, re.MULTILINE
    )
    assert [tuple(map(int, row)) for row in rows] == [(0, taken, taken, taken) for taken in struck]

    # A backup has neither drafts nor what is in Deleted Items; every mailbox of the seed has as many of them.
    (copied_each,) = {sum(one["folder"] not in NOT_COPIED for one in box["items"]) for box in boxes}
    copied = [copied_each, files_each, 3 * copied_each, *struck[3:]]
    for words, kept in (("in place, by hold or policy", struck), ("in Microsoft 365 Backup", copied)):
        shares = re.findall(rf"^ +{words} +(\d+) +(\d+) *$", told.out, re.MULTILINE)
        assert [tuple(map(int, share)) for share in shares] == [(0, much) for much in kept]

    # The tenants say the same: of the first nothing that was struck is there, of the second all of it still is.
    gone = [item for one in boxes for item in one["items"] if item["place"] == mail.GONE]
    assert len(gone) == 4 * mails_each
    assert not any(drives.has_readable_version(file) for one in own for file in one["files"])
    boxes, own = seeded(folder / "tenant")
    assert not [item for one in boxes for item in one["items"] if item["place"] == mail.GONE]
    assert all(drives.has_readable_version(file) for one in own for file in one["files"])


def seeded(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Mailboxes and drives with what is in them."""
    tenants = TenantFolder(folder)
    try:
        store = tenants.open(CONTOSO)
        return store.all(mail.COLLECTION), store.all(drives.COLLECTION)
    finally:
        tenants.close()
