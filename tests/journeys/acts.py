"""What is done on a page before it is looked at."""

from __future__ import annotations

import io
import re

import openpyxl
from playwright.sync_api import Page

from tests.journeys.serving import sign_in
from tests.text.word.made import gone, ins, para, run, word

LARGEST = 1024 * 1024
"""Bytes that the council of these pages accepts."""


def send_nothing(page: Page) -> None:
    """Send the page's form as it is: the page comes back with its refusals."""
    page.locator("main form[method=post] .button:is(.primary, .grave)").last.click()


def empty_the_title(page: Page) -> None:
    """Send a provision without its title: it comes back with its refusal."""
    page.locator("main #title").fill("")
    page.locator("main form.narrow .button.primary").click()


def send_words(page: Page) -> None:
    """Paste a text with doubtful places, and look at what was understood."""
    page.locator("#markdown").fill("# A title\n\nWords before.\n\n1. One;\n\n- a bullet\n")
    page.locator("button[value=preview]").last.click()


def open_menus(page: Page) -> None:
    """Open the menu of languages."""
    page.locator("[popovertarget=lang-menu]").click()


def unfold(page: Page) -> None:
    """Open the first parts that are folded; the others look the same."""
    page.evaluate("[...document.querySelectorAll('main details')].slice(0, 6).forEach(part => { part.open = true; })")


def write_a_wrong_file(page: Page) -> None:
    """Have a file checked that is none."""
    page.locator("#source").fill("workflow: notice\nrevision: 1\ntitle: {en: Notice}\n")
    page.locator("button[value=check]").click()


def take_a_position(page: Page) -> None:
    """Choose a position and go to the page that shows what will be recorded."""
    page.locator("input[value=breaks_silence]").check()
    page.locator("#text").fill("Paragraph 2 binds more than States agreed to.")
    page.locator("button[value=review]").click()


def upload_words(page: Page) -> None:
    """Have a file compared that was never issued."""
    page.locator("#file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 other"})
    page.locator("form[enctype] button").click()


def send_a_word_file(page: Page) -> None:
    """Have a Word file read that holds tracked changes and what cannot be read."""
    changed = para(run("Recommends ") + gone("six") + ins("nine") + run(f" months, {'very' * 20};"))
    data = word(changed, para("<w:pict/>"))
    page.locator("#file").set_input_files({"name": "a.docx", "mimeType": "application/zip", "buffer": data})
    page.locator("button[value=preview]").last.click()
    page.locator("ins").first.wait_for()


def bring_a_sheet_back(page: Page) -> None:
    """Fill two rows of the sheet, one of which cannot be posted, and look at what it holds."""
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(f"{page.url}.xlsx").body()))
    rows = book.worksheets[1]
    rows["D2"], rows["D3"], rows["C3"] = "The title may be shorter.", "Of no kind.", "of no kind"
    out = io.BytesIO()
    book.save(out)
    sheet = {"name": "sheet.xlsx", "mimeType": "application/zip", "buffer": out.getvalue()}
    page.locator("#file").set_input_files(sheet)
    page.locator("form[enctype] button").click()
    page.locator("#pre-h").wait_for()
    page.locator("#ref-h").wait_for()


def decide_and_look(page: Page) -> None:
    """Accept one reading, leave a response out, and have the decisions refused with their result."""
    page.locator(".suggested input[value=accept]").first.check()
    page.locator(".suggested input[value=decline]").last.check()
    page.locator("button[value=save]").click()
    page.locator(".error-summary").wait_for()


def keep_a_copy(page: Page) -> None:
    """Keep a private copy of a change, and open the editor again."""
    page.locator(".block[data-kind=operative] textarea[name=text]").first.fill("*Recommends* something else;")
    page.locator("button[value=keep]").click()
    page.wait_for_url("**copy=1*")
    page.goto(page.url.partition("?")[0])
    page.locator("#copy-h").wait_for()


def lose_the_session(page: Page) -> None:
    """Send a comment after the session has ended, and sign in again."""
    page.locator("#text").fill("The six months should begin on the day of return.")
    page.context.clear_cookies()
    page.locator("main form button.primary").click()
    page.wait_for_url(re.compile("/account/login"))
    sign_in(page, "expert.kg")
    page.wait_for_url("**/kept")


def meet_another_version(page: Page) -> None:
    """Save a text that was drawn from an earlier version."""
    page.locator("[data-editor] input[name=version]").evaluate("field => { field.value = '1'; }")
    page.locator(".block[data-kind=operative] textarea[name=text]").first.fill("*Recommends* something else;")
    page.locator("#reason").fill("Other words")
    page.locator(".savebar button.primary").click()
    page.locator(".versus").wait_for()


def verify(page: Page) -> None:
    """Have the whole record read again."""
    page.locator("form[action$=verify] button").first.click()
    page.locator(".verified").wait_for()


def upload_too_much(page: Page) -> None:
    """Send more than this council accepts."""
    data = b"%PDF-1.7 " + bytes(LARGEST)
    page.locator("#file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": data})
    page.locator("form[enctype] button").click()


def ask_too_often(page: Page) -> None:
    """Send the same form until it is refused for being sent too often, and once more."""
    sent = page.evaluate(
        """async () => {
            const form = document.querySelector("form[enctype]");
            for (let n = 1; n <= 70; n += 1) {
                const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
                if (answer.status === 429) return n;
            }
        }"""
    )
    assert sent is not None, "nothing was refused"
    page.locator("form[enctype] button").click()
