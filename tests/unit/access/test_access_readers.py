"""What grants, read by others than who wrote it: whatever a client is called, each grants what JSON says and no more.

Terraform's is read by python-hcl2, the script by shells and by shlex, and the template by the signs of Bicep below:
Microsoft's own compiler fetches the extension from a registry before it reads anything else. What Bicep's signs are:
https://learn.microsoft.com/azure/azure-resource-manager/bicep/file and data-types (recalled, 2026-11-29).
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import hcl2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from holdfast.access.needs import Access, Purpose
from holdfast.report.text import visible
from tests.golden.report.hostile import HOSTILE_NAMES
from tests.unit.access.test_access_formats import FORMATS, access

if TYPE_CHECKING:
    from collections.abc import Callable

Grants = set[tuple[str, str]]
"""Client id of a service and a permission of it; of a directory role nothing and its name."""

ODD = {
    **HOSTILE_NAMES,
    "ends a comment": "x\ngrant 00000003-0000-0000-c000-000000000000 Directory.ReadWrite.All\r\nx",
    "is a command": "x`; grant a B #'\"$(id)${file('/etc/passwd')}%{if true}*/ /* */",
    "line ends": "a\u0085b\u2028c\u2029d\x0be\x0cf",
    "turned around": "\u202e\u2066 lla.daeR \u2069\u202c",
    "order": "##vso[task.setvariable variable=a]b",
}
NAMES = st.text(min_size=1, max_size=40) | st.text("`'\"\\$(){};#/*%\r\n\u0085\u2028\u202e ab", max_size=40)

_SIGNS = re.compile(
    r"""(?P<comment>//[^\r\n]*)
    |(?P<string>'(?:[^'\\$\r\n]|\\(?:['\\nrt$]|u\{[0-9A-Fa-f]{1,6}\})|\$(?!\{))*')
    |(?P<told>'[\w ,:-]*(?:\$\{(?:signedInTo|tenantId)\}[\w ,:-]*)+')
    |(?P<line>\r?\n)|(?P<space>[ \t]+)|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>[0-9]+)
    |(?P<sign>=>|==|[@(){}\[\]:?=.,])""",
    re.VERBOSE,
)
"""One text alone takes values in (`told`): what is said where the tenant is another than the client's."""
_PAIRS = {")": "(", "]": "[", "}": "{"}


def signs_of_bicep(text: str) -> list[str]:
    """Its signs but for spaces and comments; an error where one is none, or a bracket has no other."""
    found: list[str] = []
    open_ones: list[str] = []
    at = 0
    while at < len(text):
        sign = _SIGNS.match(text, at)
        assert sign, f"no sign of Bicep: {text[at : at + 60]!r}"
        at = sign.end()
        if sign.lastgroup in {"comment", "space"}:
            continue
        if sign[0] in _PAIRS:
            assert open_ones.pop() == _PAIRS[sign[0]]
        elif sign[0] in _PAIRS.values():
            open_ones.append(sign[0])
        found.append(sign[0].replace("\r\n", "\n"))
    assert not open_ones
    return found


def of_json(text: str) -> Grants:
    facts = json.loads(text)
    permissions = {(one["apiAppId"], one["name"]) for one in facts["permissions"]}
    return permissions | {("", one["name"]) for one in facts["directoryRoles"]}


def of_bicep(text: str) -> Grants:
    told = re.sub(r"(?:\n )+", "\n ", " ".join(signs_of_bicep(text)))
    ids = dict(re.findall(r"resource (api\d+) '[^']+' existing = \{ \n appId : '([^']+)' \n \} \n", told))
    lists = re.findall(r"var (api\d+)Permissions = \[ \n ((?:'[^']*' \n )+)\] \n", told)
    made = re.findall(r"resource \w+ '([^']+)@v1.0' = \[ for one in (api\d+)Permissions : \{", told)
    assert [name for name, _ in lists] == [name for _, name in made] == list(ids)
    assert {sort for sort, _ in made} == {"Microsoft.Graph/appRoleAssignedTo"}
    assert len(re.findall(r"'[^']*\$\{[^']*'", told)) == 1, "a name takes a value in"
    assert re.search(r"appId : ownApplication \n", told), "it grants in whichever tenant"
    assert len(re.findall(r"\bresource\b", told)) == 1 + 2 * len(ids), "it makes or reads something else"
    return {(ids[name], one) for name, those in lists for one in re.findall("'([^']*)'", those)}


def of_terraform(text: str) -> Grants:
    read: dict[str, Any] = hcl2.loads(text)
    places = {
        name.strip('"'): facts["client_id"].strip('"')
        for one in read["data"]
        for name, facts in one.get('"azuread_service_principal"', {}).items()
    }
    sets = {
        name: re.findall('"([^"]*)"', told)
        for one in read["locals"]
        for name, told in one.items()
        if str(told).startswith("${toset(")
    }
    found, used = set(), []
    for one in read["resource"]:
        ((sort, named),) = one.items()
        ((name, facts),) = named.items()
        used.append(facts["for_each"].removeprefix("${local.").removesuffix("}"))
        assert sort.strip('"').startswith(("azuread_app_role_assignment", "azuread_directory_role"))
        place = places[name.strip('"')] if sort == '"azuread_app_role_assignment"' else ""
        found |= {(place, granted) for granted in sets[used[-1]]}
    assert set(used) == set(sets)
    return found


def of_az(text: str) -> Grants:
    for shell in ("sh", "bash"):
        done = subprocess.run(
            [shell, "-n"], input=text.encode(), capture_output=True, check=False, timeout=900
        )
        assert done.returncode == 0, done.stderr
    found = set()
    for line in text.partition("\nPRINCIPAL=")[2].split("\n")[1:]:
        words = shlex.split(line, comments=True)
        if not words:
            continue
        command, *given = words
        assert (command, len(given)) in {("grant", 2), ("assign", 1)}, line
        found.add((given[0], given[1]) if command == "grant" else ("", given[0]))
    commands = [line for line in text.split("\n") if re.match(r"\s*(?:grant|assign) ", line)]
    assert len(commands) == len(found)
    return found


READERS: dict[str, Callable[[str], Grants]] = {
    "az": of_az,
    "bicep": of_bicep,
    "json": of_json,
    "terraform": of_terraform,
}
each = pytest.mark.parametrize("name", READERS)


def wanted(name: str, given: Access) -> Grants:
    every = {(one.app_id, one.name) for one in given.permissions} | {("", one.name) for one in given.roles}
    # The extension has no type for directory roles, and says them in comments.
    return {one for one in every if one[0]} if name == "bicep" else every


def of_client(client: str, purpose: Purpose = Purpose.WRITE) -> Access:
    plain = access(purpose)
    grants = tuple(
        replace(one, needs=tuple(replace(need, why=f"{need.why} {client}") for need in one.needs))
        for one in plain.permissions
    )
    return replace(plain, client=client, permissions=grants)


def test_every_format_but_the_one_for_people_has_another_reader() -> None:
    assert set(READERS) == set(FORMATS) - {"table"}


@each
@pytest.mark.parametrize("purpose", list(Purpose))
def test_others_read_exactly_what_is_needed(name: str, purpose: Purpose) -> None:
    assert READERS[name](FORMATS[name].FORMAT.render(access(purpose))) == wanted(name, access(purpose))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sort", ODD)
def test_no_name_of_a_client_steers_anything(name: str, sort: str) -> None:
    given = of_client(ODD[sort])
    told = FORMATS[name].FORMAT.render(given)
    # In JSON the value stays the same: of many marks upon one letter each is there as it is.
    seen = "".join(one for one in told if name != "json" or not unicodedata.combining(one))
    assert not [line for line in seen.replace("\u20dd", "").split("\n") if visible(line) != line]
    if name in READERS:
        assert READERS[name](told) == wanted(name, given)


@each
@given(client=NAMES)
@example(client="x\r}")
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_a_client_is_called_nothing_else_is_granted(name: str, client: str) -> None:
    given = of_client(client)
    assert READERS[name](FORMATS[name].FORMAT.render(given)) == wanted(name, given)


@pytest.mark.parametrize("name", FORMATS)
def test_command_that_is_told_names_one_client_to_a_shell(name: str) -> None:
    told = FORMATS[name].FORMAT.render(of_client("north and south; id"))
    for command in re.findall(r"holdfast permissions [^\n`]+", told):
        assert shlex.split(command, comments=False)[2] == "north and south; id"
