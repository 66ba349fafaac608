"""Writing findings: making one, confirming it on changed words, taking it back, reading it as the second."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.alignment import queries
from council_flow.alignment.catalogue import Catalogue
from council_flow.alignment.coverage import ANSWERS, GRADES, open_numbers, operative, paragraph_hash
from council_flow.alignment.models import Finding
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.discussion import posting_operations as discussion
from council_flow.discussion.suggestions.making import Written, made
from council_flow.errors import Expected, Invalid, Missing, NotNow, Refused
from council_flow.language import Sentence, say
from council_flow.recommendations import operations as moves
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case, Document
from council_flow.text import queries as text
from council_flow.text.blocks import Body
from council_flow.text.numbering import cite

LONGEST = 5000
"""Characters of a reason, of evidence, of a second reader's note."""


@dataclass(frozen=True)
class Rests:
    """What a finding rests on besides its reason, and what it proposes."""

    evidence: str = ""
    document: int | None = None
    """Number of a background document of the file."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Answer to each question of the provision, by its number from 0."""
    proposed: str = ""
    """How the paragraph should read: it becomes a suggestion, the finding's reason being its own."""


@dataclass(frozen=True)
class _Ground:
    case: Case
    body: Body
    group: tuple[Any, ...]
    catalogue: Catalogue

    @property
    def number(self) -> str:
        return cite(self.body, self.group[0].key)

    @property
    def hash(self) -> str:
        return paragraph_hash(self.group, self.body.original)


def find(
    case_id: int,
    key: str,
    *,
    grade: str,
    provisions: Sequence[str],
    reason: str,
    rests: Rests | None = None,
    actor: Actor,
    now: datetime,
    expected: Expected,
) -> list[Finding]:
    """Record what the check found on one operative paragraph beside each provision named.

    It supersedes earlier findings on the same paragraph and provision; without a provision, which only "not applicable"
    may be, all those on the paragraph.

    Raises:
        Missing, Refused: the person does not make findings here, or there is no such paragraph.
        Stale: the text has changed since the page was drawn.
        Invalid: no grade, no reason, no provision, one that the catalogue does not offer, or a document that is not there.
    """
    at = _ground(case_id, key, actor, Permission.ALIGNMENT_FIND, expected)
    rests, chosen = rests or Rests(), list(dict.fromkeys(provisions))
    if problems := _problems(at, grade, chosen, reason, rests):
        raise Invalid(problems)
    document = _document(at.case, rests.document)
    comment_id = _proposed(at, rests.proposed, reason, actor, now)
    _supersede(at.case, key, chosen, now)
    shared: dict[str, Any] = {
        "grade": grade, "reason": reason.strip(), "evidence": rests.evidence.strip(), "document_id": document,
        "answers": {n: said for n, said in rests.answers.items() if said}, "comment_id": comment_id,
    }  # fmt: skip
    named: list[str | None] = [*chosen] or [None]
    findings = [_made(at, name, shared, actor, now) for name in named]
    db.session.flush()
    record(
        "alignment.finding.made", actor=actor, now=now, case_id=at.case.id, paragraph=at.number, grade=grade,
        provisions=chosen, reason=reason.strip(), content_hash=at.case.content_hash, evidence=rests.evidence.strip(),
        answers=shared["answers"], document=rests.document,
    )  # fmt: skip
    _done(at.case, now)
    return findings


def _ground(case_id: int, key: str, actor: Actor, needed: Permission, expected: Expected) -> _Ground:
    case = cases.lock(case_id)
    access.require(actor, needed, cases.place(case, actor))
    moves.expect(case, expected)
    body = text.current(case.id, case.version).body
    group = next((group for group in operative(body) if group[0].key == key), None)
    if group is None:
        raise Missing
    return _Ground(case, body, group, queries.catalogue_of(cases.workflow_of(case)))


def _made(at: _Ground, provision: str | None, shared: Mapping[str, Any], actor: Actor, now: datetime) -> Finding:
    finding = Finding(
        case_id=at.case.id, key=at.group[0].key, paragraph_hash=at.hash, content_hash=at.case.content_hash,
        version=at.case.version, catalogue=at.catalogue.name, provision=provision, account_id=actor.id,
        label=dict(actor.label), at=now, **shared,
    )  # fmt: skip
    db.session.add(finding)
    return finding


def _problems(at: _Ground, grade: str, chosen: Sequence[str], reason: str, rests: Rests) -> dict[str, Sentence]:
    problems = {}
    if grade not in GRADES:
        problems["grade"] = say("Choose one of the four findings.")
    if not reason.strip():
        problems["reason"] = say("Write the reason in a sentence.")
    elif len(reason) > LONGEST:
        problems["reason"] = say("A reason has up to %(n)s characters.", n=LONGEST)
    if len(rests.evidence) > LONGEST:
        problems["evidence"] = say("This field takes up to %(n)s characters.", n=LONGEST)
    if any(name not in at.catalogue.provisions for name in chosen):
        problems["provisions"] = say("One of the provisions is not in the catalogue.")
    elif not chosen and grade != "not_applicable":
        problems["provisions"] = say("Name at least one provision that the finding rests on.")
    elif not _fitting(at, chosen, rests.answers):
        problems["provisions"] = say("An answer to a question of the provision could not be read.")
    return problems


def _fitting(at: _Ground, chosen: Sequence[str], answers: Mapping[str, str]) -> bool:
    """Answer whether each answer is one, to a question that one of the provisions asks."""
    most = max((len(at.catalogue.provisions[name].questions) for name in chosen), default=0)
    return all(
        n.isdecimal() and len(n) < 4 and int(n) < most and (not said or said in ANSWERS) for n, said in answers.items()
    )


def _document(case: Case, number: int | None) -> int | None:
    if number is None:
        return None
    asked = select(Document.id).where(
        Document.case_id == case.id, Document.number == number, Document.withdrawn_at.is_(None)
    )
    found = db.session.execute(asked).scalar_one_or_none()
    if found is None:
        raise Invalid({"document": say("There is no such document.")})
    return found


def _proposed(at: _Ground, words: str, reason: str, actor: Actor, now: datetime) -> int | None:
    """Make the proposed wording a suggestion of the person; where it is as the paragraph reads already, nothing."""
    if not words.strip():
        return None
    head = at.group[0]
    if " ".join(words.split()) == " ".join(head.texts.get(at.body.original, "").split()):
        return None
    try:
        asked = made(at.body, Written(head.key, "replace", words))
    except Invalid as error:
        raise Invalid({"proposed": next(iter(error.fields.values()), error.sentence)}) from error
    comment = discussion.post(
        at.case.id, head.key, reason, quote=asked.quote, start=asked.start, suggestion=asked.suggestion, actor=actor, now=now,
    )  # fmt: skip
    return int(comment.id)


def _supersede(case: Case, key: str, provisions: Sequence[str], now: datetime) -> None:
    earlier = select(Finding).where(Finding.case_id == case.id, Finding.key == key, Finding.superseded_at.is_(None))
    for finding in db.session.execute(earlier).scalars():
        if not provisions or finding.provision is None or finding.provision in provisions:
            finding.superseded_at = now
    db.session.flush()


def confirm(case_id: int, finding_id: int, *, actor: Actor, now: datetime, expected: Expected) -> Finding:
    """Say of a finding on words that have changed since that it stands on the present ones. It is made anew, as it was.

    Raises:
        Missing, Refused, Stale: see :func:`find`.
        NotNow: it stands on the present words already.
    """
    old = _standing(case_id, finding_id)
    at = _ground(case_id, old.key, actor, Permission.ALIGNMENT_FIND, expected)
    if old.paragraph_hash == at.hash:
        raise NotNow(say("The finding stands on the present words already."))
    if old.provision and old.provision not in at.catalogue.provisions:
        raise NotNow(say("The provision is no longer in the catalogue. Make the finding anew."))
    old.superseded_at = now
    db.session.flush()
    shared = {
        "grade": old.grade, "reason": old.reason, "evidence": old.evidence, "document_id": old.document_id,
        "answers": dict(old.answers or {}), "comment_id": old.comment_id,
    }  # fmt: skip
    again = _made(at, old.provision, shared, actor, now)
    db.session.flush()
    record(
        "alignment.finding.confirmed", actor=actor, now=now, case_id=at.case.id, paragraph=at.number, grade=again.grade,
        provisions=[old.provision] if old.provision else [], content_hash=at.case.content_hash,
    )  # fmt: skip
    _done(at.case, now)
    return again


def take_back(case_id: int, finding_id: int, *, actor: Actor, now: datetime, expected: Expected) -> Finding:
    """Take a finding back: the provision does not bear on the paragraph after all.

    Raises:
        Missing, Refused, Stale: see :func:`find`.
    """
    old = _standing(case_id, finding_id)
    at = _ground(case_id, old.key, actor, Permission.ALIGNMENT_FIND, expected)
    old.superseded_at = now
    db.session.flush()
    record(
        "alignment.finding.taken_back", actor=actor, now=now, case_id=at.case.id, paragraph=at.number, grade=old.grade,
        provisions=[old.provision] if old.provision else [],
    )  # fmt: skip
    _done(at.case, now)
    return old


def read(
    case_id: int, finding_id: int, agrees: bool, note: str = "", *, actor: Actor, now: datetime, expected: Expected
) -> Finding:
    """Read a finding as the second reader, where the workflow asks for one.

    Raises:
        Missing, Refused: the person does not read findings here, or made this one.
        Stale: the text has changed since the page was drawn.
        NotNow: the paragraph has changed since the finding was made.
        Invalid: not agreeing without saying why.
    """
    found = _standing(case_id, finding_id)
    at = _ground(case_id, found.key, actor, Permission.ALIGNMENT_READ, expected)
    if actor.id in queries.makers(found):
        raise Refused(say("Who made a finding does not read it as the second."))
    if found.paragraph_hash != at.hash:
        raise NotNow(say("The paragraph has changed since; the finding is made anew first."))
    if not agrees and not note.strip():
        raise Invalid({"note": say("Say in a sentence why you do not agree.")})
    if len(note) > LONGEST:
        raise Invalid({"note": say("This field takes up to %(n)s characters.", n=LONGEST)})
    found.read_by, found.read_label, found.read_at = actor.id, dict(actor.label), now
    found.read_agrees, found.read_note = agrees, note.strip()
    db.session.flush()
    record(
        "alignment.finding.read" if agrees else "alignment.finding.disputed", actor=actor, now=now, case_id=at.case.id,
        paragraph=at.number, provisions=[found.provision] if found.provision else [], note=found.read_note,
    )  # fmt: skip
    _done(at.case, now)
    return found


def unread(case: Case, account_id: int) -> None:
    """Take out what somebody read as the second reader: the person has stepped aside."""
    for found in queries.standing(case.id).values():
        for one in found:
            if one.read_by == account_id:
                one.read_by = one.read_label = one.read_at = one.read_agrees = None
                one.read_note = ""
    db.session.flush()
    if queries.settings_of(cases.workflow_of(case)):
        count(case)


def _standing(case_id: int, finding_id: int) -> Finding:
    found = db.session.get(Finding, finding_id)
    if found is None or found.case_id != case_id or found.superseded_at is not None:
        raise Missing
    return found


def _done(case: Case, now: datetime) -> None:
    count(case)
    case.updated_at = now


def count(case: Case) -> None:
    """Keep the number of paragraphs that wait for something on the row of the case."""
    workflow = cases.workflow_of(case)
    case.gaps = len(open_numbers(queries.paragraphs(case, workflow)))
