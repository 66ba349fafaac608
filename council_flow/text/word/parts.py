"""What a Word file is made of, as it is read: segments of letters, paragraphs, rows of tables. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from council_flow.text.word.package import W, switched, value, whole


@dataclass(frozen=True)
class Change:
    """A tracked change: whose, and when as the file writes it."""

    author: str
    date: str = ""
    move: str = ""
    """Name of the move that it is one end of."""


@dataclass
class Seg:
    """Letters in a row that look the same and have the same fate."""

    text: str
    apart: bool = False
    bold: bool = False
    note: str = ""
    """``footnote:3``: the mark of a note, without letters."""
    inserted: Change | None = None
    deleted: Change | None = None
    link: str = ""
    """Name of the bookmark that it refers to, where that is one of the product's own."""

    @property
    def base(self) -> bool:
        """It stands in the text with every change rejected."""
        return self.inserted is None


@dataclass
class Para:
    """A paragraph as the file has it."""

    properties: Any = None
    segs: list[Seg] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    """Before which segment a comment starts or ends: place, ``start`` or ``end``, its id."""
    mark_inserted: Change | None = None
    mark_deleted: Change | None = None
    bookmarks: list[str] = field(default_factory=list)
    """Names of the product's own bookmarks in it."""

    @property
    def style(self) -> str | None:
        """Id of its style."""
        return value(self.properties, "pStyle")

    @property
    def indent(self) -> int:
        """Indent in twentieths of a point, a first line that hangs or is indented counted."""
        if self.properties is None:
            return 0
        said = self.properties.find(f"{W}ind")
        if said is None:
            return 0
        start = whole(said.get(f"{W}start") or said.get(f"{W}left")) or 0
        return start + (whole(said.get(f"{W}firstLine")) or 0) - (whole(said.get(f"{W}hanging")) or 0)

    def text(self) -> str:
        """Return its words with every change rejected."""
        return "".join(seg.text for seg in self.segs if seg.base)

    def add(self, seg: Seg) -> None:
        """Add a segment, to the one before where both look the same."""
        last = self.segs[-1] if self.segs else None
        marked = bool(self.marks) and self.marks[-1][0] == len(self.segs)
        if last and not last.note and not seg.note and not marked and _alike(last, seg):
            last.text += seg.text
        elif seg.text or seg.note:
            self.segs.append(seg)


def _alike(one: Seg, other: Seg) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("apart", "bold", "inserted", "deleted", "link"))


@dataclass
class Row:
    """One row of a table: the paragraphs of each cell."""

    cells: list[list[Para]] = field(default_factory=list)
    inserted: Change | None = None
    deleted: Change | None = None


@dataclass
class Table:
    """A table as the file has it."""

    rows: list[Row] = field(default_factory=list)


def centred(para: Para) -> bool:
    """Answer whether a paragraph stands in the middle of the line."""
    return value(para.properties, "jc") == "center"


def right_to_left(para: Para) -> bool:
    """Answer whether a paragraph runs from right to left."""
    return bool(switched(para.properties, "bidi"))
