"""A corrigendum names what it corrects and is found from there; good practices are counted by themselves; all three
kinds have a symbol, a place in the register, a PDF and a verification page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from alembic import command
from alembic.util import CommandError
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from council_flow.database import db
from council_flow.errors import NotNow
from council_flow.people import assignments_operations as assignments
from council_flow.publication import operations, queries, symbols
from council_flow.publication.kinds import KINDS, act, corrects, kind_of
from council_flow.publication.models import Issue, Publication
from council_flow.publication.printing import printed
from council_flow.recommendations import queries as cases
from council_flow.upgrading import configuration, upgrade
from council_flow.workflow import Workflow
from tests.architecture.test_statements import MOST, asked
from tests.conftest import START
from tests.factories.acting import Acting
from tests.publication.procedures import issue, learn, of, open_file, press, recommendation
from tests.publication.reading import read, words
from tests.publication.texts import BODY, LANGUAGES, adopted, draft_facts, facts
from tests.recommendations.together import together
from tests.web.page import Page


@pytest.fixture
def council(acting: Acting) -> Acting:
    """A council with both procedures, and one published recommendation."""
    recommendation(learn(acting))
    return acting


def correction(acting: Acting, corrects: str = "REC/2026/1") -> Any:
    return open_file(acting.browser("secretariat"), "mending", corrects=corrects)


def corrigendum(acting: Acting, corrects: str = "REC/2026/1") -> Publication:
    case = correction(acting, corrects)
    assert press(acting.browser("chair"), case.path, "decide") == 303
    return issue(acting, case)


def practice(acting: Acting) -> Publication:
    case = open_file(acting.browser("secretariat"), "learning")
    assert press(acting.browser("chair"), case.path, "decide") == 303
    return issue(acting, case)


def page(acting: Acting, path: str) -> Page:
    return Page(acting.app.test_client().get(path))


# Symbols


def test_symbols_tell_the_kinds_apart() -> None:
    assert symbols.final("REC", 2026, 3) == "REC/2026/3"
    assert symbols.practice("REC", 2026, 1) == "REC/GP/2026/1"
    assert symbols.corrigendum("REC/2026/3", 2) == "REC/2026/3/Corr.2"


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 99))
def test_no_two_kinds_share_a_symbol_or_the_name_of_a_file(year: int, number: int, part: int) -> None:
    whole = (symbols.final("REC", year, number), symbols.practice("REC", year, number))
    found = {*whole, *(symbols.corrigendum(one, part) for one in whole)}
    assert len(found) == 4
    assert len({symbols.file_name(symbol, "en") for symbol in found}) == 4


def test_corrigenda_of_one_text_are_counted_from_one(council: Acting) -> None:
    assert [corrigendum(council).symbol for _ in range(2)] == ["REC/2026/1/Corr.1", "REC/2026/1/Corr.2"]


def test_practices_are_counted_by_themselves_and_leave_the_numbers_of_recommendations_alone(council: Acting) -> None:
    found = [practice(council).symbol for _ in range(2)]
    assert found == ["REC/GP/2026/1", "REC/GP/2026/2"]
    corrigendum(council)
    assert recommendation(council).symbol == "REC/2026/2"


def test_a_practice_can_be_corrected_too(council: Acting) -> None:
    practice(council)
    found = corrigendum(council, "REC/GP/2026/1")
    assert (found.symbol, found.path) == ("REC/GP/2026/1/Corr.1", "/register/GP/2026/1/Corr.1")
    assert corrigendum(council).symbol == "REC/2026/1/Corr.1"
    assert page(council, found.path).title.startswith("REC/GP/2026/1/Corr.1")


def test_a_corrigendum_of_a_later_year_bears_the_year_of_what_it_corrects(council: Acting) -> None:
    council.later(days=365)
    assert (corrigendum(council).symbol, practice(council).symbol) == ("REC/2026/1/Corr.1", "REC/GP/2027/1")


def test_two_corrigenda_decided_at_the_same_moment_get_numbers_one_after_the_other(each_app: Flask) -> None:
    acting = learn(Acting(each_app))
    recommendation(acting)
    files = [correction(acting), correction(acting)]
    browsers = [acting.browser("chair"), acting.browser("vice-chair")]
    acts = [
        lambda browser=browser, path=case.path: press(browser, path, "decide")
        for browser, case in zip(browsers, files, strict=True)
    ]
    ids = [case.id for case in files]
    assert together(acts) == [303, 303]
    assert {of(cases.get(one)).symbol for one in ids} == {"REC/2026/1/Corr.1", "REC/2026/1/Corr.2"}


# From the procedure to the register


def reviewed(acting: Acting, case: Any, states: tuple[str, ...]) -> None:
    acting.declared = set()
    for state in states:
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
        acting.opine(case, state)


def test_a_corrigendum_runs_to_its_published_pdf(acting: Acting) -> None:
    recommendation(acting)
    case = open_file(acting.browser("secretariat"), "corrigendum", corrects="REC/2026/1")
    assert press(acting.browser("secretariat"), case.path, "submit") == 303
    reviewed(acting, case, ("kg",))
    assert press(acting.browser("secretariat"), case.path, "circulate") == 303
    acting.to_close(case)
    assert [press(acting.browser(key), case.path, "certify") for key in ("chair", "vice-chair")] == [303, 303]
    acting.print_out()
    assert press(acting.browser("secretariat"), case.path, "publish") == 303
    found = of(case)
    shown = page(acting, found.path)
    pdf = acting.app.test_client().get(f"{found.path}/REC-2026-1-Corr.1-en.pdf")
    out = " ".join(words(pdf.data).split())
    assert (found.path, pdf.headers["Content-Type"]) == ("/register/2026/1/Corr.1", "application/pdf")
    assert "Corrects REC/2026/1" in shown.words
    assert "Corrigendum to REC/2026/1, adopted under the silence procedure on" in shown.words
    assert "Corrigendum to REC/2026/1, adopted under the silence procedure on" in out
    assert f"Corrects REC/2026/1 ({queries.published(2026, 1).code})" in out
    assert "Approved by Chair" in out
    assert read(pdf.data).faults == []
    verified = acting.app.test_client().post("/verify", data={"file": (BytesIO(pdf.data), "copy.pdf")})
    assert "byte for byte, what the council issued as REC/2026/1/Corr.1" in Page(verified).words


def test_a_good_practice_runs_to_its_published_pdf(acting: Acting) -> None:
    case = open_file(acting.browser("expert.kz"), "good-practice")
    assert press(acting.browser("expert.kz"), case.path, "submit") == 303
    reviewed(acting, case, ("kg", "tj"))
    assert [press(acting.browser("chair"), case.path, move) for move in ("open_comments", "accept")] == [303, 303]
    acting.print_out()
    assert press(acting.browser("secretariat"), case.path, "publish") == 303
    found = of(case)
    pdf = acting.app.test_client().get(f"{found.path}/REC-GP-2026-1-en.pdf")
    out = " ".join(words(pdf.data).split())
    assert found.path == "/register/GP/2026/1"
    assert "Good practice adopted on 1 September 2026" in page(acting, found.path).words
    assert "Good practice adopted on 1 September 2026" in out
    assert "Approved by Chair" in out
    assert "Procedure" not in out and "silence" not in out
    assert read(pdf.data).faults == []


def test_without_an_adoption_by_states_the_day_of_the_decision_counts(council: Acting) -> None:
    found = practice(council)
    assert found.adopted_at == found.prepared_at == council.now


def test_what_is_corrected_says_so_and_stays_as_it_was_issued(council: Acting) -> None:
    before = queries.published(2026, 1)
    held = (before.content_hash, before.titles, queries.issue(before.id, "en").sha256)
    assert "Corrected by" not in page(council, "/register/2026/1").words
    corrigendum(council)
    corrigendum(council)
    shown = page(council, "/register/2026/1")
    assert "Corrected by REC/2026/1/Corr.1" in shown.words
    assert {"/register/2026/1/Corr.1", "/register/2026/1/Corr.2"} <= set(shown.links())
    db.session.rollback()
    after = queries.published(2026, 1)
    assert (after.content_hash, after.titles, queries.issue(after.id, "en").sha256) == held


def test_a_corrigendum_not_yet_published_is_not_in_the_register(council: Acting) -> None:
    press(council.browser("chair"), correction(council).path, "decide")
    assert "Corrected by" not in page(council, "/register/2026/1").words
    assert page(council, "/register/2026/1/Corr.1").status == 404
    assert "Corr.1" not in page(council, "/register").words


@pytest.mark.parametrize(
    "path",
    ["/register/2026/1/Corr.2", "/register/2026/2/Corr.1", "/register/GP/2026/1", "/register/GP/2026/1/Corr.1",
     "/register/XX/2026/1", "/register/2026/1/Corr.0", "/register/2026/1/Corr.1/REC-2026-1-en.pdf"],
)  # fmt: skip
def test_there_is_nothing_at_an_address_of_no_publication(council: Acting, path: str) -> None:
    corrigendum(council)
    assert page(council, path).status == 404


def test_the_register_lists_every_kind_with_its_name(council: Acting) -> None:
    corrigendum(council)
    practice(council)
    shown = page(council, "/register")
    rows = {row.findtext(".//span"): row.text_content() for row in shown.tree.xpath("//tbody/tr")}
    assert set(rows) == {"REC/2026/1", "REC/2026/1/Corr.1", "REC/GP/2026/1"}
    assert "Corrected by" in rows["REC/2026/1"]
    assert "Corrects" in rows["REC/2026/1/Corr.1"]
    assert [str(KINDS[kind]) in rows[symbol] for symbol, kind in
            [("REC/2026/1", "recommendation"), ("REC/2026/1/Corr.1", "corrigendum"), ("REC/GP/2026/1", "practice")]
            ] == [True] * 3  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [("recommendation", "REC/2026/1"), ("corrigendum", "REC/2026/1/Corr.1"), ("practice", "REC/GP/2026/1")],
)
def test_the_register_can_be_narrowed_to_one_kind(council: Acting, kind: str, symbol: str) -> None:
    corrigendum(council)
    practice(council)
    shown = page(council, f"/register?kind={kind}")
    assert [row.findtext(".//span") for row in shown.tree.xpath("//tbody/tr")] == [symbol]
    assert shown.value("kind") == kind


def test_a_kind_that_there_is_not_narrows_nothing(council: Acting) -> None:
    assert len(page(council, "/register?kind=elephant").tree.xpath("//tbody/tr")) == 1


def test_the_verification_page_knows_every_kind_and_warns_of_a_correction(council: Acting) -> None:
    found, second = corrigendum(council), practice(council)
    assert "Corrigendum" in page(council, f"/verify/{found.code}").words
    assert "Corrects REC/2026/1" in page(council, f"/verify/{found.code}").words
    assert "Good practice" in page(council, f"/verify/{second.code}").words
    code = queries.published(2026, 1).code
    assert "Corrected by REC/2026/1/Corr.1" in page(council, f"/verify/{code}").words


# The condition


def test_a_file_that_names_nothing_cannot_become_a_corrigendum(council: Acting) -> None:
    case = correction(council)
    case.corrects_id = None
    db.session.commit()
    shown = Page(council.browser("chair").get(f"{case.path}/move/decide"))
    assert "The file names no published text." in shown.words
    assert press(council.browser("chair"), case.path, "decide") == 409
    assert queries.of_case(case.id) is None


def test_the_symbol_of_a_corrigendum_is_refused_where_no_condition_asked_for_the_name(council: Acting) -> None:
    case = open_file(council.browser("secretariat"), "learning")
    with pytest.raises(NotNow, match="names no published text"):
        council.do(lambda **by: operations.prepare(case, "corrigendum", **by), by="chair")


def test_a_file_says_what_it_corrects_and_whether_its_condition_holds(council: Acting) -> None:
    case = correction(council)
    shown = Page(council.browser("chair").get(case.path))
    assert "/register/2026/1" in shown.links()
    assert "It corrects REC/2026/1: Continuity of support after return." in shown.words


def test_a_file_that_corrects_costs_one_question_more_at_most(council: Acting) -> None:
    browser = council.browser("secretariat")
    corrects = open_file(browser, "corrigendum", corrects="REC/2026/1").path
    plain = open_file(browser, "recommendation").path
    for page_of in ("", "/comments", "/review", "/adoption", "/history"):
        assert asked(browser, corrects + page_of)[1] <= min(MOST, asked(browser, plain + page_of)[1] + 1), page_of


# What a procedure publishes


@pytest.mark.parametrize(("name", "kind"), [("mending", "corrigendum"), ("learning", "practice"), ("recommendation", "recommendation")])  # fmt: skip
def test_what_a_procedure_publishes_follows_from_the_symbol_that_it_gives(acting: Acting, name: str, kind: str) -> None:
    workflow: Workflow = learn(acting).app.extensions["definitions"].named[name]
    assert kind_of(workflow) == kind
    assert corrects(workflow) == (kind == "corrigendum")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("silence", [True, False])
def test_page_and_print_say_the_same_of_an_adoption(kind: str, silence: bool) -> None:
    shown = str(act(kind, START.date(), procedure="silence" if silence else None, corrected="REC/2026/3"))
    record = adopted(at=START, kind="silence" if silence else "", opened_at=START if silence else None)
    print_facts = facts(kind=kind, corrects="REC/2026/3", adopted=record)
    on_paper = printed(BODY, "en", print_facts).act.striptags().replace("\u00a0", " ")
    assert on_paper == shown.replace("2026-09-01", "1 September 2026")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_what_it_is_to_become(language: str) -> None:
    acts = {
        kind: printed(BODY, language, draft_facts(kind=kind, corrects="REC/2026/3")).act.striptags() for kind in KINDS
    }
    assert len(set(acts.values())) == 3
    assert [kind for kind in KINDS if "REC/2026/3" in acts[kind]] == ["corrigendum"]


# The tables


def test_what_was_published_before_there_were_kinds_is_a_recommendation_at_the_same_address(each_app: Flask) -> None:
    found = recommendation(Acting(each_app))
    issued = db.session.query(Issue.sha256).all()
    before = (found.symbol, found.path, found.code)
    db.session.remove()
    command.downgrade(configuration(db.engine), "0002")
    upgrade(db.engine)
    after = queries.published(2026, 1)
    assert (after.kind, after.part, after.corrects_id) == ("recommendation", 0, None)
    assert (after.symbol, after.path, after.code) == before
    assert db.session.query(Issue.sha256).all() == issued


def test_the_tables_do_not_go_back_to_where_a_publication_has_no_place(each_app: Flask) -> None:
    acting = learn(Acting(each_app))
    recommendation(acting)
    found = corrigendum(acting).symbol
    db.session.remove()
    with pytest.raises(CommandError, match="cannot hold them"):
        command.downgrade(configuration(db.engine), "0002")
    assert queries.published(2026, 1, part=1).symbol == found


def test_the_database_itself_keeps_numbers_apart(each_app: Flask) -> None:
    acting = learn(Acting(each_app))
    recommendation(acting)
    corrigendum(acting)
    columns = [column for column in Publication.__table__.c if column.name not in ("id", "case_id", "symbol", "code")]
    other = acting.open_case().id
    for part in (0, 1):
        twin = {column.name: getattr(queries.published(2026, 1, part=part), column.name) for column in columns}
        db.session.add(Publication(**twin, case_id=other, symbol=f"TWIN/{part}", code=f"TWIN-{part}"))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
