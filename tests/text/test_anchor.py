"""Comments stay at their words, or say honestly what became of them."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from council_flow.text.anchor import Anchor, carry, carry_all, find, words_of
from council_flow.text.blocks import Block, Body
from council_flow.text.folding import same
from tests.text.strategies import bodies, changed, words


def text(**blocks: str) -> Body:
    return Body("en", tuple(Block(key, "operative", 1, {"en": said}, {}) for key, said in blocks.items()))


def placed(body: Body, key: str, quote: str) -> Anchor:
    found = find(body, key, "en", quote)
    assert found is not None
    return found


def after(before: str, quote: str, now: str) -> Anchor:
    return carry(placed(text(p1=before), "p1", quote), text(p1=before), text(p1=now), "en")


@settings(max_examples=40)
@given(st.data())
def test_words_called_exact_shifted_or_moved_are_the_quoted_words(data: st.DataObject) -> None:
    old = data.draw(bodies())
    new = data.draw(changed(old))
    block = data.draw(st.sampled_from(old.blocks))
    said = words_of(block, old, "en")
    start = data.draw(st.integers(0, len(said) - 1))
    quote = said[start : data.draw(st.integers(start + 1, len(said)))]
    assume(quote.strip())
    anchor = placed(old, block.key, quote)
    carried = carry(anchor, old, new, "en")
    if carried.status in {"exact", "shifted", "moved"}:
        there = new.block(carried.key)
        assert there is not None
        found = words_of(there, new, "en")[carried.start : carried.end]
        assert same(found.replace("*", ""), anchor.quote.replace("*", ""))
    elif carried.status == "edited":
        there = new.block(carried.key)
        assert there is not None and carried.start is not None and carried.end is not None
        assert 0 <= carried.start < carried.end <= len(words_of(there, new, "en"))
    else:
        assert carried == Anchor(
            anchor.key, anchor.start, anchor.end, anchor.quote, anchor.prefix, anchor.suffix, "removed"
        )


@settings(max_examples=40)
@given(words, words)
def test_words_before_the_quotation_only_shift_it(before: str, inserted: str) -> None:
    old = f"{before} at least eight weeks."
    carried = after(old, "at least eight weeks", f"{inserted} {old}")
    assert carried.status in {"shifted", "moved", "exact"}
    assert carried.quote == "at least eight weeks"


def test_untouched_words_are_exact() -> None:
    assert (
        after("Plans are reviewed every eight weeks.", "eight weeks", "Plans are reviewed every eight weeks.").status
        == "exact"
    )


def test_words_that_changed_in_part_are_edited_and_still_marked() -> None:
    carried = after(
        "agreed within thirty working days of arrival",
        "within thirty working days",
        "agreed within ten working days of arrival",
    )
    assert carried.status == "edited"
    assert carried.quote == "within thirty working days"


def test_words_that_are_gone_are_removed_and_never_guessed() -> None:
    carried = after(
        "agreed within thirty working days of arrival", "thirty working", "agreed before the family arrives"
    )
    assert carried.status == "removed"


def test_words_that_went_into_another_paragraph_are_moved() -> None:
    old = text(p1="The plan names the provider and one deputy.", p2="It is reviewed.")
    new = text(p1="The plan exists.", p2="It is reviewed, and names the provider and one deputy.")
    carried = carry(placed(old, "p1", "names the provider and one deputy"), old, new, "en")
    assert (carried.status, carried.key) == ("moved", "p2")


def test_a_comment_on_a_whole_paragraph_says_when_it_changed_or_went() -> None:
    old = text(p1="one", p2="two")
    whole = find(old, "p1", "en", None)
    assert whole is not None
    assert carry(whole, old, text(p1="one"), "en").status == "exact"
    assert carry(whole, old, text(p1="three"), "en").status == "edited"
    assert carry(whole, old, text(p2="two"), "en").status == "removed"


def test_of_the_same_words_twice_the_nearest_is_taken() -> None:
    body = text(p1="States report. In turn, States report again.")
    found = find(body, "p1", "en", "States report", 24)
    assert found is not None and found.start == 24


def test_words_of_a_sub_paragraph_are_found_from_its_paragraph() -> None:
    body = Body(
        "en",
        (
            Block("p", "operative", 1, {"en": "It names:"}, {}),
            Block("a", "subparagraph", 1, {"en": "the provider;"}, {}),
        ),
    )
    found = find(body, "p", "en", "the provider")
    assert found is not None and found.key == "a"


FOUND = [
    ("the plan of care", "*The Plan* of care is kept.", "The Plan* of care"),
    ("“the child”", "what «the child» says", "«the child»"),
    ("oʻqish maʼlumoti", "bu o‘qish ma’lumoti bor", "o‘qish ma’lumoti"),
    ("الطفل وأسرته", "يستفيد الطِّفْل وأُسرتُه معا", "الطِّفْل وأُسرتُه"),
    ("подчеркивает", "Совет ПОДЧЁРКИВАЕТ это", "ПОДЧЁРКИВАЕТ"),
    ("lasts six months, as agreed", "It lasts six months[1], as agreed.", "lasts six months[1], as agreed"),
    ("lasts six months as agreed", "It lasts six months¹, as agreed.", "lasts six months¹, as agreed"),
]


def test_a_quotation_is_found_as_a_reader_sees_it() -> None:
    for quote, said, stands in FOUND:
        found = find(text(p1=said.replace("*", "\\*")), "p1", "en", quote)
        assert found is not None and found.quote == stands


def test_a_quotation_over_the_end_of_a_sub_paragraph_is_found_in_its_larger_part() -> None:
    body = Body(
        "en",
        (
            Block("p", "operative", 1, {"en": "Each plan names:"}, {}),
            Block("a", "subparagraph", 1, {"en": "the provider who stays with the family;"}, {}),
            Block("b", "subparagraph", 1, {"en": "a deputy."}, {}),
        ),
    )
    found = find(body, "p", "en", "who stays with the family; (b) a deputy")
    assert found is not None and (found.key, found.quote) == ("a", "who stays with the family")
    assert find(body, "p", "en", "who stays with the school; (b) a deputy") is None


def test_comments_move_with_their_words_when_blocks_are_split_and_joined() -> None:
    whole = "Participation is voluntary. Information on it is never shared with the police."
    parts = whole.split(". ", 1)
    one, two = text(p1=whole), text(p1=parts[0] + ".", p2=parts[1])
    split = carry(placed(one, "p1", "never shared with the police"), one, two, "en")
    assert (split.status, split.key, split.quote) == ("moved", "p2", "never shared with the police")
    assert carry(placed(one, "p1", "is voluntary"), one, two, "en").status == "exact"
    joined = carry(placed(two, "p2", "shared with the police"), two, one, "en")
    assert (joined.status, joined.key) == ("moved", "p1")
    block = carry(Anchor("p2", None, None), two, one, "en")
    assert (block.status, block.key, block.start) == ("moved", "p1", None)
    three = text(p1=f"{parts[0]}. It is free of charge for every child and adult of the family. {parts[1]}")
    block = carry(Anchor("p2", None, None), two, three, "en")
    assert (block.status, block.key, block.quote) == ("moved", "p1", parts[1])


def test_a_place_outside_its_paragraph_is_looked_up_by_its_words_or_removed() -> None:
    one = text(p1="Plans are reviewed every eight weeks.")
    found = carry(Anchor("p1", 90, 99, "every eight weeks"), one, one, "en")
    assert (found.status, found.start) == ("exact", 19)
    assert carry(Anchor("p1", 90, 99, "nothing of the kind"), one, one, "en").status == "removed"


@settings(max_examples=30)
@given(st.data())
def test_any_place_is_carried_and_never_leaves_its_paragraph(data: st.DataObject) -> None:
    signs = st.sampled_from([*"ab ё ًالة 👩\u0301’*[1]\n.", "States ", "ребёнок ", "الطفل ", "30 "])
    said = st.lists(signs, min_size=1, max_size=20).map("".join)
    old = text(**{f"k{n}": one for n, one in enumerate(data.draw(st.lists(said, min_size=1, max_size=5)))})
    new = text(**{f"k{n}": one for n, one in enumerate(data.draw(st.lists(said, min_size=1, max_size=5)))})
    place = st.integers(-1, 12)
    anchors = [
        Anchor(data.draw(st.sampled_from(["k0", "k1", "k9"])), data.draw(place), data.draw(place), data.draw(said))
        for _ in range(3)
    ]
    for before, after in zip(anchors, carry_all(anchors, old, new, "en"), strict=True):
        assert after == carry(before, old, new, "en")
        if after.status != "removed":
            block = new.block(after.key)
            assert block is not None and after.start is not None and after.end is not None
            assert 0 <= after.start < after.end <= len(words_of(block, new, "en"))
            if (
                words_of(block, new, "en") == words_of(old.block(before.key) or block, old, "en")
                and before.key == after.key
            ):
                assert after.status in {"exact", "moved"}
