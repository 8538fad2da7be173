"""The documents: generated ones are up to date, and what hand-written ones refer to exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.registry import kinds
from tools.docs import files
from tools.docs.cli import every_command
from tools.docs.controls import controls_page
from tools.docs.house import floors, rooms_of_the_house
from tools.docs.markdown import between, table
from tools.docs.permissions import permissions_page
from tools.docs.walk import CONTROL, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("changelog.d/*.md")]
    if path.is_file()
)
DECISIONS = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
FRAGMENTS = sorted(path for path in (PROJECT / "changelog.d").glob("*.md") if path.name != "README.md")
HAND_WRITTEN = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/how-it-works.md", "docs/messages.md")
_TYPES = {"added", "changed", "fixed", "removed", "security", "control"}


def _name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


each_page = pytest.mark.parametrize("page", PAGES, ids=_name)


def test_a_stale_file_is_found_and_then_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PROJECT", tmp_path)
    monkeypatch.setattr(files, "generated", lambda: iter([(Path("docs/page.md"), "new\n")]))
    assert files.stale() == [Path("docs/page.md")]
    assert files.write() == [Path("docs/page.md")]
    assert (tmp_path / "docs/page.md").read_text(encoding="utf-8") == "new\n"
    assert files.stale() == []
    assert files.write() == []


def test_pages_are_made_after_the_classes_that_controls_import_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generated() -> Iterator[tuple[Path, str]]:
        yield Path("classes.py"), "NEW = 1\n"
        assert (tmp_path / "classes.py").read_text(encoding="utf-8") == "NEW = 1\n", (
            "a control cannot import it"
        )
        yield Path("page.md"), "new\n"

    monkeypatch.setattr(files, "_PROJECT", tmp_path)
    monkeypatch.setattr(files, "generated", generated)
    assert files.stale() == [Path("classes.py")], "no page can be made before"
    assert files.write() == [Path("classes.py"), Path("page.md")]
    monkeypatch.undo()
    assert next(files.generated())[0] == Path("holdfast/provider/resources.py")


def test_check_ends_with_1_when_stale_and_0_when_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["docs", "--check"])
    monkeypatch.setattr(files, "stale", lambda: [Path("README.md")])
    assert files.main() == 1
    assert capsys.readouterr().out == "README.md is stale: run `make docs`\n"
    monkeypatch.setattr(files, "stale", list)
    assert files.main() == 0


def test_between_replaces_what_stands_between_markers_and_refuses_a_text_without() -> None:
    text = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n"
    assert between(text, "x", "new") == "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n"
    with pytest.raises(ValueError, match="found 0"):
        between(text, "y", "new")


def test_a_bar_inside_a_cell_does_not_end_it() -> None:
    assert table(("a",), [("x|y",)]).splitlines()[-1] == "| x\\|y |"


@pytest.mark.parametrize("control", controls())
def test_a_control_has_its_page_with_every_setting_explained(control: str) -> None:
    section = controls_page().partition(f"\n## {control}\n")[2].partition("\n## ")[0]
    for part in (
        "What is enforced:",
        "Why:",
        "Who is affected:",
        "How to roll back:",
        "Licence:",
        "https://",
    ):
        assert part in section, part
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \| (.+) \| (.*) \|$", section, re.MULTILINE)
    assert {name for name, *_ in rows} >= set(controls()[control].Settings.model_fields)
    assert not [name for name, _, _, told in rows if not told.strip()], "settings without a text below them"


@pytest.mark.parametrize("token", kinds())
def test_a_kind_is_on_the_page_of_permissions_with_its_source(token: str) -> None:
    row = next((line for line in permissions_page().splitlines() if f"| `{token}` |" in line), "")
    assert row, f"docs/permissions.md says nothing of {token}"
    assert kinds()[token].source in row
    assert all(f"`{one}`" in row for one in kinds()[token].read_permissions)


def test_no_control_declares_users_as_the_page_of_permissions_says() -> None:
    declaring = [
        path for path in PROJECT.glob("components/**/*.py") if "azuread.User(" in path.read_text("utf-8")
    ]
    assert not declaring


@each_page
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("https://"):
            continue
        file, _, anchor = target.partition("#")
        linked = (page.parent / file).resolve() if file else page
        assert linked.exists(), target
        assert not anchor or anchor in _anchors(linked), target


@each_page
def test_every_file_of_the_project_that_a_page_names_exists(page: Path) -> None:
    if page.parent.name == "decisions":  # they say what was there when they were taken
        return
    assert _lacking(page.read_text(encoding="utf-8")) == []


def test_a_file_that_is_not_there_is_found() -> None:
    assert _lacking("`holdfast/drift/judge.py`, `holdfast/drift/` and `holdfast/drift/no.py`") == [
        "holdfast/drift/no.py"
    ]


def _lacking(text: str) -> list[str]:
    """Return the paths of the project's rooms in a text where nothing is."""
    named = re.findall(r"`((?:holdfast|components|tests|tools|baselines|bench|docs)/[\w./-]+)`", text)
    return [path for path in named if not (PROJECT / path).exists()]


def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_every_command_that_a_document_types_exists_with_its_options(name: str) -> None:
    known = dict(every_command())
    for typed in _typed(PROJECT / name):
        words = shlex.split(typed.replace("<client>", "contoso").replace("<domain>", "contoso.example"))
        path = next(" ".join(words[:length]) for length in (3, 2, 1) if " ".join(words[:length]) in known)
        assert path != "holdfast", typed
        options = {name for one in known[path].params for name in one.opts} | {"--help"}
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given <= options, typed


def _typed(page: Path) -> list[str]:
    """Return every `holdfast …` in code, of lines as well as of blocks."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    code = [re.sub(r'^\$ (eval "\$\((.*)\)")?', r"\2", line) for line in lines] + inline
    found = [re.sub(r'^eval "\$\((.*)\)"$', r"\1", one) for one in code]
    return [one for one in found if re.match(r"holdfast [a-z]", one)]


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_every_make_target_that_a_document_types_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    typed = set(re.findall(r"(?:`|\$ )make ([a-z]+)", (PROJECT / name).read_text(encoding="utf-8")))
    assert typed <= targets


def test_the_readme_names_the_pinned_version_of_the_azuread_plugin() -> None:
    pinned = re.search(
        r"^pulumi-azuread==(\S+)$", (PROJECT / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    assert pinned
    assert f"pulumi plugin install resource azuread {pinned[1]}`" in (PROJECT / "README.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("page", DECISIONS, ids=_name)
def test_a_decision_has_a_date_and_all_its_parts_in_order(page: Path) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md", page.name)
    text = page.read_text(encoding="utf-8")
    parts = re.findall(
        r"^\*\*(Context|Options|Choice|Consequence|What would reverse it)\.\*\*", text, re.MULTILINE
    )
    assert parts == ["Context", "Options", "Choice", "Consequence", "What would reverse it"]


@pytest.mark.parametrize("page", FRAGMENTS, ids=_name)
def test_a_fragment_has_a_known_type_and_sentences(page: Path) -> None:
    assert page.name.count(".") == 2
    assert page.name.split(".")[1] in _TYPES
    text = page.read_text(encoding="utf-8").strip()
    assert re.match(r"[A-Z]", text)
    assert text.endswith(".")


def test_every_package_is_a_room_that_stands_above_all_that_it_imports() -> None:
    rooms = {room.name: room for room in rooms_of_the_house()}
    packages = {f"holdfast.{path.parent.name}" for path in PROJECT.glob("holdfast/*/__init__.py")}
    assert packages < set(rooms)
    assert [room.name for room in rooms.values() if not room.purpose] == []
    for room in rooms.values():
        assert all(rooms[one].floor < room.floor for one in room.below), room.name


def test_how_it_works_says_of_every_room_what_it_must_not_know() -> None:
    page = (PROJECT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    told = {name for line in page.splitlines() if line.startswith("| ") for name in _rooms_in(line)}
    packages = {path.parent.name for path in PROJECT.glob("holdfast/*/__init__.py")}
    assert sorted(packages - told) == [], "a room has no line in the table of docs/how-it-works.md"


def _rooms_in(line: str) -> list[str]:
    """Return the rooms that the first cell of a row names."""
    return re.findall(r"`holdfast/(\w+)`", line.split("|")[1])


def test_rooms_that_import_each_other_have_no_floor() -> None:
    with pytest.raises(ValueError, match="in a circle: a, b"):
        floors({"a": ["b"], "b": ["a"], "c": []})


def test_the_walk_goes_from_the_client_file_to_the_report_through_control_and_kind() -> None:
    legs = [[station.file for station in leg.stations] for leg in walk(PROJECT)]
    service, name = CONTROL.split(".")
    for leg, file in enumerate(
        (
            "holdfast/plan/parameters.py",
            f"components/{service}/{name}.py",
            f"holdfast/kinds/{service}/litigation_hold.py",
            "holdfast/drift/judge.py",
            "holdfast/report/formats/html.py",
        )
    ):
        assert file in legs[leg]
