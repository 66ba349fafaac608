"""Many suggest changes of one paragraph, many comment at once, one reads last: nothing is unreadable, nothing is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect

from council_flow.discussion import operations as discussion
from council_flow.discussion.audience import Reader
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions import queries as suggesting_queries
from council_flow.recommendations.models import Case
from council_flow.text.blocks import with_block
from tests.factories.acting import Acting
from tests.journeys.serving import Site
from tests.journeys.steps import choose, fill, follow, press, region

pytestmark = pytest.mark.browser

FIRST = "*Recommends* that one provider stays with a child and a caregiver for at least six months;"
EXPERTS = ("kg", "tj", "tm", "uz", "iq", "jo", "lb", "ye")
EVERYTHING = Reader(None, frozenset({"council", "group"}))
MONTHS = ("nine months", "twelve months", "a year", "eighteen months", "nine months", "one school year", "two years",
          "nine months", "ten months")  # fmt: skip
"""What nine would have instead of "six months"; three of them the same."""
ELSEWHERE = (
    ("one provider", "one named provider"), ("stays", "remains"), ("a child", "every child"), ("a caregiver", "caregivers"),
    ("at least", "no less than"), ("and", "and, where there is one,"),
)  # fmt: skip
"""What others would have of other words."""


def suggest_many(acting: Acting, case: Case) -> None:
    """Suggest 24 changes of the first paragraph: to the same words, to others, after it, for all of it."""
    body = acting.text_of(case)
    key, third = body.operative()[0].key, body.operative()[2].key
    changes = [("six months", Suggestion("replace", words)) for words in MONTHS]
    changes += [(words, Suggestion("replace", other)) for words, other in ELSEWHERE]
    changes += [
        ("", Suggestion("insert", f"*Invites* States to report, reading {n};", "operative", key)) for n in range(4)
    ]
    changes += [
        ("", Suggestion("delete")),
        ("", Suggestion("move", after=third)),
        ("with a child", Suggestion("delete")),
    ]
    changes += [("", Suggestion("replace", f"*Asks* States for support that lasts, reading {n};")) for n in range(2)]
    for n, (quote, change) in enumerate(changes):
        by = f"expert.{EXPERTS[n % len(EXPERTS)]}"
        acting.do(discussion.post, case.id, key, f"Reason {n + 1}.", quote=quote, suggestion=change, by=by)


def suggest_one_more(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("link", name="Suggest other words for 1.").click()
    choose(page, "Other words")
    fill(page, "The words as they shall stand", FIRST.replace("for at", "without a break for at"))
    fill(page, "Reason", "Breaks are the harm.")
    press(page, "Show the change")
    expect(page.locator("#preview ins")).to_have_text("without a break")
    press(page, "Place the suggestion")
    expect(page.get_by_role("group", name="Comments on 1.").get_by_text("Breaks are the harm.")).to_be_visible()


def card(page: Page, number: int) -> Locator:
    return page.locator(f"#s-{number}")


def decide(page: Page, number: int, choice: str, response: str = "", words: str = "") -> None:
    one = card(page, number)
    one.get_by_role("radio", name=choice, exact=True).check()
    if words:
        one.get_by_label(re.compile("^Words taken in")).fill(words)
    if response:
        one.get_by_label("Response", exact=True).fill(response)


def test_25_suggestions_on_one_paragraph_are_read_and_decided_in_one_save(site: Site) -> None:
    case = site.acting.to_review()
    suggest_many(site.acting, case)
    suggest_one_more(site.signed_in("expert.jo"), case.path)
    page = site.signed_in("expert.kz")
    page.goto(case.path)
    follow(page, "25 suggestions")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    they_are_laid_over_one_another(page)
    they_are_decided(page)
    assert site.acting.case(case).version == 2
    the_version_names_whom_each_change_comes_from(page, case)
    the_others_are_carried_on(site, case)
    keys_lead_from_change_to_change(page, case)


def they_are_laid_over_one_another(page: Page) -> None:
    """The paragraph stands there once; every suggestion has its number in it, those that collide stand side by side."""
    laid = page.locator(".doc.laid")
    expect(laid).to_have_count(1)
    expect(laid.get_by_text("Recommends", exact=True)).to_have_count(1)
    called = page.locator(".calls a").all_inner_texts()
    assert {int(number) for number in called} == set(range(1, 26))
    expect(laid.locator("mark.clash").filter(has_text="six months")).to_have_count(1)
    readings = region(page, "The same words, several readings").filter(has=card(page, 1))
    for number in (1, 2, 3, 4, 6, 7, 9):
        expect(readings.locator(f"#s-{number}")).to_be_visible()
    expect(card(page, 1)).to_contain_text("Suggestions 1, 5 and 8, the same")
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.set_viewport_size({"width": 1440, "height": 900})


def they_are_decided(page: Page) -> None:
    decide(page, 1, "Put in brackets")
    decide(page, 2, "Put in brackets")
    decide(page, 10, "Adapt", "A name and a deputy.", "one named provider, or a deputy,")
    decide(page, 11, "Accept")
    decide(page, 12, "Decline", "The definition says so.")
    decide(page, 16, "Accept")
    result = region(page, "The result")
    expect(result).to_contain_text("remains")
    decide(page, 3, "Accept")
    expect(page.locator("[data-result]")).to_contain_text("stand in the same place")
    press(page, "Decide, and save as v2")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(card(page, 12).get_by_label("Response", exact=True)).to_have_value("The definition says so.")
    decide(page, 3, "Leave for now")
    press(page, "Decide, and save as v2")
    words = page.get_by_role("article").first
    expect(words).to_contain_text("one named provider, or a deputy, remains with a child and a caregiver for at least")
    expect(words).to_contain_text("at least [nine] [twelve] months")
    expect(words).to_contain_text("Invites States to report, reading 0;")


def the_version_names_whom_each_change_comes_from(page: Page, case: Case) -> None:
    page.goto(f"{case.path}/versions")
    sources = page.locator("#v2 .sources li")
    expect(sources).to_have_count(7)
    for number, state in ((1, "Kyrgyzstan"), (2, "Tajikistan"), (5, "Iraq"), (10, "Tajikistan"), (11, "Turkmenistan")):
        expect(sources.filter(has_text=re.compile(rf"\b{number}\b"))).to_contain_text(state)
    page.goto(f"{case.path}/blame")
    expect(page.get_by_role("main")).to_contain_text("Turkmenistan")


def the_others_are_carried_on(site: Site, case: Case) -> None:
    """None of them is lost: each is still open, on the words as they now stand, or asks its author to look again."""
    taken = {1, 2, 5, 8, 10, 11, 12, 16}
    site.acting.case(case)
    found = {one.number: one for one in suggesting_queries.present(case.id, EVERYTHING)}
    assert {number for number, one in found.items() if one.standing == "open"} == set(range(1, 26)) - taken
    assert all(found[number].needs_author for number in (3, 4, 6, 7, 9))
    author = site.signed_in("expert.jo")
    author.goto("/desk")
    author.get_by_role("link", name=re.compile("Look at your suggestion 6 again")).click()
    expect(author.get_by_text("The words of your suggestion have changed since.")).to_be_visible()


def keys_lead_from_change_to_change(page: Page, case: Case) -> None:
    page.goto("/profile")
    page.get_by_label(re.compile("^Keys for reading")).check()
    press(page, "Save")
    page.goto(f"{case.path}/compare?a=v1&b=v2")
    changes = page.locator(".redline .change")
    expect(changes).to_have_count(2)
    expect(changes.first.locator("ins").filter(has_text="remains")).to_be_visible()
    for key, at in (("n", 0), ("n", 1), ("n", 0), ("p", 1)):
        page.keyboard.press(key)
        expect(changes.nth(at)).to_be_focused()


# Comments kept privately, and whether a disposition answers.


def keep(page: Page, path: str, number: str, words: str) -> None:
    page.goto(path)
    page.get_by_role("link", name=f"Comment on {number}").click()
    fill(page, "Comment", words)
    press(page, "Keep privately")


def test_comments_kept_privately_are_released_at_once_and_their_author_says_what_is_still_open(site: Site) -> None:
    case = site.acting.to_consultation()
    author, drafter = site.signed_in("expert.jo"), site.signed_in("expert.kz")
    keep(author, case.path, "1.", "Winters are long.")
    keep(author, case.path, "3.", "Eight weeks are short.")
    expect(author.get_by_text("Only you see this").first).to_be_visible()
    drafter.goto(case.path)
    expect(drafter.get_by_text("Winters are long.")).to_have_count(0)
    author.goto(f"{case.path}/comments/held")
    press(author, "Release all 2 at once")
    drafter.goto(case.path)
    expect(drafter.get_by_role("group", name="Comments on 1.").get_by_text("Winters are long.")).to_be_visible()
    expect(drafter.get_by_role("group", name="Comments on 3.").get_by_text("Eight weeks are short.")).to_be_visible()

    site.acting.do(discussion.dispose, case.id, 1, "not_accepted", "Six is enough.", by="expert.kz")
    author.goto("/desk")
    author.get_by_role("link", name=re.compile("answers your comment 1")).click()
    choose(author, "No")
    fill(author, "What is still open", "In the mountains it is not.")
    press(author, "Record the answer")
    drafter.goto(case.path)
    expect(drafter.get_by_text("Not answered, says the author").first).to_be_visible()


# An older text, and a last reading.


def test_an_older_text_comes_back_and_a_lock_holds_until_it_is_opened(site: Site) -> None:
    case = site.acting.open_case()
    body = site.acting.text_of(case)
    first = body.operative()[0]
    site.acting.save(case, with_block(body, replace(first, texts={"en": "*Recommends* nothing;"})), reason="Too short")
    drafter, chair = site.signed_in("expert.kz"), site.signed_in("chair")
    drafter.goto(f"{case.path}/versions")
    drafter.get_by_role("link", name="Bring back v1").click()
    expect(drafter.get_by_role("article").locator("ins").first).to_be_visible()
    fill(drafter, "Reason for this version", "The longer text is better")
    press(drafter, "Save as v3")
    expect(drafter.get_by_text("The text of v1, brought back")).to_be_visible()
    assert site.acting.text_of(site.acting.case(case)) == body

    drafter.goto(f"{case.path}/edit")
    drafter.get_by_role("textbox", name="Operative 1., English").fill("*Recommends* a last word;")
    fill(drafter, "Reason for this version", "One word more")
    chair.goto(case.path)
    follow(chair, "Lock the text for a final reading")
    fill(chair, "Reason for the lock", "Read once more before the consultation.")
    press(chair, "Lock the text")
    press(drafter, "Save as v4")
    expect(drafter.get_by_role("alert")).to_contain_text("locked")
    expect(drafter.get_by_text("Read once more before the consultation.")).to_be_visible()
    expect(drafter.get_by_role("textbox", name="Operative 1., English")).to_have_value("*Recommends* a last word;")
    assert site.acting.case(case).version == 3
    follow(chair, "Open the lock")
    press(chair, "Open the lock")
    press(drafter, "Save as v4")
    expect(drafter.get_by_role("article").get_by_text("a last word;")).to_be_visible()
