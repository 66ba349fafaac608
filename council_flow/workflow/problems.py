"""What is wrong with a file: each problem with its line, a stable code and a sentence."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from council_flow.language import Sentence, say

LONGEST_SHOWN = 60


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


@dataclass
class Findings:
    """Collects the problems of one file."""

    file: str
    found: set[tuple[int, str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, code: str, message: Sentence) -> None:
        """Note a problem, once."""
        key = (line, code, str(message))
        if key not in self.found:
            self.found.add(key)
            self.problems.append(Problem(self.file, line, code, message))

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


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most likely meant, if any is near."""
    close = difflib.get_close_matches(word[:100], list(known), n=1)
    return close[0] if close else None


def unknown(word: str, known: Iterable[str], plain: Sentence, near: Sentence) -> Sentence:
    """Return ``near`` with the nearest known word where there is one, else ``plain``.

    ``plain`` uses ``%(word)s``; ``near`` uses ``%(near)s`` too.
    """
    meant = nearest(word, known)
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
