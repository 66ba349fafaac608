"""Writing a comment or a suggestion at its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.database import db
from council_flow.discussion import audience as audiences
from council_flow.discussion import checking, thread_operations
from council_flow.discussion.citing import citations
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestion import ReadFrom, Suggestion
from council_flow.discussion.view import paragraph_name
from council_flow.discussion.words import COUNCIL, DELEGATION
from council_flow.errors import Expected, Invalid, Stale
from council_flow.language import LANGUAGES, Sentence, say, say_n
from council_flow.notifications import operations as notifications
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import locking
from council_flow.text import queries as texts
from council_flow.text.anchor import Anchor, carry, find
from council_flow.text.blocks import Body

ANYTHING = Expected()
"""Nothing is expected: the caller drew no form."""


@dataclass
class Ground:
    """A locked case with its text, read once for all that one act writes on it."""

    case: Case
    there: Place
    body: Body
    cited: dict[str, dict[str, str]]
    audiences: frozenset[str]
    held: bool = False
    """What a State's people write here stays in their delegation until it is released."""
    older: dict[int, Body] = field(default_factory=dict)

    def written_on(self, version: int) -> Body:
        """Return the text of a version, the current one or an earlier one."""
        if version == self.case.version:
            return self.body
        if version not in self.older:
            self.older[version] = texts.current(self.case.id, version).body
        return self.older[version]


@dataclass(frozen=True)
class Said:
    """What somebody writes on a text: the arguments of :func:`post`."""

    key: str
    text: str
    quote: str | None = None
    start: int | None = None
    type: str = "substantive"
    language: str | None = None
    written_in: str | None = None
    suggestion: Suggestion | None = None
    audience: str = COUNCIL
    read_from: ReadFrom | None = None
    unnamed: bool = False
    """Under the Chatham House Rule."""


@dataclass(frozen=True)
class Prepared:
    """What may be written: trimmed, checked, and with its place in the current text."""

    text: str
    language: str
    stands: Anchor
    version: int
    """The one on which it was written."""


def ground(case_id: int, actor: Actor) -> Ground:
    """Lock a case and read its text."""
    case = cases.lock(case_id)
    body = texts.current(case.id, case.version).body
    workflow = cases.workflow_of(case)
    offered = frozenset(name for name, _ in audiences.offered(workflow, actor.state))
    return Ground(case, cases.place(case, actor), body, citations(body), offered, audiences.held(workflow, case.stage))


def writing(suggestion: Suggestion | None) -> Permission:
    """Return the permission that a comment, or a suggestion, needs."""
    return Permission.COMMENT_SUGGEST if suggestion else Permission.COMMENT_WRITE


def post(
    case_id: int,
    key: str,
    text: str,
    *,
    quote: str | None = None,
    start: int | None = None,
    type: str = "substantive",
    language: str | None = None,
    written_in: str | None = None,
    suggestion: Suggestion | None = None,
    audience: str = COUNCIL,
    read_from: ReadFrom | None = None,
    unnamed: bool = False,
    actor: Actor,
    now: datetime,
    expected: Expected = ANYTHING,
) -> Comment:
    """Comment on a block, or on words in it; with ``suggestion``, suggest to change it, ``text`` being the reason.

    What was written on an earlier version is carried to the current one, as long as its place still exists.

    Args:
        key: of the block. Words that stand in one of its sub-paragraphs are found there.
        quote: the words concerned, as they stand in the block; ``None`` or empty for the whole block.
        start: about where the words begin, in code points, where they stand more than once.
        language: of the text commented on; the original without it.
        written_in: language of the comment itself; the same without it.
        suggestion: what shall be done to the text.
        audience: who sees the comment: council, group, chair or delegation.
        unnamed: under the Chatham House Rule: neither role nor State of its author are shown to anybody else.
        read_from: the row of a sheet or of a Word file that it was read from.

    Raises:
        Missing, Refused: the person may not comment here.
        Stale: the file moved, or the place is gone, since the form was drawn.
        Invalid: no words, too many, or a quote that does not stand there.
    """
    at = ground(case_id, actor)
    access.require(actor, writing(suggestion), at.there)
    thread_operations.same_stay(at.case, expected)
    said = Said(key, text, quote, start, type, language, written_in, suggestion, audience, read_from, unnamed)
    comment = write(at, said, actor=actor, now=now, drawn_from=expected.version)
    notifications.follow(actor, at.case.id, now)
    announce(at, [comment], actor, now)
    return comment


def prepared(at: Ground, said: Said, *, actor: Actor, drawn_from: int | None) -> Prepared:
    """Return what may be written on a ground whose door is passed. Raises as :func:`post` does."""
    text = checking.words("text", said.text, checking.COMMENT)
    checking.known_type(said.type)
    checking.known_audience(said.audience, at.audiences)
    language = said.language if said.language in LANGUAGES else at.body.original
    stands, version = _anchored(at, said, language, drawn_from)
    if said.unnamed and said.suggestion is not None and said.suggestion.on_behalf:
        raise Invalid(
            {
                "unnamed": say(
                    "What is made for the State names it. Suggest it alone, or without the Chatham House Rule."
                )
            }
        )
    if said.suggestion is not None:
        locking.refuse_locked(at.case)
        checking.suggestion(said.suggestion, at.body, actor.state)
    return Prepared(text, language, stands, version)


def write(at: Ground, said: Said, *, actor: Actor, now: datetime, drawn_from: int | None) -> Comment:
    """Write one comment on a ground whose door is passed. Nobody is told yet: see :func:`announce`."""
    case, found = at.case, prepared(at, said, actor=actor, drawn_from=drawn_from)
    to = _audience(at, said.audience, actor)
    actor = thread_operations.unnamed(actor) if said.unnamed else actor
    if actor.hidden and said.read_from is not None:  # the file may name its author
        said = replace(said, read_from=replace(said.read_from, label=""))
    stands, language = found.stands, found.language
    block, cited = at.body.block(stands.key), at.cited.get(stands.key, {})
    comment = Comment(
        case_id=case.id, number=case.comments + case.limited_comments + 1, version=found.version, visit=case.visit,
        language=language, written_in=said.written_in if said.written_in in LANGUAGES else language, key=stands.key,
        kind=block.kind if block else "note", start=stands.start, end=stands.end, quote=stands.quote,
        prefix=stands.prefix, suffix=stands.suffix, anchor=stands.status, anchor_version=case.version, cited=cited,
        cited_first=cited, text=found.text, type=said.type, author_id=actor.id, label=dict(actor.label),
        state=actor.state, at=now, late=case.closes_at is not None and now > case.closes_at, audience=to,
        unnamed=said.unnamed,
        **(said.suggestion.columns() if said.suggestion else {}),
        **(said.read_from.columns() if said.read_from else {}),
    )  # fmt: skip
    db.session.add(comment)
    db.session.flush()
    thread_operations.count(case, comment, now, opened=1, written=1)
    thread_operations.note(
        "suggested" if said.suggestion else "posted", comment, actor, now, place=_place(comment), key=comment.key,
        version=found.version, type=said.type, text=found.text, **_recorded(said),
    )  # fmt: skip
    return comment


def _audience(at: Ground, chosen: str, actor: Actor) -> str:
    """Return to whom a comment goes: what is for the council waits in the delegation where the round says so."""
    waits = chosen == COUNCIL and at.held and actor.state is not None
    return audiences.delegation_of(actor.state) if actor.state and (waits or chosen == DELEGATION) else chosen


def announce(at: Ground, comments: Sequence[Comment], actor: Actor, now: datetime) -> None:
    """Tell those who give dispositions of what was written: each once, and only of what they see."""
    for audience in {comment.audience for comment in comments}:
        of_it = [comment for comment in comments if comment.audience == audience]
        first = of_it[0]
        if len(of_it) == 1:
            said = say("Comment %(n)s on %(place)s.", n=first.number, place=_place(first))
        else:
            said = say_n("%(n)s comment was written.", "%(n)s comments were written.", len(of_it))
        thread_operations.tell_disposers(at.case, at.there, first, actor, now, said)


def _place(comment: Comment) -> Sentence:
    return paragraph_name(comment.kind, comment.cited)


def _recorded(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {"suggestion": said.suggestion.columns()} if said.suggestion else {}
    return found | ({"read_from": said.read_from.label, "row": said.read_from.row_id} if said.read_from else {})


def _anchored(at: Ground, said: Said, language: str, drawn_from: int | None) -> tuple[Anchor, int]:
    """Return where a new comment stands in the current text, and the version on which it was written."""
    case = at.case
    version = drawn_from if drawn_from and 0 < drawn_from < case.version else case.version
    written_on = at.written_on(version)
    if written_on.block(said.key) is None:
        raise Invalid(say("The text has no such paragraph."))
    stands = find(written_on, said.key, language, said.quote, said.start)
    if stands is None:
        raise Invalid(
            {"quote": say("These words do not stand in the paragraph. Copy them as they stand, or leave this blank.")}
        )
    if version != case.version:
        stands = carry(stands, written_on, at.body, language)
        if stands.status == "removed":
            raise Stale(
                say("The words that it concerns are no longer in the text. What you wrote is kept."),
                link=f"{case.path}/compare?a=v{version}&b=v{case.version}",
            )
    return stands, version
