"""The field's terms in four languages, and where a text speaks of what they stand for. Pure.

A *concept* is what provisions and paragraphs speak of (orphans, aftercare, passenger data). Its terms are written for each
language, parted by ``|``: ``~`` at the end of a word is any ending, several words stand side by side, and words parted by
``+`` stand in one sentence. Texts are folded before terms are looked for, Uzbek in Cyrillic is read in Latin letters, and
Arabic words are read with and without the particles written onto them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from council_flow.text.folding import fold, folded
from council_flow.text.transliteration import is_cyrillic, to_latin

FILE = Path(__file__).parent.parent / "catalogues" / "terms.yaml"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")
_SENTENCE = re.compile(r"[.;!?؛؟…]\s")
_PARTICLE = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف][بكل]?|[بلك])")
_SHORTEST = 3
"""Letters of an Arabic word that remain when particles are taken off."""


@dataclass(frozen=True)
class Found:
    """A concept and the words that speak of it."""

    concept: str
    words: str


@dataclass(frozen=True)
class _Term:
    concept: str
    parts: tuple[tuple[str, ...], ...]
    """Runs of words that stand side by side; all of them in one sentence."""


@dataclass
class _Index:
    """Runs of words by their first word, whole or a beginning."""

    whole: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    beginnings: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    simple: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    joined: list[_Term] = field(default_factory=list)

    def add(self, concept: str, written: str) -> None:
        parts = tuple(tuple(part.split()) for part in folded(written).casefold().split(" + ") if part.strip())
        if len(parts) == 1:
            self.simple[parts[0]].add(concept)
        elif parts:
            self.joined.append(_Term(concept, parts))
        for part in parts:
            head = part[0]
            place = self.beginnings[head[:-1]] if head.endswith("~") else self.whole[head]
            if part not in place:
                place.append(part)


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    forms: tuple[str, ...]
    """The word as it stands, and without its particles."""
    sentence: int


@dataclass(frozen=True)
class Lexicon:
    """The concepts of the field with their terms, and which of them themes and provisions are about."""

    names: tuple[str, ...]
    glosses: Mapping[str, str]
    """First English term of each concept."""
    provisions: Mapping[str, Mapping[str, float]]
    themes: Mapping[str, Sequence[str]]
    _indexes: Mapping[str, _Index]

    def find(self, text: str, language: str) -> list[Found]:
        """Return the concepts that a text speaks of with the words that do, in their order.

        Terms of the language are looked for, and English ones (abbreviations) in texts of other scripts.
        """
        if language == "uz" and is_cyrillic(text):
            text = to_latin(text)
        words, real = _words(text, arabic=language == "ar"), fold(text)
        found = list(self._in(words, language))
        if language in {"ru", "ar"}:
            found += self._in([word for word in words if word.forms[0].isascii()], "en")
        seen: dict[tuple[str, int], Found] = {}
        for concept, first, last in found:
            start, end = real.back(words[0].start if first is None else first, last)
            seen.setdefault((concept, start), Found(concept, text[start:end]))
        return [seen[one] for one in sorted(seen, key=lambda one: one[1])]

    def _in(self, words: Sequence[_Word], language: str) -> Iterator[tuple[str, int, int]]:
        index = self._indexes[language]
        runs: dict[int, dict[tuple[str, ...], tuple[int, int]]] = defaultdict(dict)
        for at, word in enumerate(words):
            for run in _beginning(index, word):
                end = _matches(run, words, at)
                if end is not None:
                    runs[word.sentence].setdefault(run, (word.start, end))
                    for concept in index.simple.get(run, ()):
                        yield concept, word.start, end
        for there in runs.values():
            for term in index.joined:
                if all(part in there for part in term.parts):
                    yield term.concept, *there[term.parts[0]]


def _beginning(index: _Index, word: _Word) -> Iterator[tuple[str, ...]]:
    for form in word.forms:
        yield from index.whole.get(form, ())
        for length in range(2, len(form) + 1):
            yield from index.beginnings.get(form[:length], ())


def _matches(run: tuple[str, ...], words: Sequence[_Word], at: int) -> int | None:
    """Return where a run of words that begins here ends, if it stands here."""
    if at + len(run) > len(words) or words[at + len(run) - 1].sentence != words[at].sentence:
        return None
    for part, word in zip(run, words[at:], strict=False):
        if not any(form.startswith(part[:-1]) if part.endswith("~") else form == part for form in word.forms):
            return None
    return words[at + len(run) - 1].end


def _words(text: str, *, arabic: bool) -> list[_Word]:
    plain = folded(text)
    ends = [match.start() for match in _SENTENCE.finditer(plain)]
    found, sentence = [], 0
    for match in _WORD.finditer(plain):
        while sentence < len(ends) and ends[sentence] < match.start():
            sentence += 1
        forms = _without_particles(match[0]) if arabic else (match[0], match[0].rstrip("'"))
        found.append(_Word(match.start(), match.end(), tuple(dict.fromkeys(forms)), sentence))
    return found


def _without_particles(word: str) -> tuple[str, ...]:
    forms = [word]
    while (particle := _PARTICLE.match(forms[-1])) and len(forms[-1]) - particle.end() >= _SHORTEST:
        forms.append(forms[-1][particle.end() :])
        if len(forms) > _SHORTEST:
            break
    return tuple(forms)


@cache
def lexicon(path: Path = FILE) -> Lexicon:
    """Read the field's terms, once a process."""
    from council_flow.alignment.matching.files import read_yaml  # noqa: PLC0415 - slow to import

    return _understood(read_yaml(path))


def _understood(data: Mapping[str, Any]) -> Lexicon:
    indexes: dict[str, _Index] = defaultdict(_Index)
    for concept, languages in data["concepts"].items():
        for language, written in languages.items():
            for term in written.split("|"):
                if term.strip():
                    indexes[language].add(concept, " ".join(term.split()))
    weights = {"core": 1.0, "also": 0.5}
    return Lexicon(
        names=tuple(data["concepts"]),
        glosses={name: one["en"].split("|")[0].replace("~", "").strip() for name, one in data["concepts"].items()},
        provisions={
            name: {concept: weight for level, weight in weights.items() for concept in one.get(level) or ()}
            for name, one in data["provisions"].items()
        },
        themes=data["themes"],
        _indexes=indexes,
    )
