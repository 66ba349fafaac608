"""Two people who wrote on the same version: nothing of either is lost, and what does not touch goes together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.blocks import Block, Body, check
from council_flow.text.inline import plain
from council_flow.text.merge import Decision, laid_together, merge
from council_flow.text.merging.tables import lay_table
from council_flow.text.merging.words import Together, lay
from council_flow.text.words import words_of
from tests.text.strategies import bodies, changed


def text(**blocks: str) -> Body:
    return Body("en", tuple(Block(key, "operative", 1, {"en": said}, {}) for key, said in blocks.items()))


def written(*lines: str) -> Body:
    """Return a text from lines such as ``a operative Words`` or ``b subparagraph-2 Words``."""
    blocks = []
    for line in lines:
        key, kind, said = line.split(" ", 2)
        name, _, level = kind.partition("-")
        blocks.append(Block(key, name, int(level or 1), {"en": said}, {}))
    return Body("en", tuple(blocks))


def keys(body: Body) -> list[str]:
    return [block.key for block in body.blocks]


@settings(max_examples=30)
@given(st.data())
def test_where_only_one_wrote_the_result_is_what_that_one_wrote(data: st.DataObject) -> None:
    base = data.draw(bodies())
    other = data.draw(changed(base))
    assert merge(base, other, base).body == other
    assert merge(base, base, other).body == other
    assert merge(base, other, other).body == other


@settings(max_examples=40)
@given(st.data())
def test_no_word_of_either_is_lost(data: st.DataObject) -> None:
    base = data.draw(bodies())
    mine, theirs = data.draw(changed(base)), data.draw(changed(base))
    merged = merge(base, mine, theirs)
    kept = " ".join(words for block in merged.body.blocks for words in block.texts.values())
    named = " ".join(f"{one.mine} {one.theirs}" for one in merged.conflicts)
    there = {*words_of(plain(kept)), *words_of(plain(named))}
    for body in (mine, theirs):
        for block in body.blocks:
            before = base.block(block.key)
            if before is None or before.texts != block.texts:
                assert set(words_of(plain(block.texts["en"]))) <= there
    assert len(set(keys(merged.body))) == len(merged.body.blocks)


@settings(max_examples=40)
@given(st.data())
def test_merging_commutes_where_edits_do_not_touch(data: st.DataObject) -> None:
    """One works before a paragraph that stays, the other behind it."""
    front, back = data.draw(bodies()), data.draw(bodies())
    middle = (Block("middleblock", "heading", 1, {"en": "What stays"}, {}),)
    base = Body("en", (*front.blocks, *middle, *back.blocks[1:]))
    first = Body("en", (*data.draw(changed(front)).blocks, *middle, *back.blocks[1:]))
    second = Body("en", (*front.blocks, *middle, *data.draw(changed(back)).blocks[1:]))
    one, other = merge(base, first, second), merge(base, second, first)
    assert one.body == other.body
    assert one.conflicts == other.conflicts == []
    assert keys(one.body) == keys(first)[: keys(first).index("middleblock")] + keys(second)[len(front.blocks) :]


def test_changes_to_different_paragraphs_go_together() -> None:
    merged = merge(text(a="one", b="two"), text(a="ONE", b="two"), text(a="one", b="TWO"))
    assert merged.body == text(a="ONE", b="TWO")
    assert merged.conflicts == []
    assert [(fit.key, fit.who, fit.now) for fit in merged.fits] == [("a", "mine", "ONE"), ("b", "theirs", "TWO")]


WORDS = "The plan is agreed within thirty days and is reviewed every eight weeks"


def test_changes_to_different_words_of_a_paragraph_go_together() -> None:
    assert laid_together(WORDS, WORDS.replace("thirty", "ten"), WORDS.replace("eight", "six")) == (
        "The plan is agreed within ten days and is reviewed every six weeks"
    )


def test_changes_to_neighbouring_words_are_asked_and_proposed_in_brackets() -> None:
    laid = lay(WORDS, WORDS.replace("thirty", "ten"), WORDS.replace("days", "weeks"))
    assert laid.text is None
    assert laid.proposal == "The plan is agreed within [thirty weeks] [ten days] and is reviewed every eight weeks"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "proposed"),
    [
        ("within thirty days", "within ten days", "within sixty days", "within [sixty] [ten] days"),
        ("within thirty days", "within days", "within sixty days", "within [sixty] days"),
        ("*Recalls* it", "*Notes* it", "*Affirms* it", "*[Affirms] [Notes]* it"),
        ("в течение тридцати дней", "в течение десяти дней", "в течение ста дней", "в течение [ста] [десяти] дней"),
        ("خلال ثلاثين يوما", "خلال عشرة يوما", "خلال مئة يوما", "خلال [مئة] [عشرة] يوما"),
    ],
)
def test_the_proposal_has_both_readings(base: str, mine: str, theirs: str, proposed: str) -> None:
    assert lay(base, mine, theirs) == Together(None, proposed)


def test_a_reference_is_changed_whole_or_not_at_all() -> None:
    base = "as paragraph [8](#aaaa) says, without delay"
    assert laid_together(base, base.replace("[8](#aaaa)", "[8](#bbbb)"), base.replace("delay", "cost")) == (
        "as paragraph [8](#bbbb) says, without cost"
    )


def test_the_same_words_changed_by_both_are_named_and_the_saved_ones_stay_until_somebody_chooses() -> None:
    base, mine, theirs = text(a="within thirty days"), text(a="within ten days"), text(a="within sixty days")
    merged = merge(base, mine, theirs)
    assert merged.body == theirs
    assert [(one.id, one.mine, one.theirs, one.decided) for one in merged.conflicts] == [
        ("a.en", "within ten days", "within sixty days", False)
    ]
    for decision, said in (
        (Decision("mine"), "within ten days"),
        (Decision("theirs"), "within sixty days"),
        (Decision("both"), "within [sixty] [ten] days"),
        (Decision("mine", "within a month"), "within a month"),
    ):
        chosen = merge(base, mine, theirs, {"a.en": decision})
        assert (chosen.body, chosen.undecided) == (text(a=said), [])
    assert merge(base, mine, theirs, otherwise="both").body == text(a="within [sixty] [ten] days")


def test_a_paragraph_removed_by_one_and_rewritten_by_the_other_is_asked() -> None:
    base, mine, theirs = text(a="one", b="two"), text(a="one"), text(a="one", b="TWO")
    merged = merge(base, mine, theirs)
    assert merged.body == theirs
    assert [(one.id, one.mine, one.theirs) for one in merged.conflicts] == [("b.block", "", "TWO")]
    assert merge(base, mine, theirs, {"b.block": Decision("mine")}).body == text(a="one")
    assert merge(base, theirs, mine, {"b.block": Decision("mine")}).body == theirs
    assert merge(base, theirs, mine, {"b.block": Decision("both")}).body == text(a="one", b="[TWO]")


def test_a_removed_paragraph_takes_what_stands_below_it_along_in_one_question() -> None:
    base = written("p operative P", "q operative Q", "a subparagraph A", "b subparagraph B")
    mine = written("p operative P", "q operative Q", "a subparagraph A", "n subparagraph New", "b subparagraph B")
    theirs = written("p operative P")
    merged = merge(base, mine, theirs)
    assert [(one.id, one.mine, one.theirs) for one in merged.conflicts] == [("q.block", "Q\nA\nNew\nB", "")]
    assert (merged.body, merged.fits) == (theirs, [])
    assert merge(base, mine, theirs, {"q.block": Decision("mine")}).body == mine
    quiet = merge(
        base, replace(base, blocks=(replace(base.blocks[0], texts={"en": "Other"}), *base.blocks[1:])), theirs
    )
    assert (keys(quiet.body), quiet.conflicts) == (["p"], [])


def test_new_paragraphs_of_both_stand_where_they_were_put() -> None:
    merged = merge(text(a="one", b="two"), text(a="one", x="mine", b="two"), text(a="one", b="two", y="theirs"))
    assert keys(merged.body) == ["a", "x", "b", "y"]
    both = merge(text(a="one", b="two"), text(a="one", x="mine", b="two"), text(a="one", y="theirs", b="two"))
    assert keys(both.body) == ["a", "y", "x", "b"]


def test_a_new_sub_paragraph_stays_with_its_paragraph() -> None:
    """Whatever the other puts in or moves at the same place."""
    base = written("a operative A", "s subparagraph S", "b operative B", "c operative C", "d operative D")
    sub = written(
        "a operative A", "s subparagraph S", "n subparagraph N", "b operative B", "c operative C", "d operative D"
    )
    new = written("a operative A", "s subparagraph S", "x operative X", "y subparagraph Y", "b operative B", "c operative C", "d operative D")  # fmt: skip
    moved = written("b operative B", "c operative C", "d operative D", "a operative A", "s subparagraph S")
    for mine, theirs in ((sub, new), (new, sub)):
        assert keys(merge(base, mine, theirs).body) == ["a", "s", "n", "x", "y", "b", "c", "d"]
    for mine, theirs in ((sub, moved), (moved, sub)):
        assert keys(merge(base, mine, theirs).body) == ["b", "c", "d", "a", "s", "n"]
    for mine, theirs in ((new, moved), (moved, new)):
        assert keys(merge(base, mine, theirs).body) == ["x", "y", "b", "c", "d", "a", "s"]


def test_moved_by_one_and_rewritten_by_the_other() -> None:
    merged = merge(text(a="one", b="two", c="three"), text(c="three", a="one", b="two"), text(a="one", b="two", c="THREE"))  # fmt: skip
    assert merged.body == text(c="THREE", a="one", b="two")
    assert {(fit.key, fit.what, fit.who) for fit in merged.fits} == {
        ("c", "moved", "mine"), ("c", "words", "theirs"),
    }  # fmt: skip


def test_moved_by_both_to_different_places_is_asked() -> None:
    base = text(a="1", b="2", c="3", d="4", e="5")
    mine, theirs = text(b="2", a="1", c="3", d="4", e="5"), text(a="1", c="3", d="4", b="2", e="5")
    mine = text(b="2", c="3", a="1", d="4", e="5")
    theirs = text(b="2", c="3", d="4", e="5", a="1")
    merged = merge(base, mine, theirs)
    assert keys(merged.body) == keys(theirs)
    assert [(one.id, one.mine, one.theirs, one.both) for one in merged.conflicts] == [("a.place", "c", "e", "")]
    assert keys(merge(base, mine, theirs, {"a.place": Decision("mine")}).body) == keys(mine)


def test_kinds_levels_and_bis_are_merged_beside_the_words() -> None:
    base = written("t title T", "a operative A", "b operative B")
    mine = replace(base, blocks=(*base.blocks[:2], replace(base.blocks[2], kind="subparagraph")))
    theirs = replace(base, blocks=(*base.blocks[:2], replace(base.blocks[2], texts={"en": "B and more"})))
    assert merge(base, mine, theirs).body.blocks[2] == Block("b", "subparagraph", 1, {"en": "B and more"}, {})
    bis = replace(base, blocks=(*base.blocks[:2], replace(base.blocks[2], bis=True)))
    merged = merge(base, mine, bis)
    assert merged.body == bis
    assert [(one.id, one.mine, one.theirs) for one in merged.conflicts] == [
        ("b.kind", "subparagraph-1", "operative-bis")
    ]
    assert merge(base, mine, bis, {"b.kind": Decision("mine")}).body == mine


def test_translations_are_merged_by_themselves_and_what_they_follow_is_kept() -> None:
    block = Block("a", "operative", 1, {"en": "One plan", "ru": "Один план", "uz": "Bitta reja"}, {"ru": "old"})
    base = Body("en", (block,))
    mine = Body("en", (replace(block, texts={**block.texts, "ru": "Единый план"}, sources={"ru": "new"}),))
    theirs = Body("en", (replace(block, texts={**block.texts, "en": "One common plan", "ru": "Общий план"}),))
    merged = merge(base, mine, theirs)
    assert [(one.id, one.mine, one.theirs) for one in merged.conflicts] == [("a.ru", "Единый план", "Общий план")]
    assert merged.body.blocks[0].texts["en"] == "One common plan"
    confirmed = Body("en", (replace(block, sources={"ru": "confirmed"}),))
    elsewhere = Body("en", (replace(block, texts={**block.texts, "uz": "Yagona reja"}),))
    assert merge(base, confirmed, elsewhere).body.blocks[0].sources == {"ru": "confirmed"}


TABLE = "Country | Centres | Since\nKazakhstan | 3 | 2019\nTajikistan | 2 | 2021"


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        (TABLE.replace("3 |", "4 |"), TABLE.replace("2021", "2022"),
         "Country | Centres | Since\nKazakhstan | 4 | 2019\nTajikistan | 2 | 2022"),
        (TABLE + "\nUzbekistan | 5 | 2019", TABLE.replace("| 2019", "| 2018"),
         "Country | Centres | Since\nKazakhstan | 3 | 2018\nTajikistan | 2 | 2021\nUzbekistan | 5 | 2019"),
        ("Country | Since\nKazakhstan | 2019\nTajikistan | 2021", TABLE.replace("2021", "2022"),
         "Country | Since\nKazakhstan | 2019\nTajikistan | 2022"),
        (TABLE.replace("\nKazakhstan | 3 | 2019", ""), TABLE.replace("Tajikistan | 2", "Tajikistan | 3"),
         "Country | Centres | Since\nTajikistan | 3 | 2021"),
    ],
)  # fmt: skip
def test_tables_are_merged_by_cell(mine: str, theirs: str, together: str) -> None:
    for one, other in ((mine, theirs), (theirs, mine)):
        assert lay_table(TABLE, one, other).text == together


def test_a_cell_changed_by_both_and_a_row_removed_from_under_a_change_are_asked() -> None:
    laid = lay_table(TABLE, TABLE.replace("3 |", "4 |"), TABLE.replace("3 |", "5 |"))
    assert (laid.text, laid.proposal) == (None, TABLE.replace("3 |", "[5] [4] |"))
    gone = lay_table(TABLE, TABLE.replace("\nKazakhstan | 3 | 2019", ""), TABLE.replace("3 |", "5 |"))
    assert (gone.text, gone.proposal) == (None, TABLE.replace("Kazakhstan | 3 | 2019", "[Kazakhstan] | [5] | [2019]"))


def test_a_footnote_goes_with_its_paragraph_and_stays_while_its_mark_stands() -> None:
    base = written("t title T", "a operative A[^f] is said", "f footnote F", "b operative B")
    moved = written("t title T", "b operative B", "a operative A[^f] is said", "f footnote F")
    removed = written("t title T", "a operative A is said", "b operative B")
    rewritten = written("t title T", "a operative Other words[^f] are said", "f footnote F", "b operative B")
    new = written("t title T", "a operative A[^f] is said", "f footnote F", "b operative B[^g]", "g footnote G")
    assert keys(merge(base, moved, new).body) == ["t", "b", "g", "a", "f"]
    merged = merge(base, rewritten, removed, {"a.en": Decision("mine")})
    assert keys(merged.body) == ["t", "a", "f", "b"]
    assert check(merged.body) == []


def test_numbers_shown_by_references_are_no_changes() -> None:
    base = written("a operative A", "b operative As [1](#a) says, without delay")
    mine = written("a operative A", "b operative As [1](#a) says, without cost")
    theirs = written("n operative New", "a operative A", "b operative As [2](#a) says, without delay")
    merged = merge(base, mine, theirs)
    assert (merged.conflicts, merged.body.blocks[2].texts["en"]) == ([], "As [2](#a) says, without cost")
    gone = merge(base, written("a operative A"), theirs)
    assert (gone.conflicts, keys(gone.body)) == ([], ["n", "a"])
