"""Reading a text that somebody pastes as Markdown or as plain paragraphs, and writing one as Markdown. Pure.

What is read is the grammar of a recommendation, not all of Markdown: ``#`` a title, ``##`` and ``###`` headings, ``1.`` an
operative paragraph, ``(a)``, ``(i)``, ``a.`` or indented bullets below it, anything else a preambular paragraph as long as
no operative one has come. Where a reader has to look, the block carries a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from council_flow.language import Sentence, say
from council_flow.text.blocks import LONGEST_TITLE, Block, Body, new_key
from council_flow.text.cleaning import clean
from council_flow.text.numbering import numbers

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_PARAGRAPH = re.compile(r"\*{0,2}(?P<n>[0-9٠-٩]{1,3})(?:\.|\)|\s*[-–]\s)\*{0,2}\s*(?P<words>.*)$")
_BELOW = re.compile(
    r"(?:\((?P<closed>[a-z]{1,5}|[а-яё]|[ء-ي]ـ?)\)|(?P<open>[a-z]{1,5}|[а-яё])\)|‘(?P<turned>[0-9٠-٩]{1,2})’"
    r"|(?P<dotted>[a-zа-яё])\.|(?P<bullet>[-*+•–]))\s+(?P<words>.*)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivx]+$", re.IGNORECASE)
_NOTE = re.compile(r"(?:>\s*|\[\^\w+\]:\s*)(?P<words>.*)$")

_TITLE_TAKEN = say("The first paragraph was taken for the title.")
_NO_NUMBER = say("No number stands before this paragraph: it was taken for an operative one.")
_BULLET = say("A bullet was taken for a sub-paragraph.")
_LONELY = say("No paragraph stands above this sub-paragraph: it was taken for a paragraph.")
_SECOND_TITLE = say("A text has one title: this one was taken for a heading.")


@dataclass(frozen=True)
class Understood:
    """A block as it was read, with what its reader should look at, if anything."""

    block: Block
    doubt: Sentence | None = None


@dataclass(frozen=True)
class _Part:
    indent: int
    words: str


def understand(text: str, language: str) -> list[Understood]:
    """Return the blocks that a pasted text was understood as, in its order; the first is the title."""
    reader = _Reader(language)
    for part in _parts(text):
        reader.take(part)
    return reader.found


def _parts(text: str) -> Iterator[_Part]:
    """Yield what stands together: lines up to an empty one, or up to a line that begins a block of its own."""
    held: list[str] = []
    indent = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n"):
        words = line.strip()
        begins = bool(words) and (_begins(words) or not held)
        if held and (begins or not words):
            yield _Part(indent, " ".join(held))
            held = []
        if words:
            if not held:
                indent = len(line) - len(line.lstrip())
            held.append(words)
            if _HEADING.match(words):
                yield _Part(indent, words)
                held = []
    if held:
        yield _Part(indent, " ".join(held))


def _begins(words: str) -> bool:
    return any(pattern.match(words) for pattern in (_HEADING, _PARAGRAPH, _BELOW, _NOTE))


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.found: list[Understood] = []
        self.operative = False
        self.indents: list[int] = []
        """Indents of the levels of sub-paragraphs that are open."""
        self.letters: list[str] = []
        """Last marker at each open level."""

    def take(self, part: _Part) -> None:
        words = part.words
        if match := _HEADING.match(words):
            self._heading(len(match[1]), match[2])
        elif not self.found:
            self._add("title", 1, words, _TITLE_TAKEN)
        elif match := _PARAGRAPH.match(words):
            self.operative = True
            self._add("operative", 1, match["words"])
        elif match := _NOTE.match(words):
            self._add("note", 1, match["words"])
        elif match := _BELOW.match(words):
            self._below(part.indent, match)
        elif self.operative:
            self._add("operative", 1, words, _NO_NUMBER)
        else:
            self._add("preambular", 1, words)

    def _heading(self, depth: int, words: str) -> None:
        if not self.found:
            self._add("title", 1, words)
        elif depth == 1:
            self._add("heading", 1, words, _SECOND_TITLE)
        else:
            self._add("heading", 1 if depth == 2 else 2, words)

    def _below(self, indent: int, match: re.Match[str]) -> None:
        last = self.found[-1].block.kind
        if last not in {"operative", "preambular", "subparagraph"}:
            self.operative = True
            self._add("operative", 1, match["words"], _LONELY)
            return
        level = self._level(indent, match, fresh=last != "subparagraph")
        self._add("subparagraph", level, match["words"], _BULLET if match["bullet"] else None)

    def _level(self, indent: int, match: re.Match[str], *, fresh: bool) -> int:
        marker = (match["closed"] or match["open"] or match["dotted"] or match["turned"] or "-").casefold()
        if fresh:
            self.indents, self.letters = [indent], [marker]
            return 1
        if indent > self.indents[-1] or self._deeper(indent, marker, match):
            if len(self.indents) < 3:
                self.indents.append(indent)
                self.letters.append(marker)
            else:
                self.letters[-1] = marker
        else:
            while len(self.indents) > 1 and (indent < self.indents[-1] or self._outer(marker)):
                self.indents.pop()
                self.letters.pop()
            self.letters[-1] = marker
        return len(self.indents)

    def _deeper(self, indent: int, marker: str, match: re.Match[str]) -> bool:
        """Without indents, ``(i)`` after anything but ``(h)`` begins a deeper level, and so do ``‘1’`` and ``a.``."""
        if indent < self.indents[-1] or len(self.indents) >= 3:
            return False
        before = self.letters[-1]
        if match["turned"]:
            return not before.isdigit()
        if match["dotted"] and marker == "a":
            return bool(_ROMAN.match(before))
        return marker == "i" and before not in {"h", "i"} and len(self.indents) == 1

    def _outer(self, marker: str) -> bool:
        """Without indents, a letter that follows the one of the level above belongs there."""
        above, here = self.letters[-2], self.letters[-1]
        return _next(above) == marker and _next(here) != marker and not _roman_next(here, marker)

    def _add(self, kind: str, level: int, words: str, doubt: Sentence | None = None) -> None:
        words = clean(words, self.language)
        if kind == "title":
            words = words[:LONGEST_TITLE].strip("*").strip()
        if not words:
            return
        if kind != "subparagraph":
            self.indents, self.letters = [], []
        block = Block(new_key(), kind, level, {self.language: words}, {})
        self.found.append(Understood(block, doubt))


def _next(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""


_ROMANS = [
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
]


def _roman_next(here: str, marker: str) -> bool:
    return here in _ROMANS[:-1] and _ROMANS[_ROMANS.index(here) + 1] == marker


def write(body: Body, language: str) -> str:
    """Return a text as Markdown in one language, blocks without words in it left out."""
    numbered = numbers(body, "en")
    lines: list[str] = []
    for block in body.blocks:
        words = block.texts.get(language, "")
        if not words:
            continue
        number = numbered.get(block.key, "")
        if block.kind == "subparagraph":
            lines.append(f"{'   ' * block.level}{number} {words}")
        else:
            lines += ["", {"title": "# ", "heading": "## " if block.level == 1 else "### ", "note": "> "}.get(
                block.kind, f"{number} " if block.kind == "operative" else ""
            ) + words]  # fmt: skip
    return "\n".join(lines).strip() + "\n"
