"""What workflow files may ask about a text."""

from __future__ import annotations

from council_flow.language import say, say_n
from council_flow.recommendations import turns
from council_flow.recommendations.situation import Situation
from council_flow.text import queries
from council_flow.text.brackets import open_blocks
from council_flow.text.numbering import citations_in
from council_flow.workflow import Verdict, Vocabulary

NAMED = 12
"""Paragraphs that a sentence names one by one."""


def register(vocabulary: Vocabulary) -> None:
    """Add this room's conditions."""
    vocabulary.condition("text.has_operative_paragraphs", title=say("The text has operative paragraphs"))(has_operative)
    vocabulary.condition("text.no_brackets", title=say("No words stand in brackets"))(no_brackets)


def has_operative(situation: Situation) -> Verdict:
    """The current version has at least one operative paragraph."""
    case = situation.case
    n = len(queries.current(case.id, case.version).body.operative())
    if n:
        return Verdict(True, say("The text has operative paragraphs."))
    return Verdict(
        False,
        say("The text has no operative paragraph yet. The author of the text adds them."),
        f"{situation.path}/edit",
        turns.allowed(situation, "edit"),
    )


def no_brackets(situation: Situation) -> Verdict:
    """No words of the original stand in square brackets: nothing is left open between alternatives."""
    case = situation.case
    if not case.bracketed:
        return Verdict(True, say("No words stand in brackets."))
    body = queries.current(case.id, case.version).body
    opened = open_blocks(body)
    cited = citations_in(body, body.original)
    return Verdict(
        False,
        say_n(
            "%(n)s paragraph has words in brackets: %(where)s. The author of the text decides between them.",
            "%(n)s paragraphs have words in brackets: %(where)s. The author of the text decides between them.",
            len(opened),
            where=[cited.get(key, "–") for key in opened[:NAMED]],
        ),
        f"{situation.path}/edit",
        turns.allowed(situation, "edit"),
    )
