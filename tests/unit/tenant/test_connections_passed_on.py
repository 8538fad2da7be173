"""Connections that sessions pass on to each other: nobody is told of another tenant, and nobody's fault spreads."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.tenant.bounded import BoundedClient
from holdfast.tenant.idle import Idle
from tests.unit.tenant.test_connections import BROKEN, HELLO, Server, certified, listening, trusting, tunnel

if TYPE_CHECKING:
    from collections.abc import Mapping

TRUST = trusting()
NUMBER = b"client-request-id: "
MISCHIEF = (
    "again",
    "again late",
    "extra",
    "cut",
    "hangs",
    "ends",
    "none",
    "other",
    "case",
    "breaks",
    *BROKEN,
)
"""What a service does to one tenant, and what may be left of it on the connection."""


def answer_to(asked: bytes) -> bytes:
    """What a service answers that repeats the number of a question: its own address."""
    body, number = asked.split()[1], asked.lower().partition(NUMBER)[2].partition(b"\r\n")[0]
    return b"HTTP/1.1 200 OK\r\n%s%s\r\nContent-Length: %d\r\n\r\n%s" % (NUMBER, number, len(body), body)


class Numbering:
    """Such a service, which does mischief to some of those who ask.

    Args:
        wrong: what it does to whom, by the first part of the address.
    """

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.wrong = wrong
        self.connections = 0
        self._late: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            for before in itertools.count():
                asked = await reader.readuntil(b"\r\n\r\n")
                mischief = self.wrong.get(asked.split()[1].decode().split("/")[1], "")
                if mischief == "breaks" and before:
                    break
                writer.write(self._first(mischief, answer_to(asked)))
                if mischief in {"cut", "ends"}:
                    break
                if mischief == "again late":
                    late = asyncio.create_task(self._later(writer, answer_to(asked)))
                    self._late.add(late)
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    @staticmethod
    def _first(mischief: str, answer: bytes) -> bytes:
        changed = {
            "again": answer * 2,
            "extra": answer + b"x",
            "cut": answer[:-1],
            "hangs": b"",
            "none": HELLO,
            "other": answer.replace(NUMBER, NUMBER + b"9"),
            "case": answer.replace(NUMBER, b"Client-Request-ID:  "),
        }
        return changed.get(mischief, BROKEN.get(mischief, answer))

    @staticmethod
    async def _later(writer: asyncio.StreamWriter, answer: bytes) -> None:
        await asyncio.sleep(0.001)
        writer.write(answer)


@pytest.mark.parametrize(
    ("wrong", "used"),
    [
        ("", 1),
        ("case", 1),
        ("other", 8),
        ("again", 8),
        ("again late", 8),
        ("extra", 8),
        ("ends", 8),
        ("breaks", 8),
    ],
)
def test_a_connection_is_passed_on_where_its_answers_name_the_question_and_nothing_is_left_of_them(
    wrong: str, used: int
) -> None:
    async def ask() -> int:
        service, common = Numbering(dict.fromkeys("abcd", wrong)), Idle()
        async with listening(service.serve) as port:
            for tenant, question in itertools.product("abcd", range(2)):
                async with BoundedClient(trust_env=False, verify=TRUST, common=common) as client:
                    path = f"/{tenant}/{question}"
                    assert (await client.get(f"http://127.0.0.1:{port}{path}")).text == path
                await asyncio.sleep(0.01 if wrong == "again late" else 0)
            await common.aclose()
        return service.connections

    assert asyncio.run(ask()) == used


@settings(max_examples=5, deadline=None)
@given(st.lists(st.sampled_from(MISCHIEF), min_size=40, max_size=40), st.integers(4, 24))
def test_whatever_goes_wrong_for_forty_tenants_the_others_are_answered_as_if_alone(
    wrong: list[str], at_once: int
) -> None:
    fails = {f"t{number * 7}": mischief for number, mischief in enumerate(wrong)}

    async def ask() -> dict[str, str]:
        common, places, found = Idle(), asyncio.Semaphore(at_once), dict[str, str]()

        async def one(tenant: str) -> None:
            async with (
                places,
                BoundedClient(trust_env=False, verify=TRUST, common=common, timeout=2.0) as client,
            ):
                try:
                    found[tenant] = (await client.get(f"http://127.0.0.1:{port}/{tenant}")).text
                except httpx.HTTPError as error:
                    found[tenant] = type(error).__name__

        async with listening(Numbering(fails).serve) as port:
            await asyncio.gather(*(one(f"t{number}") for number in range(300)))
            await common.aclose()
        return found

    found = asyncio.run(ask())

    assert len(found) == 300
    assert {who: told for who, told in found.items() if who not in fails and told != f"/{who}"} == {}


def test_what_hangs_in_one_session_is_passed_on_to_nobody_and_ends_with_it() -> None:
    async def ask() -> tuple[bytes, int, int]:
        hanging, common = Server(pause=asyncio.Event()), Idle()
        assert hanging.pause is not None
        async with listening(hanging.serve) as port:
            async with BoundedClient(trust_env=False, verify=TRUST, common=common) as first:
                waiting = asyncio.create_task(first.get(f"http://127.0.0.1:{port}/"))
                await hanging.asked.wait()
                hanging.asked.clear()
                async with BoundedClient(trust_env=False, verify=TRUST, common=common) as second:
                    asked = asyncio.create_task(second.get(f"http://127.0.0.1:{port}/"))
                    await hanging.asked.wait()
                    waiting.cancel()
                    hanging.pause.set()
                    body = (await asked).content
            await common.aclose()
            await hanging.all_ended.wait()
        return body, hanging.connections, hanging.ended

    assert asyncio.run(ask()) == (b"hello", 2, 2)


def test_a_connection_is_passed_on_to_nobody_who_trusts_others_or_goes_another_way() -> None:
    """Whoever trusts the embedded tenant's authority alone is led to no service of Microsoft's, nor the other way."""

    async def ask() -> int:
        service, common = Numbering({}), Idle()
        async with listening(service.serve, certified()) as port, listening(tunnel) as proxy:
            by = f"http://127.0.0.1:{proxy}"
            for through, trust in (
                (None, TRUST),
                (None, trusting()),
                (by, TRUST),
                (None, TRUST),
                (by, TRUST),
            ):
                async with BoundedClient(
                    proxy=through, trust_env=False, verify=trust, common=common
                ) as client:
                    await client.get(f"https://127.0.0.1:{port}/")
            await common.aclose()
        return service.connections

    assert asyncio.run(ask()) == 3
