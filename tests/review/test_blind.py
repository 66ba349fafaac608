"""A blind review: reviewers act under a number, and no page, file or message shows who they are."""

from __future__ import annotations

import pytest

from council_flow.notifications.models import Outbox
from council_flow.people import assignments_operations as assignments
from council_flow.people.aliases import alias, blindness
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.recommendations.models import Case
from council_flow.settings import shared_folder
from tests.discussion.test_audience import COUNCIL_DOORS, DOORS, read
from tests.factories.acting import Acting
from tests.recommendations.conftest import Councils
from tests.web.page import Page

FILE = "/drafts/2026/L.1"
HIDDEN = ("Expert, Kyrgyzstan", "Expert, Tajikistan")
REASONS = "The second paragraph rests on no study."
CRITERIA = ("clarity", "evidence", "feasibility", "human_rights", "gender", "children")


def reviewed(acting: Acting, by: str = "expert.uz") -> Case:
    """Return a file whose two reviewers have done everything that reviewers do, through their pages."""
    case: Case = acting.do(cases.open_case, "session", acting.body(), by=by, reason="Zero draft")
    acting.move(case, "open_consultation")
    acting.answer_all(case)
    acting.to_close(case)
    acting.move(case, "open_review")
    for state in ("kg", "tj"):
        acting.do(assignments.assign, case.id, acting.actor(f"reviewer.{state}").id, "reviewer", by="secretariat")
    for state in ("kg", "tj"):
        browser = acting.browser(f"reviewer.{state}")
        key = acting.text_of(case).operative()[0].key
        browser.post(f"{FILE}/review/reply", data={"accepted": "yes"})
        browser.post(f"{FILE}/review/interest", data={"concerned": "no"})
        grades = {f"grade-{name}": "sound" for name in CRITERIA}
        given = browser.post(f"{FILE}/review/opinion", data={"opinion": "ready", "reasons": REASONS, **grades})
        assert given.status_code == 303
        assert (
            browser.post(
                f"{FILE}/comment", data={"paragraph": key, "text": f"A remark of {state}.", "type": "substantive"}
            ).status_code
            == 303
        )
        assert browser.post(f"{FILE}/comments/1/reply", data={"text": "I agree."}).status_code == 303
    return case


@pytest.mark.parametrize(
    "who", ["expert.uz", "expert.kz", "focal.kg", "focal.jo", "chair", "secretariat", "reviewer.tj"]
)
def test_no_door_shows_who_reviews(acting: Acting, who: str) -> None:
    case = reviewed(acting)
    key = acting.text_of(case).operative()[0].key
    knows = who in {"chair", "secretariat"}
    doors = [FILE + door.format(key=key) for door in DOORS]
    doors += [f"{FILE}/review", f"{FILE}/history", f"{FILE}/history.csv", f"{FILE}/moves.json", *COUNCIL_DOORS]
    doors += [] if knows else [f"{FILE}/people"]
    for door in doors:
        page = read(acting.browser(who).get(door).get_data())
        own = HIDDEN[1:] if who == "reviewer.tj" else ()
        assert [one for one in HIDDEN if one in page and one not in own] == [], door
    review = Page(acting.browser(who).get(f"{FILE}/review"))
    assert "Reviewer 1" in review.words
    assert REASONS in review.words


def test_chair_and_secretariat_know_who_they_are(acting: Acting) -> None:
    reviewed(acting)
    for who in ("chair", "secretariat"):
        page = Page(acting.browser(who).get(f"{FILE}/people"))
        assert "Reviewer 1" in page.words
    names = {account.name for account in map(acting.actor, ("reviewer.kg", "reviewer.tj"))}
    page = Page(acting.browser("secretariat").get(f"{FILE}/people"))
    table = " ".join(one.text_content() for one in page.all("//table"))
    assert all(name in table for name in names)
    assert not any(name in Page(acting.browser("expert.uz").get(f"{FILE}/people")).source for name in names)


def test_no_message_names_a_reviewer(acting: Acting) -> None:
    reviewed(acting)
    from council_flow.database import db

    letters = " ".join(str(row.payload) for row in db.session.query(Outbox).all())
    assert [one for one in HIDDEN if one in letters] == []


def test_elsewhere_the_person_keeps_the_own_name(acting: Acting) -> None:
    reviewed(acting)
    other: Case = acting.do(cases.open_case, "recommendation", acting.body(), by="reviewer.kg", reason="Zero draft")
    acting.move(other, "open_consultation")
    assert "Expert, Kyrgyzstan" in Page(acting.browser("expert.uz").get("/drafts/2026/L.2/history")).words


def test_which_names_a_procedure_hides(acting: Acting) -> None:
    workflow = queries.definitions().named["session"]
    assert blindness(workflow) == ("single", frozenset({"reviewer"}))
    assert alias(workflow, "reviewer", 2) == {
        "en": "Reviewer 2",
        "ru": "Рецензент 2",
        "uz": "Taqrizchi 2",
        "ar": "المراجِع 2",
    }
    assert alias(workflow, "drafter", 1) is None
    assert alias(queries.definitions().named["recommendation"], "reviewer", 1) is None


def test_a_double_blind_review_hides_who_writes_the_text_too(council_with: Councils) -> None:
    text = (shared_folder("workflows") / "session.yaml").read_text(encoding="utf-8")
    acting = council_with("session.yaml", text.replace("blind: single", "blind: double"))
    case = reviewed(acting, "expert.kz")
    key = acting.text_of(case).operative()[0].key
    acting.browser("expert.kz").post(f"{FILE}/comments/1/dispose", data={"disposition": "noted", "response": "Seen."})
    for who in ("reviewer.kg", "expert.uz", "focal.jo"):
        for door in (
            *(FILE + door.format(key=key) for door in DOORS),
            f"{FILE}/review",
            f"{FILE}/people",
            f"{FILE}/history.csv",
        ):
            assert "Expert, Kazakhstan" not in read(acting.browser(who).get(door).get_data()), (who, door)
    assert "Drafter opened the file" in Page(acting.browser("reviewer.kg").get(f"{FILE}/history")).words
