"""Taking a file in: as the beginning of a case, or into one that is there, with its comments and suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from council_flow import access
from council_flow.access import Actor, Permission, Place
from council_flow.discussion import queries as discussion
from council_flow.discussion import taking_over_operations as taking_over
from council_flow.discussion.audience import Reader
from council_flow.discussion.suggestion import Counted, Imported, Suggestion
from council_flow.discussion.words import AUDIENCES, LONGEST
from council_flow.errors import Expected, Invalid, NotNow
from council_flow.language import say
from council_flow.people import queries as people
from council_flow.recommendations import operations as recommendations
from council_flow.recommendations import queries as cases
from council_flow.recommendations.models import Case
from council_flow.text import locking, operations, queries
from council_flow.text.blocks import Body
from council_flow.text.editing import join_kind
from council_flow.text.exchange.arrows import written_arrow
from council_flow.text.exchange.exporting import known
from council_flow.text.exchange.importing import Found, Read, content_of, row_ids, split_long
from council_flow.text.exchange.onto import Laid, laid_on, placed
from council_flow.text.merge import Merged, merge

FILLER = say("Tracked change in the Word file.")
"""Reason of a suggestion that was a tracked change without a comment."""
IN_BOTH = say("Changed in the file, and in the text since v%(n)s.")
IN_REPLY = say("In reply to %(who)s:")


@dataclass(frozen=True)
class Phrases:
    """What the product adds to the words of a file, in the language of who imports it, and the ways to say it in others."""

    filler: str
    """:data:`FILLER` in that language."""
    in_both: str
    """:data:`IN_BOTH`, about the version that the file was made from."""
    in_reply: str
    """:data:`IN_REPLY` with ``%s`` for the author."""
    fillers: frozenset[str]
    """:data:`FILLER` in every language."""
    speaks: Sequence[Callable[[Any], str]]
    """Says a label or a sentence in each language."""


@dataclass(frozen=True)
class Plan:
    """What taking a file in would do."""

    base: Body
    """The text that the file was made from."""
    base_version: int
    laid: Laid
    current: Body
    """The present text."""
    merged: Merged
    """With what was saved meanwhile."""

    @property
    def body(self) -> Body:
        """The text as it would be."""
        return self.merged.body


@dataclass(frozen=True)
class Taken:
    """What was done."""

    path: str
    version: int | None
    """Number of the version that was saved; ``None`` where the text stays."""
    counted: Counted


def plan(case: Case, read: Read, language: str) -> Plan:
    """Return what taking a file in would do: laid on the version that it was made from, merged with the present one."""
    current = queries.current(case.id, case.version).body
    origin, version, base = read.origin, case.version, current
    if origin and origin.symbol == cases.working_symbol(case) and origin.version < case.version:
        version = origin.version
        base = queries.current(case.id, version).body
    laid = laid_on(base, read.body(language), language)
    return Plan(base, version, laid, current, merge(base, operations.settled(laid.body), current))


def open_imported(
    workflow: str,
    body: Body,
    read: Read,
    phrases: Phrases,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    corrects: str = "",
) -> Case:
    """Open a case with the text of a file, and take its comments and suggestions over. Raises as opening a case does."""
    case = recommendations.open_case(workflow, body, reason=reason, actor=actor, now=now, corrects=corrects)
    actor = people.as_assigned(actor, case.year, case.number)  # the review may be blind
    keys = {block.key: block.key for block in body.blocks}
    _take(case, read, keys, body, case.version, body.original, phrases, actor=actor, now=now)
    return case


def import_into(
    case_id: int, read: Read, language: str, phrases: Phrases, *, with_text: bool, reason: str, actor: Actor, now: datetime,
    expected: Expected,
) -> Taken:  # fmt: skip
    """Take a file into a case: its text as a new version, its comments and suggestions on it. The same twice adds nothing.

    Args:
        language: of the file; that of a translation changes the translation alone.
        with_text: without it, comments and suggestions alone are taken.

    Raises:
        Missing, Refused, NotNow: the person may not do that here.
        Stale: the text changed since the preview.
        Invalid: nothing in the file is new, or its text breaks a limit.
    """
    case = cases.lock(case_id)
    recommendations.expect(case, expected)
    would = plan(case, read, language)
    current, found, saved = would.current, list(read.found), None
    if with_text:
        access.require(actor, Permission.TEXT_EDIT, cases.place(case, actor))
        found += _left_over(would, language, phrases)
        if would.body != current:
            version = operations.save(case.id, would.body, reason=reason, actor=actor, now=now, expected=expected)
            current, saved = version.body, version.number
    laid = {**would.laid.keys, **{block.key: block.key for block in current.blocks}}
    counted = _take(
        case, replace(read, found=found), laid, would.base, would.base_version, language, phrases, actor=actor, now=now
    )
    if saved is None and not counted.added:
        raise Invalid(say("Nothing in this file is new."))
    return Taken(case.path, saved, counted)


def _left_over(would: Plan, language: str, phrases: Phrases) -> list[Found]:
    """Return the words of the file that somebody else changed meanwhile, as suggestions: the text keeps what was saved."""
    found = []
    for conflict in would.merged.conflicts:
        if conflict.what not in {"words", "block"} or (conflict.what == "words" and conflict.language != language):
            continue
        one = Found(conflict.key, phrases.in_both, act="replace" if conflict.mine else "delete", proposed=conflict.mine)
        if would.body.block(conflict.key) is None:
            one = _again(would, one)
        found.append(one)
    return found


def _again(would: Plan, one: Found) -> Found:
    """Return words of a block that was removed meanwhile as a suggestion to put them back where they stood."""
    blocks = would.laid.body.blocks
    at = next((at for at, block in enumerate(blocks) if block.key == one.key), 0)
    after = next(
        (block.key for block in reversed(blocks[:at]) if would.body.block(block.key)), would.body.blocks[0].key
    )
    return replace(one, key=after, act="insert", proposed_kind=join_kind(blocks[at]), after=after)


def _take(
    case: Case, read: Read, keys: Mapping[str, str], base: Body, base_version: int, language: str, phrases: Phrases, *,
    actor: Actor, now: datetime,
) -> Counted:  # fmt: skip
    if not read.found:
        return Counted()
    current = queries.current(case.id, case.version).body
    said = split_long([_spoken(one) for one in read.found], LONGEST - 500)
    ids = row_ids(said, read.body(language), language)
    comments = there_already(case)
    new, already = _new(comments, current, said, read.body(language), language, phrases)
    at = placed([said[n] for n in new], keys, current, base, language)
    counted = Counted(already=already)
    for version, rows in ((None, at.here), (base_version, at.there)):
        imported = [_imported(one, ids[new[n]], language, phrases) for n, one in rows]
        if imported:
            _add(
                counted,
                taking_over.take_over(case.id, imported, actor=actor, now=now, expected=Expected(version=version)),
            )
    if counted.refused:
        label, why = counted.refused[0]
        raise Invalid(say("A comment of %(who)s cannot be taken: %(why)s", who=label or "–", why=why))
    return counted


def there_already(case: Case) -> list[Any]:
    """Return all comments of a case, to tell what a file brings back: nothing of them is shown.

    A file that somebody made who sees more is brought back by others too: what was written to few is known, not posted to all.
    What waits in a delegation is compared with nothing: no file but the delegation's own has it.
    """
    return discussion.all_of(case.id, Reader(None, frozenset(AUDIENCES)))


def _add(counted: Counted, more: Counted) -> None:
    counted.added += more.added
    counted.already += more.already
    counted.refused += more.refused
    counted.numbers += more.numbers


def _spoken(one: Found) -> Found:
    """Return a suggestion with more words than a suggestion takes as a comment that says it."""
    if len(one.proposed) < LONGEST:
        return one
    return replace(one, act="", proposed="", proposed_kind="", after="", text=written_arrow(one.proposed, one.text))


def _new(
    comments: Sequence[Any], current: Body, found: Sequence[Found], body: Body, language: str, phrases: Phrases
) -> tuple[list[int], int]:
    """Return the places of what the case does not have yet, and how many it has: written here, or read from a file."""
    have = known(comments, current, language, plainly=phrases.fillers, speaks=phrases.speaks)
    words = {block.key: block.texts.get(language, "") for block in body.blocks}
    new, seen = [], dict.fromkeys(have, 0)
    for at, one in enumerate(found):
        contents = [content for content in content_of(one, whole=words.get(one.key, "")) if content in have]
        for content in contents:
            seen[content] += 1
        if not any(seen[content] <= have[content] for content in contents):
            new.append(at)
    return new, len(found) - len(new)


def _imported(one: Found, row_id: str, language: str, phrases: Phrases) -> Imported:
    text = one.text or phrases.filler
    if one.reply_to:
        text = f"{phrases.in_reply % one.reply_to}\n\n{text}"
    made = None
    if one.act:
        made = Suggestion(one.act, one.proposed, one.proposed_kind, one.after, one.after_at)
    return Imported(one.key, text, one.quote, one.start, "substantive", language, one.label, row_id, made)


def unknown(
    case: Case, comments: Sequence[Any], would: Plan, read: Read, language: str, phrases: Phrases
) -> list[Found]:
    """Return the comments and suggestions of a file that the case does not have yet.

    Args:
        comments: those of the case, whoever sees them (``discussion/view.py``).
        would: what taking the file in would do.
    """
    if not read.found:
        return []
    ids = row_ids(read.found, read.body(language), language)
    there = taking_over.row_ids(case.id)
    new, _ = _new(comments, would.current, read.found, read.body(language), language, phrases)
    return [read.found[at] for at in new if ids[at] not in there]


def may_take_text(case: Case, there: Place, actor: Actor) -> bool:
    """Answer whether a person may take the text of a file in, not its comments and suggestions alone.

    Raises:
        Refused, NotNow: neither of both.
    """
    comments = all(access.may(actor, one, there) for one in (Permission.COMMENT_WRITE, Permission.COMMENT_SUGGEST))
    text = access.may(actor, Permission.TEXT_EDIT, there) and case.locked_at is None
    if not (text or comments):
        access.require(actor, Permission.TEXT_EDIT, there)
        locking.refuse_locked(case)
        raise NotNow(say("The text is not written at the stage %(stage)s.", stage=there.stage_title), link=case.path)
    return text
