"""Comments stay at their words, or say honestly what became of them."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from council_flow.text.anchor import Anchor, carry, find, words_of
from council_flow.text.blocks import Block, Body
from tests.text.strategies import bodies, changed, words


def text(**blocks: str) -> Body:
    return Body("en", tuple(Block(key, "operative", 1, {"en": said}, {}) for key, said in blocks.items()))


def placed(body: Body, key: str, quote: str) -> Anchor:
    found = find(body, key, "en", quote)
    assert found is not None
    return found


def after(before: str, quote: str, now: str) -> Anchor:
    return carry(placed(text(p1=before), "p1", quote), text(p1=before), text(p1=now), "en")


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
        assert found.split() == anchor.quote.split()
    elif carried.status == "edited":
        there = new.block(carried.key)
        assert there is not None and carried.start is not None and carried.end is not None
        assert 0 <= carried.start < carried.end <= len(words_of(there, new, "en"))
    else:
        assert carried == Anchor(
            anchor.key, anchor.start, anchor.end, anchor.quote, anchor.prefix, anchor.suffix, "removed"
        )


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
