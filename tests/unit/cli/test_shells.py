"""What is printed for a shell is evaluated by it: each that is here is asked what it then holds.

Not proven here: PowerShell, of which there is none on the machines that this runs on; its lines are held by their text.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast.cli.shells import Shell, asking_shell, assignment, removal

VALUES = (
    "plain",
    "",
    "two words",
    "it's",
    'say "no"',
    "back\\slash\\",
    "\\'",
    "$HOME `id` $(id) (id) {a,b} *",
    "a\nb",
    "!history ~ # ; &",
)
PROGRAMS = {"bash": Shell.BASH, "dash": Shell.BASH, "sh": Shell.BASH, "zsh": Shell.ZSH, "fish": Shell.FISH}
HERE = [one for one in PROGRAMS if shutil.which(one)]
SHOW = "import os; print(ascii((os.environ.get('KEPT'), os.environ.get('GONE'), os.environ['PATH'])))"


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("program", HERE)
def test_a_shell_then_holds_exactly_what_was_printed_for_it(program: str, value: str) -> None:
    shell, path = PROGRAMS[program], os.pathsep.join(("/usr/bin", "/bin"))
    lines = [assignment(shell, "KEPT", value), removal(shell, "GONE"), removal(shell, "NEVER_THERE")]
    lines.append(assignment(shell, "PATH", path))
    text = "\n".join([*lines, f'{sys.executable} -c "{SHOW}"'])
    environment = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "GONE": "demo", "KEPT": "demo"}
    done = subprocess.run([program, "-c", text], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ascii((value, None, path)), done.stderr
    assert not done.stderr


def test_powershell_is_given_its_own_lines() -> None:
    assert assignment(Shell.POWERSHELL, "A", "it's $x") == "$env:A = 'it''s $x'"
    assert removal(Shell.POWERSHELL, "A") == "Remove-Item -Path Env:A -ErrorAction SilentlyContinue"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell of processes so")
@pytest.mark.parametrize("login", ["/bin/bash", "/usr/bin/fish", "/bin/zsh"])
@pytest.mark.parametrize("program", HERE)
def test_the_shell_that_asks_is_the_one_that_is_typed_in(program: str, login: str) -> None:
    asked = "import os; from holdfast.cli.shells import asking_shell; print(asking_shell(os.getpid(), os.environ))"
    text = f'{sys.executable} -c "{asked}"; true'
    environment = {**os.environ, "SHELL": login, "PSModulePath": "/x", "HOME": "/nowhere"}
    done = subprocess.run([program, "-c", text], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == PROGRAMS[program], done.stderr


ABOVE = {
    ("python", "pwsh"): Shell.POWERSHELL,
    ("uv", "-fish", "bash"): Shell.FISH,
    ("a) b (c", "mksh"): Shell.BASH,
    ("python", "systemd"): Shell.ZSH,
}


@pytest.mark.parametrize(("above", "shell"), ABOVE.items())
def test_the_nearest_shell_above_counts(tmp_path: Path, above: tuple[str, ...], shell: Shell) -> None:
    for number, name in enumerate(("holdfast", *above), start=1):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "stat").write_text(f"{number} ({name}) S {number + 1} 1 1", encoding="utf-8")
        (folder / "comm").write_text(f"{name}\n", encoding="utf-8")
    assert asking_shell(1, {"SHELL": "/bin/zsh"}, tmp_path) is shell


@pytest.mark.parametrize(
    ("environment", "shell"),
    [
        ({}, Shell.BASH),
        ({"SHELL": "/usr/bin/fish"}, Shell.FISH),
        ({"SHELL": "/bin/zsh"}, Shell.ZSH),
        ({"SHELL": "/bin/tcsh"}, Shell.BASH),
        ({"PSModulePath": "x"}, Shell.POWERSHELL),
        ({"PSModulePath": "x", "SHELL": "/bin/bash"}, Shell.BASH),
    ],
)
def test_the_environment_decides_where_the_system_does_not_tell(
    tmp_path: Path, environment: dict[str, str], shell: Shell
) -> None:
    assert asking_shell(1, environment, tmp_path) is shell
