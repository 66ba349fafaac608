"""Drawings show every stage and every move, in every language, and nothing of a file escapes into them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.language import LANGUAGES, Titles
from council_flow.workflow import Stage, Transition, Vocabulary, Workflow, check, draw_dot, draw_mermaid, draw_svg
from council_flow.workflow.layout import arrange

from .samples import SOUND

SVG = "{http://www.w3.org/2000/svg}"


def words_in(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_is_drawn_in_the_language(recommendation: Workflow, language: str) -> None:
    shown = words_in(draw_svg(recommendation, language))
    for stage in recommendation.stages.values():
        for word in stage.title[language].split():
            assert word in shown


def test_counts_stand_in_their_stages(recommendation: Workflow) -> None:
    svg = draw_svg(recommendation, "en", {"review": 17})
    assert "17" in words_in(svg)
    assert "١٧" in words_in(draw_svg(recommendation, "ar", {"review": 17}))


def test_the_current_stage_is_marked(recommendation: Workflow) -> None:
    assert draw_svg(recommendation, "en", None, "review").count('aria-current="step"') == 1


def test_coordinates_are_mirrored_for_arabic(recommendation: Workflow) -> None:
    def places(language: str) -> list[float]:
        root = ElementTree.fromstring(draw_svg(recommendation, language))
        return [float(rect.attrib["x"]) for rect in root.iter(f"{SVG}rect")]

    assert places("en") == sorted(places("en")[:7]) + places("en")[7:]
    assert places("ar")[0] > places("ar")[5]


def test_stages_and_conditions_link_to_where_they_are_told(recommendation: Workflow) -> None:
    svg = draw_svg(recommendation, "en", {"draft": 1}, link=lambda name: f"/drafts?stage={name}", anchor="#t-{}".format)
    assert 'href="/drafts?stage=draft" aria-label="Draft: 1 file"' in svg
    assert 'href="#t-conclude_review" aria-label="Conclude the review: 2 conditions"' in svg


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


def test_mermaid_and_dot_name_every_move(recommendation: Workflow) -> None:
    mermaid, dot = draw_mermaid(recommendation, "en"), draw_dot(recommendation, "ru")
    assert "s_draft --> s_consultation : Open the consultation" in mermaid
    assert "s_published --> [*]" in mermaid
    assert '"draft" -> "consultation" [label="Открыть консультацию"];' in dot
    assert dot.count("->") == sum(len(move.sources) for move in recommendation.transitions.values())


edges = st.lists(st.tuples(st.sets(st.integers(0, 6), min_size=1), st.integers(-1, 6), st.booleans()), max_size=14)


@given(edges, st.sets(st.integers(1, 6)))
def test_any_graph_can_be_drawn(moves: list[tuple[set[int], int, bool]], finals: set[int]) -> None:
    stages = {f"s{n}": Stage(f"s{n}", Titles(f"Stage number {n}"), final=n in finals) for n in range(7)}
    transitions = {
        f"t{i}": Transition(
            f"t{i}",
            Titles(f"T{i}"),
            tuple(f"s{n}" for n in sorted(begin)),
            None if to < 0 else f"s{to}",
            everywhere=wide,
        )
        for i, (begin, to, wide) in enumerate(moves)
    }
    workflow = Workflow("w", 1, Titles("W"), frozenset(), {}, "s0", stages, transitions, source="x")
    layout = arrange(workflow, "en")
    assert set(layout.boxes) == set(stages)
    boxes = list(layout.boxes.values())
    assert all(box.x >= 0 and box.right <= layout.width and box.bottom <= layout.height for box in boxes)
    for one in boxes:
        for other in boxes:
            apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
            assert one is other or apart
    ElementTree.fromstring(draw_svg(workflow, "ar", {"s0": 3}))
