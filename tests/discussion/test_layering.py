"""Suggestions laid over one another: nothing is lost, nothing applied twice, no order matters where they do not touch."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from council_flow.discussion.suggestions.applying import Decision, apply
from council_flow.discussion.suggestions.carry import carried
from council_flow.discussion.suggestions.layering import Layers, Offer, layers, offer
from council_flow.discussion.suggestions.rich import changed, changes, rich, written
from council_flow.discussion.suggestions.suggested import Suggested, effects, fits, smallest, words_at
from council_flow.errors import Invalid
from council_flow.language import Titles
from council_flow.text.anchor import Anchor, carry
from council_flow.text.blocks import Block, Body
from council_flow.text.inline import plain, runs

SCRIPTS = (
    ("en", "the plan child caregiver support within thirty days after arrival [school]".split()),
    ("ru", "план ребёнок опекун помощь в течение тридцати дней после приезда, школа".split()),
    ("uz", "reja bola gʻamxoʻr koʻmak oʻttiz kun ichida kelgach maktab taʼlim".split()),
    ("ar", "الخطة الطفل مقدّم الرعاية الدعم خلال ثلاثين يوماً بعد الوصول، المدرسة".split()),
)
FEW = settings(max_examples=30, deadline=None)


@st.composite
def texts(draw: st.DrawFn, *, once: bool = False) -> tuple[str, list[str]]:
    """A paragraph and one to six others that somebody would rather have; ``once``: no word stands in it twice."""
    _, words = draw(st.sampled_from(SCRIPTS))
    word = st.sampled_from(words)
    base = draw(st.lists(word, min_size=6, max_size=20))
    if once:
        base = [f"{one}{at}" for at, one in enumerate(base)]
    if draw(st.booleans()):
        base[0] = f"*{base[0]}*"
    others = []
    for _ in range(draw(st.integers(1, 6))):
        other = list(base)
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(other) - 1))
            other[at : at + draw(st.integers(0, 2))] = draw(st.lists(word, max_size=2))
            other = other or [draw(word)]
        others.append(" ".join(other))
    return " ".join(base), others


def laid(base: str, others: list[str]) -> Layers:
    text = rich(base)
    return layers(text, [offer(text, number, "replace", words) for number, words in enumerate(others, 1)])


def body(*words: str) -> Body:
    title = Block("title", "title", 1, {"en": "A title"}, {})
    return Body("en", (title, *(Block(f"para{n}", "operative", 1, {"en": one}, {}) for n, one in enumerate(words, 1))))


def suggested(number: int, act: str, proposed: str = "", key: str = "para1", **more: object) -> Suggested:
    values: dict[str, object] = {
        "id": number, "number": number, "version": 1, "key": key, "kind": "operative", "language": "en", "start": None,
        "end": None, "quote": "", "anchor": "exact", "anchor_version": 1, "cited": {}, "text": "Why.", "type": "substantive",
        "author_id": number, "label": Titles("Expert, Jordan"), "state": "JO", "at": datetime(2026, 9, 1, tzinfo=UTC),
        "late": False, "written_in": "en", "standing": "open", "disposition": None, "response": "", "act": act,
        "proposed": proposed, "proposed_kind": "operative", "after": "", "after_at": None, "on_behalf": False,
        "needs_author": False, "taken_in": None, "taken_as": None, "adapted": "", "audience": "council",
        "label_there": "", "replies": 0, **more,
    }  # fmt: skip
    return Suggested(**values)  # type: ignore[arg-type]


def stretch(number: int, base: str, words: str, **more: object) -> Suggested:
    """Return a suggestion as the page makes it: of the smallest passage that differs."""
    found = smallest(base, words)
    assert found is not None
    return suggested(number, "replace", found.proposed, start=found.start, end=found.end, quote=found.quote, **more)


def accept(*numbers: int) -> list[Decision]:
    return [Decision(number, "accept") for number in numbers]


@FEW
@given(texts())
def test_taking_a_text_apart_and_writing_it_again_says_the_same(found: tuple[str, list[str]]) -> None:
    for text in (found[0], *found[1]):
        again = written(rich(text).signs)
        assert runs(again) == runs(text)
        assert plain(again) == rich(text).plain


@pytest.mark.parametrize(
    "text",
    [
        r"*Recalling* [8 (d)](#abcd1234) of *its [REC/2026/2](/register/2026/2)* text[^note1] 5 \* 3 [open] \[x](#abcd)",
        r"*a*[^k1][^k2]*b c* \\ end",
    ],
)
def test_references_footnotes_and_escapes_survive(text: str) -> None:
    assert runs(written(rich(text).signs)) == runs(text)


@FEW
@given(texts())
def test_no_word_of_the_text_or_of_any_suggestion_is_lost_from_what_is_shown(found: tuple[str, list[str]]) -> None:
    base, others = found
    shown = laid(base, others)
    assert "".join(plain(one.words) for one in shown.segments) == plain(base)
    for number, words in enumerate(others, 1):
        made = next(one for one in shown.offers if number in one.numbers)
        assert plain(written(changed(rich(base), made.made))) == plain(words)
        pieces = [p for one in shown.segments for r in one.readings if number in r.numbers for p in r.pieces]
        pieces += [p for r in shown.rewrites if number in r.numbers for p in r.pieces]
        inserted = [one.signs for one in made.made if one.signs]
        assert [p.text for p in pieces if p.op == "ins"] == [written(signs) for signs in inserted]


@FEW
@given(texts())
def test_those_that_do_not_collide_are_each_applied_exactly_and_in_any_order(found: tuple[str, list[str]]) -> None:
    base, others = found
    shown = laid(base, others)
    free = [one for one in shown.free if one.made]
    made = dict(enumerate(others, 1))
    text, all_of = body(base), [stretch(one.number, base, made[one.number]) for one in free]
    at_once = apply(text, all_of, accept(*(one.number for one in free))).body
    expected = plain(written(changed(rich(base), {change for one in free for change in one.made})))
    assert plain(at_once.blocks[1].texts.get("en", "")) == " ".join(expected.split())
    for order in list(permutations(all_of))[:6]:
        assert apply(text, order, accept(*(one.number for one in free))).body == at_once


@FEW
@given(texts(once=True))
def test_one_after_another_leads_to_the_same_as_all_at_once(found: tuple[str, list[str]]) -> None:
    base, others = found
    free = [one for one in laid(base, others).free if one.made][:3]
    assume(len({change for one in free for change in one.made}) == sum(len(one.made) for one in free))
    text = body(base)
    waiting = [stretch(one.number, base, others[one.number - 1]) for one in free]
    at_once = apply(text, waiting, accept(*(one.number for one in free))).body
    while waiting:
        first, *rest = waiting
        after = apply(text, [first], accept(first.number)).body
        waiting = [on_the_next(one, text, after) for one in rest]
        text = after
    assert text == at_once


def on_the_next(one: Suggested, old: Body, new: Body) -> Suggested:
    before = Anchor(one.key, one.start, one.end, one.quote)
    after = carry(before, old, new, "en")
    assume(after.status != "removed")  # next to nothing of its words is left: it goes back to its author
    found = carried(one, before, after, old, new)
    assert not found.needs_author
    return suggested(one.number, one.act, found.proposed, start=found.start, end=found.end, quote=one.quote)


TWO = "The plan is agreed within thirty working days of arrival and names a coordinator."


def test_collisions_stand_side_by_side_and_the_same_suggestion_counts_once() -> None:
    twenty = TWO.replace("thirty", "twenty")
    shown = laid(TWO, [twenty, TWO.replace("thirty", "ten"), twenty, TWO.replace("coordinator", "deputy")])
    assert [one.numbers for one in shown.offers] == [(1, 3), (2,), (4,)]
    assert shown.against == {1: (2,), 2: (1, 3), 4: ()}
    assert [[each.numbers for each in group.offers] for group in shown.groups] == [[(1, 3), (2,)]]
    assert [one.number for one in shown.beside] == [4]


def test_a_rewrite_is_shown_by_itself_and_does_not_swallow_the_others() -> None:
    rewritten = "States name somebody who is responsible, and review what was agreed each spring."
    shown = laid(TWO, [TWO.replace("thirty", "ten"), rewritten, TWO.replace("coordinator", "deputy")])
    assert [one.numbers for one in shown.rewrites] == [[2]]
    assert shown.groups == ()
    assert shown.against[2] == (1, 3)


def test_two_that_collide_are_not_both_accepted_but_both_put_in_brackets() -> None:
    text = body(TWO)
    found = [stretch(n, TWO, TWO.replace("thirty", words)) for n, words in ((1, "twenty"), (2, "ten"))]
    with pytest.raises(Invalid, match="Suggestions 1 and 2 change the same words"):
        apply(text, found, accept(1, 2))
    both = apply(text, found, [Decision(1, "brackets"), Decision(2, "brackets")])
    assert "within [twenty] [ten] working days" in both.body.blocks[1].texts["en"]
    one = apply(text, found, [Decision(2, "brackets")])
    assert "within [thirty] [ten] working days" in one.body.blocks[1].texts["en"]
    assert [(source.comment, source.adapted) for source in both.sources] == [(1, True), (2, True)]


def test_other_words_are_taken_in_the_place_of_those_suggested() -> None:
    found = [stretch(1, TWO, TWO.replace("thirty", "twenty"))]
    taken = apply(body(TWO), found, [Decision(1, "adapt", "twenty-five")])
    assert "within twenty-five working days" in taken.body.blocks[1].texts["en"]
    assert taken.sources[0].adapted
    with pytest.raises(Invalid):
        apply(body(TWO), found, [Decision(1, "adapt", " ")])


def test_paragraphs_are_inserted_moved_and_deleted_with_what_belongs_to_them() -> None:
    sub = Block("suba", "subparagraph", 1, {"en": "a deputy;"}, {})
    text = body("First;", "Second:", "Third.")
    text = Body("en", (*text.blocks[:3], sub, *text.blocks[3:]))
    found = [
        suggested(1, "move", key="para2", after="para3"),
        suggested(2, "insert", "New one.", key="para1", after="para1"),
        suggested(3, "insert", "New two.", key="para1", after="para1"),
        suggested(4, "insert", "New two.", key="para1", after="para1"),
        suggested(5, "delete", key="para3"),
    ]
    taken = apply(text, found, accept(1, 2, 3, 4))
    assert [block.texts["en"] for block in taken.body.blocks[1:]] == [
        "First;", "New one.", "New two.", "Third.", "Second:", "a deputy;",
    ]  # fmt: skip
    assert len({source.key for source in taken.sources}) == 3
    gone = apply(text, found, accept(5)).body
    assert gone.block("para3") is None and gone.block("suba") is not None


def test_words_are_deleted_and_moved_without_leaving_gaps() -> None:
    text = body(TWO, "It is reviewed.")
    at = TWO.index(" and names")
    gone = suggested(1, "delete", start=at + 1, end=TWO.index("."), quote=TWO[at + 1 : -1])
    assert apply(text, [gone], accept(1)).body.blocks[1].texts["en"] == TWO[:at] + "."
    working = TWO.index("working ")
    moved = suggested(2, "move", start=working, end=working + 8, quote="working ", after="para2", after_at=6)
    after = apply(text, [moved], accept(2)).body
    assert [block.texts["en"] for block in after.blocks[1:]] == [TWO.replace("working ", ""), "It is working reviewed."]


def test_setting_a_word_apart_is_a_change_and_a_footnote_beside_it_stays() -> None:
    before, after = "Recalls its text[^note1] of 2017", "*Recalls* its text[^note1] of 2018"
    first, last = changes(rich(before), rich(after))
    assert (written(first.signs), written(last.signs)) == ("*Recalls*", "2018")
    found = smallest(before, after)
    assert found is not None and "[^note1]" in found.proposed


def test_whose_words_were_changed_by_somebody_else_needs_its_author_and_others_go_on() -> None:
    text, after = body(TWO, "Two."), body(TWO.replace("thirty", "forty"), "Two.")
    same = stretch(1, TWO, TWO.replace("thirty", "twenty"))
    wide = stretch(2, TWO, TWO.replace("agreed", "settled").replace("coordinator", "deputy"))
    lost = suggested(3, "move", after="para2")
    found = [carry(Anchor("para1", one.start, one.end, one.quote), text, after, "en") for one in (same, wide, lost)]
    anchors = [Anchor("para1", one.start, one.end, one.quote) for one in (same, wide, lost)]
    first, second, third = (
        carried(one, was, now, text, after) for one, was, now in zip((same, wide, lost), anchors, found, strict=True)
    )
    assert (first.needs_author, second.needs_author, third.needs_author) == (True, False, False)
    assert second.proposed.startswith("settled within forty") and second.proposed.endswith("deputy")
    without = Body("en", after.blocks[:2])
    assert carried(lost, anchors[2], found[2], text, without).needs_author
    assert not fits(without, lost)


def test_twenty_five_on_one_paragraph_are_laid_without_losing_one() -> None:
    base = "*Recommends* that each plan names " + ", ".join(f"person {n} of the team" for n in range(12)) + "."
    others = [base.replace(f"person {n} ", f"officer {n} ") for n in range(10)]
    others += [base.replace("person 3 of", "nurse 3 of"), base.replace("person 4 of the", "teacher 4 of a")]
    others += [base.replace("team, person 5", "team; person 5"), others[0], others[0]]
    others += [
        "*Recommends* that a team is formed in each school and reports to the ministry every year.",
        base + " Soon.",
    ]
    found = [stretch(number, base, words) for number, words in enumerate(others, 1)]
    found += [suggested(18, "delete")]
    found += [suggested(n, "insert", f"New {n % 3}.", after="para1") for n in range(19, 24)]
    found += [suggested(24, "move", after="para2"), suggested(25, "move", after="para3")]
    text = body(base, "Two.", "Three.")
    words = words_at(text, "para1", "en")
    assert words is not None
    shown = layers(words, [made for one in found for _, _, made in effects(text, one)])
    assert sorted(n for one in shown.offers for n in one.numbers) == list(range(1, 26))
    numbers = [n for one in shown.free for n in one.numbers]
    taken = apply(text, found, accept(*numbers))
    assert sorted(source.comment for source in taken.sources) == sorted(numbers)
    shown_once = [*shown.beside, *(one for group in shown.groups for one in group.offers), *shown.whole, *shown.already]
    assert sorted(one.number for one in shown_once) == [one.number for one in shown.offers]


def test_offers_that_are_the_same_are_one() -> None:
    text = rich(TWO)
    one, other = offer(text, 1, "insert", "New.", "operative", "a"), offer(text, 2, "insert", "New.", "operative", "a")
    assert [found.numbers for found in layers(text, [one, other]).offers] == [(1, 2)]
    assert isinstance(one, Offer)
