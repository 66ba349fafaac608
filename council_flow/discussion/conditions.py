"""What workflow files may ask about the discussion."""

from __future__ import annotations

from typing import Any

from council_flow.discussion import queries
from council_flow.language import Sentence, Titles, say, say_n
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("discussion.all_disposed", title=say("Every comment has a disposition"))(all_disposed)


def all_disposed(situation: Situation) -> Verdict:
    """No comment is open. The number stands on the row of the case; places are read only where there are any."""
    case = situation.case
    if not case.open_comments:
        if not case.comments:
            return Verdict(True, say("There are no comments."))
        return Verdict(True, say_n("The comment is settled.", "All %(n)s comments are settled.", case.comments))
    sentence = say("%(what)s %(who)s", what=_what(case), who=_who(situation))
    return Verdict(False, sentence, f"{situation.path}/comments?state=open", turns.allowed(situation, "dispose"))


def _what(case: Any) -> Sentence:
    where = _where(case.id)
    if where is None:
        return say_n(
            "%(n)s of %(all)s comments has no disposition.",
            "%(n)s of %(all)s comments have no disposition.",
            case.open_comments,
            all=case.comments,
        )
    return say_n(
        "%(n)s of %(all)s comments has no disposition: %(where)s.",
        "%(n)s of %(all)s comments have no disposition: %(where)s.",
        case.open_comments,
        all=case.comments,
        where=where,
    )


def _where(case_id: int) -> Sentence | None:
    places = queries.open_places(case_id)
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


def _who(situation: Situation) -> Sentence:
    workflow = situation.workflow
    roles = workflow.stages[situation.case.stage].allows.get("dispose", frozenset())
    titles = [role.title for name, role in workflow.roles.items() if name in roles]
    if not titles:
        return say("Dispositions are given at an earlier stage.")
    return say("Dispositions are given by: %(roles)s.", roles=titles)
