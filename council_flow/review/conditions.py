"""What workflow files may ask about a review."""

from __future__ import annotations

from council_flow.access import Permission
from council_flow.language import Sentence, Titles, apart, few, say, say_n
from council_flow.people import queries as people
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.review import operations, queries
from council_flow.review.counting import counted
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("review.completed", title=say("Reviews of this text that are in: at least %(at_least)s"))(
        completed
    )


def completed(situation: Situation, *, at_least: int) -> Verdict:
    """At least so many reviewers without an interest gave an opinion on the text as it now is."""
    case = situation.case
    panel = situation.once("review.panel", lambda: queries.panel(case, operations.reviewing_roles(case)))
    given, base, missing = counted(panel)
    link = f"{situation.path}/review"
    if given >= at_least:
        return Verdict(True, say("%(given)s of %(all)s reviews of this text are in.", given=given, all=base), link)
    if base < at_least:
        return Verdict(False, _too_few(base, at_least), f"{situation.path}/people", _naming())
    sentence = say(
        "%(given)s of %(needed)s reviews of this text are in; missing: %(missing)s.",
        given=given,
        needed=at_least,
        missing=apart(few(missing)),
    )
    # Opinions are given where a review goes on; elsewhere those act who move the file there.
    turn = tuple(missing) if turns.holds(situation, "review") else turns.taking_part(situation, "review")
    return Verdict(False, sentence, link, turn)


def _too_few(base: int, needed: int) -> Sentence:
    return say_n(
        "%(needed)s reviewers are needed; %(n)s is assigned without an interest. More have to be named.",
        "%(needed)s reviewers are needed; %(n)s are assigned without an interest. More have to be named.",
        base,
        needed=needed,
    )


def _naming() -> tuple[Titles, ...]:
    """Return the roles that assign people to files."""
    granted = people.council().permissions.get(Permission.PEOPLE_ASSIGN, frozenset())
    return tuple(title for name, title in people.role_titles().items() if name in granted)
