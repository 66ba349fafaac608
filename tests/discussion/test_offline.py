"""A sheet that is filled in without a connection comes back: each row a comment or a refusal, nothing twice, nothing lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import openpyxl
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from council_flow.database import db
from council_flow.demo.script import body
from council_flow.discussion import operations as discussion
from council_flow.discussion.models import Comment
from council_flow.discussion.sheets.words import marked
from council_flow.recommendations.models import Case
from council_flow.text.inline import plain
from tests.factories.acting import TEXT, Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
SHEET = f"{FILE}/sheet"
TYPE, COMMENT, PROPOSED, MADE = "CDEF"
WHY, ID, KEY = "GHI"
FIRST = "Paragraph 1"
WORDS = "Recommends that one provider stays with a child and a caregiver for at least six months;"
"""The first operative paragraph, as it stands in a sheet."""


def downloaded(client: FlaskClient, language: str = "") -> openpyxl.Workbook:
    answer = client.get(f"{language}{SHEET}.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.get_data()))


def line(book: openpyxl.Workbook, place: str = FIRST) -> int:
    page = book.worksheets[1]
    return next(at for at in range(2, page.max_row + 1) if page[f"A{at}"].value == place)


def fill(book: openpyxl.Workbook, at: int, cells: Mapping[str, str]) -> None:
    for column, words in cells.items():
        cell = book.worksheets[1][f"{column}{at}"]
        cell.value, cell.data_type = words, "s"


def packed(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: FlaskClient, data: bytes | openpyxl.Workbook, language: str = "") -> Page:
    data = data if isinstance(data, bytes) else packed(data)
    answer = client.post(f"{language}{SHEET}", data={"file": (io.BytesIO(data), "sheet.xlsx")})
    answer.request.input_stream.close()  # a large one lies in a file
    return Page(answer)


def posted(client: FlaskClient, data: bytes | openpyxl.Workbook, language: str = "") -> Page:
    page = sent(client, data, language)
    assert page.status == 200, page.words
    return Page(client.post(f"{language}{SHEET}/post", data=page.form("/sheet/post")))


def comments(acting: Acting, case: Case) -> list[Comment]:
    acting.case(case)
    found = select(Comment).where(Comment.case_id == case.id).order_by(Comment.number)
    return list(db.session.execute(found).scalars())


def test_the_sheet_has_every_paragraph_with_locked_words_and_open_cells_beside_them(acting: Acting) -> None:
    acting.to_consultation()
    book = downloaded(acting.browser("expert.jo"))
    how, page, hidden = book.worksheets
    at = line(book)
    assert page[f"B{at}"].value == WORDS
    assert [page[f"A{at}"].value for at in (line(book, "Paragraph 2 (a)"), line(book, "Title"))]
    assert page[f"B{at}"].protection.locked and not page[f"{COMMENT}{at}"].protection.locked
    assert page.protection.sheet
    assert hidden.sheet_state == "hidden" and page.column_dimensions[ID].hidden
    lists = {str(one.sqref)[0]: one.formula1 for one in page.data_validations.dataValidation if one.type == "list"}
    assert lists == {TYPE: '"Substantive,Editorial,Legal,Translation"', MADE: '"For the State,Alone"'}
    assert "upload" in " ".join(str(row[0]) for row in how.iter_rows(values_only=True))


def test_a_sheet_comes_back_as_comments_and_suggestions_after_a_preview(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    changed = WORDS.replace("six", "twelve")
    fill(book, line(book), {TYPE: "Legal", COMMENT: "Six is too short.", PROPOSED: changed, MADE: "For the State"})
    fill(book, line(book, "Paragraph 2 (a)"), {COMMENT: "Who is the deputy?"})
    page = sent(client, book)
    assert "2 comments can be posted" in page.words and "twelve" in page.words
    assert comments(acting, case) == []
    assert posted(client, book).status == 303
    first, second = comments(acting, case)
    assert (first.act, first.type, first.on_behalf, first.text) == ("replace", "legal", True, "Six is too short.")
    assert first.proposed == f"*Recommends*{changed.removeprefix('Recommends')}"
    assert (second.act, second.type, second.text) == (None, "substantive", "Who is the deputy?")
    assert str(second.cited["en"]) == "2 (a)"
    assert "2 comments were posted" in Page(client.get(f"{SHEET}?posted=2")).words


def test_uploading_twice_adds_nothing_twice_also_after_other_rows_were_filled_in(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    fill(book, line(book), {COMMENT: "First."})
    posted(client, book)
    again = sent(client, book)
    assert "Nothing new can be posted" in again.words and "1 row of the sheet is here already" in again.words
    fill(book, line(book, "Paragraph 3"), {COMMENT: "Second."})
    posted(client, book)
    assert [one.text for one in comments(acting, case)] == ["First.", "Second."]


def test_rows_that_are_put_in_or_copied_belong_to_the_paragraph_above_and_are_posted_once(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    at, sheet = line(book), book.worksheets[1]
    sheet.insert_rows(at + 1, 2)
    fill(book, at, {COMMENT: "First."})
    fill(book, at + 1, {COMMENT: "Put in."})
    fill(book, at + 2, {COMMENT: "Copied.", ID: sheet[f"{ID}{at}"].value, KEY: sheet[f"{KEY}{at}"].value})
    posted(client, book)
    found = comments(acting, case)
    assert [one.text for one in found] == ["First.", "Put in.", "Copied."]
    assert {one.key for one in found} == {sheet[f"{KEY}{at}"].value}
    assert "3 rows of the sheet are here already" in sent(client, book).words


def test_a_row_whose_words_were_changed_after_it_was_posted_is_refused_and_says_where_to_go(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    fill(book, line(book), {COMMENT: "First."})
    posted(client, book)
    fill(book, line(book), {COMMENT: "First, in other words."})
    assert "posted in other words as comment 1: change it on its page" in sent(client, book).words
    acting.do(discussion.reply, case.id, 1, "Why?", by="expert.kz")
    page = sent(client, book)
    assert "comment 1, which has been answered: reply to it" in page.words and "First, in other words." in page.words
    assert len(comments(acting, case)) == 1


# The fourth stands in row 5, and the fifth in row 6, which is paragraph 1.
REFUSALS = {
    "a type nobody knows": ({TYPE: "Grave", COMMENT: "No."}, "Choose one of the four kinds of comment."),
    "a text that is too long": ({COMMENT: "a" * 10_001}, "This field takes up to 10,000 characters."),
    "no reason": ({PROPOSED: "Recommends nothing;"}, "Write the comment."),
    "a formula": ({COMMENT: "=1+1"}, "holds a formula"),
    "the same words": ({COMMENT: "As it is.", PROPOSED: WORDS}, "is the same as the paragraph"),
    "a paragraph that is not there": ({COMMENT: "Where?", KEY: "nowhere"}, "The text has no such paragraph."),
    "for nobody": ({COMMENT: "For?", PROPOSED: "Asks;", MADE: "The moon"}, "for whom the proposed text is"),
}  # fmt: skip


def test_rows_are_refused_one_by_one_with_their_number_and_reason_and_come_back_as_a_sheet(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    wanted = {at: why for at, (_, why) in enumerate(REFUSALS.values(), start=2)}
    for at, (cells, _) in enumerate(REFUSALS.values(), start=2):
        fill(book, at, cells)
    book.worksheets[1][f"{COMMENT}5"].data_type = "f"
    fill(book, line(book, "Paragraph 3"), {COMMENT: "Good."})
    page = sent(client, book)
    rows = {int(row.xpath("./th/text()")[-1]): row.text_content() for row in page.tree.xpath("//tbody/tr")}
    assert "1 comment can be posted" in page.words
    assert {at for at, why in wanted.items() if why in rows[at]} == set(wanted)
    assert all(cells[COMMENT] in page.source for cells, _ in REFUSALS.values() if COMMENT in cells)
    back = client.post(f"{SHEET}/refused.xlsx", data=page.form("/sheet/refused.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(back.get_data())).worksheets[1]
    kept = {sheet[f"{COMMENT}{at}"].value for at in range(2, sheet.max_row + 1)}
    assert {"No.", "=1+1", "Where?"} <= kept and not sheet.column_dimensions[WHY].hidden
    assert all(sheet[f"{COMMENT}{at}"].data_type != "f" for at in range(2, sheet.max_row + 1))
    assert Page(client.post(f"{SHEET}/post", data=page.form("/sheet/post"))).status == 303
    assert [one.text for one in comments(acting, case)] == ["Good."]


def test_what_was_written_on_an_earlier_version_is_carried_to_the_text_as_it_is_now(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    acting.move(case, "return_to_draft", reason="Another look.")
    words = TEXT.replace("eight weeks", "nine weeks").replace("   (a) the provider and a deputy;\n", "")
    acting.save(case, body({"texts": {"en": words}}, "en", acting.text_of(case)))
    acting.move(case, "open_consultation")
    third = "Encourages States to review each plan every eight weeks."
    fill(book, line(book), {COMMENT: "Stands."})
    fill(book, line(book, "Paragraph 2 (a)"), {COMMENT: "Gone."})
    fill(book, line(book, "Paragraph 3"), {COMMENT: "Fits.", PROPOSED: third.replace("Encourages", "Calls upon")})
    at = line(book, "Paragraph 3")
    book.worksheets[1].insert_rows(at + 1)
    fill(book, at + 1, {COMMENT: "Crosses.", PROPOSED: third.replace("eight weeks", "ten weeks")})
    page = sent(client, book)
    assert "2 comments can be posted" in page.words
    assert "no longer in the text" in page.words
    assert "the proposed text changes the same words" in page.words
    Page(client.post(f"{SHEET}/post", data=page.form("/sheet/post")))
    stands, fits = comments(acting, case)
    assert (stands.text, stands.version, stands.anchor_version) == ("Stands.", 1, 2)
    assert fits.proposed == "Calls upon States to review each plan every nine weeks."


def test_whoever_may_comment_but_not_suggest_is_refused_the_proposed_text_alone(acting: Acting) -> None:
    case = acting.open_case()
    client = acting.browser("chair")
    book = downloaded(client)
    fill(book, line(book), {COMMENT: "A word.", PROPOSED: "Recommends less;"})
    fill(book, line(book, "Paragraph 3"), {COMMENT: "Plain."})
    page = posted(client, book)
    assert page.status == 303
    assert [one.text for one in comments(acting, case)] == ["Plain."]
    assert acting.browser("expert.kz").get(SHEET).status_code == 403
    assert acting.browser("expert.jo").get(f"{SHEET}.xlsx").status_code == 404


def test_nothing_is_posted_where_a_row_does_not_fit_any_more_when_it_is_confirmed(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    fill(book, line(book), {COMMENT: "First."})
    page = sent(client, book)
    fill(book, line(book), {COMMENT: "Second."})
    fill(book, line(book, "Paragraph 3"), {COMMENT: "Third."})
    later = sent(client, book)
    client.post(f"{SHEET}/post", data=page.form("/sheet/post"))
    refused = Page(client.post(f"{SHEET}/post", data=later.form("/sheet/post")))
    assert refused.status == 422
    assert "1 row cannot be posted any more. Nothing was posted." in refused.words and "Third." in refused.words
    assert [one.text for one in comments(acting, case)] == ["First."]
    assert client.post(f"{SHEET}/post", data={"rows": '{"rows": [1]}'}).status_code == 422


def test_a_sheet_in_arabic_runs_from_right_to_left_and_is_understood(acting: Acting) -> None:
    case = acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client, "/ar")
    page = book.worksheets[1]
    assert page.sheet_view.rightToLeft
    lists = [one.formula1 for one in page.data_validations.dataValidation if one.type == "list"]
    editorial = lists[0].strip('"').split(",")[1]
    at = next(at for at in range(2, page.max_row + 1) if page[f"B{at}"].value == WORDS)
    fill(book, at, {TYPE: editorial, COMMENT: "المدة قصيرة."})
    assert posted(client, book, "/ar").status == 303
    (found,) = comments(acting, case)
    assert (found.type, found.text) == ("editorial", "المدة قصيرة.")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * (30 * 1024 * 1024))
    return out.getvalue()


def declaring(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(book))) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in was.namelist():
            data = was.read(name)
            if name.endswith("workbook.xml"):
                data = b'<!DOCTYPE a [<!ENTITY b "c">]>' + data
            made.writestr(name, data)
    return out.getvalue()


def test_files_that_are_no_sheet_get_a_sentence(acting: Acting) -> None:
    acting.to_consultation()
    client = acting.browser("expert.jo")
    book = downloaded(client)
    fill(book, line(book), {COMMENT: "First."})
    other = downloaded(client)
    other.worksheets[2]["A2"].value = "REC/2026/L.9"
    fill(other, line(other), {COMMENT: "First."})
    files: dict[bytes, str] = {
        b"Dear Sir or Madam": "no workbook in the format .xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600): "no workbook in the format .xlsx",
        bomb(): "Unpacked, this workbook is larger than",
        declaring(book): "no workbook in the format .xlsx",
        packed(book)[:-900]: "no workbook in the format .xlsx",
        b"PK" + bytes(3 * 1024 * 1024): "The file is larger than 2 MB.",
        packed(openpyxl.Workbook()): "not the sheet that was downloaded here",
        packed(other): "This sheet belongs to REC/2026/L.9",
        packed(downloaded(client)): "No row of the sheet has a comment or a proposed text.",
    }
    for data, why in files.items():
        page = sent(client, data)
        assert (page.status, why in page.refusal("file")) == (422, True), (why, page.refusal("file"))
    assert "Choose the sheet" in Page(client.post(SHEET, data={})).refusal("file")


SCRIPTS = "aб ўҳGʻ مة*[8](#abcd)^n\\\n"
typed = st.text(alphabet=SCRIPTS, max_size=40)


@settings(max_examples=40, deadline=None)
@given(
    base=st.lists(st.sampled_from(["*Recalls* ", "its ", "[8 (d)](#abcd) ", "fact[^n2] ", "ва ", "\\* ", "مع "])),
    words=typed,
)
def test_a_cell_says_exactly_what_was_typed_whatever_the_paragraph_holds(base: list[str], words: str) -> None:
    assert plain(marked("".join(base), words)) == words
    assert marked("".join(base), plain("".join(base))) == "".join(base)
