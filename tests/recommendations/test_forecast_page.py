"""The page of the dates ahead: when a file is where its limits lead, if all goes by them."""

from __future__ import annotations

from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"


def page(acting: Acting, who: str, language: str = "") -> Page:
    return Page(acting.browser(who).get(f"{language}{FILE}/forecast"))


def rows(shown: Page) -> list[list[str]]:
    """Return the cells of the table, row by row, each without what stands in small letters under it."""
    cells = [row.xpath("./th/text()") + [" ".join(cell.itertext()) for cell in row.xpath("./td")]
             for row in shown.tree.xpath("//main//table/tbody/tr")]  # fmt: skip
    return [[" ".join(cell.split()) for cell in row] for row in cells]


def heading(shown: Page) -> str:
    return " ".join(shown.tree.xpath("string(//h2[contains(@class, 'display')])").split())


def test_a_file_in_consultation_shows_when_it_is_adopted_if_all_goes_by_the_limits(acting: Acting) -> None:
    acting.to_consultation()  # on 1 September: 21, 14 and 10 days lie ahead
    shown = page(acting, "chair")
    assert shown.status == 200
    assert heading(shown) == "If all goes by the limits, this file reaches the stage Adopted on 16 October 2026"
    assert "Friday 16 October 2026, 18:00, Tashkent time" in shown.words


def test_every_stage_ahead_stands_in_the_table_with_what_sets_its_end(acting: Acting) -> None:
    acting.to_consultation()
    assert rows(page(acting, "expert.kg")) == [
        ["Consultation", "1 September 2026, 09:00", "22 September 2026, 18:00", "21 days"],
        ["Expert review", "22 September 2026, 18:00", "6 October 2026, 18:00", "14 days"],
        ["Alignment check", "6 October 2026, 18:00", "–", "no limit: counted as no time"],
        ["Adoption", "6 October 2026, 18:00", "16 October 2026, 18:00", "10 days"],
        ["Adopted", "16 October 2026, 18:00", "–", "no limit: counted as no time"],
        ["Published", "16 October 2026, 18:00", "–", "the procedure ends here"],
    ]


def test_stages_without_a_limit_are_named(acting: Acting) -> None:
    acting.to_consultation()
    assert "The procedure sets no limit for: Alignment check and Adopted." in page(acting, "chair").words


def test_a_limit_that_has_passed_moves_all_that_follows(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.to_close(case)
    acting.later(days=7)
    first, second, *_ = rows(page(acting, "chair"))
    assert first[2:] == ["29 September 2026, 18:01", "21 days, passed: counted from now"]
    assert second[2] == "13 October 2026, 18:00"


def test_a_file_that_waits_for_no_limit_is_not_dated(acting: Acting) -> None:
    acting.to_adopted()
    shown = page(acting, "secretariat")
    assert heading(shown) == "No stage ahead has a limit"
    assert "this file reaches the stage Published as soon as people decide" in shown.words


def test_at_the_end_the_page_says_so(acting: Acting) -> None:
    acting.to_published()
    shown = page(acting, "chair")
    assert heading(shown) == "The procedure has ended"
    assert "This file reached the stage Published on Friday 2 October 2026, 18:01, Tashkent time." in shown.words
    assert rows(shown) == []
    assert shown.tree.xpath("//div[@class='stages-box']//a") == []


def test_a_withdrawn_file_has_ended_too(acting: Acting) -> None:
    case = acting.open_case()
    acting.move(case, "withdraw", reason="Taken up in another text.")
    shown = page(acting, "chair")
    assert heading(shown) == "The procedure has ended"
    assert "This file reached the stage Withdrawn on Tuesday 1 September 2026, 09:00, Tashkent time." in shown.words


def test_every_page_of_a_running_file_leads_to_the_dates_ahead(acting: Acting) -> None:
    acting.open_case()
    shown = Page(acting.browser("chair").get(f"/ru{FILE}"))
    assert shown.tree.xpath("//div[@class='stages-box']//a/@href") == [f"/ru{FILE}/forecast"]


def test_the_page_is_read_in_arabic(acting: Acting) -> None:
    acting.to_consultation()
    shown = page(acting, "chair", "/ar")
    assert shown.status == 200
    assert shown.tree.xpath("/html/@dir") == ["rtl"]
    assert rows(shown)[0][0] == "المشاورة"
    assert "٢٢ أيلول/سبتمبر ٢٠٢٦" in rows(shown)[0][2]


def test_for_a_stranger_there_is_no_such_page(acting: Acting) -> None:
    acting.open_case()  # a draft is seen by its drafter, the chair and the secretariat
    assert page(acting, "expert.kg").status == 404
    assert page(acting, "expert.kz").status == 200
