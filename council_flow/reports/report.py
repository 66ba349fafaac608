"""A report as it is written: words in the reader's language, ready for paper and for Word. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from council_flow.language import direction


@dataclass(frozen=True)
class Table:
    """A table with its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a report: facts as pairs, paragraphs, a table; each may be missing."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Report:
    """A whole report."""

    symbol: str
    heading: str
    """What it is: protocol, report of a round."""
    title: str
    """Of the file."""
    about: str
    """One line under the title."""
    council: str
    language: str
    at: datetime
    sections: tuple[Section, ...]

    @property
    def dir(self) -> str:
        """Direction of the page."""
        return direction(self.language)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table | None:
    """Return a table, or nothing where it has no rows."""
    return Table(tuple(head), tuple(tuple(row) for row in rows)) if rows else None
