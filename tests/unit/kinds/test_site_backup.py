"""A site collection is left out by its own address or id, in whatever order its subsites are listed."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any, cast

import pytest

from holdfast.kinds.backup.site_backup import KIND
from holdfast.model.status import Reason

COLLECTION = "00000000-0000-4000-8000-000000000001"
HR = "https://x.sharepoint.com/sites/hr"
ROWS = [
    {"id": f"x.sharepoint.com,{COLLECTION},0000000{number}-0000-4000-8000-00000000000a", "webUrl": url}
    for number, url in enumerate([HR, f"{HR}/pay", f"{HR}/pay/2026", None])
]


class Sites:
    """Answers with sites, one on a page."""

    def __init__(self, rows: Any) -> None:
        self.rows, self.graph = rows, self

    async def pages(self, _path: str) -> Any:
        for row in self.rows:
            yield [{**row, "isPersonalSite": False}]


@pytest.mark.parametrize(
    ("left_out", "is_left_out"),
    [
        ([], False),
        ([HR], True),
        ([f"{HR.upper()}/"], True),
        ([ROWS[0]["id"]], True),
        ([f"{HR}/pay"], False),
        ([f"{HR}/pay/2026", ROWS[2]["id"], ROWS[3]["id"]], False),
    ],
)
def test_a_collection_is_left_out_by_its_own_name_alone(left_out: list[str], *, is_left_out: bool) -> None:
    for rows in itertools.permutations(ROWS):
        tenant = cast("Any", Sites(rows))
        found = asyncio.run(KIND.members(tenant, {"excludedSites": left_out})).judgement(lambda *_: None)
        assert (found.covered, found.exempt) == ((0, {Reason.EXCLUDED: (HR,)}) if is_left_out else (1, {})), (
            rows
        )
