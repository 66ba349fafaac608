"""Boxes and arrows of which a drawing of a workflow consists. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]

LETTER = 8.4
"""Width of a letter of a stage's name, in pixels, on the broad side."""


@dataclass(frozen=True)
class Box:
    """One stage. ``kind``: main, end or side. ``words`` is its title in lines; ``tall``: the count stands under it."""

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
    """A line through points; the last one may have the head. A label, or the number of conditions, stands at ``at``.

    ``kind``: ``go`` for steps of the main path, ``back`` for all other moves.
    """

    transition: str
    kind: str
    points: tuple[Point, ...]
    at: Point | None = None
    head: bool = True
    dashed: bool = False


@dataclass
class Layout:
    """A whole drawing."""

    width: float = 0
    height: float = 0
    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)

    def draw(
        self,
        transition: str,
        kind: str,
        *points: Point,
        at: Point | None = None,
        head: bool = True,
        dashed: bool = False,
    ) -> None:
        """Add an arrow."""
        self.arrows.append(Arrow(transition, kind, points, at, head, dashed))


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
