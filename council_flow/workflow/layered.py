"""The drawing of a workflow that does not fit into one row: stages in rows from above, with a lane for every move.

Rows and columns hold boxes only. Between rows run channels, where every move has a track of its own; between columns run
gutters, with room for labels and for the upright parts of moves that pass rows. So no line meets a box that it does not
belong to and no label meets another one, whatever the workflow. Coordinates run from left to right. Pure.
"""

from __future__ import annotations

from council_flow.workflow.definition import Workflow
from council_flow.workflow.nets import Net, nets, share
from council_flow.workflow.ranking import rows
from council_flow.workflow.shapes import Box, Layout, Point, label_width, longest, wrap

NARROWEST, PADDING, COUNT, LINE_HEIGHT, LEAST_HEIGHT = 160, 16, 34, 18, 46
TRACK, ABOVE, PORT, TRUNK, AIR, MARGIN, HEAD = 28, 28, 14, 14, 12, 10, 7


def arrange_layered(workflow: Workflow, language: str) -> Layout:
    """Place all stages and moves of a workflow, with titles in one language."""
    return _Layers(workflow, language).whole()


class _Layers:
    def __init__(self, workflow: Workflow, language: str) -> None:
        self.workflow, self.language = workflow, language
        self.layout = Layout(titled=True)
        self.rows = rows(workflow)
        self.cells = {name: (n, column) for n, row in enumerate(self.rows) for name, column in row.items()}
        self.columns = 1 + max(column for _, column in self.cells.values())
        self.nets = nets(workflow, self.cells)
        for net in self.nets:
            net.label = label_width(workflow, net.moves, language, net.kind, titled=True)
        self.ports: dict[tuple[str, bool, bool], list[tuple[int, bool]]] = {}
        self.left: list[float] = []
        self.room: list[tuple[float, float]] = []
        self.upright: list[float] = []
        self.track: dict[tuple[int, int], float] = {}

    def whole(self) -> Layout:
        trunks = self._book_trunks()
        self._book_ports()
        self._set_columns(trunks)
        tracks = self._book_tracks()
        self._set_rows(tracks)
        for number, net in enumerate(self.nets):
            self._draw(number, net)
        return self.layout

    def _book_trunks(self) -> list[int]:
        """Give every line that passes rows its place in a gutter; return how many places each gutter has."""
        counts = [0] * (self.columns + 1)
        for gutter in range(self.columns + 1):
            long = [net for net in self.nets if net.gutter == gutter and net.span[0] != net.span[1]]
            places = share([net.span for net in long], 1)
            for net, place in zip(long, places, strict=True):
                net.trunk = place
            counts[gutter] = 1 + max(places, default=-1)
        return counts

    def _book_ports(self) -> None:
        """Note, for each edge of each box, which lines begin or end there: on the left, or on the right."""
        for number, net in enumerate(self.nets):
            if net.straight:
                continue
            ends = [(name, net.leaves_below, False) for name in net.sources] + [(net.goal, not net.enters_above, True)]
            for name, below, entering in ends:
                right = net.gutter > self.cells[name][1]
                self.ports.setdefault((name, below, right), []).append((number, entering))

    def _box_width(self) -> float:
        """Return a width at which the longest word, and what ends at a box, have room."""
        words = [self._title(name).split() for name in self.workflow.stages]
        width = max([NARROWEST + 0.0, *(longest(tuple(each)) + 2 * PADDING + COUNT for each in words)])
        crowds: dict[tuple[str, bool], int] = {}
        for (name, below, _), booked in self.ports.items():
            crowds[name, below] = max(crowds.get((name, below), 0), len(booked))
        for (name, below), most in crowds.items():
            width = max(width, 2 * (AIR + PORT * most) + PORT)
            for net in self.nets:
                if net.straight and name == (net.sources[0] if below else net.goal):
                    width = max(width, 2 * (AIR + PORT * most) + net.label)
        return width

    def _set_columns(self, trunks: list[int]) -> None:
        """Place columns, and in each gutter the room for labels and the upright lines."""
        self.width = self._box_width()
        x = MARGIN + 0.0
        for gutter, count in enumerate(trunks):
            labels = [net.label for net in self.nets if net.gutter == gutter and not net.straight]
            room = max(labels, default=0.0) + (AIR if labels else 0)
            if gutter == 0:
                self.upright.append(x + TRUNK / 2)
                x += TRUNK * count
                self.room.append((x, x + room))
                x += room + (AIR if labels else 0)
            else:
                self.room.append((x + AIR, x + AIR + room))
                x += AIR + room
                self.upright.append(x + TRUNK / 2)
                x += TRUNK * count + AIR
            self.left.append(x)
            x += self.width
        self.layout.width = self.left.pop() + MARGIN

    def _title(self, stage: str) -> str:
        return self.workflow.stages[stage].title.within(self.language)

    def _port(self, number: int, name: str, entering: bool) -> float:
        """Return where a line meets a box. What meets boxes from below and from above never does so at the same x."""
        net, left = self.nets[number], self.left[self.cells[name][1]]
        if net.straight:
            return left + self.width / 2
        below = not net.enters_above if entering else net.leaves_below
        right = net.gutter > self.cells[name][1]
        place = AIR + PORT * self.ports[name, below, right].index((number, entering)) + (0 if below else PORT / 2)
        return left + self.width - place if right else left + place

    def _trunk(self, net: Net) -> float:
        return self.upright[net.gutter] + TRUNK * (net.trunk or 0)

    def _slot(self, number: int, net: Net) -> tuple[float, float]:
        """Return from where to where the label of a line reaches."""
        if net.straight:
            middle = self._port(number, net.goal, True)
            return middle - net.label / 2, middle + net.label / 2
        begin, end = self.room[net.gutter]
        return (begin, begin + net.label) if net.gutter else (end - net.label, end)

    def _reach(self, number: int, net: Net, channel: int) -> tuple[float, float]:
        """Return from where to where a line runs along a channel, its label included."""
        xs = [self._port(number, name, False) for name, at in net.leaves.items() if at == channel]
        if net.trunk is not None:
            xs.append(self._trunk(net))
        if channel == net.channel:
            xs += [self._port(number, net.goal, True), *self._slot(number, net)]
        return min(xs), max(xs)

    def _book_tracks(self) -> list[int]:
        """Give every line its track in each of its channels; return how many tracks each channel has."""
        counts = [0] * (len(self.rows) + 1)
        for channel in range(len(counts)):
            here = [n for n, net in enumerate(self.nets) if channel in {net.channel, *net.leaves.values()}]
            places = share([self._reach(n, self.nets[n], channel) for n in here], AIR)
            for number, place in zip(here, places, strict=True):
                self.track[number, channel] = place
            counts[channel] = 1 + max(places, default=-1)
        return counts

    def _set_rows(self, tracks: list[int]) -> None:
        """Place the channels and, between them, the boxes."""
        y = MARGIN + 0.0
        for channel, count in enumerate(tracks):
            for number in range(len(self.nets)):
                if (number, channel) in self.track:
                    self.track[number, channel] = y + ABOVE + TRACK * self.track[number, channel]
            y += 2 * ABOVE + TRACK * (count - 1) if count else (ABOVE if 0 < channel < len(self.rows) else 0)
            if channel < len(self.rows):
                y = self._row(self.rows[channel], y)
        self.layout.height = y + MARGIN

    def _row(self, row: dict[str, int], y: float) -> float:
        """Place the boxes of one row; return their lower edge."""
        path = self.workflow.path()
        words = {name: wrap(self._title(name), self.width - 2 * PADDING - COUNT) for name in row}
        height = LEAST_HEIGHT + LINE_HEIGHT * (max(map(len, words.values())) - 1)
        for name, column in row.items():
            final = self.workflow.stages[name].final
            kind = "side" if name not in path else "goal" if final else "step"
            self.layout.boxes[name] = Box(name, kind, self.left[column], y, self.width, height, words[name], False)
        return y + height

    def _draw(self, number: int, net: Net) -> None:
        begin, end = self._slot(number, net)
        y = self.track[number, net.channel]
        at = ((begin + end) / 2, y)
        box = self.layout.boxes[net.goal]
        x = self._port(number, net.goal, True)
        tip = (x, box.y - HEAD if net.enters_above else box.bottom + HEAD)
        for name in net.sources:
            points = [*self._way(number, net, name), (x, y), tip]
            self.layout.draw(net.moves[0], net.kind, *_without_repeats(points), also=net.moves[1:])
        if net.shape == "stub":
            far = end if net.gutter else begin
            self.layout.draw(net.moves[0], net.kind, (far, y), (x, y), tip, at=at, dashed=True, also=net.moves[1:])
        else:
            self._label(number, net, at)

    def _way(self, number: int, net: Net, name: str) -> list[Point]:
        """Return the points of a line from a source to the track by which it reaches its goal."""
        box = self.layout.boxes[name]
        x, channel = self._port(number, name, False), net.leaves[name]
        y = self.track[number, channel]
        start = (x, box.bottom + 2 if net.leaves_below else box.y - 2)
        if channel == net.channel:
            return [start, (x, y)]
        trunk = self._trunk(net)
        return [start, (x, y), (trunk, y), (trunk, self.track[number, net.channel])]

    def _label(self, number: int, net: Net, at: Point) -> None:
        """Write the label of a line; where it stands beside the line, lead the line up to it."""
        ends = [self._port(number, net.goal, True)]
        ends += [self._port(number, name, False) for name, channel in net.leaves.items() if channel == net.channel]
        ends += [self._trunk(net)] if net.trunk is not None else []
        near = min(ends, key=lambda x: abs(x - at[0]))
        passed = net.straight or min(ends) < at[0] < max(ends)
        points = () if passed else ((near, at[1]), at)
        self.layout.draw(net.moves[0], net.kind, *points, at=at, head=False, also=net.moves[1:])


def _without_repeats(points: list[Point]) -> list[Point]:
    return [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
