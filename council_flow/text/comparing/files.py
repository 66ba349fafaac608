"""The paragraphs of a Markdown or plain file, as a comparison reads them. Pure.

A number at the beginning of a paragraph is kept apart from its words, so that a paragraph that is only renumbered is the
same. Lines broken for the width of a page are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """One paragraph, heading, list item or row of a table."""

    text: str
    number: str = ""
    kind: str = "paragraph"
    """paragraph, heading, item, row or note."""
    level: int = 1


_NUMBER = (
    r"\d{1,4}(?:\.\d{1,3})*[.)](?: ?(?:bis|ter|quater)\.?)?|\d{1,4} ?(?:bis|ter|quater)[.)]|\d{1,4} ?-|\(\d{1,4}\)"
    r"|\(?[a-zа-яёA-Z]{1,2}\)|\(?[ivxlc]{1,6}\)|[IVXLC]{1,6}\.|[a-z]\."
    r"|[\u0660-\u0669]{1,3} ?[-.)]|[‘'(][\u0660-\u0669\d]{1,3}[’')]|\([\u0621-\u064a]\u0640?\)|[\u0621-\u064a]\u0640? -"
)
NUMBERED = re.compile(rf"(?P<number>{_NUMBER})[ \t\u00a0]+(?=\S)")
"""A number before the words: 8., 8 bis., 2.1., (a), iv), II., ٣ -, (أ)."""
_INITIAL = re.compile(r"[A-Za-z]{1,6}\.")
_BULLET = re.compile(r"[-*+•–—][ \t]+(?=\S)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_RULE = re.compile(r"(?:[-*_=][ \t]*){3,}$|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)|\[\^[^\]\s]+\]")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_{1,3}|`{1,2})(?=\S)(.+?)(?<=[^\s\\])\1(?![^\W_])", re.DOTALL)
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(?=\S)")
"""What begins a footnote in Markdown."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def units(text: str, *, markdown: bool) -> list[Unit]:
    """Return the paragraphs of a file in their order.

    Args:
        text: the file, with line ends of any kind.
        markdown: whether signs of Markdown are read; otherwise every sign is a word of the text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not markdown and not any(not line.strip() for line in lines[:-1]):
        blocks: Iterable[list[str]] = ([line] for line in lines if line.strip())
    else:
        blocks = _blocks(lines)
    found = [unit for block in blocks for unit in _read(block, markdown)]
    return [unit for unit in found if unit.text]


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _read(block: list[str], markdown: bool) -> Iterator[Unit]:
    """Return the paragraphs of lines between blank ones: list items, headings and rows stand alone."""
    gathered: list[str] = []
    for line in block:
        bare = line.strip()
        if markdown and _RULE.fullmatch(bare):
            if gathered and set(bare) <= set("=- "):
                yield Unit(_words(" ".join(gathered), markdown), kind="heading")
                gathered = []
            continue
        alone = markdown and (_HEADING.match(bare) or bare.startswith("|"))
        if gathered and (alone or _begins(bare)):
            yield _unit(gathered, markdown)
            gathered = []
        gathered.append(line)
        if alone:
            yield _unit(gathered, markdown)
            gathered = []
    if gathered:
        yield _unit(gathered, markdown)


def _begins(line: str) -> bool:
    """Answer whether a line inside a block begins an item. "C. Smith" may begin a line of a broken sentence."""
    found = NUMBERED.match(line)
    return bool(_BULLET.match(line)) or (found is not None and not _INITIAL.match(line))


def _unit(lines: list[str], markdown: bool) -> Unit:
    indent = len(lines[0].expandtabs(4)) - len(lines[0].expandtabs(4).lstrip())
    bare = " ".join(" ".join(lines).split())
    if markdown and (heading := _HEADING.match(bare)):
        number, words = _numbered(heading[2])
        return Unit(_words(words, markdown), number, "heading", min(3, len(heading[1])))
    if markdown and bare.startswith("|"):
        cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", bare.strip("|")))
        return Unit(" | ".join(_words(cell, markdown) for cell in cells), kind="row")
    if markdown and bare.startswith(">"):
        bare = re.sub(r"(?:^|(?<= ))>[ \t]?", "", bare)
    if markdown and (note := _NOTE.match(bare)):
        return Unit(_words(bare[note.end() :], markdown), note[1], "note")
    if bullet := _BULLET.match(bare):
        return Unit(_words(bare[bullet.end() :], markdown), "•", "item", 1 + min(2, indent // 2))
    number, words = _numbered(bare)
    kind = "item" if number and (indent or not number[0].isdigit()) else "paragraph"
    return Unit(_words(words, markdown), number, kind, 1 + min(2, indent // 2) if kind == "item" else 1)


def _numbered(text: str) -> tuple[str, str]:
    """Return the number at the beginning of a paragraph and the words behind it."""
    found = NUMBERED.match(text)
    return (found["number"], text[found.end() :]) if found else ("", text)


def numbered(text: str) -> tuple[str, str]:
    """Return the number that was typed before the words of a paragraph, if any, and the words."""
    return _numbered(" ".join(text.split()))


def _words(text: str, markdown: bool) -> str:
    """Return the words of Markdown without its signs."""
    if markdown:
        text = _LINK.sub(lambda found: found[1] or "", text)
        for _ in range(3):
            text = _EMPHASIS.sub(r"\2", text)
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


_UZBEK = re.compile(r"[ўқғҳЎҚҒҲ]|[oOgG][ʻ‘’`']|\b(?:va|uchun|bilan|boʻyicha)\b")
_SCRIPTS = (
    ("ar", re.compile(r"[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("en", re.compile(r"[A-Za-z\u00c0-\u024f]")),
)
SAMPLE = 20_000
"""Characters that are looked at to tell the language."""
UZBEK = 1 / 400
"""Signs of Uzbek by letter from which on a text is taken for Uzbek."""


def language_of(texts: Iterable[str]) -> str:
    """Return the language that a text seems to be written in, by its script: en, ru, uz or ar."""
    sample = " ".join(texts)[:SAMPLE]
    counts = {language: len(letters.findall(sample)) for language, letters in _SCRIPTS}
    found = max(counts, key=lambda language: counts[language])
    if found != "ar" and counts[found] and len(_UZBEK.findall(sample)) > UZBEK * counts[found]:
        return "uz"
    return found if counts[found] else "en"


def is_rtl(text: str) -> bool:
    """Answer whether most letters of a paragraph run from right to left."""
    sample = text[:400]
    arabic = len(_SCRIPTS[0][1].findall(sample))
    return arabic > sum(len(letters.findall(sample)) for _, letters in _SCRIPTS[1:])
