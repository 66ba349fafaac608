"""Pasted text is understood as the recommendation that its writer meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from council_flow.text.blocks import Body
from council_flow.text.inline import plain
from council_flow.text.markdown import understand, write
from tests.text.strategies import bodies


def shape(text: str, language: str = "en") -> list[tuple[str, int, str]]:
    return [(p.block.kind, p.block.level, p.block.texts[language]) for p in understand(text, language)]


def test_a_recommendation_is_read_block_by_block() -> None:
    text = """# Support

*Recalling* resolution 2396 (2017),
paragraph 31,

## Recommendations

1. *Recommends* that:
   (a) plans name:
      (i) a provider;
      (ii) a deputy;
   (b) plans are reviewed;

2. *Encourages* States.
"""
    assert shape(text) == [
        ("title", 1, "Support"),
        ("preambular", 1, "*Recalling* resolution 2396 (2017), paragraph 31,"),
        ("heading", 1, "Recommendations"),
        ("operative", 1, "*Recommends* that:"),
        ("subparagraph", 1, "plans name:"),
        ("subparagraph", 2, "a provider;"),
        ("subparagraph", 2, "a deputy;"),
        ("subparagraph", 1, "plans are reviewed;"),
        ("operative", 1, "*Encourages* States."),
    ]


def test_levels_are_understood_without_indents() -> None:
    text = "T\n\n1. One:\n(a) first;\n(i) below;\n(ii) below too;\n(b) second."
    assert [(kind, level) for kind, level, _ in shape(text)] == [
        ("title", 1), ("operative", 1), ("subparagraph", 1), ("subparagraph", 2), ("subparagraph", 2), ("subparagraph", 1),
    ]  # fmt: skip


def test_the_letter_i_after_h_is_a_letter() -> None:
    text = "T\n\n1. One:\n" + "\n".join(f"({letter}) x;" for letter in "abcdefghij")
    assert {level for kind, level, _ in shape(text) if kind == "subparagraph"} == {1}


def test_russian_and_arabic_numbers_are_read() -> None:
    assert [kind for kind, _, _ in shape("# Т\n\n1. Рекомендует:\n\n   a) раз;\n\n   b) два.", "ru")] == [
        "title",
        "operative",
        "subparagraph",
        "subparagraph",
    ]
    assert [kind for kind, _, _ in shape("# ع\n\n١ - يوصي بما يلي:\n(أ) أولا؛\n(ب) ثانيا.", "ar")] == [
        "title",
        "operative",
        "subparagraph",
        "subparagraph",
    ]


def test_what_a_reader_has_to_look_at_carries_a_doubt() -> None:
    found = understand("Support\n\n1. One:\n- bullet\n\nWithout a number.", "en")
    assert [part.doubt is not None for part in found] == [True, False, True, True]


@given(bodies())
def test_a_text_written_as_markdown_reads_back_with_its_words(body: Body) -> None:
    back = understand(write(body, "en"), "en")
    said = [plain(one.texts["en"]) for one in body.blocks[1:]]
    assert [plain(part.block.texts["en"]) for part in back[1:]] == said


@given(st.text(max_size=400))
def test_anything_can_be_pasted(text: str) -> None:
    for part in understand(text, "en"):
        assert part.block.texts["en"].strip()
