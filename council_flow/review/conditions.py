"""What workflow files may ask about a review."""

from __future__ import annotations

from council_flow.language import say
from council_flow.recommendations.situation import Situation
from council_flow.review import operations, queries
from council_flow.review.counting import counted
from council_flow.workflow import Verdict, Vocabulary


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("review.completed", title=say("At least %(at_least)s reviews of this text are in"))(completed)


def completed(situation: Situation, *, at_least: int) -> Verdict:
    """At least so many reviewers without an interest gave an opinion on the text as it now is."""
    case = situation.case
    panel = queries.panel(case, operations.reviewing_roles(case))
    given, base, missing = counted(panel)
    link = f"{situation.path}/review"
    if given >= at_least:
        return Verdict(True, say("%(given)s of %(all)s reviews of this text are in.", given=given, all=base), link)
    if base < at_least:
        return Verdict(
            False,
            say(
                "%(needed)s reviewers are needed; %(base)s are assigned without an interest. More have to be named.",
                needed=at_least,
                base=base,
            ),
            f"{situation.path}/people",
        )
    return Verdict(
        False,
        say(
            "%(given)s of %(needed)s reviews of this text are in; missing: %(missing)s.",
            given=given,
            needed=at_least,
            missing=missing,
        ),
        link,
    )
