"""A round as its page shows it: figures, and each party's answer with its remarks by paragraph. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from council_flow.consultation.parties import is_state
from council_flow.consultation.words import ANSWERS, Word, cell
from council_flow.language import Titles


@dataclass(slots=True)
class AnswerView:
    """One answer of a party."""

    id: int
    party: str
    answer: str
    text: str
    written_in: str
    label: Titles
    at: datetime
    late: bool
    late_accepted: bool | None
    decided_label: Titles
    decided_at: datetime | None
    superseded_at: datetime | None
    on_behalf: bool = False
    """Recorded by the secretariat, with a letter."""

    @property
    def word(self) -> Word:
        """How the answer is shown."""
        return ANSWERS[self.answer]

    @property
    def stands(self) -> bool:
        """It counts: nothing later took its place, and if it came late it was accepted."""
        return self.superseded_at is None and (not self.late or self.late_accepted is True)

    @property
    def awaits_decision(self) -> bool:
        """It came late, and nobody has said yet whether it counts."""
        return self.late and self.late_accepted is None and self.superseded_at is None


@dataclass
class Heard:
    """Who was asked in a round and what was answered. All by party."""

    titles: dict[str, Titles] = field(default_factory=dict)
    reminded: dict[str, datetime | None] = field(default_factory=dict)
    """The instant of its last reminder."""
    answers: list[AnswerView] = field(default_factory=list)
    """All of the round, oldest first."""
    received: dict[str, datetime] = field(default_factory=dict)
    """When States said that the text has arrived."""
    speaking: dict[int, str] = field(default_factory=dict)
    """The party beside the States for which an account answers."""


@dataclass(frozen=True)
class Column:
    """One operative paragraph of the text that was circulated."""

    key: str
    number: str


@dataclass
class Line:
    """One party in a round."""

    party: str
    title: str
    reminded_at: datetime | None
    standing: AnswerView | None = None
    pending: AnswerView | None = None
    earlier: list[AnswerView] = field(default_factory=list)
    remarks: list[Any] = field(default_factory=list)
    """Comments of this party's people, written in the round."""
    cells: list[Word] = field(default_factory=list)
    """One for each column; empty where there is neither an answer nor a remark."""

    @property
    def counted(self) -> bool:
        """Whether its answer is one of those a procedure asks for: it is a State."""
        return is_state(self.party)

    @property
    def disposed(self) -> int:
        """How many of its remarks have a disposition."""
        return sum(remark.standing == "settled" for remark in self.remarks)


@dataclass(frozen=True)
class Table:
    """A round: its columns, its States in the order of reading and then those asked beside them, its figures."""

    columns: list[Column]
    lines: list[Line]
    totals: list[int]
    """Remarks on each column."""

    @property
    def states(self) -> list[Line]:
        """The States."""
        return [line for line in self.lines if line.counted]

    @property
    def answered(self) -> int:
        """How many States have answered."""
        return sum(line.standing is not None for line in self.states)

    @property
    def awaited(self) -> list[Line]:
        """The parties without an answer that stands."""
        return [line for line in self.lines if line.standing is None]

    @property
    def remarks(self) -> int:
        """How many remarks were made."""
        return sum(len(line.remarks) for line in self.lines)

    @property
    def paragraphs(self) -> int:
        """On how many of the paragraphs."""
        return sum(total > 0 for total in self.totals)

    @property
    def disposed(self) -> int:
        """How many remarks have a disposition."""
        return sum(line.disposed for line in self.lines)

    @property
    def still_open(self) -> int:
        """How many remarks have none."""
        return sum(remark.standing == "open" for line in self.lines for remark in line.remarks)

    def line(self, party: str | None) -> Line | None:
        """Return the line of a party."""
        return next((line for line in self.lines if line.party == party), None)

    def reached(self, needed: int) -> datetime | None:
        """Return when the number of answers that is needed was reached."""
        instants = sorted(line.standing.at for line in self.states if line.standing)
        return instants[needed - 1] if 0 < needed <= len(instants) else None


def table(
    columns: Sequence[Column],
    heard: Heard,
    remarks: Sequence[Any],
    *,
    parents: Mapping[str, str],
    name: Callable[[Titles], str],
) -> Table:
    """Lay a round out.

    Args:
        heard: who was asked, and what was answered.
        remarks: comments of the round, with ``author_id``, ``state``, ``key`` and ``standing``; withdrawn ones are left out.
        parents: the paragraph that each sub-paragraph belongs to.
        name: a party's in the language being read, which decides the order.
    """
    lines = {party: Line(party, name(heard.titles[party]), reminded) for party, reminded in heard.reminded.items()}
    for answer in heard.answers:
        _take(lines.get(answer.party), answer)
    for remark in remarks:
        party = _party(remark, heard)
        if party in lines and remark.standing != "withdrawn":
            lines[party].remarks.append(remark)
    for line in lines.values():
        line.cells = _cells(line, columns, parents)
    at = {column.key: index for index, column in enumerate(columns)}
    totals = [0] * len(columns)
    for line in lines.values():
        for remark in line.remarks:
            index = at.get(parents.get(remark.key, remark.key))
            if index is not None:
                totals[index] += 1
    return Table(
        list(columns), sorted(lines.values(), key=lambda line: (not line.counted, line.title.casefold())), totals
    )


def _party(remark: Any, heard: Heard) -> str | None:
    """Return for whom a remark speaks; for nobody where its author is not named."""
    named: str | None = remark.state
    return named if remark.unnamed else heard.speaking.get(remark.author_id, named)


def _take(line: Line | None, answer: AnswerView) -> None:
    if line is None:
        return
    if answer.stands:
        line.standing = answer
    elif answer.awaits_decision:
        line.pending = answer
    else:
        line.earlier.append(answer)


def _cells(line: Line, columns: Sequence[Column], parents: Mapping[str, str]) -> list[Word]:
    on = [parents.get(remark.key, remark.key) for remark in line.remarks]
    answer = line.standing.answer if line.standing else None
    if answer is None and not on:
        return []
    return [ANSWERS[cell(answer or "no_comment", on.count(column.key))] for column in columns]
