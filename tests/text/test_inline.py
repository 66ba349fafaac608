"""Words set apart, marks, and what is taken out of pasted text."""

from __future__ import annotations

import html as stdlib
import re

from hypothesis import given
from hypothesis import strategies as st

from council_flow.text.cleaning import clean, clean_name
from council_flow.text.inline import Mark, escaped, html, plain, runs

anything = st.text(max_size=60)


def shown(markup: str) -> str:
    return stdlib.unescape(re.sub(r"</?(em|mark)[^<>]*>", "", markup))


@given(anything)
def test_escaped_words_say_exactly_these_words(words: str) -> None:
    assert plain(escaped(words)) == words


@given(anything, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_html_shows_the_plain_words_whatever_is_marked(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(min(a, b), max(a, b), f"c{n}", "") for n, (a, b) in enumerate(places)]
    assert shown(str(html(text, marks))) == plain(text)


@given(anything)
def test_no_tag_of_a_writer_reaches_the_page(text: str) -> None:
    assert not re.search(r"<(?!/?em>)", str(html(text)))


def test_opening_words_are_set_apart() -> None:
    assert [(run.text, run.apart) for run in runs("*Recalling* resolution 2396, 2 * 3")] == [
        ("Recalling", True),
        (" resolution 2396, 2 * 3", False),
    ]


def test_marks_may_overlap_and_carry_their_id_once() -> None:
    found = str(html("*one two* three", [Mark(0, 7, "c1", ""), Mark(4, 13, "c2", "")]))
    assert found.count('id="c1"') == found.count('id="c2"') == 1
    assert shown(found) == "one two three"


def test_direction_marks_and_control_characters_are_taken_out() -> None:
    assert clean("safe\u202etxt\u0000 \u200bend\r\n", "en") == "safetxt end"
    assert clean_name(" Expert\u2066\n of\tState ") == "Expert of State"


def test_uzbek_words_have_one_spelling() -> None:
    assert clean("o'quv g‘oya ma'no o`z", "uz") == "oʻquv gʻoya maʼno oʻz"


@given(anything)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text, "uz"), "uz") == clean(text, "uz")
