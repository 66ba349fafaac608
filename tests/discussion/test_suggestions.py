"""Suggested changes, from the expert who makes them to the version that takes them in."""

from __future__ import annotations

import pytest

from council_flow.discussion.audience import Reader
from council_flow.discussion.suggestions import queries as suggesting_queries
from council_flow.discussion.suggestions.suggested import Suggested
from council_flow.errors import Expected
from council_flow.recommendations.models import Case
from council_flow.text import locking_operations as locking
from council_flow.text import queries as texts
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
WORDS = "*Recommends* that one provider stays with a child and a caregiver for at least six months;"
COUNCIL = Reader(None, frozenset({"council", "group"}))


@pytest.fixture
def review(acting: Acting) -> Case:
    """A file in review: experts suggest, the drafter writes the text and gives dispositions."""
    return acting.to_review()


def key(acting: Acting, case: Case, words: str = "six months") -> str:
    return next(block.key for block in acting.text_of(case).blocks if words in block.texts["en"])


def suggest(acting: Acting, case: Case, by: str = "expert.jo", on: str = "six months", **fields: str) -> Page:
    sent = {"paragraph": key(acting, case, on), "act": "replace", "text": "Figures show it.", "do": "post", **fields}
    return Page(acting.browser(by).post(f"{FILE}/suggest", data=sent))


def months(acting: Acting, case: Case, words: str, by: str = "expert.jo", **fields: str) -> Page:
    return suggest(acting, case, by, proposed=WORDS.replace("six months", words), **fields)


def one(acting: Acting, case: Case, number: int) -> Suggested:
    acting.case(case)
    return suggesting_queries.one(case.id, number, COUNCIL)


def decide(acting: Acting, by: str = "expert.kz", **fields: str) -> Page:
    sent = {"do": "save", **{name.replace("_", "-"): value for name, value in fields.items()}}
    return Page(acting.browser(by).post(f"{FILE}/suggestions", data=sent))


def text(acting: Acting, case: Case, words: str = "one provider") -> str:
    return next(block.texts["en"] for block in acting.text_of(acting.case(case)).blocks if words in block.texts["en"])


def test_a_suggestion_keeps_the_smallest_passage_and_is_discussed_like_a_comment(acting: Acting, review: Case) -> None:
    shown = Page(acting.browser("expert.jo").get(f"{FILE}/suggest?paragraph={key(acting, review)}"))
    assert shown.value("proposed") == WORDS
    preview = months(acting, review, "nine months", do="show")
    assert preview.status == 200 and preview.has("//*[@id='preview']//del[.='six']/following-sibling::ins[.='nine']")
    assert acting.case(review).comments == 0
    assert months(acting, review, "nine months").status == 303
    found = one(acting, review, 1)
    assert (found.act, found.quote, found.proposed, found.on_behalf) == ("replace", "six", "nine", False)
    assert "Suggest" in acting.browser("chair").get(f"{FILE}/history").get_data(as_text=True) or found.number == 1
    assert months(acting, review, "six months").refusal("proposed").startswith("These are the words as they stand")


def test_a_person_suggests_for_the_state_that_named_them(acting: Acting, review: Case) -> None:
    months(acting, review, "nine months", on_behalf="state")
    assert one(acting, review, 1).on_behalf
    assert (
        "For Jordan"
        in Page(acting.browser("expert.kz").get(f"{FILE}/suggestions?paragraph={key(acting, review)}")).words
    )


def test_words_that_were_selected_are_exchanged_or_deleted(acting: Acting, review: Case) -> None:
    suggest(acting, review, quote="at least six months", proposed="a year", start="60")
    suggest(acting, review, quote="at least ", act="delete")
    first, second = one(acting, review, 1), one(acting, review, 2)
    assert (first.quote, first.proposed, second.quote, second.act) == (
        "at least six months",
        "a year",
        "at least",
        "delete",
    )
    gone = suggest(acting, review, quote="at most", proposed="a year")
    assert gone.status == 422 and "do not stand in the paragraph" in gone.source


def test_whom_the_stage_lets_not_suggest_is_refused(acting: Acting, review: Case) -> None:
    assert months(acting, review, "nine months", by="chair").status == 403
    where = key(acting, review)
    assert acting.browser("focal.jo").get(f"{FILE}/suggest?paragraph={where}").status_code == 403


def test_the_drafter_accepts_adapts_and_declines_in_one_version_that_names_each(acting: Acting, review: Case) -> None:
    months(acting, review, "nine months")
    suggest(acting, review, "expert.kg", proposed=WORDS.replace("one provider", "the same provider"))
    suggest(acting, review, "expert.tj", proposed=WORDS.replace("a caregiver", "every caregiver"))
    where, before = key(acting, review), acting.case(review).version
    chosen = {
        "paragraph": where, "n_1": "1", "choice_1": "accept", "n_2": "2", "choice_2": "adapt", "words_2": "one named",
        "response_2": "A name is enough.", "n_3": "3", "choice_3": "decline", "response_3": "Settled in paragraph 2.",
    }  # fmt: skip
    reader = Page(acting.browser("chair").get(f"{FILE}/suggestions?paragraph={where}"))
    assert "3 suggestions" in reader.words and not reader.has("//input[starts-with(@name, 'choice')]")
    shown = decide(acting, **{**chosen, "do": "show"})
    assert (
        shown.has("//section[.//h2='The result']//ins[contains(., 'nine')]") and acting.case(review).version == before
    )
    assert "Suggestions 1 and 2: Paragraph 1" in shown.words
    sent = {"do": "show", "n-1": "1", "choice-1": "accept"}
    part = acting.browser("expert.kz").post(f"{FILE}/suggestions", data=sent, headers={"X-Requested-With": "fetch"})
    assert "<ins>nine</ins>" in part.get_data(as_text=True) and "<main" not in part.get_data(as_text=True)
    assert decide(acting, **chosen).status == 303
    assert "that one named provider stays" in text(acting, review, "Recommends* that one")
    version = texts.current(review.id, acting.case(review).version)
    assert version.number == before + 1 and version.reason == "Suggestions 1 and 2: Paragraph 1"
    assert [(source["comment"], source["adapted"]) for source in version.sources] == [(1, False), (2, True)]
    dispositions = [(one(acting, review, n).disposition, one(acting, review, n).taken_in) for n in (1, 2, 3)]
    assert dispositions == [
        ("accepted", before + 1), ("accepted_in_part", before + 1), ("not_accepted", None),
    ]  # fmt: skip
    assert acting.case(review).open_comments == 0


def test_what_collides_is_refused_together_with_every_choice_kept_and_goes_into_brackets(
    acting: Acting, review: Case
) -> None:
    months(acting, review, "nine months")
    months(acting, review, "twelve months", "expert.kg")
    months(acting, review, "nine months", "expert.tj")
    where, before = key(acting, review), acting.case(review).version
    page = Page(acting.browser("expert.kz").get(f"{FILE}/suggestions?paragraph={where}"))
    assert "Suggestions 1 and 3, the same" in page.words
    assert page.has("//mark[@class='clash' and .='six']") and page.has("//*[@id='s-2']//a[@href='#s-1']")
    both = decide(acting, paragraph=where, n_1="1,3", choice_1="accept", n_2="2", choice_2="accept", response_2="Good.")
    assert both.status == 422 and "change the same words" in both.words
    assert both.value("response-2") == "Good." and both.value("choice-1") == "accept"
    assert acting.case(review).version == before and acting.case(review).open_comments == 3
    decide(acting, paragraph=where, n_1="1,3", choice_1="brackets", n_2="2", choice_2="brackets")
    assert "for at least [nine] [twelve] months" in text(acting, review)
    assert one(acting, review, 3).response == "Put in brackets as an alternative."


def test_a_response_that_is_missing_is_asked_for_beside_its_suggestion(acting: Acting, review: Case) -> None:
    months(acting, review, "nine months")
    page = decide(acting, paragraph=key(acting, review), n_1="1", choice_1="decline")
    assert page.status == 422 and "this disposition says why" in page.refusal("response-1")
    assert decide(acting, by="expert.jo", n_1="1", choice_1="accept").status == 403


def test_a_version_saved_meanwhile_loses_no_choice_and_asks_the_author_whose_words_changed(
    acting: Acting, review: Case
) -> None:
    months(acting, review, "nine months")
    suggest(acting, review, "expert.kg", proposed=WORDS.replace("one provider", "the same provider"))
    where, drawn = key(acting, review), acting.case(review).version
    body = acting.text_of(review)
    blocks = [
        block if block.key != where else type(block)(
            block.key, block.kind, block.level, {"en": WORDS.replace("six months", "ten weeks")}, block.sources
        )
        for block in body.blocks
    ]  # fmt: skip
    acting.save(review, type(body)(body.original, tuple(blocks)))
    page = decide(acting, paragraph=where, version=str(drawn), n_2="2", choice_2="accept", response_2="Good.")
    assert page.status == 409 and page.value("choice-2") == "accept" and page.value("response-2") == "Good."
    assert "These need their authors" in page.words and one(acting, review, 1).needs_author
    assert decide(acting, paragraph=where, n_1="1", choice_1="accept").status == 409
    assert "Look at your suggestion 1 again" in Page(acting.browser("expert.jo").get("/desk")).words
    again = Page(acting.browser("expert.jo").get(f"{FILE}/comments/1/suggest"))
    assert "have changed since" in again.words
    sent = {
        "paragraph": where,
        "act": "replace",
        "proposed": WORDS.replace("six", "nine"),
        "text": "Still.",
        "do": "post",
    }
    assert acting.browser("expert.kg").post(f"{FILE}/comments/1/suggest", data=sent).status_code == 403
    assert acting.browser("expert.jo").post(f"{FILE}/comments/1/suggest", data=sent).status_code == 303
    renewed = one(acting, review, 1)
    assert (renewed.needs_author, renewed.quote, renewed.text) == (False, "ten weeks", "Still.")
    assert decide(acting, paragraph=where, n_1="1,2", choice_1="accept").status == 303
    assert "the same provider stays with a child and a caregiver for at least nine months" in text(
        acting, review, "same"
    )


def test_what_is_accepted_while_the_text_is_not_written_is_taken_in_later(acting: Acting) -> None:
    case = acting.to_consultation()
    months(acting, case, "nine months")
    months(acting, case, "twelve months", "expert.kg")
    suggest(acting, case, "expert.tj", act="insert", fresh="*Requests* a report.", proposed_kind="operative")
    where, before = key(acting, case), acting.case(case).version
    assert decide(acting, paragraph=where, n_1="1", choice_1="adapt", words_1="ten", response_1="Ten.").status == 303
    assert decide(acting, n_2="2", choice_2="accept").status == 422
    held = Page(acting.browser("expert.kz").get(f"{FILE}/suggestions?paragraph={where}"))
    assert "1 accepted suggestion is not in the text yet" in held.words and held.has("//ins[.='ten']")
    assert decide(acting, n_3="3", choice_3="accept").status == 303
    assert acting.case(case).version == before
    page = Page(acting.browser("expert.kz").get(f"{FILE}/suggestions"))
    assert "2 accepted suggestions are not in the text yet" in page.words and not page.has("//input[@name='number']")
    refused = acting.browser("expert.kz").post(f"{FILE}/suggestions/take-in", data={"number": ["1", "3"]})
    assert refused.status_code == 409
    acting.move(case, "return_to_draft", reason="To write it.")
    assert "Take 2 accepted suggestions into the text" in Page(acting.browser("expert.kz").get("/desk")).words
    acting.browser("expert.kz").post(f"{FILE}/suggestions/take-in", data={"number": ["1", "3"]})
    assert "at least ten months" in text(acting, case) and text(acting, case, "Requests") == "*Requests* a report."
    assert [one(acting, case, n).taken_in for n in (1, 2, 3)] == [before + 1, None, before + 1]


def test_one_press_accepts_what_does_not_collide_in_the_whole_text(acting: Acting, review: Case) -> None:
    months(acting, review, "nine months")
    months(acting, review, "twelve months", "expert.kg")
    suggest(acting, review, "expert.tj", proposed=WORDS.replace("one provider", "the same provider"))
    suggest(acting, review, "expert.tj", on="eight weeks", act="delete")
    browser = acting.browser("expert.kz")
    page = Page(browser.get(f"{FILE}/suggestions"))
    form = page.form("/suggestions")
    assert browser.post(f"{FILE}/suggestions", data={**form, "do": "save"}).status_code == 303
    assert [one(acting, review, n).disposition for n in (1, 2, 3, 4)] == [None, None, "accepted", "accepted"]
    assert "the same provider" in text(acting, review, "same") and "six months" in text(acting, review, "same")
    assert not any("eight weeks" in block.texts["en"] for block in acting.text_of(review).blocks)


def test_twenty_five_on_one_paragraph_through_the_pages(acting: Acting, review: Case) -> None:
    experts = ("expert.jo", "expert.kg", "expert.tj", "expert.uz", "expert.iq")
    others = [("six", "nine"), ("one provider", "the same provider"), ("a caregiver", "every caregiver"), ("six", "twelve"),
              ("at least", "no less than")]  # fmt: skip
    for n in range(20):
        before, after = others[n % 5]
        suggest(acting, review, experts[n // 4], proposed=WORDS.replace(before, after))
    for n in range(3):
        suggest(acting, review, experts[n], act="insert", fresh=f"*Requests* report {n};", proposed_kind="operative")
    suggest(acting, review, act="delete")
    suggest(acting, review, proposed="*Decides* that States agree once a year on what help each family is given.")
    where = key(acting, review)
    page = Page(acting.browser("expert.kz").get(f"{FILE}/suggestions?paragraph={where}"))
    assert "25 suggestions" in page.words
    assert sorted(
        int(n) for raw in page.tree.xpath("//input[starts-with(@name, 'n-')]/@value") for n in raw.split(",")
    ) == list(range(1, 26))
    sent = {name: value for name, value in page.form("/suggestions").items() if value is not None}
    for n, choice in (
        (2, "accept"),
        (3, "accept"),
        (21, "accept"),
        (1, "brackets"),
        (4, "brackets"),
        (24, "decline"),
        (25, "decline"),
    ):
        sent |= {f"choice-{n}": choice, f"response-{n}": "Considered."}
    assert acting.browser("expert.kz").post(f"{FILE}/suggestions", data={**sent, "do": "save"}).status_code == 303
    assert text(acting, review, "same provider") == (
        "*Recommends* that the same provider stays with a child and every caregiver for at least [nine] [twelve] months;"
    )
    left = {one.number for one in suggesting_queries.present(review.id, COUNCIL)}
    assert left == {5, 10, 15, 20, 22, 23}
    assert not any(one.needs_author for one in suggesting_queries.present(review.id, COUNCIL))


def test_while_the_text_is_locked_decisions_are_kept_and_nothing_is_saved(acting: Acting, review: Case) -> None:
    months(acting, review, "nine months")
    acting.do(locking.lock, review.id, "For the final reading.", by="chair", expected=Expected())
    before = acting.case(review).version
    assert decide(acting, n_1="1", choice_1="accept").status == 303
    assert (acting.case(review).version, one(acting, review, 1).waits) == (before, True)
    refused = acting.browser("expert.kz").post(f"{FILE}/suggestions/take-in", data={"number": "1"})
    assert refused.status_code == 409
    assert months(acting, review, "ten months").status == 409
