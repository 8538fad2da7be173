"""What a result tells that somebody should hear of: drift that nobody accepted, and what could not be read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from holdfast.drift.earlier import deviations, every_finding, moment, read_result, text
from holdfast.model.control import Severity
from holdfast.model.deviation import same
from holdfast.model.finding import DRIFT
from holdfast.model.plan import Deviation
from holdfast.model.status import Status
from holdfast.model.value_class import value_class
from holdfast.report.inline import told_sides
from holdfast.report.simulation import NOTICE, marked, notice_of_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path


@value_class(kw_only=True)
class Item:
    """One thing that people are told of: a property that differs, an object as a whole, or one that was not read."""

    fingerprint: str
    finding: str
    """Fingerprint of the object as a whole."""
    status: Status
    severity: str
    """Empty where nobody says."""
    object: str
    """`<Kind>/<name>`."""
    property: str
    """Property path; empty for an object as a whole."""
    digest: str
    """Of what it says: another one once it says something else."""
    control: str = ""
    expected: str = ""
    """Both sides on one line; empty for an object as a whole."""
    found: str = ""
    who: str = ""
    """Who changed or made it, and when; empty where nobody can be named."""
    why: str = ""
    """What is said of it besides, such as why it was not read, or what an object that nobody declared can do."""


@value_class(kw_only=True)
class Result:
    """One check, as people are told of it."""

    client: str
    tenant: str
    simulation: bool
    """Of many clients, whether all of them are: nobody takes what is said of a tenant at Microsoft for one."""
    notice: str
    """That it is a simulation, or some of many are; else empty."""
    baseline: str
    checked_at: datetime
    verdict: str
    """Its own last line."""
    whole: bool
    """Everything was read and is in it: only then what is not in it any longer is put right."""
    items: tuple[Item, ...]
    statuses: Mapping[str, Status]
    """Of every object that is in it, by the object's fingerprint."""
    accepted: frozenset[str]
    """Fingerprints of single properties that somebody accepted."""
    absent: Status | None = None
    """How an object stands that is not in it; None where that says what was read of collections."""


def checked_result(path: Path) -> Result:
    """Return what a result says, with what it does not show because an even earlier one has it.

    One of many clients says who was not reached, and whose result could not be kept; what was found of the others
    stands in the result of each.

    Raises:
        HoldfastError: `result-unusable`.
    """
    return read_result(path, lambda facts: _of_many(facts) if "clients" in facts else _result(facts))


def _of_many(facts: dict[str, Any]) -> Result:
    """Return of whom a check of many clients left no result, or not all of it: not reached, or not to be written.

    Whoever was not asked this time is no part of it: nobody says that he was reached.
    """
    reached = {text(one["client"]): bool(text(one["checkedAt"])) for one in facts["clients"]}
    simulations = {text(one["client"]): one["simulation"] is True for one in facts["clients"]}
    return Result(
        client="clients without a whole result",
        tenant="all tenants",
        simulation=all(simulations.values()),
        notice=notice_of_many(simulations.values()),
        baseline="the baseline of each",
        checked_at=moment(facts["checkedAt"]),
        verdict=text(facts["verdict"]),
        whole=True,
        items=tuple(
            _client(client, causes, marked(simulation=simulations[client]))
            for client, causes in _without_result(facts, reached).items()
        ),
        statuses={_of_client(client): Status.IN_SYNC for client, seen in reached.items() if seen},
        accepted=frozenset(),
        absent=Status.NOT_APPLICABLE,
    )


def _without_result(facts: dict[str, Any], reached: Mapping[str, bool]) -> dict[str, dict[str, str]]:
    """Return the sentence by the reason, of each client that was not reached or whose result was not kept."""
    # Who was reached and could not be read has a result of his own that says so.
    unreached = [(one, cause) for cause in facts["unreached"] for one in cause["clients"] if not reached[one]]
    unkept = [(one, cause) for cause in facts["unkept"] for one in cause["clients"]]
    found: dict[str, dict[str, str]] = {}
    for client, cause in (*unreached, *unkept):
        told, reason = found.setdefault(text(client), {}), text(cause["reason"])
        told[reason] = "; ".join(filter(None, (told.get(reason), text(cause["sentence"]))))
    return found


def _client(client: str, causes: Mapping[str, str], mark: str) -> Item:
    """Return a client without a whole result: another thing to tell once it is for another reason."""
    own = _of_client(client)
    return Item(
        fingerprint=own,
        finding=own,
        status=Status.UNKNOWN,
        severity="",
        object=f"Client/{client}{mark}",
        property="",
        digest=_digest(" ".join(sorted(causes))),
        why="; ".join(f"{reason}: {sentence}" for reason, sentence in causes.items()),
    )


def _of_client(client: str) -> str:
    return _digest(["client", client])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _result(facts: dict[str, Any]) -> Result:
    findings = every_finding(facts)
    part = facts.get("part") or {}
    return Result(
        client=text(facts["client"]),
        tenant=text(facts["tenant"]),
        simulation=facts["simulation"] is True,
        notice=NOTICE if facts["simulation"] is True else "",
        baseline=text(facts["baseline"]),
        checked_at=moment(facts["checkedAt"]),
        verdict=text(facts["verdict"]),
        whole=bool(findings)
        and not part.get("selected")
        and not part.get("unread")
        and all(map(_is_whole, findings)),
        items=tuple(item for one in findings for item in _items(one)),
        statuses={text(one["fingerprint"]): Status(one["status"]) for one in findings},
        accepted=frozenset(
            text(each["fingerprint"]) for one in findings for each in one["differences"] if each["accepted"]
        ),
    )


def _is_whole(finding: dict[str, Any]) -> bool:
    """Return whether all of an object was read; drift that gives a reason has members that could not be judged."""
    status = Status(finding["status"])
    return status is not Status.UNKNOWN and not (status in DRIFT and finding["reason"])


def _items(finding: dict[str, Any]) -> Iterator[Item]:
    status = Status(finding["status"])
    named = f"{text(finding['kind'])}/{text(finding['name'])}"
    if status is Status.UNKNOWN:
        reason = str(finding["reason"] or "")
        yield _item(finding, Deviation(text(finding["fingerprint"]), status, named, "", None, reason))
    elif status in DRIFT:
        # Drift of which nothing says what it is now could not be accepted, and is told all the same.
        whole = Deviation(text(finding["fingerprint"]), status, named, "", None, None)
        open_parts = [one for one in finding["differences"] if not one["accepted"]]
        for one in list(deviations(finding)) or ([whole] if not finding["differences"] or open_parts else []):
            yield _item(finding, one)


def _item(finding: dict[str, Any], one: Deviation) -> Item:
    by_path = {each["fingerprint"]: each for each in finding["differences"]}
    difference = by_path.get(one.fingerprint) if one.property else None
    expected, found = told_sides(one.expected, one.found) if difference else ("", "")
    return Item(
        fingerprint=one.fingerprint,
        finding=text(finding["fingerprint"]),
        status=one.status,
        severity=Severity(finding["severity"]).value if finding["severity"] else "",
        object=one.object,
        property=one.property,
        digest=_digest(same(one)),
        control=text(finding["control"]),
        expected=expected,
        found=found,
        who=_who(difference or {}, finding),
        why=_why(finding, one.status),
    )


def _who(difference: dict[str, Any], finding: dict[str, Any]) -> str:
    changed = difference.get("change") or finding["change"]
    change = changed or finding.get("made")
    return (
        f"{'changed' if changed else 'made'} by {text(change['actor'])} at {text(change['time'])}"
        if change
        else ""
    )


def _why(finding: dict[str, Any], status: Status) -> str:
    """Return what is said of an object besides; of what was not read always something."""
    reason = f"{finding['reason'] or 'for a reason that is not known'}" if status is Status.UNKNOWN else ""
    said = filter(None, [text(finding["explanation"]), text(finding["ranking"])])
    return ": ".join(filter(None, [reason, "; ".join(said)]))
