"""What there is on disk, by the standard library alone."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from holdfast.model.errors import HoldfastError
from holdfast.plan.files import baselines, client_file, clients

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for file in (
        "clients/Pulumi.contoso.yaml",
        "clients/Pulumi.acme.yaml",
        "clients/Pulumi..yaml",
        "clients/notes.yaml",
        "baselines/core/1.10.0.yaml",
        "baselines/core/1.9.0.yaml",
        "baselines/core/2.0.0.yaml",
        "baselines/core/2.0.0-rc.1.yaml",
        "baselines/core/digests.json",
        "baselines/smb/1.0.0.yaml",
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("a: [", "utf-8")
    return tmp_path


def test_clients_are_sorted_names(project: Path) -> None:
    assert clients(project) == ("acme", "contoso")


def test_clients_without_a_folder_are_none(tmp_path: Path) -> None:
    assert clients(tmp_path) == ()


def test_client_file_of_a_known_client_is_its_stack_file(project: Path) -> None:
    assert client_file(project, "acme") == project / "clients/Pulumi.acme.yaml"


@pytest.mark.parametrize("client", ["contos", "../acme", "", "acme.yaml"])
def test_client_file_of_an_unknown_client_is_an_error(project: Path, client: str) -> None:
    with pytest.raises(HoldfastError, match=r"There are: acme, contoso\. \[unknown-client\]"):
        client_file(project, client)


def test_unknown_client_suggests_the_nearest(project: Path) -> None:
    with pytest.raises(HoldfastError, match="Did you mean `contoso`"):
        client_file(project, "contos")


def test_client_whose_file_is_a_link_that_leads_nowhere_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "Pulumi.contoso.yaml").symlink_to("nowhere")

    with pytest.raises(HoldfastError, match="is a link that leads nowhere"):
        client_file(tmp_path, "contoso")


def test_unknown_client_without_any_client_says_where_files_go(tmp_path: Path) -> None:
    with pytest.raises(HoldfastError, match=r"clients/ has no file Pulumi\.<client>\.yaml yet"):
        client_file(tmp_path, "acme")


def test_baselines_order_versions_by_number(project: Path) -> None:
    assert baselines(project) == {"core": ("1.9.0", "1.10.0", "2.0.0-rc.1", "2.0.0"), "smb": ("1.0.0",)}


@pytest.mark.parametrize("name", ["", "../acme", "acme/../acme", "/acme"])
def test_name_that_is_a_path_is_no_client(project: Path, name: str) -> None:
    with pytest.raises(HoldfastError, match="There is no client"):
        client_file(project, name)


def test_importing_files_imports_no_parser() -> None:
    code = (
        "import sys, holdfast.plan.files\n"
        "print(sorted({'yaml', 'pydantic', 'pulumi', 'components'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_the_loader_does_not_import_pulumi() -> None:
    code = "import sys, holdfast.plan.load\nprint('pulumi' in sys.modules or 'components' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


UNUSABLE = [
    ("bad\udcff", "not UTF-8"),
    (".", "a folder in every path"),
    ("..", "a folder in every path"),
    ("x" * 201, "longer than 200 bytes"),
    ("ü" * 101, "longer than 200 bytes"),
    ("::error::x", "has ':'"),
    ("a*b?", "has '*' '?'"),
    ("x\nfake", r"has '\n'"),
    ("con\\toso", "has "),
]


@pytest.mark.parametrize(("client", "why"), UNUSABLE)
def test_nobody_is_called_so_that_no_result_can_tell(tmp_path: Path, client: str, why: str) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / f"Pulumi.{client}.yaml").touch()

    with pytest.raises(HoldfastError) as refused:
        client_file(tmp_path, client)

    assert refused.value.slug == "client-name"
    assert why in refused.value.message
    assert "rename it" in refused.value.message


@pytest.mark.parametrize(
    "client", [".hidden", "a b", "-x", "ünï", "u\u0308", "Contoso", "acme[12]", "x" * 200]
)
def test_whose_name_the_engine_alone_refuses_can_be_checked(tmp_path: Path, client: str) -> None:
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / f"Pulumi.{client}.yaml").touch()

    assert client_file(tmp_path, client).exists()


def test_name_that_no_file_system_takes_is_of_nobody(project: Path) -> None:
    with pytest.raises(HoldfastError, match="unknown-client"):
        client_file(project, "x" * 300)
