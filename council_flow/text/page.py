"""A text as its page shows it: paragraphs with their numbers, marked words and comments. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from council_flow.text.blocks import Block, Body
from council_flow.text.inline import Mark, html
from council_flow.text.numbering import numbers


@dataclass(frozen=True)
class Line:
    """One block, ready to print: its number, its words as safe HTML, its comments."""

    key: str
    kind: str
    level: int
    id: str
    number: str
    html: str
    language: str
    notes: Sequence[Any] = ()


@dataclass
class Paragraph:
    """A block with the sub-paragraphs that belong to it."""

    line: Line
    below: list[Line] = field(default_factory=list)

    @property
    def notes(self) -> list[Any]:
        """Comments on the paragraph and on its sub-paragraphs, in the order of the words."""
        return [note for line in (self.line, *self.below) for note in line.notes]


def paragraphs(body: Body, language: str, comments: Mapping[str, Sequence[Any]]) -> list[Paragraph]:
    """Return the text in ``language`` (blocks not yet translated in the original) with the comments at their words.

    ``comments`` maps the key of a block to objects with ``number``, ``start``, ``end`` and ``standing``.
    """
    numbered = numbers(body, language)
    found: list[Paragraph] = []
    for block in body.blocks:
        line = _line(block, body.original, language, numbered, comments.get(block.key, ()))
        if block.kind == "subparagraph" and found and found[-1].line.kind in {"operative", "preambular"}:
            found[-1].below.append(line)
        else:
            found.append(Paragraph(line))
    return found


def _line(block: Block, original: str, language: str, numbered: Mapping[str, str], notes: Sequence[Any]) -> Line:
    shown_in = language if block.texts.get(language) else original
    words = block.texts.get(shown_in, "")
    number = numbered.get(block.key, "")
    return Line(
        key=block.key,
        kind=block.kind,
        level=block.level,
        id=f"b-{block.key}",
        number=number,
        html=html(words, _marks(notes, shown_in)),
        language=shown_in,
        notes=notes,
    )


def _marks(notes: Sequence[Any], language: str) -> list[Mark]:
    return [
        Mark(note.start, note.end, f"c{note.number}", "")
        for note in notes
        if note.start is not None and note.language == language and note.marked
    ]


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a heading with the number of comments under it."""

    id: str
    number: str
    html: str
    comments: int


def contents(shown: Sequence[Paragraph]) -> list[Entry]:
    """Return the headings of the first level with the comments under each."""
    found: list[Entry] = []
    for paragraph in shown:
        line = paragraph.line
        if line.kind == "heading" and line.level == 1:
            found.append(Entry(line.id, line.number, line.html, len(paragraph.notes)))
        elif found:
            last = found[-1]
            found[-1] = Entry(last.id, last.number, last.html, last.comments + len(paragraph.notes))
    return found
