"""The words of the discussion: types of comments, dispositions, what became of their words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from council_flow.language import Sentence, Titles, say


@dataclass(frozen=True)
class Word:
    """One stored value as it is shown: its name, and the tag that carries it."""

    label: Sentence
    tag: str = ""
    """Class of the tag: settled, stops, waits, proposes or none."""
    icon: str = ""


TYPES: dict[str, Sentence] = {
    "substantive": say("Substantive"),
    "editorial": say("Editorial"),
    "legal": say("Legal"),
    "translation": say("Translation"),
}

DISPOSITIONS: dict[str, Word] = {
    "accepted": Word(say("Accepted"), "settled", "check"),
    "accepted_in_part": Word(say("Accepted in part"), "settled", "check"),
    "not_accepted": Word(say("Not accepted"), "stops", "x"),
    "merged": Word(say("Merged")),
    "deferred": Word(say("Deferred")),
    "noted": Word(say("Noted")),
}

NEEDS_RESPONSE = frozenset({"accepted_in_part", "not_accepted", "merged", "deferred"})
"""Dispositions that say why."""

OPEN = Word(say("No disposition yet"), "waits", "clock")
WITHDRAWN = Word(say("Withdrawn"))
CONSOLIDATED = Word(say("Said for the State in other words"))

STANDINGS: dict[str, Sentence] = {
    "open": say("Open"),
    "settled": say("With a disposition"),
    "withdrawn": say("Withdrawn"),
}

COUNCIL, GROUP, CHAIR = "council", "group", "chair"
DELEGATION = "delegation"
"""As a person chooses it; stored is the delegation of a State: see ``audience.delegation_of``."""

AUDIENCES: dict[str, Sentence] = {
    COUNCIL: say("The whole council"),
    GROUP: say("The drafting group"),
    CHAIR: say("The chair"),
    DELEGATION: say("My delegation, until it is released"),
}
"""Who sees a comment and its thread, besides its author."""

TLP: dict[str, str] = {COUNCIL: "TLP:GREEN", GROUP: "TLP:AMBER", CHAIR: "TLP:RED", DELEGATION: "TLP:AMBER+STRICT"}
"""Labels of the Traffic Light Protocol (FIRST, version 2.0) that answer to the audiences."""

PARTICIPANT = Titles(
    {"en": "A participant", "ru": "Один из участников", "uz": "Ishtirokchilardan biri", "ar": "أحد المشاركين"}
)
"""Stands for the author of a comment under the Chatham House Rule."""

SEEN_BY: dict[str, Sentence] = {
    GROUP: say("Seen by the drafting group only"),
    CHAIR: say("Seen by the chair only"),
}
"""The tag of a comment that not everybody sees."""

ACTS: dict[str, Sentence] = {
    "replace": say("Other words"),
    "insert": say("A new paragraph"),
    "delete": say("Delete"),
    "move": say("Move it elsewhere"),
}
"""What a suggestion does to the text."""

FORMS_OF_COMMENTS: dict[str, Sentence] = {
    "comment": say("Comments"),
    "suggestion": say("Suggestions"),
}
"""What the table of comments may be narrowed to."""

ANSWERS: dict[str, Sentence] = {
    "yes": say("Answered, says the author"),
    "no": say("Not answered, says the author"),
    "asked": say("The author has not said"),
}
"""What an author says of the disposition."""

LONGEST = 10_000
"""Characters of a comment, a reply, a response or a reason."""
