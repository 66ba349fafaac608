"""No sequence of acts gives a State two voices or none, one person two approvals, or a text a majority it did not reach."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from council_flow.adoption import operations as adoption
from council_flow.adoption import queries
from council_flow.adoption.activities import Settings
from council_flow.adoption.rules import rules
from council_flow.adoption.tally import tally
from council_flow.cli import group
from council_flow.database import db, transaction
from council_flow.people import operations as people
from council_flow.people.models import Term
from council_flow.recommendations.models import Case
from tests.adoption.test_procedures import FILE, PAGE, letter, post, take, to_roll_call, to_written, words
from tests.factories.acting import Acting

VOICES = ("KZ", "KG", "TJ", "TM", "UZ", "XA")


def position(case: Case, state: str) -> str:
    db.session.rollback()
    procedure = queries.latest(case.id)
    assert procedure is not None
    return queries.positions(procedure.id)[state].position


def give_voice(acting: Acting) -> None:
    until = (acting.now + timedelta(days=5)).date().isoformat()
    sent = {"holder": "KG", "until": until, "given": "We give our voice."}
    assert post(acting, "focal.xa", "voice", **sent).status == 303


def acts_for(acting: Acting, holder: str, person: str) -> None:
    term = db.session.query(Term).filter_by(account_id=acting.actor(holder).id).one()
    until = acting.now + timedelta(days=20)
    acting.do(
        people.act_for, term.id, acting.actor(person).id, from_at=acting.now, until_at=until, by="secretariat"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("majority", "base", "tie", "casting", "outcome"),
    [
        ("more than 1/2", "cast", "chair", "yes", "carried"),
        ("more than 1/2", "cast", "chair", "no", "not_carried"),
        ("2/3", "cast", "chair", "yes", "not_carried"),
        ("more than 1/2", "members", "chair", "yes", "not_carried"),
        ("1/2", "cast", "fails", None, "not_carried"),
        ("1/3", "members", "fails", None, "not_carried"),
    ],
)
def test_equal_votes_carry_nothing_unless_the_chair_gives_the_one_that_is_missing(
    majority: str, base: str, tie: str, casting: str | None, outcome: str
) -> None:
    made = rules({"kind": "roll_call", "majority": majority, "base": base, "tie": tie})
    assert tally(made, VOICES, {"KZ": "yes", "KG": "yes", "TJ": "no", "TM": "no"}, casting).outcome == outcome


def test_a_file_that_lets_the_chair_decide_where_one_vote_cannot_is_refused() -> None:
    assert Settings(by="chair", procedure="roll_call", majority="more than 1/2", tie="chair")
    for more in ({"majority": "2/3"}, {"base": "members"}):
        with pytest.raises(ValueError, match="only where more than 1/2"):
            Settings(by="chair", procedure="roll_call", tie="chair", **more)  # type: ignore[arg-type]


def test_the_holder_of_a_voice_does_not_overrule_the_state(acting: Acting) -> None:
    case = to_written(acting)
    give_voice(acting)
    assert take(acting, "focal.kg", "agrees", state="XA").status == 303
    assert take(acting, "focal.xa", "disagrees").status == 303
    assert take(acting, "focal.kg", "agrees", state="XA").status == 409
    assert position(case, "XA") == "disagrees"


def test_a_state_that_stepped_aside_counts_no_more_and_votes_for_nobody(acting: Acting) -> None:
    case = to_written(acting)
    give_voice(acting)
    assert take(acting, "focal.xa", "recuses", "Our ministry drafted it.").status == 303
    assert take(acting, "focal.kg", "agrees", state="XA").status == 409
    assert position(case, "XA") == "recuses"


def test_who_stepped_aside_does_not_vote_with_the_voice_of_another(acting: Acting) -> None:
    to_written(acting)
    give_voice(acting)
    assert take(acting, "focal.kg", "recuses", "Our ministry drafted it.").status == 303
    assert take(acting, "focal.kg", "agrees", state="XA").status == 409


def test_the_secretariat_does_not_overrule_a_state_and_needs_its_letter(acting: Acting) -> None:
    case = acting.to_adoption()
    agenda = {"file": (io.BytesIO(b"Agenda."), "agenda.txt"), "title": "Agenda", "language": "en", "label": "other"}
    assert acting.browser("secretariat").post(f"{FILE}/documents", data=agenda).status_code == 303
    assert take(acting, "secretariat", "joins", state="XA", letter="1").status == 422
    letter(acting)
    assert take(acting, "focal.xa", "breaks_silence", "No.").status == 303
    assert take(acting, "secretariat", "joins", state="XA", letter="2").status == 409
    acting.to_close(case)
    assert "The silence was broken" in words(acting)


def test_two_approvals_come_from_two_offices(acting: Acting) -> None:
    case = acting.to_adoption()
    acting.to_close(case)
    acts_for(acting, "chair", "expert.tj")
    move = {"transition": "adopt"}
    assert acting.browser("chair").post(f"{FILE}/move", data=move).status_code == 303
    assert acting.browser("expert.tj").post(f"{FILE}/move", data=move).status_code == 409
    assert acting.case(case).stage == "adoption"
    assert acting.browser("vice-chair").post(f"{FILE}/move", data=move).status_code == 303
    assert acting.case(case).stage == "adopted"


def test_who_acts_for_a_state_is_asked_for_its_position_until_it_has_one(acting: Acting) -> None:
    to_written(acting)
    acts_for(acting, "focal.xa", "expert.kz")
    take(acting, "focal.kz", "agrees")
    assert "State the position of State A" in acting.browser("expert.kz").get("/desk").text
    assert take(acting, "expert.kz", "agrees", state="KZ").status == 403
    assert take(acting, "expert.kz", "agrees").status == 303
    assert "State the position of State A" not in acting.browser("expert.kz").get("/desk").text


def test_a_procedure_whose_text_changed_is_worked_out_as_lapsed(acting: Acting, tmp_path: Path) -> None:
    case = to_written(acting)
    for state in ("kz", "kg", "tj"):
        take(acting, f"focal.{state}", "agrees")
    with transaction():
        locked = acting.case(case)
        locked.content_hash = "f" * 64
        adoption.lapse(locked, actor=acting.actor("chair"), now=acting.now)
    record = tmp_path / "record.json"
    record.write_text(acting.browser("chair").get(f"{PAGE}/record-1.json").text)
    result = CliRunner().invoke(group, ["tally", str(record)])
    assert (result.exit_code, "result: lapsed" in result.output) == (0, True), result.output
    assert "the text is carried" not in words(acting)
    assert "The text was changed while the procedure ran" in words(acting)


@pytest.mark.parametrize(
    ("by", "address", "sent"),
    [
        (
            "focal.xa",
            "",
            {"position": "joins_with_reservation", "do": "record", "letter": "0", "text": "Words of length."},
        ),
        ("focal.xa", "/statement", {"kind": "explanation", "text": "Words of length."}),
        ("focal.xa", "/voice", {"holder": "KG", "until": "2026-12-01", "given": "Words of length."}),
        ("chair", "/proposal", {"proposal": "Words of length."}),
    ],
)
def test_what_was_written_is_shown_again_where_the_file_has_moved_on(
    acting: Acting, by: str, address: str, sent: dict[str, str]
) -> None:
    case = acting.to_adoption()
    acting.move(case, "return_to_draft", reason="To be mended.")
    answer = acting.browser(by).post(f"{PAGE}{address}", data=sent)
    assert answer.status_code in (403, 409)
    assert "Words of length." in answer.text
    assert "What you wrote is kept" in answer.text


def test_a_proposal_after_the_gavel_is_shown_again_with_the_reason(acting: Acting) -> None:
    to_roll_call(acting)
    post(acting, "chair", "proposal", proposal="That the text be adopted.")
    post(acting, "chair", "declare")
    answer = acting.browser("vice-chair").post(f"{PAGE}/proposal", data={"proposal": "That it be put off."})
    assert answer.status_code == 409
    assert "That it be put off." in answer.text
    assert "has ended" in answer.text


@pytest.mark.parametrize(("after", "status"), [(-1, 303), (0, 409)])
def test_two_objections_in_the_same_second_both_stand_and_at_the_closing_instant_none(
    acting: Acting, after: int, status: int
) -> None:
    case = acting.to_adoption()
    closes = acting.case(case).closes_at
    assert closes is not None
    acting.app.extensions["clock"].fixed = closes + timedelta(microseconds=after)
    for state in ("xa", "kz"):
        assert take(acting, f"focal.{state}", "breaks_silence", "For reasons of law.").status == status
    acting.to_close(case)
    assert ("The silence was broken" in words(acting)) == (status == 303)
