"""What each row of a filled-in sheet would become: a comment, a suggestion, or a refusal with its reason. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from council_flow.discussion.checking import COMMENT
from council_flow.discussion.sheets import rows as sheet_rows
from council_flow.discussion.sheets.rows import Row
from council_flow.discussion.sheets.words import marked
from council_flow.discussion.suggestion import Imported, Suggestion
from council_flow.discussion.words import LONGEST
from council_flow.language import Sentence, say
from council_flow.text.blocks import Block, Body
from council_flow.text.editing import cleaned
from council_flow.text.merge import laid_together

NEW, ALREADY, REFUSED = "new", "already", "refused"

FORMULA = say("A cell of this row holds a formula. Write what it should say as text.")
NOWHERE = say("The text has no such paragraph.")
UNKNOWN_TYPE = say("Choose one of the four kinds of comment.")
UNKNOWN_MADE = say("Choose from the list for whom the proposed text is.")
TOO_LONG = say("This field takes up to %(n)s characters.", n=f"{LONGEST:,}")
SAME = say("The proposed text is the same as the paragraph.")
CROSSED = say("The paragraph has changed since the sheet was downloaded, and the proposed text changes the same words.")


@dataclass(frozen=True)
class Labels:
    """What stands in the lists of a sheet, in every language, in small letters."""

    types: Mapping[str, str]
    """Stored types by their names."""
    made: Mapping[str, bool]
    """Whether for the State, by the words for it."""


@dataclass(frozen=True)
class Posted:
    """A row that was posted before, as far as it matters here."""

    number: int
    author: int
    answered: bool


@dataclass(frozen=True)
class Judged:
    """One row and what becomes of it."""

    row: Row
    status: str
    """new, already or refused."""
    name: str = ""
    why: Sentence | None = None
    made: Imported | None = None


@dataclass(frozen=True)
class Ground:
    """What rows are judged by."""

    written_on: Body
    """The text that the sheet was made from."""
    body: Body
    """The text as it is now."""
    language: str
    labels: Labels
    author: int | None
    posted: Mapping[str, Posted]
    """Rows that the case has, by their names, oldest first."""


def judge(rows: Sequence[Row], at: Ground) -> list[Judged]:
    """Return what each row would become, in their order."""
    found = [_judged(row, at) for row in rows]
    before = sheet_rows.changed([one.name for one in found if one.name], list(at.posted))
    seen: set[str] = set()
    out: list[Judged] = []
    for one in found:
        if one.name and (one.name in at.posted or one.name in seen):
            one = replace(one, status=ALREADY, made=None, why=None)
        elif one.name in before:
            one = replace(one, status=REFUSED, made=None, why=_changed(at.posted[before[one.name]], at.author))
        seen.add(one.name)
        out.append(one)
    return out


def _changed(posted: Posted, author: int | None) -> Sentence:
    if posted.author != author:
        return say("Somebody else has posted this row in other words. Write yours in a row of its own.")
    if posted.answered:
        return say(
            "This row was posted as comment %(n)s, which has been answered: reply to it, or write in a row of its own.",
            n=posted.number,
        )
    return say(
        "This row was posted in other words as comment %(n)s: change it on its page, or write in a row of its own.",
        n=posted.number,
    )


def _judged(row: Row, at: Ground) -> Judged:
    kind = at.labels.types.get(row.type.casefold()) if row.type else "substantive"
    on_behalf = at.labels.made.get(row.made.casefold()) if row.made else False
    if why := _refused(row, kind, on_behalf, at):
        return Judged(row, REFUSED, why=why)
    assert kind is not None and on_behalf is not None
    name = sheet_rows.named(row, kind, on_behalf, at.author)
    block = at.written_on.block(row.key)
    assert block is not None
    language = at.language if block.texts.get(at.language) else at.written_on.original
    made = Imported(row.key, row.comment, "", None, kind, language, "", name)
    if not row.proposed or name in at.posted:
        return Judged(row, NEW, name, made=made)
    proposed = _proposed(row.proposed, block, at.body.block(row.key), language)
    if isinstance(proposed, Sentence):
        return Judged(row, REFUSED, name, proposed)
    return Judged(row, NEW, name, made=replace(made, suggestion=Suggestion("replace", proposed, on_behalf=on_behalf)))


def _refused(row: Row, kind: str | None, on_behalf: bool | None, at: Ground) -> Sentence | None:
    if row.formula:
        return FORMULA
    if at.written_on.block(row.key) is None:
        return NOWHERE
    if kind is None:
        return UNKNOWN_TYPE
    if on_behalf is None:
        return UNKNOWN_MADE
    if sheet_rows.too_long(row):
        return TOO_LONG
    return None if row.comment else COMMENT


def _proposed(words: str, was: Block, now: Block | None, language: str) -> str | Sentence:
    """Return the proposed text as it fits the paragraph now, or why it does not."""
    before = was.texts[language]
    proposed = cleaned(marked(before, words), language, was.kind)
    if proposed == before:
        return SAME
    current = now.texts.get(language, "") if now is not None else before
    if not current or current == before:
        return proposed
    together = laid_together(before, proposed, current)
    if together is None:
        return CROSSED
    return SAME if together == current else together
