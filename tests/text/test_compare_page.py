"""The page of a comparison: changes, both ends of a move, views without script, files to keep."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from council_flow.recommendations.models import Case
from council_flow.text.blocks import Block, Body, new_key
from council_flow.text.comparing.adapters import units_of
from council_flow.text.hashing import words_hash
from tests.factories.acting import Acting
from tests.web.page import Page


@pytest.fixture
def revised(acting: Acting) -> Case:
    """A file whose second version has a changed, a moved, a new and a deleted paragraph, and Russian of two blocks."""
    case = acting.open_case()
    body = acting.text_of(case)
    title, recalling, _, heading, first, second, *subs, third = body.blocks
    russian = {"en": title.texts["en"], "ru": "Непрерывность поддержки"}
    title = replace(title, texts=russian, sources={"ru": words_hash(title.texts["en"])})
    stale = replace(
        first, texts={"en": first.texts["en"].replace("six", "eight"), "ru": "Рекомендует"}, sources={"ru": "old"}
    )
    fresh = Block(new_key(), "operative", 1, {"en": "*Invites* schools to keep places free."}, {})
    acting.save(case, Body("en", (title, recalling, heading, third, stale, second, *subs, fresh)))
    return acting.case(case)


def page(acting: Acting, case: Case, query: str = "", ending: str = "") -> Page:
    return Page(acting.browser("expert.kz").get(f"{case.path}/compare{ending}?a=v1&b=v2{query}"))


def test_the_page_marks_words_and_shows_both_ends_of_a_move(acting: Acting, revised: Case) -> None:
    shown = page(acting, revised)
    assert shown.has("//div[contains(@class, 'change')]//ins[.='eight']")
    assert shown.has("//div[contains(@class, 'change')]//del[.='six']")
    there = shown.tree.xpath("//a[.='Moved, was 3']/@href")[0].removeprefix("#")
    back = shown.tree.xpath("//a[.='Moved to 1']/@href")[0].removeprefix("#")
    assert shown.has(f"//*[@id='{there}' and contains(@class, 'left')]")
    assert shown.has(f"//*[@id='{back}' and contains(@class, 'change')]")
    assert "4 blocks changed from v1 to v2." in shown.words
    listed = [
        " ".join(link.text_content().split()) for link in shown.tree.xpath("//nav[@aria-labelledby='chg-h']//li/a")
    ]
    assert [words.split("+")[0].split("−")[0] for words in listed] == ["–Deleted ", "1Moved", "2Wording", "4New"]


def test_every_entry_of_the_list_leads_to_its_change(acting: Acting, revised: Case) -> None:
    shown = page(acting, revised)
    for address in shown.tree.xpath("//nav[@aria-labelledby='chg-h']//li/a/@href | //*[@data-jump]/@href"):
        assert shown.has(f"//*[@id='{address.removeprefix('#')}' and @tabindex]")


def test_side_by_side_shows_each_side_whole(acting: Acting, revised: Case) -> None:
    shown = page(acting, revised, "&view=beside")
    old, new = shown.tree.xpath("//div[@class='two' and .//del[.='six']]/div")
    assert "for at least six months" in old.text_content()
    assert "for at least eight months" in new.text_content()
    assert not old.xpath(".//ins")
    assert not new.xpath(".//del")


def test_only_changes_leaves_out_what_stayed(acting: Acting, revised: Case) -> None:
    assert page(acting, revised).has("//details[contains(@class, 'same')]")
    shown = page(acting, revised, "&view=changes")
    assert not shown.has("//details[contains(@class, 'same')]")
    assert shown.has("//article//h2[contains(., 'Recommendations')]")
    assert shown.has("//ins[.='eight']")


def test_a_translation_says_which_blocks_are_behind(acting: Acting, revised: Case) -> None:
    acting.save(revised, _with_russian(acting.text_of(revised), "Рекомендует снова"))
    shown = Page(acting.browser("expert.kz").get(f"{revised.path}/compare?a=v2&b=v3&lang=ru"))
    assert shown.has("//div[contains(@class, 'change')][.//ins[contains(., 'снова')]]//span[.='Behind']")


def _with_russian(body: Body, words: str) -> Body:
    return Body("en", tuple(replace(one, texts={**one.texts, "ru": words}) if "eight" in one.texts["en"] and one.kind == "operative" and "ru" in one.texts else one for one in body.blocks))  # fmt: skip


def test_two_languages_are_laid_together_block_by_block(acting: Acting, revised: Case) -> None:
    shown = page(acting, revised, "&lang=ru&lang_a=en")
    title = shown.tree.xpath("//div[@class='two']")[0]
    assert [side.get("lang") for side in title] == ["en", "ru"]
    assert "Непрерывность поддержки" in title[1].text_content()
    states = [span.text for span in shown.tree.xpath("//span[@class='moved']")]
    assert states.count("Behind") == 1
    assert "1 follow, 1 behind, 7 missing" in shown.words


def test_versions_that_are_the_same_say_so(acting: Acting, revised: Case) -> None:
    shown = Page(acting.browser("expert.kz").get(f"{revised.path}/compare?a=v2&b=v2&view=changes"))
    assert "The two texts are the same." in shown.words


def test_the_comparison_is_kept_as_word_data_and_paper(acting: Acting, revised: Case) -> None:
    browser = acting.browser("expert.kz")
    newer = acting.text_of(revised)
    word = browser.get(f"{revised.path}/compare.docx?a=v1&b=v2")
    assert str(word.mimetype).endswith("wordprocessingml.document")
    assert "v1-v2-en.docx" in word.headers["Content-Disposition"]
    assert len(units_of(word.data, "x.docx")) == len(newer.blocks)
    data = json.loads(browser.get(f"{revised.path}/compare.json?a=v1&b=v2").data)
    assert data["counts"]["moved"] == 1
    assert {row["status"] for row in data["rows"]} == {"same", "deleted", "moved", "changed", "inserted", "left"}
    paper = browser.get(f"{revised.path}/compare.pdf?a=v1&b=v2")
    assert paper.data.startswith(b"%PDF")
    assert browser.get(f"{revised.path}/compare.exe").status_code == 404


def test_who_may_not_see_the_file_gets_no_comparison(acting: Acting, revised: Case) -> None:
    for ending in ("", ".docx", ".pdf", ".json"):
        answer = acting.app.test_client().get(f"{revised.path}/compare{ending}?a=v1&b=v2")
        assert answer.status_code in {302, 303, 401, 404}
