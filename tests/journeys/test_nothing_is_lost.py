"""Nothing that somebody typed is lost: not when the session ends, not when two save at once; no mouse is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from council_flow.people import assignments_operations as assignments
from tests.journeys.serving import Site, sign_in

pytestmark = pytest.mark.browser

WORDS = "The six months should begin on the day of return, not on the day of registration."
FIRST = "*Recommends* that one provider stays with a child and a caregiver for at least six months;"
MINE = FIRST.replace("six months", "twelve months")
THEIRS = FIRST.replace("six months", "nine months")
BOTH = FIRST.replace("six months", "nine and at most twelve months")
ELSEWHERE = "*Encourages* States to review each plan every six weeks."


def words_of(page: Page, block: str) -> Locator:
    """Return the words of one block of the editor."""
    return page.get_by_role("textbox", name=f"{block}, English")


def send_on_after_signing_in(page: Page, key: str, words: str) -> None:
    """Sign in on the page that came instead of an answer, find the words there and send them on."""
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, key)
    expect(page.get_by_role("heading", name="What you wrote is kept")).to_be_visible()
    expect(page.get_by_role("textbox").filter(has_text=words)).to_have_value(words)
    page.get_by_role("button", name="Send it on").click()


def test_a_comment_outlives_the_session_in_which_it_was_typed(site: Site) -> None:
    case = site.acting.to_consultation()
    page = site.person("expert.kg")
    page.goto(case.path)
    page.get_by_role("link", name="Comment on 1.").click()
    page.get_by_label("Comment", exact=True).fill(WORDS)
    page.context.clear_cookies()
    page.get_by_role("button", name="Place the comment").click()
    send_on_after_signing_in(page, "expert.kg", WORDS)
    expect(page.get_by_role("group", name="Comments on 1.").get_by_text(WORDS)).to_be_visible()


def test_an_edit_outlives_the_session_in_which_it_was_typed(site: Site) -> None:
    case = site.acting.open_case()
    before = site.acting.text_of(case)
    page = site.person("expert.kz")
    page.goto(f"{case.path}/edit")
    words_of(page, "Operative 1.").fill(MINE)
    page.get_by_label("Reason for this version").fill("Twelve months, as the experts asked")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save as v2").click()
    send_on_after_signing_in(page, "expert.kz", MINE)
    expect(page.get_by_text("for at least twelve months")).to_be_visible()
    after = site.acting.text_of(case)
    assert [(block.key, block.kind, block.level) for block in after.blocks] == [
        (block.key, block.kind, block.level) for block in before.blocks
    ]
    assert [a.texts["en"] for a, b in zip(after.blocks, before.blocks, strict=True) if a.texts != b.texts] == [MINE]


def test_of_two_who_save_the_same_text_the_second_sees_both_and_loses_nothing(site: Site) -> None:
    case = site.acting.open_case()
    other = site.acting.actor("expert.kg").id
    site.acting.do(assignments.assign, case.id, other, "drafter", by="secretariat")
    first, second = site.person("expert.kz"), site.person("expert.kg")
    for page, words in ((first, THEIRS), (second, MINE)):
        page.goto(f"{case.path}/edit")
        words_of(page, "Operative 1.").fill(words)
        page.get_by_label("Reason for this version").fill("Another length")
    words_of(second, "Operative 3.").fill(ELSEWHERE)

    first.get_by_role("button", name="Save as v2").click()
    expect(first.get_by_text("for at least nine months")).to_be_visible()
    second.get_by_role("button", name="Save as v2").click()

    expect(second.get_by_text("The text has changed since you opened it.")).to_be_visible()
    conflict = second.get_by_role("region", name="Operative 1")
    expect(conflict.get_by_text("twelve", exact=True)).to_be_visible()
    expect(conflict.get_by_text("nine", exact=True)).to_be_visible()
    expect(conflict.get_by_role("radio", checked=True)).to_have_count(0)
    expect(second.get_by_role("row").filter(has_text="Operative 3").get_by_text("six")).to_be_visible()
    assert site.acting.case(case).version == 2

    conflict.get_by_label("Or write it afresh").fill(BOTH)
    second.get_by_role("button", name="Save as v3").click()
    expect(second.get_by_text("at least nine and at most twelve months")).to_be_visible()
    expect(second.get_by_text("every six weeks")).to_be_visible()


def tab_to(page: Page, target: Locator, most: int = 120) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached with {most} presses of Tab")


def test_a_comment_is_written_and_posted_with_the_keyboard_alone(site: Site) -> None:
    case = site.acting.to_consultation()
    page = site.person("expert.kg")
    page.goto(case.path)
    tab_to(page, page.get_by_role("link", name="Skip to the main content"), most=1)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Comment on 1."))
    page.keyboard.press("Enter")
    page.wait_for_url("**/comment?*")
    tab_to(page, page.get_by_label("Comment", exact=True))
    page.keyboard.type(WORDS)
    tab_to(page, page.get_by_role("radio", name="Substantive"), most=1)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Place the comment"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Comments on 1.").get_by_text(WORDS)).to_be_visible()
    page.goto(f"{case.path}/comments")
    expect(page.get_by_role("row").filter(has_text=WORDS).get_by_role("cell", name="Editorial")).to_be_visible()
