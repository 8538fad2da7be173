"""`holdfast new` refuses bad names and what is there, and writes all or nothing. What it writes: `test_adding`."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.cli.commands.new import control, kind, service
from holdfast.kinds.kind import Kind
from holdfast.model.errors import HoldfastError
from holdfast.model.finding import Basis
from holdfast.model.permission import CMDLETS, READS_EXCHANGE, READS_PURVIEW
from holdfast.skeletons.kind import KindShape, kind_source
from holdfast.skeletons.place import Name, control_name, kind_name, write_all
from holdfast.skeletons.service import ServiceShape, service_name
from tests.newest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)
SERVICES = {
    KindShape.GRAPH_SINGLETON: "graph",
    KindShape.GRAPH_OBJECT: "graph",
    KindShape.CMDLET_OBJECT: "exchange",
    KindShape.CMDLET_SINGLETON: "exchange",
}
"""Folder of the embedded tenant in which a kind's service lies; what judges many objects judges what others serve."""
ALONE = {
    KindShape.GRAPH_SINGLETON,
    KindShape.CMDLET_SINGLETON,
    KindShape.CMDLET_ASSESSMENT,
    KindShape.MAILBOX_RULE,
}
"""Shapes of which there is nothing to say how they are tried."""
PLACES = [(shape, folder) for shape in ServiceShape for folder in shape.folders]


@pytest.fixture
def toolkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rooms that are written to, and nothing in them."""
    for folder in ("components", "holdfast/kinds", "holdfast/emulator/tamperings"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "Pulumi.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "entra",
        "entra.",
        ".x_y",
        "Entra.x_y",
        "entra.x-y",
        "entra.x_",
        "a/b.x_y",
        "a.b.x_y",
        "entra.x1_y",
        "e.X_y",
    ],
)
def test_what_cannot_be_a_file_a_class_and_a_token_is_no_name(text: str) -> None:
    for name in (control_name, kind_name):
        with pytest.raises(HoldfastError, match=r"SERVICE\.NAME.*\[bad-name\]"):
            name(text)
    with pytest.raises(HoldfastError, match=r"SERVICE\.NAME.*\[bad-name\]"):
        service_name(text, ServiceShape.GRAPH_SINGLETON)


@pytest.mark.parametrize("text", ["entra.mfa", "entra.ensure_mfa", "entra.cis_mfa", "entra.nist_x"])
def test_a_control_is_named_after_the_secured_state(text: str) -> None:
    with pytest.raises(HoldfastError, match=r"which state is secured.*\[bad-name\]"):
        control_name(text)
    assert kind_name(text).id == text


def test_a_control_is_written_with_its_tampering_and_packages(
    toolkit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control("teams.meetings_closed")

    assert files(toolkit) == {
        "components/teams/__init__.py",
        "components/teams/meetings_closed.py",
        "holdfast/emulator/tamperings/teams/__init__.py",
        "holdfast/emulator/tamperings/teams/meetings_closed.py",
        "tests/controls/teams/meetings_closed.py",
    }
    printed = capsys.readouterr().out
    assert [line for line in printed.splitlines() if line.startswith("wrote ")] == [
        f"wrote {path}" for path in sorted(files(toolkit))
    ]
    assert "next: write what is marked write-here" in printed


def test_what_is_attested_is_undone_by_nothing_in_the_embedded_tenant(toolkit: Path) -> None:
    control("teams.meetings_closed", Basis.ATTESTED)

    assert files(toolkit) == {
        "components/teams/__init__.py",
        "components/teams/meetings_closed.py",
        "tests/controls/teams/meetings_closed.py",
    }
    source = (toolkit / "components/teams/meetings_closed.py").read_text(encoding="utf-8")
    assert "class MeetingsClosed(AttestedControl[Settings]):" in source
    tried = (toolkit / "tests/controls/teams/meetings_closed.py").read_text(encoding="utf-8")
    assert 'attested={"state": "yes"}' in tried


@pytest.mark.parametrize(("basis", "said"), [(Basis.CHECKED, False), (Basis.ASSESSED, True)])
def test_of_what_is_assessed_is_said_that_no_apply_puts_it_right(
    basis: Basis, said: bool, toolkit: Path
) -> None:
    control("teams.meetings_closed", basis)

    source = (toolkit / "components/teams/meetings_closed.py").read_text(encoding="utf-8")
    tried = (toolkit / "tests/controls/teams/meetings_closed.py").read_text(encoding="utf-8")
    assert ("Nothing is written, so there is nothing to undo." in source) is said
    assert ("put_right=False" in tried) is said


@pytest.mark.parametrize("basis", Basis)
def test_no_mark_of_the_template_is_left_in_a_control(basis: Basis, toolkit: Path) -> None:
    control("teams.meetings_closed", basis)
    for path in files(toolkit):
        text = (toolkit / path).read_text(encoding="utf-8")
        ast.parse(text)
        assert "<" not in text
        assert "@" not in text


def test_nothing_is_written_over_and_nothing_by_half(toolkit: Path) -> None:
    control("teams.meetings_closed")
    tampering = toolkit / "holdfast/emulator/tamperings/teams/meetings_closed.py"
    tampering.write_text("# mine\n", encoding="utf-8")
    (toolkit / "components/teams/meetings_closed.py").unlink()

    with pytest.raises(
        HoldfastError, match=r"tamperings/teams/meetings_closed\.py is there already.*\[already-written\]"
    ):
        control("teams.meetings_closed")

    assert tampering.read_text(encoding="utf-8") == "# mine\n"
    assert not (toolkit / "components/teams/meetings_closed.py").exists()


def test_a_package_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/__init__.py").write_text("# mine\n", encoding="utf-8")
    assert write_all(tmp_path, {"a/b.py": "x = 1\n"}, {"a": "A."}) == ("a/b.py",)
    assert (tmp_path / "a/__init__.py").read_text(encoding="utf-8") == "# mine\n"


def test_a_kind_by_the_name_of_another_is_refused(toolkit: Path) -> None:
    with pytest.raises(
        HoldfastError, match=r"m365:entra:SecurityDefaults is called SecurityDefaults already"
    ):
        kind("teams.security_defaults")
    assert files(toolkit) == set()


@pytest.mark.parametrize("shape", KindShape)
def test_a_kind_is_one_file_of_its_shape_with_the_service_that_answers_it(
    shape: KindShape, toolkit: Path
) -> None:
    kind("teams.app_settings", shape)
    served = [f"holdfast/emulator/{SERVICES[shape]}/app_settings.py"] if shape in SERVICES else []
    assert files(toolkit) == {
        "holdfast/kinds/teams/__init__.py",
        "holdfast/kinds/teams/app_settings.py",
        *served,
        *([] if shape in ALONE else ["tests/kinds/teams/app_settings.py"]),
    }
    source = (toolkit / "holdfast/kinds/teams/app_settings.py").read_text(encoding="utf-8")
    assert (
        source.partition("(2")[0]
        == kind_source(Name("teams", "app_settings"), shape, TODAY).partition("(2")[0]
    )
    answering = [((toolkit / path).read_text(encoding="utf-8"), "SERVICE") for path in served]
    for text, constant in [(source, "KIND"), *answering]:
        assert "<" not in text, "a mark of the template is left"
        assert [one for one in ast.parse(text).body if isinstance(one, ast.Assign)][-1].targets[
            0
        ].id == constant  # type: ignore[attr-defined] # a name


@pytest.mark.parametrize("folder", ["teams", "exchange", "purview"])
@pytest.mark.parametrize("shape", KindShape)
def test_the_skeleton_of_a_kind_is_a_kind(shape: KindShape, folder: str) -> None:
    """One that cannot be imported stops every command, the next `holdfast new kind` among them."""
    named: dict[str, Any] = {"__name__": f"holdfast.kinds.{folder}.app_settings"}
    source = kind_source(Name(folder, "app_settings"), shape, TODAY)
    exec(compile(source, "app_settings.py", "exec", dont_inherit=True), named)  # noqa: S102 - our own template
    made = named["KIND"]
    assert isinstance(made, Kind)
    assert made.name == "AppSettings"
    if CMDLETS in made.read_permissions:
        of_purview = folder == "purview" and shape is not KindShape.MAILBOX_RULE
        reads = READS_PURVIEW if of_purview else READS_EXCHANGE
        assert made.read_rights == (reads,), "a right by which its cmdlets answer is not stated"


@pytest.mark.parametrize("shape", SERVICES)
def test_what_a_service_states_is_not_taken_from_the_kind(shape: KindShape, toolkit: Path) -> None:
    kind("teams.app_settings", shape)
    service_file = toolkit / "holdfast/emulator" / SERVICES[shape] / "app_settings.py"
    tree = ast.parse(service_file.read_text(encoding="utf-8"))
    imported = {one.module or "" for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)}
    assert {one for one in imported if not one.startswith("holdfast.emulator.")} == {"__future__"}
    texts = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    assert not texts & {"enabled", "isEnabled", "Enabled"}


def test_a_kind_of_purview_is_answered_by_the_compliance_endpoint(toolkit: Path) -> None:
    kind("purview.app_settings", KindShape.CMDLET_OBJECT)
    assert 'endpoint="compliance"' in (toolkit / "holdfast/emulator/purview/app_settings.py").read_text(
        "utf-8"
    )
    source = (toolkit / "holdfast/kinds/purview/app_settings.py").read_text("utf-8")
    assert "endpoint=Endpoint.COMPLIANCE" in source
    assert "write_rights=(CHANGES_PURVIEW,)" in source


@pytest.mark.parametrize(
    "there", ["app_settings.py", "app_settings/__init__.py"], ids=["declared", "in code"]
)
def test_a_service_that_is_there_answers_the_new_kind(
    there: str, toolkit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = toolkit / "holdfast/emulator/graph" / there
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("# mine\n", encoding="utf-8")

    kind("teams.app_settings")

    assert files(toolkit) == {
        "holdfast/kinds/teams/__init__.py",
        "holdfast/kinds/teams/app_settings.py",
        f"holdfast/emulator/graph/{there}",
    }
    assert place.read_text(encoding="utf-8") == "# mine\n"
    kept = f"kept holdfast/emulator/graph/{there.removesuffix('/__init__.py')}: the embedded tenant has a service"
    assert kept in capsys.readouterr().out
    with pytest.raises(
        HoldfastError, match=r"graph/app_settings(\.py)? is there already.*\[already-written\]"
    ):
        service("graph.app_settings")


@pytest.mark.parametrize(("shape", "folder"), PLACES)
def test_a_service_is_one_declaration_in_its_folder(shape: ServiceShape, folder: str, toolkit: Path) -> None:
    service(f"{folder}.app_settings", shape)
    path = f"holdfast/emulator/{folder}/app_settings.py"
    assert files(toolkit) == {path}
    named: dict[str, Any] = {}
    exec((toolkit / path).read_text(encoding="utf-8"), named)  # noqa: S102 - our own template
    declared = named["SERVICE"]
    parts = declared.routes() if folder == "graph" else declared.cmdlets()
    assert (
        len(parts)
        == {
            ServiceShape.GRAPH_SINGLETON: 2,
            ServiceShape.GRAPH_COLLECTION: 5,
            ServiceShape.SETTINGS_CMDLETS: 2,
            ServiceShape.CMDLET_NOUN: 4,
        }[shape]
    )
    assert declared.evidence.mark == "assumed"
    assert "write-here" in declared.evidence.source


@pytest.mark.parametrize("shape", ServiceShape)
def test_a_service_in_another_folder_is_refused(shape: ServiceShape, toolkit: Path) -> None:
    other = {"graph", "exchange", "purview", "teams"} - set(shape.folders)
    for folder in other:
        with pytest.raises(HoldfastError, match=rf"write {shape.folders[0]}\.app_settings.*\[bad-name\]"):
            service(f"{folder}.app_settings", shape)
    assert files(toolkit) == set()


@pytest.mark.parametrize("name", ["app_settings", "settings_whose_name_is_somewhat_long"])
def test_a_skeleton_is_as_the_project_formats_and_lints(name: str, toolkit: Path) -> None:
    shutil.copy(PROJECT / "pyproject.toml", toolkit)
    for folder in {folder for _, folder in PLACES}:
        (toolkit / "holdfast/emulator" / folder).mkdir()
        (toolkit / f"holdfast/emulator/{folder}/__init__.py").write_text(
            '"""Services."""\n', encoding="utf-8"
        )
    for basis in Basis:
        control(f"teams.{name}_{basis}", basis)
    for shape in KindShape:
        kind(f"teams.{name}_{shape.name.lower()}", shape)
    for served_as, folder in PLACES:
        service(f"{folder}.{name}_of_{served_as.name.lower()}", served_as)
    for command in (("check", "--no-cache"), ("format", "--check", "--no-cache")):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(toolkit)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_a_project_without_the_toolkits_source_is_refused(toolkit: Path) -> None:
    (toolkit / "holdfast/kinds").rmdir()
    for command in (control, kind):
        with pytest.raises(HoldfastError, match=r"no folder holdfast/kinds.*\[not-the-toolkit\]"):
            command("teams.meetings_closed")
