"""The blocks of a text as nested parts of the printed page: headings, paragraphs, lists, tables, notes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from council_flow.language import direction
from council_flow.publication.printed_words import word
from council_flow.publication.setting import fill, set_words
from council_flow.text import tables
from council_flow.text.blocks import Block, Body
from council_flow.text.footnotes import calls, with_mark
from council_flow.text.inline import retargeted
from council_flow.text.numbering import citations_in, numbers


@dataclass
class Line:
    """One block with what stands below it. ``foreign`` is the language of words not yet translated."""

    words: Markup
    number: str = ""
    style: str = ""
    reference: str = ""
    bookmark: str = ""
    foreign: str = ""
    dir: str = ""
    notes: list[Markup] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)
    rows: list[list[Markup]] = field(default_factory=list)
    """Cells of a table, the first row its head."""


@dataclass
class Part:
    """A heading, an annex, a preambular paragraph, a table, a loose note, or a row of operative paragraphs."""

    kind: str
    level: int
    lines: list[Line]


def parts(body: Body, language: str) -> list[Part]:
    """Return the parts of a text after its title, in the order of reading."""
    return list(_Composer(body, language).compose())


class _Composer:
    def __init__(self, body: Body, language: str) -> None:
        self.body, self.language = body, language
        self.numbers: Mapping[str, str] = numbers(body, language, style="print")
        self.labels = {f"#{key}": cited for key, cited in citations_in(body, language, "print").items()}
        self.calls = calls(body, language)
        self.footnotes = {
            block.key: set_words(self._inline(block)) for block in body.blocks if block.kind == "footnote"
        }
        self.path: list[Line] = []
        self.deep = False

    def compose(self) -> Iterator[Part]:
        rest = [block for block in self.body.blocks if block.kind not in {"title", "footnote"}]
        waiting: Part | None = None
        for block in rest:
            if self.path and block.kind in {"subparagraph", "note"}:
                self._below(block)
                continue
            line = self._line(block)
            if waiting and waiting.kind == block.kind == "operative":
                waiting.lines.append(line)
            else:
                if waiting:
                    yield waiting
                waiting = Part(block.kind, self._level(block), [line])
            self.path = [line] if block.kind in {"operative", "preambular"} else []
        if waiting:
            yield waiting

    def _level(self, block: Block) -> int:
        """Return the level of a heading; the first one is never below a level that is not there."""
        if block.kind == "heading":
            self.deep = self.deep or block.level == 1
        return block.level if self.deep else 1

    def _below(self, block: Block) -> None:
        """Put a sub-paragraph under the line it belongs to, and a note at the foot of the page of the last line."""
        line = self._line(block)
        if block.kind == "note":
            self.path[-1].notes.append(line.words)
            return
        del self.path[max(1, block.level) :]
        self.path[-1].below.append(line)
        self.path.append(line)

    def _line(self, block: Block) -> Line:
        foreign = self._foreign(block)
        table = block.kind == "table"
        words = Markup("") if table else set_words(self._inline(block), self.footnotes)
        number = self.numbers.get(block.key, "")
        reference = number.strip(".()‘’ -")
        if foreign:
            words = self._untranslated() + words
        return Line(
            words=words,
            number=number,
            style=f"list-style-type:{css_string(number, block.kind)}" if number else "list-style-type:none",
            reference=reference,
            bookmark=fill("paragraph", self.language, n=reference) if block.kind == "operative" else "",
            foreign=foreign,
            dir=direction(foreign) if foreign else "",
            rows=self._cells(block) if table else [],
        )

    def _foreign(self, block: Block) -> str:
        """Return the original language for a block that is not translated yet."""
        written = block.texts.get(self.language) or self.language == self.body.original
        return "" if written else self.body.original

    def _untranslated(self) -> Markup:
        return Markup('<span class="note">%s</span> ') % word("untranslated", self.language)

    def _inline(self, block: Block) -> str:
        """Return the words with the numbers of print in references, and a mark for each footnote called."""
        words = retargeted(block.texts.get(self._foreign(block) or self.language, ""), self.labels)
        for key in self.calls.get(block.key, ()):
            words = with_mark(words, key)
        return words

    def _cells(self, block: Block) -> list[list[Markup]]:
        cells = [
            [set_words(tables.shown(cell.text), self.footnotes) for cell in row]
            for row in tables.rows(self._inline(block))
        ]
        width = max(map(len, cells), default=0)
        return [row + [Markup("")] * (width - len(row)) for row in cells]


def css_string(number: str, kind: str) -> str:
    """Return a number with the space after it as a string of CSS."""
    spaced = number.replace(" ", "\u00a0") + "\u00a0" * (3 if kind == "operative" else 2)
    return "'" + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in spaced) + "'"
