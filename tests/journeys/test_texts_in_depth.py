"""What a text lives through: it travels as a sheet and as a Word file, many write at once, many suggest, one reads last."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from council_flow.people import assignments_operations as assignments
from council_flow.text.exchange.importing import Read
from council_flow.text.inline import plain
from council_flow.text.word.reading import read_word
from tests.journeys.serving import Site
from tests.journeys.steps import choose, fill, follow, press, region, row
from tests.text.test_exchange import changed

pytestmark = pytest.mark.browser

FIRST = "*Recommends* that one provider stays with a child and a caregiver for at least six months;"
THIRD = "*Encourages* States to review each plan every six weeks."
WORD_FILE = Path(__file__).parents[1] / "text" / "word" / "schools-libreoffice.docx"
UPLOAD = "application/zip"


def notes(page: Page, number: str = "1.") -> Locator:
    """Return the margin beside a paragraph."""
    return page.get_by_role("group", name=f"Comments on {number}", exact=True)


def download(page: Page, name: str) -> bytes:
    """Follow a link that leads to a file. Returns the file."""
    with page.expect_download() as under_way:
        follow(page, name)
    return Path(under_way.value.path()).read_bytes()


# Commenting without a connection.

KIND, COMMENT, PROPOSED = "C", "D", "E"


def filled(sheet: bytes, *rows: tuple[str, dict[str, str]]) -> bytes:
    """Return the sheet with words beside paragraphs, as a spreadsheet leaves them."""
    book = openpyxl.load_workbook(io.BytesIO(sheet))
    page = book.worksheets[1]
    for place, cells in rows:
        line = next(at for at in range(2, page.max_row + 1) if page[f"A{at}"].value == place)
        for column, words in cells.items():
            cell = page[f"{column}{line}"]
            cell.value, cell.data_type = words, "s"  # the cells of the sheet hold text, whatever is typed
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring_back(page: Page, sheet: bytes) -> None:
    upload = {"name": "filled.xlsx", "mimeType": UPLOAD, "buffer": sheet}
    page.get_by_label("The filled-in sheet").set_input_files(upload)
    press(page, "Show what the sheet holds")


def test_a_sheet_goes_out_is_filled_in_without_a_connection_and_comes_back_once(site: Site) -> None:
    case = site.acting.to_consultation()
    page = site.signed_in("focal.jo")
    page.goto(f"{case.path}/sheet")
    blank = download(page, "Download the sheet")
    wrong = ("Paragraph 2", {KIND: "Poetic", COMMENT: "Name the deputy first."})
    right = (
        ("Paragraph 1", {KIND: "Legal", COMMENT: "Winters are long.", PROPOSED: plain(FIRST).replace("six", "nine")}),
        ("Paragraph 3", {COMMENT: "=Who reviews the plan?"}),
    )
    bring_back(page, filled(blank, *right, wrong))
    expect(page.get_by_role("heading", name="2 comments can be posted")).to_be_visible()
    refused = region(page, "1 row cannot be posted")
    expect(refused.get_by_role("row").nth(1)).to_contain_text("Poetic")
    assert site.acting.case(case).comments == 0
    press(page, "Post 2 comments")
    expect(page.get_by_text("2 comments were posted from the sheet.")).to_be_visible()

    mended = ("Paragraph 2", {KIND: "Editorial", COMMENT: "Name the deputy first."})
    bring_back(page, filled(blank, *right, mended))
    expect(page.get_by_text("2 rows of the sheet are here already.")).to_be_visible()
    press(page, "Post 1 comment")
    bring_back(page, filled(blank, *right, mended))
    expect(page.get_by_role("heading", name="Nothing new can be posted")).to_be_visible()
    assert site.acting.case(case).comments == 3

    drafter = site.signed_in("expert.kz")
    drafter.goto(case.path)
    expect(notes(drafter).get_by_text("Winters are long.")).to_be_visible()
    expect(notes(drafter).locator("ins")).to_have_text("nine")
    expect(notes(drafter, "2.").get_by_text("Name the deputy first.")).to_be_visible()
    expect(notes(drafter, "3.").get_by_text("=Who reviews the plan?")).to_be_visible()


# From Word and back.


def told(read: Read) -> Counter[tuple[str, ...]]:
    """Return what a Word file says: its words, and each comment and suggestion with its author."""
    words = ((part.block.kind, plain(part.block.texts["en"])) for part in read.parts)
    said = ((one.act, one.quote, plain(one.proposed), one.text, one.author) for one in read.found)
    return Counter([*words, *said])


def test_a_word_file_with_tracked_changes_becomes_a_case_and_goes_back_to_word_whole(site: Site) -> None:
    page = site.signed_in("expert.kz")
    page.goto("/drafts/new")
    page.get_by_label("Or a file").set_input_files(WORD_FILE)
    page.get_by_role("button", name="Show what was understood").last.click()
    preview = region(page, "What was understood")
    expect(preview.get_by_text("1 comment and 3 suggestions")).to_be_visible()
    expect(preview.get_by_text("Anvar Petrov")).to_be_visible()
    expect(region(page, "What was not understood")).to_be_visible()
    press(page, "Open the file")
    page.wait_for_url("**/drafts/2026/L.1/edit")

    page.goto("/drafts/2026/L.1")
    margin = notes(page)
    expect(margin.get_by_text("Read from a file: Anvar Petrov")).to_be_visible()
    expect(margin.get_by_text("before the first day")).to_be_visible()
    expect(margin.get_by_text("Which plan is meant?")).to_be_visible()
    press(page, "Take along")
    out = download(page, "Word, with comments and suggestions")
    before, after = told(read_word(WORD_FILE.read_bytes(), "en")), told(read_word(out, "en"))
    lost = {words: n for words, n in before.items() if not any(_same(words, there) for there in after)}
    assert lost == {}
    a_reader_changes_the_file_and_sends_it_back(page, out)


def _same(words: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Return whether a file says the same, its author named with more words."""
    return there[:3] == words[:3] and (len(words) < 4 or (words[3] in there[3] and words[4] in there[4]))


def a_reader_changes_the_file_and_sends_it_back(page: Page, file: bytes) -> None:
    there = "Absence of a week."
    new = '<w:ins w:id="900" w:author="Olga Lee" w:date="2026-09-01T09:00:00Z"><w:r><w:t>without notice </w:t></w:r></w:ins>'
    text = '<w:t xml:space="preserve">'
    sent = changed(
        file, f"{text}{there}</w:t></w:r>", f"{text}Absence </w:t></w:r>{new}<w:r>{text}of a week.</w:t></w:r>"
    )
    page.goto("/drafts/2026/L.1/import")
    page.get_by_label("File", exact=True).set_input_files({"name": "back.docx", "mimeType": UPLOAD, "buffer": sent})
    choose(page, "Comments and suggestions alone")
    press(page, "Show what was understood")
    expect(page.get_by_text("The text stays as it is.")).to_be_visible()
    press(page, "Take the file in")
    expect(page.get_by_text("Read from a file: Olga Lee")).to_have_count(1)
    expect(page.get_by_text("Read from a file: Anvar Petrov")).to_have_count(1)


# Two people at once.


def words_of(page: Page, block: str) -> Locator:
    return page.get_by_role("textbox", name=f"{block}, English")


def test_two_people_write_at_once_and_a_closed_window_loses_nothing(site: Site) -> None:
    case = site.acting.open_case()
    site.acting.do(assignments.assign, case.id, site.acting.actor("expert.kg").id, "drafter", by="secretariat")
    window = site.signed_in("expert.kz")
    first, second = window.context, site.signed_in("expert.kg")
    window.goto(f"{case.path}/edit")
    words_of(window, "Operative 1.").fill(FIRST.replace("six months", "twelve months"))
    words_of(window, "Operative 3.").fill(THIRD)
    fill(window, "Reason for this version", "A year")
    expect(window.get_by_text("Private copy of 09:00.")).to_be_visible()
    window.close(run_before_unload=False)

    second.goto(f"{case.path}/edit")
    expect(second.get_by_text("Expert, Kazakhstan is editing since 09:00")).to_be_visible()
    expect(words_of(second, "Operative 1.")).to_have_value(FIRST)
    words_of(second, "Operative 1.").fill(FIRST.replace("six months", "nine months"))
    fill(second, "Reason for this version", "Nine months")

    page = first.new_page()
    page.goto(f"{case.path}/edit")
    expect(page.get_by_role("heading", name="You have a private copy of 09:00, begun on v1")).to_be_visible()
    follow(page, "Continue with the copy")
    expect(words_of(page, "Operative 1.")).to_have_value(FIRST.replace("six months", "twelve months"))
    press(second, "Save as v2")
    expect(second.get_by_text("for at least nine months")).to_be_visible()
    press(page, "Save as v2")

    expect(page.get_by_text("The text has changed since you opened it.")).to_be_visible()
    collision = region(page, "Operative 1")
    expect(collision.get_by_text("nine", exact=True).first).to_be_visible()
    expect(row(page, "Operative 3").get_by_text("six")).to_be_visible()
    press(page, "Save as v3")
    expect(collision.get_by_text("Choose a reading, or write it afresh.")).to_be_visible()
    assert site.acting.case(case).version == 2
    collision.get_by_role("radio", name="Take both, in square brackets").check()
    press(page, "Save as v3")
    expect(page.get_by_text("every six weeks")).to_be_visible()
    said = site.acting.text_of(site.acting.case(case)).operative()
    assert {"nine", "twelve"} <= set(said[0].texts["en"].replace("[", " ").replace("]", " ").split())
    assert said[2].texts["en"] == THIRD
    page.goto(f"{case.path}/edit")
    expect(words_of(page, "Operative 3.")).to_have_value(THIRD)
