"""Symbols name documents; file names made from them are safe everywhere."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from council_flow.publication import symbols


def test_a_draft_has_a_limited_symbol() -> None:
    assert symbols.working("REC", 2026, 7) == "REC/2026/L.7"


def test_an_adopted_recommendation_has_a_final_symbol() -> None:
    assert symbols.final("REC", 2026, 3) == "REC/2026/3"


def test_a_file_is_named_after_symbol_and_language() -> None:
    assert symbols.file_name("REC/2026/3", "ar") == "REC-2026-3-ar.pdf"


def test_a_draft_keeps_its_version_in_the_name_of_its_file() -> None:
    assert symbols.file_name("REC/2026/L.7/v12", "en") == "REC-2026-L.7-v12-en.pdf"


@given(st.text(), st.text())
def test_no_file_name_leaves_its_folder(symbol: str, language: str) -> None:
    name = symbols.file_name(symbol, language)
    assert re.fullmatch(r"[A-Za-z0-9.-]*\.pdf", name)
    assert ".." not in name.removesuffix(".pdf")
