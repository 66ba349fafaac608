"""What a State's people write stays in their delegation until it is released; letters are recorded with their source."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from council_flow.consultation.reminding import REMIND
from council_flow.database import db
from council_flow.notifications.models import Outbox
from council_flow.recommendations import operations as cases
from council_flow.recommendations.models import Case
from tests.discussion.test_audience import COUNCIL_DOORS, DOORS, read
from tests.factories.acting import Acting
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/consultation"
SECRET = "Our ministry would rather see nine months."


def opened(acting: Acting) -> Case:
    case: Case = acting.do(cases.open_case, "session", acting.body(), by="expert.uz", reason="Zero draft")
    acting.move(case, "open_consultation")
    return case


def comment(acting: Acting, case: Case, by: str = "expert.kz", text: str = SECRET, **more: str) -> int:
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": text, "type": "substantive", **more}
    return int(acting.browser(by).post(f"{FILE}/comment", data=sent).status_code)


def release(acting: Acting, by: str = "focal.kz", **sent: object) -> int:
    return int(acting.browser(by).post(f"{PAGE}/release", data=sent).status_code)


def shown(acting: Acting, by: str, door: str = "/comments") -> bool:
    return SECRET in acting.browser(by).get(FILE + door).get_data(as_text=True)


def test_what_a_delegation_writes_is_seen_by_nobody_else_before_it_is_released(acting: Acting) -> None:
    case = opened(acting)
    assert comment(acting, case) == 303
    assert [shown(acting, who) for who in ("expert.kz", "focal.kz")] == [True, True]
    assert [shown(acting, who) for who in ("expert.uz", "expert.kg", "focal.jo", "chair", "secretariat")] == [False] * 5
    assert release(acting, do="all") == 303
    assert all(shown(acting, who) for who in ("expert.uz", "expert.kg", "focal.jo", "chair"))
    assert acting.case(case).open_comments == 1


@pytest.mark.parametrize("who", ["expert.kg", "focal.jo", "chair", "secretariat", "expert.uz"])
def test_no_door_shows_what_a_delegation_has_not_released(acting: Acting, who: str) -> None:
    case = opened(acting)
    comment(acting, case)
    key = acting.text_of(case).operative()[0].key
    for door in (*(FILE + door.format(key=key) for door in DOORS), *COUNCIL_DOORS, f"{FILE}/reports/round.docx"):
        assert SECRET not in read(acting.browser(who).get(door).data), door


def test_the_focal_point_releases_some_as_the_position_of_the_state(acting: Acting) -> None:
    case = opened(acting)
    comment(acting, case)
    comment(acting, case, text="A second thought that stays inside.")
    assert release(acting, comments=["7"], do="chosen") == 422
    assert release(acting, do="chosen") == 422
    assert release(acting, by="expert.kz", comments=["1"], do="chosen") == 403
    assert release(acting, by="focal.kg", comments=["1"], do="chosen") == 422
    assert release(acting, comments=["1"], as_position="y", do="chosen") == 303
    page = Page(acting.browser("chair").get(f"{FILE}/comments"))
    assert SECRET in page.source
    assert "A second thought" not in page.source
    assert "A second thought" in Page(acting.browser("focal.kz").get(PAGE)).source


def test_what_is_not_released_holds_nothing_up(acting: Acting) -> None:
    case = opened(acting)
    comment(acting, case)
    assert (acting.case(case).open_comments, acting.case(case).open_limited) == (0, 0)
    page = Page(acting.browser("expert.kz").get(f"{FILE}/comments"))
    assert "Seen by its delegation only, not released yet" in page.source


def test_elsewhere_a_person_may_keep_a_comment_in_the_delegation(acting: Acting) -> None:
    case = acting.to_consultation()
    assert comment(acting, case, by="expert.kg", audience="delegation") == 303
    assert not shown(acting, "expert.tj")
    assert shown(acting, "focal.kg")


def test_the_secretariat_records_an_answer_with_its_letter_and_the_state_corrects_it(acting: Acting) -> None:
    case = acting.to_consultation()
    sent = {"party": "TM", "answer": "agrees", "letter": "1"}
    assert acting.browser("secretariat").post(f"{PAGE}/record", data=sent).status_code == 422
    paper = {"file": (io.BytesIO(b"We agree."), "letter.txt"), "title": "Letter", "language": "en", "label": "letter"}
    acting.browser("secretariat").post(f"{FILE}/documents", data=paper)
    assert acting.browser("chair").post(f"{PAGE}/record", data=sent).status_code == 403
    assert acting.browser("chair").get(f"{PAGE}/record").status_code == 403
    assert acting.browser("secretariat").get(f"{PAGE}/record").status_code == 200
    assert acting.browser("secretariat").post(f"{PAGE}/record", data=sent).status_code == 303
    assert acting.case(case).answers == 1
    assert "Recorded by the secretariat, with a letter" in Page(acting.browser("chair").get(f"{PAGE}?party=TM")).words
    acting.browser("focal.tm").post(PAGE, data={"answer": "has_concern", "text": "Paragraph 2."})
    page = Page(acting.browser("chair").get(f"{PAGE}?party=TM"))
    assert "Recorded by the secretariat, with a letter" not in page.words
    assert acting.case(case).answers == 1


def test_the_report_of_the_rounds_is_there_as_word_and_as_pdf(acting: Acting) -> None:
    acting.to_consultation()
    assert acting.browser("chair").get(f"{FILE}/reports/round.docx").data[:2] == b"PK"
    acting.browser("chair").post(f"{FILE}/reports/round.pdf")
    acting.print_out()
    assert acting.browser("chair").get(f"{FILE}/reports/round.pdf").data[:5] == b"%PDF-"


def test_a_closed_round_is_opened_again_with_a_reason_and_closes_again(each_app: Flask) -> None:
    acting = Acting(each_app)
    case = acting.to_consultation()
    more = {"count": "3", "unit": "days"}
    assert acting.browser("chair").post(f"{PAGE}/reopen", data={**more, "reason": "Holidays."}).status_code == 409
    acting.to_close(case)
    assert acting.browser("focal.kz").post(f"{PAGE}/reopen", data={**more, "reason": "Holidays."}).status_code == 403
    assert acting.browser("chair").post(f"{PAGE}/reopen", data=more).status_code == 422
    assert acting.browser("chair").post(f"{PAGE}/reopen", data={**more, "reason": "Holidays."}).status_code == 303
    acting.browser("focal.kz").post(PAGE, data={"answer": "agrees"})
    assert acting.case(case).answers == 1
    acting.to_close(case)
    acting.browser("focal.kg").post(PAGE, data={"answer": "agrees"})
    assert acting.case(case).answers == 1
    assert "opened round 1" in Page(acting.browser("chair").get(f"{FILE}/history")).words


def test_a_state_confirms_that_the_text_has_arrived_before_it_answers(acting: Acting) -> None:
    acting.to_consultation()
    assert acting.browser("focal.jo").post(f"{PAGE}/receipt").status_code == 303
    assert acting.browser("chair").post(f"{PAGE}/receipt").status_code in {403, 409}
    page = Page(acting.browser("chair").get(PAGE))
    assert page.words.count("text received") == 1
    assert "Has the text arrived?" not in Page(acting.browser("focal.jo").get(PAGE)).words


def test_who_leads_the_file_is_told_who_has_not_answered(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.browser("focal.kz").post(PAGE, data={"answer": "agrees"})
    acting.to_close(case)
    desk = Page(acting.browser("chair").get("/desk"))
    assert "round 1 has closed; without an answer" in desk.words
    assert "Kyrgyzstan" in desk.words


def consolidate(acting: Acting, by: str = "focal.kz", **sent: object) -> Page:
    return Page(acting.browser(by).post(f"{PAGE}/consolidate", data=sent))


def test_the_focal_point_says_in_other_words_what_the_delegation_wrote(acting: Acting) -> None:
    case = opened(acting)
    comment(acting, case)
    comment(acting, case, text="Nine months, and a deputy.")
    begun = Page(acting.browser("focal.kz").get(f"{PAGE}/consolidate?comments=1&comments=2"))
    assert "Nine months, and a deputy." in begun.source and SECRET in begun.source
    assert acting.browser("focal.kg").get(f"{PAGE}/consolidate?comments=1").get_data(as_text=True).count(SECRET) == 0
    assert consolidate(acting, by="expert.kz", comments=["1"], text="x").status == 403
    assert consolidate(acting, by="focal.kg", comments=["1"], text="x").status == 422
    assert "Write" in consolidate(acting, comments=["1", "2"], text="").refusal("text")
    assert consolidate(acting, comments=["1", "2"], text="Kazakhstan asks for nine months.").status == 303
    for who in ("chair", "expert.kg"):
        page = Page(acting.browser(who).get(f"{FILE}/comments"))
        assert "Kazakhstan asks for nine months." in page.words
        assert SECRET not in page.source and "a deputy" not in page.source
    own = Page(acting.browser("expert.kz").get(f"{FILE}/comments"))
    assert SECRET in own.source and "Said for the State in comment 3." in own.words
    assert acting.case(case).open_comments == 1
    assert consolidate(acting, comments=["1"], text="Again.").status == 422


def test_a_suggestion_is_released_in_other_words_by_itself(acting: Acting) -> None:
    case = opened(acting)
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "act": "replace", "proposed": "Words of the expert;", "text": "Shorter."}
    assert acting.browser("expert.kz").post(f"{FILE}/suggest", data=sent).status_code == 303
    comment(acting, case)
    assert "by itself" in consolidate(acting, comments=["1", "2"], text="Both").words
    assert consolidate(acting, comments=["1"], text="Shorter.", proposed="Words of the State;").status == 303
    seen = acting.browser("chair").get(f"{FILE}/suggestions?paragraph={key}").get_data(as_text=True)
    assert "Words of the expert" not in seen and "State" in seen


@pytest.mark.parametrize("who", ["expert.kg", "focal.jo", "chair", "secretariat", "expert.uz"])
def test_no_door_shows_what_a_position_was_made_from(acting: Acting, who: str) -> None:
    case = opened(acting)
    comment(acting, case)
    consolidate(acting, comments=["1"], text="A courteous sentence.")
    key = acting.text_of(case).operative()[0].key
    for door in (*(FILE + door.format(key=key) for door in DOORS), *COUNCIL_DOORS, f"{FILE}/reports/round.docx"):
        page = read(acting.browser(who).get(door).data)
        assert SECRET not in page, door
        assert '#c1"' not in page and "comment 1." not in page, door


def test_a_round_that_is_opened_again_reminds_again(acting: Acting) -> None:
    case = acting.to_consultation()
    acting.to_close(case)
    acting.work()
    sent = {"count": "14", "unit": "days", "reason": "Holidays."}
    assert acting.browser("chair").post(f"{PAGE}/reopen", data=sent).status_code == 303
    db.session.rollback()
    planned = db.session.query(Outbox).filter(Outbox.kind == REMIND, Outbox.done_at.is_(None)).count()
    assert planned == 2
