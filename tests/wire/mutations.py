"""What can become of an answer on its way: every leaf, every list, every header, the status, the bytes.

Each mutation says itself what it may lead to. That is decided here, from the answer and from what is declared, without
the code that reads answers: a value that a declared object rests on and that is gone, or of another type, or another,
must not pass for the one that was there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from tests.wire.recorded import Answer

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from tests.wire.recorded import Key

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mutation:
    """One answer, changed."""

    name: str
    """What was changed, for the message of a failed test."""
    key: Key
    answer: Answer
    hides: str = ""
    """What a declared object rests on and was taken away or changed; empty where nothing was that matters."""
    whole: bool = False
    """The answer as a whole is none."""
    more: tuple[Mutation, ...] = ()
    """What is mutated at the same time, in other answers."""

    def beside(self, other: Mutation) -> Mutation:
        """Both at once."""
        return replace(self, name=f"{self.name}; beside {other.name}", more=(*self.more, other))


GONE = object()
TYPES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 10**30, 1e300, "", "true", "x" * 300, "ü\u202e\x00", [], {}, [[]], [None], {"a": None},
    ["x"], [{"a": 1}], "0", "null",
)  # fmt: skip
"""What a value is exchanged for."""
DEEP: Any = []
for _ in range(200):
    DEEP = [DEEP]
ODD_STATUS = (0, 1, 100, 199, 201, 202, 204, 206, 226, 300, 301, 302, 304, 307, 400, 401, 403, 404, 405, 406, 409, 410,
              412, 413, 418, 423, 429, 431, 451, 500, 501, 502, 503, 504, 507, 511, 599, 600, 999)  # fmt: skip
ODD_RETRY_AFTER = (
    "-1", "0", "0.0001", "1", "NaN", "inf", "1e9", "999999999", "9" * 200, "soon", "", " ",
    "Wed, 21 Oct 2015 07:28:00 GMT",    "Fri, 31 Dec 9999 23:59:59 GMT", "1, 2", "0x10",
)  # fmt: skip
ODD_HEADERS: tuple[dict[str, str], ...] = (
    {"content-type": "text/html"}, {"content-type": "application/json; charset=utf-16"}, {"content-type": ""}, {},
    {"content-encoding": "gzip"}, {"content-encoding": "br"}, {"content-length": "3"},
    {"location": "http://evil.example/"},
    {"set-cookie": "a=b; Domain=evil.example"},
    {"www-authenticate": 'Bearer claims="eyJ4Ijoi"'}, {"link": "<x>; rel=next"},
)  # fmt: skip
ELSEWHERE: tuple[Any, ...] = (
    "http://graph.microsoft.com/v1.0/groups", "https://evil.example/v1.0/groups", "https://graph.microsoft.com@evil.example/",
    "//evil.example", "", 7, None, True, [], {}, "https://graph.microsoft.com/beta/groups",
)  # fmt: skip
BYTES: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: content[: len(content) // 2],
    lambda content: content[:-1],
    lambda _content: b"",
    lambda _content: b"null",
    lambda _content: b"[]",
    lambda _content: b"7",
    lambda _content: b'"x"',
    lambda _content: b"<html><body>Sign in</body></html>",
    lambda content: content + b"}",
    lambda content: content.decode().encode("utf-16"),
    lambda content: content[:10] + b"\xff\xfe" + content[10:],
    lambda _content: b"[" * 5000,
    lambda content: content.replace(b"{", b"{" + b'"deep":' + b"[" * 100 + b"]" * 100 + b",", 1),
    lambda _content: b"\0" * 2000,
    lambda content: content.replace(b":", b";"),
)


Made = Callable[[], Iterator["Mutation"]]
"""Makes what can become of one place, or of one side of an answer, when asked: all at once would be gigabytes."""
_BESIDE_VALUES = 0.25
"""Part of the mutations that are of the status, the headers, the bytes, or beside the rows."""


def mutations(
    answers: Mapping[Key, Answer], matters: Callable[[Key, Any, Path], str], chance: random.Random
) -> Iterator[Mutation]:
    """Mutations without an end, one of each route in turn; `matters` says what rests on the value at a path, if any."""
    routes: dict[tuple[str, ...], list[Key]] = {}
    for key in answers:
        routes.setdefault(route(key), []).append(key)
    hosts = sorted({_host(key) for key in answers if key[0] == "member"})
    makers: dict[Key, tuple[list[Made], list[Made]]] = {}
    while True:
        for keys in routes.values():
            key = chance.choice(keys)
            if key not in makers:
                makers[key] = _makers(key, answers[key], matters)
            yield _drawn(*makers[key], chance)
        for host in hosts:
            yield chance.choice(list(_batches(host)))


def route(key: Key) -> tuple[str, ...]:
    """What is asked, of whichever object: the same question about another user is the same route."""
    cmdlet = _CMDLET.search(key[2])
    return key[0], _ID.sub("", key[1]), cmdlet[1] if cmdlet else ""


_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_CMDLET = re.compile(r'"CmdletName": ?"([^"]+)"')


def _drawn(around: list[Made], places: list[Made], chance: random.Random) -> Mutation:
    while True:
        made = around if not places or chance.random() < _BESIDE_VALUES else places
        if drawn := list(chance.choice(made)()):
            return chance.choice(drawn)


def _makers(
    key: Key, answer: Answer, matters: Callable[[Key, Any, Path], str]
) -> tuple[list[Made], list[Made]]:
    """What can become of an answer beside its values, and of each of its values."""
    around: list[Made] = [partial(_bytes, key, answer), partial(_heads, key, answer)]
    places: list[Made] = []
    if answer.content:
        body = orjson.loads(answer.content)
        if key[0] != "sign-in" and isinstance(body, dict):
            around.append(partial(_around, key, answer, body))
        for path, value in _places(body):
            places.append(partial(_values, key, answer, body, (path, value, matters)))
            if isinstance(value, list):
                places.append(partial(_lists, key, answer, body, (path, value, matters)))
    return around, places


def _around(key: Key, answer: Answer, body: dict[str, Any]) -> Iterator[Mutation]:
    """What stands beside the rows."""
    for link in (*ELSEWHERE, *_circles(key)):
        told = {**body, "@odata.nextLink": link}
        yield Mutation(f"next page {link!r}", key, _with(answer, told), whole="value" in body)
    for name in ("error", "@odata.error"):
        told = {**body, name: {"code": "Partial"}}
        yield Mutation(f"{name} beside", key, _with(answer, told), whole=name == "error" and "value" in body)


def _values(
    key: Key, answer: Answer, body: Any, place: tuple[Path, Any, Callable[[Key, Any, Path], str]]
) -> Iterator[Mutation]:
    """Other values at one place; what rests on the value there comes with it."""
    path, value, matters = place
    resting = matters(key, body, path)
    for other in (GONE, DEEP, *TYPES):
        if not _same(value, other):
            told = f"{_told(path)}: {_short(value)} became {_short(other)}"
            # An object may leave its type to be told by its members; another type is another thing.
            untold = path[-1] == "@odata.type" and (other is GONE or other is None)
            hides = "" if untold or _says_the_same(value, other) else resting
            yield Mutation(told, key, _with(answer, _put(body, path, other)), hides=hides)
    if isinstance(value, str) and value:
        for said, text in (
            ("cut", value[:-1]),
            ("doubled", value * 2),
            ("in other letters", value.swapcase()),
        ):
            yield Mutation(f"{_told(path)} {said}", key, _with(answer, _put(body, path, text)))


def _lists(
    key: Key, answer: Answer, body: Any, place: tuple[Path, list[Any], Callable[[Key, Any, Path], str]]
) -> Iterator[Mutation]:
    """Other lists in the place of one."""
    path, value, matters = place
    for number, item in enumerate(value):
        twice = _with(answer, _put(body, path, [*value, item]))
        yield Mutation(f"{_told(path)}[{number}] twice", key, twice)
        for name in item if isinstance(item, dict) else ():
            other = [*value, {**item, name: "other"}]
            told = f"{_told(path)}[{number}] twice, {name} differs"
            # Two rows of one id that say different things: which is true cannot be said.
            doubtful = matters(key, body, (*path, number)) if "id" in item and path == ("value",) else ""
            hides = "" if name == "id" else doubtful
            yield Mutation(told, key, _with(answer, _put(body, path, other)), hides=hides)
    for said, changed in (("backwards", value[::-1]), ("nested", [value]), ("long", value * 300)):
        yield Mutation(f"{_told(path)} {said}", key, _with(answer, _put(body, path, changed)))


def _host(key: Key) -> str:
    address = key[1].partition(" ")[2]
    return address.split("/")[2] if address.startswith("https:") else "graph.microsoft.com"


def _batches(host: str) -> Iterator[Mutation]:
    """A whole batch that is none."""
    key = ("batch", host, "")
    good = Answer(
        200, {"content-type": "application/json"}, b'{"responses": [{"id": "0", "status": 200, "body": {}}]}'
    )
    for number, change in enumerate(BYTES):
        yield Mutation(f"batch bytes {number}", key, replace(good, content=change(good.content)), whole=True)
    for status in ODD_STATUS:
        yield Mutation(f"batch status {status}", key, replace(good, status=status), whole=True)
    for wait in ODD_RETRY_AFTER:
        yield Mutation(
            f"batch wait {wait!r}", key, replace(good, status=429, headers={"Retry-After": wait}), whole=True
        )
    member = {"id": "0", "status": 200, "body": {"value": []}}
    for name in member:
        for other in (GONE, DEEP, *TYPES):
            changed = _put({"responses": [member]}, ("responses", 0, name), other)
            yield Mutation(f"batch {name} became {_short(other)}", key, _with(good, changed), whole=True)
    for count in (0, 2, 50):
        changed = {"responses": [member] * count}
        yield Mutation(f"batch with {count} answers", key, _with(good, changed), whole=True)


def _bytes(key: Key, answer: Answer) -> Iterator[Mutation]:
    for number, change in enumerate(BYTES):
        if answer.content and change(answer.content) != answer.content:
            content = change(answer.content)
            # A member of a batch is JSON inside JSON: to cut it is to cut the batch, which is a mutation of its own.
            if key[0] == "member" and not _is_json(content):
                content = orjson.dumps(content.decode("latin-1"))
            yield Mutation(f"bytes {number}", key, replace(answer, content=content), whole=True)


def _heads(key: Key, answer: Answer) -> Iterator[Mutation]:
    for status in ODD_STATUS:
        fails = status != 200 == answer.status
        yield Mutation(f"status {status}", key, replace(answer, status=status), whole=fails)
    for status in (429, 503):
        for wait in ODD_RETRY_AFTER:
            headers = {**answer.headers, "Retry-After": wait}
            yield Mutation(
                f"{status} and wait {wait!r}",
                key,
                replace(answer, status=status, headers=headers),
                whole=answer.status == 200,
            )
    for headers in ODD_HEADERS:
        yield Mutation(f"headers {headers}", key, replace(answer, headers={**answer.headers, **headers}))
    if "location" in answer.headers:
        for location in (one for one in ELSEWHERE if isinstance(one, str)):
            headers = {**answer.headers, "location": location}
            yield Mutation(
                f"location {location!r}", key, replace(answer, headers=headers), whole=bool(location)
            )


def _circles(key: Key) -> Iterator[str]:
    """Addresses that lead back to the very answer."""
    method, _, address = key[1].partition(" ")
    del method
    yield address if address.startswith("https:") else f"https://graph.microsoft.com/v1.0{address}"


def _places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value inside, with where it is."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for name, child in value.items():
            yield from _places(child, (*path, name))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from _places(child, (*path, number))


def _put(value: Any, path: Path, other: Any) -> Any:
    """`value` with another value at `path`, or with nothing there."""
    if not path:
        return other
    here, *rest = path
    if isinstance(value, dict):
        changed = dict(value)
        changed[str(here)] = _put(value[str(here)], tuple(rest), other)
        return {name: child for name, child in changed.items() if child is not GONE}
    changed_list = list(value)
    changed_list[int(here)] = _put(value[int(here)], tuple(rest), other)
    return [child for child in changed_list if child is not GONE]


def _with(answer: Answer, body: Any) -> Answer:
    return replace(answer, content=_json(body))


def _json(body: Any) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:  # orjson writes no integer beyond 64 bits
        import json

        return json.dumps(body).encode()


def _is_json(content: bytes) -> bool:
    try:
        orjson.loads(content)
    except ValueError:
        return False
    return True


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _says_the_same(value: Any, other: Any) -> bool:
    """Whether two values may mean one thing, seen generously: what then passes is not held against the reader.

    Null says no as well as nothing does: where that is no answer, the tests of the kinds say so.
    """
    return _plain(value) == _plain(other) or (value is False and other is None)


def _plain(value: Any) -> str:
    if value is GONE or value in (None, [], {}, ""):
        return ""
    if isinstance(value, bool):
        return f"bool {value}"  # a text is no boolean
    return str(value).casefold()


def _told(path: Path) -> str:
    return ".".join(map(str, path))


def _short(value: Any) -> str:
    return "nothing" if value is GONE else repr(value)[:40]
