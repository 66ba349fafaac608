"""A report as a Word document. Pure: words in, bytes out."""

from __future__ import annotations

import io
from typing import Any

from council_flow.publication.setting import base_direction
from council_flow.reports.report import Report, Table


def document_of(report: Report) -> bytes:
    """Return the report as DOCX."""
    from docx import Document  # noqa: PLC0415 - needed only where a file is made
    from docx.shared import Pt  # noqa: PLC0415 - as above

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(10.5)
    about = document.core_properties
    about.title, about.author, about.language = f"{report.symbol}: {report.heading}", report.council, report.language
    about.created = about.modified = report.at.replace(tzinfo=None)
    about.comments = ""
    _line(document.add_paragraph(), f"{report.council}    {report.symbol}", report.language)
    _line(document.add_heading(level=1), report.heading, report.language)
    _line(document.add_paragraph(), f"{report.title}. {report.about}", report.language)
    for section in report.sections:
        _line(document.add_heading(level=2), section.title, report.language)
        if section.facts:
            _table(document, Table((), section.facts), report.language)
        for line in section.lines:
            _line(document.add_paragraph(), line, report.language)
        if section.table:
            _table(document, section.table, report.language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, table: Table, language: str) -> None:
    rows = [*([table.head] if table.head else []), *table.rows]
    made = document.add_table(len(rows), len(rows[0]))
    made.style = "Table Grid"
    if language == "ar":
        _set(made._tbl.tblPr, "w:bidiVisual")
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            first, *more = words.split("\n")
            _line(cell.paragraphs[0], first, language)
            for one in more:
                _line(cell.add_paragraph(), one, language)
    if table.head:
        _set(made.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _line(paragraph: Any, words: str, language: str) -> None:
    rtl = base_direction(words, language) == "rtl"
    run = paragraph.add_run(words)
    if rtl:
        _set(paragraph._p.get_or_add_pPr(), "w:bidi")
        _set(run._r.get_or_add_rPr(), "w:rtl")


def _set(properties: Any, tag: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

    properties.append(OxmlElement(tag))
