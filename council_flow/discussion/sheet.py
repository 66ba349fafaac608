"""Tables as files of comma-separated values whose cells do nothing when a spreadsheet opens them. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(cell: object) -> str:
    """Return a cell as text; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_ACTIVE) or text.lstrip().startswith(_ACTIVE) else text


def csv_bytes(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as UTF-8 with a byte order mark, which spreadsheets need to read other scripts."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
