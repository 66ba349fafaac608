"""Reading a text that somebody pastes as Markdown or as plain paragraphs. Pure.

What is read is the grammar of a recommendation, not all of Markdown (``docs/exchange.md``): ``#`` a title, ``# Annex`` an
annex, ``##`` and ``###`` headings, ``1.`` and ``8 bis.`` operative paragraphs, ``(a)``, ``(i)``, ``a.`` or indented bullets
below them, ``| a | b |`` tables, ``[^1]: words`` footnotes, ``> words`` notes, anything else a preambular paragraph as long as
no operative one has come. Where a reader has to look, the block carries a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from council_flow.language import Sentence, say
from council_flow.text import tables
from council_flow.text.blocks import LONGEST_TITLE, Block, Body, new_key
from council_flow.text.cleaning import clean
from council_flow.text.markdown_footnotes import placed
from council_flow.text.markdown_marks import (
    ANNEX_WORDS,
    BELOW,
    FOOTNOTE,
    HEADING,
    NOTE,
    PARAGRAPH,
    RULE,
    TABLE,
    UNNUMBERED,
    Levels,
    begins,
    from_markdown,
    is_bis,
)
from council_flow.text.markdown_writing import write
from council_flow.text.references import resolved

__all__ = ["Understood", "understand", "write"]

TITLE_TAKEN = say("The first paragraph was taken for the title.")
NO_NUMBER = say("No number stands before this paragraph: it was taken for an operative one.")
BULLET = say("A bullet was taken for a sub-paragraph.")
LONELY = say("No paragraph stands above this sub-paragraph: it was taken for a paragraph.")
SECOND_TITLE = say("A text has one title: this one was taken for a heading.")
LONG_TITLE = say("A title has up to %(n)s characters: all the words stand below it.", n=LONGEST_TITLE)


@dataclass(frozen=True)
class Understood:
    """A block as it was read, with what its reader should look at, if anything."""

    block: Block
    doubt: Sentence | None = None


@dataclass(frozen=True)
class _Part:
    indent: int
    words: str
    table: bool = False


def understand(text: str, language: str) -> list[Understood]:
    """Return the blocks that a pasted text was understood as, in its order; the first is the title."""
    reader = _Reader(language)
    for part in _parts(text):
        reader.take(part)
    return settled(placed(reader.found, reader.labels, language), language)


def settled(found: list[Understood], language: str) -> list[Understood]:
    """Return blocks whose typed references, ``[[8 (d)]]``, point at what they name."""
    body = resolved(Body(language, tuple(part.block for part in found)))
    return [replace(part, block=block) for part, block in zip(found, body.blocks, strict=True)]


def _parts(text: str) -> Iterator[_Part]:
    """Yield what stands together: lines up to an empty one, or up to a line that begins a block of its own."""
    held: list[str] = []
    rows: list[str] = []
    indent = 0
    for line in (*text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n"), ""):
        words = line.strip()
        if TABLE.match(words):
            if held:
                yield _Part(indent, " ".join(held))
                held = []
            rows.append(words)
            continue
        if rows:
            yield _Part(0, "\n".join(rows), table=True)
            rows = []
        if held and (not words or begins(words)):
            yield _Part(indent, " ".join(held))
            held = []
        if not words or RULE.match(words):
            continue
        if not held:
            indent = len(line) - len(line.lstrip())
        held.append(words)
        if HEADING.match(words):
            yield _Part(indent, words)
            held = []


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.found: list[Understood] = []
        self.labels: dict[str, str] = {}
        """Key of the footnote that each label names."""
        self.operative = False
        self.levels = Levels()

    def take(self, part: _Part) -> None:
        words = part.words
        if part.table:
            self._table(words)
        elif match := HEADING.match(words):
            self._heading(len(match["depth"]), match["words"])
        elif not self.found:
            self._add("title", 1, words, TITLE_TAKEN)
        elif match := PARAGRAPH.match(words):
            self.operative = True
            self._add("operative", 1, match["words"], bis=bool(match["bis"]))
        elif match := FOOTNOTE.match(words):
            self._footnote(match["label"], match["words"])
        elif match := NOTE.match(words):
            self._add("note", 1, match["words"])
        elif match := BELOW.match(words):
            self._below(part.indent, match)
        elif match := UNNUMBERED.match(words):
            self._add("preambular", 1, match["words"])
        elif self.operative:
            self._add("operative", 1, words, NO_NUMBER)
        else:
            self._add("preambular", 1, words)

    def _heading(self, depth: int, words: str) -> None:
        if not self.found:
            self._add("title", 1, words)
        elif depth == 1 and (match := ANNEX_WORDS.match(words)):
            self.operative = False
            self._add("annex", 1, match["words"] or words)
        elif depth == 1:
            self._add("heading", 1, words, SECOND_TITLE)
        else:
            self._add("heading", 1 if depth == 2 else 2, words)

    def _below(self, indent: int, match: re.Match[str]) -> None:
        above = next((part.block.kind for part in reversed(self.found) if part.block.kind != "footnote"), "")
        if above not in {"operative", "preambular", "subparagraph"}:
            self.operative = True
            self._add("operative", 1, match["words"], LONELY)
            return
        if above != "subparagraph":
            self.levels.leave()
        level = self.levels.level(indent, match)
        self._add("subparagraph", level, match["words"], BULLET if match["bullet"] else None, bis=is_bis(match))

    def _table(self, text: str) -> None:
        found = [[cell.text for cell in row] for row in tables.rows(_unruled(text))]
        cells = [[clean(from_markdown(tables.shown(cell)), self.language) for cell in row] for row in found]
        text = tables.from_cells([row for row in cells if any(row)])
        if text.strip():
            if not self.found:
                self._add("title", 1, " ".join(cells[0]), TITLE_TAKEN)
            self._append(Block(new_key(), "table", 1, {self.language: text}, {}))

    def _footnote(self, label: str, words: str) -> None:
        self._add("footnote", 1, words)
        if self.found[-1].block.kind == "footnote" and label.casefold() not in self.labels:
            self.labels[label.casefold()] = self.found[-1].block.key

    def _add(self, kind: str, level: int, words: str, doubt: Sentence | None = None, *, bis: bool = False) -> None:
        words = clean(from_markdown(words), self.language)
        if kind == "title":
            words = bare(words)
        if not words:
            return
        if kind == "title" and len(words) > LONGEST_TITLE:
            self._append(Block(new_key(), "title", 1, {self.language: shortened(words)}, {}), LONG_TITLE)
            kind, doubt = "preambular", None
        self._append(Block(new_key(), kind, level, {self.language: words}, {}, bis), doubt)

    def _append(self, block: Block, doubt: Sentence | None = None) -> None:
        if block.kind not in {"subparagraph", "footnote"}:
            self.levels.leave()
        self.found.append(Understood(block, doubt))


def _unruled(text: str) -> str:
    """Return the lines of a table without the bars at both ends and without ruled lines."""
    lines = [line[1:-1].removesuffix("\\") for line in text.split("\n")]
    return "\n".join(line for line in lines if not _RULED.fullmatch(line))


_RULED = re.compile(r"[\s|:]*-{2,}[\s|:-]*")


def bare(words: str) -> str:
    """Return the words of a title without the stars around all of them."""
    inner = words.strip("*") if words.startswith("*") and words.endswith("*") and not words.endswith("\\*") else words
    return inner.strip() if inner and "*" not in inner else words


def shortened(words: str) -> str:
    """Return as many whole words as a title takes."""
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].replace("*", "").replace("[", "").replace("\\", "").strip() or "…"
