"""Reading the sheet that somebody filled in. Pure: bytes in, rows out. openpyxl reads; no formula is worked out.

What comes is a file from outside: its size, packed and unpacked, is limited before it is read, and no part of it may
declare entities.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from council_flow.archives import UNREADABLE
from council_flow.discussion.sheets import sheet
from council_flow.discussion.sheets.rows import Filled, Row, checked, cleaned
from council_flow.errors import Invalid
from council_flow.language import say

LARGEST = 2 * 1024 * 1024
"""Bytes of a workbook."""
INFLATED = 24 * 1024 * 1024
"""Bytes of all its parts, unpacked."""
PARTS = 200
LINES = 6_000
"""Rows of a sheet that are looked at."""
TEXT = 32_767
"""Characters that a cell of a spreadsheet can hold."""

TOO_LARGE = say("The file is larger than %(n)s MB.", n=LARGEST // 1024 // 1024)
NO_WORKBOOK = say("This file is no workbook in the format .xlsx. Save the sheet in this format and choose it again.")
INSIDE = say(
    "Unpacked, this workbook is larger than %(n)s MB. Copy what you wrote into a new sheet.", n=INFLATED // 1024 // 1024
)
NO_SHEET = say("This workbook is not the sheet that was downloaded here. Copy what you wrote into a new sheet.")


def read(data: bytes) -> Filled:
    """Return the filled-in rows of a sheet.

    Raises:
        Invalid: it is too large, no workbook, or not a sheet of this product.
    """
    _inspect(data)
    import openpyxl  # noqa: PLC0415 - needed only where a sheet is read

    try:
        with warnings.catch_warnings():  # it tells of parts that it does not read
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            try:
                return _filled(book)
            finally:
                book.close()
    except Invalid:
        raise
    except Exception as error:  # whatever a damaged part makes the library stumble over
        raise Invalid(NO_WORKBOOK) from error


def _inspect(data: bytes) -> None:
    if len(data) > LARGEST:
        raise Invalid(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            _limited(parts)
            if any(_declares(packed, part) for part in parts):
                raise Invalid(NO_WORKBOOK)
    except UNREADABLE as error:
        raise Invalid(NO_WORKBOOK) from error


def _limited(parts: list[zipfile.ZipInfo]) -> None:
    # The library never unpacks more of a part than the part says of itself.
    if len(parts) > PARTS or sum(part.file_size for part in parts) > INFLATED:
        raise Invalid(INSIDE)


def _declares(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Answer whether a part declares a document type, which no part of a workbook needs."""
    whole = packed.read(part).replace(b"\x00", b"")  # in UTF-16 every second byte of a declaration is zero
    return b"<!DOCTYPE" in whole or b"<!ENTITY" in whole


def _filled(book: Any) -> Filled:
    if sheet.HIDDEN not in book.sheetnames:
        raise Invalid(NO_SHEET)
    about = [_text(row[0].value) if row else "" for row in book[sheet.HIDDEN].iter_rows(max_row=4, max_col=1)]
    if len(about) < 4 or about[0] != sheet.FORMAT or not (about[2].isdecimal() and len(about[2]) < 7):
        raise Invalid(NO_SHEET)
    page = next((page for page in book.worksheets if _is_main(page)), None)
    if page is None:
        raise Invalid(NO_SHEET)
    return checked(Filled(about[1][:60], int(about[2]), about[3][:2], tuple(_rows(page))))


def _is_main(page: Any) -> bool:
    head = next(page.iter_rows(max_row=1, max_col=sheet.KEY + 1), ())
    return len(head) > sheet.KEY and all(_text(head[at].value) == mark for at, mark in sheet.MARKS.items())


def _rows(page: Any) -> Iterator[Row]:
    """Yield the rows of a sheet; one without a block belongs to the block above it."""
    above = ""
    for at, cells in enumerate(page.iter_rows(min_row=2, max_row=LINES, max_col=sheet.KEY + 1), start=2):
        if len(cells) <= sheet.COMMENT:
            continue
        said = [_text(cell.value) for cell in cells] + [""] * (sheet.KEY + 1 - len(cells))
        entries = cells[sheet.TYPE : sheet.MADE + 1]
        row = cleaned(Row(
            line=at, key=said[sheet.KEY], id=said[sheet.ID], type=said[sheet.TYPE], comment=said[sheet.COMMENT],
            proposed=said[sheet.PROPOSED], made=said[sheet.MADE], formula=any(cell.data_type == "f" for cell in entries),
        ))  # fmt: skip
        above = row.key or above
        if row.filled:
            yield row if row.key else Row(**{**vars(row), "key": above, "id": ""})


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:TEXT]
