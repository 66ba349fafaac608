"""A redline as HTML: one page for the screen that needs nothing else, and the page that is printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from council_flow.language import direction
from council_flow.settings import shared_folder
from council_flow.text.redline import words as said
from council_flow.text.redline.model import Line, Redline, only_changes, shown_pieces
from council_flow.text.words import Piece

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
AROUND = 3
"""Words of the same that stand around a change in the summary."""


def to_page(redline: Redline, *, only: bool = False) -> str:
    """Return one page for the screen. ``only``: leave out what did not change."""
    lines = only_changes(redline.lines) if only else redline.lines
    first = next((line.key for line in lines if line.status not in {"same", "left"}), "")
    return (
        _environment().get_template("redline_page.html").render(**_common(redline), lines=lines, first=first, only=only)
    )


def to_print(redline: Redline, at: datetime, author: str, *, only: bool = False) -> str:
    """Return the page that is printed."""
    lines = only_changes(redline.lines) if only else list(redline.lines)
    if redline.title and lines and lines[0].kind in {"title", "heading"} and lines[0].status == "same":
        lines = lines[1:]
    before, _, rest = said.word("page", redline.language).partition("{x}")
    between, _, after = rest.partition("{y}")
    names = said.word("between", redline.language, old=redline.old_name, new=redline.new_name)
    sheet = _COMMENT.sub("", (shared_folder("templates") / "print/print.css").read_text(encoding="utf-8"))
    return _environment().get_template("redline.html").render(
        **_common(redline), lines=lines, page=(before, between, after), sheet=sheet, author=author,
        title=f"{redline.symbol} {redline.title}".strip() or names, stamped=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        summary=summary(redline),
    )  # fmt: skip


def _common(redline: Redline) -> dict[str, Any]:
    language = redline.language

    def word(key: str, **values: object) -> str:
        return said.word(key, language, **values)

    def note(line: Line) -> str:
        return said.note(line, language)

    return {
        "redline": redline,
        "dir": direction(language),
        "word": word,
        "note": note,
        "bracketed": said.bracketed,
        "shown": shown_pieces,
        "counted": said.counted(redline),
        "legend": word("key", deleted=word("del")),
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(shared_folder("templates") / "print"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


class Said(NamedTuple):
    """One change in words."""

    number: str
    change: str
    old: str
    new: str
    rtl: bool


def summary(redline: Redline) -> list[Said]:
    """Return the changes in words, each with the words around it."""
    rows = []
    for line in redline.lines:
        if line.status in {"same", "left"}:
            continue
        number = said.cited(line.new_number) or said.bracketed(line.old_number)
        place = line.laid.new if line.laid.new is not None else line.laid.old
        number = number if number not in {"", "•"} else f"¶ {(place or 0) + 1}"
        change = said.note(line, redline.language) or said.word("changed", redline.language)
        rows.append(Said(number, change, _around(line, "del"), _around(line, "ins"), line.rtl))
    return rows


def _around(line: Line, op: str) -> str:
    """Return what one side says where it changed, with a few words before and after; all of a short paragraph."""
    if not line.touched:
        return _short(_WORD.findall(line.old_words if op == "del" else line.new_words), 12)
    out: list[str] = []
    sides = [Piece("same", " ") if piece.op == "join" and op == "del" else piece for piece in line.words]
    pieces = [piece for piece in sides if piece.op in {"same", op}]
    for n, piece in enumerate(pieces):
        words = _WORD.findall(piece.text) or [piece.text]
        if piece.op == "same":
            head, tail = (AROUND if n else 0), (AROUND if n < len(pieces) - 1 else 0)
            if head + tail < len(words):
                words = [*words[:head], "… ", *words[len(words) - tail :]]
        out += words
    return _short(out, 60)


_WORD = re.compile(r"\s*\S+\s*")


def _short(words: Sequence[str], most: int) -> str:
    return " ".join("".join(words if len(words) <= most else [*words[:most], "…"]).split())
