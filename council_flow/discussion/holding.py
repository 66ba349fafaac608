"""Comments written privately, as their author alone sees them: beside the text and in a list. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.view import CommentView, paragraph_name
from council_flow.discussion.words import COUNCIL, SEEN_BY
from council_flow.language import Sentence, from_data

TAKEN = ("text", "quote", "start", "type", "language", "written_in", "suggestion", "audience", "unnamed")
"""What may be kept of a comment: the arguments of ``operations.post``."""


def stored(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a comment, ready for JSON; ``suggestion`` may be one or its columns.

    Raises:
        TypeError: something else is handed in.
    """
    if unknown := set(content) - set(TAKEN):
        raise TypeError(f"a comment has no {sorted(unknown)}")
    made = content.get("suggestion")
    return {**content, "suggestion": made.columns() if isinstance(made, Suggestion) else made}


def arguments(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a comment as the arguments of the operation that writes it."""
    found = {name: content.get(name) for name in TAKEN}
    made = found["suggestion"]
    found["suggestion"] = Suggestion(**made) if isinstance(made, Mapping) else made
    found["type"], found["audience"] = found["type"] or "substantive", found["audience"] or COUNCIL
    found["unnamed"] = bool(found["unnamed"])
    return found


@dataclass(slots=True)
class HeldView:
    """One comment kept privately. It stands beside the text like others, for its author."""

    id: int
    key: str
    version: int
    content: dict[str, Any]
    at: datetime
    changed_at: datetime
    change: Sequence[Any] = ()
    asks: Sentence | None = None
    for_whom: Sentence | None = None

    held: ClassVar[bool] = True
    marked: ClassVar[bool] = False
    start: ClassVar[None] = None
    end: ClassVar[None] = None
    standing: ClassVar[str] = "held"
    number: ClassVar[int] = 0
    state: ClassVar[None] = None

    @property
    def text(self) -> str:
        """Its words."""
        return str(self.content.get("text") or "")

    @property
    def quote(self) -> str:
        """The words concerned."""
        return str(self.content.get("quote") or "")

    @property
    def language(self) -> str:
        """Language of the text commented on."""
        return str(self.content.get("language") or "")

    @property
    def written_in(self) -> str:
        """Language in which its author was writing."""
        return str(self.content.get("written_in") or self.language)

    @property
    def paragraphs(self) -> list[str]:
        """Its words, cut at empty lines."""
        return [part for part in self.text.split("\n\n") if part.strip()]

    @property
    def type(self) -> str:
        """Type of the comment."""
        return str(self.content.get("type") or "substantive")

    @property
    def audience(self) -> str:
        """Who shall see it."""
        return str(self.content.get("audience") or COUNCIL)

    @property
    def limited(self) -> Sentence | None:
        """Who alone shall see it, where that is not everybody."""
        return SEEN_BY.get(self.audience)

    @property
    def suggestion(self) -> Suggestion | None:
        """What it suggests to do to the text."""
        made = self.content.get("suggestion")
        return Suggestion(**made) if made else None

    @property
    def act(self) -> str | None:
        """What a suggestion does to the text."""
        made = self.content.get("suggestion")
        return made["act"] if made else None

    @property
    def proposed(self) -> str:
        """The words suggested."""
        made = self.content.get("suggestion")
        return str(made["proposed"]) if made else ""

    @property
    def after(self) -> str:
        """The block that a new or moved one shall stand after."""
        made = self.content.get("suggestion")
        return str(made["after"]) if made else ""

    @property
    def on_behalf(self) -> bool:
        """It is to be made for the author's State."""
        made = self.content.get("suggestion")
        return bool(made and made["on_behalf"])

    @property
    def problem(self) -> Sentence | None:
        """Why it could not be released."""
        found = self.content.get("problem")
        return from_data(found) if found else None


def place_of(held: HeldView, kinds: Mapping[str, str], cited: Mapping[str, dict[str, str]]) -> Sentence | None:
    """Return how its paragraph is called now; ``None`` where the text has it no more."""
    return paragraph_name(kinds[held.key], cited.get(held.key, {})) if held.key in kinds else None


def beside(
    comments: Mapping[str, Sequence[CommentView]], held: Sequence[HeldView]
) -> dict[str, list[CommentView | HeldView]]:
    """Return the comments of a text by block, each followed by those that the reader keeps privately there."""
    found: dict[str, list[CommentView | HeldView]] = {key: list(several) for key, several in comments.items()}
    for one in held:
        found.setdefault(one.key, []).append(one)
    return found
