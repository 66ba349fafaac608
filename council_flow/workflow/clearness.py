"""Whether a drawing can be read: nothing lies on anything that it does not belong to. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from council_flow.workflow.definition import Transition, Workflow
from council_flow.workflow.shapes import LABEL_HEIGHT, Arrow, Box, Layout, Point, label_width

Area = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""

EDGE = 4
"""How far from the edge of its box a line can begin."""
CIRCLE = 24
"""Width and height of a number of conditions."""


def is_clear(workflow: Workflow, layout: Layout, language: str) -> bool:
    """Answer whether every way is drawn, boxes and labels are apart, labels stand on their own lines and on no other,
    and no line runs through a box that is not its own."""
    boxes = {name: (box.x, box.y, box.right, box.bottom) for name, box in layout.boxes.items()}
    lines = [(arrow.transition, area) for arrow in layout.arrows for area in _lines(arrow)]
    labels = [
        (arrow.transition, _label(workflow, layout, arrow, language)) for arrow in layout.arrows if arrow.at is not None
    ]
    areas = [*boxes.values(), *(area for _, area in labels)]
    whole = (0.0, 0.0, layout.width, layout.height)
    return (
        all(_is_drawn(move, layout) for move in workflow.transitions.values())
        and all(_inside(area, whole) for area in areas)
        and not any(_meet(one, other) for one, other in combinations(areas, 2))
        and not any(_meet(area, line) for name, area in labels for move, line in lines if move != name)
        and all(any(_meet(area, line) for move, line in lines if move == name) for name, area in labels)
        and not any(
            _meet(boxes[stage], line)
            for move, line in lines
            for stage in boxes
            if not _touches(workflow.transitions[move], stage)
        )
    )


def _is_drawn(move: Transition, layout: Layout) -> bool:
    """Answer whether a line leaves each box where a move is made; of a move from everywhere, whether there is one."""
    starts = [arrow.points[0] for arrow in layout.arrows if arrow.transition == move.name and arrow.points]
    if move.everywhere:
        return bool(starts)
    boxes = [layout.boxes[name] for name in move.sources]
    return all(any(_leaves(box, start) for start in starts) for box in boxes)


def _leaves(box: Box, start: Point) -> bool:
    return box.x - EDGE < start[0] < box.right + EDGE and box.y - EDGE < start[1] < box.bottom + EDGE


def _touches(move: Transition, stage: str) -> bool:
    """Answer whether a move begins or ends at a stage. One from everywhere begins at no box."""
    return stage == move.to or (stage in move.sources and not move.everywhere)


def _lines(arrow: Arrow) -> Iterator[Area]:
    for (x, y), (u, v) in pairwise(arrow.points):
        yield min(x, u) - 0.5, min(y, v) - 0.5, max(x, u) + 0.5, max(y, v) + 0.5


def _label(workflow: Workflow, layout: Layout, arrow: Arrow, language: str) -> Area:
    x, y = arrow.at or (0.0, 0.0)
    width, height = float(CIRCLE), CIRCLE
    if arrow.kind != "go" or layout.titled:
        width = label_width(workflow, (arrow.transition, *arrow.also), language, arrow.kind, layout.titled)
        height = LABEL_HEIGHT
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _inside(area: Area, whole: Area) -> bool:
    return area[0] >= whole[0] and area[1] >= whole[1] and area[2] <= whole[2] and area[3] <= whole[3]


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
