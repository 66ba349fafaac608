"""Writes the figures as a page of the documentation."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import date

from benchmarks.budgets import BUDGETS, GROWTH, PDF, STATEMENTS, THEIR_FLOOR
from benchmarks.measuring import Figure
from benchmarks.printing import PdfFigure

NAMES = {
    "list": "List: 20 of 2,000 recommendations with stage and comment counts",
    "search": "Search in the list",
    "open 20": "A recommendation with 20 comments",
    "open 400": "A recommendation with 400 comments",
    "compare": "Comparison of two versions",
    "comment": "A comment posted",
    "move": "A move: returned to the drafter, all who see the file told",
    "opening": "A move that opens a consultation: ten States asked as well, two letters to each of their people",
}
WRITES = frozenset({"comment", "move", "opening"})


@dataclass(frozen=True)
class Figures:
    """Everything that was measured in one run."""

    works: dict[str, Figure]
    few: Figure
    """The list of 200."""
    pdf: PdfFigure


def page(found: Figures, today: date) -> str:
    """Return the page."""
    rows = "\n".join(_row(name, figure) for name, figure in found.works.items())
    floors = sorted(figure.floor for figure in found.works.values())
    return _PAGE.format(
        cores=os.cpu_count(), python=platform.python_version(), today=f"{today.day} {today:%B %Y}", rows=rows,
        floor=_ms(floors[len(floors) // 2]), statements=STATEMENTS, theirs=THEIR_FLOOR,
        alternatives="\n".join(_alternative(name, figure) for name, figure in found.works.items()),
        grown=_grown(found), pdf=_pdf(found.pdf),
    )  # fmt: skip


def _row(name: str, figure: Figure) -> str:
    limit = "" if name in WRITES else f" of {STATEMENTS}"
    return (
        f"| {NAMES[name]} | {_ms(figure.seconds)} | **{figure.ratio:.1f}** | {_against_budget(name, figure)} |"
        f" {figure.statements}{limit} | {figure.size:,} |"
    )


def _against_budget(name: str, figure: Figure) -> str:
    budget = BUDGETS[name].floors
    return f"{budget:g} | {_held(figure.ratio <= budget and (name in WRITES or figure.statements <= STATEMENTS))}"


def _alternative(name: str, figure: Figure) -> str:
    budget = BUDGETS[name]
    times = budget.wagtail / THEIR_FLOOR / figure.ratio
    return f"| {NAMES[name]} | {budget.wagtail} ms | {budget.statements:,} | {budget.plone} ms | {times:.0f} × |"


def _grown(found: Figures) -> str:
    growth = found.works["list"].ratio / found.few.ratio
    return f"| The list of 2,000 against the list of 200 | {growth:.2f} × | {GROWTH:g} × | {_held(growth <= GROWTH)} |"


def _pdf(pdf: PdfFigure) -> str:
    return (
        f"| A PDF of {pdf.pages} pages against bare WeasyPrint on the same HTML"
        f" ({pdf.seconds:.2f} s and {pdf.bare:.2f} s, {pdf.size:,} bytes)"
        f" | {pdf.ratio:.2f} × | {PDF:g} × | {_held(pdf.ratio <= PDF)} |"
    )


def _held(held: bool) -> str:
    return "yes" if held else "**no**"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


_PAGE = """# Performance

Written by `make bench` on {today}, on {cores} cores with Python {python}. Do not edit it by hand.

Times differ from machine to machine; read the ratios. A *floor* is what nobody can go below with these tools: Flask,
Flask-Login, one compiled template and 20 ORM rows, and nothing else; here it takes {floor}. It is asked in turn with
each work. All times are medians of the processor's time in one process, asked through WSGI, on SQLite, with 2,000
recommendations of 20 paragraphs and 20 comments each; posts are whole ones, with their token, their transaction, their
entries in the record and their notices.

| work | time | in floors | budget | held | SQL statements | bytes of the answer |
|---|---|---|---|---|---|---|
{rows}

Pages take {statements} statements at most, whatever the number of rows; a test counts them on every page of a file.

| growth and printing | ratio | budget | held |
|---|---|---|---|
{grown}
{pdf}

The PDF of the product is tagged, PDF/A-3a and finished for PDF/UA; bare WeasyPrint makes a plain one. A worker renders
it once and the bytes are kept: no reader waits for it.

## What users would pick instead

The same documents with the same comments in Wagtail 8 and in Plone 6, on SQLite, two gunicorn workers, one client,
medians, measured on 2 cores with Python 3.11, where the floor took {theirs} ms. The last column compares in floors:
how many times the work takes longer in Wagtail than here. Theirs are times of the clock through HTTP, ours those of the
processor without it, each divided by the floor measured the same way; read the column as an order of magnitude. Both
moves are set against the one move that was measured there.

| work | Wagtail | its SQL statements | Plone | so many times ours |
|---|---|---|---|---|
{alternatives}
"""
