"""Files of the demo that run on other procedures than the recommendation: urgent, in a session, by roll call and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from council_flow.adoption import operations as adoption
from council_flow.adoption import statements_operations as statements
from council_flow.alignment import operations as alignment
from council_flow.alignment.operations import Rests
from council_flow.consultation import inviting_operations as inviting
from council_flow.consultation import operations as consultation
from council_flow.consultation import releasing_operations as releasing
from council_flow.database import db, transaction
from council_flow.demo import papers, people
from council_flow.demo.script import FOLDER
from council_flow.discussion import operations as discussion
from council_flow.errors import Expected
from council_flow.people import assignments_operations as assignments
from council_flow.people import queries as who
from council_flow.publication.models import Publication
from council_flow.recommendations import documents_operations as documents
from council_flow.recommendations import operations as cases
from council_flow.recommendations import queries
from council_flow.review import operations as review
from council_flow.review.criteria import CRITERIA
from council_flow.text import queries as texts
from council_flow.text.blocks import Body
from council_flow.text.markdown import understand

HOUR = timedelta(hours=1)


class Other:
    """Plays one file of another procedure in steps, each some hours after the one before."""

    def __init__(self, begun: datetime, play: Callable[[Other], Iterator[float]]) -> None:
        self.now, self._steps = begun, play
        self.case_id = 0

    def play(self) -> Iterator[datetime]:
        """Play the file; yields the instant at which it goes on."""
        yield self.now
        for hours in self._steps(self):
            self.now += HOUR * hours
            yield self.now

    def do(self, act: Any, *args: Any, by: str, **more: Any) -> Any:
        """Do something as one of the council."""
        actor = people.actor(by, self.now)
        if self.case_id:
            case = queries.get(self.case_id)
            actor = who.as_assigned(actor, case.year, case.number)
        with transaction():
            return act(*args, actor=actor, now=self.now, **more)

    def open(self, workflow: str, name: str, by: str, corrects: str = "") -> None:
        """Open the file with a text of the demo."""
        text = (FOLDER / f"{name}.md").read_text(encoding="utf-8").replace("{symbol}", corrects)
        body = Body("en", tuple(part.block for part in understand(text, "en")))
        case = self.do(cases.open_case, workflow, body, by=by, reason="Zero draft", corrects=corrects)
        self.case_id = case.id

    def move(self, transition: str, by: str) -> None:
        """Make a move that leads on."""
        self.do(cases.move, self.case_id, transition, by=by, expected=Expected())

    def review(self, state: str, opinion: str, reasons: str) -> None:
        """Declare no interest and give an opinion."""
        by = f"reviewer.{state}"
        self.do(review.declare, self.case_id, concerned=False, text="", by=by, expected=Expected())
        self.do(review.give, self.case_id, opinion, reasons, by=by, expected=Expected())

    def name_reviewers(self, *states: str) -> None:
        """Name reviewers of the file."""
        for state in states:
            person = people.actor(f"reviewer.{state}", self.now).id
            self.do(assignments.assign, self.case_id, person, "reviewer", by="secretariat")

    def grade(self, state: str, opinion: str, reasons: str, weak: Mapping[str, str]) -> None:
        """Give an opinion with a grade for each criterion: sound, but for those that have gaps, with the reason."""
        grades = {
            name: {"grade": "gaps" if name in weak else "sound", "reason": weak.get(name, "")} for name in CRITERIA
        }
        by = f"reviewer.{state}"
        self.do(review.reply, self.case_id, True, by=by, expected=Expected())
        self.do(review.declare, self.case_id, concerned=False, text="", by=by, expected=Expected())
        self.do(review.give, self.case_id, opinion, reasons, grades=grades, by=by, expected=Expected())

    def find(self, paragraph: int, provision: str, grade: str, reason: str, rests: Rests | None = None) -> Any:
        """Make a finding on an operative paragraph; without a provision, that none bears on it."""
        key = self.operative(paragraph)
        chosen = [provision] if provision else []
        return self.do(
            alignment.find, self.case_id, key, grade=grade, provisions=chosen, reason=reason, rests=rests, by="secretariat",
            expected=Expected(),
        )[0]  # fmt: skip

    def operative(self, paragraph: int) -> str:
        """Return the identity of an operative paragraph."""
        case = queries.get(self.case_id)
        key: str = texts.current(case.id, case.version).body.operative()[paragraph - 1].key
        return key

    def take(self, by: str, position: str, text: str = "", **more: Any) -> None:
        """Take or record a position."""
        self.do(adoption.take, self.case_id, position, text, by=by, expected=Expected(), **more)

    def comment(self, paragraph: int, text: str, by: str) -> None:
        """Comment on an operative paragraph."""
        self.do(discussion.post, self.case_id, self.operative(paragraph), text, by=by)


def others(loaded: datetime) -> list[Other]:
    """Return the files of other procedures, as they stand when the demo is loaded."""
    return [
        Other(loaded - HOUR * 52, _expedited),
        Other(loaded - HOUR * 200, _good_practice),
        Other(loaded - HOUR * 60, _corrigendum),
        Other(loaded - HOUR * 24 * 48, _session),
        Other(loaded - HOUR * 24 * 8, _round),
        Other(loaded - HOUR * 24 * 4, _written),
        Other(loaded - HOUR * 24 * 40, _decision),
    ]


def _expedited(file: Other) -> Iterator[float]:
    file.open("expedited", "expedited", "secretariat")
    yield 2
    file.move("open_consultation", "chair")
    yield 20
    file.comment(1, "We ask that insulin and its cooling be named: supply often breaks off on the way.", "expert.jo")
    yield 3
    for state in ("kg", "tj"):
        file.do(consultation.answer, file.case_id, "agrees", "", by=f"focal.{state}", expected=Expected())
        yield 1


def _good_practice(file: Other) -> Iterator[float]:
    file.open("good-practice", "good-practice", "expert.uz")
    yield 20
    file.move("submit", "expert.uz")
    yield 4
    file.name_reviewers("kz", "tj")
    yield 40
    file.review("kz", "ready", "The safeguards are named, and the figures are those that a service can keep itself.")
    yield 20


def _corrigendum(file: Other) -> Iterator[float]:
    # The query finds the recommendation by a word of its title: symbols depend on the order in which the demo plays.
    corrected = db.session.query(Publication).filter(Publication.search.like("%return of children%")).one()
    file.open("corrigendum", "corrigendum", "secretariat", corrects=corrected.symbol)
    yield 2
    file.move("submit", "secretariat")
    file.name_reviewers("kg")
    yield 18
    file.review("kg", "ready", "It corrects the number of months and nothing else.")
    yield 2
    file.move("circulate", "secretariat")
    yield 4


def _session(file: Other) -> Iterator[float]:
    """A recommendation before a session: graded, read twice beside the guidance, proposed, with an objection to be met."""
    file.open("session", "session", "expert.uz")
    yield 30
    file.move("open_consultation", "chair")
    bodies = {name: number for number, name in who.institutions(file.now).items()}
    file.do(inviting.invite_institution, file.case_id, bodies[people.PARTNER], by="chair")
    yield 30
    file.do(
        consultation.answer, file.case_id, "agrees_with_remarks", "A word on referral to existing services would help providers.",
        by="partner", expected=Expected(),
    )  # fmt: skip
    file.comment(
        3, "Employers will ask who answers if something goes wrong; a sentence on that would help.", "expert.kg"
    )
    file.comment(2, "Two years are long for our districts; eighteen months could be kept.", "expert.kz")
    yield 30
    file.do(releasing.release, file.case_id, as_position=True, by="focal.kg")
    yield 6
    file.do(
        discussion.dispose, file.case_id, 1, "noted", "Employers are named in paragraph 3; who answers is a matter of national law.",
        by="expert.uz",
    )  # fmt: skip
    for state in ("kz", "kg", "tj", "tm", "jo"):
        file.do(consultation.answer, file.case_id, "agrees", "", by=f"focal.{state}", expected=Expected())
        yield 3
    yield 24 * 21
    file.move("open_review", "chair")
    file.name_reviewers("kg", "tj", "kz")
    yield 24
    file.do(
        review.reply, file.case_id, False, reason="I advise the probation service of my country on this.", by="reviewer.kz",
        expected=Expected(),
    )  # fmt: skip
    yield 20
    file.grade(
        "kg",
        "ready_after_changes",
        "The text is clear; its figures need a source.",
        {"evidence": "The two years rest on no study."},
    )
    yield 30
    file.grade(
        "tj",
        "ready",
        "It can be carried out with what districts have.",
        {"feasibility": "Remote districts have one officer."},
    )
    yield 5
    file.do(
        review.summarize, file.case_id, "Both reviewers find the text ready or nearly so; a source for the two years is asked for.",
        by="chair", expected=Expected(),
    )  # fmt: skip
    file.move("conclude_review", "chair")
    yield 20
    yield from _findings(file)
    file.move("open_adoption", "chair")
    yield 24
    for state in ("kz", "kg", "uz"):
        file.take(f"focal.{state}", "joins")
    file.take(
        "focal.xa",
        "objects",
        "Paragraph 5 asks for figures that our law does not let us collect; 'where lawful' would do.",
    )
    yield 2
    file.do(
        adoption.propose, file.case_id, "That the text be adopted without a vote, with the words of State A in paragraph 5.", by="chair",
        expected=Expected(),
    )  # fmt: skip
    file.take("focal.xa", "joins_with_reservation", "We read paragraph 5 as subject to our law on statistics.")
    yield 1


def _findings(file: Other) -> Iterator[float]:
    rests = Rests(
        evidence="Practice of district probation offices, as described by two reviewers.",
        answers={"0": "yes"},
    )
    made = [
        file.find(
            1, "rome-aftercare", "agrees", "The plan begins before release and includes family and community.", rests
        ),
        file.find(
            2,
            "rome-aftercare",
            "agrees",
            "Two years with one mentor is what the practice asks for in time.",
            Rests(answers={"0": "yes"}),
        ),
        file.find(3, "hmadd-r4", "agrees", "Local authorities and communities are partners before the person returns."),
        file.find(3, "rome-gp17", "partly", "Employers are named; liaison with employment services is not."),
        file.find(4, "res2396-op31", "agrees", "Women and their children have measures of their own."),
        file.find(5, "rome-gp01", "partly", "Figures are asked for; what counts as success is not said."),
    ]
    for finding in made:
        yield 1
        file.do(alignment.read, file.case_id, finding.id, True, by="reviewer.kg", expected=Expected())


def _round(file: Other) -> Iterator[float]:
    """A round that is open: guests beside the States, comments that wait in a delegation, one under the Chatham House Rule."""
    file.open("session", "round", "expert.tj")
    yield 26
    file.move("open_consultation", "chair")
    bodies = {name: number for number, name in who.institutions(file.now).items()}
    file.do(inviting.invite_institution, file.case_id, bodies[people.PARTNER], by="chair")
    file.do(inviting.invite_person, file.case_id, people.actor("reviewer.uz", file.now).id, by="chair")
    yield 20
    file.do(adoption.acknowledge, file.case_id, by="focal.uz")
    file.comment(1, "Ten days are short where the school is in another district; fifteen would be kept.", "expert.kz")
    yield 3
    file.comment(
        1,
        "In winter the road to two of our districts is closed; the date should count from when it opens.",
        "reviewer.kz",
    )
    yield 4
    file.do(
        discussion.post, file.case_id, file.operative(4), "Some registers already show it. They should be cleaned, not only new ones.",
        by="expert.kz", unnamed=True,
    )  # fmt: skip
    yield 15
    file.do(
        consultation.answer, file.case_id, "agrees_with_remarks", "Paragraph 3 could name the training that such lessons need.",
        by="partner", expected=Expected(),
    )  # fmt: skip
    file.comment(3, "Small groups of up to eight have worked in our schools.", "expert.kg")
    yield 5
    file.do(releasing.release, file.case_id, as_position=True, by="focal.kg")
    for state in ("kg", "uz", "jo"):
        file.do(consultation.answer, file.case_id, "agrees", "", by=f"focal.{state}", expected=Expected())
        yield 6


def _written(file: Other) -> Iterator[float]:
    """A recommendation under a written procedure: a letter recorded for a State, a voice given, a statement."""
    file.open("written", "written", "expert.kg")
    yield 8
    file.move("open_check", "chair")
    yield 4
    file.find(
        1,
        "res2178-op3",
        "agrees",
        "Operational information is exchanged faster, first with the State concerned.",
        Rests(answers={"0": "yes"}),
    )
    file.find(2, "mgpadd-children", "agrees", "Information on children is shared only where it protects them.")
    file.find(
        3,
        "res2396-op13",
        "partly",
        "A log and an independent authority are safeguards; how to correct an entry is not said.",
    )
    yield 6
    file.move("open_adoption", "chair")
    yield 20
    file.take("focal.kz", "agrees")
    letter = papers.made(
        {
            "name": "letter.pdf",
            "title": "Letter of the focal point of Turkmenistan",
            "words": "We agree to the text as circulated.",
        }
    )
    yield 6
    paper = file.do(
        documents.add, file.case_id, letter, "letter.pdf", title="Letter of the focal point of Turkmenistan", language="en",
        label="letter", by="secretariat",
    )  # fmt: skip
    file.take("secretariat", "agrees", state="TM", letter=paper.number)
    yield 3
    file.do(
        statements.give_voice, file.case_id, "KG", "State A gives its voice on this text to Kyrgyzstan.",
        until=file.now + timedelta(days=20), by="focal.xa", expected=Expected(),
    )  # fmt: skip
    yield 4
    file.do(
        statements.state_it, file.case_id, "explanation", "We name our contact point as soon as the text is adopted.",
        by="focal.kz", expected=Expected(),
    )  # fmt: skip
    yield 1


def _decision(file: Other) -> Iterator[float]:
    """A decision taken by roll call and certified: its record can be worked out again."""
    file.open("decision", "decision", "secretariat")
    yield 10
    file.move("open_consultation", "chair")
    yield 20
    for state in ("kz", "kg", "tj", "tm", "uz"):
        file.do(consultation.answer, file.case_id, "agrees", "", by=f"focal.{state}", expected=Expected())
        yield 2
    yield 24 * 21
    file.move("open_check", "chair")
    yield 8
    for paragraph in (1, 2, 3):
        file.find(paragraph, "", "not_applicable", "The paragraph concerns the council's own way of working.")
    yield 10
    file.move("open_adoption", "chair")
    yield 30
    for state, position in (
        ("kz", "yes"),
        ("kg", "yes"),
        ("tj", "yes"),
        ("uz", "yes"),
        ("tm", "abstains"),
        ("xa", "no"),
    ):
        file.take(f"focal.{state}", position)
    file.do(
        statements.state_it, file.case_id, "disassociation", "State A does not take part in the rotation.", key=file.operative(2),
        by="focal.xa", expected=Expected(),
    )  # fmt: skip
    file.do(
        adoption.propose,
        file.case_id,
        "That the decision be taken as it stands in the text.",
        by="chair",
        expected=Expected(),
    )
    yield 1
    file.do(adoption.declare, file.case_id, by="chair", expected=Expected())
    file.move("adopt", "chair")
    yield 2
    file.move("adopt", "vice-chair")
    yield 2
