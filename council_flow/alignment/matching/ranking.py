"""The provisions that probably bear on a paragraph, best first, each with what made it so.

Three things are laid together: how near the paragraph's meaning is to sentences written for each provision, which of the
field's terms it uses, and which provisions it names itself. Provisions that are about the same lend each other a little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from council_flow.alignment.matching import meaning
from council_flow.alignment.matching.citing import cited
from council_flow.alignment.matching.glossing import glossed
from council_flow.alignment.matching.guide import Guide, guide, strength
from council_flow.alignment.matching.terms import Found
from council_flow.text.comparing.files import language_of

if TYPE_CHECKING:
    from council_flow.alignment.catalogue import Catalogue, Provision

TOP = 5
TERMS, CLAUSES, LENT = 1.2, 0.3, 0.3
"""Weights beside 1 for the meaning of the whole paragraph; fitted on two thirds of the labelled set, by language the same."""
NAMED, NUMBERED = 1.5, 20.0
"""What naming the instrument, and the provision's number too, adds."""
BEARS = {"en": 0.48, "ru": 0.45, "ar": 0.44, "uz": 0.48}
"""Below this nothing bears on the paragraph: nearness of the best provision and :data:`PER_STRENGTH` of the terms."""
PER_STRENGTH, STRONGEST = 0.03, 6.0
BEARS_BY_TERMS = 4.0
"""The same where the encoder is not installed: strength of the terms alone."""
_CLAUSE = re.compile(r"(?<=[.;:؛،,–])\s+")
_SHORTEST = 5
"""Words of a clause that is laid beside the provisions by itself."""
FAR = 0.25
"""Nearness that is no reason any more; a provision without any reason is not suggested."""
SHOWN = 6
"""Words and phrases that are shown as reasons."""


@dataclass(frozen=True)
class Because:
    """One reason. ``kind``: cited (``words`` empty), terms (words of the paragraph) or meaning (the sentence nearest)."""

    kind: str
    words: tuple[str, ...] = ()
    nearness: float | None = None

    def __str__(self) -> str:
        """Return the reason in English, for the command line."""
        if self.kind == "cited":
            return "named in the paragraph"
        if self.kind == "terms":
            return "terms: " + ", ".join(self.words)
        return f"near in meaning ({self.nearness:.2f}): {self.words[0]}"


@dataclass(frozen=True)
class Suggested:
    """A provision that probably bears on a paragraph. ``score`` is between 0 and 1."""

    provision: Provision
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True)
class _Read:
    """A paragraph with what is seen in it."""

    text: str
    language: str
    found: tuple[Found, ...]
    strength: np.ndarray

    def clauses(self) -> list[str]:
        """Return the clauses of some length."""
        return [one for one in _CLAUSE.split(self.text) if len(one.split()) >= _SHORTEST]


def suggest(
    paragraphs: Sequence[str], catalogue: Catalogue, *, language: str | None = None, top: int = TOP
) -> list[list[Suggested]]:
    """Return for each paragraph the provisions that probably bear on it; an empty list where nothing does.

    ``language`` is that of all paragraphs, or ``None`` to tell each by its letters and words.
    """
    there = guide(catalogue)
    if not there.provisions:
        return [[] for _ in paragraphs]
    read = [_read(text, language or language_of([text]), there) for text in paragraphs]
    near = _meaning(read, there) if there.vectors is not None else None
    return [_ranked(one, there, near[at] if near else None, top) for at, one in enumerate(read)]


def _read(text: str, language: str, there: Guide) -> _Read:
    found = tuple(there.lexicon.find(text, language))
    return _Read(text, language, found, strength(Counter(one.concept for one in found), there))


def _put(one: _Read, there: Guide) -> list[str]:
    """Return what stands for the paragraph's meaning: its words and clauses; of Uzbek their glosses in English."""
    if one.language in meaning.LANGUAGES:
        return [one.text, *one.clauses()]
    terms = "; ".join(dict.fromkeys(there.lexicon.glosses[found.concept] for found in one.found))
    return [f"{glossed(one.text)}. {terms}", *map(glossed, one.clauses())]


@dataclass(frozen=True)
class _Near:
    whole: np.ndarray
    clauses: np.ndarray
    nearest: np.ndarray
    """Row of the sentence nearest to the whole paragraph, for each provision."""


def _meaning(read: Sequence[_Read], there: Guide) -> list[_Near]:
    put = [_put(one, there) for one in read]
    rows = meaning.vectors([text for texts in put for text in texts])
    assert there.vectors is not None
    near = rows @ there.vectors.T
    found, at = [], 0
    for texts in put:
        found.append(_near(near[at : at + len(texts)], there))
        at += len(texts)
    return found


def _near(rows: np.ndarray, there: Guide) -> _Near:
    count = len(there.provisions)
    whole, nearest, clauses = np.zeros(count), np.zeros(count, dtype=int), np.zeros(count)
    for row in range(count):
        columns = np.flatnonzero(there.owners == row)
        here = rows[0, columns]
        order = np.argsort(-here)
        whole[row] = 0.6 * here[order[0]] + 0.4 * here[order[:2]].mean()
        nearest[row] = columns[order[0]]
        clauses[row] = rows[1:, columns].max() if len(rows) > 1 else whole[row]
    return _Near(whole, clauses, nearest)


def _ranked(one: _Read, there: Guide, near: _Near | None, top: int) -> list[Suggested]:
    named = cited(one.text, there.provisions)
    if not named and not _bears(one, near):
        return []
    length = float(np.linalg.norm(one.strength))
    terms = one.strength @ there.about.T / max(length, 1e-9)
    score = TERMS * _spread(terms)
    if near is not None:
        score = score + _spread(near.whole) + CLAUSES * _spread(near.clauses)
    score = score + LENT * there.neighbours @ score
    for row, numbered in named.items():
        score[row] += NUMBERED if numbered else NAMED
    found = []
    for row in map(int, np.argsort(-score, kind="stable")[:top]):
        because = _because(one, there, near, row, named)
        if because:
            found.append(Suggested(there.provisions[row], _share(float(score[row])), because))
    return found


def _share(score: float) -> float:
    return round(1 / (1 + math.exp((4 - score) / 2)), 3)


def _bears(one: _Read, near: _Near | None) -> bool:
    length = float(np.linalg.norm(one.strength))
    if near is None:
        return length >= BEARS_BY_TERMS
    return float(near.whole.max()) + PER_STRENGTH * min(length, STRONGEST) >= BEARS[one.language]


def _spread(values: np.ndarray) -> np.ndarray:
    """Return values with mean 0 and deviation 1."""
    made: np.ndarray = (values - values.mean()) / max(float(values.std()), 1e-6)
    return made


def _because(one: _Read, there: Guide, near: _Near | None, row: int, named: dict[int, bool]) -> tuple[Because, ...]:
    found = []
    if row in named:
        found.append(Because("cited"))
    about = {name for at, name in enumerate(there.lexicon.names) if there.about[row, at] > 0}
    words = tuple(dict.fromkeys(seen.words for seen in one.found if seen.concept in about))[:SHOWN]
    if words:
        found.append(Because("terms", words))
    if near is not None and one.language in meaning.LANGUAGES and near.whole[row] >= FAR:
        found.append(Because("meaning", (there.sentences[near.nearest[row]],), round(float(near.whole[row]), 2)))
    return tuple(found)
