"""The blocks of a text as nested parts of the printed page: headings, paragraphs, lists, notes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from council_flow.language import direction
from council_flow.publication.printed_words import word
from council_flow.publication.setting import fill, set_words
from council_flow.text.blocks import Block, Body
from council_flow.text.numbering import numbers


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


@dataclass
class Part:
    """A heading, a preambular paragraph, a loose note, or a row of operative paragraphs."""

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
        self.path: list[Line] = []
        self.deep = False

    def compose(self) -> Iterator[Part]:
        rest = [block for block in self.body.blocks if block.kind != "title"]
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
        original = self.body.original
        foreign = "" if block.texts.get(self.language) or self.language == original else original
        words = set_words(block.texts.get(foreign or self.language, ""))
        number = self.numbers.get(block.key, "")
        reference = number.strip(".()‘’ -")
        if foreign:
            words = Markup('<span class="note">%s</span> ') % word("untranslated", self.language) + words
        return Line(
            words=words,
            number=number,
            style=f"list-style-type:{css_string(number, block.kind)}" if number else "list-style-type:none",
            reference=reference,
            bookmark=fill("paragraph", self.language, n=reference) if block.kind == "operative" else "",
            foreign=foreign,
            dir=direction(foreign) if foreign else "",
        )


def css_string(number: str, kind: str) -> str:
    """Return a number with the space after it as a string of CSS."""
    spaced = number.replace(" ", "\u00a0") + "\u00a0" * (3 if kind == "operative" else 2)
    return "'" + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in spaced) + "'"
