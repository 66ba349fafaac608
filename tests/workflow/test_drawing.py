"""Drawings show every stage and every move of any workflow, legibly, in every language; nothing of a file escapes."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.language import LANGUAGES, RIGHT_TO_LEFT, Titles
from council_flow.workflow import (
    Duration,
    Stage,
    Transition,
    Use,
    Vocabulary,
    Workflow,
    check,
    draw_dot,
    draw_mermaid,
    draw_svg,
)
from council_flow.workflow.layout import PADDING, arrange
from council_flow.workflow.shapes import LABEL_HEIGHT, LETTER, Arrow, Layout, label_width

from .procedures import SHIPPED, name_of, procedure
from .samples import SOUND

SVG = "{http://www.w3.org/2000/svg}"
DRAWN_WITH = {"svg", "title", "desc", "defs", "marker", "path", "g", "a", "rect", "circle", "text"}
Area = tuple[float, float, float, float]


def words_in(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def told_in(svg: str) -> str:
    """Return what is read when the pointer rests on the drawing."""
    return "\n".join(title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title"))


# What can be read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_every_stage_and_every_move_is_named_in_the_language(path: Path, language: str) -> None:
    workflow = procedure(path)
    svg = draw_svg(workflow, language)
    for stage in workflow.stages.values():
        assert set(stage.title[language].split()) <= set(words_in(svg).split())
    for move in workflow.transitions.values():
        assert move.title[language] in told_in(svg)


def test_counts_stand_in_their_stages(recommendation: Workflow) -> None:
    svg = draw_svg(recommendation, "en", {"review": 17})
    assert "17" in words_in(svg)
    assert "١٧" in words_in(draw_svg(recommendation, "ar", {"review": 17}))


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_the_current_stage_is_marked(path: Path) -> None:
    workflow = procedure(path)
    for stage in workflow.stages.values():
        root = ElementTree.fromstring(draw_svg(workflow, "en", None, stage.name))
        (here,) = [group for group in root.iter(f"{SVG}g") if group.get("aria-current") == "step"]
        assert "current" in here.attrib["class"].split()
        assert "".join(here.itertext()).replace(" ", "").endswith(stage.title["en"].replace(" ", ""))


def test_stages_and_conditions_link_to_where_they_are_told(recommendation: Workflow) -> None:
    svg = draw_svg(recommendation, "en", {"draft": 1}, link=lambda name: f"/drafts?stage={name}", anchor="#t-{}".format)
    assert 'href="/drafts?stage=draft" aria-label="Draft: 1 file"' in svg
    assert 'href="#t-conclude_review" aria-label="Conclude the review: 2 conditions"' in svg


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_every_stage_and_every_move_with_conditions_is_reached_by_keyboard(path: Path) -> None:
    workflow = procedure(path)
    root = ElementTree.fromstring(draw_svg(workflow, "en", link="/{}".format, anchor="#{}".format))
    reached = {link.attrib["href"] for link in root.iter(f"{SVG}a")}
    conditional = {f"#{move.name}" for move in workflow.transitions.values() if move.needs}
    assert reached == {f"/{name}" for name in workflow.stages} | conditional


def test_a_drawing_says_what_it_is(recommendation: Workflow) -> None:
    root = ElementTree.fromstring(draw_svg(recommendation, "ru"))
    assert root.findtext(f"{SVG}title") == recommendation.title["ru"]
    assert root.findtext(f"{SVG}desc")


def test_moves_of_the_clock_and_moves_with_a_reason_differ_by_more_than_colour(words: Vocabulary) -> None:
    def drawn(move: str) -> str:
        text = SOUND.replace("  lapse: {from: review, to: done, after: 90 days}\n", f"  extra: {move}\n")
        workflow, problems = check(text, words)
        assert problems == []
        assert workflow is not None
        return draw_svg(workflow, "en")

    plain = drawn("{from: review, to: draft, by: [chair]}")
    by_clock = drawn("{from: review, to: draft, after: 90 days}")
    with_reason = drawn("{from: review, to: draft, by: [chair], reason: required}")
    assert "wf-mark" not in plain and "stroke-dasharray" not in plain
    assert "wf-mark" in by_clock and "stroke-dasharray" in by_clock
    assert "90 days after the stage began" in told_in(by_clock)
    assert "wf-mark" in with_reason
    assert "A reason is written" in told_in(with_reason)


def test_the_recommendation_is_drawn_in_one_row(recommendation: Workflow) -> None:
    for language in LANGUAGES:
        layout = arrange(recommendation, language)
        row = [layout.boxes[name] for name in recommendation.path()[:-1]]
        assert len({box.y for box in row}) == 1
        assert all(one.right < other.x for one, other in pairwise(row))


def test_a_move_from_everywhere_is_one_line_and_says_so() -> None:
    svg = draw_svg(procedure(next(path for path in SHIPPED if path.stem == "complex")), "en")
    assert told_in(svg).count("Withdraw. From every stage that is not final.") >= 1


def test_moves_with_equal_ends_share_a_line_and_are_all_told() -> None:
    moves = [({0}, 1, "people"), ({0}, 1, "people"), ({1}, 2, "people"), ({1}, 0, "people"), ({1}, 0, "people")]
    workflow = make(3, moves, {2})
    layout = arrange(workflow, "en")
    assert sorted((arrow.transition, *arrow.also) for arrow in layout.arrows if arrow.also and arrow.head) == [
        ("t0", "t1"), ("t3", "t4"),
    ]  # fmt: skip
    assert "Move 0\nMove 1" in told_in(draw_svg(workflow, "en"))


# What cannot go wrong, whatever the workflow

KINDS = ("people", "reason", "clock", "everywhere")
TITLES = st.sampled_from(
    [
        "{}",
        "Stage {}",
        "A stage with a long name, number {}",
        "Ein{}Wortohnejedentrennstrich",
        "مرحلة {}",
        "</svg><script>{}",
    ]
)
MOVES = st.lists(
    st.tuples(st.sets(st.integers(0, 17), min_size=1, max_size=5), st.integers(-1, 17), st.sampled_from(KINDS)),
    max_size=35,
)


def make(size: int, moves: list[tuple[set[int], int, str]], finals: set[int], title: str = "Stage {}") -> Workflow:
    """Return a workflow; numbers beyond its size are taken round."""
    ends = {n % size for n in finals} - {0}
    stages = {f"s{n}": Stage(f"s{n}", same(title.format(n)), final=n in ends) for n in range(size)}
    transitions = {}
    for i, (begin, to, kind) in enumerate(moves):
        wide = kind == "everywhere"
        sources = sorted({n % size for n in (range(size) if wide else begin)} - ends)
        if sources:
            transitions[f"t{i}"] = Transition(
                f"t{i}", same(f"Move {i}"), tuple(f"s{n}" for n in sources), None if to < 0 else f"s{to % size}",
                needs=tuple(Use("c.d") for _ in range(i % 3)), reason_required=kind == "reason", everywhere=wide,
                after=Duration(3, "days") if kind == "clock" and to >= 0 else None,
            )  # fmt: skip
    return Workflow("w", 1, same("W"), frozenset(), {}, "s0", stages, transitions, source="x")


def same(text: str) -> Titles:
    return Titles(dict.fromkeys(LANGUAGES, text))


workflows = st.builds(make, st.integers(1, 18), MOVES, st.sets(st.integers(0, 17)), TITLES)
any_workflow = given(workflows)
modest = settings(max_examples=60, deadline=None)


def meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def boxes(layout: Layout) -> dict[str, Area]:
    return {name: (box.x, box.y, box.x + box.width, box.y + box.height) for name, box in layout.boxes.items()}


def labels(workflow: Workflow, layout: Layout) -> list[tuple[Arrow, Area]]:
    found = []
    for arrow in layout.arrows:
        if arrow.at is not None:
            (x, y), width, height = arrow.at, 24.0, 24.0
            if layout.titled or arrow.kind != "go":
                moves = (arrow.transition, *arrow.also)
                width = label_width(workflow, moves, "en", arrow.kind, layout.titled)
                height = LABEL_HEIGHT
            found.append((arrow, (x - width / 2, y - height / 2, x + width / 2, y + height / 2)))
    return found


def strokes(arrow: Arrow) -> list[Area]:
    return [
        (min(x, u) - 0.4, min(y, v) - 0.4, max(x, u) + 0.4, max(y, v) + 0.4)
        for (x, y), (u, v) in pairwise(arrow.points)
    ]


def assert_legible(workflow: Workflow) -> None:
    layout = arrange(workflow, "en")
    placed, named = boxes(layout), labels(workflow, layout)
    assert set(placed) == set(workflow.stages)
    for area in [*placed.values(), *(area for _, area in named)]:
        assert min(area) >= 0 and area[2] <= layout.width and area[3] <= layout.height
    for one, other in combinations([*placed.values(), *(area for _, area in named)], 2):
        assert not meet(one, other)
    for box in layout.boxes.values():
        assert max(map(len, box.words)) * LETTER <= box.width - PADDING
    assert {name for arrow in layout.arrows for name in (arrow.transition, *arrow.also)} == set(workflow.transitions)
    for arrow in layout.arrows:
        move = workflow.transitions[arrow.transition]
        own = {move.to} if move.everywhere and move.to else {*move.sources, move.to}
        for stroke in strokes(arrow):
            assert [name for name, area in placed.items() if name not in own and meet(area, stroke)] == []
            for other, area in named:
                assert arrow.transition == other.transition or not meet(area, stroke)


@modest
@any_workflow
def test_nothing_lies_on_anything_that_it_does_not_belong_to(workflow: Workflow) -> None:
    assert_legible(workflow)


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_the_shipped_procedures_are_legible(path: Path) -> None:
    assert_legible(procedure(path))


@modest
@any_workflow
def test_a_line_leaves_every_stage_for_every_move_that_can_be_made_there(workflow: Workflow) -> None:
    layout = arrange(workflow, "en")
    leaving = {
        (name, at_box(layout, arrow.points[0]))
        for arrow in layout.arrows if arrow.points for name in (arrow.transition, *arrow.also)
    }  # fmt: skip
    for move in workflow.transitions.values():
        assert move.everywhere or {(move.name, source) for source in move.sources} <= leaving


@modest
@any_workflow
def test_where_several_rows_are_needed_every_way_is_one_line_from_box_to_box(workflow: Workflow) -> None:
    layout = arrange(workflow, "en")
    drawn = {
        (name, at_box(layout, arrow.points[0]), at_box(layout, arrow.points[-1]))
        for arrow in layout.arrows if arrow.head and arrow.points
        for name in (arrow.transition, *arrow.also)
    }  # fmt: skip
    for move in workflow.transitions.values() if layout.titled else ():
        for source in () if move.everywhere else move.sources:
            assert (move.name, source, move.to or source) in drawn


def at_box(layout: Layout, point: tuple[float, float]) -> str | None:
    """Return the box at whose edge a line begins or ends."""
    x, y = point
    for box in layout.boxes.values():
        if box.x - 4 < x < box.right + 4 and box.y - 8 < y < box.bottom + 8:
            return box.stage
    return None


@modest
@any_workflow
def test_a_drawing_is_well_formed_and_holds_nothing_but_shapes(workflow: Workflow) -> None:
    root = ElementTree.fromstring(draw_svg(workflow, "en", {"s0": 3}, "s0", link='"><b>{}'.format, anchor="#{}".format))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN_WITH


@modest
@any_workflow
def test_the_same_workflow_gives_the_same_drawing(workflow: Workflow) -> None:
    assert draw_svg(workflow, "en") == draw_svg(workflow, "en")


@modest
@any_workflow
def test_arabic_is_the_mirror_image(workflow: Workflow) -> None:
    english, arabic = (ElementTree.fromstring(draw_svg(workflow, language)) for language in ("en", "ar"))
    width = float(english.attrib["width"])
    assert "ar" in RIGHT_TO_LEFT and arabic.attrib["direction"] == "rtl"
    for one, other in zip(english.iter(f"{SVG}rect"), arabic.iter(f"{SVG}rect"), strict=True):
        mirrored = width - float(one.attrib["x"]) - float(one.attrib["width"])
        assert float(other.attrib["x"]) == pytest.approx(mirrored, abs=0.21)
        assert other.attrib["y"] == one.attrib["y"]
    for one, other in zip(lines(english), lines(arabic), strict=True):
        assert [x for x, _ in other] == pytest.approx([width - x for x, _ in one], abs=0.21)
        assert [y for _, y in other] == [y for _, y in one]


def lines(root: ElementTree.Element) -> list[list[tuple[float, float]]]:
    """Return the points of every line, marks and heads left out."""
    found = []
    for path in root.iter(f"{SVG}path"):
        if "class" not in path.attrib:
            numbers = [float(value) for value in re.findall(r"-?[0-9.]+", path.attrib["d"])]
            found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


def test_a_thousand_stages_are_drawn() -> None:
    moves = [({n}, n + 1, "people") for n in range(999)]
    layout = arrange(make(1000, moves, {999}), "en")
    assert len(layout.boxes) == 1000


# Other forms


def test_titles_cannot_break_out_of_a_drawing(words: Vocabulary) -> None:
    title = '<script>\\"]; click</script>'
    workflow, problems = check(SOUND.replace("title: {en: Draft}", f"title: {{en: '{title}'}}"), words)
    assert problems == []
    assert workflow is not None
    assert "<script" not in draw_svg(workflow, "en", link=lambda name: '"><b>')
    assert "<b>" not in draw_svg(workflow, "en", link=lambda name: '"><b>')
    assert "<" not in draw_mermaid(workflow)
    assert ";" not in draw_mermaid(workflow).split("state ")[1].replace("#", "").split('"')[2]
    assert r'label="<script>\\\"]; click</script>"' in draw_dot(workflow)


def ways(workflow: Workflow) -> list[tuple[str, str]]:
    return sorted((source, move.to or source) for move in workflow.transitions.values() for source in move.sources)


@modest
@any_workflow
def test_mermaid_holds_every_stage_and_every_way(workflow: Workflow) -> None:
    lines = draw_mermaid(workflow).splitlines()
    assert lines[0] == "stateDiagram-v2"
    stages = [found[1] for line in lines if (found := re.fullmatch(r'  state "[^"<>]*" as s_(\w+)', line))]
    assert stages == list(workflow.stages)
    arrows = [found.groups() for line in lines if (found := re.fullmatch(r"  s_(\w+) --> s_(\w+) : [^\"<>]+", line))]
    assert sorted(arrows) == ways(workflow)
    ends = [found[1] for line in lines if (found := re.fullmatch(r"  s_(\w+) --> \[\*\]", line))]
    assert ends == [name for name, stage in workflow.stages.items() if stage.final]
    assert f"  [*] --> s_{workflow.initial}" in lines
    assert len(lines) == 3 + len(stages) + len(arrows) + len(ends)


@modest
@any_workflow
def test_dot_holds_every_stage_and_every_way(workflow: Workflow) -> None:
    lines = draw_dot(workflow).splitlines()
    text = r'"(?:[^"\\]|\\.)*"'
    stages = [found[1] for line in lines if (found := re.fullmatch(rf'  "(\w+)" \[label={text}.*\];', line))]
    assert stages == list(workflow.stages)
    form = rf'  "(\w+)" -> "(\w+)" \[label={text}(?:, style=dashed)?\];'
    arrows = [found.groups() for line in lines if (found := re.fullmatch(form, line))]
    assert sorted(arrows) == ways(workflow)
    assert len(lines) == 4 + len(stages) + len(arrows)


def test_mermaid_and_dot_are_written_in_the_language(recommendation: Workflow) -> None:
    assert "s_draft --> s_consultation : Open the consultation" in draw_mermaid(recommendation, "en")
    assert '"draft" -> "consultation" [label="Открыть консультацию"];' in draw_dot(recommendation, "ru")
