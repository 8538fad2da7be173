"""`docs/controls.md`, every control from its module's docstring, metadata and settings, and the README's duties."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Any

from holdfast.controls.catalogue import controls
from holdfast.model.control import Severity
from holdfast.model.duty import OUTCOMES, Duty
from holdfast.model.licence import in_words
from tools.docs.markdown import GENERATED, table
from tools.docs.settings import settings_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.controls.control import HardeningControl
    from holdfast.model.control import ControlMetadata
    from holdfast.model.framework import Requirement

_TOLD = 3
"""How many controls of a duty the README names."""


def controls_page() -> str:
    """Return the page, Markdown."""
    return "\n\n".join(["# Controls", GENERATED, _control_table(), _duties(), *_pages()]) + "\n"


def duty_table(page: str) -> str:
    """Return the duties, each with the number of its controls and the weightiest; `page` describes them all."""
    severities = list(Severity)
    rows = []
    for duty in Duty:
        serving = [
            (one, control.metadata) for one, control in controls().items() if duty in control.metadata.duties
        ]
        serving.sort(key=lambda entry: severities.index(entry[1].severity))
        weightiest = (f"[{metadata.title}]({page}#{_anchor(one)})" for one, metadata in serving[:_TOLD])
        rows.append((duty.label, duty.risk, str(len(serving)), "; ".join(weightiest)))
    return table(("Duty", "What goes wrong when nobody sees to it", "Controls", "Among them"), rows)


def _control_table() -> str:
    """Return the table of all controls."""
    rows = (
        (
            f"[`{control_id}`](#{_anchor(control_id)})",
            control.metadata.title,
            ", ".join(control.metadata.duties),
            control.metadata.severity.value,
        )
        for control_id, control in controls().items()
    )
    return table(("Control", "What is true afterwards", "Duties it serves", "Severity"), rows)


def _duties() -> str:
    """Return the duties with every outcome that each asks for, and the controls that bring it about."""
    rows = (
        (
            duty.label,
            outcome.title,
            "; ".join((f"`{outcome.id}`", *(f"rests upon `{one}`" for one in outcome.presumes))),
            ", ".join(
                f"`{one}`" for one, control in controls().items() if outcome.id in control.metadata.outcomes
            )
            or "no control yet",
        )
        for duty in Duty
        for outcome in duty.outcomes
    )
    about = (
        "A duty is met when each of its outcomes is. An outcome that no control of the client's plan brings about "
        "is seen to by nobody, and then the duty is not met."
    )
    head = ("Duty", "Outcome", "Id", "Brought about by")
    return f"## Duties and their outcomes\n\n{about}\n\n{table(head, rows)}"


def _anchor(control_id: str) -> str:
    """Return the anchor that GitHub gives a heading with this text."""
    return control_id.replace(".", "")


def _pages() -> Iterator[str]:
    for control_id, control in controls().items():
        yield f"## {control_id}"
        yield _docstring(control)
        yield _facts(control.metadata)
        yield settings_table(control.Settings)
        if control.Attested is not None:
            yield "What its attestation says, below `values` of `holdfast:attestations`:"
            yield settings_table(control.Attested)


def _docstring(control: type[HardeningControl[Any]]) -> str:
    """Return the published page that the module's docstring is; its first line becomes bold."""
    text = inspect.cleandoc(sys.modules[control.__module__].__doc__ or "")
    first, _, rest = text.partition("\n\n")
    return f"**{' '.join(first.split())}**\n\n{rest}".rstrip()


def _facts(metadata: ControlMetadata) -> str:
    rows = (
        ("Title", metadata.title),
        ("Duties", ", ".join(metadata.duties)),
        ("Outcomes", "; ".join(f"{OUTCOMES[one][1].title} (`{one}`)" for one in metadata.outcomes)),
        ("Severity", metadata.severity.value),
        ("Frameworks", "; ".join(map(_requirement, metadata.frameworks)) or "none"),
        ("Service plan", in_words(metadata.licence)),
        ("Impact", metadata.impact),
        ("Rollback", metadata.rollback),
        ("Declared after", ", ".join(metadata.needs) or "nothing"),
        ("Revision", str(metadata.revision)),
        *([("Called before", ", ".join(metadata.former_ids))] if metadata.former_ids else []),
    )
    return table(("Fact", "Value"), rows)


def _requirement(one: Requirement) -> str:
    """Return a requirement with its title, and what of it is not seen to."""
    return f"{one.edition} {one.id} “{one.title}”{f', but not: {one.lacks}' if one.lacks else ''}"
