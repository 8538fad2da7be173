"""Clients as the registries have them, each installed below `.venv/clients` once for each version that is asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.clients.step import say

MADE = Path(__file__).parents[2] / ".venv" / "clients"


def python_tool(name: str, requirement: str, program: str) -> Path:
    """A Python program in an environment of its own, whose packages must not meet ours."""
    folder = MADE / name
    stamp = folder / ".made-of"
    if not stamp.exists() or stamp.read_text() != requirement:
        say(f"setup: installing {requirement}")
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", requirement], check=True)
        stamp.write_text(requirement)
    return folder / "bin" / program


def node_tool(name: str, requirement: str, program: str) -> Path:
    """A program of Node, with its packages.

    Raises:
        SystemExit: the machine has no npm.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("there is no npm on this machine: CLI for Microsoft 365 cannot be installed")
    folder = MADE / name
    stamp = folder / ".made-of"
    if not stamp.exists() or stamp.read_text() != requirement:
        say(f"setup: installing {requirement}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}')
        quiet = ("--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run([npm, "install", *quiet, requirement], cwd=folder, check=True)
        stamp.write_text(requirement)
    return folder / "node_modules" / ".bin" / program
