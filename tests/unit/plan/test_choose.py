"""Which clients are meant: names, patterns, groups, all; what means nobody is told with the near names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from holdfast.model.errors import HoldfastError
from holdfast.plan.choose import chosen_clients, is_pattern
from holdfast.plan.files import client_file

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
config:
  holdfast:tenant: {client}.example
  holdfast:baseline: core@1.0.0
{groups}"""


def write(project: Path, client: str, *lines: str) -> None:
    path = project / "clients" / f"Pulumi.{client}.yaml"
    path.parent.mkdir(exist_ok=True)
    groups = "".join(f"  {line}\n" for line in lines)
    path.write_text(FILE.format(client=client, groups=groups), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "acme", "holdfast:groups: [gold, emea]")
    write(tmp_path, "acme-eu", "holdfast:groups: [emea]")
    write(tmp_path, "contoso", "holdfast:groups: []")
    write(tmp_path, "fabrikam")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "groups", "meant"),
    [
        (["acme*"], [], ("acme", "acme-eu")),
        (["contoso", "?cme"], [], ("acme", "contoso")),
        (["[cf]*"], [], ("contoso", "fabrikam")),
        ([], ["emea"], ("acme", "acme-eu")),
        ([], [" EMEA"], ("acme", "acme-eu")),
        (["fabrikam"], ["gold", "emea"], ("acme", "acme-eu", "fabrikam")),
    ],
)
def test_patterns_and_groups_mean_whoever_any_of_them_means(
    project: Path, patterns: list[str], groups: list[str], meant: tuple[str, ...]
) -> None:
    chosen = chosen_clients(project, patterns, groups)
    assert (chosen.clients, chosen.doubtful) == (meant, {})


def test_everyone_is_every_client_also_one_whose_file_has_mistakes(project: Path) -> None:
    write(project, "odd", "holdfast:groups: gold")
    chosen = chosen_clients(project, [], [], everyone=True)
    assert chosen.clients == ("acme", "acme-eu", "contoso", "fabrikam", "odd")
    assert chosen.doubtful == {}


def test_name_of_a_client_that_looks_like_a_pattern_is_that_client(project: Path) -> None:
    write(project, "acme[12]")
    write(project, "acme1")
    assert chosen_clients(project, ["acme[12]"], []).clients == ("acme[12]",)
    assert is_pattern("acme[12]")
    assert not is_pattern("acme-1.x")


@pytest.mark.parametrize("written", ["Gold", "GOLD", '" gold"', '"gold  "'])
def test_nobody_is_passed_over_whose_file_writes_the_group_in_other_letters(
    project: Path, written: str
) -> None:
    write(project, "odd", f"holdfast:groups: [{written}]")
    assert chosen_clients(project, [], ["gold"]).clients == ("acme", "odd")


@pytest.mark.parametrize(
    ("patterns", "groups", "slug", "told"),
    [
        (["contosso"], [], "unknown-client", "Did you mean `contoso`?"),
        (["CONTOSO"], [], "unknown-client", "Did you mean `contoso`?"),
        (["CONTOSSO*"], [], "unknown-client", "Near are: contoso."),
        (["acme*", "contosso*"], [], "unknown-client", "No client matches `contosso*`. Near are: contoso."),
        (["zzz?"], [], "unknown-client", "There are: acme, acme-eu, contoso, fabrikam."),
        ([], ["gold", "emae"], "unknown-group", "Did you mean `emea`? There are: emea, gold."),
    ],
)
def test_who_means_nobody_is_told_the_near_names(
    project: Path, patterns: list[str], groups: list[str], slug: str, told: str
) -> None:
    with pytest.raises(HoldfastError) as refused:
        chosen_clients(project, patterns, groups)
    assert refused.value.slug == slug
    assert told in refused.value.message


@pytest.mark.parametrize("number", [20, 21, 22, 500])
@pytest.mark.parametrize("asked", [["zzz?"], ["zzz"], []])
def test_of_very_many_clients_and_groups_a_sentence_names_some_and_counts_the_rest(
    tmp_path: Path, number: int, asked: list[str]
) -> None:
    for one in range(number):
        write(tmp_path, f"c{one:03}", f"holdfast:groups: [g{one:03}]")
    with pytest.raises(HoldfastError) as refused:
        chosen_clients(tmp_path, asked, [] if asked else ["zzz"])
    told = refused.value.message
    named = re.findall(r"\b[cg][0-9]{3}\b", told)
    assert len(named) == (number if number <= 21 else 20)
    assert (f"and {number - 20} more." in told) is (number > 21)


def test_project_without_clients_has_nobody(tmp_path: Path) -> None:
    with pytest.raises(HoldfastError) as refused:
        chosen_clients(tmp_path, [], [], everyone=True)
    assert refused.value.slug == "unknown-client"


@pytest.mark.parametrize(
    "lines",
    [
        ["holdfast:groups: gold"],
        ["holdfast:groups: [gold, 7]"],
        ["holdfast:group: [gold]"],
        ["holdfast:groups: ['']"],
        ["holdfast:groups: [gold"],
    ],
)
def test_file_that_may_mean_to_be_in_a_group_is_not_passed_over(project: Path, lines: list[str]) -> None:
    write(project, "odd", *lines)
    chosen = chosen_clients(project, [], ["gold"])
    assert chosen.clients == ("acme",)
    assert list(chosen.doubtful) == ["odd"]
    assert "Pulumi.odd.yaml:" in chosen.doubtful["odd"].message


@pytest.mark.parametrize("ending", ["yml", "YAML", "json"])
@pytest.mark.parametrize("groups", [[], ["gold"]])
def test_file_that_is_not_named_as_a_clients_is_not_passed_over(
    project: Path, ending: str, groups: list[str]
) -> None:
    write(project, "odd", "holdfast:groups: [gold]")
    odd = project / "clients" / "Pulumi.odd.yaml"
    odd.rename(odd.with_suffix(f".{ending}"))
    for name in (f"Pulumi.acme.{ending}", "Pulumi.acme.yaml.bak", "README.json"):
        (odd.parent / name).write_text("")

    chosen = chosen_clients(project, [], groups, everyone=not groups)

    assert chosen.clients == (("acme",) if groups else ("acme", "acme-eu", "contoso", "fabrikam"))
    assert list(chosen.doubtful) == ["odd"]
    assert f"clients/Pulumi.odd.{ending} is no client's file" in chosen.doubtful["odd"].message


@pytest.mark.parametrize("ending", ["yml", "YAML", "json"])
def test_who_is_meant_by_a_pattern_or_a_name_is_not_passed_over_for_the_ending_of_the_file(
    project: Path, ending: str
) -> None:
    write(project, "acme-us")
    odd = project / "clients" / "Pulumi.acme-us.yaml"
    odd.rename(odd.with_suffix(f".{ending}"))

    chosen = chosen_clients(project, ["acme*"], [])

    assert (chosen.clients, list(chosen.doubtful)) == (("acme", "acme-eu"), ["acme-us"])
    assert list(chosen_clients(project, ["*us"], []).doubtful) == ["acme-us"]
    assert chosen_clients(project, ["con*"], []).doubtful == {}
    for meant in (
        lambda: chosen_clients(project, ["acme-us", "contoso"], []),
        lambda: client_file(project, "acme-us"),
    ):
        with pytest.raises(
            HoldfastError, match=rf"Pulumi.acme-us.{ending} is no client's file: .* rename it"
        ):
            meant()


def test_mistakes_elsewhere_in_a_file_leave_no_doubt_of_its_groups(project: Path) -> None:
    write(project, "odd", "holdfast:groups: [silver]", "holdfast:nonsense: 1")
    assert chosen_clients(project, [], ["gold"]).doubtful == {}
    assert chosen_clients(project, [], ["silver"]).clients == ("odd",)


def test_clients_whose_files_cannot_be_read_are_told_with_a_group_of_nobody(project: Path) -> None:
    write(project, "odd", "holdfast:groups: gold")
    (project / "clients" / "Pulumi.lost.yaml").symlink_to(project / "nowhere")
    with pytest.raises(HoldfastError) as refused:
        chosen_clients(project, [], ["golden"])
    assert "Did you mean `gold`?" in refused.value.message
    assert "were not asked: lost, odd." in refused.value.message


def test_who_is_meant_by_name_is_checked_whatever_the_file_says(project: Path) -> None:
    write(project, "odd", "holdfast:groups: gold")
    chosen = chosen_clients(project, ["odd"], ["emea"])
    assert chosen.clients == ("acme", "acme-eu", "odd")
    assert chosen.doubtful == {}


@pytest.mark.parametrize("odd", ["bad\udcff", "..", "a:b"])
@pytest.mark.parametrize("asked", [([], [], True), (["*"], [], False), ([], ["gold"], False)])
def test_client_whose_name_no_result_can_tell_is_its_own_failure(
    project: Path, odd: str, asked: tuple[list[str], list[str], bool]
) -> None:
    (project / "clients" / f"Pulumi.{odd}.yaml").write_bytes(
        (project / "clients" / "Pulumi.acme.yaml").read_bytes()
    )
    patterns, groups, everyone = asked

    chosen = chosen_clients(project, patterns, groups, everyone=everyone)

    assert "acme" in chosen.clients
    assert odd not in chosen.clients
    assert {client: error.slug for client, error in chosen.doubtful.items()} == {odd: "client-name"}
