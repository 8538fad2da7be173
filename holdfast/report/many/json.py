"""Many clients as one JSON document, for pipelines. The findings of each stand in the file of that client.

Each key is written here, so that a field that is renamed elsewhere changes nothing of what pipelines read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.report.json_text import json_document
from holdfast.report.many.line import State

if TYPE_CHECKING:
    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import SharedCause, SharedDrift, Summary


@value_class
class JsonOfMany:
    """One JSON document, indented."""

    name: str = "json"

    def render(self, given: Summary) -> bytes:
        """Return a document with these keys, always all of them.

        `exitCode, verdict, simulation, checkedAt, counts {state: clients}, notes [sentences], unreached, causes and
        unkept [{reason, sentence, clients, objects}], drift [{status, severity, control, kind, clients, objects}],
        duties
        [{id, title, clients {verdict: number}}], clients [{client, tenant, simulation, baseline, checkedAt, state,
        exitCode, verdict, counts {status: n}, duties {id: verdict}, unread [{reason, sentence, objects}], unkept
        [{reason, sentence}]}]`. Those who were not reached come first.
        """
        return json_document(
            {
                "exitCode": int(given.exit_code),
                "verdict": given.headline,
                "simulation": given.simulation,
                "checkedAt": given.checked_at,
                "counts": {state.value: sum(one.state is state for one in given.lines) for state in State},
                "notes": given.notes,
                "unreached": [_cause(one) for one in given.unreached],
                "causes": [_cause(one) for one in given.causes],
                "unkept": [_cause(one) for one in given.unkept],
                "drift": [_drift(one) for one in given.drift],
                "duties": [
                    {
                        "id": duty.value,
                        "title": duty.label,
                        "clients": {verdict.value: number for verdict, number in sorted(counts.items())},
                    }
                    for duty, counts in given.duties
                ],
                "clients": [_client(one) for one in given.worst_first],
            }
        )


def _cause(one: SharedCause) -> dict[str, Any]:
    return {"reason": one.reason, "sentence": one.sentence, "clients": one.clients, "objects": one.objects}


def _drift(one: SharedDrift) -> dict[str, Any]:
    return {
        "status": one.status.value,
        "severity": one.severity.value if one.severity else None,
        "control": one.control,
        "kind": one.kind,
        "clients": one.clients,
        "objects": one.objects,
    }


def _client(one: ClientLine) -> dict[str, Any]:
    return {
        "client": one.client,
        "tenant": one.tenant,
        "simulation": one.simulation,
        "baseline": one.baseline,
        "checkedAt": one.checked_at,
        "state": one.state.value,
        "exitCode": int(one.exit_code),
        "verdict": one.told,
        "counts": {status.value: number for status, number in sorted(one.counts.items())},
        "duties": {duty.value: verdict.value for duty, verdict in one.duties.items()},
        "unread": [
            {"reason": each.reason, "sentence": each.sentence, "objects": each.objects} for each in one.unread
        ],
        "unkept": [{"reason": each.reason, "sentence": each.sentence} for each in one.unkept],
    }


FORMAT = JsonOfMany()
