"""Laying paragraphs together: what stayed, moved, was split or joined is found, and look-alikes are left apart."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.aligning import align
from tests.text.strategies import WORDS

FAMILY = "States should name one coordinator for each returning family, who stays with it for two years"
SCHOOL = "Schools prepare teachers before the first pupils arrive and keep places free in every district"
HEALTH = "Клиники принимают вернувшихся детей в день прибытия и ведут единую карту наблюдения"
PAPERS = "تصدر السلطات شهادات الميلاد مجانا خلال ثلاثين يوما من الوصول"
PLACE = "Mahalla qoʻmitalari oilani kutib olishga oldindan tayyorlanadi va oʻquv yilini rejalashtiradi"
TEXT = [FAMILY, SCHOOL, HEALTH, PAPERS, PLACE]


def test_what_did_not_change_is_laid_side_by_side() -> None:
    found = align(TEXT, TEXT)
    assert found.pairs == {n: n for n in range(5)}
    assert (found.moved, found.splits, found.merges) == (frozenset(), {}, {})


def test_one_moved_paragraph_is_the_only_one_called_moved() -> None:
    found = align(TEXT, [PLACE, *TEXT[:4]])
    assert found.pairs == {0: 4, 1: 0, 2: 1, 3: 2, 4: 3}
    assert found.moved == {0}


@pytest.mark.parametrize(
    ("at", "edited"),
    [
        (0, FAMILY.replace("one coordinator", "a trained coordinator").replace("two years", "eighteen months")),
        (2, HEALTH.replace("в день прибытия", "в первую неделю")),
        (3, PAPERS.replace("ثلاثين", "ستين")),
        (4, PLACE.replace("oldindan", "puxta")),
    ],
)
def test_a_paragraph_that_moved_and_was_edited_is_found(at: int, edited: str) -> None:
    rest = [text for n, text in enumerate(TEXT) if n != at]
    for place in (0, 4):
        newer = [*rest[:place], edited, *rest[place:]]
        assert align(TEXT, newer).pairs[place] == at


def test_a_split_paragraph_names_all_its_parts_and_a_joined_one_all_its_sources() -> None:
    apart = [
        FAMILY,
        "Schools prepare teachers before the first pupils arrive",
        "They keep places free in every district",
        HEALTH,
    ]
    found = align(TEXT[:3], apart)
    assert found.splits == {1: (1, 2)}
    assert (found.pairs[1], found.moved, found.merges) == (1, frozenset(), {})
    back = align(apart, TEXT[:3])
    assert back.merges == {1: (1, 2)}
    assert (back.moved, back.splits) == (frozenset(), {})


def test_a_half_that_went_elsewhere_is_still_a_part() -> None:
    apart = [FAMILY, "Schools prepare teachers before the first pupils arrive", HEALTH, PAPERS, "and keep places free in every district"]  # fmt: skip
    assert align(TEXT[:4], apart).splits == {1: (1, 4)}


def test_a_paragraph_cut_in_three_is_found_though_no_part_is_half_of_it() -> None:
    thirds = ["States should name one coordinator", "for each returning family", "who stays with it for two years"]
    assert align([SCHOOL, FAMILY, HEALTH], [SCHOOL, *thirds, HEALTH]).splits == {1: (1, 2, 3)}


def test_short_paragraphs_that_share_only_a_formula_are_different_ones() -> None:
    old = [FAMILY, "Member States should ensure access to schools;", SCHOOL, HEALTH]
    new = [FAMILY, SCHOOL, HEALTH, "Member States should ensure protection of records;"]
    assert 3 not in align(old, new).pairs


def test_twins_are_told_apart_by_their_neighbours() -> None:
    old = ["The council,", FAMILY, "The council,", SCHOOL, "The council,", HEALTH]
    found = align(old, ["The council,", SCHOOL, "The council,", HEALTH])
    assert {found.pairs[n] for n in (1, 3)} == {3, 5}
    assert (found.moved, found.pairs[2]) == (frozenset(), 4)


def test_paragraphs_that_differ_only_in_a_number_stay_in_their_places() -> None:
    old = [f"State {n} reports on plan {n} to the secretariat every year" for n in range(40)]
    new = [text.replace("every year", "twice a year") for text in [*old[:20], *old[23:]]]
    found = align(old, new)
    assert found.pairs == {**{n: n for n in range(20)}, **{n: n + 3 for n in range(20, 37)}}


def test_known_identity_outweighs_words() -> None:
    found = align([FAMILY, SCHOOL], [SCHOOL, FAMILY], fixed={0: 0, 1: 1})
    assert found.pairs == {0: 0, 1: 1}


texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=8)


@settings(max_examples=40)
@given(texts, texts)
def test_no_paragraph_is_used_twice_and_what_is_not_called_moved_keeps_its_order(
    old: list[str], new: list[str]
) -> None:
    found = align(old, new)
    assert len(set(found.pairs.values())) == len(found.pairs)
    steady = [found.pairs[at] for at in sorted(found.pairs) if at not in found.moved]
    assert steady == sorted(steady)
    parts = [part for several in found.splits.values() for part in several]
    assert len(set(parts)) == len(parts)
    assert all(several == tuple(sorted(several)) and len(several) > 1 for several in found.splits.values())
    assert all(set(several) <= set(range(len(old))) for several in found.merges.values())


def _long(count: int, vocabulary: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [" ".join(f"w{draw.randrange(vocabulary)}" for _ in range(30)) for _ in range(count)]


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        (["Same words here"] * 1500, ["first", *["Same words here"] * 1490], range(1490, 1491)),
        (_long(800, 3000, 1), _long(800, 3000, 2), range(1)),
        (_long(800, 40, 1), _long(800, 40, 2), range(16)),
        ([" ".join(_long(800, 3000, 1))], [" ".join(_long(800, 3000, 1)[:700])], range(1, 2)),
    ],
    ids=["all alike", "all different", "few words", "one giant"],
)
def test_texts_that_are_all_alike_or_all_different_are_laid_together_too(
    old: list[str], new: list[str], paired: range
) -> None:
    found = align(old, new)
    assert len(found.pairs) in paired
    assert found.moved == frozenset()
