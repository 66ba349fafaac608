"""A quotation that a browser or a person gives, looked up in words as they stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from council_flow.text.anchors.words import Line, words_in
from council_flow.text.folding import folded

Place = tuple[int, int]
_MARK = re.compile(r"\[\^?[\w*]{1,4}\]|[\u00b9\u00b2\u00b3\u2070-\u2079*\u2020\u2021]+")
"""A mark of a footnote."""
MARKER = 2
"""So many words of numbering may stand at the beginning of a sub-paragraph in what a browser copied."""


def nearest(places: Sequence[Place], start: int) -> Place | None:
    """Return the place that begins nearest to ``start``."""
    return min(places, key=lambda place: abs(place[0] - start), default=None)


def found_in(text: str, quote: str) -> list[Place]:
    """Return the places of a quotation: sign by sign as a reader sees them, else word by word, else without footnote marks."""
    line = Line(text)
    return _signs(line, quote) or _words(line, words_in(quote)) or _without_marks(line, quote)


def _signs(line: Line, quote: str) -> list[Place]:
    wanted, there = folded(quote).strip(), line.folded
    places: list[Place] = []
    at = there.text.find(wanted) if wanted else -1
    while at >= 0:
        places.append(there.back(at, at + len(wanted)))
        at = there.text.find(wanted, at + 1)
    return places


def _words(line: Line, wanted: Sequence[str], kept: Sequence[int] | None = None) -> list[Place]:
    at = range(len(line.words)) if kept is None else kept
    words = [line.words[n] for n in at]
    size = len(wanted)
    if not size:
        return []
    return [
        (line.spans[at[n]][0], line.spans[at[n + size - 1]][1])
        for n in range(len(words) - size + 1)
        if words[n] == wanted[0] and words[n : n + size] == [*wanted]
    ]


def _without_marks(line: Line, quote: str) -> list[Place]:
    marks = [match.span() for match in _MARK.finditer(line.text)]
    kept = [n for n, (start, end) in enumerate(line.spans) if not any(a <= start and end <= b for a, b in marks)]
    return _words(line, words_in(_MARK.sub(" ", quote)), kept)


def running_over(texts: Sequence[str], quote: str) -> tuple[int, int, int] | None:
    """Return the larger part of a quotation that runs over the end of one text into the next: text, start, end."""
    wanted = words_in(quote)
    lines = [Line(text) for text in texts]
    for n, (line, following) in enumerate(pairwise(lines)):
        for size in range(min(len(wanted) - 1, len(line.words)), 0, -1):
            if line.words[-size:] != wanted[:size]:
                continue
            for skipped in range(MARKER + 1):
                rest = wanted[size + skipped :]
                if rest and following.words[: len(rest)] == rest:
                    if size >= len(rest):
                        return n, line.spans[-size][0], line.spans[-1][1]
                    return n + 1, following.spans[0][0], following.spans[len(rest) - 1][1]
    return None
