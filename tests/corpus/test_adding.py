"""Adding is pleasant: a new kind and new controls are files of their own, and nothing else is edited by hand.

In a copy of the project `holdfast new` writes the skeletons, their content is put in, and the generators run. Then the
corpus tests are run there that see what is new, and the real engine applies it, and finds and repairs what undoes it.
One kind is the tenant's only object, without a required property, and shared by two controls. The other has objects
that can be taken over; its control is chosen by the client, has settings of which some values are too little and some
leave something out, needs permissions that nobody had, brings about an outcome together with another control, and is
assessed in part. What the tests have to know of all that is in files of their own as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.request_log import RequestLog
from holdfast.emulator.store import TenantFolder
from holdfast.engine import DEMO_SALT, find_engine
from holdfast.model.errors import EngineError
from holdfast.plan.files import baselines
from tests.corpus.about_all import ids_of_tests_about_all

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[2]
CONTENT = Path(__file__).parent / "adding"
CONTOSO = "contoso.onmicrosoft.com"
SERVED = {"teams.teams_app_settings": "graph-singleton", "teams.workforce_integration": "graph-object"}
"""Kinds that the embedded tenant answers, by shape."""
ASSESSED = "teams.shift_integrations"
KINDS = {**SERVED, ASSESSED: "graph-assessment"}
MORE_SERVICES = {
    "graph.teams_apps": "graph-collection",
    "exchange.teams_mail": "settings-cmdlets",
    "purview.teams_labels": "cmdlet-noun",
}
"""Services of the shapes that the new kind does not have: tried as skeletons, then taken away."""
MORE_KINDS = {
    "teams.teams_mail_plan": "cmdlet-singleton",
    "teams.teams_tags": "cmdlet-object",
    "teams.teams_mailboxes": "mailbox-rule",
    "teams.teams_channels_known": "cmdlet-assessment",
}
"""Kinds of the shapes that the new ones do not have: likewise."""
MORE_CONTROLS = {"teams.guests_known": "assessed", "teams.recordings_bounded": "attested"}
"""Controls whose verdict rests upon something else than the new ones': likewise."""
SHARING = ("teams.app_requests_closed", "teams.personal_consent_closed")
CHOSEN = "teams.shift_integrations_bounded"
CONTROLS = (*SHARING, CHOSEN)
FLAGS = ("allowUserRequestsForAppAccess", "isUserPersonalScopeResourceSpecificConsentEnabled")
TWICE = re.compile(
    rf"TeamsAppSettings\.{FLAGS[0]} is declared by {re.escape(SHARING[0])} "
    r"\(baselines/adding/1\.0\.0\.yaml:4\) as False and by mine \(__main__\.py\) as True: .* \[declared-twice\]"
)
BESIDES = (
    "tests/embedded/test_adoption_frozen.py",
    "tests/embedded/test_assessments_whole.py",
    "tests/embedded/test_seeds.py",
)
"""Files beside the corpora that ask for what a kind brings, or for what it opens."""
SETTINGS = {CHOSEN: "{oldest_version: 2}"}
"""What the file of the control says of tamperings is said of a client who chose this."""
TAMPERED = {"undo-shift-integrations-bounded": True, "undo-by-an-old-integration": False}
"""Tamperings with the chosen control, and whether an apply puts each right."""
PRINTED = (
    "test_every_kind_is_declared_or_read_so_that_what_follows_is_about_all",
    "test_what_is_printed_to_read_is_what_is_tried_here",
    "test_what_is_printed_to_write_is_what_is_tried_here",
    "test_exactly_what_is_printed_to_read_is_enough_for_a_check",
    "test_each_one_taken_away_hides_exactly_what_was_said_to_need_it[WorkforceIntegration.Read.All]",
)
"""Of the tests of permissions, those with which a client who chose everything is looked at, and the new one's own."""
LOOKED_AT_OTHERWISE = (
    "tests/embedded/test_least_privilege.py::",  # among `PRINTED`, in the tenant that those have
    "tests/unit/drift/test_recording.py::",  # of a kind of its own, for which it records twice
)
"""Of the tests that go over everything, those whose start takes longer than all others together."""
READ_TOGETHER = ["/v1.0/teamwork/appSettings", "/v1.0/teamwork/workforceIntegrations"]
"""What a check asks for the new kinds: two of them rest on one list."""
PATIENCE_SECONDS = 900
_LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "node_modules", "*.egg-info", "build", "reports", "actual"
)

CLASSES = "holdfast/provider/resources.py"
WRITTEN = {
    "holdfast/kinds/teams/__init__.py",
    *(f"holdfast/kinds/{one.replace('.', '/')}.py" for one in KINDS),
    *(f"holdfast/emulator/graph/{one.partition('.')[2]}.py" for one in SERVED),
    *(f"tests/kinds/{one.replace('.', '/')}.py" for one in ("teams.workforce_integration", ASSESSED)),
    "holdfast/emulator/tamperings/teams/__init__.py",
    *(f"components/{one.replace('.', '/')}.py" for one in CONTROLS),
    *(f"holdfast/emulator/tamperings/{one.replace('.', '/')}.py" for one in CONTROLS),
    *(f"tests/controls/{one.replace('.', '/')}.py" for one in CONTROLS),
}
"""What somebody writes: the skeletons, filled. The next version of the baseline comes besides."""
GENERATED = {
    "README.md",
    "docs/controls.md",
    "docs/coverage.md",
    "docs/embedded-tenant.md",
    "docs/permissions.md",
    CLASSES,
    *(f"tests/golden/declared/{one}/1.json" for one in CONTROLS),
}
"""What `make docs` writes."""
ASK_FOR_CONTENT = {
    "test_control_is_in_the_newest_version_of_some_baseline",
    "test_every_property_of_the_embedded_tenants_rows_is_classified",
    "test_every_property_of_the_schema_is_classified",
    "test_every_setting_says_which_way_is_stricter_or_why_neither",
    "test_everything_is_written",
    "test_no_statement_is_about_a_property_that_nobody_has_seen",
    "test_what_a_kind_states_as_its_permissions_opens_its_routes",
    "test_whoever_chooses_everything_has_something_declared_by_every_control_and_attests_all_of_it",
}
"""Checks that a skeleton does not pass: something is unwritten, no baseline has it, kind and service have no path."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the project, and where its tenants and its state are kept."""

    project: Path

    def run(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run a Python module in the copy, with the copy's own code."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.project,
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        assert code in (None, done.returncode), (
            f"{arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
        return done

    def holdfast(self, *arguments: str, code: int = 0) -> str:
        return self.run("holdfast.cli.main", *arguments, code=code).stdout

    def failing(self, *more: str) -> set[str]:
        """Return the names of the corpus tests of what is new that fail."""
        files = (
            "tests/corpus",
            "tests/unit/kinds/test_wire_examples.py",
            "tests/unit/kinds/test_registry.py",
        )
        selected = (
            *files,
            "tests/embedded/test_tampering.py",
            "tests/contract/test_declared_services.py",
            *(more and BESIDES),
            "--ignore",
            "tests/corpus/test_adding.py",
        )
        words = (
            *("TeamsAppSettings", "WorkforceIntegration", "ShiftIntegrations", "teams", "undo-", "newest"),
            *("m365", "found_sorted", "whoever_chooses", "about_a_control", "named_as_the_kind"),
            *more,
        )
        options = ("-q", "-rf", "-p", "no:cacheprovider", "-k", " or ".join(words))
        done = self.run("pytest", *selected, *options, code=None)
        assert re.search(r"\b\d{2,} passed", done.stdout), done.stdout + done.stderr
        return set(re.findall(r"^FAILED \S+?::(\w+)", done.stdout, re.MULTILINE)) | set(
            re.findall(r"^ERROR (.*)", done.stdout, re.MULTILINE)
        )

    def variables(self) -> dict[str, str]:
        others = ("PULUMI_", "ARM_", "AZURE_", "HOLDFAST_", "PYTEST_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(others)}
        return {**clean, "PYTHONPATH": str(self.project), "PULUMI_OPTION_COLOR": "never"}

    def digests(self) -> dict[str, str]:
        """Return a digest of every file, by path."""
        return {
            path.relative_to(self.project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.project.rglob("*")
            if path.is_file() and not {"__pycache__", ".venv", ".hypothesis", ".holdfast"} & set(path.parts)
        }


@dataclass(frozen=True, slots=True)
class Added:
    """The copy after everything was added."""

    copy: Copy
    failing_skeletons: set[str]
    """Names of the tests that failed with the skeletons as they were written."""
    unformatted: str
    """What the formatter and the linter say of the skeletons."""
    baseline: str
    """The new version's file."""
    changed: set[str]
    """Every file that is new or differs."""


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Added:
    folder = tmp_path_factory.mktemp("adding")
    copy = Copy(folder / "project")
    shutil.copytree(PROJECT, copy.project, ignore=_LEFT_OUT)
    (copy.project / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    if (PROJECT.parent / "shared").exists():
        (folder / "shared").symlink_to(PROJECT.parent / "shared", target_is_directory=True)
    before = copy.digests()

    for kind, shape in (KINDS | MORE_KINDS).items():
        copy.holdfast("new", "kind", kind, "--shape", shape)
    for service, shape in MORE_SERVICES.items():
        copy.holdfast("new", "service", service, "--shape", shape)
    for control in CONTROLS:
        copy.holdfast("new", "control", control)
    for control, basis in MORE_CONTROLS.items():
        copy.holdfast("new", "control", control, "--basis", basis)
    skeletons = sorted(path for path, digest in copy.digests().items() if before.get(path) != digest)
    unformatted = copy.run("ruff", "check", "--no-cache", *skeletons, code=None).stdout
    unformatted += copy.run("ruff", "format", "--no-cache", "--check", *skeletons, code=None).stdout
    copy.run("tools.docs")
    failing = copy.failing()
    assert set(skeletons) >= WRITTEN, "holdfast new leaves a file to be written from nothing"

    taken_away(copy.project)
    for source in CONTENT.rglob("*.txt"):
        shutil.copy(source, copy.project / source.relative_to(CONTENT).with_suffix(""))
    baseline = next_version(copy.project)
    # The controls import a class that is not there yet: as when kind and controls are written in one go.
    shutil.copy(PROJECT / CLASSES, copy.project / CLASSES)
    copy.run("tools.docs")
    changed = {path for path, digest in copy.digests().items() if before.get(path) != digest}
    assert not set(before) - set(copy.digests())
    return Added(copy, failing, unformatted, baseline, changed)


def taken_away(project: Path) -> None:
    """Take away what was only tried as a skeleton."""
    for kind in MORE_KINDS:
        place = f"{kind.replace('.', '/')}.py"
        rooms = (f"holdfast/kinds/{place}", f"tests/kinds/{place}")
        for path in (*rooms, f"holdfast/emulator/exchange/{kind.partition('.')[2]}.py"):
            (project / path).unlink(missing_ok=True)
    for service in MORE_SERVICES:
        (project / "holdfast/emulator" / service.replace(".", "/")).with_suffix(".py").unlink()
    for control in MORE_CONTROLS:
        for room in ("components", "holdfast/emulator/tamperings", "tests/controls"):
            (project / room / f"{control.replace('.', '/')}.py").unlink(missing_ok=True)
        shutil.rmtree(project / "tests/golden/declared" / control, ignore_errors=True)


def next_version(project: Path) -> str:
    """Write the next minor version of the baseline, with the new controls alone, and return its path."""
    newest = baselines(project)["core"][-1]
    major, minor, _ = newest.split(".")
    version = f"{major}.{int(minor) + 1}.0"
    path = f"baselines/core/{version}.yaml"
    head = f"baseline: core\nversion: {version}\nextends: core@{newest}\n"
    (project / path).write_text(head + (CONTENT / "baseline.yaml").read_text("utf-8"), encoding="utf-8")
    return path


def test_a_skeleton_passes_every_check_but_those_that_ask_for_content(added: Added) -> None:
    assert added.failing_skeletons <= ASK_FOR_CONTENT
    assert "test_everything_is_written" in added.failing_skeletons
    assert re.fullmatch(r"All checks passed!\n\d+ files already formatted\n", added.unformatted), (
        added.unformatted
    )


def test_nothing_is_edited_by_hand_but_the_files_that_are_added(added: Added) -> None:
    by_hand = added.changed - GENERATED
    assert by_hand - {added.baseline} == WRITTEN
    assert added.changed >= GENERATED, "a generated page says nothing of what is new"


def test_the_corpus_tests_see_what_is_new_and_pass(added: Added) -> None:
    more = (
        *(
            "layers",
            "every_client_of_the_repository",
            "can_be_taken_over",
            "assessment_that_reads",
            "every_service",
        ),
        *(
            "part_of_an_outcome",
            "one_at_most_brings_about",
            "has_its_conditions",
            "takes_its_form",
            "cannot_be_seen",
        ),
    )
    assert added.copy.failing(*more) == set()


def test_what_goes_over_everything_in_one_case_passes(added: Added) -> None:
    """A table of all kinds, controls or services in such a test would have to be edited by hand."""
    tests = [one for one in ids_of_tests_about_all() if not one.startswith(LOOKED_AT_OTHERWISE)]
    assert len(tests) > 40
    done = added.copy.run("pytest", "-q", "-rfE", "--tb=short", "-p", "no:cacheprovider", *tests, code=None)
    assert re.search(r"^\d+ passed", done.stdout, re.MULTILINE), (
        f"something else has to be edited for what is new:\n{done.stdout}{done.stderr}"
    )


def test_the_new_permission_is_printed_to_whoever_chose_the_control_and_counts(added: Added) -> None:
    tests = [f"tests/embedded/test_least_privilege.py::{one}" for one in PRINTED]
    done = added.copy.run("pytest", "-q", "-p", "no:cacheprovider", *tests)
    assert f"{len(PRINTED)} passed" in done.stdout


@pytest.mark.engine
def test_the_engine_applies_finds_and_repairs_what_is_new(added: Added) -> None:
    """Each control writes its own part of the one object, reads its own, and leaves it when it goes."""
    try:
        find_engine(make=False)
    except EngineError as error:
        pytest.skip(f"no Pulumi engine: {error}")
    copy = added.copy
    planned(copy, *SHARING)
    with served(copy):
        assert "2 updated" in copy.holdfast("up", "adding")
        assert settings_of(copy) == dict.fromkeys(FLAGS, False)
        assert written_at_once(copy) == [[FLAGS[0]], [FLAGS[1]]]
        assert findings(copy, code=0) == {one: ("IN_SYNC", [], None) for one in SHARING}

        copy.holdfast("tenant", "tamper", "undo-app-requests-closed", "--tenant", CONTOSO)
        assert findings(copy, code=1) == {
            SHARING[0]: ("DRIFTED", [FLAGS[0]], f"admin@{CONTOSO}"),
            SHARING[1]: ("IN_SYNC", [], None),
        }
        assert "1 updated" in copy.holdfast("up", "adding")
        assert settings_of(copy) == dict.fromkeys(FLAGS, False)
        assert written_at_once(copy)[2:] == [[FLAGS[0]]], "the other control's part was written as well"

        planned(copy, SHARING[0])
        assert "1 deleted" in copy.holdfast("up", "adding")
        assert settings_of(copy) == dict.fromkeys(FLAGS, False)
        assert findings(copy, code=0) == {SHARING[0]: ("IN_SYNC", [], None)}

        planned(copy, SHARING[0], CHOSEN)
        copy.holdfast("up", "adding")
        with asked(copy) as paths:
            assert differences(copy) == []
        assert sorted(paths) == READ_TOGETHER, "what is new is asked for once, in the batch of what is there"
        for tampering, repaired in TAMPERED.items():
            copy.holdfast("tenant", "tamper", tampering, "--tenant", CONTOSO)
            expected = tried(copy)[tampering]
            drifted = differences(copy)
            assert drifted == [(*expected, f"admin@{CONTOSO}")]
            copy.holdfast("up", "adding", code=0 if repaired else 1)
            assert differences(copy) == ([] if repaired else drifted)

        declared_once_more(copy)
        before = rows(copy, "directoryAudits")
        for command in ("drift", "up"):
            told = copy.run("holdfast.cli.main", command, "adding", code=2).stderr
            assert TWICE.search(told), told
        assert rows(copy, "directoryAudits") == before


def declared_once_more(copy: Copy) -> None:
    """Declare what one of the controls owns in the program as well, with another value."""
    program = copy.project / "__main__.py"
    more = (
        "from holdfast.provider.resources import TeamsAppSettings\n\nTeamsAppSettings('mine', {flag}=True)\n"
    )
    text = program.read_text(encoding="utf-8") + more.format(flag="allow_user_requests_for_app_access")
    program.write_text(text, encoding="utf-8")


def planned(copy: Copy, *controls: str) -> None:
    """Make a client whose plan is `controls` and nothing else."""
    folder = copy.project / "baselines" / "adding"
    folder.mkdir(exist_ok=True)
    listed = "".join(f"  {one}: {SETTINGS.get(one, '{}')}\n" for one in controls)
    text = f"baseline: adding\nversion: 1.0.0\ncontrols:\n{listed}"
    (folder / "1.0.0.yaml").write_text(text, encoding="utf-8")
    client = (
        f"encryptionsalt: {DEMO_SALT}\nconfig:\n  holdfast:tenant: {CONTOSO}\n  holdfast:cloud: embedded\n"
        "  holdfast:baseline: adding@1.0.0\n"
    )
    (copy.project / "clients" / "Pulumi.adding.yaml").write_text(client, encoding="utf-8")


@contextmanager
def served(copy: Copy) -> Iterator[None]:
    """Serve the copy's embedded tenant, as a person does in another terminal."""
    process = subprocess.Popen(
        [sys.executable, "-m", "holdfast.cli.main", "tenant", "serve"],
        cwd=copy.project,
        env=copy.variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline().startswith("embedded tenant:")
        yield
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


@contextmanager
def asked(copy: Copy) -> Iterator[list[str]]:
    """Return what is asked of the new services meanwhile, by path, and which of it came in no batch."""
    log = RequestLog(copy.project / ".holdfast" / "tenant")
    since = log.last_id()
    paths: list[str] = []
    try:
        yield paths
        paths += [
            f"{one.path.partition('?')[0]}{'' if one.batch_parent else ' by itself'}"
            for one in log.entries(since)
            if "/teamwork/" in one.path
        ]
    finally:
        log.close()


def findings(copy: Copy, *, code: int) -> dict[str, tuple[str, list[str], str | None]]:
    """Return status, differing properties and who changed them, by control."""
    document: dict[str, Any] = json.loads(copy.holdfast("drift", "adding", "--format", "json", code=code))
    return {
        one["control"]: (
            one["status"],
            [each["path"] for each in one["differences"]],
            one["change"] and one["change"]["actor"],
        )
        for one in document["findings"]
    }


def tried(copy: Copy) -> dict[str, tuple[str, object, object]]:
    """Return what the chosen control's own file says is found: path, expected and found, by tampering."""
    program = (
        "import json; from tests.tried import tried; print(json.dumps({name: [one[0].path, one[0].expected, "
        f"one[0].found] for name, one in tried({CHOSEN!r}).found.items()}}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=copy.project,
        env=copy.variables(),
        capture_output=True,
        check=True,
    )
    return {name: tuple(one) for name, one in json.loads(done.stdout).items()}


def differences(copy: Copy) -> list[tuple[str, object, object, str]]:
    """Return what a check finds otherwise than declared: path, expected, found, and who changed it."""
    done = copy.run("holdfast.cli.main", "drift", "adding", "--format", "json", code=None)
    document: dict[str, Any] = json.loads(done.stdout)
    return [
        (each["path"], each["expected"], each["found"], (finding["change"] or each["change"])["actor"])
        for finding in document["findings"]
        for each in finding["differences"]
    ]


def settings_of(copy: Copy) -> dict[str, bool]:
    (row,) = rows(copy, "teamsAppSettings")
    return {flag: row[flag] for flag in FLAGS}


def written_at_once(copy: Copy) -> list[list[str]]:
    """Return the properties that each write of ours sent, in the order of `FLAGS` where two came together."""
    events = [one for one in rows(copy, "directoryAudits") if one["initiatedBy"]["app"]]
    changes = [one["targetResources"][0]["modifiedProperties"][0] for one in events]
    pairs = [(json.loads(one["oldValue"]), json.loads(one["newValue"])) for one in changes]
    sent = [[flag for flag in FLAGS if old.get(flag) != new.get(flag)] for old, new in pairs]
    return sorted(sent[:2]) + sent[2:]


def rows(copy: Copy, collection: str) -> list[dict[str, Any]]:
    tenants = TenantFolder(copy.project / ".holdfast" / "tenant")
    try:
        return tenants.open(CONTOSO).all(collection)
    finally:
        tenants.close()
