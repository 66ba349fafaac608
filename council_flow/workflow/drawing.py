"""Drawings of a workflow: SVG for the page, Mermaid and DOT for documents. Everything written into them is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from council_flow.language import RIGHT_TO_LEFT, Sentence, Titles, direction, say, say_n
from council_flow.workflow.definition import Stage, Transition, Workflow
from council_flow.workflow.layout import LINE_HEIGHT, PADDING, arrange
from council_flow.workflow.shapes import (
    LABEL_HEIGHT,
    LETTER,
    MARK,
    Arrow,
    Box,
    Layout,
    Point,
    label,
    label_width,
    marks,
    number,
    path,
)

Say = Callable[[Sentence], str]
Link = Callable[[str], str]

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ANSWERING = ("invite", "by")
_MARKS = {
    "clock": "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0M0 -3.5V0L2.5 1.5",
    "reason": "M-6 -5H6V3H0L-3 6V3H-6Z",
    "everywhere": "M0 -6V6M-5.2 -3 5.2 3M-5.2 3 5.2 -3",
}


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
        width, height = number(self.layout.width), number(self.layout.height)
        label = escape(self.speak(say("Diagram of the stages. The table says the same in words.")))
        side = "xMax" if self.mirrored else "xMin"
        arrows = sorted(self.layout.arrows, key=lambda arrow: arrow.kind)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="wf-svg" viewBox="0 0 {width} {height}" width="{width}"'
            f' height="{height}" preserveAspectRatio="{side}YMin" role="group" direction="{direction(self.language)}" lang="{escape(self.language)}"'
            f' aria-label="{label}">',
            f"<title>{self._title(self.workflow.title)}</title><desc>{label}</desc>",
            f"<defs>{self._marker('head')}{self._marker('head-back')}</defs>",
            *(self._line(arrow) for arrow in arrows if arrow.points),
            *(self._label(arrow, arrow.at) for arrow in arrows if arrow.at is not None),
            *(self._box(self.layout.boxes[name]) for name in self.workflow.stages),
            "</svg>",
        ]
        return "\n".join(parts)

    def _x(self, x: float) -> float:
        return self.layout.width - x if self.mirrored else x

    def _title(self, titles: Titles) -> str:
        return escape(titles.within(self.language))

    def _figure(self, value: int) -> str:
        return str(value).translate(_ARABIC_DIGITS) if self.mirrored else str(value)

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
        return f'<text{name} x="{number(self._x(x))}" y="{number(y)}" fill="currentColor"{where}>{words}</text>'

    def _box(self, box: Box) -> str:
        stage = self.workflow.stages[box.stage]
        css = {"end": "wf-node end", "goal": "wf-node end", "side": "wf-node quiet"}.get(box.kind, "wf-node")
        here = ' current" aria-current="step"' if box.stage == self.current else '"'
        count = self.counts.get(box.stage, 0) if self.counts is not None else None
        left = self._x(box.right) if self.mirrored else box.x
        parts = [
            f'<g class="{css}{here}>',
            f'<rect x="{number(left)}" y="{number(box.y)}" width="{number(box.width)}"'
            f' height="{number(box.height)}" rx="4" fill="none" stroke="currentColor"/>',
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

    def _line(self, arrow: Arrow) -> str:
        by_clock = self.workflow.transitions[arrow.transition].after is not None
        marker = self._marker_id("head" if arrow.kind == "go" else "head-back")
        head = f' marker-end="url(#{marker})"' if arrow.head else ""
        dashes = ' stroke-dasharray="3 4"' if arrow.dashed else ' stroke-dasharray="9 3"' if by_clock else ""
        data = path([(self._x(x), y) for x, y in arrow.points])
        drawn = f'<path d="{data}" fill="none" stroke="currentColor"{head}{dashes}/>'
        return f'<g class="wf-{arrow.kind}">{drawn}{self._tip(arrow)}</g>'

    def _tip(self, arrow: Arrow) -> str:
        """Return what is told of a line in words: each move on it, and how it is made."""
        told = []
        for name in (arrow.transition, *arrow.also):
            move, words = self.workflow.transitions[name], self.workflow.transitions[name].title.within(self.language)
            if move.after is not None:
                happens = say("This happens by itself, %(length)s after the stage began.", length=move.after.sentence())
                words = f"{words}. {self.speak(happens)}"
            if move.everywhere:
                words = f"{words}. {self.speak(say('From every stage that is not final.'))}"
            if move.reason_required:
                words = f"{words}. {self.speak(say('A reason is written'))}."
            told.append(words)
        return f"<title>{escape(chr(10).join(told))}</title>"

    def _label(self, arrow: Arrow, at: Point) -> str:
        move = self.workflow.transitions[arrow.transition]
        if arrow.kind == "go" and not self.layout.titled:
            drawn = self._circle(at, 12, len(move.needs)) if move.needs else ""
        else:
            drawn = self._titled(arrow, move, at)
        return f'<g class="wf-{arrow.kind}">{self._anchored(drawn, move)}{self._tip(arrow)}</g>'

    def _anchored(self, drawn: str, move: Transition) -> str:
        if self.anchor is None or not move.needs:
            return drawn
        n = len(move.needs)
        spoken = escape(
            self.speak(say_n("%(move)s: %(n)s condition", "%(move)s: %(n)s conditions", n, move=move.title))
        )
        return f'<a href="{escape(self.anchor(move.name))}" aria-label="{spoken}">{drawn}</a>'

    def _titled(self, arrow: Arrow, move: Transition, at: Point) -> str:
        """Return the words and the marks of a label, on a ground that covers the line."""
        x, y = at
        moves = (move.name, *arrow.also)
        shown = marks(move, self.layout.titled)
        width = label_width(self.workflow, moves, self.language, arrow.kind, self.layout.titled)
        parts = [
            f'<rect class="wf-ground" x="{number(self._x(x) - width / 2)}" y="{number(y - LABEL_HEIGHT / 2)}"'
            f' width="{number(width)}" height="{LABEL_HEIGHT}" fill="white"/>',
            self._text(
                "", x + MARK * len(shown) / 2, y + 4.5, escape(label(self.workflow, moves, self.language)), "middle"
            ),
        ]
        for place, name in enumerate(shown):
            centre = (x - width / 2 + MARK * (place + 0.5) - 1, y)
            parts.append(self._circle(centre, 9, len(move.needs)) if name == "needs" else self._mark(name, centre))
        return "".join(parts)

    def _circle(self, at: Point, radius: int, value: int) -> str:
        x, y = at
        circle = f'<circle cx="{number(self._x(x))}" cy="{number(y)}" r="{radius}" fill="none" stroke="currentColor"/>'
        return circle + self._text("", x, y + 4.5, self._figure(value), "middle")

    def _mark(self, name: str, at: Point) -> str:
        """Return a clock, or the bubble that stands for a written reason."""
        x, y = number(self._x(at[0])), number(at[1])
        return f'<path class="wf-mark" transform="translate({x} {y})" fill="none" stroke="currentColor" d="{_MARKS[name]}"/>'


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
