"""The main path: six people bring a case from an empty draft to a published PDF that anybody can verify."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from council_flow.consultation import operations as consultation
from council_flow.errors import Expected
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from tests.journeys.serving import Site
from tests.journeys.steps import button, choose, fill, follow, move_on, press, region, row, select_words, stage

pytestmark = pytest.mark.browser

TITLE = "One case worker for each family"
PARAGRAPHS = (
    "*Recalling* resolution 2396 (2017), paragraph 31,",
    "*Recommends* that one case worker stays with a family for six months;",
    "*Encourages* States to review each plan every eight weeks.",
)
SIX, NINE = "six months", "nine months"
REMARK = "Nine months would cover a whole school year."
REPLY = "The school year is a good measure; we look into it."
RESPONSE = "Nine months it is, from the next version on."
OTHERS = ("kg", "tj", "tm", "uz", "iq", "jo", "lb", "ye")
REVIEWERS = ("Tajikistan", "Kyrgyzstan", "Uzbekistan")
REASONS = "The text is clear, and States can carry it out."
RESERVATION = "Kazakhstan applies paragraph 2 within its federal programmes."
STEPS = (
    "Expert, Kazakhstan opened the file REC/2026/L.1.",
    "Expert, Kazakhstan saved v3.",
    "Chair, Uzbekistan: Open the consultation. The file is now at the stage Consultation.",
    "Focal point, Kazakhstan commented on Paragraph 1: comment 1.",
    "Expert, Kazakhstan replied to comment 1.",
    "Expert, Kazakhstan gave comment 1 a disposition: Accepted.",
    "Focal point, Kazakhstan answered for Kazakhstan: Agrees, with a comment.",
    "Round 1 of the consultation was closed; States that answered: 9.",
    "Chair, Uzbekistan: Open the expert review. The file is now at the stage Expert review.",
    "Secretariat assigned Expert, Tajikistan to this file: Reviewer",
    "Expert, Tajikistan declared to have no interest in this file.",
    "Expert, Tajikistan gave an opinion on v3.",
    "Chair, Uzbekistan: Conclude the review. The file is now at the stage Alignment check.",
    "Secretariat made a finding on paragraph 1.",
    "Chair, Uzbekistan: Open the adoption. The file is now at the stage Adoption.",
    "Focal point, Kazakhstan recorded the position of Kazakhstan.",
    "The silence ended without an objection: the text is carried.",
    "Chair, Uzbekistan approved: Certify the adoption. Approvals: 1 of 2.",
    "Chair, Kazakhstan: Certify the adoption. The file is now at the stage Adopted.",
    "The PDF of REC/2026/1 was prepared (en).",
    "Secretariat: Publish. The file is now at the stage Published.",
)


class Council:
    """The six people, each in a browser of their own, and where their case stands."""

    def __init__(self, site: Site) -> None:
        self.site, self.path = site, ""
        self.drafter, self.focal = site.person("expert.kz"), site.person("focal.kz")
        self.reviewer, self.secretariat = site.person("reviewer.tj"), site.person("secretariat")
        self.chair, self.vice_chair = site.person("chair"), site.person("vice-chair")

    @property
    def case(self) -> Case:
        """The case as it now is."""
        self.site.acting  # noqa: B018 - begins a new reading
        _, _, year, number = self.path.split("/")
        return cases.find(int(year), int(number.removeprefix("L.")))

    def wait_until_it_closes(self) -> None:
        """Let the time of the stage run out, and the worker notice."""
        closes = self.case.closes_at
        assert closes is not None
        self.site.app.extensions["clock"].fixed = closes + timedelta(minutes=1)
        self.site.work()


def test_six_people_bring_an_empty_draft_to_a_published_pdf_that_anybody_can_verify(site: Site, tmp_path: Path) -> None:
    council = Council(site)
    an_empty_draft_is_opened_and_written(council)
    a_second_version_is_compared_with_the_first(council)
    words_are_commented_on_and_get_a_disposition(council)
    states_answer_until_the_time_has_run(council)
    reviewers_are_named_and_give_opinions(council)
    findings_name_the_provisions_they_rest_on(council)
    the_silence_runs_out_and_two_chairs_certify(council)
    public = the_secretariat_publishes(council)
    pdf = anybody_downloads_the_pdf(public, tmp_path)
    anybody_verifies_it(public, pdf)
    the_history_names_every_step(council)
    the_record_is_whole(site)
    assert pdf.read_bytes().startswith(b"%PDF-")


def an_empty_draft_is_opened_and_written(council: Council) -> None:
    page = council.drafter
    page.goto("/drafts")
    follow(page, "New draft")
    fill(page, "Title", TITLE)
    press(page, "Open the file")
    page.wait_for_url("**/edit")
    council.path = page.url.removeprefix(council.site.url).removesuffix("/edit")

    page.get_by_role("textbox", name="Title, English").press("End")
    for words in PARAGRAPHS:  # Enter makes the next block and goes there
        page.keyboard.press("Enter")
        page.keyboard.type(words)
    page.get_by_label("Kind of").nth(1).select_option("Preambular")
    fill(page, "Reason for this version", "The first full text")
    press(page, "Save as v2")
    expect(page.get_by_role("article").get_by_text("that one case worker stays")).to_be_visible()


def a_second_version_is_compared_with_the_first(council: Council) -> None:
    """The text changes by one word between two versions; the comparison marks it and nothing else."""
    page = council.drafter
    follow(page, "Edit the text")
    block = page.get_by_role("textbox", name="Operative 1., English")
    block.fill(PARAGRAPHS[1].replace("a family", "each family"))
    fill(page, "Reason for this version", "Each family, not one")
    press(page, "Save as v3")
    follow(page, "Versions 3")
    page.goto(f"{council.path}/compare?a=v2&b=v3")
    redline = page.get_by_role("article")
    expect(redline.locator("del")).to_have_text(["a"])
    expect(redline.locator("ins")).to_have_text(["each"])


def words_are_commented_on_and_get_a_disposition(council: Council) -> None:
    move_on(council.chair, council.path, "Open the consultation", "Consultation")
    focal, drafter = council.focal, council.drafter
    focal.goto(council.path)
    select_words(focal, SIX)
    follow(focal, "Comment on this passage")
    expect(focal.get_by_label("Words it concerns")).to_have_value(SIX)
    fill(focal, "Comment", REMARK)
    press(focal, "Place the comment")
    expect(comments_on_first(focal).locator("blockquote")).to_have_text(SIX)

    drafter.goto(council.path)
    comments_on_first(drafter).get_by_role("link", name="Reply").click()
    fill(drafter, "Your reply", REPLY)
    press(drafter, "Reply")
    expect(comments_on_first(drafter).get_by_text(REPLY)).to_be_visible()
    comments_on_first(drafter).get_by_role("link", name="Give a disposition").click()
    choose(drafter, "Accepted")
    fill(drafter, "Response", RESPONSE)
    press(drafter, "Record the disposition")
    drafter.goto(f"{council.path}/comments")
    row = drafter.get_by_role("row").filter(has_text=REMARK)
    expect(row).to_contain_text("Accepted")
    expect(row).to_contain_text(RESPONSE)


def comments_on_first(page: Page) -> Locator:
    """Return the comments beside the first operative paragraph."""
    return page.get_by_role("group", name="Comments on 1.")


def states_answer_until_the_time_has_run(council: Council) -> None:
    focal, site = council.focal, council.site
    focal.goto(f"{council.path}/consultation")
    choose(focal, "Agrees, with a comment")
    fill(focal, "Text of the answer", "Our remark stands beside paragraph 1.")
    press(focal, "Record the answer")
    expect(row(focal, "Kazakhstan")).not_to_contain_text("Awaited")
    expect(row(focal, "Tajikistan")).to_contain_text("Awaited")
    for state in OTHERS:
        site.acting.do(consultation.answer, council.case.id, "agrees", "", by=f"focal.{state}", expected=Expected())

    council.chair.goto(council.path)
    expect(button(council.chair, "Open the expert review")).to_have_attribute("aria-disabled", "true")
    council.wait_until_it_closes()
    move_on(council.chair, council.path, "Open the expert review", "Expert review")


def reviewers_are_named_and_give_opinions(council: Council) -> None:
    page, reviewer = council.secretariat, council.reviewer
    for state in REVIEWERS:
        page.goto(f"{council.path}/people")
        page.get_by_label("Role").select_option("Reviewer")
        person = page.get_by_role("option", name=f"Expert, {state} (Second expert)")
        page.locator("select[name=account]").select_option(label=person.inner_text())
        press(page, "Assign")
        expect(row(page, f"Expert, {state}")).to_contain_text("Reviewer")

    reviewer.goto(f"{council.path}/review")
    choose(reviewer, "No interest")
    press(reviewer, "Record the declaration")
    choose(reviewer, "Ready")
    fill(reviewer, "Reasons", REASONS)
    press(reviewer, "Give the opinion")
    expect(row(reviewer, "Expert, Tajikistan")).to_contain_text("Ready")
    expect(reviewer.get_by_text(REASONS).first).to_be_visible()
    council.chair.goto(council.path)
    expect(button(council.chair, "Conclude the review")).to_have_attribute("aria-disabled", "true")
    council.site.acting.opine(council.case, "kg")
    move_on(council.chair, council.path, "Conclude the review", "Alignment check")


def findings_name_the_provisions_they_rest_on(council: Council) -> None:
    page = council.secretariat
    for number, grade in (("1", "In full"), ("2", "Not related")):
        page.goto(f"{council.path}/alignment")
        follow(page, f"Paragraph {number}")
        if grade == "In full":
            page.get_by_label("Another provision").select_option(value="prr-broad")
        press(page, "Choose")
        choose(page, grade)
        page.get_by_label("Reason", exact=True).fill(f"Paragraph {number} was read beside the guidance.")
        press(page, "Record the finding")
        expect(page.get_by_text(f"Paragraph {number} was read beside the guidance.")).to_be_visible()
    page.goto(f"{council.path}/alignment")
    matrix = page.get_by_role("region", name="Paragraphs and instruments, scrolls sideways")
    expect(matrix.get_by_role("img", name="In full")).to_have_count(1)
    move_on(council.chair, council.path, "Open the adoption", "Adoption")


def the_silence_runs_out_and_two_chairs_certify(council: Council) -> None:
    focal = council.focal
    focal.goto(f"{council.path}/adoption")
    choose(focal, "Join, with a reservation")
    fill(focal, "Statement, text of the reservation, or reason", RESERVATION)
    press(focal, "Review and record")
    expect(focal.get_by_role("heading", name="The position to be recorded").last).to_be_visible()
    expect(row(focal, "Kazakhstan")).to_have_count(0)
    press(focal, "Record the position")
    expect(row(focal, "Kazakhstan")).to_contain_text(RESERVATION)

    council.wait_until_it_closes()
    council.chair.goto(council.path)
    press(council.chair, "Certify the adoption")
    expect(council.chair.get_by_text("Approvals: 1 of 2, by different persons.")).to_be_visible()
    stage(council.chair, "Adoption")
    move_on(council.vice_chair, council.path, "Certify the adoption", "Adopted")


def the_secretariat_publishes(council: Council) -> Page:
    """Publish, and return the public page as somebody without an account sees it."""
    council.site.work()
    move_on(council.secretariat, council.path, "Publish", "Published")
    public = council.site.visitor().new_page()
    public.goto("/")
    follow(public, TITLE)
    expect(public.get_by_role("heading", name="Authentic")).to_be_visible()
    expect(public.get_by_text(RESERVATION)).to_be_visible()
    return public


def anybody_downloads_the_pdf(public: Page, folder: Path) -> Path:
    with public.expect_download() as downloading:
        # With Alt the browser saves what it would show.
        region(public, "Download").get_by_role("link", name="English").click(modifiers=["Alt"])
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    return path


def anybody_verifies_it(public: Page, issued: Path) -> None:
    follow(public, "Verify a paper or PDF copy")
    public.wait_for_url(re.compile(r"/verify/\w{4}-\w{4}-\w{4}$"))
    public.get_by_label("PDF to compare").set_input_files(issued)
    press(public, "Compare with what was issued")
    expect(public.get_by_role("status")).to_contain_text("This file is, byte for byte, what the council issued as")

    changed = issued.with_name("changed.pdf")
    data = bytearray(issued.read_bytes())
    data[len(data) // 2] ^= 1
    changed.write_bytes(data)
    public.get_by_label("PDF to compare").set_input_files(changed)
    press(public, "Compare with what was issued")
    expect(public.get_by_role("status")).to_contain_text("The file differs.")


def the_history_names_every_step(council: Council) -> None:
    page = council.chair
    page.goto(f"{council.path}/history")
    told = " ".join(page.locator("ol.record").all_inner_texts())
    assert [words for words in STEPS if words not in told] == []


def the_record_is_whole(site: Site) -> None:
    settings = site.app.extensions["settings"]
    environment = {**os.environ, "INSTANCE": str(settings.instance), "SECRET_KEY": settings.secret_key}
    verified = subprocess.run(
        [sys.executable, "-m", "council_flow.cli", "audit", "verify"], env=environment, capture_output=True, text=True
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "The record is whole." in verified.stdout
