"""Reading procedures: what is in force, what files run on, who brought it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import current_app, g
from sqlalchemy import select

from council_flow.database import db
from council_flow.errors import Missing, NotNow
from council_flow.language import Titles, say
from council_flow.procedures.definitions import Definitions
from council_flow.procedures.models import Activation, Definition
from council_flow.workflow import Vocabulary, Workflow, WorkflowProblems

log = structlog.get_logger()


def vocabulary() -> Vocabulary:
    """Return the words that the rooms registered for workflow files."""
    found: Vocabulary = current_app.extensions["vocabulary"]
    return found


def definitions() -> Definitions:
    """Return the definitions that this process knows, without asking the database for newer ones."""
    found: Definitions = current_app.extensions["definitions"]
    return found


_NEWS = "SELECT (SELECT count(*) FROM definitions), (SELECT max(id) FROM activations)"
"""One number each for definitions and activations: they change when another process stored or activated one. Written
out, because every list asks it: composing it would take longer than asking."""


def in_force() -> Definitions:
    """Return the definitions as they are now, also where another process brought one in. Asked once a request."""
    found = definitions()
    if "news_asked" not in g:
        g.news_asked = True
        news = tuple(db.session.connection().exec_driver_sql(_NEWS).one())
        if news != found.stamp:
            _catch_up(found)
            found.stamp = news
    return found


def _catch_up(found: Definitions) -> None:
    found.stored_hashes = frozenset(db.session.execute(select(Definition.hash)).scalars())
    fresh = select(Definition.hash, Definition.source).where(Definition.hash.not_in([*found.known, *found.unreadable]))
    for digest, source in db.session.execute(fresh).all():
        try:
            found.take(digest, lambda source=source: source)  # type: ignore[misc]
        except WorkflowProblems as error:
            log.error("stored definition is not readable", hash=digest, problems=str(error))
    found.activate(db.session.execute(select(Activation.definition_hash).order_by(Activation.id)).scalars())


def look_again() -> None:
    """Let the next question ask the database anew: something was stored or activated here."""
    g.pop("news_asked", None)


def by_hash(digest: str) -> Workflow:
    """Return the definition with a hash.

    Raises:
        Missing: there is none.
        NotNow: the product can no longer read it; the file has to be moved to another revision.
    """

    def source() -> str:
        found = db.session.execute(select(Definition.source).where(Definition.hash == digest)).scalar_one_or_none()
        if found is None:
            raise Missing
        return found

    try:
        return definitions().stored(digest, source)
    except WorkflowProblems as error:
        log.error("stored definition is not readable", hash=digest, problems=str(error))
        raise NotNow(
            say(
                "The procedure of this file is written with words that the product no longer knows. The file stays as "
                "it is until it is moved to another revision of its procedure."
            )
        ) from error


def named(name: str) -> Workflow:
    """Return the definition in force with a name.

    Raises:
        Missing: there is none.
    """
    found = in_force().named.get(name)
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Revision:
    """One definition of a procedure. ``at`` and ``label`` tell when and by whom it was activated in the product; they
    are ``None`` for one that came with the council's folder."""

    revision: int
    hash: str
    stored_at: datetime
    at: datetime | None
    label: Titles | None


def revisions(name: str) -> list[Revision]:
    """Return the stored definitions of a name, newest first."""
    rows = db.session.execute(
        select(Definition.revision, Definition.hash, Definition.stored_at, Activation.at, Activation.label)
        .outerjoin(Activation, Activation.definition_hash == Definition.hash)
        .where(Definition.name == name)
        .order_by(Definition.revision.desc(), Definition.stored_at.desc())
    )
    return [Revision(*row[:4], Titles(row.label) if row.label else None) for row in rows]
