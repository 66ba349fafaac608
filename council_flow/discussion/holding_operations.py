"""Comments and suggestions written privately, and released together. The record has them from their release on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.database import db
from council_flow.discussion import posting_operations
from council_flow.discussion.holding import arguments, stored
from council_flow.discussion.models import Comment, Held
from council_flow.discussion.posting_operations import ANYTHING, Ground, Said
from council_flow.discussion.taking_over_operations import why
from council_flow.errors import CouncilError, Expected, Invalid, Missing, NotNow
from council_flow.language import Sentence, say
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries as cases

MOST = 500
"""Comments that a person keeps privately in one case."""


def hold(
    case_id: int, key: str, content: Mapping[str, Any], *, actor: Actor, now: datetime, expected: Expected = ANYTHING
) -> Held:
    """Keep a comment or a suggestion privately. It is checked as if it were posted; only its author sees it.

    Args:
        key: of the block.
        content: what :func:`operations.post` is given beside it: text, quote, start, type, language, written_in,
            suggestion (a ``Suggestion`` or its columns), audience.

    Raises:
        Missing, Refused, Stale, Invalid: as ``operations.post``.
    """
    at = posting_operations.ground(case_id, actor)
    version = _checked(at, key, content, actor, expected.version)
    mine = select(func.count()).where(Held.case_id == case_id, Held.account_id == actor.id)
    if db.session.execute(mine).scalar_one() >= MOST:
        raise NotNow(say("Up to %(n)s comments are kept privately in one file. Release some first.", n=MOST))
    held = Held(
        case_id=case_id, account_id=actor.id, version=version, key=key, content=stored(content), at=now, changed_at=now
    )
    db.session.add(held)
    db.session.flush()
    return held


def rewrite(case_id: int, held_id: int, content: Mapping[str, Any], *, actor: Actor, now: datetime) -> Held:
    """Change a comment that is kept privately; ``content`` has what changes. A suggestion keeps its place."""
    at = posting_operations.ground(case_id, actor)
    held = _own(case_id, held_id, actor)
    if held.content.get("suggestion"):
        content = {name: value for name, value in content.items() if name not in ("quote", "start")}
    changed = {name: value for name, value in held.content.items() if name != "problem"} | stored(
        {"suggestion": held.content.get("suggestion"), **content}
    )
    _checked(at, held.key, changed, actor, held.version)
    held.content, held.changed_at = changed, now
    return held


def remove(case_id: int, held_id: int, *, actor: Actor, now: datetime) -> None:
    """Throw a comment away that is kept privately."""
    cases.visible(cases.lock(case_id), actor)
    db.session.delete(_own(case_id, held_id, actor))


@dataclass
class Released:
    """What became of comments that were to be released."""

    comments: list[Comment] = field(default_factory=list)
    refused: list[tuple[int, Sentence]] = field(default_factory=list)
    """Number of the kept comment, and why it stays where it is."""


def release(case_id: int, chosen: Collection[int] | None = None, *, actor: Actor, now: datetime) -> Released:
    """Post what a person keeps privately, all of it or what is chosen, in one transaction.

    Each is anchored on the version that it was written on and carried to the current one. What cannot be posted stays
    kept, with the sentence that says why.

    Raises:
        Missing, Refused, NotNow: the person comments and suggests nothing here any more.
        Invalid: nothing is chosen, or nothing is kept.
    """
    at = posting_operations.ground(case_id, actor)
    rows = select(Held).where(Held.case_id == case_id, Held.account_id == actor.id).order_by(Held.id)
    kept = [held for held in db.session.execute(rows).scalars() if chosen is None or held.id in chosen]
    if not kept:
        raise Invalid({"chosen": say("Choose the comments to be released.")})
    wanted = [(held, Said(held.key, **arguments(held.content))) for held in kept]
    _require_any(at, {posting_operations.writing(said.suggestion) for _, said in wanted}, actor)
    outcome = Released()
    for held, said in wanted:
        try:
            access.require(actor, posting_operations.writing(said.suggestion), at.there)
            comment = posting_operations.write(at, said, actor=actor, now=now, drawn_from=held.version)
        except CouncilError as error:
            sentence = why(error)
            held.content = {**held.content, "problem": sentence.as_data()}
            outcome.refused.append((held.id, sentence))
            continue
        outcome.comments.append(comment)
        db.session.delete(held)
    if outcome.comments:
        notifications.follow(actor, case_id, now)
        posting_operations.announce(at, outcome.comments, actor, now)
    return outcome


def _require_any(at: Ground, permissions: Collection[Permission], actor: Actor) -> None:
    if not any(access.may(actor, permission, at.there) for permission in permissions):
        access.require(actor, sorted(permissions)[0], at.there)


def _checked(at: Ground, key: str, content: Mapping[str, Any], actor: Actor, drawn_from: int | None) -> int:
    """Return the version on which a comment is written, if it could be posted there."""
    said = Said(key, **arguments(content))
    access.require(actor, posting_operations.writing(said.suggestion), at.there)
    return posting_operations.prepared(at, said, actor=actor, drawn_from=drawn_from).version


def _own(case_id: int, held_id: int, actor: Actor) -> Held:
    held = db.session.get(Held, held_id)
    if held is None or held.case_id != case_id or held.account_id != actor.id:
        raise Missing
    return held
