"""A suggestion as it is made: what shall be done to the text. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from council_flow.language import Sentence


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


@dataclass(frozen=True)
class Imported:
    """A comment or a suggestion as a file or a sheet has it, to be taken over into a case."""

    key: str
    """Of the block in the text that the file was made from, or was laid on."""
    text: str
    """The comment; of a suggestion, its reason."""
    quote: str
    """The words concerned; empty for the whole block."""
    start: int | None
    """About where they begin, in code points."""
    type: str
    language: str
    """Language of the text commented on."""
    label: str
    """Name of the author in the file; empty where it is the person's own sheet."""
    row_id: str
    """Up to 64 characters: the same row is taken in once a case."""
    suggestion: Suggestion | None = None


@dataclass
class Counted:
    """What became of rows that were taken over."""

    added: int = 0
    already: int = 0
    """Rows that the case has from an earlier time."""
    refused: list[tuple[str, Sentence]] = field(default_factory=list)
    """Label of the author in the file (where it is empty, the row's id) and why."""
    refused_rows: list[str] = field(default_factory=list)
    """Ids of the refused rows, in the order of ``refused``."""
    numbers: list[int] = field(default_factory=list)
    """Numbers that the added comments were given."""
