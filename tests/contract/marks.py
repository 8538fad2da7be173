"""The one mark that every contract test bears: how sure we are of what it says of the real service.

    @documented(sources.BATCHING, "POST /$batch")
    def test_…

Behind the source stand the routes and cmdlets of which the test says something, as they are declared:
`"GET /users/{id}"`, `"Set-Mailbox"`. They are taken at their word nowhere: conftest.py sees which ones a test really
asks, and tests/corpus/test_contract_marks.py demands a test of every one there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.emulator.evidence import Evidence, Mark


def verified(capture: Evidence, *covers: str) -> pytest.MarkDecorator:
    """A captured answer of the real service says so."""
    return _mark("verified", capture, covers)


def documented(page: Evidence, *covers: str) -> pytest.MarkDecorator:
    """A page says so."""
    return _mark("documented", page, covers)


def assumed(why: str, *covers: str) -> pytest.MarkDecorator:
    """Nobody says so; `why` tells what makes it likely."""
    return _mark("assumed", evidence.assumed(why), covers)


def resting_on(known: Evidence, *covers: str) -> pytest.MarkDecorator:
    """The mark of a declaration's own evidence, for tests that run over declarations."""
    return _mark(known.mark, known, covers)


def _mark(mark: Mark, known: Evidence, covers: tuple[str, ...]) -> pytest.MarkDecorator:
    if known.mark != mark:
        raise ValueError(f"the source '{known.source}' is {known.mark}, the test says {mark}")
    decorator: pytest.MarkDecorator = getattr(pytest.mark, mark)(*covers, evidence=known)
    return decorator


def mistake_of(item: pytest.Item) -> str | None:
    """Why the marks of a contract test are not as they should be; None when they are."""
    found = _marks_of(item)
    if len(found) != 1:
        names = ", ".join(one.name for one in found) or "none"
        return f"bears {names} of the marks {', '.join(evidence.MARKS)}; it must bear exactly one"
    known = found[0].kwargs.get("evidence")
    if not isinstance(known, evidence.Evidence) or known.mark != found[0].name:
        return (
            f"bears a bare '{found[0].name}'; take it from tests/contract/marks.py, which asks for the source"
        )
    return None


def mark_of(item: pytest.Item) -> pytest.Mark:
    """The one mark of a contract test, checked before."""
    (found,) = _marks_of(item)
    return found


def unasked(item: pytest.Item, asked: Iterable[str]) -> list[str]:
    """Which of the routes and cmdlets that a test covers it did not ask; each case of a test answers for itself."""
    return sorted(set(mark_of(item).args) - set(asked))


def _marks_of(item: pytest.Item) -> list[pytest.Mark]:
    return [one for one in item.iter_markers() if one.name in evidence.MARKS]
