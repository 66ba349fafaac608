"""The comment matrix as a Word document: a landscape page, one table whose heads repeat. Pure: words in, bytes out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from council_flow.discussion.matrix.table import COLUMNS, Written
from council_flow.publication.setting import base_direction

SHARES = (6, 7, 11, 10, 9, 20, 17, 9, 12, 10)
"""Parts of the line that each column takes."""
INK, WASH = "141B26", "EEF1F6"


def matrix(written: Written) -> bytes:
    """Return the matrix as DOCX."""
    from docx import Document  # noqa: PLC0415 - needed only where a file is made

    document = Document()
    _set_page(document, written)
    _head(document, written)
    _table(document, written)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any, written: Written) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - as above
    from docx.shared import Mm, Pt  # noqa: PLC0415 - as above

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(16)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Calibri", Pt(8.5)
    _after(style.element.get_or_add_rPr(), "w:sz", "w:szCs", **{"w:val": "17"})
    style.paragraph_format.space_after = Pt(2)
    _set(style.element.get_or_add_rPr(), "w:lang", **{"w:val": written.language, "w:bidi": written.language})
    about = document.core_properties
    about.title, about.author, about.language = (
        f"{written.symbol}: {written.heading}",
        written.council,
        written.language,
    )
    about.created = about.modified = written.at.replace(tzinfo=None)
    about.comments = ""
    _running(section, written)


def _running(section: Any, written: Written) -> None:
    _write(section.header.paragraphs[0], f"{written.symbol}\t\t{written.about}", written)
    line = section.footer.paragraphs[0]
    _directed(line, written)
    for code in ("PAGE", " / ", "NUMPAGES"):
        if code == " / ":
            line.add_run(code)
            continue
        field = _made("w:fldSimple", **{"w:instr": code})
        line._p.append(field)


def _head(document: Any, written: Written) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - as above

    for words, style, size in ((written.title, "Heading 1", 15), (written.heading, "Heading 2", 11)):
        paragraph = document.add_paragraph(style=style)
        run = _write(paragraph, words, written)
        run.font.size = Pt(size)
        run.font.color.rgb = RGBColor.from_string(INK)
        _after(run._r.get_or_add_rPr(), "w:sz", "w:szCs", **{"w:val": str(size * 2)})


def _table(document: Any, written: Written) -> None:
    from docx.shared import Mm  # noqa: PLC0415 - as above

    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.style, table.autofit = "Table Grid", False
    _close(table)
    if written.dir == "rtl":
        _after(table._tbl.tblPr, "w:tblStyle", "w:bidiVisual")
    widths = [Mm(267 * share / sum(SHARES)) for share in SHARES]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = _row(table, written.head, widths, written, bold=True)
    _set(head._tr.get_or_add_trPr(), "w:tblHeader")
    for place, rows in written.groups:
        line = table.add_row()
        whole = line.cells[0].merge(line.cells[-1])
        _write(whole.paragraphs[0], place, written, bold=True)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(whole)
        for row in rows:
            _row(table, row, widths, written)


def _row(table: Any, cells: Sequence[str], widths: Sequence[Any], written: Written, *, bold: bool = False) -> Any:
    line = table.add_row()
    _set(line._tr.get_or_add_trPr(), "w:cantSplit")
    for cell, words, width in zip(line.cells, cells, widths, strict=True):
        cell.width = width
        for at, part in enumerate(words.split("\n")):
            _write(cell.paragraphs[0] if not at else cell.add_paragraph(), part, written, bold=bold)
        if bold:
            _shade(cell)
    return line


def _write(paragraph: Any, words: str, written: Written, *, bold: bool = False) -> Any:
    _directed(paragraph, written, words)
    run = paragraph.add_run(words)
    if bold:
        run.bold = run.font.cs_bold = True
    run.font.rtl = True if base_direction(words, written.language) == "rtl" else None
    return run


def _directed(paragraph: Any, written: Written, words: str = "") -> None:
    """Let a paragraph run as its first letter does."""
    if base_direction(words, written.language) == "rtl":
        _set(paragraph._p.get_or_add_pPr(), "w:bidi")


def _close(table: Any) -> None:
    """Set the words of cells closer to their borders."""
    margins = _made("w:tblCellMar")
    for side in ("w:left", "w:right"):
        margins.append(_made(side, **{"w:w": "60", "w:type": "dxa"}))
    _before(table._tbl.tblPr, "w:tblLook", margins)


def _before(parent: Any, after: str, element: Any) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    found = parent.find(qn(after))
    if found is None:
        parent.append(element)
    else:
        found.addprevious(element)


def _shade(cell: Any) -> None:
    _set(cell._tc.get_or_add_tcPr(), "w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": WASH})


def _made(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _after(parent: Any, before: str, tag: str, **attributes: str) -> None:
    """Put a property behind another one: Word wants them in the order of the standard."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    parent.find(qn(before)).addnext(_made(tag, **attributes))


def _set(parent: Any, tag: str, **attributes: str) -> None:
    parent.append(_made(tag, **attributes))
