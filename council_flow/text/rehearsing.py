"""How the conditions of this room come to hold in a rehearsal. Pure."""

from __future__ import annotations

from council_flow.workflow import Played, Vocabulary

BRACKETED = 0.1
"""How many stays begin with words in brackets."""
PASTED = 0.8
"""How many texts have operative paragraphs when their file is opened."""


def register(vocabulary: Vocabulary) -> None:
    """Add the models of this room's conditions."""
    vocabulary.rehearse("text.has_operative_paragraphs", has_operative)
    vocabulary.rehearse("text.no_brackets", no_brackets)


def has_operative(played: Played) -> bool:
    """They are there from the beginning, or come with the first change of the text."""
    return played.edits > 0 or played.once("text.pasted", lambda: played.random.random() < PASTED)


def no_brackets(played: Played) -> bool:
    """Words in brackets are decided on with the first change of the text in the stay."""
    return played.edits > 0 or not played.once("text.bracketed", lambda: played.random.random() < BRACKETED)
