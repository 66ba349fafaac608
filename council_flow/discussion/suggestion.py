"""A suggestion as it is made: what shall be done to the text. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Suggestion:
    """What shall be done at the words (or the block) of a comment; the comment's own text is the reason."""

    act: str
    """replace, insert, delete or move."""
    proposed: str = ""
    """Inline text: in the place of the words or of the block, or of the new block."""
    proposed_kind: str = ""
    """Kind of the new block, such as ``subparagraph-1``."""
    after: str = ""
    """Key of the block that a new or moved one shall stand after; for moved words, the block they shall stand in."""
    after_at: int | None = None
    """For moved words: the code point before which they shall stand; ``None`` for a whole block."""
    on_behalf: bool = False
    """Made for the author's State, not alone."""

    def columns(self) -> dict[str, Any]:
        """Return the values for the row of the comment."""
        return asdict(self)


@dataclass(frozen=True)
class ReadFrom:
    """Where a comment was read from: a row of a sheet, a note of a Word file. The same row is taken in once a case."""

    row_id: str
    """Up to 64 characters."""
    label: str = ""
    """Name of its author there."""

    def columns(self) -> dict[str, Any]:
        """Return the values for the row of the comment."""
        return {"row_id": self.row_id, "label_there": self.label[:200]}
