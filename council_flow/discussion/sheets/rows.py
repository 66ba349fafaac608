"""Rows of a sheet that somebody filled in without a connection: what they say, and how each is known again. Pure.

A row is known by the id that the sheet gave it and a digest of what it says: ``k3x9…-12.9f2c…``. The same row, sent
twice, has the same name; a row whose words were changed after it was posted is told from a new one by the part before
the point.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace

from council_flow.discussion.words import LONGEST
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.cleaning import clean_lines, clean_name

MOST_ROWS = 500
"""Filled-in rows that one sheet may bring."""
ID = re.compile(r"[a-z0-9]{10}-[0-9]{1,5}")
"""What a sheet calls its rows: its own name and a number."""
_KEY = re.compile(r"[a-z0-9]{1,24}")
DAMAGED = say("The sheet cannot be read any more. Choose the file again.")


@dataclass(frozen=True)
class Row:
    """One filled-in row."""

    line: int
    """Its number in the sheet, as a spreadsheet shows it."""
    key: str
    """Of the block; empty where no paragraph stands above the row."""
    id: str
    """What the sheet called it; empty for a row that was put in."""
    type: str = ""
    """As it was chosen or typed."""
    comment: str = ""
    proposed: str = ""
    made: str = ""
    """For whom, as it was chosen or typed."""
    formula: bool = False
    """One of its cells holds a formula, which is not worked out."""

    @property
    def filled(self) -> bool:
        """It says something."""
        return bool(self.comment or self.proposed or self.formula)


@dataclass(frozen=True)
class Filled:
    """What somebody sends: the rows, and what the sheet was made from."""

    symbol: str
    version: int
    language: str
    """In which the paragraphs stood in the sheet, where they are written in it."""
    rows: Sequence[Row]

    def to_json(self) -> str:
        """Return it as a form carries it from the preview to the confirmation."""
        rows = [asdict(row) for row in self.rows]
        head = {"symbol": self.symbol, "version": self.version, "language": self.language}
        return json.dumps({**head, "rows": rows}, ensure_ascii=False)


def from_json(text: str) -> Filled:
    """Return what a form carried, checked as if it came for the first time.

    Raises:
        Invalid: it is not what :meth:`Filled.to_json` writes.
    """
    try:
        data = json.loads(text)
        rows = tuple(_row(one) for one in data["rows"])
        return checked(Filled(str(data["symbol"]), int(data["version"]), str(data["language"]), rows))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid(DAMAGED) from error


def _row(data: dict[str, object]) -> Row:
    kinds = {field.name: type(field.default) for field in fields(Row) if field.name not in ("line", "key", "id")}
    kinds |= {"line": int, "key": str, "id": str}
    if {name: type(value) for name, value in data.items()} != kinds:
        raise ValueError("not a row")
    return cleaned(Row(**data))  # type: ignore[arg-type]  # the kinds were compared


def cleaned(row: Row) -> Row:
    """Return a row with nothing in it that steers or hides, its id and key such as a sheet writes them."""
    return replace(
        row,
        key=row.key if _KEY.fullmatch(row.key) else "",
        id=row.id if ID.fullmatch(row.id) else "",
        type=clean_name(row.type)[:60],
        comment=clean_lines(row.comment),
        proposed=clean_lines(row.proposed),
        made=clean_name(row.made)[:60],
    )


def checked(filled: Filled) -> Filled:
    """Return the rows that say something.

    Raises:
        Invalid: there is none, or there are too many.
    """
    rows = [row for row in filled.rows if row.filled]
    if not rows:
        raise Invalid(say("No row of the sheet has a comment or a proposed text."))
    if len(rows) > MOST_ROWS:
        raise Invalid(
            say("A sheet brings up to %(n)s comments at once; this one has %(found)s.", n=MOST_ROWS, found=len(rows))
        )
    return replace(filled, rows=rows)


def too_long(row: Row) -> bool:
    """Answer whether one of its cells passes the limit of a comment."""
    return max(len(row.comment), len(row.proposed)) > LONGEST


def named(row: Row, type: str, on_behalf: bool, author: int | None) -> str:
    """Return the name by which a row is known again: up to 64 characters."""
    said = (row.key, type, row.comment, row.proposed, "state" if on_behalf else "")
    if row.id:
        return f"{row.id}.{_digest(said)}"
    return f"own-{author or 0}.{_digest(said)}"


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def sheet_id(name: str) -> str:
    """Return the id that the sheet gave a row, from the name by which it is known; empty for a row put in."""
    first = name.partition(".")[0]
    return first if ID.fullmatch(first) else ""


def changed(names: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Return which rows were posted before in other words: for each its name, and the name that it had.

    A row that somebody copied keeps the id of the first. So of the rows with one id, as many count as changed as were
    posted under it and are no longer in the sheet, from the top; the others are new.

    Args:
        names: of the rows of the sheet, from the top.
        known: names of the rows that were posted, oldest first.
    """
    gone: dict[str, list[str]] = {}
    for name in known:
        if (first := sheet_id(name)) and name not in names:
            gone.setdefault(first, []).append(name)
    found: dict[str, str] = {}
    for name in names:
        before = gone.get(sheet_id(name))
        if name not in known and before:
            found[name] = before.pop(0)
    return found
