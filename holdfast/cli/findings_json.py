"""A check's result as JSON, for pipelines. Standard library only."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from holdfast.model.finding import DRIFT
from holdfast.model.status import Status

if TYPE_CHECKING:
    from holdfast.model.finding import DriftResult, Finding, Population


def as_json(result: DriftResult) -> str:
    """Return the result as indented JSON with these keys, always all of them.

    `client, tenant, baseline, checkedAt, exitCode, requests, warnings [...], counts {status: n}, unread [names],
    findings [...]`.
    """
    document = {
        "client": result.client,
        "tenant": result.tenant,
        "baseline": result.baseline,
        "checkedAt": result.checked_at,
        "exitCode": result.exit_code,
        "requests": result.requests,
        "warnings": [asdict(warning) for warning in result.warnings],
        "counts": {status.value: result.count(status) for status in Status},
        "unread": [finding.name for finding in result.findings if finding.status is Status.UNKNOWN],
        "findings": [_finding(finding) for finding in result.findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "status": finding.status.value,
        "drift": finding.status in DRIFT,
        "control": finding.control,
        "type": finding.token,
        "name": finding.name,
        "id": finding.live_id,
        "urn": finding.urn,
        "reason": finding.reason.value if finding.reason else None,
        "explanation": finding.explanation,
        "notes": list(finding.notes),
        "change": asdict(finding.change) if finding.change else None,
        "population": _population(finding.population) if finding.population else None,
        "differences": [
            {
                "path": one.path,
                "expected": one.expected,
                "found": one.found,
                "note": one.note,
                "change": asdict(one.change) if one.change else None,
            }
            for one in finding.differences
        ],
    }


def _population(population: Population) -> dict[str, Any]:
    """Return the counts of a population, and the names of all whom its rule does not cover."""
    return {
        "covered": population.covered,
        "violating": population.violating,
        "exempt": population.exempt,
        "unknown": population.unknown,
        "exemptMembers": population.exempt_members,
        "unknownMembers": population.unknown_members,
    }
