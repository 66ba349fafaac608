"""Several people adopt texts at once, each in a browser of their own: a roll call, a written vote on a phone, a consensus."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.adoption.test_procedures import to_consensus, to_roll_call, to_written
from tests.journeys.serving import Site
from tests.journeys.steps import choose, fill, press, row

pytestmark = pytest.mark.browser

PATH = "/drafts/2026/L.1/adoption"


def say_it(page: Page, position: str, words: str = "") -> None:
    """Record a position through the page that shows it first."""
    page.goto(PATH)
    choose(page, position)
    if words:
        fill(page, "Statement, text of the reservation, or reason", words)
    press(page, "Review and record")
    press(page, "Record the position")


def test_a_roll_call_is_corrected_declared_and_certified_by_two_chairs(site: Site) -> None:
    to_roll_call(site.acting)
    chair, vice = site.signed_in("chair"), site.signed_in("vice-chair")
    voices = {state: site.signed_in(f"focal.{state}") for state in ("kz", "kg", "tj", "uz")}
    chair.goto(PATH)
    fill(chair, "Proposal to the meeting", "That the decision be taken as it stands.")
    press(chair, "Put it to the meeting")
    for state, position in (("kz", "Yes"), ("kg", "Yes"), ("tj", "No"), ("uz", "Yes")):
        say_it(voices[state], position)
    expect(row(voices["tj"], "Tajikistan")).to_contain_text("No")
    say_it(voices["tj"], "Abstain")
    chair.goto(PATH)
    expect(chair.get_by_text("3 in favour, 0 against, 1 abstaining.")).to_be_visible()
    press(chair, "Declare the result")
    expect(chair.get_by_role("heading", name="Carried on")).to_be_visible()
    voices["kg"].goto(PATH)
    expect(voices["kg"].get_by_role("button", name="Review and record")).to_have_count(0)
    for page in (chair, vice):
        page.goto("/drafts/2026/L.1")
        press(page, "Certify the adoption")
    expect(
        vice.get_by_text("The file is now at the stage Adopted").or_(
            vice.get_by_role("button", name="Certify the adoption")
        )
    ).to_have_count(0)


def test_a_written_vote_on_a_phone_gives_a_voice_and_makes_a_statement(site: Site) -> None:
    to_written(site.acting)
    giver, holder = site.signed_in("focal.xa"), site.signed_in("focal.kg")
    for page in (giver, holder):
        page.set_viewport_size({"width": 390, "height": 844})
    giver.goto(PATH)
    giver.get_by_text("Give the voice of State A").click()
    giver.get_by_label("State that holds the voice").select_option(label="Kyrgyzstan")
    giver.get_by_label("Until the end of").fill((site.acting.now.date().replace(day=28)).isoformat())
    fill(giver, "In writing", "We give our voice on this text.")
    press(giver, "Give the voice")
    holder.goto(PATH)
    holder.get_by_label("State", exact=True).select_option(label="State A")
    choose(holder, "Agree")
    press(holder, "Review and record")
    press(holder, "Record the position")
    expect(holder.get_by_text("Taken by Kyrgyzstan, which holds the voice")).to_be_visible()
    holder.get_by_role("link", name="Make a statement").click()
    choose(holder, "Explanation of position")
    holder.get_by_label("Statement", exact=True).fill("We act on it at once.")
    press(holder, "Record the statement")
    expect(holder.get_by_text("We act on it at once.")).to_be_visible()


def test_an_objection_in_a_meeting_is_met_before_the_gavel(site: Site) -> None:
    to_consensus(site.acting)
    chair, objecting = site.signed_in("chair"), site.signed_in("focal.xa")
    for state in ("kz", "kg"):
        say_it(site.signed_in(f"focal.{state}"), "Join and say so")
    say_it(objecting, "Object", "Paragraph 1 names one provider.")
    chair.goto(PATH)
    expect(chair.get_by_text("1 State objects; one is enough.")).to_be_visible()
    say_it(objecting, "Join, with a reservation", "On paragraph 1.")
    chair.goto(PATH)
    fill(chair, "Proposal to the meeting", "That the text be adopted without a vote.")
    press(chair, "Put it to the meeting")
    press(chair, "Declare the result")
    expect(chair.get_by_role("heading", name="Carried on")).to_be_visible()
