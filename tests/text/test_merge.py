"""Two people who wrote on the same version: nothing of either is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body
from council_flow.text.merge import laid_together, merge
from tests.text.strategies import bodies, changed


def text(**blocks: str) -> Body:
    return Body("en", tuple(Block(key, "operative", 1, {"en": said}, {}) for key, said in blocks.items()))


@given(st.data())
def test_where_only_one_wrote_the_result_is_what_that_one_wrote(data: st.DataObject) -> None:
    base = data.draw(bodies())
    other = data.draw(changed(base))
    assert merge(base, other, base, "en").body == other
    assert merge(base, base, other, "en").body == other
    assert merge(base, other, other, "en").body == other


@given(st.data())
def test_every_rewritten_block_is_in_the_result_or_named(data: st.DataObject) -> None:
    base = data.draw(bodies())
    mine, theirs = data.draw(changed(base)), data.draw(changed(base))
    merged = merge(base, mine, theirs, "en")
    named = {conflict.key for conflict in merged.conflicts}
    for block in mine.blocks:
        before = base.block(block.key)
        if before is not None and before.texts == block.texts:
            continue
        kept = merged.body.block(block.key)
        assert block.key in named or kept is not None


def test_changes_to_different_paragraphs_go_together() -> None:
    merged = merge(text(a="one", b="two"), text(a="ONE", b="two"), text(a="one", b="TWO"), "en")
    assert merged.body == text(a="ONE", b="TWO")
    assert merged.conflicts == []


def test_changes_to_different_words_of_a_paragraph_go_together() -> None:
    base = "The plan is agreed within thirty days and is reviewed every eight weeks"
    assert laid_together(base, base.replace("thirty", "ten"), base.replace("eight", "six")) == (
        "The plan is agreed within ten days and is reviewed every six weeks"
    )


def test_the_same_words_changed_by_both_are_named_and_the_saved_ones_stay() -> None:
    merged = merge(text(a="within thirty days"), text(a="within ten days"), text(a="within sixty days"), "en")
    assert merged.body == text(a="within sixty days")
    assert [(one.mine, one.theirs) for one in merged.conflicts] == [("within ten days", "within sixty days")]


def test_a_paragraph_removed_by_one_and_rewritten_by_the_other_is_named() -> None:
    merged = merge(text(a="one", b="two"), text(a="one"), text(a="one", b="TWO"), "en")
    assert merged.body == text(a="one", b="TWO")
    assert [(one.key, one.mine, one.theirs) for one in merged.conflicts] == [("b", "", "TWO")]


def test_new_paragraphs_of_both_stand_where_they_were_put() -> None:
    merged = merge(text(a="one", b="two"), text(a="one", x="mine", b="two"), text(a="one", b="two", y="theirs"), "en")
    assert [block.key for block in merged.body.blocks] == ["a", "x", "b", "y"]
