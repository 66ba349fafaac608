"""Comparison: every word of both versions is there, and what changed is what is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body
from council_flow.text.compare import compare
from council_flow.text.comparing.rows import lay
from council_flow.text.comparing.sides import apply, new_side, old_side
from council_flow.text.inline import plain
from council_flow.text.words import Piece, pieces, spans, tokens
from tests.text.strategies import WORDS, bodies, changed, words


def shown(old: str, new: str) -> str:
    """Return a redline that can be read in a test: [-deleted-] and {+inserted+}."""
    signs = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}", "join": "|"}
    return "".join(signs[piece.op].format(piece.text) for piece in pieces(old, new))


@given(words, words)
def test_pieces_hold_all_words_of_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "ins") == old
    assert "".join(piece.text for piece in found if piece.op != "del") == new


@given(st.text(" ab.é\u0651\n", max_size=12), st.text(" ab.é\u0651\n", max_size=12))
def test_spans_cover_both_texts(old: str, new: str) -> None:
    for joined in (True, False):
        found = spans(old, new, joined=joined)
        assert "".join(old[one.old_start : one.old_end] for one in found) == old
        assert "".join(new[one.new_start : one.new_end] for one in found) == new
        assert all(old[s.old_start : s.old_end] == new[s.new_start : s.new_end] for s in found if s.same)
        assert all(one.same != other.same for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("old", "new", "redline"),
    [
        ("answer within thirty days", "answer within sixty days", "answer within [-thirty-]{+sixty+} days"),
        ("They act. They report.", "They act. They meet often. They report.", "They act. They {+meet often. They +}report."),
        ("A, B and C.", "A, X, B and C.", "A, {+X, +}B and C."),
        ("within 30 to 40 days", "within 20 to 50 days", "within [-30-]{+20+} to [-40-]{+50+} days"),
        ("resolution 2396 (2017)", "resolution 2462 (2019)", "resolution [-2396 (2017)-]{+2462 (2019)+}"),
        ("a well-known expert", "a well-trained expert", "a [-well-known-]{+well-trained+} expert"),
        ("X the Y", "X foo the bar the Y", "X {+foo the bar +}the Y"),
        ("дети в школе", "детей в школе", "[-дети-]{+детей+} в школе"),
        ("ўз-ўзини тиклаш", "ўз-ўзига тиклаш", "[-ўз-ўзини-]{+ўз-ўзига+} тиклаш"),
        ("oʻquvchi bilan", "oʻqituvchi bilan", "[-oʻquvchi-]{+oʻqituvchi+} bilan"),
        ("maʼmuriy ish", "ma'muriy ish", "[-maʼmuriy-]{+ma'muriy+} ish"),
        ("تقدم الدعمَ للأسرة", "تقدم الدعم للأسرة", "تقدم [-الدعمَ-]{+الدعم+} للأسرة"),
        ("خلال شـــهر واحد", "خلال شـــهرين واحد", "خلال [-شـــهر-]{+شـــهرين+} واحد"),
        ("see A/RES/70/291", "see A/RES/72/284", "see [-A/RES/70/291-]{+A/RES/72/284+}"),
        ("one  two", "one two", "one [- -]two"),
    ],
)  # fmt: skip
def test_a_reader_sees_whole_words_and_no_crumbs(old: str, new: str, redline: str) -> None:
    assert shown(old, new) == redline


def test_a_sign_of_several_code_points_is_one_token() -> None:
    family = "\U0001f469\u200d\U0001f467"
    assert tokens(f"x {family}\u0301") == ["x", " ", f"{family}\u0301"]


@given(st.data())
def test_every_block_of_both_versions_stands_in_the_comparison(data: st.DataObject) -> None:
    old = data.draw(bodies())
    new = data.draw(changed(old))
    found = compare(old, new, "en")
    assert [row.new for row in found.rows if row.new is not None] == list(new.blocks)
    assert new_side(found.laid) == [plain(block.texts["en"]) for block in new.blocks]
    assert old_side(found.laid) == [plain(block.texts["en"]) for block in old.blocks]
    places = {one.old for one in found.laid} | {
        part for one in found.laid if one.status == "merged" for part in one.parts
    }
    assert places - {None} == set(range(len(old.blocks)))
    heirs = [row.old.key for row in found.rows if row.old is not None and row.new is not None]
    assert len(heirs) == len(set(heirs))


sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(" ".join)
texts = st.lists(sentences, max_size=6)


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text in four scripts, and the same after its paragraphs were split, joined, moved, rewritten or removed."""
    old = draw(texts)
    new: list[str] = []
    for text in old:
        parts = text.split()
        match draw(st.sampled_from(["keep", "keep", "split", "join", "drop", "edit", "fresh"])):
            case "split":
                cut = draw(st.integers(1, len(parts) - 1))
                new += [" ".join(parts[:cut]), " ".join(parts[cut:])]
            case "join" if new:
                new[-1] += f" {text}"
            case "edit":
                new.append(" ".join([*parts[:1], draw(st.sampled_from(WORDS)), *parts[2:]]))
            case "fresh":
                new += [text, draw(sentences)]
            case "drop":
                pass
            case _:
                new.append(text)
    return old, draw(st.permutations(new)) if draw(st.booleans()) else new


@settings(max_examples=60)
@given(edited())
def test_applying_a_comparison_gives_the_newer_text_and_leaving_out_its_insertions_the_older_one(
    pair: tuple[list[str], list[str]],
) -> None:
    old, new = pair
    rows = lay(old, new)
    assert apply(rows, old) == new
    assert new_side(rows) == new
    assert old_side(rows) == old


def test_a_comparison_is_not_applied_to_another_text() -> None:
    with pytest.raises(ValueError, match="paragraph 0"):
        apply(lay(["one two three"], ["one two four"]), ["one six three"])


@given(bodies())
def test_a_text_compared_with_itself_has_no_change(body: Body) -> None:
    assert compare(body, body, "en").changes == 0


def _body(*sentences: str) -> Body:
    return Body("en", tuple(Block(f"{s[:6]}{n}", "operative", 1, {"en": s}, {}) for n, s in enumerate(sentences)))


def test_a_moved_paragraph_is_shown_at_both_ends_and_its_neighbours_stay() -> None:
    blocks = [Block(key, "operative", 1, {"en": f"Paragraph {key}"}, {}) for key in "abcd"]
    moved = compare(Body("en", tuple(blocks)), Body("en", tuple(blocks[i] for i in (3, 0, 1, 2))), "en")
    assert [row.status for row in moved.rows] == ["moved", "same", "same", "same"]
    assert (moved.rows[0].old_number, moved.rows[0].new_number) == ("4.", "1.")
    left = moved.shown[-1]
    assert (left.status, left.old_number, left.new_number, left.words) == ("left", "4.", "1.", ())
    assert moved.changes == 1


def test_words_are_marked_inside_a_paragraph_that_moved() -> None:
    one, two, three = ("States should name one coordinator for each family", "Plans are reviewed every eight weeks",
                       "Schools keep places free in every district of the capital")  # fmt: skip
    found = compare(_body(one, two, three), _body(three.replace("capital", "region"), one, two), "en")
    moved = found.rows[0]
    assert moved.status == "moved"
    assert Piece("del", "capital") in moved.words
    assert Piece("ins", "region") in moved.words


def test_a_text_pasted_anew_is_recognized_by_its_words() -> None:
    old = _body("States should name one coordinator for each family", "Plans are reviewed every eight weeks")
    new = _body("States should name one trained coordinator for each family", "Plans are reviewed every eight weeks")
    assert [row.status for row in compare(old, new, "en").rows] == ["changed", "same"]


def test_renumbering_is_not_a_change_and_the_numbers_of_both_versions_are_told() -> None:
    first, second = Block("a", "operative", 1, {"en": "States act"}), Block("b", "operative", 1, {"en": "They report"})
    pointing = Block("c", "operative", 1, {"en": "as set out in [2](#b) above"})
    renumbered = replace(pointing, texts={"en": "as set out in [1](#b) above"})
    found = compare(Body("en", (first, second, pointing)), Body("en", (second, renumbered)), "en")
    assert [row.status for row in found.rows] == ["deleted", "same", "same"]
    assert [(row.old_number, row.new_number) for row in found.rows[1:]] == [("2.", "1."), ("3.", "2.")]


def test_another_kind_or_level_is_a_change_of_that_block() -> None:
    block = Block("a", "operative", 1, {"en": "States act"})
    found = compare(Body("en", (block,)), Body("en", (replace(block, kind="preambular"),)), "en").rows[0]
    assert (found.status, found.recast, found.words) == ("changed", True, (Piece("same", "States act"),))


def test_a_split_block_names_its_parts_and_a_joined_one_its_sources() -> None:
    head, tail = "Schools prepare teachers before the first pupils arrive", "They keep places free in every district"
    whole, parts = _body("Opening", f"{head}. {tail}"), _body("Opening", head, tail)
    split = compare(whole, parts, "en").rows
    assert [(row.status, row.others) for row in split[1:]] == [("split", ("2.", "3."))] * 2
    assert [row.old is not None for row in split[1:]] == [True, False]
    assert [piece.text.strip() for row in split[1:] for piece in row.words if piece.op == "ins"] == []
    joined = compare(parts, whole, "en")
    assert [(row.status, row.others) for row in joined.shown[1:]] == [("merged", ("2.", "3."))]
    assert [piece.op for piece in joined.rows[1].words if piece.op == "join"] == ["join"]
