"""Deciding on suggestions and taking them into the text; making one's own anew when its words have changed.

Each raises Missing, Refused, NotNow, Stale or Invalid, and has changed nothing then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from council_flow import access
from council_flow.access import Actor, Permission
from council_flow.database import db
from council_flow.discussion import audience, checking
from council_flow.discussion import operations as discussion
from council_flow.discussion.citing import citations
from council_flow.discussion.models import Comment
from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions import queries as suggesting_queries
from council_flow.discussion.suggestions.applying import TAKES, Applied, Decision, apply
from council_flow.discussion.suggestions.suggested import Suggested, fits
from council_flow.discussion.thread_operations import note, recount, take, touch
from council_flow.errors import Expected, Invalid, NotNow, Refused, Stale
from council_flow.language import say
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import locking
from council_flow.text import operations as text
from council_flow.text import queries as texts
from council_flow.text.anchor import find
from council_flow.text.blocks import Body

DISPOSITIONS = {
    "accept": "accepted",
    "adapt": "accepted_in_part",
    "brackets": "accepted_in_part",
    "decline": "not_accepted",
}
"""The disposition that each decision on a suggestion gives."""


@dataclass(frozen=True)
class Outcome:
    """What was decided, and the version that it made."""

    decided: int
    version: int | None
    """Number of the new version; ``None`` where the text was not written."""


@dataclass(frozen=True)
class _Ground:
    """A locked case with its text and the suggestions that a person sees."""

    case: Case
    body: Body
    found: dict[int, Suggested]
    editing: bool


def decide(
    case_id: int, decisions: Sequence[Decision], *, reason: str, actor: Actor, now: datetime, expected: Expected
) -> Outcome:
    """Give suggestions their dispositions, and save what is accepted as one new version where the text may be written.

    Where it may not, or is locked for a final reading, what was accepted is remembered and taken in later: :func:`take_in`.

    Raises:
        Missing, Refused: the person gives no dispositions here, or does not see one of the suggestions.
        NotNow: one has a disposition, is withdrawn, or no longer fits the text.
        Stale: another version was saved, or the file moved, since the form was drawn.
        Invalid: two that are accepted collide, a response or words are missing, the text breaks a limit.
    """
    at = _ground(case_id, actor, Permission.COMMENT_DISPOSE, expected)
    decisions = [one for one in decisions if one.choice in DISPOSITIONS]
    if not decisions:
        raise Invalid(say("Choose what becomes of at least one suggestion."))
    _check(at, decisions)
    takes = [one for one in decisions if one.choice in TAKES]
    applied = apply(at.body, at.found.values(), takes)
    _together(at, takes)
    for one in decisions:
        discussion.dispose(
            case_id, one.number, DISPOSITIONS[one.choice], one.response, actor=actor, now=now,
            expected=Expected(visit=expected.visit),
        )  # fmt: skip
    for number, comment in suggesting_queries.rows(case_id, [one.number for one in takes]).items():
        chosen = next(one for one in takes if one.number == number)
        comment.taken_as, comment.adapted = chosen.choice, chosen.words if chosen.choice == "adapt" else ""
    version = _saved(at, applied, [one.number for one in takes], reason, actor, now) if at.editing and takes else None
    recount(at.case)
    return Outcome(len(decisions), version)


def take_in(
    case_id: int, numbers: Collection[int], *, reason: str, actor: Actor, now: datetime, expected: Expected
) -> Outcome:
    """Save accepted suggestions that are not in the text yet as one new version.

    Raises:
        Missing, Refused, NotNow: the person may not write the text here; one is not waiting any more.
        Stale: another version was saved, or the file moved, since the form was drawn.
        Invalid: two of them collide, or none was chosen.
    """
    at = _ground(case_id, actor, Permission.TEXT_EDIT, expected)
    locking.refuse_locked(at.case)
    if not numbers:
        raise Invalid(say("Choose what becomes of at least one suggestion."))
    waiting = [one for one in at.found.values() if one.number in numbers]
    for one in waiting:
        if not one.waits:
            raise NotNow(say("Suggestion %(n)s does not wait to be taken in.", n=one.number))
        _fitting(at, one)
    if len(waiting) < len(set(numbers)):
        raise Stale(link=f"{at.case.path}/suggestions")
    applied = apply(at.body, waiting, [as_decided(one) for one in waiting])
    saved = _saved(at, applied, sorted(numbers), reason, actor, now)
    recount(at.case)
    return Outcome(len(waiting), saved)


def as_decided(one: Suggested) -> Decision:
    """Return the decision that was taken on a suggestion which waits."""
    return Decision(one.number, one.taken_as or "accept", one.adapted)


def _ground(case_id: int, actor: Actor, needed: Permission, expected: Expected) -> _Ground:
    case = cases.lock(case_id)
    there = cases.place(case, actor)
    access.require(actor, needed, there)
    if expected.visit not in (None, case.visit) or expected.version not in (None, case.version):
        raise Stale(link=f"{case.path}/suggestions")
    reader = audience.reader_at(cases.workflow_of(case), there, actor)
    found = {one.number: one for one in suggesting_queries.present(case.id, reader)}
    editing = access.may(actor, Permission.TEXT_EDIT, there) and case.locked_at is None
    return _Ground(case, texts.current(case.id, case.version).body, found, editing)


def _check(at: _Ground, decisions: Sequence[Decision]) -> None:
    """Refuse what cannot be decided, each beside its own field."""
    for one in decisions:
        if one.number not in at.found or at.found[one.number].standing != "open":
            raise NotNow(
                say("Suggestion %(n)s has been decided or withdrawn since you opened this page.", n=one.number)
            )
        if one.choice in TAKES:
            _fitting(at, at.found[one.number])
        try:
            checking.disposition(DISPOSITIONS[one.choice], one.response)
        except Invalid as error:
            raise Invalid({f"response-{one.number}": error.fields["response"]}) from error


def _fitting(at: _Ground, one: Suggested) -> None:
    if not fits(at.body, one):
        raise NotNow(
            say("Suggestion %(n)s no longer fits the text: its author is asked to look at it again.", n=one.number)
        )


def _together(at: _Ground, takes: Sequence[Decision]) -> None:
    """Refuse what collides with suggestions that are accepted and not in the text yet."""
    waiting = [as_decided(one) for one in at.found.values() if one.waits and fits(at.body, one)]
    if waiting and takes:
        apply(at.body, at.found.values(), [*waiting, *takes])


def _saved(
    at: _Ground, applied: Applied, numbers: Sequence[int], reason: str, actor: Actor, now: datetime
) -> int | None:
    """Save the text with suggestions in it; where it says all of it already, they count as taken in by it as it is."""
    changes = applied.body != at.body
    for comment in suggesting_queries.rows(
        at.case.id, numbers
    ).values():  # before the text: what is in it is not laid anew
        comment.taken_in, comment.needs_author = at.case.version + changes, False
    db.session.flush()
    if not changes:
        return None
    return text.save(
        at.case.id, applied.body, reason=reason, actor=actor, now=now, expected=Expected(), taken=applied.sources
    ).number


def renew(
    case_id: int, number: int, why: str, key: str, suggestion: Suggestion, *, quote: str | None, start: int | None,
    type: str, actor: Actor, now: datetime, expected: Expected,
) -> Comment:  # fmt: skip
    """Make one's own suggestion anew: as long as nobody has answered it, or when its words have changed. The record keeps both.

    Raises:
        Missing, Refused: the suggestion is not this person's, or nobody suggests here now.
        NotNow: it has a disposition, is withdrawn, or was answered and still fits.
        Stale: another version was saved since the form was drawn.
    """
    found = take(case_id, number, actor)
    case, comment = found.case, found.comment
    access.require(actor, Permission.COMMENT_SUGGEST, found.there)
    if not found.there.own:
        raise Refused(say("Only its author changes a comment."))
    if comment.needs_author:
        checking.standing(comment, ("open",))
    else:
        checking.unanswered(comment)
    locking.refuse_locked(case)
    if expected.version not in (None, case.version):
        raise Stale(link=f"{case.path}/compare?a=v{expected.version}&b=v{case.version}")
    why, type = checking.words("text", why, checking.REASON), checking.known_type(type)
    body = texts.current(case.id, case.version).body
    checking.suggestion(suggestion, body, actor.state)
    before = {"text": comment.text, "quote": comment.quote, **_columns(comment)}
    _place(comment, case, body, key, quote, start)
    comment.text, comment.type, comment.edited_at = why, type, now
    for name, value in suggestion.columns().items():
        setattr(comment, name, value)
    note("edited", comment, actor, now, before=before, after={"text": why, "quote": comment.quote, **_columns(comment)})
    touch(case, now)
    return comment


def _columns(comment: Comment) -> dict[str, object]:
    return {name: getattr(comment, name) for name in Suggestion("").columns()}


def _place(comment: Comment, case: Case, body: Body, key: str, quote: str | None, start: int | None) -> None:
    stands = find(body, key, comment.language, quote, start)
    block = body.block(stands.key) if stands else None
    if stands is None or block is None:
        raise Invalid(say("The text has no such paragraph."))
    comment.key, comment.kind, comment.start, comment.end = stands.key, block.kind, stands.start, stands.end
    comment.quote, comment.prefix, comment.suffix, comment.anchor = stands.quote, stands.prefix, stands.suffix, "exact"
    comment.version = comment.anchor_version = case.version
    comment.cited = comment.cited_first = citations(body).get(stands.key, {})
    comment.needs_author = False
