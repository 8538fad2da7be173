"""Many clients as one page that needs nothing else: for who answers for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class
from holdfast.report.formats.html import rendered
from holdfast.report.many.line import State
from holdfast.report.many.summary import STATES
from holdfast.report.many.words import cause_head, drift_head, duty_counts
from holdfast.report.words import VERDICTS, Mark

if TYPE_CHECKING:
    from holdfast.report.many.line import ClientLine
    from holdfast.report.many.summary import Summary

_TONES = {
    State.NOT_REACHED: "unknown",
    State.NOT_WHOLE: "unknown",
    State.DRIFT: "bad",
    State.IN_PART: "part",
    State.IN_SYNC: "good",
}


def _row(one: ClientLine) -> dict[str, object]:
    """Return `client, tenant, mark, told, duties [(title, mark)]`."""
    words = STATES[one.state]
    return {
        "client": one.client,
        "simulation": one.mark,
        "tenant": one.tenant,
        "mark": Mark(words[:1].upper() + words[1:], _TONES[one.state]),
        "told": one.told,
        "duties": [(duty.label, VERDICTS[verdict]) for duty, verdict in one.duties.items()],
    }


@value_class
class HtmlOfMany:
    """One self-contained HTML page."""

    name: str = "html"

    def render(self, given: Summary) -> bytes:
        """Return the page; the same summary gives the same bytes."""
        return rendered(
            "many.html.jinja",
            headline=given.headline,
            simulation=given.notice,
            notes=given.notes,
            unreached=[(cause_head(one), one.sentence, one.clients) for one in given.unreached],
            causes=[(cause_head(one), one.sentence, one.clients) for one in given.causes],
            drift=[(drift_head(one), one.clients) for one in given.drift],
            duties=[(duty.label, duty.risk, duty_counts(counts)) for duty, counts in given.duties],
            clients=[_row(one) for one in given.worst_first],
        )


FORMAT = HtmlOfMany()
