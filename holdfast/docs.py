"""Writes everything that is generated, or checks that it is up to date: `python -m holdfast.docs [--check]`.

One module of `holdfast/docs_pages/` per page.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast.docs_pages.cli import cli_page
from holdfast.docs_pages.contract_marks import contract_tests
from holdfast.docs_pages.controls import control_table, controls_page
from holdfast.docs_pages.declared import declared_files
from holdfast.docs_pages.embedded_tenant import embedded_tenant_page
from holdfast.docs_pages.markdown import between
from holdfast.docs_pages.permissions import permissions_page
from holdfast.kinds.registry import kinds
from holdfast.provider.class_source import resource_classes

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROJECT = Path(__file__).resolve().parent.parent
_README = Path("README.md")


def generated() -> Mapping[Path, str]:
    """Return the contents of every generated file, by path below the project."""
    own = [kind for token, kind in kinds().items() if token.startswith("m365:")]
    readme = (_PROJECT / _README).read_text(encoding="utf-8")
    return {
        _README: between(readme, "controls", control_table("docs/controls.md")),
        Path("docs/cli.md"): cli_page(),
        Path("docs/controls.md"): controls_page(),
        Path("docs/permissions.md"): permissions_page(),
        Path("docs/embedded-tenant.md"): embedded_tenant_page(contract_tests()),
        Path("holdfast/provider/resources.py"): _formatted(resource_classes(own)),
        **declared_files(_PROJECT),
    }


def stale() -> list[Path]:
    """Return the generated files that are not as they would be generated now."""
    return [path for path, text in generated().items() if not _same(_PROJECT / path, text)]


def write() -> list[Path]:
    """Write the generated files that are stale and return them."""
    written = []
    for path, text in generated().items():
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


if __name__ == "__main__":
    sys.exit(main())
