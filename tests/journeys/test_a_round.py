"""A round of consultation with several people at once: a delegation among itself, a guest beside the States, the chair."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from council_flow.recommendations import operations as cases
from tests.journeys.serving import Site
from tests.journeys.steps import choose, fill, press

pytestmark = pytest.mark.browser

FILE = "/drafts/2026/L.1"
PATH = f"{FILE}/consultation"
FIRST, SECOND = "Nine months would be kept.", "And a deputy has to be named."


def test_a_delegation_agrees_among_itself_and_a_guest_is_heard_beside_the_states(site: Site) -> None:
    acting = site.acting
    case = acting.do(cases.open_case, "session", acting.body(), by="expert.uz", reason="Zero draft")
    acting.move(case, "open_consultation")
    key = acting.text_of(case).operative()[0].key
    chair, guest = site.signed_in("chair"), site.signed_in("partner")
    experts, focal = [site.signed_in(who) for who in ("expert.kz", "reviewer.kz")], site.signed_in("focal.kz")
    for page in (*experts, focal):
        page.set_viewport_size({"width": 390, "height": 844})
    for page, words in zip(experts, (FIRST, SECOND), strict=True):
        page.goto(f"{FILE}/comment?paragraph={key}")
        fill(page, "Comment", words)
        press(page, "Place the comment")
    chair.goto(f"{FILE}/comments")
    expect(chair.get_by_text(FIRST)).to_have_count(0)
    chair.goto(PATH)
    chair.get_by_role("link", name="Ask somebody else").click()
    chair.get_by_label("Institution").select_option(label="United Nations partner")
    press(chair, "Ask")
    guest.goto("/desk")
    guest.get_by_role("link", name="Answer for United Nations partner").first.click()
    choose(guest, "Agrees, with a comment")
    fill(guest, "Text of the answer", "A cross-reference would help.")
    press(guest, "Record the answer")
    focal.goto(PATH)
    for number in (1, 2):
        focal.get_by_label(f"Comment {number}, by:").check()
    press(focal, "Consolidate those chosen in other words")
    expect(focal.get_by_label("What the State says")).to_have_value(f"{FIRST}\n\n{SECOND}")
    fill(focal, "What the State says", "Kazakhstan asks for nine months and a deputy.")
    press(focal, "Say this for the State")
    focal.goto(PATH)
    choose(focal, "Agrees, with a comment")
    fill(focal, "Text of the answer", "See our comment on paragraph 1.")
    press(focal, "Record the answer")
    chair.goto(PATH)
    expect(chair.get_by_text("1 of 10 States")).to_be_visible()
    expect(chair.get_by_text("Asked beside the States: heard, not counted")).to_be_visible()
    chair.goto(f"{FILE}/comments")
    expect(chair.get_by_text("Kazakhstan asks for nine months and a deputy.")).to_be_visible()
    expect(chair.get_by_text(FIRST)).to_have_count(0)
    experts[0].goto(f"{FILE}/comments")
    expect(experts[0].get_by_text("Said for the State in comment 3.").first).to_be_visible()
