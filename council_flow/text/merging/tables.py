"""Two people's changes to the same table, laid together cell by cell. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from council_flow.text.brackets import alternatives
from council_flow.text.merging.order import ordered
from council_flow.text.merging.words import Together, lay
from council_flow.text.tables import SEPARATOR, rows

_Line = tuple[str, ...]


@dataclass(frozen=True)
class _Grid:
    """A table whose rows and columns have identities."""

    lines: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], str]


def lay_table(base: str, mine: str, theirs: str) -> Together:
    """Lay two rewritings of the same table together: rows, columns and the words of each cell."""
    for one, other in ((mine, theirs), (theirs, mine)):
        if one in (other, base):
            return Together(other, other)
    was = _Grid(*_read(base, lambda table, lengthwise: [f"{lengthwise}{n}" for n in range(len(table))]))
    old = _table(base)
    own, saved = (_Grid(*_read(text, _recognised(old, name))) for text, name in ((mine, "m"), (theirs, "t")))
    lines, open_lines = _along(was.lines, own.lines, saved.lines, lambda grid, key: _row(grid, key), (was, own, saved))
    columns, open_columns = _along(
        was.columns, own.columns, saved.columns, lambda grid, key: _column(grid, key), (was, own, saved)
    )
    collides = False
    out: list[str] = []
    for line in lines:
        parts: list[str] = []
        for column in columns:
            at = (line, column)
            words, fits = _cell(was.cells.get(at), own.cells.get(at), saved.cells.get(at))
            if line in open_lines or column in open_columns:
                words, fits = alternatives(words), False
            collides = collides or not fits
            parts.append(words)
        out.append(SEPARATOR.join(parts).strip())
    together = "\n".join(out)
    return Together(None if collides else together, together)


def _cell(was: str | None, own: str | None, saved: str | None) -> tuple[str, bool]:
    """Return the words of a cell, and whether both people's changes fit."""
    if own is None or saved is None:
        return (own if saved is None else saved) or was or "", True
    before = was or ""
    if not own or not saved:  # emptied by one
        other = own or saved
        return ("", True) if other in ("", before) else (other, not before)
    together = lay(before, own, saved)
    return together.proposal, together.text is not None


def _along(
    base: list[str],
    mine: list[str],
    theirs: list[str],
    words: Callable[[_Grid, str], list[str]],
    grids: tuple[_Grid, _Grid, _Grid],
) -> tuple[list[str], set[str]]:
    """Return rows or columns in their order, and those that one took out while the other wrote in them."""
    was, own, saved = grids
    kept, both = {*mine, *theirs}, set()
    for key in base:
        for keys, grid in ((mine, saved), (theirs, own)):
            if key in kept and key not in keys:
                if words(grid, key) == words(was, key):
                    kept.discard(key)
                else:
                    both.add(key)
    return ordered(base, mine, theirs, kept=kept).keys, both


def _row(grid: _Grid, key: str) -> list[str]:
    return [words for (line, _), words in grid.cells.items() if line == key and words]


def _column(grid: _Grid, key: str) -> list[str]:
    return [words for (_, column), words in grid.cells.items() if column == key and words]


def _table(text: str) -> list[_Line]:
    found = [tuple(cell.text for cell in row) for row in rows(text)]
    width = max(map(len, found), default=0)
    return [row + ("",) * (width - len(row)) for row in found]


def _read(
    text: str, named: Callable[[list[_Line], str], list[str]]
) -> tuple[list[str], list[str], dict[tuple[str, str], str]]:
    table = _table(text)
    lines, columns = named(table, "r"), named(_turned(table), "c")
    cells = {
        (line, column): words
        for line, row in zip(lines, table, strict=True)
        for column, words in zip(columns, row, strict=True)
    }
    return lines, columns, cells


def _turned(table: list[_Line]) -> list[_Line]:
    return list(zip(*table, strict=True))


def _recognised(old: list[_Line], name: str) -> Callable[[list[_Line], str], list[str]]:
    """Return what names rows (``r``) and columns (``c``) of a changed table: as in the old one where they are the same."""

    def named(table: list[_Line], lengthwise: str) -> list[str]:
        before = old if lengthwise == "r" else _turned(old)
        found = _same(before, table)
        return [f"{lengthwise}{found[n]}" if n in found else f"{lengthwise}{name}{n}" for n in range(len(table))]

    return named


def _same(before: Sequence[_Line], after: Sequence[_Line]) -> dict[int, int]:
    """Return for rows of a changed table which row of the old one each is."""
    if len(before) == len(after):
        likely = {n: n for n in range(len(after)) if _likeness(before[n], after[n])}
        if len(likely) == len(after):
            return likely
    found: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and i2 - i1 == j2 - j1):
            found |= dict(zip(range(j1, j2), range(i1, i2), strict=True))
    free = [n for n in range(len(before)) if n not in found.values()]
    for n, row in enumerate(after):
        best = max(free, key=lambda at: _likeness(before[at], row), default=None)
        if n not in found and best is not None and _likeness(before[best], row):
            found[n] = best
            free.remove(best)
    return found


def _likeness(one: _Line, other: _Line) -> int:
    """Return how many cells are the same, those that name the row counted twice."""
    same = [a for a, b in zip(one, other, strict=False) if a and a == b]
    return len(same) + (1 if one[:1] == other[:1] and one[0] else 0)
