"""Every generated file: which there are, which are stale, and writing those. One module beside this one per page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.kinds.registry import kinds
from tools.docs.class_source import resource_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROJECT = Path(__file__).resolve().parents[2]
_README = Path("README.md")


def generated() -> Iterator[tuple[Path, str]]:
    """Yield every generated file, path below the project and contents, what others are made from before them.

    Controls import the typed classes: those of a kind that is new have to be written before their page can.
    """
    own = [*kinds().of_package("m365").values()]
    yield Path("holdfast/provider/resources.py"), _formatted(resource_classes(own))
    yield from _pages()


def _pages() -> Iterator[tuple[Path, str]]:
    from tools.docs.cli import cli_page
    from tools.docs.contract_marks import contract_tests
    from tools.docs.controls import controls_page, duty_table
    from tools.docs.coverage import coverage_page
    from tools.docs.declared import declared_files
    from tools.docs.embedded_tenant import embedded_tenant_page
    from tools.docs.finding_schema import finding_schema
    from tools.docs.house import house_page
    from tools.docs.markdown import between
    from tools.docs.permissions import permissions_page

    readme = (_PROJECT / _README).read_text(encoding="utf-8")
    yield _README, between(readme, "duties", duty_table("docs/controls.md"))
    yield Path("docs/cli.md"), cli_page()
    yield Path("docs/controls.md"), controls_page()
    yield Path("docs/coverage.md"), coverage_page()
    yield Path("docs/permissions.md"), permissions_page()
    yield Path("docs/embedded-tenant.md"), embedded_tenant_page(contract_tests())
    yield Path("docs/house.md"), house_page(_PROJECT)
    yield Path("docs/finding.schema.json"), finding_schema()
    yield from declared_files(_PROJECT).items()


def stale() -> list[Path]:
    """Return the generated files that are not as they would be generated now.

    Stale classes are the whole answer: the pages are made from controls that import them.
    """
    found = []
    for path, text in generated():
        if not _same(_PROJECT / path, text):
            found.append(path)
            if path.suffix == ".py":
                break
    return found


def write() -> list[Path]:
    """Write the generated files that are stale and return them."""
    written = []
    for path, text in generated():
        if not _same(_PROJECT / path, text):
            (_PROJECT / path).parent.mkdir(parents=True, exist_ok=True)
            (_PROJECT / path).write_text(text, encoding="utf-8")
            written.append(path)
    return written


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def _formatted(source: str) -> str:
    """Return Python source as the project's formatter writes it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "generated.py", "-"]
    return subprocess.run(
        command, input=source, capture_output=True, text=True, check=True, cwd=_PROJECT
    ).stdout


def main() -> int:
    """Run from the command line; 1 when `--check` finds a stale file."""
    if "--check" not in sys.argv[1:]:
        for path in write():
            sys.stdout.write(f"wrote {path}\n")
        return 0
    found = stale()
    for path in found:
        sys.stdout.write(f"{path} is stale: run `make docs`\n")
    return 1 if found else 0
