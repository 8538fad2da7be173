"""The HTML report: one page that needs nothing else, for the client's manager first and the administrator second.

The template escapes everything, and everything that hides or reorders text is written out before that. No script,
no request: the page's own policy forbids both, whatever a name in the tenant contains.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.report.page import page
from holdfast.report.text import visible
from holdfast.report.words import STATUSES, VERDICT_MEANINGS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jinja2 import Environment

    from holdfast.model.finding import DriftResult
    from holdfast.model.report import ReportControl, ReportKind

_TEMPLATES = Path(__file__).parent / "templates"


def render_html(
    result: DriftResult,
    controls: Sequence[ReportControl],
    *,
    generated_at: datetime,
    kinds: Sequence[ReportKind] = (),
) -> str:
    """Return the report as one HTML page; the same arguments give the same text.

    Args:
        result: One client's check.
        controls: The controls of the client's plan; one without any finding is reported as not known.
        generated_at: When the report was made, with its time zone.
        kinds: Plain names of the kinds of objects; one that is not listed is named after its token.

    Raises:
        ValueError: when `generated_at` has no time zone.
    """
    if generated_at.tzinfo is None:
        raise ValueError("generated_at needs a time zone")
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            page=page(result, controls, generated_at=generated_at, kinds=kinds),
            style=Markup(style),  # noqa: S704 - our own file, no data in it
            style_digest=digest,
            verdict_words=[(VERDICTS[verdict], meaning) for verdict, meaning in VERDICT_MEANINGS.items()],
            status_words=[(status.value, words.mark, words.meaning) for status, words in STATUSES.items()],
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_readable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _readable(value: Any) -> Any:
    """Return a template's output with hidden characters written out; markup stays as it is."""
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@dataclass(frozen=True, slots=True)
class HtmlFormat:
    """One self-contained HTML page."""

    name: str = "html"
    suffix: str = ".html"

    def render(
        self,
        result: DriftResult,
        controls: Sequence[ReportControl],
        *,
        generated_at: datetime,
        kinds: Sequence[ReportKind] = (),
    ) -> str:
        """Return the page (see `render_html`)."""
        return render_html(result, controls, generated_at=generated_at, kinds=kinds)


FORMAT = HtmlFormat()
