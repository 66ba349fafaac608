"""What the addresses of the demo's pages are made of: its files by stage, its people, numbers and codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import func, select

from council_flow import clock
from council_flow.alignment.coverage import operative
from council_flow.alignment.models import Finding
from council_flow.audit.models import Entry
from council_flow.consultation.models import Answer, Round
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.discussion.models import Comment, Held, Reply
from council_flow.people import operations as people
from council_flow.people.models import Account
from council_flow.publication.models import Publication
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case, Document
from council_flow.review import queries as reviews
from council_flow.text import queries as texts
from council_flow.text.blocks import Block


def facts() -> dict[str, str]:
    """Return them by name, those that the table of pages uses."""
    files = by_stage()
    return {
        **{stage: case.path for stage, case in files.items()},
        **{name: _of(name).path for name in ("written", "decision")},
        "session": _session("adoption").path,
        "round": _session("consultation").path,
        "found": operative(texts.current(_session("adoption").id, _session("adoption").version).body)[2][0].key,
        **_discussed(files["consultation"]),
        **_suggested(files["consultation"]),
        **_kept(),
        **_procedure(files),
        **_doors(),
        "consultation_symbol": files["consultation"].path.removeprefix("/drafts/"),
        "writer": _key(files["draft"].opened_by),
        "review_writer": _key(files["review"].opened_by),
        "entry": str(_last_entry(Entry.case_id == files["adoption"].id)),
        "council_entry": str(_last_entry(Entry.case_id.is_(None))),
    }


def by_stage() -> dict[str, Case]:
    """Return a file of each stage, the one with most comments and versions."""
    found = db.session.execute(select(Case).order_by(Case.version, Case.comments)).scalars()
    return {case.stage: case for case in found}


def _of(workflow: str) -> Case:
    """Return the file of a procedure of which the demo has one."""
    return db.session.execute(select(Case).where(Case.workflow == workflow)).scalar_one()


def _session(stage: str) -> Case:
    """Return the file for a session that is at a stage."""
    return db.session.execute(select(Case).where(Case.workflow == "session", Case.stage == stage)).scalar_one()


def published() -> Publication:
    """Return the publication with most languages."""
    return max(db.session.execute(select(Publication)).scalars(), key=lambda one: len(one.languages))


def _discussed(case: Case) -> dict[str, str]:
    comments = list(db.session.execute(select(Comment).where(Comment.case_id == case.id)).scalars())
    own = [one for one in comments if _key(one.author_id) in _keys()]
    waiting = next(one for one in own if one.standing == "open")
    settled = next(one for one in own if one.standing == "settled")
    return {
        "drafter": _key(case.opened_by),
        "key": next(block.key for block in _blocks(case) if block.kind == "operative"),
        "comment": str(waiting.number), "commenter": _key(waiting.author_id),
        "settled": str(settled.number), "answered": _key(settled.author_id),
    }  # fmt: skip


def _suggested(case: Case) -> dict[str, str]:
    """Return the paragraph with most suggestions, and one of them that its author may still change."""
    found = select(Comment).where(Comment.case_id == case.id, Comment.act.is_not(None), Comment.standing == "open")
    waiting = list(db.session.execute(found).scalars())
    crowded, _ = Counter(one.key for one in waiting).most_common(1)[0]
    answered = set(db.session.execute(select(Reply.comment_id).where(Reply.case_id == case.id)).scalars())
    free = next(one for one in waiting if one.id not in answered and one.key == crowded)
    return {"crowded": crowded, "suggestion": str(free.number), "suggester": _key(free.author_id)}


def _kept() -> dict[str, str]:
    """Return what a person keeps privately, a document, and a text that is locked, each with its file."""
    held = db.session.execute(select(Held).order_by(Held.id)).scalars().first()
    document = db.session.execute(select(Document).where(Document.withdrawn_at.is_(None))).scalars().first()
    locked = db.session.execute(select(Case).where(Case.locked_at.is_not(None))).scalars().first()
    assert held is not None and document is not None and locked is not None
    return {
        "holding": _path(held.case_id), "held": str(held.id), "keeper": _key(held.account_id),
        "documented": _path(document.case_id), "document": str(document.number), "adder": _key(document.account_id),
        "locked": locked.path, "locked_writer": _key(locked.opened_by),
    }  # fmt: skip


def _path(case_id: int) -> str:
    return cases.get(case_id).path


def _procedure(files: dict[str, Case]) -> dict[str, str]:
    checked = set(db.session.execute(select(Finding.key).where(Finding.case_id == files["alignment"].id)).scalars())
    paragraphs = operative(texts.current(files["alignment"].id, files["alignment"].version).body)
    silent = (code for code in cast.VOICES if code not in _answered(files["consultation"]))
    panel = reviews.panel(files["review"], frozenset({"reviewer"}))
    waiting = sorted((one for one in panel if not one.opinion), key=lambda one: not one.declared)
    return {
        "unchecked": next(group[0].key for group in paragraphs if group[0].key not in checked),
        "answering": f"focal.{next(silent).lower()}",
        "reviewer": _key(waiting[0].account_id),
    }


def _answered(case: Case) -> set[str]:
    given = select(Answer.party).join(Round, Round.id == Answer.round_id).where(Round.case_id == case.id)
    return set(db.session.execute(given).scalars())


def _doors() -> dict[str, str]:
    """Return addresses that are known to those only who were written to."""
    now = clock.now()
    with transaction():
        _, link = people.invite(
            f"focal.new@{cast.DOMAIN}",
            "focal_point",
            "TM",
            language="en",
            actor=cast.actor("secretariat", now),
            now=now,
        )
    account = db.session.execute(select(Account).where(Account.email == f"chair@{cast.DOMAIN}")).scalar_one()
    publication = published()
    return {
        "link": link, "reset": generate_reset_password_token(account), "register": publication.path,
        "code": publication.code,
    }  # fmt: skip


def _blocks(case: Case) -> Iterable[Block]:
    return texts.current(case.id, case.version).body.blocks


def _last_entry(condition: object) -> int:
    return int(db.session.execute(select(func.max(Entry.seq)).where(condition)).scalar_one())  # type: ignore[arg-type]


def _key(account_id: int | None) -> str:
    account = db.session.get(Account, account_id)
    return account.email.partition("@")[0] if account else ""


def _keys() -> set[str]:
    return {person.key for person in cast.cast()}
