"""The labelled paragraphs, and how well suggestions find their provisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from council_flow.alignment.matching.files import read_yaml

FILE = Path(__file__).parent / "labelled.yaml"
HELD_OUT = 3
"""Every third meaning is kept aside: nothing was fitted to it."""
GOALS = {"en": 0.80, "ru": 0.75, "ar": 0.75, "uz": 0.65}
GOAL_FALSE = 0.10
TOP = 5

Suggesting = Callable[[Sequence[str], str], list[list[str]]]
"""Names of provisions for each paragraph, best first; of paragraphs in one language."""


@dataclass(frozen=True)
class Labelled:
    """A paragraph with the provisions that bear on it; none where it is off the topic."""

    id: int
    lang: str
    text: str
    provisions: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Kept aside while the matching was made."""
        return self.id % HELD_OUT == 0


@cache
def labelled() -> tuple[Labelled, ...]:
    """Return the set."""
    return tuple(Labelled(row["id"], row["lang"], row["text"], tuple(row["provisions"])) for row in read_yaml(FILE))


@dataclass(frozen=True)
class Rate:
    """Of one language and part: mean share of the right provisions among the first five; lists where none belongs."""

    recall: float
    paragraphs: int
    false: int
    off_topic: int


def rates(suggesting: Suggesting, *, held_out: bool | None = None) -> dict[str, Rate]:
    """Return the rates by language, of all paragraphs or of one part."""
    parts: dict[str, list[Labelled]] = defaultdict(list)
    for one in labelled():
        if held_out is None or one.held_out == held_out:
            parts[one.lang].append(one)
    return {language: _rate(rows, suggesting([one.text for one in rows], language)) for language, rows in parts.items()}


def _rate(rows: Sequence[Labelled], answers: Sequence[Sequence[str]]) -> Rate:
    shares, false, off = [], 0, 0
    for one, found in zip(rows, answers, strict=True):
        if one.provisions:
            right = set(one.provisions) & set(found[:TOP])
            shares.append(len(right) / min(TOP, len(one.provisions)))
        else:
            off += 1
            false += bool(found)
    return Rate(sum(shares) / len(shares), len(shares), false, off)
