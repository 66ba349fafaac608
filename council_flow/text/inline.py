"""Inline text: words, and stars around those that are set apart. Pure.

``*Recalling* its resolution`` sets the first word apart; ``\\*`` is a star. Places in a text (of comments, of changes) are
counted in code points of the plain words, without the stars.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markupsafe import Markup, escape

_APART = re.compile(r"\*(?=[^\s*])((?:\\.|[^*\\])*?[^\s*\\]|\\.)\*|\\([\\*])", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\*])")


@dataclass(frozen=True)
class Run:
    """Words in a row that look the same."""

    text: str
    apart: bool
    """Set apart: italic, or heavier where a script has no italic."""


@lru_cache(maxsize=8192)
def runs(text: str) -> tuple[Run, ...]:
    """Return inline text as runs."""
    if "*" not in text and "\\" not in text:
        return (Run(text, False),) if text else ()
    found: list[Run] = []
    at = 0
    for match in _APART.finditer(text):
        _add(found, text[at : match.start()], False)
        if match[2] is not None:
            _add(found, match[2], False)
        else:
            _add(found, _ESCAPED.sub(r"\1", match[1]), True)
        at = match.end()
    _add(found, text[at:], False)
    return tuple(found)


def _add(found: list[Run], words: str, apart: bool) -> None:
    if not words:
        return
    if found and found[-1].apart == apart:
        found[-1] = Run(found[-1].text + words, apart)
    else:
        found.append(Run(words, apart))


def plain(text: str) -> str:
    """Return the words alone."""
    if "*" not in text and "\\" not in text:
        return text
    return "".join(run.text for run in runs(text))


def escaped(words: str) -> str:
    """Return inline text that says exactly these words, nothing set apart."""
    return words.replace("\\", "\\\\").replace("*", "\\*")


@dataclass(frozen=True)
class Mark:
    """Words to be marked: places in the plain words, id and class of the mark."""

    start: int
    end: int
    id: str
    css: str


def html(text: str, marks: Sequence[Mark] = ()) -> Markup:
    """Return inline text as safe HTML, with marks. Marks may overlap; an id stands where its mark begins."""
    if not marks and "*" not in text and "\\" not in text:
        return escape(text)
    found = runs(text)
    length = sum(len(run.text) for run in found)
    within = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    cuts = sorted({0, length, *(mark.start for mark in within), *(mark.end for mark in within)})
    out: list[str] = []
    at = 0
    for run in found:
        end = at + len(run.text)
        inside = [at, *(cut for cut in cuts if at < cut < end), end]
        pieces = [_piece(run.text[a - at : b - at], a, b, within) for a, b in pairwise(inside)]
        out.append(f"<em>{''.join(pieces)}</em>" if run.apart else "".join(pieces))
        at = end
    return Markup("".join(out))  # noqa: S704 - every word went through escape()


def _piece(words: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    out = str(escape(words))
    for mark in marks:
        if mark.start <= start and end <= mark.end:
            identity = f' id="{escape(mark.id)}"' if mark.id and mark.start == start else ""
            css = f' class="{escape(mark.css)}"' if mark.css else ""
            out = f"<mark{identity}{css}>{out}</mark>"
    return out
