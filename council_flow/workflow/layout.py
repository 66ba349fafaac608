"""Where the stages and the moves of a workflow stand in a drawing. Coordinates run from left to right. Pure.

The main path is a row; its last, final stage stands under the row's end. Every other stage stands at the left of the
lower part. A move that is not a step of the main path has a lane of its own under the row: lines go down from where it
can be made, along the lane, and up (or sideways) to where it leads.
"""

from __future__ import annotations

from itertools import pairwise

from council_flow.workflow.clearness import is_clear
from council_flow.workflow.definition import Transition, Workflow
from council_flow.workflow.layered import arrange_layered
from council_flow.workflow.shapes import LETTER, Box, Layout, Point, longest, wrap

MARGIN, GAP, LANE, SIDE_LANE = 10, 60, 34, 26
BOX_TOP, BOX_HEIGHT, END_HEIGHT, SIDE_HEIGHT = 60, 124, 72, 44
NARROWEST, PADDING, LEAST_WIDTH = 160, 16, 1000.0
LINE_HEIGHT = 18


LONGEST_ROW = 6
"""Most stages of a main path that is drawn as a row, its final stage apart."""


def arrange(workflow: Workflow, language: str) -> Layout:
    """Place all stages and moves of a workflow, with titles in one language: in a row where that is clear, else in rows."""
    if len(workflow.path()) <= LONGEST_ROW + 1:
        row = _Arranger(workflow, language).whole()
        if is_clear(workflow, row, language):
            return row
    return arrange_layered(workflow, language)


class _Arranger:
    def __init__(self, workflow: Workflow, language: str) -> None:
        self.workflow = workflow
        self.language = language
        self.layout = Layout()
        path = list(workflow.path())
        self.steps = set(pairwise(path))
        self.end = path[-1] if len(path) > 1 and workflow.stages[path[-1]].final else None
        self.main = path[:-1] if self.end else path
        self.side = [name for name in workflow.stages if name not in path]
        self.lanes: list[Transition] = []
        self.inward: dict[str, list[Transition]] = {name: [] for name in self.side}
        self.outward: dict[str, list[Transition]] = {name: [] for name in self.side}
        self.ports: dict[str, list[str]] = {name: [] for name in self.main}
        self.exits = 0
        self.into_end: list[tuple[str, Point]] = []
        self.rails: list[tuple[str, str, Box, float]] = []

    def whole(self) -> Layout:
        self._row()
        for transition in self.workflow.transitions.values():
            self._sort(transition)
        y = self._row_bottom() + 50
        for transition in self.lanes:
            self._lane(transition, y)
            y += LANE
        y += 8
        last_lane = y
        for stage in self.side:
            y = self._side_row(stage, y) + 20
        self._finish(last_lane, y)
        return self.layout

    def _title(self, stage: str) -> str:
        return self.workflow.stages[stage].title.within(self.language)

    def _row(self) -> None:
        self.width = NARROWEST + 0.0
        for name in self.workflow.stages:
            count = 34 if name in self.side else 0
            self.width = max(self.width, longest(tuple(self._title(name).split())) + 2 * PADDING + count)
        titles = {name: wrap(self._title(name), self.width - 2 * PADDING) for name in self.main}
        height = BOX_HEIGHT + LINE_HEIGHT * (max(map(len, titles.values())) - 1)
        for column, name in enumerate(self.main):
            x = MARGIN + column * (self.width + GAP)
            self.layout.boxes[name] = Box(name, "main", x, BOX_TOP, self.width, height, titles[name])
        self.layout.width = max(2 * MARGIN + len(self.main) * (self.width + GAP) - GAP, LEAST_WIDTH)

    def _row_bottom(self) -> float:
        return self.layout.boxes[self.main[0]].bottom

    def _beside_path(self, transition: Transition) -> list[str]:
        """Return the stages of the row where a move is made that is not a step of the main path there."""
        return [name for name in transition.sources if name in self.main and (name, transition.to) not in self.steps]

    def _sort(self, transition: Transition) -> None:
        """Draw steps of the row; give every other way of the move its place."""
        others = self._beside_path(transition)
        self._draw_steps(transition)
        if transition.to in self.side:
            self.inward[transition.to].append(transition)
            touched = [] if transition.everywhere else [name for name in others if name != self.main[0]]
        else:
            for name in transition.sources:
                if name in self.side and transition.to is not None:
                    self.outward[name].append(transition)
            self.lanes += [transition] if others else []
            leads = transition.to in self.main and (others or transition.to != self.main[0])
            touched = [*others, *([transition.to] if leads and transition.to else [])]
            touched = touched if others or self._leaves_side(transition) else []
        for name in dict.fromkeys(touched):
            self.ports[name].append(transition.name)

    def _leaves_side(self, transition: Transition) -> bool:
        return any(name in self.side for name in transition.sources)

    def _draw_steps(self, transition: Transition) -> None:
        for source in transition.sources:
            if (source, transition.to) in self.steps and transition.to != self.end:
                box = self.layout.boxes[source]
                y = box.middle
                points = (box.right + 2, y), (box.right + GAP - 5, y)
                self.layout.draw(transition.name, "go", *points, at=(box.right + 26, y))

    def _port(self, stage: str, transition: str) -> float:
        """Return where on the lower edge of a box a move begins or ends. The last box keeps room for the last step."""
        box, booked = self.layout.boxes[stage], self.ports[stage]
        share = 0.7 if stage == self.main[-1] else 1.0
        return box.x + box.width * share * (booked.index(transition) + 1) / (len(booked) + 1)

    def _crossing(self, transition: str) -> list[float]:
        """Return where lines go down through the lane of a move: those of all moves but the ones drawn above it."""
        lanes = [move.name for move in self.lanes]
        above = set(lanes[: lanes.index(transition)])
        return [self._port(stage, name) for stage, names in self.ports.items() for name in names if name not in above]

    def _free(self, transition: str, begin: float, end: float) -> float:
        """Return the middle of the widest part of a lane that no line crosses: the place of its label."""
        low, high = min(begin, end), max(begin, end)
        cuts = sorted({low, high, *(x for x in self._crossing(transition) if low < x < high)})
        left, right = max(pairwise(cuts), key=lambda pair: pair[1] - pair[0], default=(low, high))
        return (left + right) / 2

    def _lane(self, transition: Transition, y: float) -> None:
        """Draw a move between stages of the row, to the end, or back to where it is made."""
        others, name, bottom = self._beside_path(transition), transition.name, self._row_bottom()
        if transition.to is None:
            for index, source in enumerate(others):
                x = self._port(source, name)
                label = (x, y + 14) if index == 0 else None
                self.layout.draw(name, "back", (x + 24, bottom + 2), (x + 24, y), (x, y), (x, bottom + 7), at=label)
            return
        goal = self._port(transition.to, name) if transition.to in self.main else self._end_x() - 24
        starts = sorted((self._port(source, name) for source in others), key=lambda x: abs(x - goal))
        for x in starts[:-1]:
            self.layout.draw(name, "back", (x + 12 * (x == goal), bottom + 2), (x + 12 * (x == goal), y), head=False)
        far = starts[-1] + 24 * (starts[-1] == goal)
        if transition.to in self.main:
            label = (self._free(name, far, goal), y)
            self.layout.draw(name, "back", (far, bottom + 2), (far, y), (goal, y), (goal, bottom + 7), at=label)
        else:
            points = (far, bottom + 2), (far, y), (goal, y)
            self.layout.draw(name, "back", *points, at=(self._free(name, far, goal), y), head=False)
            self.into_end.append((name, (goal, y)))

    def _side_row(self, stage: str, top: float) -> float:
        """Draw a stage beside the row and all its moves; return its lower edge."""
        words = wrap(self._title(stage), self.width - 2 * PADDING - 30)
        lanes = len(self.inward[stage]) + len(self.outward[stage])
        height = max(SIDE_HEIGHT + LINE_HEIGHT * (len(words) - 1), SIDE_LANE * lanes + 18)
        box = Box(stage, "side", MARGIN, top, self.width, height, words)
        self.layout.boxes[stage] = box
        y = box.middle - SIDE_LANE / 2 * (lanes - 1)
        for transition in self.inward[stage]:
            self._inward(transition, box, y)
            y += SIDE_LANE
        for transition in self.outward[stage]:
            self._outward(transition, box, y)
            y += SIDE_LANE
        return box.bottom

    def _inward(self, transition: Transition, box: Box, y: float) -> None:
        edge, name = box.right + 9, transition.name
        if transition.everywhere:
            far = max(self.layout.boxes[self.main[-1]].x - GAP / 2, edge + 220)
            self.layout.draw(name, "back", (far, y), (edge, y), at=((far + edge) / 2, y), dashed=True)
            return
        ways = [self._down(source, name) for source in self.main if source in transition.sources]
        for way in ways[:-1]:
            self.layout.draw(name, "back", *way, (way[-1][0], y), head=False)
        if ways:
            x = ways[-1][-1][0]
            self.layout.draw(name, "back", *ways[-1], (x, y), (edge, y), at=(_beside(x, edge), y))
        for source in transition.sources:
            if source in self.side and source != box.stage:
                self.rails.append((name, source, box, y))

    def _outward(self, transition: Transition, box: Box, y: float) -> None:
        name, edge, start = transition.name, box.right + 9, (box.right + 2, y)
        if transition.to in self.main:
            way = self._down(transition.to, name)
            x, tip = way[-1][0], way[0]
            up = [(x, way[1][1]), (tip[0] + 5, tip[1])] if len(way) > 1 else [(x, tip[1] + 5)]
            self.layout.draw(name, "back", start, (x, y), *up, at=(_beside(x, edge), y))
        else:
            goal = self._end_x() - 24
            self.layout.draw(name, "back", start, (goal, y), at=((start[0] + goal) / 2, y), head=False)
            self.into_end.append((name, (goal, y)))

    def _down(self, stage: str, transition: str) -> tuple[Point, ...]:
        """Return how a line leaves a box downwards; the last point tells the x at which it goes on.

        Under the first box stand the other stages: lines to them leave it sideways, into the gap.
        """
        box = self.layout.boxes[stage]
        if stage != self.main[0]:
            return ((self._port(stage, transition), box.bottom + 2),)
        self.exits += 1
        y = max(box.bottom - 8 * self.exits, box.middle + 16)
        return (box.right + 2, y), (box.right + min(10 + 6 * self.exits, GAP - 12), y)

    def _end_x(self) -> float:
        box = self.layout.boxes[self.main[-1]]
        return box.x + box.width * 0.85

    def _finish(self, last_lane: float, bottom: float) -> None:
        """Place the final stage under the end of the row, draw what leads there, and close the page."""
        if self.end is not None:
            last = self.layout.boxes[self.main[-1]]
            words = wrap(self._title(self.end), self.width - 2 * PADDING)
            tall = longest(words) > self.width - 2 * PADDING - 5 * LETTER
            height = END_HEIGHT + LINE_HEIGHT * (len(words) - 1) + (28 if tall else 0)
            # Beside the other stages where there is room; under them where the row has but one box.
            y = max(bottom - 20 - height, last_lane) if len(self.main) > 1 or not self.side else bottom
            self.layout.boxes[self.end] = Box(self.end, "end", last.x, y, self.width, height, words, tall)
            self._last_step(last, y)
            bottom = max(bottom, y + height + 20)
        for name, start in self.into_end:
            self.layout.draw(name, "back", start, (start[0], self.layout.boxes[self.end or ""].y - 7))
        for name, source, box, y in self.rails:
            other = self.layout.boxes[source]
            rail = box.right + 23 + 8 * self.side.index(source)
            points = (other.right + 2, other.middle), (rail, other.middle), (rail, y), (box.right + 9, y)
            self.layout.draw(name, "back", *points)
        self.layout.height = bottom - 10

    def _last_step(self, last: Box, y: float) -> None:
        step = next(move for move in self.workflow.leaving(last.stage) if move.to == self.end)
        x = self._end_x()
        self.layout.draw(step.name, "go", (x, last.bottom + 2), (x, y - 7), at=(x, last.bottom + 26))


def _beside(x: float, edge: float) -> float:
    """Return where the label of a move between a stage beside the row and a line at ``x`` has room."""
    return (x + edge) / 2 if x - edge > 140 else x + 70
