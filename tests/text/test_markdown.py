"""Pasted text is understood as the recommendation that its writer meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council_flow.text import tables
from council_flow.text.blocks import Block, Body, check
from council_flow.text.inline import plain, runs, targets
from council_flow.text.markdown import understand, write
from tests.text.strategies import bodies
from tests.text.texts import texts


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


WHOLE = """# Plans

*Recalling* resolution 2396 (2017)[^a],

1. *Recommends* one provider, see [[2 (a)]];

   (a) a deputy;

   (a bis) [a second deputy] [nobody];

1 bis. *Recommends* more[^b];

| Country | Centres |
|---------|:-------:|
| Uzbekistan | 4 \\| 5 |

2. *Asks* for:
   (a) reports;

> A note of the secretariat.

[^a]: Paragraph 31.
[^b]: See **Annex**.

# Annex I: How plans are made

Some words before.

1. *Begin* early.
"""


def test_a_whole_text_is_read_with_its_tables_footnotes_annexes_and_references() -> None:
    body = Body("en", tuple(part.block for part in understand(WHOLE, "en")))
    assert check(body) == []
    kinds = [(block.kind, block.level, block.bis) for block in body.blocks]
    assert kinds == [
        ("title", 1, False), ("preambular", 1, False), ("footnote", 1, False), ("operative", 1, False),
        ("subparagraph", 1, False), ("subparagraph", 1, True), ("operative", 1, True), ("footnote", 1, False),
        ("table", 1, False), ("operative", 1, False), ("subparagraph", 1, False), ("note", 1, False),
        ("annex", 1, False), ("preambular", 1, False), ("operative", 1, False),
    ]  # fmt: skip
    said = [plain(block.texts["en"]) for block in body.blocks]
    assert said[2] == "Paragraph 31." and said[7] == "See Annex."
    assert said[5] == "[a second deputy] [nobody];"
    assert said[12] == "How plans are made"
    assert [[cell.text for cell in row] for row in tables.rows(said[8])] == [
        ["Country", "Centres"], ["Uzbekistan", "4 \\| 5"],
    ]  # fmt: skip
    assert targets(body.blocks[3].texts["en"]) == [f"#{body.blocks[10].key}"]
    assert targets(body.blocks[1].texts["en"]) == [f"^{body.blocks[2].key}"]


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Annex II"), ("ru", "Приложение II."), ("uz", "Ilova"), ("ar", "المرفق الثاني")]
)
def test_an_annex_is_known_by_its_name_in_each_language(language: str, name: str) -> None:
    found = understand(f"# T\n\n# {name}: {'слова' if language == 'ru' else 'words'}\n\n1. One.", language)
    assert [part.block.kind for part in found] == ["title", "annex", "operative"]


def test_a_mark_without_its_footnote_stays_as_words() -> None:
    found = understand("# T\n\n1. One[^9] more.", "en")
    assert plain(found[1].block.texts["en"]) == "One[^9] more."
    assert check(Body("en", tuple(part.block for part in found))) == []


def test_a_title_that_is_too_long_loses_no_word() -> None:
    words = "word " * 200
    found = understand(words, "en")
    assert [part.block.kind for part in found] == ["title", "preambular"]
    assert found[1].block.texts["en"] == words.strip()


def alike(block: Block, language: str) -> object:
    text = block.texts[language]
    if block.kind == "table":
        said: object = [[plain(cell.text) for cell in row] for row in tables.rows(text)]
    else:
        said = [(run.text, run.apart, run.target[:1]) for run in runs(text)]
    return block.kind, block.level, block.bis, said


@pytest.mark.parametrize("language", ["en", "ru", "uz", "ar"])
@settings(max_examples=25)
@given(st.data())
def test_a_text_written_as_markdown_reads_back_the_same(language: str, data: st.DataObject) -> None:
    body = data.draw(texts(language))
    back = understand(write(body, language), language)
    assert [alike(part.block, language) for part in back] == [alike(block, language) for block in body.blocks]
    assert check(Body(language, tuple(part.block for part in back))) == []
