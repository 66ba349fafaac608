"""The comment matrix: the same rows on the page and in every file, in the reader's language, for the reader's eyes."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from docx import Document

from council_flow.discussion import operations as discussion
from council_flow.discussion.suggestion import ReadFrom, Suggestion
from council_flow.recommendations.models import Case
from tests.factories.acting import Acting
from tests.publication.reading import read, words
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
MATRIX = f"{FILE}/matrix"
HEADS = [
    "Number", "Version", "Paragraph", "Author", "Kind", "Comment", "Proposed text", "Disposition", "Response",
    "Resulting paragraph",
]  # fmt: skip
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "  =1+1", "＝1+1", "\r\n@a")


def discussed(acting: Acting) -> Case:
    """Return a file with a suggestion that has a disposition, a comment on words, and one for the chair alone."""
    case = acting.to_consultation()
    first, _, third = (block.key for block in acting.text_of(case).operative())
    acting.do(
        discussion.post, case.id, first, "Six is too short.", by="expert.jo", type="legal",
        suggestion=Suggestion("replace", "*Recommends* twelve months;", on_behalf=True),
    )  # fmt: skip
    acting.do(discussion.post, case.id, third, "Why eight?", by="expert.kg", quote="eight weeks")
    acting.do(discussion.post, case.id, third, "In confidence.", by="expert.kg", audience="chair")
    acting.do(discussion.dispose, case.id, 1, "accepted_in_part", "Nine it is.", by="expert.kz")
    acting.do(discussion.reply, case.id, 2, "It is what others do.", by="expert.kz")
    return case


def sheet(acting: Acting, who: str = "chair", path: str = f"{MATRIX}.xlsx") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(acting.browser(who).get(path).get_data())).worksheets[0]


def test_the_page_groups_the_comments_by_paragraph_and_says_all_about_each(acting: Acting) -> None:
    discussed(acting)
    page = Page(acting.browser("expert.jo").get(MATRIX))
    assert [str(head.text_content()) for head in page.tree.xpath("//thead//th")] == HEADS
    assert [" ".join(head.text_content().split()) for head in page.tree.xpath("//tr[@class='group']")] == [
        "Paragraph 1", "Paragraph 3",
    ]  # fmt: skip
    row = " ".join(page.tree.xpath("//tbody[1]/tr[2]")[0].text_content().split())
    for part in (
        "v1",
        "For the State",
        "Legal",
        "Six is too short.",
        "Recommends twelve months;",
        "Nine it is.",
        "Paragraph 1, v1",
    ):
        assert part in row
    assert page.has("//div[@role='region' and @tabindex='0' and @aria-label]//table")


def test_filters_are_those_of_the_comments_page_and_hold_for_every_file(acting: Acting) -> None:
    discussed(acting)
    page = Page(acting.browser("expert.jo").get(f"{MATRIX}?type=legal&q="))
    assert "Six is too short." in page.words and "Why eight?" not in page.words
    assert f"{MATRIX}.xlsx?type=legal" in page.links()
    assert sheet(acting, "expert.jo", f"{MATRIX}.xlsx?type=legal").max_row == 2
    assert "No comment matches these filters" in Page(acting.browser("expert.jo").get(f"{MATRIX}?q=moon")).words


def test_a_reader_finds_in_no_file_what_is_kept_from_that_reader(acting: Acting) -> None:
    discussed(acting)
    for path in (MATRIX, f"{MATRIX}.csv", f"{FILE}/comments.csv"):
        assert "In confidence." not in acting.browser("expert.jo").get(path).get_data(as_text=True)
        assert "In confidence." in acting.browser("chair").get(path).get_data(as_text=True)
    assert sheet(acting, "expert.jo").max_row == 3
    chairs = [cell.value for cell in sheet(acting)["D"]]
    assert any("Seen by the chair only" in str(value) for value in chairs)
    shown = Document(io.BytesIO(acting.browser("expert.jo").get(f"{MATRIX}.docx").get_data()))
    assert "In confidence." not in [cell.text for row in shown.tables[0].rows for cell in row.cells]


def test_a_workbook_has_the_columns_and_runs_from_right_to_left_in_arabic(acting: Acting) -> None:
    discussed(acting)
    page = sheet(acting)
    assert [cell.value for cell in page[1]] == HEADS
    said = [cell.value for cell in page[2]]
    assert said[:3] == [1, "v1", "Paragraph 1"]
    assert said[6:] == ["Recommends twelve months;", "Accepted in part", "Nine it is.", "Paragraph 1, v1"]
    assert page["C3"].value == "Paragraph 3\n“eight weeks”"
    assert page.freeze_panes == "B2" and not page.sheet_view.rightToLeft
    assert sheet(acting, path=f"/ar{MATRIX}.xlsx").sheet_view.rightToLeft


def test_a_word_file_has_one_landscape_table_whose_heads_repeat(acting: Acting) -> None:
    discussed(acting)
    made = Document(io.BytesIO(acting.browser("expert.jo").get(f"{MATRIX}.docx").get_data()))
    page, table = made.sections[0], made.tables[0]
    assert page.page_width > page.page_height
    assert [cell.text for cell in table.rows[0].cells] == HEADS
    assert table.rows[0]._tr.trPr.xpath("./w:tblHeader")
    assert table.rows[1].cells[0].text == "Paragraph 1"
    assert [cell.text for cell in table.rows[2].cells][5:7] == ["Six is too short.", "Recommends twelve months;"]
    arabic = Document(io.BytesIO(acting.browser("expert.jo").get(f"/ar{MATRIX}.docx").get_data()))
    assert arabic.tables[0]._tbl.tblPr.xpath("./w:bidiVisual")


def test_the_values_for_programs_have_the_replies_too(acting: Acting) -> None:
    discussed(acting)
    text = acting.browser("expert.jo").get(f"{MATRIX}.csv").get_data().decode("utf-8-sig")
    head, _, second = csv.reader(io.StringIO(text))
    assert head == [*HEADS, "Written", "Replies", "Traffic light label"]
    assert second[-2].endswith("It is what others do.")


def test_words_that_look_like_formulas_are_words_in_every_file(acting: Acting) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    for words_ in HOSTILE:
        made = Suggestion("replace", words_)
        acting.do(discussion.post, case.id, key, f"{words_}x", by="expert.jo", suggestion=made, read_from=ReadFrom(f"r{words_}", words_))  # fmt: skip
    client = acting.browser("chair")
    text = client.get(f"{MATRIX}.csv").get_data().decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝")] == []
    assert len([cell for cell in cells if cell.startswith("'")]) >= len(HOSTILE)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{MATRIX}.xlsx").get_data()))
    found = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in found} == {"s", "n"}
    assert all(cell.quotePrefix for cell in found if cell.row > 1 and cell.data_type == "s")
    assert "=1+1x" in [cell.value for cell in found]


def test_the_pdf_is_prepared_by_the_worker_for_its_reader_alone_and_anew_after_a_change(acting: Acting) -> None:
    case = discussed(acting)
    client = acting.browser("expert.jo")
    assert "Prepare the PDF" in Page(client.get(f"{MATRIX}.pdf")).words
    assert client.post(f"{MATRIX}.pdf").status_code == 303
    assert client.get(f"{MATRIX}.pdf").status_code == 202
    acting.work()
    answer = client.get(f"{MATRIX}.pdf")
    assert answer.mimetype == "application/pdf"
    facts, said = read(answer.get_data()), " ".join(words(answer.get_data()).split())
    assert facts.faults == []
    assert {"Table", "TH", "TD", "H1"} <= set(facts.tags)
    assert "Six is too short." in said and "Recommends twelve months;" in said and "In confidence." not in said
    assert "Prepare the PDF" in Page(acting.browser("chair").get(f"{MATRIX}.pdf")).words
    assert "Prepare the PDF" in Page(client.get(f"{MATRIX}.pdf?type=legal")).words
    acting.later(minutes=1)
    acting.do(discussion.reply, case.id, 2, "Then nine.", by="expert.kg")
    assert "Prepare the PDF" in Page(client.get(f"{MATRIX}.pdf")).words


@pytest.mark.parametrize("ending", ["xlsx", "docx", "csv", "pdf"])
def test_who_does_not_see_the_file_finds_no_matrix(acting: Acting, ending: str) -> None:
    acting.open_case()
    assert acting.browser("expert.jo").get(f"{MATRIX}.{ending}").status_code == 404


def test_a_comment_says_where_it_stood_and_where_its_paragraph_stands_now(acting: Acting) -> None:
    case = discussed(acting)
    acting.move(case, "return_to_draft", reason="Another look.")
    text = acting.text_of(case)
    first = text.operative()[0]
    kept = [block for block in text.blocks if block.key != first.key]
    acting.save(case, replace(text, blocks=tuple(kept)))
    page = Page(acting.browser("chair").get(MATRIX))
    rows = {row.xpath("./th//text()")[-1]: " ".join(row.text_content().split()) for row in page.tree.xpath("//tr[td]")}
    assert "Paragraph 3" in rows["2"] and "Paragraph 2, v2" in rows["2"]
    assert "they stood in v1" in rows["1"]
    assert [" ".join(head.text_content().split()) for head in page.tree.xpath("//tr[@class='group']")] == [
        "Paragraph 2", "Comments whose words are gone",
    ]  # fmt: skip
