"""Background documents of a case: handing one in, withdrawing one."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.audit.operations import record
from council_flow.database import db
from council_flow.errors import Invalid, Missing, NotNow, Refused
from council_flow.language import LANGUAGES, say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.document_types import kind_of, safe_name
from council_flow.recommendations.document_words import LABELS
from council_flow.recommendations.models import Document

LONGEST_TITLE = 300
MOST = 200
"""Documents of a case."""


def add(
    case_id: int, data: bytes, name: str, *, title: str, language: str, label: str, actor: Actor, now: datetime
) -> Document:
    """Hand in a document of a case.

    Args:
        data: the bytes of the file, up to ``document_types.LARGEST``.
        name: what its sender called the file.
        language: code of the language of its words; ``other`` for any that the council does not work in.
        label: what it is to the case, a key of ``LABELS``.

    Raises:
        Missing, Refused: the person may not add documents here.
        Invalid: no title, an unknown label, a file that is not taken, or one that is here already.
    """
    case = cases.lock(case_id)
    access.require(actor, Permission.DOCUMENT_ADD, cases.place(case, actor))
    title = _checked(title, language, label)
    kind = kind_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    _refuse_twice(case.id, digest)
    if case.documents >= MOST:
        raise NotNow(say("A file has up to %(n)s documents.", n=MOST))
    numbered = db.session.execute(select(func.max(Document.number)).where(Document.case_id == case.id)).scalar() or 0
    document = Document(
        case_id=case.id, number=numbered + 1, title=title, language=language, label=label, name=safe_name(name, kind),
        media_type=kind.media_type, size=len(data), sha256=digest, content=data, account_id=actor.id,
        account_label=dict(actor.label), at=now,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    case.documents, case.updated_at = case.documents + 1, now
    record(
        "recommendations.document.added", actor=actor, now=now, case_id=case.id, number=document.number, title=title,
        label=label, sha256=digest, media_type=kind.media_type,
    )  # fmt: skip
    return document


def _checked(title: str, language: str, label: str) -> str:
    title = " ".join(title.split())
    wrong = {}
    if not title:
        wrong["title"] = say("Write the title of the document.")
    if len(title) > LONGEST_TITLE:
        wrong["title"] = say("This field takes up to %(n)s characters.", n=LONGEST_TITLE)
    if language not in (*LANGUAGES, "other"):
        wrong["language"] = say("Choose one of those that are offered.")
    if label not in LABELS:
        wrong["label"] = say("Choose one of those that are offered.")
    if wrong:
        raise Invalid(wrong)
    return title


def _refuse_twice(case_id: int, digest: str) -> None:
    same = select(Document.number).where(
        Document.case_id == case_id, Document.sha256 == digest, Document.withdrawn_at.is_(None)
    )
    number = db.session.execute(same).scalars().first()
    if number is not None:
        raise Invalid({"file": say("This file is here already: document %(n)s.", n=number)})


def withdraw(case_id: int, number: int, reason: str, *, actor: Actor, now: datetime) -> Document:
    """Withdraw a document. It stays listed with the reason; its bytes are handed out no more.

    Raises:
        Missing: there is none, or it is withdrawn already.
        Refused: neither its own nor led by this person.
        Invalid: no reason.
    """
    case = cases.lock(case_id)
    there = cases.visible(case, actor)
    document = db.session.execute(
        select(Document).where(Document.case_id == case.id, Document.number == number)
    ).scalar_one_or_none()
    if document is None or document.withdrawn_at is not None:
        raise Missing
    if document.account_id != actor.id and not access.may(actor, Permission.CASE_LEAD, there):
        raise Refused(say("A document is withdrawn by who added it, or by who leads the file on."))
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid({"reason": say("Write the reason: it stands in the record.")})
    document.withdrawn_at, document.withdrawn_label, document.withdrawn_reason = now, dict(actor.label), reason
    case.documents, case.updated_at = case.documents - 1, now
    record("recommendations.document.withdrawn", actor=actor, now=now, case_id=case.id, number=number, reason=reason)
    return document
