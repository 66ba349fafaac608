"""Drawings of a workflow: SVG for the page, Mermaid and DOT for documents. Everything written into them is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from council_flow.language import RIGHT_TO_LEFT, Sentence, Titles, direction, say, say_n
from council_flow.workflow.definition import Stage, Transition, Workflow
from council_flow.workflow.layout import LINE_HEIGHT, PADDING, arrange
from council_flow.workflow.shapes import LETTER, Arrow, Box, Layout

Say = Callable[[Sentence], str]
Link = Callable[[str], str]

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ANSWERING = ("invite", "by")


def draw_svg(
    workflow: Workflow,
    language: str,
    counts: Mapping[str, int] | None = None,
    current: str | None = None,
    *,
    speak: Say = str,
    link: Link | None = None,
    anchor: Link | None = None,
) -> str:
    """Return a workflow as an ``svg`` element, with the classes of the stylesheet.

    ``counts`` are cases by stage; ``current`` is the stage to mark; ``speak`` translates what is read aloud; ``link``
    and ``anchor`` give the address behind a stage and behind the number of conditions of a move.
    """
    return _Pen(workflow, language, counts, current, speak, link, anchor).whole()


class _Pen:
    def __init__(
        self,
        workflow: Workflow,
        language: str,
        counts: Mapping[str, int] | None,
        current: str | None,
        speak: Say,
        link: Link | None,
        anchor: Link | None,
    ) -> None:
        self.workflow, self.language, self.counts, self.current = workflow, language, counts, current
        self.speak, self.link, self.anchor = speak, link, anchor
        self.layout: Layout = arrange(workflow, language)
        self.mirrored = language in RIGHT_TO_LEFT

    def whole(self) -> str:
        width, height = _number(self.layout.width), _number(self.layout.height)
        label = escape(self.speak(say("Diagram of the stages. The table says the same in words.")))
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="wf-svg" viewBox="0 0 {width} {height}" role="group"'
            f' direction="{direction(self.language)}" lang="{escape(self.language)}" aria-label="{label}">',
            f"<defs>{self._marker('head')}{self._marker('head-back')}</defs>",
            *(self._arrow(arrow) for arrow in sorted(self.layout.arrows, key=lambda arrow: arrow.kind)),
            *(self._box(self.layout.boxes[name]) for name in self.workflow.stages),
            "</svg>",
        ]
        return "\n".join(parts)

    def _x(self, x: float) -> float:
        return self.layout.width - x if self.mirrored else x

    def _title(self, titles: Titles) -> str:
        return escape(titles.within(self.language))

    def _figure(self, number: int) -> str:
        return str(number).translate(_ARABIC_DIGITS) if self.mirrored else str(number)

    def _marker_id(self, name: str) -> str:
        return f"wf-{name}-{self.workflow.name}"

    def _marker(self, name: str) -> str:
        return (
            f'<marker id="{self._marker_id(name)}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"'
            f' markerUnits="userSpaceOnUse" orient="auto"><path class="wf-{name}" fill="currentColor"'
            f' d="M0 0 8 4 0 8z"/></marker>'
        )

    def _text(self, css: str, x: float, y: float, words: str, anchor: str = "start") -> str:
        where = f' text-anchor="{anchor}"' if anchor != "start" else ""
        name = f' class="{css}"' if css else ""
        return f'<text{name} x="{_number(self._x(x))}" y="{_number(y)}" fill="currentColor"{where}>{words}</text>'

    def _box(self, box: Box) -> str:
        stage = self.workflow.stages[box.stage]
        css = {"main": "wf-node", "end": "wf-node end", "side": "wf-node quiet"}[box.kind]
        here = ' current" aria-current="step"' if box.stage == self.current else '"'
        count = self.counts.get(box.stage, 0) if self.counts is not None else None
        left = self._x(box.right) if self.mirrored else box.x
        parts = [
            f'<g class="{css}{here}>',
            f'<rect x="{_number(left)}" y="{_number(box.y)}" width="{_number(box.width)}"'
            f' height="{_number(box.height)}" rx="4" fill="none" stroke="currentColor"/>',
            *self._names(box),
            *self._count(box, count),
            "</g>",
        ]
        if box.kind == "main":
            parts.insert(2, self._text("wf-role", box.x, box.y - 16, self._working(stage)))
        return self._linked("".join(parts), stage, count)

    def _names(self, box: Box) -> list[str]:
        under = box.kind == "main" or (box.kind == "end" and box.tall)
        top = box.y + 28 if under else box.middle + 5 - LINE_HEIGHT * (len(box.words) - 1) / 2
        return [
            self._text("wf-name", box.x + PADDING, top + LINE_HEIGHT * index, escape(line))
            for index, line in enumerate(box.words)
        ]

    def _count(self, box: Box, count: int | None) -> list[str]:
        if count is None:
            return []
        figure = self._figure(count)
        if box.kind == "main":
            return [self._text("wf-n", box.x + PADDING, box.bottom - 30, figure)]
        if box.kind == "end":
            y = box.bottom - 14 if box.tall else box.middle + 11
            return [self._text("wf-n", box.right - PADDING, y, figure, "end")]
        return [self._text("wf-name", box.right - PADDING, box.middle + 5, figure, "end")]

    def _linked(self, drawn: str, stage: Stage, count: int | None) -> str:
        if self.link is None:
            return drawn
        title = stage.title.within(self.language)
        words = say("%(stage)s", stage=title)
        if count is not None:
            words = say_n("%(stage)s: %(n)s file", "%(stage)s: %(n)s files", count, stage=title)
        return f'<a href="{escape(self.link(stage.name))}" aria-label="{escape(self.speak(words))}">{drawn}</a>'

    def _working(self, stage: Stage) -> str:
        """Return who works at a stage: who answers in its activities, else who edits, else who moves it on."""
        answering = [use.params.get(word) for use in stage.holds for word in _ANSWERING]
        names = {name for found in answering if found for name in ([found] if isinstance(found, str) else found)}
        names = names or set(stage.allows.get("edit", ()))
        if not names:
            onward = [move for move in self.workflow.leaving(stage.name) if self.workflow.ahead(move, stage.name)]
            names = {name for move in onward[:1] for name in move.by}
        titles = [role.title.within(self.language) for name, role in self.workflow.roles.items() if name in names]
        words = ", ".join(titles)
        room = int((self.layout.boxes[stage.name].width + 40) / (LETTER * 0.8))
        return escape(words if len(words) <= room else words[: room - 1] + "…")

    def _arrow(self, arrow: Arrow) -> str:
        transition = self.workflow.transitions[arrow.transition]
        marker = self._marker_id("head" if arrow.kind == "go" else "head-back")
        head = f' marker-end="url(#{marker})"' if arrow.head else ""
        dashes = ' stroke-dasharray="3 4"' if arrow.dashed else ""
        path = self._path(arrow)
        parts = [f'<g class="wf-{arrow.kind}"><path d="{path}" fill="none" stroke="currentColor"{head}{dashes}/>']
        if arrow.at is not None:
            parts.append(self._label(arrow, transition, arrow.at))
        parts.append(f"<title>{self._title(transition.title)}</title></g>")
        return "".join(parts)

    def _label(self, arrow: Arrow, transition: Transition, at: tuple[float, float]) -> str:
        x, y = at
        if arrow.kind == "back":
            return self._text("", x, y + 4.5, self._title(transition.title), "middle")
        if not transition.needs:
            return ""
        circle = f'<circle cx="{_number(self._x(x))}" cy="{_number(y)}" r="12" fill="none" stroke="currentColor"/>'
        drawn = circle + self._text("", x, y + 4.5, self._figure(len(transition.needs)), "middle")
        if self.anchor is None:
            return drawn
        n, move = len(transition.needs), transition.title
        spoken = escape(self.speak(say_n("%(move)s: %(n)s condition", "%(move)s: %(n)s conditions", n, move=move)))
        return f'<a href="{escape(self.anchor(transition.name))}" aria-label="{spoken}">{drawn}</a>'

    def _path(self, arrow: Arrow) -> str:
        """Return the line as path data, its corners rounded."""
        points = [(self._x(x), y) for x, y in arrow.points]
        data = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            start, end = _towards(corner, before), _towards(corner, after)
            data.append(f"L{_pair(start)}Q{_pair(corner)} {_pair(end)}")
        data.append(f"L{_pair(points[-1])}")
        return "".join(data)


def _towards(corner: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Return the point 8 pixels, or half the way, from a corner to its neighbour."""
    length = abs(other[0] - corner[0]) + abs(other[1] - corner[1])
    share = min(8.0, length / 2) / length if length else 0.0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _pair(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def draw_mermaid(workflow: Workflow, language: str = "en") -> str:
    """Return a workflow as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "  direction LR"]
    stages = workflow.stages.values()
    lines += [f'  state "{_entities(stage.title.within(language))}" as s_{stage.name}' for stage in stages]
    lines.append(f"  [*] --> s_{workflow.initial}")
    for transition in workflow.transitions.values():
        title = _entities(transition.title.within(language))
        lines += [f"  s_{source} --> s_{transition.to or source} : {title}" for source in transition.sources]
    lines += [f"  s_{stage.name} --> [*]" for stage in stages if stage.final]
    return "\n".join(lines) + "\n"


def _entities(text: str) -> str:
    """Write every character that Mermaid could act upon as its number."""
    return "".join(
        character if character.isalnum() or character in " ,.()-" else f"#{ord(character)};" for character in text
    )


def draw_dot(workflow: Workflow, language: str = "en") -> str:
    """Return a workflow in the language of Graphviz."""
    lines = [f"digraph {_string(workflow.name)} {{", "  rankdir=LR;", '  node [shape=box, style="rounded"];']
    for stage in workflow.stages.values():
        border = ", peripheries=2" if stage.final else ""
        lines.append(f"  {_string(stage.name)} [label={_string(stage.title.within(language))}{border}];")
    for transition in workflow.transitions.values():
        style = ", style=dashed" if transition.reason_required or transition.after else ""
        label = _string(transition.title.within(language))
        lines += [
            f"  {_string(source)} -> {_string(transition.to or source)} [label={label}{style}];"
            for source in transition.sources
        ]
    return "\n".join([*lines, "}"]) + "\n"


def _string(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
