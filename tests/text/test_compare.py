"""Comparison: every word of both versions is there, and what changed is what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body
from council_flow.text.compare import compare
from council_flow.text.inline import plain
from council_flow.text.words import pieces, spans
from tests.text.strategies import bodies, changed, words


@given(words, words)
def test_pieces_hold_all_words_of_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.op != "ins") == old
    assert "".join(piece.text for piece in found if piece.op != "del") == new


@given(words, words)
def test_spans_cover_both_texts(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(old[one.old_start : one.old_end] for one in found) == old
    assert "".join(new[one.new_start : one.new_end] for one in found) == new
    assert all(old[s.old_start : s.old_end] == new[s.new_start : s.new_end] for s in found if s.same)


def test_a_reader_sees_phrases_and_not_crumbs() -> None:
    found = pieces("answer within thirty days", "answer within sixty days")
    assert [(piece.op, piece.text) for piece in found] == [
        ("same", "answer within "),
        ("del", "thirty"),
        ("ins", "sixty"),
        ("same", " days"),
    ]


@given(st.data())
def test_every_block_of_both_versions_stands_in_the_comparison_once(data: st.DataObject) -> None:
    old = data.draw(bodies())
    new = data.draw(changed(old))
    rows = compare(old, new, "en").rows
    assert [row.new for row in rows if row.new is not None] == list(new.blocks)
    assert sorted(row.old.key for row in rows if row.old is not None) == sorted(block.key for block in old.blocks)
    for row in rows:
        if row.old is not None:
            was = "".join(piece.text for piece in row.words if piece.op != "ins")
            assert was == plain(row.old.texts["en"])


@given(bodies())
def test_a_text_compared_with_itself_has_no_change(body: Body) -> None:
    assert compare(body, body, "en").changes == 0


def test_a_moved_paragraph_is_called_moved_and_its_neighbours_stay() -> None:
    blocks = [Block(key, "operative", 1, {"en": f"Paragraph {key}"}, {}) for key in "abcd"]
    moved = compare(Body("en", tuple(blocks)), Body("en", tuple(blocks[i] for i in (3, 0, 1, 2))), "en")
    assert [row.status for row in moved.rows] == ["moved", "same", "same", "same"]
    assert (moved.rows[0].old_number, moved.rows[0].new_number) == ("4.", "1.")


def test_a_text_pasted_anew_is_recognized_by_its_words() -> None:
    def text(*sentences: str) -> Body:
        return Body("en", tuple(Block(f"{id(s)}{n}", "operative", 1, {"en": s}, {}) for n, s in enumerate(sentences)))

    old = text("States should name one coordinator for each family", "Plans are reviewed every eight weeks")
    new = text("States should name one trained coordinator for each family", "Plans are reviewed every eight weeks")
    assert [row.status for row in compare(old, new, "en").rows] == ["changed", "same"]
