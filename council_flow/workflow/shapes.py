"""Boxes, lines and labels of which a drawing of a workflow consists. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from unicodedata import combining

from council_flow.workflow.definition import Transition, Workflow

Point = tuple[float, float]

LETTER = 8.4
"""Width of a letter of a stage's name, in pixels, on the broad side."""
SMALL = 12.5
"""Height of the letters of a label."""
AIR = 6
"""Free room beside the words of a label."""
BOLD = 1.12
"""How much broader the letters of the main path are."""
MARK = 22
"""Width of a mark in a label: a number of conditions, a clock, a written reason, a star for every stage."""
LABEL_HEIGHT = 20
LONGEST_LABEL = 32
"""Letters of a label. The rest is read in the title of its line and in the table."""


@dataclass(frozen=True)
class Box:
    """One stage. ``words`` is its title in lines; ``tall``: the count stands under it.

    ``kind``: ``main`` and ``end`` in a row; ``step`` and ``goal`` where the main path runs downwards; ``side`` beside it.
    """

    stage: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    words: tuple[str, ...]
    tall: bool = True

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Arrow:
    """A line through points; the last one may have the head. The middle of its label, if it has one, is ``at``.

    ``kind``: ``go`` for steps of the main path, ``back`` for all other moves. ``also`` are moves with the same ends.
    Without points it is a label alone.
    """

    transition: str
    kind: str
    points: tuple[Point, ...]
    at: Point | None = None
    head: bool = True
    dashed: bool = False
    also: tuple[str, ...] = ()


@dataclass
class Layout:
    """A whole drawing. ``titled``: labels name every move; otherwise steps of the main path show a number only."""

    width: float = 0
    height: float = 0
    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    titled: bool = False

    def draw(
        self,
        transition: str,
        kind: str,
        *points: Point,
        at: Point | None = None,
        head: bool = True,
        dashed: bool = False,
        also: tuple[str, ...] = (),
    ) -> None:
        """Add an arrow."""
        self.arrows.append(Arrow(transition, kind, points, at, head, dashed, also))


def wrap(title: str, width: float) -> tuple[str, ...]:
    """Break a title into lines of about ``width`` pixels."""
    lines: list[str] = []
    for word in title.split() or [""]:
        if lines and (len(lines[-1]) + 1 + len(word)) * LETTER <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def longest(lines: tuple[str, ...]) -> float:
    """Return about how many pixels the longest line takes."""
    return max(map(len, lines), default=0) * LETTER


def label(workflow: Workflow, moves: Sequence[str], language: str) -> str:
    """Return the words of a label: the first move's title, and how many other moves share its line."""
    title = workflow.transitions[moves[0]].title.within(language)
    short = title if len(title) <= LONGEST_LABEL else title[: LONGEST_LABEL - 1] + "…"
    return short if len(moves) == 1 else f"{short} +{len(moves) - 1}"


def marks(move: Transition, titled: bool) -> tuple[str, ...]:
    """Return what a label shows beside its words: ``needs``, ``clock``, ``reason``, ``everywhere``."""
    shown = {
        "needs": titled and bool(move.needs),
        "clock": move.after is not None,
        "reason": move.reason_required,
        "everywhere": titled and move.everywhere,
    }
    return tuple(name for name, is_shown in shown.items() if is_shown)


def label_width(workflow: Workflow, moves: Sequence[str], language: str, kind: str, titled: bool) -> float:
    """Return about how many pixels a label takes, its marks included."""
    words = label(workflow, moves, language)
    letters = SMALL * sum(map(_breadth, words)) * (BOLD if kind == "go" else 1)
    return letters + AIR + MARK * len(marks(workflow.transitions[moves[0]], titled))


def _breadth(letter: str) -> float:
    """Return about how wide a letter is, as a part of its height."""
    if combining(letter):
        return 0
    if letter in _SLIM:
        return 0.42
    if letter in _BROAD:
        return 1.0
    return 0.78 if letter.isupper() else 0.66


_SLIM = frozenset("ijlftrI.,:;'|()![] ʻʼاأإآلدذرزو")
_BROAD = frozenset("mwMW@%…—ЖШЩЮФМЫжшщюфмыسشصض")


def path(points: Sequence[Point]) -> str:
    """Return a line as path data, its corners rounded."""
    data = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _towards(corner, before), _towards(corner, after)
        data.append(f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}")
    data.append(f"L{_pair(points[-1])}")
    return "".join(data)


def _towards(corner: Point, other: Point) -> Point:
    """Return the point 8 pixels, or half the way, from a corner to its neighbour."""
    length = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(8.0, length / 2) / length if length else 0.0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def number(value: float) -> str:
    """Return a coordinate as it is written: with one decimal, or none."""
    return f"{value:.1f}".removesuffix(".0")
