"""What a reader does not tell apart is compared as one, and every folded sign knows its real place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text.folding import fold, folded, same

SIGNS = "aZ éё ЁйИ\u0306 ﬁ ß İ ʻʼ'‘’` “«»„\" –—- ـ طِّفْلة أإآى ﻻ ١٢٣ 12 \u00a0\t\n\u200f\u00ad ¹ 👩‍👧 𝒳 e\u0301"
text = st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Member STATES", "member states"),
        ("two  \n spaces", "two spaces"),
        ("resolution\u00a02396", "resolution 2396"),
        ("“the child”", "«the child»"),
        ("2015–2020 — now", "2015-2020 - now"),
        ("oʻqish maʼlumot", "o‘qish ma’lumot"),
        ("oʻqish maʼlumot", "o`qish ma'lumot"),
        ("подчёркивает", "Подчеркивает"),
        ("мой", "мои\u0306"),
        ("الطِّفْل", "الطفل"),
        ("الطفـــل", "الطفل"),
        ("أسرة إلى آخر", "اسره الي اخر"),
        ("ﻻ", "لا"),
        ("١٢٣", "123"),
        ("e\u0301", "é"),
        ("oﬃce", "office"),
        ("co\u00adoperation", "cooperation"),
    ],
)  # fmt: skip
def test_spellings_of_the_same_words_are_the_same(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("ўз", "уз"), ("voluntary", "voluntarily"), ("2026", "2027")])  # fmt: skip
def test_other_words_are_not(one: str, other: str) -> None:
    assert not same(one, other)


@settings(max_examples=40)
@given(text)
def test_folded_signs_lead_back_to_their_real_places(said: str) -> None:
    there = fold(said)
    assert there.text == folded(said)
    assert len(there.places) == len(there.text) + 1 and len(there.ends) == len(there.text)
    assert there.places == sorted(there.places) and there.ends == sorted(there.ends)
    for n in range(len(there.text)):
        start, end = there.back(n, n + 1)
        assert 0 <= start < end <= len(said)
        assert there.text[n] in folded(said[start:end])


def test_places_are_counted_in_code_points_of_the_text_as_it_stands() -> None:
    said = "👩‍👧 «الطِّفْل»  STAYS"
    there = fold(said)
    at = there.text.index("الطفل")
    start, end = there.back(at, at + 5)
    assert said[start:end] == "الطِّفْل"
    at = there.text.index("stays")
    assert said[slice(*there.back(at, at + 5))] == "STAYS"
