"""The words of the consultation: answers and the shapes by which they are told apart. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from council_flow.language import Sentence, say


@dataclass(frozen=True)
class Word:
    """One answer as it is shown: its name, its glyph, the class that colours it."""

    label: Sentence
    glyph: str
    colour: str


ANSWERS: dict[str, Word] = {
    "agrees": Word(say("Agrees"), "agree", "g-yes"),
    "agrees_with_remarks": Word(say("Agrees, with a comment"), "remark", "g-part"),
    "proposes_wording": Word(say("Proposes wording"), "wording", "g-text"),
    "has_concern": Word(say("Has a concern"), "concern", "g-stop"),
    "no_comment": Word(say("No comment"), "nil", "g-none"),
}

NEEDS_TEXT = frozenset({"agrees_with_remarks", "proposes_wording", "has_concern"})
"""Answers that say what they concern."""

LONGEST = 10_000
"""Characters of an answer."""

LONGEST_NOTE = 1_000
"""Characters added to a reminder."""


def cell(answer: str, remarks: int) -> str:
    """Return what a State says on one paragraph: what its answer implies, where it left remarks and where not.

    Who agrees with remarks agrees elsewhere; who proposes wording or has a concern says nothing of the rest.
    """
    if remarks:
        return answer if answer in NEEDS_TEXT else "agrees_with_remarks"
    return "agrees" if answer in ("agrees", "agrees_with_remarks") else "no_comment"
