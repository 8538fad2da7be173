"""Prints how many generated cases the corpus tests put through how many kinds, whatever number of processes ran them.

Fails a run of the whole suite in which a test that a document names did not run.

It stands here and not beside the corpus tests because the process that collects the counts of the others loads no
file below `tests/`.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("ci")

COVERAGE: pytest.StashKey[Coverage | None] = pytest.StashKey()
"""What measures in this process, if anything does."""
CASES: pytest.StashKey[Counter[str]] = pytest.StashKey()
"""Generated cases by kind."""
ALIKE: pytest.StashKey[frozenset[str]] = pytest.StashKey()
"""Ids of cases that run what others of their test do, and are not measured."""
_OUTPUT = "corpus"
_MEASURED = ("tests/corpus/", "tests/embedded/", "tests/golden/", "tests/unit/")
_MEASURED_CASES = 50
"""How many cases of one test are measured at most: of thousands, the others run what these do."""
_UNMEASURED_THREAD = "embedded-tenant"
"""Serves the embedded tenant, of which nothing is measured: to trace it would make every request half as slow again."""


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts what runs in its background with Ctrl-C ignored, which every process below would inherit: then
    # the tests that press it would press in vain.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.stash[CASES] = Counter()
    config.stash[ALIKE] = frozenset()
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS and not hasattr(config, "workerinput"):
        config.pluginmanager.register(NamedTests())


class NamedTests:
    """Holds the tests that ran against those that documents name, in the process that hears of all of them."""

    def __init__(self) -> None:
        self._ran: set[str] = set()
        self._missing: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember a test that passed, or that says why it could not run here."""
        if report.skipped or (report.when == "call" and report.passed):
            self._ran.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail a run in which all went well but one of them is not among those that ran; of a part nothing is said."""
        from tests.named_tests import named_by_pages, not_passed

        chosen = session.config.option
        part = (
            chosen.keyword
            or chosen.markexpr
            or chosen.deselect
            or chosen.collectonly
            or getattr(chosen, "lf", False)
        )
        if session.exitstatus == pytest.ExitCode.OK and not part:
            self._missing = not_passed(named_by_pages(), self._ran)
        if self._missing:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which."""
        for one in self._missing:
            terminalreporter.write_line(f"a document names {one}, which did not run", red=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Measure coverage where single cases are looked at, for whatever runs while it is measured takes twice as long.

    What generated cases, the embedded tenant, the engine and the wire reach is reached by others as well, or the
    coverage that is asked for fails. Switched between tests, and only where the next one is of the other sort:
    pytest-cov's own marker does it twice a test, which took longer than most of the tests themselves.
    """
    measure = item.config.stash.setdefault(COVERAGE, Coverage.current())
    measuring = Coverage.current() is not None
    if measure is None or measuring is _is_measured(item):
        return
    if not measuring:
        measure.start()
    while (running := Coverage.current()) is not None and measuring:
        running.stop()  # a worker of pytest-xdist has two, and the one below goes on when the other is stopped


def _is_measured(item: pytest.Item) -> bool:
    generated = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    counted = "count_case" in getattr(item, "fixturenames", ())
    left_out = item.get_closest_marker("unmeasured") is not None or item.nodeid in item.config.stash[ALIKE]
    return item.nodeid.startswith(_MEASURED) and not (generated or counted or left_out)


def _alike(items: Sequence[pytest.Item]) -> Iterator[str]:
    """Yield the ids of the cases of one test that are not measured: of many, every so manieth is, from the first on."""
    cases = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item.nodeid)
    for ids in cases.values():
        step = -(-len(ids) // _MEASURED_CASES)
        yield from (one for place, one in enumerate(ids) if place % step)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Choose what is not measured."""
    session.config.stash[ALIKE] = frozenset(_alike(session.items))


@pytest.fixture(scope="module", autouse=True)
def spared() -> None:
    """Spare the garbage collector the tests themselves, and what is left of those before: millions of objects.

    Else each of its full rounds looks through them again, and a test that asks for hundreds takes minutes.
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Have coverage measured in every thread that the test starts but in the one that serves a tenant."""
    measure = threading.gettrace()
    if measure is not None and not isinstance(measure, _Measured):
        threading.settrace(_Measured(measure))


class _Measured:
    """Begins to trace a thread as coverage asked for, or stops it."""

    def __init__(self, measure: Callable[..., Any]) -> None:
        self._measure = measure

    def __call__(self, frame: FrameType, event: str, argument: Any) -> Any:
        if threading.current_thread().name != _UNMEASURED_THREAD:
            return self._measure(frame, event, argument)
        sys.settrace(None)
        return None


@pytest.fixture(scope="session")
def count_case(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Counts one generated case: one generated object put through one property. Takes the kind's token."""
    cases = pytestconfig.stash[CASES]

    def count(token: str) -> None:
        cases[token] += 1

    return count


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's counts to the process that started it."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        counted = session.config.stash[CASES]
        output[_OUTPUT] = dict(counted)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add a worker's counts."""
    config: pytest.Config = node.config
    config.stash[CASES].update(getattr(node, "workeroutput", {}).get(_OUTPUT, {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the line that the project's definition of done asks for."""
    cases = config.stash[CASES]
    if cases:
        terminalreporter.write_line(f"corpus: {cases.total():,} cases over {len(cases)} kinds")
