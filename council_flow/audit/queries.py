"""Reading the record: the history of a file in sentences, and the whole chain for verification."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true

from council_flow.audit import chain, words
from council_flow.audit.chain import Held, Problem, Sealed
from council_flow.audit.models import Entry, Head
from council_flow.database import db
from council_flow.discussion.audience import LIMITED, Reader, mark_of, may_read
from council_flow.errors import Missing
from council_flow.language import Sentence, Titles, say

HIDDEN = "discussion.comment.act"
"""How an act on a comment that is not for everybody reads in the record of the whole council."""
SIZE = 50
"""Entries on one page of the history."""

_COLUMNS = (
    Entry.seq, Entry.at, Entry.actor_id, Entry.actor_name, Entry.actor_label, Entry.tag, Entry.case_id,
    Entry.subject, Entry.data, Entry.previous, Entry.hash,
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One entry as a reader sees it."""

    seq: int
    at: datetime
    actor: Titles
    sentence: Sentence
    reason: str
    entry: Sealed


@dataclass(frozen=True)
class Day:
    """The entries of one day in the council's zone, latest first."""

    day: date
    lines: list[Line]


@dataclass(frozen=True)
class Wanted:
    """What a reader asks the history for. Days are those of the council's zone and both included."""

    words: str = ""
    room: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1


@dataclass(frozen=True)
class History:
    """One page of the history."""

    days: list[Day]
    found: int
    total: int
    page: int
    first: int
    last: int
    rooms: list[str] = field(default_factory=list)

    @property
    def more(self) -> bool:
        """True where earlier entries follow."""
        return self.last < self.found


@dataclass(frozen=True)
class Outcome:
    """The result of reading the whole record again."""

    entries: int
    head: Held | None
    problems: list[Problem]
    daily: int
    """How many heads of the file of daily heads were compared."""
    held: list[Held] = field(default_factory=list)
    """Heads that the reader held."""

    @property
    def whole(self) -> bool:
        """True for a chain without a problem."""
        return not self.problems


def history(
    case_id: int | None,
    wanted: Wanted,
    zone: ZoneInfo,
    shown: Callable[[Sentence], str] = str,
    reader: Reader | None = None,
) -> History:
    """Return one page of the history of a case, or of the whole council for ``None``, latest first.

    Args:
        shown: turns a sentence into the reader's language, in which words are looked for.
        reader: who reads; without one, nobody who sees comments that are not for everybody.
    """
    where = _where(wanted, zone)
    matching = select(*_COLUMNS).where(_of(case_id, reader), where).order_by(Entry.seq.desc())
    counting = select(func.count(), func.count().filter(where)).select_from(Entry).where(_of(case_id, reader))
    total, found = db.session.execute(counting).one()
    start = (wanted.page - 1) * SIZE
    if wanted.words:
        every = (_line(row, reader) for row in db.session.execute(matching))
        lines = [line for line in every if _holds(line, wanted.words, shown)]
        found, lines = len(lines), lines[start : start + SIZE]
    else:
        lines = [_line(row, reader) for row in db.session.execute(matching.limit(SIZE).offset(start))]
    return History(
        days=[Day(day, list(of)) for day, of in groupby(lines, key=lambda line: line.at.astimezone(zone).date())],
        found=found,
        total=total,
        page=wanted.page,
        first=start + 1 if lines else 0,
        last=start + len(lines),
        rooms=list(words.ROOMS),
    )


def _of(case_id: int | None, reader: Reader | None) -> ColumnElement[bool]:
    """Return the condition of the entries that are listed: of a case, those that the person may read."""
    if case_id is None:
        return true()
    known = [] if reader is None else [mark_of(audience, "%") for audience in sorted(reader.audiences)]
    own = [mark_of("%", reader.account)] if reader is not None and reader.account is not None else []
    may_read = [Entry.subject.like(pattern) for pattern in (*known, *own)]
    return and_(
        Entry.case_id == case_id, or_(Entry.subject.is_(None), Entry.subject.not_like(f"{LIMITED}%"), *may_read)
    )


def _where(wanted: Wanted, zone: ZoneInfo) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.room:
        conditions.append(Entry.tag.startswith(wanted.room + ".", autoescape=True))
    if wanted.since:
        conditions.append(Entry.at >= datetime.combine(wanted.since, time.min, zone))
    if wanted.until:
        conditions.append(Entry.at < datetime.combine(wanted.until + timedelta(days=1), time.min, zone))
    return and_(*conditions)


def _holds(line: Line, asked: str, shown: Callable[[Sentence], str]) -> bool:
    return asked.casefold() in f"{shown(line.sentence)} {line.reason}".casefold()


def _line(row: Row | Sealed, reader: Reader | None = None) -> Line:  # type: ignore[type-arg]  # a row of all columns
    entry = _sealed(row) if isinstance(row, Row) else row
    if not may_read(reader, entry.subject):
        entry = replace(entry, actor_id=None, actor_name="–", actor_label={}, tag=HIDDEN, subject=None, data={})
    return Line(entry.seq, entry.at, words.who(entry), words.sentence(entry), words.reason(entry), entry)


def _sealed(row: Row) -> Sealed:  # type: ignore[type-arg]  # a row of all columns
    return Sealed(**row._mapping)


def entry(seq: int, case_id: int | None = None, reader: Reader | None = None) -> Line:
    """Return one entry, of this case if one is named.

    Raises:
        Missing: there is none with this number there that ``reader`` may read.
    """
    row = db.session.execute(select(*_COLUMNS).where(Entry.seq == seq, _of(case_id, reader))).one_or_none()
    if row is None:
        raise Missing
    return _line(row, reader)


def all_lines(case_id: int | None, reader: Reader | None = None) -> Iterator[Line]:
    """Return every entry of a case that ``reader`` may read, or every one of the council, oldest first."""
    query = select(*_COLUMNS).where(_of(case_id, reader)).order_by(Entry.seq)
    return (_line(row, reader) for row in db.session.execute(query))


def head() -> Held | None:
    """Return number and hash of the last entry, ``None`` before the first."""
    row = db.session.execute(select(Head.seq, Head.hash)).one_or_none()
    return Held(row.seq, row.hash) if row and row.seq else None


def written(seq: int) -> datetime | None:
    """Return when an entry was written."""
    return db.session.execute(select(Entry.at).where(Entry.seq == seq)).scalar_one_or_none()


def kept_heads(path: Path) -> tuple[list[Held], list[Problem]]:
    """Return the heads in the file outside the database, and a problem for each line that is no head."""
    found: list[Held] = []
    problems = []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            found.append(chain.parse_head(line.partition(" ")[2]))
        except ValueError:
            sentence = say("Line %(n)s of the file of daily heads is no head.", n=number)
            problems.append(Problem("unreadable", 0, sentence))
    return found, problems


def verify(heads_file: Path, held: Sequence[Held] = ()) -> Outcome:
    """Read the whole record again, in one view of the database that no writer disturbs.

    Args:
        heads_file: file of the daily heads, kept outside the database.
        held: heads that a person holds.
    """
    daily, problems = kept_heads(heads_file)
    options = {} if db.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with db.engine.connect().execution_options(**options) as connection:
        row = connection.execute(select(Head.seq, Head.hash)).one_or_none()
        kept = Held(row.seq, row.hash) if row else Held(0, chain.GENESIS)
        rows = connection.execution_options(yield_per=1000).execute(select(*_COLUMNS).order_by(Entry.seq))
        problems += chain.verify(map(_sealed, rows), kept, [*daily, *held])
    return Outcome(kept.seq, kept if kept.seq else None, problems, len(daily), list(held))
