"""The HTML report: one page that needs nothing else, for the client's manager first and the administrator second.

The template escapes everything, and everything that hides or reorders text is written out before that. No script,
no request: the page's own policy forbids both, whatever a name in the tenant contains.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class
from holdfast.report.page import page
from holdfast.report.readable import readable
from holdfast.report.words import STATUSES, VERDICT_MEANINGS, VERDICTS

if TYPE_CHECKING:
    from jinja2 import Environment

    from holdfast.model.report import ReportInput

_TEMPLATES = Path(__file__).parent.parent / "templates"


def rendered(template: str, **values: Any) -> bytes:
    """Return a page of one of our templates, with our style and the digest by which its own policy lets it in."""
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _environment()
        .get_template(template)
        .render(
            style=Markup(style),  # noqa: S704 - our own file, no data in it
            style_digest=digest,
            **values,
        )
        .encode()
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
    return readable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


@value_class
class HtmlFormat:
    """One self-contained HTML page."""

    name: str = "html"
    suffix: str = ".html"

    def render(self, given: ReportInput) -> bytes:
        """Return the page; the same input gives the same bytes."""
        return rendered(
            "report.html.jinja",
            page=page(given),
            verdict_words=[(VERDICTS[verdict], meaning) for verdict, meaning in VERDICT_MEANINGS.items()],
            status_words=[(status.value, words.mark, words.meaning) for status, words in STATUSES.items()],
        )


FORMAT = HtmlFormat()
