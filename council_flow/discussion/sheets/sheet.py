"""The sheet that is filled in without a connection, as a workbook. Pure: words in, bytes out.

Three sheets: how it is filled in; the paragraphs, their words locked and the cells beside them open; and, hidden, what the
sheet was made from. Two hidden columns hold the identity of each row and of its block.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from council_flow.discussion.sheets.rows import Row
from council_flow.discussion.sheets.workbook import RULE, WASH, cell_format, height, sheet_name, workbook
from council_flow.discussion.words import LONGEST
from council_flow.language import Sentence, direction, say

FORMAT = "council-flow sheet 1"
HIDDEN = "council"
"""Name of the hidden sheet."""
PLACE, WORDS, TYPE, COMMENT, PROPOSED, MADE, WHY, ID, KEY = range(9)
"""The columns, from the first."""
MARKS = {ID: "council.row", KEY: "council.block"}
"""Heads of the hidden columns, by which they are found again."""
WIDTHS = {PLACE: 17, WORDS: 62, TYPE: 14, COMMENT: 48, PROPOSED: 62, MADE: 14, WHY: 36, ID: 4, KEY: 4}
SPARE = 300
"""Rows beyond the paragraphs in which the lists to choose from work too."""

HEADS: Mapping[int, Sentence] = {
    PLACE: say("Paragraph"),
    WORDS: say("Text"),
    TYPE: say("Kind"),
    COMMENT: say("Comment"),
    PROPOSED: say("Proposed text"),
    MADE: say("For whom"),
    WHY: say("Not posted because"),
}
TITLE = say("How to fill in the sheet")
HOW: tuple[Sentence, ...] = (
    say(
        "Write beside the paragraph: a comment, or a proposed text with a comment that says why. Leave the other rows empty."
    ),
    say("A proposed text is the whole paragraph as it should read."),
    say(
        "For a second comment on a paragraph, insert a row below it: a row without a paragraph belongs to the one above it."
    ),
    say("Choose the kind from the list. Without a choice a comment is substantive."),
    say(
        "When you are connected again, upload the file at the address below. You see what will be posted before it is."
    ),
    say("Uploading the sheet twice adds nothing twice: rows that are here already are left as they are."),
)
FOR_WHOM = say("“For whom” is for proposed texts: for the State that named you, or alone.")


@dataclass(frozen=True)
class Line:
    """One row as it is handed out."""

    place: str
    words: str
    key: str
    id: str
    dir: str = "ltr"
    """Direction of the words."""
    filled: Row | None = None
    why: str = ""


@dataclass(frozen=True)
class Blank:
    """A sheet to be written: every word in the reader's language."""

    symbol: str
    title: str
    about: str
    """Which version, and on which day."""
    address: str
    version: int
    language: str
    council: str
    at: datetime
    heads: Mapping[int, str]
    how: Sequence[str]
    """The heading of the first sheet, and its lines."""
    types: Sequence[str]
    made: Sequence[str]
    """For whom a proposed text may be; empty where nobody asks."""
    lines: Sequence[Line] = field(default_factory=tuple)


def sheet(blank: Blank) -> bytes:
    """Return the sheet as XLSX."""
    out = io.BytesIO()
    with workbook(out, title=f"{blank.symbol}: {blank.title}", author=blank.council, at=blank.at) as made:
        first = made.add_worksheet(sheet_name(blank.how[0]))
        page = made.add_worksheet(sheet_name(blank.symbol))
        hidden = made.add_worksheet(HIDDEN)
        if direction(blank.language) == "rtl":
            first.right_to_left()
            page.right_to_left()
        _explain(made, first, blank)
        _fill(made, page, blank)
        for line, words in enumerate((FORMAT, blank.symbol, str(blank.version), blank.language)):
            hidden.write_string(line, 0, words)
        hidden.hide()
    return out.getvalue()


def _explain(made: Any, page: Any, blank: Blank) -> None:
    way = direction(blank.language)
    more = {"border": 0, "font_size": 12}
    page.set_column(0, 0, 70)
    page.set_paper(9)
    page.hide_gridlines(2)
    page.set_row(0, height([blank.title], [46]) + 8)
    page.set_row(1, 22)
    page.write_string(0, 0, blank.title, cell_format(made, way, **more | {"bold": True, "font_size": 15}))
    page.write_string(1, 0, blank.about, cell_format(made, way, **more | {"font_color": "#464d59"}))
    page.write_string(3, 0, blank.how[0], cell_format(made, way, **more | {"bold": True}))
    lines = cell_format(made, way, **more)
    for at, words in enumerate(blank.how[1:], start=1):
        page.set_row(3 + at, height([words], [60]) + 6)
        page.write_string(3 + at, 0, f"{at}. {words}", lines)
    page.write_string(4 + len(blank.how), 0, blank.address, lines)
    page.protect("", {"format_columns": True, "format_rows": True})


def _fill(made: Any, page: Any, blank: Blank) -> None:
    _set_page(page, blank)
    way = direction(blank.language)
    head = cell_format(made, way, bold=True, bg_color=WASH)
    hidden = made.add_format({"num_format": ";;;"})
    for column, title in blank.heads.items():
        page.write_string(0, column, title, head)
    for column, mark in MARKS.items():
        page.write_string(0, column, mark, hidden)
    locked = {side: cell_format(made, side, bg_color="#f7f8fa") for side in ("ltr", "rtl")}
    # A cell to write in is text whatever is typed, so that "- delete" is no sum.
    entry = cell_format(made, locked=False, num_format="@", quote_prefix=False, border_color=RULE)
    for at, line in enumerate(blank.lines, start=1):
        page.set_row(at, _height(line))
        page.write_string(at, PLACE, line.place, locked[way])
        page.write_string(at, WORDS, line.words, locked[line.dir])
        for column, words in _entries(line.filled):
            page.write_string(at, column, words, entry)
        page.write_string(at, WHY, line.why, locked[way])
        page.write_string(at, ID, line.id, hidden)
        page.write_string(at, KEY, line.key, hidden)
    _offer(page, blank, len(blank.lines) + SPARE)


def _height(line: Line) -> float:
    cells = [(PLACE, line.place), (WORDS, line.words), (WHY, line.why), *_entries(line.filled)]
    return height([words for _, words in cells], [WIDTHS[column] for column, _ in cells])


def _entries(filled: Row | None) -> list[tuple[int, str]]:
    row = filled or Row(0, "", "")
    return [(TYPE, row.type), (COMMENT, row.comment), (PROPOSED, row.proposed), (MADE, row.made)]


def _set_page(page: Any, blank: Blank) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 1)
    shown = {WHY: any(line.why for line in blank.lines), MADE: bool(blank.made), ID: False, KEY: False}
    for column, width in WIDTHS.items():
        page.set_column(column, column, width, None, {} if shown.get(column, True) else {"hidden": True})
    page.protect("", {"insert_rows": True, "delete_rows": True, "format_rows": True, "format_columns": True})


def _offer(page: Any, blank: Blank, last: int) -> None:
    page.data_validation(1, TYPE, last, TYPE, {"validate": "list", "source": list(blank.types)})
    if blank.made:
        page.data_validation(1, MADE, last, MADE, {"validate": "list", "source": list(blank.made)})
    for column in (COMMENT, PROPOSED):
        page.data_validation(1, column, last, column, {"validate": "length", "criteria": "<=", "value": LONGEST})
