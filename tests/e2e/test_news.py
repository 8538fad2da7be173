"""Whatever a service answers and this version does not know is told, in every list that any kind reads.

A list is asked for whole, and then what is new in it is in the finding; or it is long, its properties are asked for by
name, and the kind says so in what it omits. Which lists there are comes from what each kind asks when it is read alone.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from holdfast.kinds.services.population import CmdletPopulation
from holdfast.model.status import Status
from holdfast.tenant.cmdlets import CmdletReader
from holdfast.tenant.graph import GraphReader
from tests.e2e.scratch import Scratch
from tests.newest import agree, choose, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.model.desired import DesiredResource
    from holdfast.model.finding import Finding

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION = re.compile(r"^/(v1\.0|beta)(?=/)")


_MARKS = str.maketrans("", "", "/-{}.():=$'")
NOT_ASKED_HERE = {"LeaverMailboxHold"}
"""They rest upon a list only where somebody refers to it, as no mailbox of this tenant does to a policy."""
OF_LICENCES = "/subscribedSkus"
"""By what stands there it is known what the tenant pays for; it is no part of any rule."""


class News:
    """Puts a property that nobody knows into whatever is asked for whole, another one for each list.

    Where its value says something, it is one that leaves something out.
    """

    def __init__(self, patch: pytest.MonkeyPatch, *, value: Any) -> None:
        self._value = value
        self.asked: set[str] = set()
        """Every list that was asked for."""
        self.put_into: set[str] = set()
        """Every list in which there was something to put it into."""
        first_page, ask = CmdletReader._first_page, GraphReader._ask

        async def page(reader: CmdletReader, endpoint: Any, invocation: Any, select: Sequence[str]) -> Any:
            answer = await first_page(reader, endpoint, invocation, select)
            rows = answer.body["value"] or ([] if self._value else [{"Name": "one without anything else"}])
            return replace(answer, body={"value": self.put(invocation.cmdlet, rows, whole=not select)})

        async def asked(reader: GraphReader, what: str, path: str, *more: Any, **others: Any) -> Any:
            answer = await ask(reader, what, path, *more, **others)
            where, whole = _list(path), "$select=" not in path
            if isinstance(answer.get("value"), list):
                return {**answer, "value": self.put(where, answer["value"], whole=whole)}
            return self.put(where, [answer], whole=whole)[0]

        patch.setattr(CmdletReader, "_first_page", page)
        patch.setattr(GraphReader, "_ask", asked)

    def put(self, where: str, rows: list[Any], *, whole: bool) -> list[Any]:
        """What is asked for by name comes as it is: the service would not answer with anything else."""
        self.asked.add(where)
        if not whole or not rows:
            return rows
        self.put_into.add(where)
        name = f"exceptIf{_new(where)}" if self._value else _new(where)
        return [{**row, name: self._value} for row in rows]


def _list(path: str) -> str:
    """Return what people call the list of a path."""
    return _ID.sub("{id}", _VERSION.sub("", unquote(path).partition("?")[0]))


def _new(where: str) -> str:
    return f"newIn{where.title().translate(_MARKS)}"


@dataclass(frozen=True, slots=True)
class Applied:
    """A tenant in which everything that can be chosen is as declared."""

    scratch: Scratch
    desired: list[DesiredResource]


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Applied]:
    with Scratch(tmp_path_factory.mktemp("news") / "scratch") as scratch:
        upgrade(scratch.project, "contoso")
        choose(scratch.project, "contoso")
        agree(scratch.project, "contoso")
        scratch.apply()
        asyncio.run(_add_location(scratch))
        yield Applied(scratch, list(scratch.recording().desired))


def test_what_nobody_knows_is_told_or_the_kind_says_that_it_asks_by_name(
    applied: Applied, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, silent, lists = News(monkeypatch, value=False), list[str](), set[str]()
    for kind, found in _findings(applied, news):
        told = str([(one.notes, one.differences) for one in found])
        lists |= news.asked
        silent += [
            f"{kind.name}: {where}"
            for where in sorted(news.asked - {OF_LICENCES})
            if f"`{where}`" not in kind.omits and _new(where) not in told
        ]

    assert not silent, "\n".join(silent)
    assert len(lists) > 60


def test_a_rule_is_never_in_sync_while_something_is_left_out_that_nobody_knows(
    applied: Applied, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, calm, looked_at = News(monkeypatch, value=["x"]), set[str](), set[str]()
    for kind, found in _findings(applied, news):
        if isinstance(kind, CmdletPopulation) and news.put_into:
            looked_at.add(kind.name)
            calm |= {kind.name for one in found if one.status not in {Status.UNKNOWN, Status.DRIFTED}}

    assert calm == NOT_ASKED_HERE
    assert len(looked_at) > 8


async def _add_location(scratch: Scratch) -> None:
    """A trusted location, of which the tenant has none by itself."""
    ranges = [{"@odata.type": "#microsoft.graph.iPv4CidrRange", "cidrAddress": "198.51.100.0/24"}]
    named = {"@odata.type": "#microsoft.graph.ipNamedLocation", "displayName": "Site"}
    async with scratch.tenant() as tenant:
        body = {**named, "isTrusted": True, "ipRanges": ranges}
        await tenant.graph.write("POST", "/identity/conditionalAccess/namedLocations", body)


def _findings(applied: Applied, news: News) -> Iterator[tuple[Kind, list[Finding]]]:
    """What a check comes to that reads one kind alone, and what it says that it rests upon; each kind in its turn."""
    for token, kind in kinds().items():
        declared = [one for one in applied.desired if one.token == token]
        beside = kind.beside if isinstance(kind, PopulationKind) else ()
        if declared:
            news.asked.clear()
            news.put_into.clear()
            read_too = {one: kinds()[one] for one in (token, *beside)}
            yield kind, judge(read_too, declared, asyncio.run(_live(applied.scratch, read_too, declared)))


async def _live(scratch: Scratch, read_too: dict[str, Kind], declared: list[DesiredResource]) -> Live:
    async with scratch.tenant() as tenant:
        return await read(tenant, read_too, declared)
