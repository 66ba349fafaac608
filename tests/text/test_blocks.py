"""A text: what may be saved, how it is numbered, hashed, and followed by its translations."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from council_flow.text.blocks import Block, Body, check, paragraphs, share, translation_state, with_block
from council_flow.text.hashing import block_hash, content_hash, language_hash
from council_flow.text.numbering import cite, letters, numbers, roman
from tests.text.strategies import bodies


def block(key: str, kind: str, level: int = 1, **texts: str) -> Block:
    return Block(key, kind, level, texts or {"en": key}, {})


SAMPLE = Body(
    "en",
    (
        block("title", "title"),
        block("pre1", "preambular"),
        block("part", "heading"),
        block("op1", "operative"),
        block("op1a", "subparagraph"),
        block("op1b", "subparagraph"),
        block("op1bi", "subparagraph", 2),
        block("op1bia", "subparagraph", 3),
        block("op1c", "subparagraph"),
        block("op2", "operative"),
    ),
)


def test_numbers_follow_the_practice_of_each_language() -> None:
    found = {language: list(numbers(SAMPLE, language, "print").values()) for language in ("en", "ru", "uz", "ar")}
    assert found["en"] == ["I.", "1.", "(a)", "(b)", "(i)", "a.", "(c)", "2."]
    assert found["uz"] == found["en"]
    assert found["ru"] == ["I.", "1.", "a)", "b)", "i)", "a.", "c)", "2."]
    assert found["ar"] == ["أولاً -", "1 -", "(أ)", "(ب)", "‘1’", "أ -", "(ج)", "2 -"]


def test_arabic_pages_number_in_arabic_digits() -> None:
    assert numbers(SAMPLE, "ar")["op2"] == "٢ -"


def test_a_sub_paragraph_is_cited_with_the_levels_above_it() -> None:
    assert cite(SAMPLE, "op1bia") == "1 (b) (i) a"
    assert cite(SAMPLE, "op2") == "2"
    assert cite(SAMPLE, "pre1") == ""


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]
    assert [roman(n) for n in (4, 9, 14, 40)] == ["iv", "ix", "xiv", "xl"]


@given(bodies())
def test_every_text_that_can_be_built_by_the_editor_may_be_saved(body: Body) -> None:
    assert check(body) == []


def test_what_keeps_a_text_from_being_saved_is_named_with_its_block() -> None:
    wrong = Body(
        "en",
        (
            *SAMPLE.blocks,
            block("h2", "heading"),
            block("lost", "subparagraph"),
            block("t2", "title"),
            block("empty", "operative", en=""),
        ),
    )
    assert [key for key, _ in check(wrong)] == ["lost", "t2", "empty"]
    assert [key for key, _ in check(Body("en", ()))] == [None]


def test_a_level_cannot_be_jumped_over() -> None:
    jumped = Body("en", (*SAMPLE.blocks, block("deep", "subparagraph", 2)))
    assert [key for key, _ in check(jumped)] == ["deep"]


@given(bodies())
def test_data_reads_back_as_the_same_text(body: Body) -> None:
    assert Body.from_data(body.to_data()) == body


@given(bodies())
def test_groups_hold_every_block_once_in_order(body: Body) -> None:
    assert [one for group in paragraphs(body) for one in group] == list(body.blocks)


@given(bodies())
def test_the_content_hash_knows_words_and_structure_and_nothing_else(body: Body) -> None:
    renamed = Body(body.original, tuple(replace(one, key=f"x{n}") for n, one in enumerate(body.blocks)))
    translated = with_block(body, replace(body.blocks[0], texts={**body.blocks[0].texts, "ar": "عنوان"}))
    rewritten = with_block(body, replace(body.blocks[0], texts={"en": body.blocks[0].texts["en"] + "!"}))
    assert content_hash(renamed) == content_hash(body) == content_hash(translated)
    assert content_hash(rewritten) != content_hash(body)
    assert language_hash(translated, "ar") != language_hash(body, "ar")


def test_a_translation_is_behind_once_its_original_has_changed() -> None:
    one = block("op1", "operative", en="within thirty days")
    one = replace(one, texts={**one.texts, "ru": "в течение тридцати дней"}, sources={"ru": block_hash(one, "en")})
    later = replace(one, texts={**one.texts, "en": "within sixty days"})
    assert translation_state(one, "ru", "en") == "follows"
    assert translation_state(later, "ru", "en") == "behind"
    assert translation_state(one, "ar", "en") == "missing"
    found = share(Body("en", (one, later)), "ru")
    assert (found.follows, found.behind, found.missing, found.total) == (1, 1, 0, 2)
