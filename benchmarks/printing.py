"""A PDF of ten pages: as the product makes it, and as bare WeasyPrint makes it from the same HTML."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import process_time

import pikepdf
from weasyprint import HTML

from benchmarks import texts
from council_flow.language import Titles
from council_flow.publication import adapters
from council_flow.publication.printing import Draft, Printed, PrintFacts, printed

PARAGRAPHS = 96
"""Paragraphs that fill ten pages."""
TIMES = 7


@dataclass(frozen=True)
class PdfFigure:
    """Medians in seconds of the processor, number of pages, bytes."""

    seconds: float
    bare: float
    pages: int
    size: int

    @property
    def ratio(self) -> float:
        """Time in times of bare WeasyPrint."""
        return self.seconds / self.bare


def figure() -> PdfFigure:
    """Measure both in turn."""
    page = _page()
    html = adapters.to_html(page)
    made = adapters.render(page)
    own, bare = [], []
    _bare(html)
    for _ in range(TIMES):
        begun = process_time()
        _bare(html)
        between = process_time()
        adapters.render(page)
        bare.append(between - begun)
        own.append(process_time() - between)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pages = len(pdf.pages)
    return PdfFigure(median(own), median(bare), pages, len(made))


def _page() -> Printed:
    council = Titles("Regional Expert Council")
    facts = PrintFacts(
        symbol="REC/2026/L.7", council=council, short=council, zone="Asia/Tashkent",
        at=datetime(2026, 9, 11, 13, tzinfo=UTC), public_url="https://council.example", draft=Draft(12, "Rev.3"),
    )  # fmt: skip
    return printed(texts.text(PARAGRAPHS), "en", facts)


def _bare(html: str) -> bytes:
    """Set the page with nothing of the product's but the fonts and drawings that the page names."""
    made: bytes = HTML(string=html, url_fetcher=adapters.fetcher({})).write_pdf()
    return made
