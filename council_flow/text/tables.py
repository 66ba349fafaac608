"""Tables: rows in lines, cells between bars, the first row their head. Pure.

``Country | Centres`` is a row; ``\\|`` is a bar in a cell. So a table has words like any block, and places in it are counted
in code points as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ROWS, COLUMNS = 200, 12
"""Most rows and columns of a table."""
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
SEPARATOR = " | "


@dataclass(frozen=True)
class Cell:
    """One cell: its inline text, and where it begins and ends in the text of the table."""

    text: str
    start: int
    end: int


def rows(text: str) -> list[list[Cell]]:
    """Return the cells of a table, row by row, without the spaces around them."""
    found: list[list[Cell]] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(_cells(line, at))
        at += len(line) + 1
    return found


def _cells(line: str, at: int) -> list[Cell]:
    cells: list[Cell] = []
    start = 0
    for end in [*(match.start() for match in _BAR.finditer(line)), len(line)]:
        part = line[start:end]
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(part.strip(), at + start + lead, at + start + max(lead, len(part.rstrip()))))
        start = end + 1
    return cells


def clean_table(text: str) -> str:
    """Return a table in normal form: one space around bars, no empty lines, no ruled line.

    Bars at both ends of a row are taken for its frame where every row has them; else for empty cells.
    """
    typed = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    framed = all(len(line) > 1 and line[0] == line[-1] == "|" for line in typed)
    lines = []
    for line in typed:
        cells = [part.strip() for part in _BAR.split(line[1:-1] if framed else line)]
        if any(cells) and not all(_RULE.fullmatch(cell) for cell in cells):
            lines.append(SEPARATOR.join(" ".join(cell.split()) for cell in cells).strip())
    return "\n".join(lines)


def from_cells(cells: Sequence[Sequence[str]]) -> str:
    """Return the text of a table from its cells, row by row; bars in cells are escaped."""
    return "\n".join(SEPARATOR.join(_BAR.sub(r"\\|", " ".join(cell.split())) for cell in row) for row in cells)


def shown(cell: str) -> str:
    """Return the inline text of a cell as it is read, its bars without escapes."""
    return cell.replace("\\|", "|")


def too_large(text: str) -> bool:
    """Answer whether a table passes the limits."""
    found = rows(text)
    return len(found) > ROWS or any(len(row) > COLUMNS for row in found)
