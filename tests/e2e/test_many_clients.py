"""`holdfast drift` of many clients, through the wire: who is meant, what is written, how it ends."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest
import typer
from click.testing import CliRunner

from holdfast.cli.main import make_app
from holdfast.emulator import control
from holdfast.model.errors import HoldfastError
from holdfast.model.status import ExitCode
from holdfast.notify.result import checked_result
from holdfast.plan.files import client_path
from holdfast.report.many.interface import formats_of_many
from holdfast.whole_file import write_whole
from tests.e2e.many_clients import add_client, add_file
from tests.e2e.scratch import HOLDFAST, PATIENCE_SECONDS, Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

GOLD = "holdfast:groups: [gold]"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """`contoso` is as declared, `acme` and `fabrikam` were never hardened, the file of `broken` has a mistake."""
    with Scratch(tmp_path_factory.mktemp("many") / "scratch") as scratch:
        scratch.apply()
        add_client(scratch, "acme", GOLD)
        add_client(scratch, "fabrikam", GOLD)
        add_file(scratch, "broken", "holdfast:nonsense: 1")
        yield scratch


@pytest.fixture
def run(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `holdfast drift` in this process; a refusal is its exception."""
    monkeypatch.chdir(scratch.project)
    monkeypatch.setenv("HOLDFAST_HOME", str(scratch.home))
    command = typer.main.get_command(make_app("drift"))
    return lambda *arguments: CliRunner().invoke(command, ["drift", *arguments])


def test_each_is_told_as_if_it_were_alone_and_the_broken_one_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    (tmp_path / "alone").mkdir()
    page = tmp_path / "all.html"

    told = run("--all", "--output", f"json={tmp_path}/many/{{client}}.json", "--output", f"html={page}")

    assert told.exit_code == ExitCode.NO_ANSWER
    first, *lines = told.stdout.splitlines()
    assert first == lines[-1] == "4 clients: 1 not reached, 2 with drift, 1 in sync"
    assert lines[1].startswith("NOT REACHED    1 client, input-errors")
    assert [line.split()[2 if "NOT " in line or "IN " in line else 1] for line in lines[-5:-1]] == [
        "broken",
        "acme",
        "fabrikam",
        "contoso",
    ]
    assert len(told.stderr.splitlines()) == 4, "a line a client for logs"
    assert b"4 clients: 1 not reached" in page.read_bytes()
    assert sorted(path.name for path in (tmp_path / "many").iterdir()) == [
        "acme.json",
        "contoso.json",
        "fabrikam.json",
    ]
    for client, code in (("acme", ExitCode.DRIFT), ("contoso", ExitCode.IN_SYNC)):
        alone = run(client, "--output", f"json={tmp_path}/alone/{{client}}.json")
        assert alone.exit_code == code
        both = [json.loads((tmp_path / where / f"{client}.json").read_bytes()) for where in ("many", "alone")]
        assert findings_of(both[0]) == findings_of(both[1])


def findings_of(document: dict[str, object]) -> dict[str, object]:
    """All that a result says but when."""
    text = json.dumps(document).replace(str(document["checkedAt"]), "then")
    found: dict[str, object] = json.loads(text)
    return found


@pytest.mark.parametrize(
    ("who", "clients", "code"),
    [
        (["--group", "gold"], ["broken", "acme", "fabrikam"], ExitCode.NO_ANSWER),
        (["fab*", "contos?"], ["fabrikam", "contoso"], ExitCode.DRIFT),
        (["conto*"], ["contoso"], ExitCode.IN_SYNC),
        (["contoso", "acme"], ["acme", "contoso"], ExitCode.DRIFT),
        (["conto*", "acme", "--fail-on", "none"], ["acme", "contoso"], ExitCode.IN_SYNC),
    ],
)
def test_who_is_meant_is_checked_and_nobody_else(
    run: Run, who: list[str], clients: list[str], code: int
) -> None:
    told = run(*who, "--format", "json", "--at-once", "2")
    document = json.loads(told.stdout)
    assert [one["client"] for one in document["clients"]] == clients
    assert told.exit_code == document["exitCode"] == code


def test_each_client_s_check_is_recorded_in_its_own_chain(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "history"

    told = run("contoso", "acme", "broken", "--control", "entra.mfa_required", "--record", str(folder))

    assert told.exit_code == ExitCode.NO_ANSWER, "broken was not reached"
    chains = {path.name: list(path.glob("*.json")) for path in folder.glob("*.runs")}
    assert {name: len(files) for name, files in chains.items()} == {"contoso.runs": 1, "acme.runs": 1}
    (of_acme,) = chains["acme.runs"]
    assert b"purview.retention_labels_published" in of_acme.read_bytes(), "the whole check, not what is shown"

    write_whole(folder / "contoso.runs" / chains["contoso.runs"][0].name, b"spoiled")
    again = run("contoso", "acme", "--record", str(folder))
    assert again.exit_code == ExitCode.NO_ANSWER
    assert "recorded nowhere" in again.stdout


def test_earlier_results_are_each_client_s_own_and_who_has_none_is_told(run: Run, tmp_path: Path) -> None:
    run("acme", "--output", f"json={tmp_path}/acme.json")
    told = run("acme", "fabrikam", "--since", f"{tmp_path}/{{client}}.json", "--format", "json")
    document = json.loads(told.stdout)
    assert {one["client"]: one["state"] for one in document["clients"]} == {
        "acme": "in-sync-in-part",
        "fabrikam": "drift",
    }
    assert document["notes"] == [
        "there is no earlier result of 1 client, whose drift is shown without it: fabrikam"
    ]
    assert told.exit_code == ExitCode.DRIFT


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--all", "acme"], "--all is every client"),
        (["--all", "--group", "gold"], "--all is every client"),
        ([], "Missing argument 'CLIENT'"),
        (["--all", "--watch", "60"], "--watch prints what changes in one client"),
        (["acme*", "--since", "x.json"], "--since x.json is of one client"),
        (["acme*", "--accepted", "x.yaml"], "--accepted x.yaml is of one client"),
        (["acme*", "--at-once", "0"], "0 is not in the range"),
    ],
)
def test_what_is_of_one_client_is_refused_for_many(run: Run, arguments: list[str], told: str) -> None:
    refused = run(*arguments)
    assert refused.exit_code == ExitCode.NO_ANSWER
    assert told in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "slug", "told"),
    [
        (["acm?x"], "unknown-client", "No client matches `acm?x`. Near are: acme"),
        (["acme", "acmee"], "unknown-client", "Did you mean `acme`?"),
        (["--group", "golf"], "unknown-group", "Did you mean `gold`?"),
        (
            ["--all", "--output", "sarif=x.sarif"],
            "report-of-one-client",
            "such as sarif=results/{client}.sarif",
        ),
        (
            ["--all", "--output", "json=nowhere/{client}.json"],
            "report-not-written",
            "there is no folder nowhere",
        ),
        (
            ["--all", "--output", "json=x{client}", "--output", "csv=x{client}"],
            "report-not-written",
            "asked for twice",
        ),
        (["--all", "--output", "odd={client}"], "report-unknown-format", "expected FORMAT=PATH"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_sent(
    scratch: Scratch, run: Run, arguments: list[str], slug: str, told: str
) -> None:
    before = scratch.log.last_id()
    refused = run(*arguments).exception
    assert isinstance(refused, HoldfastError)
    assert refused.slug == slug
    assert told in refused.message
    assert scratch.log.last_id() == before


def test_file_that_cannot_be_written_is_that_client_s_failure(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path, content: bytes, *, mode: int) -> None:
        """Have no room for one of them."""
        if path.name == "contoso.json":
            raise OSError(28, "No space left on device")
        write_whole(path, content, mode=mode)

    monkeypatch.setattr("holdfast.cli.report_file.write_whole", refusing)
    of_all = tmp_path / "all.json"
    told = run("conto*", "acme", "--output", f"json={tmp_path}/{{client}}.json", "--output", f"json={of_all}")
    assert told.exit_code == ExitCode.NO_ANSWER
    assert "contoso.json could not be written: No space left on device" in told.stdout
    assert (tmp_path / "acme.json").exists()
    (untold,) = checked_result(of_all).items
    assert untold.object == "Client/contoso (a simulation)"
    assert untold.why.startswith(
        f"report-not-written: {tmp_path}/contoso.json could not be written: No space left"
    )


def test_fleet_on_this_machine_is_a_simulation_though_nobody_was_reached(run: Run) -> None:
    told = run("brok*", "--format", "json")
    document = json.loads(told.stdout)
    assert document["counts"]["not-reached"] == len(document["clients"]) == 1
    assert document["simulation"] is True
    assert "Simulation" in run("brok*").stdout


@pytest.mark.parametrize("name", ["..", "bad\udcff", "a::b", "x\nfake"])
def test_client_after_whom_no_file_can_be_called_stops_nobody_else(
    scratch: Scratch, run: Run, tmp_path: Path, name: str
) -> None:
    odd = client_path(scratch.project, name)
    odd.write_bytes(client_path(scratch.project, "acme").read_bytes())
    wanted = ("--output", f"json={tmp_path}/{{client}}.json", "--output", f"html={tmp_path}/all.html")
    try:
        told = run("--all", *wanted, "--format", "json")
    finally:
        odd.unlink()
    assert told.exit_code == ExitCode.NO_ANSWER
    summary = json.loads(told.stdout)
    (row,) = [one for one in summary["unreached"] if one["reason"] == "client-name"]
    assert row["clients"] == [name]
    reached = {one["client"] for one in summary["clients"] if one["state"] != "not-reached"}
    assert {"contoso", "acme", "fabrikam"} <= reached
    assert {path.stem for path in tmp_path.glob("*.json")} == reached
    assert (tmp_path / "all.html").exists()


def test_what_nobody_foresaw_is_told_once_for_all(
    scratch: Scratch, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        """Be a fault of ours."""
        raise ZeroDivisionError

    monkeypatch.setattr("holdfast.drift.many.check_client", broken)
    told = run("contoso", "acme", "--format", "json")
    (row,) = json.loads(told.stdout)["unreached"]
    assert (row["reason"], row["clients"]) == ("not-foreseen", ["acme", "contoso"])
    assert "ZeroDivisionError" in row["sentence"]
    assert len(list((scratch.home / "crashes").iterdir())) == 1


def test_fault_of_ours_in_one_format_is_told_once_and_keeps_what_was_found(
    scratch: Scratch, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        """Be a fault of ours."""
        raise ZeroDivisionError

    monkeypatch.setattr("holdfast.report.formats.sarif.SarifFormat.render", broken)
    before = len(list((scratch.home / "crashes").glob("*")))
    files = [f"{name}={tmp_path}/{{client}}.{name}" for name in ("sarif", "json")]
    told = run("contoso", "acme", "--format", "json", "--output", files[0], "--output", files[1])

    assert told.exit_code == ExitCode.NO_ANSWER
    facts = json.loads(told.stdout)
    assert {one["client"]: one["state"] != "not-reached" for one in facts["clients"]} == {
        "acme": True,
        "contoso": True,
    }
    assert {one for row in facts["unkept"] for one in row["clients"]} == {"acme", "contoso"}
    assert {path.name for path in tmp_path.glob("*.*")} == {"acme.json", "contoso.json"}
    assert len(list((scratch.home / "crashes").iterdir())) == before + 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_that_is_ended_tells_what_is_done(
    scratch: Scratch, number: signal.Signals, tmp_path: Path
) -> None:
    hangs = {"route": "*", "fault": "lag", "seconds": 3600}
    control.set_faults(scratch.tenants, [hangs], domain="fabrikam.onmicrosoft.com")
    files = [f"--output={form}={tmp_path / form}" for form in formats_of_many()]
    (tmp_path / "json").write_text("of the night before", encoding="utf-8")
    process = scratch.start(*HOLDFAST, "drift", "fabrikam", "contoso", "acme", *files)
    try:
        assert process.stderr is not None
        done = [process.stderr.readline() for _ in range(2)]
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        control.set_faults(scratch.tenants, [], domain="fabrikam.onmicrosoft.com")
        process.kill()
    assert sorted(
        client for line in done for client in ("acme", "contoso") if f" {client} (a simulation)  " in line
    ) == [
        "acme",
        "contoso",
    ]
    assert process.returncode == ExitCode.NO_ANSWER
    assert out.splitlines()[0] == "3 clients: 1 not reached, 1 with drift, 1 in sync"
    assert "the run was ended before" in out
    assert all(
        "the run was ended before" in " ".join((tmp_path / form).read_text("utf-8").split())
        for form in formats_of_many()
    )
    assert json.loads((tmp_path / "json").read_text("utf-8"))["counts"]["not-reached"] == 1
    assert err.strip() in {"holdfast: interrupted", "holdfast: ended by the system"}
