"""Exports of strangers: every object is loaded, or named as passed over, or refused with file and reason."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.control import seed
from holdfast.emulator.graph.conditional_access.combinations import COMBINATIONS
from holdfast.emulator.graph.conditional_access.types import POLICY
from holdfast.emulator.odata.schema import Many, StructuredType, Text, complete
from holdfast.emulator.seeds import export_objects
from holdfast.emulator.seeds.errors import SeedError
from holdfast.emulator.seeds.export_objects import read_export
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.store import TenantFolder
from tests.e2e.scratch import EXPORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.seeds.export_objects import Export

DOMAIN = "fabrikam.onmicrosoft.com"
ID = "aaaaaaaa-0000-4000-8000-000000000001"
STRENGTH_ID = "dddddddd-0000-4000-8000-000000000001"
LOCATION_ID = "bbbbbbbb-0000-4000-8000-000000000001"


def policy(**changes: Any) -> dict[str, Any]:
    whole = {
        "id": ID,
        "displayName": "Require MFA",
        "state": "enabled",
        "createdDateTime": None,
        "conditions": {
            "applications": {"includeApplications": ["All"], "excludeApplications": []},
            "clientAppTypes": ["all"],
            "platforms": None,
            "users": {"includeUsers": ["All"], "excludeGroups": []},
        },
        "grantControls": {"operator": "OR", "builtInControls": ["mfa"], "termsOfUse": []},
        "sessionControls": None,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not Ellipsis}


def with_condition(**changes: Any) -> dict[str, Any]:
    return policy(conditions=policy()["conditions"] | changes)


def location(**changes: Any) -> dict[str, Any]:
    whole = {
        "@odata.type": "#microsoft.graph.countryNamedLocation",
        "id": LOCATION_ID,
        "displayName": "Home",
        "countriesAndRegions": ["DE"],
        "includeUnknownCountriesAndRegions": False,
        "countryLookupMethod": "clientIpAddress",
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not Ellipsis}


def group(**changes: Any) -> dict[str, Any]:
    whole = {
        "id": "cccccccc-0000-4000-8000-000000000001",
        "displayName": "CA-Exclude",
        "groupTypes": [],
        "mailEnabled": False,
        "mailNickname": "x",
        "securityEnabled": True,
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not Ellipsis}


def pascal(value: Any) -> Any:
    """As PowerShell's SDK objects come out of ConvertTo-Json."""
    if isinstance(value, list):
        return [pascal(item) for item in value]
    if isinstance(value, dict):
        extra: dict[str, Any] = {"AdditionalProperties": {}}
        return {name[0].upper() + name[1:]: pascal(item) for name, item in value.items()} | extra
    return value


def strength(**changes: Any) -> dict[str, Any]:
    whole = {
        "id": STRENGTH_ID,
        "createdDateTime": "2026-06-25T13:39:55.5033266Z",
        "modifiedDateTime": "2026-06-25T13:39:55.5033266Z",
        "displayName": "Modern MFA",
        "description": "",
        "policyType": "custom",
        "requirementsSatisfied": "mfa",
        "allowedCombinations": ["fido2", "windowsHelloForBusiness"],
        "combinationConfigurations": [
            {
                "@odata.type": "#microsoft.graph.fido2CombinationConfiguration",
                "id": "eeeeeeee-0000-4000-8000-000000000001",
                "appliesToCombinations": ["fido2"],
                "allowedAAGUIDs": ["de1e552d-db1d-4423-a619-566b625cdc84"],
            }
        ],
        **changes,
    }
    return {name: value for name, value in whole.items() if value is not Ellipsis}


def asking(asked: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A policy that asks for a strength."""
    return policy(grantControls={"operator": "OR", "authenticationStrength": asked}, **changes)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Export]:
    def run(files: dict[str, Any]) -> Export:
        for name, content in files.items():
            path = tmp_path / "export" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(
                    content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
                )
        return read_export(tmp_path / "export", DOMAIN)

    return run


# --- what is loaded, however it is written


def _commented(value: Any) -> str:
    text = json.dumps(value, indent=1)
    return "// of 2026, see https://x.example/a?b\n/* a block\n } */" + text.replace("\n}", ",\n  // last\n}")


FORMS: dict[str, Callable[[Any], Any]] = {
    "one object": lambda one: one,
    "a list": lambda one: [one],
    "a list in a list": lambda one: [[one]],
    "a value wrapper": lambda one: {"@odata.context": "x", "value": [one]},
    "a list of value wrappers": lambda one: [{"value": [one]}],
    "an object by kinds": lambda one: {"policies": [one], "other": []},
    "an object by names": lambda one: {"objects": {"first": one}},
    "answers of a batch": lambda one: {"responses": [{"id": "1", "status": 200, "body": {"value": [one]}}]},
    "UTF-8 with a mark": lambda one: json.dumps(one, ensure_ascii=False).encode("utf-8-sig"),
    "UTF-16": lambda one: json.dumps([one]).encode("utf-16"),
    "UTF-16 little endian without a mark": lambda one: json.dumps(one).encode("utf-16-le"),
    "UTF-16 big endian without a mark": lambda one: json.dumps(one).encode("utf-16-be"),
    "UTF-32": lambda one: json.dumps(one).encode("utf-32"),
    "comments and commas too many": _commented,
    "names in capitals": pascal,
    "a list of names in capitals": lambda one: [pascal(one)],
    "annotations": lambda one: {
        "@odata.context": "x",
        "state@odata.type": "#x",
        "#microsoft.graph.restore": {},
        **one,
    },
    "read-only properties": lambda one: {
        **one,
        "createdDateTime": "2024-05-24T09:27:53.9288463Z",
        "modifiedDateTime": None,
        "deletedDateTime": None,
    },
    "a key twice, first without a value": lambda one: json.dumps(one).replace(
        "{", '{"displayName": null, ', 1
    ),
    "a key twice, the same": lambda one: json.dumps(one).replace(
        "{", f'{{"displayName": "{one["displayName"]}", ', 1
    ),
}
"""How a file may hold an object."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "one",
    [policy(), location(), group(), strength()],
    ids=["policy", "location", "group", "strength"],
)
def test_an_object_is_loaded_however_its_file_is_written(read: Any, form: str, one: dict[str, Any]) -> None:
    plain = read({"plain.json": one})
    found = read({"plain.json": FORMS[form](one)})
    assert (found.policies, found.named_locations, found.groups, found.strengths) == (
        plain.policies,
        plain.named_locations,
        plain.groups,
        plain.strengths,
    ) or form == "read-only properties"
    assert len(found.policies + found.named_locations + found.groups + found.strengths) == 1
    assert ("twice" in form) == any("twice" in str(remark) for remark in found.remarks)


@pytest.mark.parametrize("name", ["a.json", "A.JSON", "deep/er/x.jsonc", "with space/ü.json"])
def test_files_are_found_by_any_name_and_at_any_depth(read: Any, name: str) -> None:
    assert len(read({name: policy()}).policies) == 1


@pytest.mark.parametrize("missing", [..., None, ""])
def test_objects_without_ids_get_stable_ones_that_differ(read: Any, tmp_path: Path, missing: Any) -> None:
    files = {
        "1.json": [
            policy(id=missing),
            policy(id=missing, state="disabled"),
            policy(id=missing, displayName="B"),
        ],
        "2.json": [location(id=missing), group(id=missing)],
    }
    found, again = read(files), read(files)
    ids = [one["id"] for kind in (found.policies, found.named_locations, found.groups) for one in kind]
    assert len(set(ids)) == len(ids) == 5
    assert found == again
    other = read_export(tmp_path / "export", "other.onmicrosoft.com")
    assert other.policies[0]["id"] not in ids


def test_what_is_not_set_is_written_in_many_ways(read: Any) -> None:
    bare = read({"1.json": policy()}).policies
    for nothing in (None, {}, {"deviceFilter": None}, {"deviceFilter": {"mode": None, "rule": None}}):
        assert read({"1.json": with_condition(devices=nothing)}).policies == bare
    assert read({"1.json": with_condition(userRiskLevels=None)}).policies == bare
    assert read({"1.json": with_condition(somethingNew=None, somethingElse=[])}).policies == bare
    assert read({"1.json": policy(sessionControls={"signInFrequency": {"isEnabled": None}})}).policies == bare


def test_what_cipp_writes_beside_a_policy_is_left_out_and_told(read: Any) -> None:
    place = {"id": "20000000-0000-4000-8000-000000000001", "displayName": "Allowed countries"}
    beside = {"LocationInfo": [place], "AuthContextInfo": [{"id": "c1", "displayName": "Sensitive"}]}
    plain, found = read({"ca.json": policy()}), read({"ca.json": policy(**beside)})
    assert found.policies == plain.policies
    assert [one.text for one in found.remarks] == [
        "left out, since no policy has it: AuthContextInfo, LocationInfo"
    ]


def test_a_list_of_one_may_be_written_as_its_only_member(read: Any) -> None:
    bare = read({"1.json": policy()}).policies
    assert read({"1.json": with_condition(clientAppTypes="all")}).policies == bare
    assert read({"1.json": pascal(with_condition(users={"includeUsers": "All"}))}).policies == bare


def test_types_that_tools_leave_out_are_told_from_what_is_there(read: Any) -> None:
    ranges = [{"cidrAddress": "198.51.100.0/24"}, {"CidrAddress": "2001:db8::/32"}]
    bare = location(**{"@odata.type": ...}, countriesAndRegions=..., ipRanges=ranges)
    for name in ("includeUnknownCountriesAndRegions", "countryLookupMethod"):
        del bare[name]
    (found,) = read({"1.json": bare}).named_locations
    assert found["@odata.type"] == "#microsoft.graph.ipNamedLocation"
    assert [one["@odata.type"][-13:] for one in found["ipRanges"]] == ["iPv4CidrRange", "iPv6CidrRange"]
    below = {
        "Id": LOCATION_ID,
        "DisplayName": "Home",
        "AdditionalProperties": {
            "@odata.type": "#microsoft.graph.countryNamedLocation",
            "countriesAndRegions": ["DE"],
            "includeUnknownCountriesAndRegions": False,
            "countryLookupMethod": "clientIpAddress",
        },
    }
    plain = read({"1.json": location()})
    assert read({"1.json": below}).named_locations == plain.named_locations
    assert read({"1.json": location(**{"@odata.type": ...})}).named_locations == plain.named_locations


def test_a_strength_is_loaded_from_its_own_file_or_from_a_policy_with_all_that_narrows_it(read: Any) -> None:
    """What lets only some keys count was left out, and a strength of a policy's id alone had no property at all."""
    (own,) = read({"1.json": strength()}).strengths
    assert own == strength()
    bare = {"id": STRENGTH_ID.upper()}
    for files in (
        {"1.json": asking(strength())},
        {"1.json": pascal(asking(strength()))},
        {"1.json": asking(bare), "2.json": strength(id=STRENGTH_ID)},
        {"1.json": asking(bare), "2.json": asking(strength(), id=..., displayName="Second")},
        {"1.json": asking(strength(description="x")), "2.json": strength()},
    ):
        found = read(files)
        assert found.strengths == (own,)
        asked = [one["grantControls"]["authenticationStrength"] for one in found.policies]
        assert asked == [{"id": STRENGTH_ID}] * len(asked)
        read({"2.json": group()})


def test_a_strength_of_which_nothing_says_what_it_allows_is_told(read: Any) -> None:
    found = read({"1.json": asking({"id": STRENGTH_ID})})
    (one,) = found.strengths
    assert one["allowedCombinations"] == []
    assert set(one) == set(strength())
    assert any(STRENGTH_ID in str(remark) for remark in found.remarks)


def test_the_service_s_own_strengths_are_passed_over_by_name(read: Any) -> None:
    own = "00000000-0000-0000-0000-000000000004"
    found = read(
        {"1.json": asking({"id": own}), "2.json": strength(id=own, displayName="Own", policyType="builtIn")}
    )
    assert found.strengths == ()
    assert any(
        "'Own' is an authentication strength of the service's own" in str(one) for one in found.remarks
    )


def test_a_strength_is_in_the_tenant_by_its_id_in_any_letter_case(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    text = json.dumps([asking({"id": STRENGTH_ID.upper()}), strength(id=STRENGTH_ID.upper())])
    (tmp_path / "export" / "all.json").write_text(text)
    seed(tmp_path / "tenants", DOMAIN, "export", directory=tmp_path / "export")
    folder = TenantFolder(tmp_path / "tenants")
    try:
        (one,) = folder.open(DOMAIN).all("authenticationStrengthPolicies")
        (policy_,) = folder.open(DOMAIN).all("conditionalAccessPolicies")
    finally:
        folder.close()
    assert one == strength()
    assert policy_["grantControls"]["authenticationStrength"] == {"id": one["id"]}


# --- what is passed over, and told


def test_everything_else_in_the_folder_is_named(read: Any) -> None:
    found = read(
        {
            "policy.json": policy(),
            "README.md": "x",
            "main.tf": "x",
            "deep/backup.zip": b"PK",
            "intune.json": {"@odata.type": "#microsoft.graph.iosCompliancePolicy", "displayName": "iOS"},
            "mixed.json": [policy(id=..., displayName="Second"), {"displayName": "App", "appId": "x"}],
            "texts.json": ["a", 1, None],
            "template.json": {
                "name": "T",
                "scenarios": "new",
                "details": {"conditions": {}, "grantControls": {}},
            },
            "dsc.json": [
                {"ResourceName": "AADConditionalAccessPolicy", "DisplayName": "DSC", "State": "enabled"}
            ],
            "gone.json": policy(id=..., displayName="Gone", deletedDateTime="2026-01-01T00:00:00Z"),
            ".git/config.json": {},
        }
    )
    told = "\n".join(found.told())
    assert [one["displayName"] for one in found.policies] == ["Require MFA", "Second"]
    assert told.startswith(
        "2 Conditional Access policies, 0 named locations, 0 groups, 0 authentication strengths"
    )
    for word in (
        "README.md",
        "main.tf",
        "deep/backup.zip",
        "intune.json",
        "'App'",
        "texts.json",
        "'T' is a template",
        "'DSC' is a resource of Microsoft365DSC",
        "'Gone' is deleted",
        ".git",
    ):
        assert word in told


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            {"value": [policy()], "@odata.nextLink": "https://graph.microsoft.com/x?$skiptoken=y"},
            "one page of",
        ),
        ({"value": [policy()], "@odata.count": 5}, "1 of the 5 objects"),
        ({"responses": [{"body": {"value": [policy()], "@odata.nextLink": "x"}}]}, "one page of"),
        (
            {"responses": [{"body": {"value": [policy()]}}, {"body": {"error": {"code": "Denied"}}}]},
            "(Denied)",
        ),
        ({"error": {"code": "Authorization_RequestDenied", "message": "x"}}, "(Authorization_RequestDenied)"),
    ],
    ids=["next-page", "count", "batch-next-page", "batch-refusal", "refusal"],
)
def test_answer_that_is_not_whole_is_told(
    read: Any, answer: dict[str, Any], told: str, *, beside: bool
) -> None:
    """Of five policies one was loaded without a word, where the file said that it is a page of more."""
    files = {"answer.json": answer, **({"other.json": policy(id=..., displayName="Other")} if beside else {})}
    if not beside and "error" in answer:
        with pytest.raises(SeedError, match="Authorization_RequestDenied"):
            read(files)
        return

    lines = read(files).told()

    assert [line for line in lines if line.startswith("answer.json: ") and told in line]


@pytest.mark.parametrize(
    "answer", [{"value": [policy()]}, {"value": [policy()], "@odata.count": 1, "@odata.nextLink": None}]
)
def test_answer_that_is_whole_needs_no_word(read: Any, answer: dict[str, Any]) -> None:
    assert len(read({"answer.json": answer}).told()) == 1


def test_linked_folder_is_told_and_not_looked_into(read: Any, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "policy.json").write_text(json.dumps(policy(displayName="Elsewhere")))
    read({"policy.json": policy()})
    (tmp_path / "export" / "linked").symlink_to(elsewhere, target_is_directory=True)
    (tmp_path / "export" / "round").symlink_to(tmp_path / "export", target_is_directory=True)
    found = read({})
    assert [one["displayName"] for one in found.policies] == ["Require MFA"]
    assert [str(one) for one in found.remarks] == [
        "linked: a linked folder, not looked into",
        "round: a linked folder, not looked into",
    ]


def test_folder_that_cannot_be_read_is_refused_by_name(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may be allowed to read every folder."""
    listed = os.scandir

    def refusing(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(
        SeedError, match=r"because of 1 .*beside 1 .*deep/closed: a folder that cannot be read"
    ):
        read({"policy.json": policy(), "deep/closed/policy.json": policy(id=...)})


def test_very_many_of_one_name_without_ids_take_no_longer_each(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(domain: str, kind: str, name: str) -> str:
        made.append(name)
        return stable_id(domain, kind, name)

    monkeypatch.setattr(export_objects, "stable_id", counted)
    many = [group(id=..., displayName="Same", description=str(number % 400)) for number in range(800)]
    found = read({"groups.json": [group(id=..., displayName="Same 2"), *many]})
    assert len(found.groups) == len({one["id"] for one in found.groups}) == 401
    assert len(made) < 3 * len(found.groups)
    assert max(map(len, found.told())) < 200


def test_many_of_one_kind_are_told_in_one_line_with_every_name(read: Any) -> None:
    found = read({"policy.json": policy(), **{f"{number}.txt": "x" for number in range(9)}})
    (line,) = (one for one in found.told() if "no JSON file" in one)
    assert all(f"{number}.txt" in line for number in range(9))
    assert "9 times" in line


def test_of_two_versions_of_one_object_the_later_is_loaded_and_the_other_told(read: Any) -> None:
    older = policy(displayName="Old", modifiedDateTime="2024-01-01T00:00:00Z")
    newer = policy(displayName="New", modifiedDateTime="2025-01-01T00:00:00Z")
    for files in (
        {"1.json": older, "2.json": newer},
        {"1.json": newer, "2.json": older},
        {"1.json": [newer, older]},
    ):
        found = read(files)
        assert [one["displayName"] for one in found.policies] == ["New"]
        assert any("'Old'" in str(one) and ID in str(one) for one in found.remarks)
    same = read({"1.json": newer, "2.json": newer})
    assert len(same.policies) == 1
    assert any("loaded once" in str(one) for one in same.remarks)


# --- what is refused


def enumerations(kind: Type, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Every place of a policy that takes a word of a list, and whether it takes several."""
    if isinstance(kind, Many):
        yield from ((where, True) for where, _ in enumerations(kind.item, path))
    elif isinstance(kind, StructuredType):
        for name, inner in kind.fields.items():
            yield from enumerations(inner, (*path, name))
    elif isinstance(kind, Text) and kind.choices:
        yield path, False


ENUMERATIONS = {"/".join(path): (path, many) for path, many in enumerations(POLICY["beta"])}


@pytest.mark.parametrize("place", ENUMERATIONS)
def test_a_word_that_the_service_does_not_know_is_refused_everywhere(read: Any, place: str) -> None:
    path, many = ENUMERATIONS[place]
    body: dict[str, Any] = json.loads(json.dumps(policy()))
    inner = body
    for name in path[:-1]:
        inner[name] = inner.get(name) or {}
        inner = inner[name]
    inner[path[-1]] = ["surprise"] if many else "surprise"
    if "externalTenants" in path:
        inner["@odata.type"] = "#microsoft.graph.conditionalAccessAllExternalTenants"
    with pytest.raises(SeedError, match=f"(?s)odd.json: 'Require MFA': .*{path[-1]}.*'surprise'"):
        read({"odd.json": body, "good.json": policy(id=...)})


WRONG: dict[str, tuple[Any, str]] = {
    "no JSON": ("{not json", "no JSON"),
    "nothing": ("", "empty"),
    "only a mark": (b"\xff\xfe", "empty"),
    "no Unicode": ('{"displayName": "Zürich"}'.encode("latin-1"), "no Unicode form"),
    "cut short": (json.dumps(policy())[:-20], "no JSON"),
    "two documents": (json.dumps(policy()) + json.dumps(policy()), "no JSON"),
    "no number": ('{"value": NaN}', "NaN"),
    "too deep": ("[" * 100_000, "too deeply"),
    "a key twice with two values": (
        json.dumps(policy()).replace('"state": "enabled"', '"state": "enabled", "state": "disabled"'),
        "'state' stands twice",
    ),
    "a name in two spellings": (policy(DisplayName="Another"), "'displayName' stands twice"),
    "no state": (policy(state=...), "state"),
    "an unknown state": (policy(state="on"), "'on' is not one of"),
    "no name": (policy(displayName=...), "displayName"),
    "an empty name": (policy(displayName=" "), "displayName"),
    "a number as a name": (policy(displayName=7), "displayName"),
    "no conditions": (policy(conditions=...), "conditions"),
    "conditions that are none": (policy(conditions="System.Collections.Hashtable"), "ConvertTo-Json"),
    "an object cut short": (
        with_condition(users="Microsoft.Graph.PowerShell.Models.MicrosoftGraphConditionalAccessUsers"),
        "ConvertTo-Json",
    ),
    "a property that nobody knows": (with_condition(colour="red"), "conditions/colour"),
    "a property at the top": (policy(Audience=[{"a": 1}]), "Audience"),
    "no control": (policy(grantControls=None), "NoControlsSpecified"),
    "no operator": (policy(grantControls={"builtInControls": ["mfa"]}), "NoGrantOperatorSpecified"),
    "block and more": (
        policy(grantControls={"operator": "OR", "builtInControls": ["block", "mfa"]}),
        "BlockControlWithOtherControls",
    ),
    "nobody": (with_condition(users={"includeUsers": []}), "NoUsersSpecified"),
    "no application": (with_condition(applications={"includeApplications": []}), "NoApplicationsSpecified"),
    "a group by its name": (
        with_condition(users={"includeUsers": ["All"], "excludeGroups": ["BG"]}),
        "1054: ",
    ),
    "a user by the sign-in name": (with_condition(users={"includeUsers": ["a@b.example"]}), "1053: "),
    "null in a list": (with_condition(clientAppTypes=["all", None]), "must not be null"),
    "an id that is none": (policy(id="CA001"), "'CA001' is no GUID"),
    "an id that is a number": (policy(id=7), "id"),
    "a strength without id in a policy": (asking({"displayName": "Strong"}), "its id is missing"),
    "a strength of no GUID": (asking({"id": "Strong"}), "'Strong' is no GUID"),
    "a strength of an unknown method": (
        strength(allowedCombinations=["fido2", "carrierPigeon"]),
        "allowedCombinations[1]: 'carrierPigeon'",
    ),
    "such a strength in a policy": (
        asking(strength(allowedCombinations=["carrierPigeon"])),
        "allowedCombinations[0]: 'carrierPigeon'",
    ),
    "a location of an unknown type": (
        location(**{"@odata.type": "#microsoft.graph.planetNamedLocation"}),
        "planet",
    ),
    "a country that is none": (location(countriesAndRegions=["UK"]), "1048: "),
    "no range": (
        location(**{"@odata.type": "#microsoft.graph.ipNamedLocation"}, countriesAndRegions=...),
        "ipNamed",
    ),
    "half of a character": (json.dumps(policy(displayName="\ud83d")), "half of a character ('\\ud83d')"),
    "half of a character in a key": (json.dumps(policy(**{"\udc00": None})), "half of a character"),
    "a number of thousands of digits": ('{"size": ' + "9" * 5000 + "}", "longer than any reader takes"),
    "a group without name": (group(displayName=None), "displayName"),
    "a group that is switched on by a word": (group(securityEnabled="yes"), "securityEnabled"),
}
"""What cannot be understood, and a word of the reason."""


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_understood_is_refused_with_its_file_and_reason(read: Any, wrong: str) -> None:
    content, reason = WRONG[wrong]
    with pytest.raises(SeedError) as refused:
        read({"good.json": policy(id=..., displayName="Good"), "sub/odd.json": content, "broken.json": "{"})
    told = str(refused.value)
    assert "sub/odd.json: " in told
    assert reason in told
    assert "broken.json: no JSON" in told
    assert "nothing was loaded, because of 2" in told
    assert "beside 1 that can" in told


def test_a_list_names_the_object_that_is_wrong(read: Any) -> None:
    with pytest.raises(SeedError, match="'Second'") as refused:
        read(
            {
                "all.json": [
                    policy(),
                    policy(id=..., displayName="Second", state="odd"),
                    policy(id=..., displayName=None),
                ]
            }
        )
    assert "object 3" in str(refused.value)
    assert "'Require MFA'" not in str(refused.value)


def test_a_refused_export_leaves_the_tenant_as_it_was(tmp_path: Path) -> None:
    def clock() -> datetime:
        return datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    tenants, export = tmp_path / "tenants", tmp_path / "export"
    export.mkdir()
    (export / "policy.json").write_text(json.dumps(policy()))
    told = seed(tenants, DOMAIN, "export", clock=clock, directory=export)
    assert told[0].startswith("1 Conditional Access policies")
    (export / "policy.json").write_text(json.dumps(policy(displayName="Changed")))
    (export / "second.json").write_text(json.dumps(policy(state="odd")))
    with pytest.raises(SeedError):
        seed(tenants, DOMAIN, "export", clock=clock, directory=export)
    folder = TenantFolder(tenants)
    kept = folder.open(DOMAIN).all("conditionalAccessPolicies")
    folder.close()
    assert [one["displayName"] for one in kept] == ["Require MFA"]


@pytest.mark.skipif(not EXPORT.exists(), reason="needs shared/data beside the clone")
def test_a_real_tenant_s_policies_have_nothing_together_that_may_not(tmp_path: Path) -> None:
    seed(tmp_path, DOMAIN, "export", directory=EXPORT)
    folder = TenantFolder(tmp_path)
    try:
        policies = folder.open(DOMAIN).all("conditionalAccessPolicies")
    finally:
        folder.close()
    assert policies
    whole: list[dict[str, Any]] = [complete(POLICY["beta"], one) for one in policies]
    together = {
        (policy["displayName"], one.reason) for policy in whole for one in COMBINATIONS if one.stands(policy)
    }
    assert together == set()
