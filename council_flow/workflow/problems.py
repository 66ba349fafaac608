"""What is wrong with a file: each problem with its line, a stable code and a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Indel

from council_flow.language import Sentence, say

LONGEST_SHOWN = 60

NEAR = 0.6
"""Likeness, from 0 to 1, above which a word was probably meant."""

MOST = 2_000
"""Problems that are told of one file."""

MOST_TRIED = 20_000
"""Problems noted of one file, repeated ones on one line included."""

MOST_COMPARED = 10_000_000
"""Pairs of a misspelt and a known word that are compared for one file. What is misspelt after that gets no suggestion."""


@dataclass(frozen=True)
class Problem:
    """One mistake, printed ``FILE:LINE: CODE sentence``. Lines count from 1; a code never changes its meaning."""

    file: str
    line: int
    code: str
    message: Sentence

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.message}"

    def as_data(self) -> dict[str, Any]:
        """Return what ``workflow check --json`` prints for this problem."""
        return {"file": self.file, "line": self.line, "code": self.code, "message": str(self.message)}


class WorkflowProblems(Exception):
    """Files that cannot be used. ``problems`` lists all that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TooMany(Exception):
    """There are more problems than anybody reads. What was found so far is noted."""


@dataclass
class Findings:
    """Collects the problems of one file, at most so many."""

    file: str
    most: int = MOST
    found: set[tuple[int, str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    tried: int = 0
    compared: int = 0

    @property
    def codes(self) -> set[str]:
        """The codes of the problems noted so far."""
        return {code for _, code, _ in self.found}

    def add(self, line: int, code: str, message: Sentence) -> None:
        """Note a problem, once.

        Raises:
            TooMany: it is one too many; that is noted in its place.
        """
        key = (line, code, str(message))
        self.tried += 1
        if key not in self.found or self.tried > MOST_TRIED:
            if len(self.problems) >= self.most or self.tried > MOST_TRIED:
                message = say("The file has too many problems. These are the first %(n)s.", n=len(self.problems))
                self.problems.append(Problem(self.file, line, "W008", message))
                raise TooMany
            self.found.add(key)
            self.problems.append(Problem(self.file, line, code, message))

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """Return the known word that was most likely meant, if any is near and not too many were compared already."""
        self.compared += len(known)
        return nearest(word, known) if self.compared <= MOST_COMPARED else None

    def sorted(self) -> list[Problem]:
        """Return the problems in the order of lines."""
        return sorted(self.problems, key=lambda problem: (problem.line, problem.code, str(problem.message)))


def quoted(text: object) -> str:
    """Return text of a file fit for a sentence: short, and with nothing in it that a screen would act upon."""
    whole = "".join(_visible(character) for character in str(text)[: LONGEST_SHOWN + 1])
    return whole if len(str(text)) <= LONGEST_SHOWN else whole[:LONGEST_SHOWN] + "…"


def _visible(character: str) -> str:
    if unicodedata.category(character)[0] == "C":
        return f"\\u{ord(character):04x}"
    return character


def nearest(word: str, known: Collection[str], likeness: float = NEAR) -> str | None:
    """Return the known word that was most likely meant, if any is near."""
    close = process.extractOne(word[:100], list(known), scorer=Indel.normalized_similarity, score_cutoff=likeness)
    return close[0] if close else None


def unknown(word: str, meant: str | None, plain: Sentence, near: Sentence) -> Sentence:
    """Return what is wrong with a word that is not known.

    That is a letter of another script; else ``near`` with the word that was ``meant``; else ``plain``. ``plain`` uses
    ``%(word)s``; ``near`` uses ``%(near)s`` too.
    """
    foreign = foreign_letter(word)
    if foreign is not None:
        return foreign
    if meant is None:
        return Sentence(plain.text, {**plain.params, "word": quoted(word)})
    return Sentence(near.text, {**near.params, "word": quoted(word), "near": meant})


def foreign_letter(word: str) -> Sentence | None:
    """Return what is wrong with a name that holds a letter outside a to z, by that letter's own name."""
    for character in word:
        if ord(character) > 127 or not character.isprintable():
            return say(
                "“%(word)s” contains the character %(name)s (U+%(code)s). Names are written in the letters a to z.",
                word=quoted(word),
                name=unicodedata.name(character, "without a name").lower(),
                code=f"{ord(character):04X}",
            )
    return None
