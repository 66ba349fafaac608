"""How the beginning of a line says what it is, and what is escaped so that it does not. Pure.

Numbers of paragraphs are read as United Nations documents write them in each language: ``1.``, ``8 bis.``, ``(a)``, ``a)``,
``(i)``, ``‘1’``, ``أ -``. Word files with typed numbers are read by the same rules (``word/kinds.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from council_flow.text.inline import Run, escaped, runs
from council_flow.text.numbering import ANNEX, MULTIPLICATIVES, ORDINALS, REPEATED

BIS = rf"(?:{'|'.join(sorted((*MULTIPLICATIVES[1:], *REPEATED[1:]), key=len, reverse=True))}|(?:bis|{REPEATED[1]})-\d+)"
"""What follows a number that is used again while a text is negotiated."""
HEADING = re.compile(r"(?P<depth>#{1,6})\s+(?P<words>.*?)(?:\s+#+)?$")
PARAGRAPH = re.compile(
    rf"\*{{0,2}}(?P<n>[0-9٠-٩]{{1,3}})(?:\s(?P<bis>{BIS}))?(?:[.)](?!\d)|\s*[-–](?=\s))\*{{0,2}}\s*(?P<words>.*)$"
)
_LETTERS = r"[a-zа-яё]{1,2}|[ivxlc]{1,8}|هـ|[ء-ي]{1,2}ـ?"
BELOW = re.compile(
    rf"(?:\((?P<closed>{_LETTERS})(?:\s(?P<bis1>{BIS}))?\)|(?P<open>[a-zа-яё]{{1,2}}|[ivxlc]{{1,8}})(?:\s(?P<bis2>{BIS}))?\)"
    rf"|‘(?P<turned>[0-9٠-٩]{{1,2}})(?:\s(?P<bis3>{BIS}))?’"
    rf"|(?P<dotted>[a-zа-яё]|[a-z]{{1,2}}(?=\s{BIS}\.))(?:\s(?P<bis4>{BIS}))?\."
    rf"|(?P<dashed>هـ|[ء-ي])(?:\s(?P<bis5>{BIS}))?\s-|(?P<bullet>[-*+•–]))\s+(?P<words>.*)$",
    re.IGNORECASE,
)
NOTE = re.compile(r">\s*(?P<words>.*)$")
FOOTNOTE = re.compile(r"\[\^(?P<label>[\w-]{1,24})\]:\s*(?P<words>.*)$")
TABLE = re.compile(r"\|.*\|$")
RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")
UNNUMBERED = re.compile(r"~\s+(?P<words>.*)$")
_NAMES = "|".join(re.escape(name) for name in sorted(set(ANNEX.values()), key=len, reverse=True))
_ARABIC = "الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر"
_NUMERAL = rf"(?:\s+(?:№\s*)?(?:[IVXLC]+|\d{{1,2}}|[A-H]|{_ARABIC}|{'|'.join(ORDINALS[::-1])})(?=[\s.:)—–-]|$))?"
ANNEX_WORDS = re.compile(rf"(?:\d{{1,2}}-)?(?:{_NAMES}){_NUMERAL}\s*[.:—–-]?\s*(?P<words>.*)$", re.IGNORECASE)
"""The words of an annex after its name and number, which are derived."""

_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx")  # fmt: skip
_ROMAN = re.compile(r"[ivx]+$", re.IGNORECASE)
_PUNCTUATION = "!\"#$%&'()+,-./:;<=>?@]^_`{|}~‘’–•"
"""Signs that a backslash keeps from meaning something at the beginning of a line; ``*``, ``[`` and ``\\`` are inline text."""
_DOUBLE = re.compile(r"(?<![\\*])(?:\*\*|__)(?=\S)([^*_]+?)(?<=\S)(?:\*\*|__)(?![*\w])")
_UNDER = re.compile(r"(?<![\w\\])_(?=\S)([^_*]+?)(?<=[^\s\\])_(?!\w)")
_KEPT = re.compile(r"\\(.)", re.DOTALL)


def begins(words: str) -> bool:
    """Answer whether a line begins a block of its own."""
    return any(pattern.match(words) for pattern in (HEADING, PARAGRAPH, BELOW, NOTE, FOOTNOTE, TABLE, RULE, UNNUMBERED))


def is_bis(match: re.Match[str]) -> bool:
    """Answer whether the number of a sub-paragraph is followed by *bis*, *ter*, …."""
    return any(match[f"bis{n}"] for n in range(1, 6))


def from_markdown(words: str) -> str:
    """Return inline text: ``**x**``, ``__x__`` and ``_x_`` are set apart like ``*x*``, other signs lose their backslash."""
    words = _UNDER.sub(r"*\1*", _DOUBLE.sub(r"*\1*", words))
    return _KEPT.sub(lambda match: match[1] if match[1] in _PUNCTUATION else match[0], words)


def as_markdown(text: str) -> str:
    """Return inline text so that :func:`from_markdown` gives the same words again."""
    words = inline_of(runs(text))
    return _UNDER.sub(r"\\_\1\\_", words.replace("__", "\\_\\_"))


def kept(words: str) -> str:
    """Return the words of a block that has no mark of its own, escaped where they would look as if they had one."""
    if not begins(words):
        return words
    at = next((at for at, sign in enumerate(words) if sign in _PUNCTUATION), None)
    if at is None:
        at = next((at for at, sign in enumerate(words) if sign in "*["), 0)
    return f"{words[:at]}\\{words[at:]}"


def inline_of(parts: Sequence[Run]) -> str:
    """Return runs as inline text."""
    out = []
    for apart, several in groupby(parts, key=lambda run: run.apart):
        said = "".join(_said(run) for run in several)
        lead, tail = len(said) - len(said.lstrip()), len(said.rstrip())
        out.append(f"{said[:lead]}*{said[lead:tail]}*{said[tail:]}" if apart and said.strip() else said)
    return "".join(out)


def _said(run: Run) -> str:
    if run.target.startswith("^"):
        return f"[{run.target}]"
    return f"[{run.text}]({run.target})" if run.target else escaped(run.text)


class Levels:
    """Follows how deep sub-paragraphs stand, by their indents and by their markers."""

    def __init__(self) -> None:
        self.indents: list[int] = []
        self.markers: list[str] = []

    def leave(self) -> None:
        """Begin anew: another paragraph stands between."""
        self.indents, self.markers = [], []

    def level(self, indent: int, match: re.Match[str]) -> int:
        """Return the level, from 1, of a sub-paragraph that :data:`BELOW` matched."""
        marker = next((match[name] for name in ("closed", "open", "dotted", "turned", "dashed") if match[name]), "-")
        marker = marker.casefold()
        if not self.indents:
            self.indents, self.markers = [indent], [marker]
            return 1
        if indent > self.indents[-1] or self._deeper(indent, marker, match):
            if len(self.indents) < 3:
                self.indents.append(indent)
                self.markers.append(marker)
            else:
                self.markers[-1] = marker
        else:
            while len(self.indents) > 1 and (indent < self.indents[-1] or self._outer(marker)):
                self.indents.pop()
                self.markers.pop()
            self.markers[-1] = marker
        return len(self.indents)

    def _deeper(self, indent: int, marker: str, match: re.Match[str]) -> bool:
        """Without indents, ``(i)`` after anything but ``(h)`` begins a deeper level, and so do ``‘1’`` and ``a.``."""
        if indent < self.indents[-1] or len(self.indents) >= 3:
            return False
        before = self.markers[-1]
        if match["turned"]:
            return not before.isdigit()
        if match["dotted"] and marker == "a":
            return bool(_ROMAN.match(before))
        return marker == "i" and before not in {"h", "i"} and len(self.indents) == 1

    def _outer(self, marker: str) -> bool:
        """Without indents, a letter that follows the one of the level above belongs there."""
        above, here = self.markers[-2], self.markers[-1]
        return _next(above) == marker and _next(here) != marker and not _roman_next(here, marker)


def _next(letter: str) -> str:
    return chr(ord(letter) + 1) if len(letter) == 1 else ""


def _roman_next(here: str, marker: str) -> bool:
    return here in _ROMANS[:-1] and _ROMANS[_ROMANS.index(here) + 1] == marker
