"""What workflow files may ask about the discussion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from council_flow.discussion import audience, queries
from council_flow.discussion.audience import Reader
from council_flow.discussion.words import CHAIR
from council_flow.language import Sentence, Titles, say, say_n
from council_flow.recommendations import queries as cases
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("discussion.all_disposed", title=say("Every comment has a disposition"))(all_disposed)
    vocabulary.condition("discussion.accepted_taken_in", title=say("Accepted suggestions stand in the text"))(taken_in)


def all_disposed(situation: Situation) -> Verdict:
    """No comment is open, whoever sees it. The numbers stand on the row of the case; the rest is read where there are any.

    The sentence counts and places only what the person may see.
    """
    case = situation.case
    if not (case.open_comments or case.open_limited):
        if not case.comments:
            return Verdict(True, say("There are no comments."))
        return Verdict(True, say_n("The comment is settled.", "All %(n)s comments are settled.", case.comments))
    seen = _seen(situation)
    sentence = say("%(what)s %(who)s", what=_what(case, seen), who=_who(situation, seen))
    turn = turns.allowed(situation, "dispose") if seen.drafters else _chair(situation)
    return Verdict(False, sentence, f"{situation.path}/comments?state=open", turn)


@dataclass(frozen=True)
class _Seen:
    """What is open, as one person may know it."""

    reader: Reader
    every: int
    """Comments that the person sees, whatever became of them."""
    open: int
    drafters: bool
    """Some are answered by those who give dispositions, and not by the chair alone."""


def _seen(situation: Situation) -> _Seen:
    case = situation.case
    if not case.limited_comments:
        return _Seen(Reader(None), case.comments, case.open_comments, True)
    reader = audience.reader(
        situation.workflow, cases.place(case, situation.actor).roles, situation.actor.id, situation.actor.state
    )
    limited = queries.limited(case.id, reader)
    seen = [one for one in limited if one.seen]
    return _Seen(
        reader,
        case.comments + sum(one.number for one in seen),
        case.open_comments + sum(one.number for one in seen if one.open),
        bool(case.open_comments)
        or any(one.open and one.audience != CHAIR and not audience.state_of(one.audience) for one in limited),
    )


def _what(case: Any, seen: _Seen) -> Sentence:
    if not seen.open:
        return say("Not every comment has a disposition.")
    where = _where(case.id, seen.reader)
    if where is None:
        return say_n(
            "%(n)s of %(all)s comments has no disposition.",
            "%(n)s of %(all)s comments have no disposition.",
            seen.open,
            all=seen.every,
        )
    return say_n(
        "%(n)s of %(all)s comments has no disposition: %(where)s.",
        "%(n)s of %(all)s comments have no disposition: %(where)s.",
        seen.open,
        all=seen.every,
        where=where,
    )


def _where(case_id: int, reader: Reader) -> Sentence | None:
    places = queries.open_places(case_id, reader)
    cited = {key: Titles(numbers) for key, numbers, _, anchor in places if numbers and anchor != "removed"}
    named = list(cited.values())
    if not named:
        return None
    if len(cited) < len({key for key, *_ in places}):
        return say_n(
            "on paragraph %(numbers)s and elsewhere",
            "on paragraphs %(numbers)s and elsewhere",
            len(named),
            numbers=named,
        )
    return say_n("on paragraph %(numbers)s", "on paragraphs %(numbers)s", len(named), numbers=named)


def _chair(situation: Situation) -> turns.Turn:
    roles = audience.members(situation.workflow, CHAIR)
    return tuple(role.title for name, role in situation.workflow.roles.items() if name in roles)


def _who(situation: Situation, seen: _Seen) -> Sentence:
    workflow = situation.workflow
    if not seen.drafters:
        return say("Dispositions are given by: %(roles)s.", roles=list(_chair(situation)))
    roles = workflow.stages[situation.case.stage].allows.get("dispose", frozenset())
    titles = [role.title for name, role in workflow.roles.items() if name in roles]
    if not titles:
        return say("Dispositions are given at an earlier stage.")
    return say("Dispositions are given by: %(roles)s.", roles=titles)


def taken_in(situation: Situation) -> Verdict:
    """Every suggestion that was accepted is in the text. Those to the chair alone are answered outside the text."""
    case = situation.case
    if not case.untaken:
        return Verdict(True, say("Accepted suggestions stand in the text."))
    return Verdict(
        False,
        say_n(
            "%(n)s accepted suggestion is not in the text yet. The author of the text takes it in.",
            "%(n)s accepted suggestions are not in the text yet. The author of the text takes them in.",
            case.untaken,
        ),
        f"{situation.path}/suggestions",
        turns.allowed(situation, "edit"),
    )
