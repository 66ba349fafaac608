"""Ways in which somebody found out what was hidden from them, each closed: hashes, ended terms, released threads, files, sheets."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest

from council_flow.audit.chain import SALT, entry_hash
from council_flow.audit.models import Entry
from council_flow.database import db, transaction
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestion import Imported
from council_flow.discussion.taking_over_operations import take_over
from council_flow.people import assignments_operations as assignments
from council_flow.people import operations as people
from council_flow.people.models import Account, Term
from council_flow.people.queries import as_assigned
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from tests.discussion.test_audience import COUNCIL_DOORS, DOORS, read
from tests.factories.acting import Acting
from tests.review.test_blind import reviewed
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
PAGE = f"{FILE}/consultation"
WORDS = "Ofhiddenwords"


def held(acting: Acting) -> Case:
    """Return a file in a round in which what a delegation writes waits for its release."""
    case: Case = acting.do(cases.open_case, "session", acting.body(), by="expert.uz", reason="Zero draft")
    acting.move(case, "open_consultation")
    return case


def write(acting: Acting, case: Case, by: str = "expert.kz", text: str = WORDS, **more: str) -> int:
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": text, "type": "substantive", **more}
    return int(acting.browser(by).post(f"{FILE}/comment", data=sent).status_code)


def everywhere(acting: Acting, who: str, words: str) -> list[str]:
    """Return the doors at which somebody meets words."""
    db.session.rollback()
    key = acting.text_of(queries.find(2026, 1)).operative()[0].key
    doors = (*(FILE + door.format(key=key) for door in DOORS), *COUNCIL_DOORS, f"{FILE}/reports/round.docx")
    return [door for door in doors if words in read(acting.browser(who).get(door).get_data())]


def test_the_hash_of_an_entry_does_not_tell_who_acted(acting: Acting) -> None:
    case = acting.to_consultation()
    write(acting, case, by="expert.tj", unnamed="y")
    rows = csv.DictReader(io.StringIO(acting.browser("expert.jo").get(f"{FILE}/history.csv").text.lstrip("\ufeff")))
    shown = next(row for row in rows if row["action"] == "discussion.comment.posted")
    db.session.rollback()
    entry = db.session.query(Entry).filter_by(tag="discussion.comment.posted").one()
    assert shown["hash"] == entry.hash == entry_hash(entry)  # type: ignore[arg-type]
    without = {name: value for name, value in entry.data.items() if name != SALT}
    db.session.expunge(entry)
    entry.data = without
    names = {account.id: account.name for account in db.session.query(Account)}
    for account, name in names.items():
        entry.actor_id, entry.actor_name = account, name
        assert entry_hash(entry) != shown["hash"]  # type: ignore[arg-type]
    assert SALT not in acting.browser("secretariat").get(f"/record/{entry.seq}").text


def test_a_reviewer_whose_task_has_ended_keeps_the_alias(acting: Acting) -> None:
    case = reviewed(acting)
    person = acting.actor("reviewer.kg").id
    assert person is not None
    acting.do(assignments.unassign, case.id, person, "reviewer", by="secretariat")
    sent = {"reason": "Said elsewhere."}
    number = db.session.query(Comment).filter_by(author_id=person).one().number
    assert acting.browser("reviewer.kg").post(f"{FILE}/comments/{number}/withdraw", data=sent).status_code == 303
    page = Page(acting.browser("expert.uz").get(f"{FILE}/history"))
    assert f"Reviewer 1 withdrew comment {number}" in page.words


def test_nobody_decides_on_what_waits_in_a_delegation(acting: Acting) -> None:
    case = held(acting)
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "act": "replace", "proposed": f"{WORDS};", "text": "Shorter."}
    assert acting.browser("expert.uz").post(f"{FILE}/suggest", data=sent).status_code == 303
    drafter = acting.browser("expert.uz")
    assert WORDS not in drafter.get(f"{FILE}/suggestions?paragraph={key}").text
    for address in ("comments/1/dispose", "suggestions"):
        data = {"disposition": "accepted", "response": "Yes.", "n-1": "1", "choice-1": "accept", "reason": "x"}
        assert drafter.post(f"{FILE}/{address}", data=data).status_code >= 400
    assert acting.case(case).version == 1
    assert everywhere(acting, "expert.jo", WORDS) == []


def test_what_was_replied_in_a_delegation_stays_there(acting: Acting) -> None:
    case = held(acting)
    write(acting, case, text="For the council in the end.")
    assert acting.browser("reviewer.kz").post(f"{FILE}/comments/1/reply", data={"text": WORDS}).status_code == 303
    assert acting.browser("focal.kz").post(f"{PAGE}/release", data={"do": "all"}).status_code == 303
    assert everywhere(acting, "expert.jo", "For the council in the end.")
    assert everywhere(acting, "expert.jo", WORDS) == []
    assert WORDS in acting.browser("expert.kz").get(FILE).text
    acting.browser("expert.uz").post(f"{FILE}/comments/1/reply", data={"text": "Thank you."})
    assert "Thank you." in acting.browser("expert.jo").get(FILE).text


def test_a_guest_of_the_round_releases_nothing_of_a_state(acting: Acting) -> None:
    case = held(acting)
    write(acting, case)
    sent = {"person": acting.actor("reviewer.kz").id}
    assert acting.browser("chair").post(f"{PAGE}/invite", data=sent).status_code == 303
    guest = acting.browser("reviewer.kz")
    assert guest.post(f"{PAGE}/release", data={"do": "all"}).status_code == 403
    assert guest.post(f"{PAGE}/consolidate", data={"comments": "1", "text": "For us."}).status_code == 403
    assert guest.post(f"{PAGE}/receipt").status_code == 403
    assert everywhere(acting, "expert.jo", WORDS) == []


def acting_for(acting: Acting, holder: str, person: str) -> None:
    account = db.session.query(Account).filter_by(email=f"{holder}@council.example").one()
    term = db.session.query(Term).filter_by(account_id=account.id).one()
    acting.do(
        people.act_for, term.id, acting.actor(person).id, from_at=acting.now, until_at=acting.now + timedelta(days=9),
        by="secretariat",
    )  # fmt: skip


def test_who_acts_for_the_focal_point_of_another_state_speaks_for_that_one(acting: Acting) -> None:
    case = held(acting)
    write(acting, case, by="expert.kg", text="Of the delegation of Kyrgyzstan.")
    write(acting, case, text="Of the delegation of Kazakhstan.")
    acting_for(acting, "focal.kz", "expert.kg")
    deputy = acting.browser("expert.kg")
    assert deputy.post(f"{PAGE}/release", data={"do": "all"}).status_code == 303
    assert everywhere(acting, "expert.jo", "Of the delegation of Kyrgyzstan.") == []
    assert everywhere(acting, "expert.jo", "Of the delegation of Kazakhstan.")
    assert deputy.post(PAGE, data={"answer": "agrees"}).status_code == 303
    csv_page = acting.browser("chair").get(f"{PAGE}.csv").text
    assert "Kazakhstan,agrees" in csv_page and "Kyrgyzstan,," in csv_page


def test_a_private_comment_can_still_be_put_under_the_chatham_house_rule(acting: Acting) -> None:
    case = acting.to_consultation()
    author = acting.browser("expert.tj")
    key = acting.text_of(case).operative()[0].key
    sent = {"paragraph": key, "text": WORDS, "type": "substantive"}
    author.post(f"{FILE}/comment", data={**sent, "do": "hold"})
    author.post(f"{FILE}/comments/held/1", data={**sent, "unnamed": "y"})
    assert Page(author.get(f"{FILE}/comments/held/1")).has("//input[@name='unnamed' and @checked]")
    author.post(f"{FILE}/comments/held", data={"do": "all"})
    page = acting.browser("expert.jo").get(f"{FILE}/comments").text
    assert WORDS in page and "A participant" in page and "Expert, Tajikistan" not in page


def test_what_is_unnamed_is_released_without_its_state(acting: Acting) -> None:
    case = held(acting)
    write(acting, case, unnamed="y")
    write(acting, case, text="Named.")
    focal = acting.browser("focal.kz")
    assert focal.post(f"{PAGE}/release", data={"do": "all"}).status_code == 422
    assert focal.post(f"{PAGE}/release", data={"comments": "1", "do": "chosen", "as_position": "y"}).status_code == 422
    assert focal.post(f"{PAGE}/release", data={"comments": "1", "do": "chosen"}).status_code == 303
    for who in ("expert.jo", "expert.uz", "chair", "secretariat"):
        for door in ("/history", "/history.csv"):
            page = acting.browser(who).get(FILE + door).text
            assert "A participant released comments" in page and "Kazakhstan to the council" not in page, who
        assert "Kazakhstan released" not in acting.browser(who).get("/desk").text


@pytest.mark.parametrize("who", ["expert.jo", "chair", "secretariat"])
def test_a_file_names_no_author_whose_name_is_hidden(acting: Acting, who: str) -> None:
    case = reviewed(acting)
    key = acting.text_of(case).operative()[0].key
    row = Imported(key, "From a file.", "", None, "substantive", "en", "Own name", "row-1")
    actor = as_assigned(acting.actor("reviewer.kg"), 2026, 1)
    with transaction():
        take_over(case.id, [row], actor=actor, now=acting.now)
    assert "From a file." in acting.browser(who).get(f"{FILE}/comments").text
    assert everywhere(acting, who, "Own name") == []


def test_a_guest_who_reviews_is_not_matched_to_the_alias(acting: Acting) -> None:
    case = held(acting)
    person = acting.actor("partner").id
    acting.browser("chair").post(f"{PAGE}/invite", data={"person": person})
    acting.do(assignments.assign, case.id, person, "reviewer", by="secretariat")
    write(acting, case, by="partner", text="As a reviewer.")
    assert acting.browser("partner").post(PAGE, data={"answer": "agrees"}).status_code == 303
    page = Page(acting.browser("expert.jo").get(f"{PAGE}?party=p:{person}"))
    assert "Reviewer 1" not in page.words and "As a reviewer." not in page.words
    assert "Reviewer 1 answered" not in acting.browser("expert.jo").get(f"{FILE}/history").text


def test_who_answers_a_comment_in_office_is_not_taken_for_its_unnamed_author(acting: Acting) -> None:
    case = acting.to_consultation()
    write(acting, case, by="expert.kz", unnamed="y")
    sent = {"disposition": "noted", "response": "Seen."}
    acting.browser("expert.kz").post(f"{FILE}/comments/1/dispose", data=sent)
    assert "A participant gave comment 1" not in acting.browser("expert.jo").get(f"{FILE}/history").text


def test_a_sheet_does_not_tell_that_another_delegation_has_posted_its_row(acting: Acting) -> None:
    case = held(acting)
    key = acting.text_of(case).operative()[0].key
    rows = [Imported(key, WORDS, "", None, "substantive", "en", "", "abcdefghij-5.x")]
    for by in ("expert.kz", "expert.kg", "expert.kg"):
        acting.do(take_over, case.id, rows, by=by)
    written = db.session.query(Comment).order_by(Comment.number).all()
    assert [one.state for one in written] == ["KZ", "KG"]


def test_held_comments_do_not_change_who_is_said_to_be_waited_for(acting: Acting) -> None:
    case = held(acting)
    write(acting, case, by="expert.jo", audience="chair")

    def told() -> str:
        return json.dumps(acting.browser("chair").get(f"{FILE}/moves.json").get_json())

    before = told()
    write(acting, case)
    assert told() == before


def test_a_report_made_for_other_audiences_is_not_served(acting: Acting) -> None:
    case = held(acting)
    write(acting, case)
    browser = acting.browser("expert.kz")
    browser.post(f"{FILE}/reports/round.pdf")
    acting.print_out()
    assert browser.get(f"{FILE}/reports/round.pdf").data[:5] == b"%PDF-"
    term = db.session.query(Term).filter_by(account_id=acting.actor("expert.kz").id).one()
    acting.do(people.end_term, term.id, by="secretariat")
    acting.do(people.add_term, term.account_id, "expert", state="TM", from_at=acting.now, by="secretariat")
    assert acting.browser("expert.kz").get(f"{FILE}/reports/round.pdf").data[:5] != b"%PDF-"
