"""Institutions and persons are heard beside the States: they see the file, answer, comment, and are not counted."""

from __future__ import annotations

import io

from flask import Flask

from council_flow.consultation import queries
from council_flow.consultation.parties import PERSON, guest, is_state
from council_flow.database import db
from council_flow.people import queries as people
from council_flow.recommendations import operations as cases
from council_flow.recommendations.models import Case
from tests.discussion.test_audience import read
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/consultation"


def opened(acting: Acting) -> Case:
    case: Case = acting.do(cases.open_case, "session", acting.body(), by="expert.uz", reason="Zero draft")
    acting.move(case, "open_consultation")
    return case


def institution(acting: Acting) -> int:
    found = {name: number for number, name in people.institutions(acting.now).items()}
    return found["United Nations partner"]


def invite(acting: Acting, by: str = "chair", **sent: object) -> int:
    return int(acting.browser(by).post(f"{PAGE}/invite", data=sent).status_code)


def answer(acting: Acting, by: str, value: str = "agrees", text: str = "") -> int:
    return int(acting.browser(by).post(PAGE, data={"answer": value, "text": text}).status_code)


def answered(case: Case) -> list[str]:
    db.session.rollback()
    latest = queries.current(case.id)
    assert latest is not None
    return queries.answered(latest.id)


def test_a_party_is_a_state_or_not() -> None:
    assert is_state("KZ") and is_state("XA")
    assert not is_state(guest(PERSON, 7))


def test_an_institution_is_asked_answers_and_is_not_counted(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = opened(acting)
    assert answer(acting, "partner") == 403
    assert invite(acting, institution=institution(acting)) == 303
    assert invite(acting, institution=institution(acting)) == 422
    assert acting.case(case).invited == 10
    assert answer(acting, "partner", "has_concern", "The word return needs its safeguards beside it.") == 303
    fresh = acting.case(case)
    assert (fresh.answers, fresh.invited) == (0, 10)
    page = Page(acting.browser("expert.kz").get(PAGE))
    assert "Asked beside the States: heard, not counted" in page.words
    assert "0 of 10 States" in page.words
    found = Page(acting.browser("chair").get(f"{PAGE}?party=i:{institution(acting)}"))
    assert "The word return needs its safeguards beside it." in found.words


def test_its_comments_stand_in_its_line_and_are_seen_at_once(acting: Acting) -> None:
    case = opened(acting)
    invite(acting, institution=institution(acting))
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": "A cross-reference would help.", "type": "substantive"}
    assert acting.browser("partner").post(f"{FILE}/comment", data=sent).status_code == 303
    assert "A cross-reference would help." in acting.browser("expert.kg").get(f"{FILE}/comments").get_data(as_text=True)
    csv = acting.browser("chair").get(f"{PAGE}.csv").get_data(as_text=True)
    line = next(row for row in csv.splitlines() if row.startswith("United Nations partner"))
    assert "Agrees, with a comment" in line


def test_a_person_is_asked_and_answers_for_nobody_else(acting: Acting) -> None:
    case = opened(acting)
    person = acting.actor("expert.jo").id
    assert person
    assert invite(acting, person=person) == 303
    assert answer(acting, "expert.jo", "no_comment") == 303
    assert acting.case(case).answers == 0
    assert answered(case) == [f"p:{person}"]


def test_who_answers_for_a_state_is_not_asked_again_as_a_person(acting: Acting) -> None:
    opened(acting)
    page = Page(acting.browser("chair").post(f"{PAGE}/invite", data={"person": acting.actor("focal.kz").id}))
    assert page.status == 422
    assert "answers for a State" in page.refusal("person")


def test_only_those_who_lead_ask_guests_and_only_where_the_procedure_has_them(acting: Acting) -> None:
    opened(acting)
    assert invite(acting, by="expert.kz", institution=institution(acting)) == 403
    other = acting.open_case()
    acting.move(other, "open_consultation")
    sent = {"institution": institution(acting)}
    page = Page(acting.browser("chair").post("/drafts/2026/L.2/consultation/invite", data=sent))
    assert page.status == 422
    assert "In this procedure only States are asked" in page.words


def test_a_guest_has_the_answer_on_the_desk_and_is_reminded(acting: Acting) -> None:
    opened(acting)
    invite(acting, institution=institution(acting))
    assert "Answer for United Nations partner" in Page(acting.browser("partner").get("/desk")).words
    assert acting.browser("chair").post(f"{PAGE}/remind", data={}).status_code == 303
    assert "the answer of United Nations partner is awaited" in Page(acting.browser("partner").get("/desk")).words
    answer(acting, "partner")
    assert "Answer for United Nations partner" not in Page(acting.browser("partner").get("/desk")).words


def test_the_secretariat_records_what_a_guest_sent_on_paper(acting: Acting) -> None:
    case = opened(acting)
    invite(acting, institution=institution(acting))
    party = f"i:{institution(acting)}"
    paper = {"file": (io.BytesIO(b"We agree."), "letter.txt"), "title": "Letter", "language": "en", "label": "letter"}
    acting.browser("secretariat").post(f"{FILE}/documents", data=paper)
    sent = {"party": party, "answer": "agrees", "letter": "1"}
    assert acting.browser("secretariat").post(f"{PAGE}/record", data=sent).status_code == 303
    assert answered(case) == [party]


def test_the_report_names_guests(acting: Acting) -> None:
    opened(acting)
    invite(acting, institution=institution(acting))
    answer(acting, "partner", "agrees")
    assert "United Nations partner" in read(acting.browser("chair").get(f"{FILE}/reports/round.docx").data)
