"""What somebody writes outlives crashes, is seen by nobody else, and meets what others saved; a lock holds."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from council_flow.audit.models import Entry
from council_flow.database import db
from council_flow.people import assignments_operations as assignments
from council_flow.recommendations.models import Case
from council_flow.text import locking_operations
from council_flow.text.blocks import LONGEST_BLOCK, MOST_BLOCKS
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
EDIT = f"{FILE}/edit"
WORDS = "*Recommends* that two providers stay with a child;"
TEN = "*Recommends* that one provider stays with a child and a caregiver for at least ten months;"
NINE = TEN.replace("ten", "nine")
WEEKS = "*Encourages* States to review each plan every six weeks."
FIRST, THIRD, SUB, LAST = 4, 5, 6, 8
"""Places of paragraph 1, 2, 2 (a) and 3 among the blocks."""


@pytest.fixture
def case(acting: Acting) -> Case:
    """A draft with two drafters."""
    case = acting.open_case()
    acting.do(assignments.assign, case.id, acting.actor("expert.kg").id, "drafter", by="secretariat")
    return acting.case(case)


def sent(page: Page, **more: Any) -> dict[str, Any]:
    """Return what the editor's form sends as it stands."""
    form = next(form for form in page.tree.forms if (form.get("action") or "").endswith("/edit"))
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        if name != "do":
            found.setdefault(name, []).append(value)
    return {**found, "reason": "A reason", **more}


def rewritten(page: Page, words: dict[int, str], **more: Any) -> dict[str, Any]:
    values = sent(page, **more)
    for place, said in words.items():
        values["text"][place] = said
    return values


def autosaved(page: Page, words: dict[int, str], reason: str = "") -> dict[str, Any]:
    """Return what a script sends: the words that changed, nothing for the others."""
    values = sent(page)
    blocks = [
        [key, kind, words.get(place), None]
        for place, (key, kind) in enumerate(zip(values["key"], values["kind"], strict=True))
    ]
    return {"version": int(values["version"][0]), "beside": "", "reason": reason, "same": [], "blocks": blocks}


def keep(browser: FlaskClient, words: dict[int, str], reason: str = "") -> Any:
    page = Page(browser.get(EDIT))
    return browser.post(f"{EDIT}/copy", json=autosaved(page, words, reason))


def texts(acting: Acting, case: Case) -> list[str]:
    db.session.rollback()
    return [block.texts["en"] for block in acting.text_of(case).blocks]


def test_a_private_copy_is_offered_again_and_empties_when_it_is_saved(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    answer = keep(browser, {FIRST: WORDS}, "Two providers")
    said = answer.get_json()
    assert (answer.status_code, said["kept"], said["others"]) == (200, "Private copy of 09:00.", [])
    acting.later(minutes=20)
    again = acting.browser("expert.kz")  # after a crash, in another session
    offer = Page(again.get(EDIT))
    assert offer.tree.find(".//h1").text_content() == "You have a private copy of 09:00, begun on v1"
    assert "two providers" in offer.words
    page = Page(again.get(f"{EDIT}?copy=1"))
    assert (sent(page)["text"][FIRST], page.value("reason")) == (WORDS, "Two providers")
    assert "Private copy of 09:00." in page.words
    assert again.post(EDIT, data=sent(page, do="save", reason="Two providers")).status_code == 303
    assert texts(acting, case)[FIRST] == WORDS
    assert "private copy of" not in Page(again.get(EDIT)).words


def test_two_windows_of_one_person_do_not_write_over_one_another(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    first, second = Page(browser.get(EDIT)), Page(browser.get(EDIT))
    said = browser.post(f"{EDIT}/copy", json=autosaved(first, {FIRST: WORDS})).get_json()
    acting.later(minutes=1)
    refused = browser.post(f"{EDIT}/copy", json=autosaved(second, {LAST: WEEKS}))
    assert refused.status_code == 409
    assert "Another window of yours" in refused.get_json()["problem"]
    more = {**autosaved(first, {FIRST: TEN}), "known": said["known"], "numbers": True}
    said = browser.post(f"{EDIT}/copy", json=more).get_json()
    assert said["kept"] == "Private copy of 09:01."
    assert said["numbers"]["text"][more["blocks"][SUB][0]] == "(a)"
    assert sent(Page(browser.get(f"{EDIT}?copy=1")))["text"][FIRST] == TEN


def test_a_private_copy_is_put_away(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    keep(browser, {FIRST: WORDS})
    token = Page(browser.get(EDIT)).form("/edit/copy")
    assert browser.post(f"{EDIT}/copy", data={**token, "do": "away"}).headers["Location"] == EDIT
    page = Page(browser.get(EDIT))
    assert sent(page)["text"] == texts(acting, case)


def test_without_a_script_a_button_keeps_the_copy(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    kept = browser.post(EDIT, data=rewritten(Page(browser.get(EDIT)), {FIRST: WORDS}, do="keep"))
    assert kept.status_code == 303
    page = Page(browser.get(kept.headers["Location"]))
    assert sent(page)["text"][FIRST] == WORDS
    assert texts(acting, case)[FIRST] != WORDS


def test_another_language_beside_the_original_loses_nothing(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    there = browser.post(EDIT, data=rewritten(Page(browser.get(EDIT)), {FIRST: WORDS}, do="beside:ru"))
    russian = Page(browser.get(there.headers["Location"]))
    values = sent(russian, do="beside:ar")
    values["also"][FIRST] = "Рекомендует две организации;"
    arabic = Page(browser.get(browser.post(EDIT, data=values).headers["Location"]))
    assert sent(arabic)["beside"] == ["ar"]
    assert browser.post(EDIT, data=sent(arabic, do="save")).status_code == 303
    db.session.rollback()
    saved = acting.text_of(acting.case(case)).blocks[FIRST]
    assert dict(saved.texts) == {"en": WORDS, "ru": "Рекомендует две организации;"}


def test_nobody_else_sees_a_private_copy_nor_does_the_record(acting: Acting, case: Case) -> None:
    before = db.session.query(Entry).count()
    keep(acting.browser("expert.kz"), {FIRST: WORDS})
    other = acting.browser("expert.kg")
    for path in (EDIT, f"{EDIT}?copy=1", FILE, f"{FILE}/history"):
        page = Page(other.get(path))
        assert page.status == 200
        assert "two providers" not in page.source
        assert "private copy of" not in page.words
    assert db.session.query(Entry).count() == before
    assert acting.browser("focal.tj").post(f"{EDIT}/copy", json={"version": 1}).status_code in {403, 404}


def test_another_drafter_sees_that_somebody_is_editing_for_two_minutes(acting: Acting, case: Case) -> None:
    first, second = acting.browser("expert.kz"), acting.browser("expert.kg")
    assert first.post(f"{EDIT}/copy", json={"version": 1}).status_code == 200
    acting.later(minutes=1)
    assert "Expert, Kazakhstan is editing since 09:00" in Page(second.get(EDIT)).words
    said = second.post(f"{EDIT}/copy", json={"version": 1}).get_json()
    assert (said["kept"], said["others"]) == ("", ["Expert, Kazakhstan is editing since 09:00"])
    acting.later(minutes=3)
    assert "is editing since" not in Page(second.get(EDIT)).words


NO_TEXTS: tuple[Any, ...] = (
    [], {"blocks": []}, {"version": 7, "blocks": []}, {"version": "1", "blocks": []}, {"version": 1, "blocks": [["a"]]},
    {"version": 1, "blocks": [["aaaa", "operative", 5, None]]},
    {"version": 1, "blocks": [["aaaa", "operative", "x" * (LONGEST_BLOCK + 1), None]]},
    {"version": 1, "blocks": [[f"aaa{n}", "operative", "x", None] for n in range(MOST_BLOCKS + 1)]},
)  # fmt: skip


def test_what_is_no_text_is_not_kept(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    for data in NO_TEXTS:
        answer = browser.post(f"{EDIT}/copy", json=data)
        assert answer.status_code == 422, data
        assert answer.get_json()["problem"]
    assert "private copy of" not in Page(browser.get(EDIT)).words


def saved_meanwhile(acting: Acting, words: dict[int, str]) -> None:
    browser = acting.browser("expert.kg")
    page = Page(browser.get(EDIT))
    assert browser.post(EDIT, data=rewritten(page, words, do="save", reason="Mine")).status_code == 303


def test_what_fits_is_listed_and_saved_with_one_press(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    drawn = Page(browser.get(EDIT))
    saved_meanwhile(acting, {LAST: WEEKS})
    page = Page(browser.post(EDIT, data=rewritten(drawn, {FIRST: TEN}, do="save")))
    assert page.status == 409
    assert "Expert, Kyrgyzstan saved v2 at 09:00." in page.words
    assert "Both edits fit together." in page.words
    assert [row.text_content() for row in page.tree.xpath("//tbody/tr/td[last()]")] == ["You", "v2"]
    assert browser.post(EDIT, data=sent(page, do="save")).status_code == 303
    assert [texts(acting, case)[place] for place in (FIRST, LAST)] == [TEN, WEEKS]


def test_what_collides_is_decided_reading_by_reading(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    drawn = Page(browser.get(EDIT))
    saved_meanwhile(acting, {FIRST: NINE})
    page = Page(browser.post(EDIT, data=rewritten(drawn, {FIRST: TEN, LAST: WEEKS}, do="save")))
    assert page.status == 409
    choices = page.tree.xpath("//input[@type='radio']")
    assert [choice.get("value") for choice in choices] == ["mine", "theirs", "both"]
    assert not page.has("//input[@type='radio'][@checked]")
    refused = Page(browser.post(EDIT, data=sent(page, do="save")))
    assert refused.status == 422
    assert "Choose a reading, or write it afresh." in refused.words
    name = choices[0].get("name")
    assert browser.post(EDIT, data=sent(refused, do="save", **{name: "both"})).status_code == 303
    assert [texts(acting, case)[place] for place in (FIRST, LAST)] == [TEN.replace("ten", "[nine] [ten]"), WEEKS]


def test_a_third_version_meanwhile_asks_again_about_what_it_changed(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    drawn = Page(browser.get(EDIT))
    saved_meanwhile(acting, {FIRST: NINE, SUB: "the provider alone;"})
    mine = {FIRST: TEN, SUB: "the provider and somebody else;"}
    page = Page(browser.post(EDIT, data=rewritten(drawn, mine, do="save")))
    first, sub = page.tree.xpath("//input[@value='mine']/@name")
    saved_meanwhile(acting, {FIRST: TEN.replace("ten", "eight")})
    page = Page(browser.post(EDIT, data=sent(page, do="save", **{first: "theirs", sub: "mine"})))
    assert page.status == 409
    assert page.tree.xpath("//input[@type='radio'][@checked]/@name") == [sub]
    assert "eight" in page.words
    values = {first: "theirs", f"afresh-{sub.removeprefix('take-')}": "the provider and a deputy of his;"}
    assert browser.post(EDIT, data=sent(page, do="save", **values)).status_code == 303
    said = texts(acting, case)
    assert (said[FIRST], said[SUB]) == (TEN.replace("ten", "eight"), "the provider and a deputy of his;")
    assert acting.case(case).version == 4


def test_the_editor_goes_on_with_both_and_a_copy_meets_what_was_saved(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    keep(browser, {FIRST: TEN}, "Ten months")
    saved_meanwhile(acting, {FIRST: NINE})
    offer = Page(browser.get(EDIT))
    assert "v2 was saved since. When you continue, both are brought together." in offer.words
    page = Page(browser.get(f"{EDIT}?copy=1"))
    assert page.value("reason") == "Ten months"
    editor = Page(browser.post(EDIT, data=sent(page, do="editor")))
    assert (editor.status, sent(editor)["version"]) == (200, ["2"])
    assert sent(editor)["text"][FIRST] == TEN.replace("ten", "[nine] [ten]")


def test_a_copy_that_is_in_the_text_already_is_not_offered(acting: Acting, case: Case) -> None:
    browser = acting.browser("expert.kz")
    keep(browser, {FIRST: TEN})
    saved_meanwhile(acting, {FIRST: TEN, LAST: WEEKS})
    assert "private copy of" not in Page(browser.get(EDIT)).words


def test_while_a_text_is_locked_nobody_saves_and_private_copies_stay(acting: Acting, case: Case) -> None:
    browser, chair = acting.browser("expert.kz"), acting.browser("chair")
    form = Page(chair.get(f"{FILE}/lock")).form("/lock")
    assert Page(chair.post(f"{FILE}/lock", data={**form, "do": "lock", "reason": " "})).refusal("reason")
    form = Page(chair.get(f"{FILE}/lock")).form("/lock")
    assert chair.post(f"{FILE}/lock", data={**form, "do": "lock", "reason": "Read it whole"}).status_code == 303
    assert keep(browser, {FIRST: TEN}).status_code == 200
    page = Page(browser.get(f"{EDIT}?copy=1"))
    assert "The text is locked for a final reading." in page.words
    assert "Read it whole" in page.words
    refused = Page(browser.post(EDIT, data=sent(page, do="save")))
    assert refused.status == 409
    assert sent(refused)["text"][FIRST] == TEN
    assert browser.get(f"{FILE}/lock").status_code == 403
    form = Page(chair.get(f"{FILE}/lock")).form("/lock")
    assert chair.post(f"{FILE}/lock", data={**form, "do": "open"}).status_code == 303
    assert browser.post(EDIT, data=sent(refused, do="save")).status_code == 303
    history = Page(browser.get(f"{FILE}/history")).words
    assert "locked the text for a final reading" in history
    assert "opened the lock of the text" in history


def test_a_lock_on_another_version_and_a_second_lock_are_refused(acting: Acting, case: Case) -> None:
    chair = acting.browser("chair")
    drawn = Page(chair.get(f"{FILE}/lock")).form("/lock")
    saved_meanwhile(acting, {FIRST: NINE})
    page = Page(chair.post(f"{FILE}/lock", data={**drawn, "do": "lock", "reason": "Final"}))
    assert (page.status, acting.case(case).locked_at) == (409, None)
    lock = {**page.form("/lock"), "do": "lock", "reason": "Final"}
    assert chair.post(f"{FILE}/lock", data=lock).status_code == 303
    assert chair.post(f"{FILE}/lock", data={**lock, "token": "another"}).status_code == 409
    acting.do(locking_operations.fall, acting.case(case), by="chair")
    assert chair.post(f"{FILE}/lock", data={"do": "open"}).status_code == 409
