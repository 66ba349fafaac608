"""Comments as pages show them. Pure: made from plain values, cheap enough for four hundred on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from council_flow.discussion.audience import state_of
from council_flow.discussion.words import (
    CONSOLIDATED,
    COUNCIL,
    DELEGATION,
    DISPOSITIONS,
    OPEN,
    SEEN_BY,
    TLP,
    WITHDRAWN,
    Word,
)
from council_flow.language import Sentence, Titles, say


@dataclass(slots=True)
class ReplyView:
    """One reply."""

    author_id: int
    label: Titles
    text: str
    written_in: str
    at: datetime


@dataclass(slots=True)
class CommentView:
    """One comment with its thread."""

    id: int
    number: int
    version: int
    visit: int
    language: str
    written_in: str
    key: str
    kind: str
    start: int | None
    end: int | None
    quote: str
    anchor: str
    anchor_version: int
    cited: dict[str, str]
    text: str
    type: str
    author_id: int
    label: Titles
    state: str | None
    at: datetime
    late: bool
    edited_at: datetime | None
    standing: str
    disposition: str | None
    response: str
    disposed_label: Titles
    disposed_at: datetime | None
    earlier: list[dict[str, Any]]
    withdrawn_reason: str
    withdrawn_at: datetime | None
    reopen_reason: str
    act: str | None = None
    """What a suggestion does to the text; ``None`` for a plain comment. ``text`` is its reason then."""
    proposed: str = ""
    proposed_kind: str = ""
    after: str = ""
    after_at: int | None = None
    on_behalf: bool = False
    needs_author: bool = False
    taken_in: int | None = None
    audience: str = COUNCIL
    satisfied: bool | None = None
    satisfied_note: str = ""
    label_there: str = ""
    cited_first: dict[str, str] = field(default_factory=dict)
    """Number of its block in the version on which it was written."""
    unnamed: bool = False
    """Under the Chatham House Rule."""
    taken_into: int | None = None
    """Number of the comment by which the delegation says the same."""
    replies: list[ReplyView] = field(default_factory=list)
    change: Sequence[Any] = ()
    """What a suggestion does to the words, piece by piece, where a page has laid it on them (``showing.py``)."""
    asks: Sentence | None = None
    """What a suggestion asks for, where that is not to be seen in ``change``."""
    for_whom: Sentence | None = None

    held: ClassVar[bool] = False
    """True for what is kept privately (``holding.py``)."""

    @property
    def answered(self) -> str:
        """What its author said of the disposition: yes, no, ``asked`` while nothing is said, empty without a disposition."""
        if self.standing != "settled":
            return ""
        return "asked" if self.satisfied is None else "yes" if self.satisfied else "no"

    @property
    def open(self) -> bool:
        """It has no disposition and is not withdrawn."""
        return self.standing == "open"

    @property
    def limited(self) -> Sentence | None:
        """Who alone sees it, where that is not everybody."""
        if state_of(self.audience):
            return say("Seen by its delegation only, not released yet")
        return SEEN_BY.get(self.audience)

    @property
    def tlp(self) -> str:
        """Label of the Traffic Light Protocol."""
        return TLP[DELEGATION if state_of(self.audience) else self.audience]

    @property
    def marked(self) -> bool:
        """Its words are to be marked in the text."""
        return self.start is not None and self.standing == "open" and self.anchor != "removed"

    @property
    def word(self) -> Word:
        """What the tag of the comment says."""
        if self.taken_into is not None:
            return CONSOLIDATED
        if self.standing == "withdrawn":
            return WITHDRAWN
        return DISPOSITIONS[self.disposition] if self.disposition else OPEN

    @property
    def paragraphs(self) -> list[str]:
        """Its words, cut at empty lines."""
        return [part for part in self.text.split("\n\n") if part.strip()] if "\n\n" in self.text else [self.text]

    @property
    def chapters(self) -> list[tuple[Word, dict[str, Any]]]:
        """The dispositions it had before it was reopened."""
        return [(DISPOSITIONS[chapter["disposition"]], chapter) for chapter in self.earlier]

    @property
    def place(self) -> Sentence:
        """Where it stands: "Paragraph 8 (d)"."""
        return paragraph_name(self.kind, self.cited)

    @property
    def fate(self) -> Sentence | None:
        """What became of the words since they were commented on, if anything that a reader has to know."""
        return fate(self.anchor, self.start is not None, self.anchor_version)


def fate(anchor: str, on_words: bool, anchor_version: int) -> Sentence | None:
    """Say what became of the words of a comment; nothing where they stand as they did."""
    match anchor:
        case "edited":
            return say("These words have changed since.") if on_words else say("This text has changed since.")
        case "moved":
            return say("These words have moved since.") if on_words else say("This text has moved since.")
        case "removed":
            return say("The words were removed; they stood in v%(n)s.", n=anchor_version)
    return None


def paragraph_name(kind: str, cited: dict[str, str]) -> Sentence:
    """Return how a block is called on screen."""
    if cited and kind == "heading":
        return say("Heading %(number)s", number=Titles(cited))
    if cited and kind == "footnote":
        return say("Footnote %(number)s", number=Titles(cited))
    if cited and kind in ("table", "annex"):
        return say("%(number)s", number=Titles(cited))
    if cited:
        return say("Paragraph %(number)s", number=Titles(cited))
    return UNNUMBERED.get(kind, UNNUMBERED["note"])


UNNUMBERED: dict[str, Sentence] = {
    "title": say("Title"),
    "heading": say("Heading"),
    "preambular": say("Preamble"),
    "operative": say("Paragraph"),
    "subparagraph": say("Sub-paragraph"),
    "table": say("Table"),
    "annex": say("Annex"),
    "footnote": say("Footnote"),
    "note": say("Note"),
}
