"""A comparison ready to be shown, printed or handed on: lines with numbers, words and the other ends of moves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from council_flow.text.compare import Comparison
from council_flow.text.comparing.files import Unit, is_rtl
from council_flow.text.comparing.rows import Laid, lay
from council_flow.text.redline.words import STATUSES
from council_flow.text.words import Piece, words_of

_KINDS = {"subparagraph": "item", "table": "row", "footnote": "note", "title": "title", "heading": "heading", "annex": "heading"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a redline."""

    status: str
    """As in :class:`~council_flow.text.comparing.rows.Laid`."""
    kind: str
    """title, heading, paragraph, item, row or note."""
    level: int
    old_number: str
    new_number: str
    words: tuple[Piece, ...]
    laid: Laid
    others: tuple[str, ...] = ()
    """Split: the numbers of all parts. Merged: those of all sources."""
    key: str = ""
    """Name of its place, for links; empty where nothing changed."""
    twin: str = ""
    """Moved and left: the name of the other place."""
    away: str = ""
    """Left: what became of it: moved, split or merged."""
    excerpt: str = ""
    """Left: its first words."""
    rtl: bool = False
    recast: bool = False
    """It is of another kind or level than before."""

    @property
    def touched(self) -> bool:
        """Whether words are marked inside."""
        return any(piece.op != "same" for piece in self.words)

    @property
    def old_words(self) -> str:
        """The words without insertions."""
        return "".join(" " if piece.op == "join" else piece.text for piece in self.words if piece.op != "ins")

    @property
    def new_words(self) -> str:
        """The words without deletions."""
        return "".join(piece.text for piece in self.words if piece.op != "del")


@dataclass(frozen=True)
class Redline:
    """Two texts laid together, with what stands above them."""

    old_name: str
    new_name: str
    language: str
    lines: tuple[Line, ...]
    title: str = ""
    symbol: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    """Lines by status, and ``words_in`` and ``words_out``, the words inserted and deleted."""

    @property
    def changes(self) -> int:
        """Paragraphs that differ."""
        return sum(self.counts[status] for status in STATUSES)


def of_files(
    old: Sequence[Unit], new: Sequence[Unit], names: tuple[str, str], language: str
) -> Redline:  # fmt: skip
    """Compare two files that were read."""
    lines = []
    for one in lay([unit.text for unit in old], [unit.text for unit in new]):
        was = old[one.old] if one.old is not None else None
        unit = new[one.new] if one.new is not None else was
        assert unit is not None, "a row has a paragraph on one side at least"
        several = old if one.status == "merged" else new
        numbers = (was.number if was else "", new[one.new].number if one.new is not None else "")
        lines.append(_line(one, (unit.kind, unit.level), numbers, tuple(several[n].number for n in one.parts)))
    return _redline(names, language, lines)


def of_versions(
    found: Comparison, names: tuple[str, str], language: str, *, title: str = "", symbol: str = ""
) -> Redline:
    """Return the redline of a comparison of two versions."""
    lines = []
    for row, one in zip(found.shown, found.laid, strict=True):
        block = row.new or row.old
        assert block is not None, "a row has a block on one side at least"
        kind = (_KINDS.get(block.kind, "paragraph"), block.level)
        lines.append(
            _line(one, kind, (row.old_number, row.new_number), row.others, status=row.status, recast=row.recast)
        )
    return _redline(names, language, lines, title=title, symbol=symbol)


def _line(
    one: Laid, kind: tuple[str, int], numbers: tuple[str, str], others: tuple[str, ...], *,
    status: str = "", recast: bool = False,
) -> Line:  # fmt: skip
    status = status or one.status
    key = "" if status == "same" else f"l{one.old}" if status in {"left", "deleted"} else f"c{one.new}"
    twin = f"l{one.old}" if status == "moved" else f"c{one.new}" if status == "left" else ""
    text = "".join(piece.text for piece in one.words)
    return Line(
        status, kind[0], kind[1], numbers[0], numbers[1], one.words, one, others=others, key=key, twin=twin,
        rtl=is_rtl(text), recast=recast and status != "left",
    )  # fmt: skip


def _redline(
    names: tuple[str, str], language: str, lines: Iterable[Line], *, title: str = "", symbol: str = ""
) -> Redline:
    found = _with_excerpts(list(lines))
    counts = {status: sum(line.status == status for line in found) for status in (*STATUSES, "same")}
    for name, op in (("words_in", "ins"), ("words_out", "del")):
        counts[name] = sum(len(words_of(piece.text)) for line in found for piece in line.words if piece.op == op)
    return Redline(names[0], names[1], language, found, title or _title(found), symbol, counts)


def _with_excerpts(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Let old places that are shown elsewhere say what became of their words, and begin with them."""
    there = {line.key: line for line in lines if line.status in {"moved", "split", "merged"}}
    found = []
    for line in lines:
        if line.status == "left":
            other = there[line.twin]
            words = (_source(other, line.laid.old) if other.status == "merged" else other.old_words).split()
            excerpt = " ".join([*words[:EXCERPT], "…"] if len(words) > EXCERPT else words)
            line = replace(line, away=other.status, excerpt=excerpt, rtl=is_rtl(excerpt))
        found.append(line)
    return tuple(found)


def _source(line: Line, old: int | None) -> str:
    """Return the words of one of the paragraphs that a joined one came from."""
    said = [""]
    for piece in line.words:
        said += [""] if piece.op == "join" else []
        said[-1] += piece.text if piece.op in {"same", "del"} else ""
    return dict(zip(line.laid.parts, said, strict=True)).get(old or 0, "")


EXCERPT = 8
"""Words that an old place shows of what went elsewhere."""


def _title(lines: Sequence[Line]) -> str:
    """Return the words of the newer text's first heading, if it begins with one."""
    first = next((line for line in lines if line.laid.new is not None and line.status != "left"), None)
    return first.new_words if first is not None and first.kind in {"title", "heading"} else ""


def only_changes(lines: Sequence[Line]) -> list[Line]:
    """Return what changed, with the headings above it."""
    kept: list[Line] = []
    headings: list[Line] = []
    for line in lines:
        if line.kind in {"title", "heading"} and line.status == "same":
            headings = [one for one in headings if one.level < line.level]
            headings.append(line)
        elif line.status != "same":
            kept += [*headings, line]
            headings = []
    return kept


def as_data(redline: Redline, *, only: bool = False) -> dict[str, Any]:
    """Return the redline as JSON data: rows in the order of the newer text, paragraphs counted from 0."""
    return {
        "old": redline.old_name,
        "new": redline.new_name,
        "language": redline.language,
        "counts": redline.counts,
        "rows": [
            {
                "status": line.status,
                "kind": line.kind,
                "level": line.level,
                "old": line.laid.old,
                "new": line.laid.new,
                "old_number": line.old_number,
                "new_number": line.new_number,
                "parts": list(line.laid.parts),
                "share": line.laid.share,
                "pieces": [{"op": piece.op, "text": piece.text} for piece in line.words],
            }
            for line in redline.lines
            if not only or line.status != "same"
        ],
    }


_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def shown_pieces(words: Sequence[Piece]) -> list[Piece]:
    """Return words as they are set: no mark on spaces, and a space between what was deleted and what replaced it."""
    out: list[Piece] = []
    for piece in words:
        if piece.op in {"same", "join"}:
            out.append(piece)
            continue
        edges = _EDGES.fullmatch(piece.text)
        assert edges is not None, "any text has edges"
        before = " " if out and out[-1].op == "del" and not edges[1] and edges[2][:1].isalnum() else edges[1]
        parts = ((before, "same"), (edges[2], piece.op), (edges[3], "same")) if edges[2] else ((piece.text, "same"),)
        out += [Piece(op, text) for text, op in parts if text]
    return out
