"""The comment matrix as a workbook. Pure: words in, bytes out. XlsxWriter writes; nothing is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from council_flow.discussion.matrix.table import COLUMNS, Written

INK, RULE, WASH = "#141b26", "#c4c9d1", "#eef1f6"
FONT = "Calibri"
LINE, HIGHEST = 15, 408
"""Points of a line, and most points that a row of a spreadsheet has."""


@contextmanager
def workbook(out: io.BytesIO, *, title: str, author: str, at: Any) -> Iterator[Any]:
    """Open a workbook in memory that takes every text as text: no formula, no link, no number."""
    import xlsxwriter  # noqa: PLC0415 - needed only where a file is made

    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 11, "font_color": INK},
    }  # fmt: skip
    made = xlsxwriter.Workbook(out, options)
    made.set_properties({"title": title, "author": author, "created": at.replace(tzinfo=None)})
    try:
        yield made
    finally:
        made.close()


def matrix(written: Written) -> bytes:
    """Return the matrix as XLSX: one sheet, heads in the first row, from right to left where the language is."""
    out = io.BytesIO()
    with workbook(out, title=f"{written.symbol}: {written.heading}", author=written.council, at=written.at) as made:
        page = made.add_worksheet(sheet_name(written.symbol))
        if written.dir == "rtl":
            page.right_to_left()
        _set_page(page, written)
        _fill(made, page, written)
    return out.getvalue()


def sheet_name(name: str) -> str:
    """Return a name that a sheet may have: 31 characters, none of those that separate."""
    return "".join("-" if sign in "[]:*?/\\" else sign for sign in name)[:31].strip("'") or "-"


def cell_format(made: Any, way: str = "", **more: Any) -> Any:
    """Return how cells look: at the top, wrapped, text to stay text also after somebody has opened and left it.

    Args:
        way: direction of the words; without it, that of the first letter.
    """
    return made.add_format({
        "text_wrap": True, "valign": "top", "border": 1, "border_color": RULE, "quote_prefix": True,
        **({"reading_order": 2 if way == "rtl" else 1} if way else {}), **more,
    })  # fmt: skip


def _set_page(page: Any, written: Written) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&L{_plain(written.symbol)}&R{_plain(written.about)}")
    page.set_footer("&R&P / &N")
    page.freeze_panes(1, 1)
    for at, (_, _, width) in enumerate(COLUMNS):
        page.set_column(at, at, width)


def _fill(made: Any, page: Any, written: Written) -> None:
    head = cell_format(made, written.dir, bold=True, bg_color=WASH)
    words = cell_format(made)
    number = made.add_format({"valign": "top", "border": 1, "border_color": RULE})
    for at, title in enumerate(written.head):
        page.write_string(0, at, title, head)
    for line, row in enumerate(written.rows, start=1):
        page.set_row(line, height(row, [width for _, _, width in COLUMNS]))
        page.write_number(line, 0, int(row[0]), number)
        for at, cell in enumerate(row[1:], start=1):
            page.write_string(line, at, cell, words)
    page.autofilter(0, 0, max(1, len(written.rows)), len(COLUMNS) - 1)


def height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Return the height of a row in points, so that its words are seen: not every program works it out by itself."""
    lines = (
        sum(max(1, -(-len(line) // max(1, int(width * 0.98)))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
        if cell
    )
    return float(min(HIGHEST, LINE * max(lines, default=1) + 2))


def _plain(words: str) -> str:
    """Return words for a running line, in which ``&`` is a sign of its own."""
    return words.replace("&", "&&")[:120]
