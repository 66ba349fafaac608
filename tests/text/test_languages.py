"""Languages in step: what is behind is shown with what changed, saved beside the original, read in two alphabets."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from council_flow.database import db
from council_flow.text.blocks import Body, translation_state
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"


def sent(body: Body, *words: str, **more: str) -> dict[str, object]:
    return {
        "key": [block.key for block in body.blocks],
        "also": list(words) + [""] * (len(body.blocks) - len(words)),
        "lang": "uz",
        "version": "1",
        "reason": "The first Uzbek words",
        **more,
    }


def test_a_translation_is_written_beside_the_original_and_says_when_it_is_behind(app: Flask) -> None:
    acting = Acting(app)
    case = acting.open_case()
    body = acting.text_of(case)
    drafter = acting.browser("expert.kz")
    typed = [f"Matn {n}" for n in range(len(body.blocks))]
    assert drafter.post(f"{FILE}/translate", data=sent(body, *typed)).status_code == 303
    db.session.rollback()
    body = acting.text_of(case)
    assert {translation_state(block, "uz", "en") for block in body.blocks} == {"follows"}

    key = body.operative()[0].key
    reworded = [
        replace(one, texts={**one.texts, "en": one.texts["en"] + " Without delay."}) if one.key == key else one
        for one in body.blocks
    ]
    acting.save(case, Body("en", tuple(reworded)))
    page = Page(drafter.get(f"{FILE}/translate?lang=uz&only=unfinished"))
    assert page.has("//ins[contains(., 'Without delay.')]")
    assert not page.has("//textarea[contains(., 'Matn 0')]")

    same = {"key": [key], "also": [next(one for one in body.blocks if one.key == key).texts["uz"]], "same": [key]}
    assert drafter.post(f"{FILE}/translate", data=sent(body, version="3") | same).status_code == 303
    db.session.rollback()
    assert translation_state(acting.text_of(case).block(key), "uz", "en") == "follows"  # type: ignore[arg-type]


def test_what_was_pasted_in_cyrillic_becomes_latin_before_it_is_saved(app: Flask) -> None:
    acting = Acting(app)
    body = acting.text_of(acting.open_case())
    drafter = acting.browser("expert.kz")
    page = Page(drafter.post(f"{FILE}/translate", data=sent(body, "Болаларни қайтариш", do="latin")))
    assert page.has("//textarea[contains(., 'Bolalarni qaytarish')]")
    assert "v1" in Page(drafter.get(f"{FILE}/versions")).words
    assert drafter.post(f"{FILE}/translate", data=sent(body, "Bolalarni qaytarish")).status_code == 303
    assert "Болаларни қайтариш" in Page(drafter.get(f"{FILE}/translate?lang=uz&script=cyrl")).words


def test_two_who_translate_at_once_lose_nothing(app: Flask) -> None:
    acting = Acting(app)
    case = acting.open_case()
    body = acting.text_of(case)
    drafter = acting.browser("expert.kz")
    assert drafter.post(f"{FILE}/translate", data=sent(body, "Sarlavha")).status_code == 303
    late = Page(drafter.post(f"{FILE}/translate", data=sent(body, "", "Ikkinchi") | {"lang": "ru"}))
    assert late.status == 409
    assert late.has("//textarea[contains(., 'Ikkinchi')]")
    assert "was saved meanwhile" in late.words


def test_a_reader_sees_both_languages_and_writes_neither(app: Flask) -> None:
    acting = Acting(app)
    acting.to_consultation()
    page = Page(acting.browser("expert.kg").get(f"{FILE}/translate?lang=ru"))
    assert page.status == 200
    assert not page.has("//textarea")
    assert "The English text is authentic" in page.words
    assert acting.browser("expert.kg").post(f"{FILE}/translate", data={"lang": "ru"}).status_code in (403, 409)
