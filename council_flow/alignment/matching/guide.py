"""A catalogue made ready for matching: what its provisions speak of and how they may be put, as numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from council_flow.alignment.matching import meaning
from council_flow.alignment.matching.files import read_yaml
from council_flow.alignment.matching.terms import Lexicon, lexicon

if TYPE_CHECKING:
    from council_flow.alignment.catalogue import Catalogue, Provision

SENTENCES = Path(__file__).parent.parent / "catalogues" / "sentences.yaml"
SPOKEN = 3.0
"""Weight of how often the sentences written for a provision speak of a concept, beside 1 for what is noted as its core; fitted
on two thirds of the labelled set."""
OFTEN = 0.3
"""Share of its sentences from which a provision counts as being about a concept."""
OF_THEME = 0.5
"""Weight of a concept that a provision has from its themes alone."""
NEIGHBOUR = 0.35
"""Provisions whose concepts are nearer than this lend each other part of their score."""


@dataclass(frozen=True)
class Guide:
    """What paragraphs are laid beside. Rows of the matrices are ``provisions``, columns the concepts of the lexicon."""

    provisions: tuple[Provision, ...]
    lexicon: Lexicon
    weights: np.ndarray
    """How rare each concept is among the provisions."""
    about: np.ndarray
    """Concepts of each provision by weight, rows of length 1."""
    neighbours: np.ndarray
    """Share that each provision takes of the scores of others like it."""
    sentences: tuple[str, ...]
    owners: np.ndarray
    """Row of the provision that each sentence belongs to."""
    vectors: np.ndarray | None
    """One row for each sentence; ``None`` without the encoder."""


_READY: dict[tuple[str, str], Guide] = {}


def guide(catalogue: Catalogue) -> Guide:
    """Return a catalogue made ready, once a process and edition."""
    key = (catalogue.name, catalogue.digest)
    if key not in _READY:
        _READY[key] = _made(catalogue)
    return _READY[key]


def _made(catalogue: Catalogue) -> Guide:
    words, provisions = lexicon(), tuple(catalogue.provisions.values())
    raw = np.array([_concepts(one, words) for one in provisions]).reshape(len(provisions), len(words.names))
    written = read_yaml(SENTENCES)
    owned = [(row, text) for row, one in enumerate(provisions) for text in _sentences(one, written)]
    spoken = _spoken(owned, len(provisions), words)
    weights = np.log((1 + len(provisions)) / (1 + ((raw > 0) | (spoken > OFTEN)).sum(axis=0)))
    about = _unit((raw + SPOKEN * spoken) * weights)
    return Guide(
        provisions=provisions,
        lexicon=words,
        weights=weights,
        about=about,
        neighbours=_neighbours(about),
        sentences=tuple(text for _, text in owned),
        owners=np.array([row for row, _ in owned], dtype=int),
        vectors=meaning.kept_vectors([text for _, text in owned]) if meaning.known() else None,
    )


def _concepts(provision: Provision, words: Lexicon) -> list[float]:
    """Return the weight of each concept: as written for the provision, else as its own words and themes speak of them."""
    known: Mapping[str, float] | None = words.provisions.get(provision.id)
    if known is None:
        found = {one.concept: 1.0 for one in words.find(f"{provision.title}. {provision.paraphrase}", "en")}
        themes = {concept: OF_THEME for theme in provision.themes for concept in words.themes.get(theme, ())}
        known = themes | found
    return [known.get(name, 0.0) for name in words.names]


def _spoken(owned: Sequence[tuple[int, str]], count: int, words: Lexicon) -> np.ndarray:
    """Return for each provision the share of its sentences that speaks of each concept."""
    spoken, at = np.zeros((count, len(words.names))), {name: column for column, name in enumerate(words.names)}
    for row, text in owned:
        for concept in {one.concept for one in words.find(text, "en")}:
            spoken[row, at[concept]] += 1
    each = np.bincount([row for row, _ in owned], minlength=count)[:, None]
    made: np.ndarray = spoken / np.maximum(each, 1)
    return made


def _sentences(provision: Provision, written: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        *written.get(provision.id, ()),
        f"{provision.title}. {provision.paraphrase}",
        *provision.questions,
    ]


def _unit(rows: np.ndarray) -> np.ndarray:
    lengths: Any = np.linalg.norm(rows, axis=-1, keepdims=True)
    made: np.ndarray = rows / np.maximum(lengths, 1e-9)
    return made


def _neighbours(about: np.ndarray) -> np.ndarray:
    likeness = about @ about.T
    np.fill_diagonal(likeness, 0.0)
    likeness = np.where(likeness > NEIGHBOUR, likeness, 0.0)
    made: np.ndarray = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)
    return made


def strength(counts: Mapping[str, int], there: Guide) -> np.ndarray:
    """Return how strongly a paragraph speaks of each concept: rarer ones more, repeated ones a little more."""
    row = np.zeros(len(there.lexicon.names))
    for at, name in enumerate(there.lexicon.names):
        if counts.get(name):
            row[at] = there.weights[at] * (1 + 0.3 * math.log(counts[name]))
    return row
