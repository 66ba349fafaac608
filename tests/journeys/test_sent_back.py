"""A case that is sent back is changed and comes through all the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from council_flow.people import assignments_operations as assignments
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from tests.factories.acting import TEXT, Acting
from tests.journeys.serving import Site
from tests.journeys.steps import button, fill, follow, move_on, press, stage

pytestmark = pytest.mark.browser

REVIEWERS = ("kg", "tj")
REASON = "Paragraph 3 has to say who reviews the plan."
BEFORE = "Encourages States to review each plan every eight weeks."
AFTER = "Encourages States to let provider and caregiver review each plan every eight weeks."


def test_a_case_returned_from_review_is_changed_and_comes_through_to_publication(site: Site) -> None:
    drafter, chair = site.person("expert.kz"), site.person("chair")
    path = pasted(drafter)
    case = cases.find(2026, 1)
    to_review(site.acting, case)
    named(site.acting, case)
    site.acting.opine(case, "kg", "ready_after_changes")
    sent_back_with_a_reason(chair, path)
    changed(drafter, path)
    to_review(site.acting, case)
    the_earlier_opinion_is_on_the_earlier_text(chair, path)
    to_adoption(site.acting, case)
    published(site, case, path)


def pasted(page: Page) -> str:
    """Open a case with a text from elsewhere, as it was understood; return its path."""
    page.goto("/drafts/new")
    fill(page, "Text", TEXT)
    page.get_by_role("button", name="Show what was understood").last.click()
    expect(page.get_by_label("Kind of block 9", exact=True)).to_have_value("operative")
    expect(page.get_by_label("Kind of block 7", exact=True)).to_have_value("subparagraph-1")
    press(page, "Open the file")
    page.wait_for_url("**/drafts/2026/L.1/edit")
    return "/drafts/2026/L.1"


def to_review(acting: Acting, case: Case) -> None:
    acting.move(case, "open_consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")


def named(acting: Acting, case: Case) -> None:
    for state in REVIEWERS:
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")


def sent_back_with_a_reason(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_text("Other moves").click()
    follow(page, "Return to the drafter")
    press(page, "Return to the drafter")
    expect(page.get_by_role("alert")).to_be_visible()
    stage(page, "Expert review")
    fill(page, "Reason", REASON)
    press(page, "Return to the drafter")
    stage(page, "Draft")


def changed(page: Page, path: str) -> None:
    """The drafter finds the reason in the history and changes the text."""
    page.goto(f"{path}/history")
    expect(page.locator("ol.record").get_by_text(REASON).first).to_be_visible()
    page.goto(f"{path}/edit")
    page.get_by_role("textbox", name="Operative 3., English").fill(AFTER)
    fill(page, "Reason for this version", "Who reviews the plan")
    press(page, "Save as v2")
    expect(page.get_by_role("article").get_by_text(AFTER)).to_be_visible()


def the_earlier_opinion_is_on_the_earlier_text(page: Page, path: str) -> None:
    page.goto(f"{path}/review")
    expect(page.get_by_role("row").filter(has_text="Kyrgyzstan")).to_contain_text("The text has changed since")
    page.goto(path)
    expect(button(page, "Conclude the review")).to_have_attribute("aria-disabled", "true")


def to_adoption(acting: Acting, case: Case) -> None:
    for state in REVIEWERS:
        acting.opine(case, state)
    acting.move(case, "conclude_review")
    acting.find_all(case)
    acting.move(case, "open_adoption")
    acting.to_close(case)
    acting.move(case, "adopt", by="chair")
    acting.move(case, "adopt", by="vice-chair")
    acting.print_out()


def published(site: Site, case: Case, path: str) -> None:
    move_on(site.person("secretariat"), path, "Publish", "Published")
    public = site.visitor().new_page()
    public.goto("/register/2026/1")
    expect(public.get_by_text(AFTER)).to_be_visible()
    expect(public.get_by_text(BEFORE)).to_have_count(0)
    expect(public.get_by_role("heading", name="Authentic")).to_be_visible()
