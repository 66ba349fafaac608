"""Verification codes are found however somebody types them from paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from council_flow.publication import codes

CODES = st.text(codes.ALPHABET, min_size=codes.LENGTH, max_size=codes.LENGTH).map(codes.grouped)


def test_a_new_code_has_three_groups_of_four() -> None:
    assert [len(group) for group in codes.new_code().split("-")] == [4, 4, 4]


def test_a_new_code_has_no_letter_that_paper_confuses() -> None:
    assert not set("OI01") & set("".join(codes.new_code() for _ in range(200)))


def test_new_codes_do_not_repeat() -> None:
    assert len({codes.new_code() for _ in range(2000)}) == 2000


@given(CODES)
def test_a_stored_code_is_its_own_normal_form(code: str) -> None:
    assert codes.normal(code) == code


@given(CODES, st.sampled_from(["", " ", "-", "–", "\u2011", " - ", "\u00a0", "\u200f"]))
def test_case_spaces_and_dashes_make_no_difference(code: str, between: str) -> None:
    assert codes.normal(f" {between.join(code.replace('-', '').lower())} ") == code


def test_letters_of_a_russian_keyboard_are_read_as_what_they_look_like() -> None:
    assert codes.normal("АВЕК-МНРС-ТХУ2") == "ABEK-MHPC-TXY2"


def test_arabic_and_wide_digits_are_digits() -> None:
    assert codes.normal("٢٣٤٥-۶۷۸۹-２３４５") == "2345-6789-2345"


@given(st.text())
def test_any_text_has_a_normal_form_that_fits_an_address(text: str) -> None:
    found = codes.normal(text)
    assert len(found) <= 40
    assert "/" not in found
    assert codes.normal(found) == found
