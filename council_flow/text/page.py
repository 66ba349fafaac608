"""A text as its page shows it: paragraphs with their numbers, marked words and comments. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from council_flow.text import tables
from council_flow.text.blocks import Block, Body
from council_flow.text.blocks import paragraphs as grouped
from council_flow.text.brackets import passages
from council_flow.text.footnotes import calls, with_mark
from council_flow.text.inline import Mark, html, plain
from council_flow.text.numbering import numbers


@dataclass(frozen=True)
class Line:
    """One block, ready to print: its number, its words as safe HTML, its comments."""

    key: str
    kind: str
    level: int
    id: str
    number: str
    html: Markup
    language: str
    notes: Sequence[Any] = ()
    rows: Sequence[Sequence[Markup]] = ()
    """Cells of a table, row by row, the first its head."""


@dataclass
class Paragraph:
    """A block with the sub-paragraphs and footnotes that belong to it."""

    line: Line
    below: list[Line] = field(default_factory=list)

    @property
    def notes(self) -> list[Any]:
        """Comments on the paragraph and on what stands below it, in the order of the words."""
        return [note for line in (self.line, *self.below) for note in line.notes]


def paragraphs(body: Body, language: str, comments: Mapping[str, Sequence[Any]]) -> list[Paragraph]:
    """Return the text in ``language`` (blocks not yet translated in the original) with the comments at their words.

    ``comments`` maps the key of a block to objects with ``number``, ``start``, ``end`` and ``standing``.
    """
    setter = _Setter(body, language)
    found: list[Paragraph] = []
    for group in grouped(body):
        first, *below = [setter.line(block, comments.get(block.key, ())) for block in group]
        found.append(Paragraph(first, below))
    return found


class _Setter:
    def __init__(self, body: Body, language: str) -> None:
        self.original, self.language = body.original, language
        self.numbers = numbers(body, language)
        self.calls = calls(body, language)

    def line(self, block: Block, notes: Sequence[Any]) -> Line:
        shown_in = self.language if block.texts.get(self.language) else self.original
        words = block.texts.get(shown_in, "")
        marks = _marks(notes, shown_in)
        for key in self.calls.get(block.key, ()):
            words = with_mark(words, key)
        if "[" in words:
            marks += [Mark(one.start, one.end, "", "bracket", "span") for one in passages(plain(words))]
        table = block.kind == "table"
        return Line(
            key=block.key,
            kind=block.kind,
            level=block.level,
            id=f"b-{block.key}",
            number=self.numbers.get(block.key, ""),
            html=Markup("") if table else html(words, marks, self.numbers),
            language=shown_in,
            notes=notes,
            rows=self.cells(words, marks) if table else (),
        )

    def cells(self, words: str, marks: Sequence[Mark]) -> list[list[Markup]]:
        """Set each cell of a table with the part of the marks that lies in it."""
        return [[self.cell(words, cell, marks) for cell in row] for row in tables.rows(words)]

    def cell(self, words: str, cell: tables.Cell, marks: Sequence[Mark]) -> Markup:
        start = len(plain(words[: cell.start]))
        length = len(plain(cell.text))
        within = [
            replace(mark, start=max(0, mark.start - start), end=min(length, mark.end - start))
            for mark in marks
            if mark.start < start + length and mark.end > start
        ]
        return Markup(tables.shown(html(cell.text, within, self.numbers)))  # noqa: S704 - only takes signs out


def _marks(notes: Sequence[Any], language: str) -> list[Mark]:
    return [
        Mark(note.start, note.end, f"m{note.number}", "")
        for note in notes
        if note.start is not None and note.language == language and note.marked
    ]


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a heading or an annex with the number of comments under it."""

    id: str
    number: str
    html: str
    comments: int


def contents(shown: Sequence[Paragraph]) -> list[Entry]:
    """Return the headings of the first level, and annexes, with the comments under each."""
    found: list[Entry] = []
    for paragraph in shown:
        line = paragraph.line
        if line.kind == "annex" or (line.kind == "heading" and line.level == 1):
            found.append(Entry(line.id, line.number, line.html, len(paragraph.notes)))
        elif found:
            last = found[-1]
            found[-1] = Entry(last.id, last.number, last.html, last.comments + len(paragraph.notes))
    return found
