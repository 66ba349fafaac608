"""Tables of a Word file: who changed more of one than words in its cells, and how it would be then. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from council_flow.text import tables
from council_flow.text.word.changes import Line
from council_flow.text.word.parts import Change, Para, Row, Table


def restructured(table: Table, cells: Sequence[Sequence[tuple[Para, Line]]]) -> dict[str, Change]:
    """Return those who changed more of a table than words in its cells."""
    found = {}
    for row in table.rows:
        for change in (row.inserted, row.deleted):
            if change is not None:
                found[change.author] = change
    for _, line in (cell for row in cells for cell in row):
        if not line.text.strip():
            found.update({group.author: group.change for group in line.groups()})
    return found


def table_as(rows: Sequence[Row], author: str, language: str) -> str:
    """Return the text of a table with the changes of one person accepted."""
    out = []
    for row in rows:
        if row.inserted is not None and row.inserted.author != author:
            continue
        cells = []
        for cell in row.cells:
            lines = [Line(para, 0, language, {}) for para in cell]
            cells.append(" ".join(line.inline(line.accepted(author)) for line in lines).strip())
        out.append(cells)
    return tables.clean_table(tables.from_cells([row for row in out if any(row)]))
