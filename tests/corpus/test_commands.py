"""Every command: has help, is on the page of commands, and tells a mistake in one sentence with exit code 2."""

from __future__ import annotations

import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import holdfast.cli.commands
import holdfast.cli.tenant
from holdfast.cli.typed import Command, given_empty, given_twice
from holdfast.model.status import ExitCode
from tools.docs.cli import every_command

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "cli.md"
COMMANDS = dict(every_command())
OF_CLIENTS = sorted(
    path for path, one in COMMANDS.items() if any(each.name == "client" for each in one.params)
)
"""Commands that take a client."""
each_command = pytest.mark.parametrize("path", COMMANDS)


def test_every_module_of_commands_is_a_command() -> None:
    modules = {info.name for info in pkgutil.iter_modules(holdfast.cli.commands.__path__)}
    assert {path.split()[1] for path in COMMANDS if " " in path} == modules


def test_every_subcommand_of_tenant_has_a_module_of_its_own() -> None:
    modules = {info.name for info in pkgutil.iter_modules(holdfast.cli.tenant.__path__)}
    assert {path.split()[2] for path in COMMANDS if path.startswith("holdfast tenant ")} <= modules


@each_command
def test_a_command_has_help_that_begins_with_a_sentence(path: str) -> None:
    first = (COMMANDS[path].help or "").strip().partition("\n\n")[0]
    assert re.match(r"[A-Z]", first), first
    assert first.endswith("."), first


@each_command
def test_every_argument_and_option_says_what_it_is(path: str) -> None:
    silent = [one.name for one in COMMANDS[path].params if not getattr(one, "help", None)]
    assert not silent


@each_command
def test_every_number_has_a_smallest_and_a_largest_one(path: str) -> None:
    numbers = [
        one
        for one in COMMANDS[path].params
        if isinstance(one.type, click.types.IntParamType | click.types.FloatParamType)
    ]
    endless = [
        one.name for one in numbers if None in {getattr(one.type, end, None) for end in ("min", "max")}
    ]
    assert not endless


@each_command
def test_an_option_that_takes_one_value_is_refused_when_it_is_given_twice(path: str) -> None:
    """Else the first is passed over unseen: a check with `--fail-on high --fail-on none` fails nothing."""
    command = COMMANDS[path]
    assert isinstance(command, click.Group | Command)
    options = [one for one in command.params if isinstance(one, click.Option)]
    for one in options:
        name = one.opts[0]
        twice = given_twice(command.params, [f"{name}=1", name, name, "--", name])
        assert twice == ("" if one.multiple or one.is_flag else name)
        assert given_twice(command.params, [name, name, "--", name, name]) == ""


@each_command
def test_a_word_that_is_empty_is_refused_wherever_one_can_stand(path: str) -> None:
    """Else a variable that is not set means this folder, all, or what is there without the option."""
    command = COMMANDS[path]
    assert isinstance(command, click.Group | Command)
    options = [one for one in command.params if isinstance(one, click.Option) and not one.is_flag]
    for name in (name for one in options for name in one.opts):
        for given in ([name, ""], [f"{name}="]):
            assert given_empty(command.params, ["word", *given]) == name
        assert given_empty(command.params, [name, "--", f"{name}=="]) is None
    assert given_empty(command.params, ["word", ""]) == ""
    assert given_empty(command.params, ["--", "word", ""]) == ""
    assert given_empty(command.params, ["word", "--", "=", "--x="]) is None
    if isinstance(command, Command):
        for given in ([""], *([one.opts[-1], ""] for one in options)):
            found = CliRunner().invoke(command, given)
            assert (found.exit_code, "value is empty" in found.output) == (ExitCode.NO_ANSWER, True), given


def test_what_is_given_twice_is_wrong_usage(project: Path) -> None:
    done = run(project, "drift", "contoso", "--fail-on", "high", "--fail-on=none")
    assert done.returncode == ExitCode.NO_ANSWER
    assert "--fail-on is given twice, and takes one value: give it once" in done.stderr


@pytest.mark.parametrize(
    "what",
    [["small", "."], ["large", "."], ["small", "--mailboxes", "1"], ["export", ".", "--policies", "1"]],
)
def test_a_seed_refuses_what_it_does_not_use(what: list[str]) -> None:
    found = CliRunner().invoke(COMMANDS["holdfast tenant seed"], what)
    assert found.exit_code == ExitCode.NO_ANSWER
    assert "Invalid value" in found.output


@each_command
def test_a_command_is_on_the_page_with_its_help_and_options(path: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {path}\n")[2].partition("\n## ")[0]
    command = COMMANDS[path]
    assert (command.help or "").strip().partition("\n\n")[0] in section
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"- `{parameter.opts[0]}" in section


def test_the_page_has_no_command_that_is_gone() -> None:
    assert re.findall(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE) == list(COMMANDS)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as people do."""
    return subprocess.run(
        [sys.executable, "-m", "holdfast.cli.main", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=900,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the two clients and nothing else."""
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    shutil.copytree(PROJECT / "clients", tmp_path / "clients")
    return tmp_path


@pytest.mark.parametrize("path", OF_CLIENTS)
def test_an_unknown_client_is_one_sentence_and_exit_code_2(path: str, project: Path) -> None:
    done = run(project, *path.split()[1:], "contosso")
    assert done.returncode == ExitCode.NO_ANSWER
    assert done.stdout == ""
    assert done.stderr.startswith("holdfast: There is no client `contosso`. Did you mean `contoso`?")
    assert done.stderr.endswith("[unknown-client]\n")
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in project.iterdir()) == ["Pulumi.yaml", "clients"]


@pytest.mark.parametrize("path", OF_CLIENTS)
def test_a_folder_without_a_project_is_one_sentence_and_exit_code_2(path: str, tmp_path: Path) -> None:
    done = run(tmp_path, *path.split()[1:], "contoso")
    assert done.returncode == ExitCode.NO_ANSWER
    assert done.stderr.startswith(f"holdfast: no Pulumi.yaml in {tmp_path} or above")
    assert done.stderr.endswith("[no-project]\n")
    assert done.stderr.count("\n") == 1


def test_wrong_usage_is_exit_code_2_and_a_known_command_is_not(project: Path) -> None:
    wrong = run(project, "drift", "contoso", "--form")
    assert wrong.returncode == ExitCode.NO_ANSWER
    assert "Traceback" not in wrong.stderr
    assert run(project, "drift", "--help").returncode == 0


@pytest.mark.parametrize("path", OF_CLIENTS)
def test_what_an_error_quotes_cannot_steer_the_terminal(path: str, project: Path) -> None:
    done = run(project, *path.split()[1:], "con\x1b[2J\u202etoso")
    assert done.returncode == ExitCode.NO_ANSWER
    assert "There is no client `con⟨U+001B⟩[2J⟨U+202E⟩toso`" in done.stderr
