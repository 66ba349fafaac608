"""The printed page says what the text and its adoption say, in the language of the document."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.publication.composing import Line, css_string, parts
from council_flow.publication.printed_words import TONGUES, WORDS
from council_flow.publication.printing import Draft, organ, printed
from council_flow.publication.setting import base_direction, set_words
from council_flow.text.blocks import Body
from council_flow.text.inline import escaped
from council_flow.text.numbering import numbers
from tests.publication.texts import BODY, CODE, LANGUAGES, adopted, block, draft_facts, facts


def lines(body: Body, language: str) -> list[Line]:
    def under(line: Line) -> list[Line]:
        return [line, *chain.from_iterable(under(one) for one in line.below)]

    return [line for part in parts(body, language) for first in part.lines for line in under(first)]


@pytest.mark.parametrize("key", WORDS)
def test_a_message_takes_the_same_values_in_every_language(key: str) -> None:
    assert set(WORDS[key]) == set(LANGUAGES)
    assert len({tuple(sorted(re.findall(r"%\(\w+\)s|\{\w\}", text))) for text in WORDS[key].values()}) == 1


def test_every_language_names_every_language() -> None:
    assert {one: set(named) for one, named in TONGUES.items()} == {one: set(LANGUAGES) for one in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_numbers_are_those_of_the_register(language: str) -> None:
    assert [line.number for line in lines(BODY, language) if line.number] == list(
        numbers(BODY, language, "print").values()
    )


def test_sub_paragraphs_stand_inside_what_they_belong_to() -> None:
    first = next(part for part in parts(BODY, "en") if part.kind == "operative").lines[0]
    assert [line.number for line in first.below] == ["(a)", "(b)"]
    assert [line.number for line in first.below[0].below] == ["(i)", "(ii)"]


def test_a_note_goes_to_the_foot_of_the_page_of_the_words_before_it() -> None:
    assert parts(BODY, "en")[0].lines[0].notes == ["Both texts speak of families."]


def test_a_small_heading_without_a_large_one_before_it_is_a_large_one() -> None:
    body = Body(
        "en", (block("t", "title", 1, "Title"), block("h", "heading", 2, "Small"), block("i", "heading", 1, "Large"))
    )
    assert [part.level for part in parts(body, "en")] == [1, 1]


def test_words_not_yet_translated_stand_in_the_original_and_say_so() -> None:
    body = Body("en", (block("t", "title", 1, "Title", "Название"), block("o", "operative", 1, "Only here;")))
    line = printed(body, "ru", draft_facts()).parts[0].lines[0]
    assert (line.foreign, line.dir) == ("en", "ltr")
    assert "Еще не переведено" in line.words
    assert "Only here;" in line.words


@given(st.text())
def test_words_reach_the_page_escaped_and_whole(text: str) -> None:
    shown = set_words(escaped(text))
    assert set(re.findall(r"<[^>]*>", shown)) <= {"<bdi>", "</bdi>", '<span class="keep">', "</span>"}
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == text


@given(st.text(min_size=1))
def test_a_number_cannot_leave_its_string_in_the_style(number: str) -> None:
    inside = css_string(number, "operative")[1:-1]
    assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]+ )*", inside)


def test_symbols_are_isolated_and_years_stay_with_their_numbers() -> None:
    assert set_words("See S/RES/2178 (2014) and 2396 (2017).") == (
        'See <bdi>S/RES/2178 (2014)</bdi> and <span class="keep">2396 (2017)</span>.'
    )


@pytest.mark.parametrize(
    ("language", "act"),
    [
        ("en", "Recommendation adopted under the silence procedure on 11 September 2026"),
        ("ru", "Рекомендация, принятая в рамках процедуры молчания 11 сентября 2026 года"),
        ("uz", "Eʼtiroz bildirmaslik tartibi asosida 2026-yil 11-sentabr kuni qabul qilingan tavsiya"),
        ("ar", "توصية اعتُمدت بموجب إجراء الموافقة الصامتة في 11 أيلول/سبتمبر 2026"),
    ],
)
def test_the_act_names_procedure_and_day(language: str, act: str) -> None:
    assert printed(BODY, language, facts()).act.striptags().replace("\u00a0", " ") == act


def test_a_procedure_that_has_no_words_of_its_own_is_an_adoption() -> None:
    page = printed(BODY, "en", facts(adopted=adopted(kind="other")))
    assert page.act.striptags() == "Recommendation adopted on 11 September 2026"


def test_the_record_holds_what_checks_a_copy() -> None:
    record = {row.label: row.value.striptags() for row in printed(BODY, "ru", facts()).record}
    assert record["Принято"] == "11 сентября 2026 года, 18:00 (Ташкент)".replace(" ", " ")
    assert record["Принятый текст"] == "REC/2026/L.7/Rev.2, английский язык"
    assert record["Эта версия"] == "русский язык (перевод с английского)"
    assert record["Хеш содержания"].replace(" ", "") == "5e1f8ac0" * 8
    assert record["Последняя запись"] == "1284:d4907be35a1c7be1"
    assert record["Одобрено"] == "Председатель, Государство А"
    assert record["Оговорки"] == "Государство А"


def test_the_code_opens_the_verification_page_in_the_language_of_the_document() -> None:
    assert printed(BODY, "uz", facts()).address == f"https://council.example/uz/verify/{CODE}"
    assert printed(BODY, "en", facts()).address == f"https://council.example/verify/{CODE}"


def test_a_reservation_keeps_the_direction_of_its_own_words() -> None:
    reservation = printed(BODY, "ru", facts()).statements[0].each[0]
    assert reservation.state == "Государство А"
    assert [direction for _, direction in reservation.paragraphs] == ["ltr", "rtl"]


def test_words_without_letters_take_the_direction_of_the_document() -> None:
    assert (base_direction("2026", "ar"), base_direction("2026", "en")) == ("rtl", "ltr")


def test_a_trial_says_that_its_address_works_on_one_machine_only() -> None:
    page = printed(BODY, "en", facts(trial=True))
    assert (page.notice, page.foot) == (
        "Trial publication: its address works on one machine only.",
        "Trial publication",
    )
    assert printed(BODY, "en", facts()).notice == ""


def test_invented_content_says_so_in_the_foot_of_every_page() -> None:
    assert printed(BODY, "uz", facts(illustrative=True, trial=True)).foot.startswith("Namuna:")


@pytest.mark.parametrize(
    ("draft", "head"),
    [
        (Draft(1), "Draft, version 1"),
        (Draft(12, "Rev.3"), "Draft, version 12 after Rev.3"),
        (Draft(11, "Rev.3", issued=True), "Draft, Rev.3 (version 11)"),
    ],
)
def test_a_draft_names_its_version(draft: Draft, head: str) -> None:
    page = printed(BODY, "en", draft_facts(draft=draft))
    assert page.draft_head.striptags() == head
    assert page.stamp == "DRAFT"
    assert page.notice.striptags() == f"{head}. Not adopted. Not to be quoted."


def test_a_draft_has_no_code_and_no_record() -> None:
    page = printed(BODY, "en", draft_facts())
    assert (page.code, page.address, page.record) == ("", "", ())


def test_the_council_stands_in_two_lines_where_its_short_name_is_part_of_the_full_one() -> None:
    assert organ("Regional Council on Return", "Regional Council") == ("Regional Council", "on Return")
    assert organ("Qaytish boʻyicha mintaqaviy kengash", "Mintaqaviy kengash") == (
        "Mintaqaviy kengash",
        "qaytish boʻyicha",
    )
    assert organ("Council of Return", "COR") == ("Council of Return", "")


def test_a_text_without_a_title_in_the_language_shows_the_original_one() -> None:
    body = Body("en", (replace(BODY.blocks[0], texts={"en": "Only English"}), *BODY.blocks[1:]))
    page = printed(body, "ar", draft_facts())
    assert (page.title, page.title_language, page.title_dir) == ("Only English", "en", "ltr")
