"""The table of comments: what is asked for, a hundred at a time, by paragraph; rows of files are taken over once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from council_flow.discussion import operations, queries
from council_flow.discussion.audience import Reader
from council_flow.discussion.filtering import STEP, Filter
from council_flow.discussion.suggestion import Imported, Suggestion
from council_flow.discussion.words import CHAIR
from council_flow.errors import Refused
from council_flow.recommendations.models import Case
from council_flow.recommendations.queries import find
from tests.conftest import close, make_app, make_settings
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
MANY = STEP + 5


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, council_file: Path) -> Iterator[Acting]:
    """One file with more comments than a page shows; no test here changes it."""
    settings = make_settings(tmp_path_factory.mktemp("filtering"))
    shutil.copy(council_file, settings.instance / "council.db")
    app: Flask = make_app(settings)
    with app.app_context():
        acting = Acting(app)
        case = acting.to_consultation()
        keys = [block.key for block in acting.text_of(case).blocks if block.kind in ("operative", "subparagraph")]
        kinds = ("substantive", "editorial", "legal", "translation")
        for first, by in enumerate(("expert.kg", "expert.tj", "expert.jo")):
            rows = [
                Imported(keys[n % len(keys)], f"Remark {n}.", "", None, kinds[n % 4], "en", "", f"row {n}")
                for n in range(first, MANY, 3)
            ]
            acting.do(operations.take_over, case.id, rows, by=by)
        more = (
            (keys[0], "ʻOltinchi ruchka’ soʻzi kerak", None, "council"),
            (keys[0], "Longer is better.", Suggestion("delete"), "council"),
            (keys[1], "In confidence.", None, CHAIR),
        )
        for key, text, suggestion, to in more:
            acting.do(operations.post, case.id, key, text, by="expert.uz", suggestion=suggestion, audience=to)
        acting.do(operations.dispose, case.id, 1, "accepted", by="expert.kz")
        acting.do(operations.dispose, case.id, 2, "not_accepted", "No.", by="expert.kz")
        acting.do(operations.withdraw, case.id, MANY, "Said already.", by="expert.jo")
        acting.do(operations.say_satisfied, case.id, 1, True, by="expert.kg")
        yield acting
    close(app)


def found(acting: Acting, asked: str, by: str = "expert.uz") -> int:
    """Return how many comments match."""
    page = Page(acting.browser(by).get(f"{FILE}/comments?shown=1000&{asked}"))
    assert page.status == 200
    return len(page.tree.xpath("//table//tbody/tr[not(contains(@class, 'group'))]"))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", MANY + 3),
        ("state=settled", 2),
        ("state=withdrawn", 1),
        ("disposition=not_accepted", 1),
        ("type=legal", 26),
        ("from=JO", 35),
        ("form=suggestion", 1),
        ("audience=chair", 1),
        ("satisfied=yes", 1),
        ("satisfied=asked", 1),
        ("satisfied=no", 0),
        ("mine=yes", 3),
        ("q=remark+104", 1),
        ("q=soʼzi", 1),
        ("q=`oltinchi", 1),
        ("q=SAID+already", 0),
        ("state=open&type=editorial&mine=yes", 0),
        ("state=nonsense", 0),
    ],
)
def test_each_filter_narrows_the_table(many: Acting, asked: str, number: int) -> None:
    assert found(many, asked) == number


def test_a_paragraph_is_asked_for_with_its_sub_paragraphs(many: Acting) -> None:
    file = find(2026, 1)
    second = many.text_of(file).operative()[1].key
    every = [one for one in queries.all_of(file.id, Reader(None)) if one.key == second]
    assert found(many, f"paragraph={second}") > len(every)


def test_a_hundred_are_shown_and_more_at_a_press(many: Acting) -> None:
    browser = many.browser("expert.kg")
    page = Page(browser.get(f"{FILE}/comments?state=open"))
    rows = "//table//tbody/tr[not(contains(@class, 'group'))]"
    assert len(page.tree.xpath(rows)) == STEP
    more = page.tree.xpath("//a[contains(., ' more')]/@href")
    assert len(more) == 1
    assert "state=open" in more[0]
    assert len(Page(browser.get(more[0])).tree.xpath(rows)) == MANY + 2 - 3


def test_the_rows_stand_by_paragraph_in_the_order_of_the_text(many: Acting) -> None:
    page = Page(many.browser("expert.kg").get(f"{FILE}/comments?shown=1000"))
    groups = [" ".join(group.text_content().split()) for group in page.tree.xpath("//tr[@class='group']/th")]
    assert [group.split()[1] for group in groups] == ["1", "2", "3"]


def test_a_filter_that_asks_for_nothing_is_false() -> None:
    assert not Filter()
    assert Filter(words="x")
    assert Filter(author=0)


def test_rows_of_a_file_are_taken_over_once_and_each_refusal_is_named(acting: Acting) -> None:
    case: Case = acting.open_case()
    key = acting.text_of(case).operative()[0].key
    rows = [
        Imported(key, "Which provider?", "one provider", None, "substantive", "en", "M. Karimov", "a"),
        Imported(key, "Not there.", "two providers", None, "substantive", "en", "A. Said", "b"),
        Imported(key, "Shorter.", "", None, "editorial", "en", "M. Karimov", "c", Suggestion("delete")),
    ]
    first = acting.do(operations.take_over, case.id, rows, by="expert.kz")
    assert (first.added, first.already, [name for name, _ in first.refused], first.refused_rows) == (
        2, 0, ["A. Said"], ["b"],
    )  # fmt: skip
    again = acting.do(operations.take_over, case.id, rows, by="expert.kz")
    assert (again.added, again.already, len(again.refused)) == (0, 2, 1)
    acting.case(case)
    taken = queries.all_of(case.id, Reader(None))
    assert [(one.label_there, str(one.label), one.act) for one in taken] == [
        ("M. Karimov", "Expert, Kazakhstan", None),
        ("M. Karimov", "Expert, Kazakhstan", "delete"),
    ]
    assert "Read from a file: M. Karimov" in Page(acting.browser("chair").get(FILE)).words


def test_whoever_neither_writes_nor_comments_takes_nothing_over(acting: Acting) -> None:
    case = acting.to_consultation()
    key = acting.text_of(case).operative()[0].key
    row = Imported(key, "Shorter.", "", None, "editorial", "en", "M. Karimov", "c", Suggestion("delete"))
    with pytest.raises(Refused):
        acting.do(operations.take_over, case.id, [row], by="chair")
