"""A scratch project on an embedded tenant of its own, so that a benchmark touches nothing of the user's."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).resolve().parent.parent
CONTOSO = "contoso.onmicrosoft.com"


@contextmanager
def embedded(
    *, policies: int = 0, named_locations: int = 0, mailboxes: int = 0
) -> Iterator[tuple[Path, TenantServer]]:
    """Yield a copy of the project and a running embedded tenant for it, with so many more objects."""
    with TemporaryDirectory(prefix="holdfast-bench-") as name:
        folder = Path(name) / "project"
        skipped = shutil.ignore_patterns(
            ".git", ".venv", ".holdfast", "tests", "docs", "*.egg-info", ".*_cache", "__pycache__"
        )
        shutil.copytree(PROJECT, folder, ignore=skipped)
        (folder / ".venv").symlink_to(PROJECT / ".venv", target_is_directory=True)
        tenants = folder / ".holdfast" / "tenant"
        tenants.mkdir(parents=True)
        control.seed(
            tenants, CONTOSO, "large", policies=policies, named_locations=named_locations, mailboxes=mailboxes
        )
        control.seed(tenants, "fabrikam.onmicrosoft.com", "small")
        os.environ["HOLDFAST_HOME"] = str(folder / ".holdfast")
        with TenantServer(tenants) as server:
            yield folder, server
