"""From what a person writes in the form of a suggestion to the suggestion itself. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from council_flow.discussion.suggestion import Suggestion
from council_flow.discussion.suggestions.layering import Piece, redline
from council_flow.discussion.suggestions.rich import Rich
from council_flow.discussion.suggestions.suggested import Suggested, exchanged, smallest, without, words_at
from council_flow.errors import Invalid
from council_flow.language import say
from council_flow.text.anchor import Anchor, find
from council_flow.text.blocks import Body
from council_flow.text.editing import cleaned


@dataclass(frozen=True)
class Written:
    """The fields of the form."""

    key: str
    """Of the block."""
    act: str
    words: str = ""
    """How the block, or the words concerned, shall read."""
    fresh: str = ""
    """The new paragraph."""
    kind: str = ""
    after: str = ""
    quote: str = ""
    start: int | None = None
    on_behalf: bool = False


@dataclass(frozen=True)
class Made:
    """A suggestion with the words at which it stands, and how they would read."""

    suggestion: Suggestion
    quote: str | None
    start: int | None
    pieces: tuple[Piece, ...]


def made(body: Body, written: Written) -> Made:
    """Return the suggestion that a form describes, on the text that it was drawn from.

    Raises:
        Invalid: nothing differs, the words do not stand there, or the text has no such paragraph.
    """
    base, block = words_at(body, written.key, body.original), body.block(written.key)
    if base is None or block is None:
        raise Invalid(say("The text has no such paragraph."))
    whole = base.between(0, len(base.signs))
    match written.act:
        case "insert":
            words = cleaned(written.fresh, body.original, written.kind)
            made = Suggestion("insert", words, written.kind, written.key, None, written.on_behalf)
            return Made(made, None, None, (Piece("ins", words),) if words else ())
        case "move":
            made = Suggestion("move", "", "", written.after, None, written.on_behalf)
            return Made(made, None, None, ())
    place = _place(body, written)
    if written.act == "delete":
        return _deleted(base, whole, place, written)
    words = cleaned(written.words, body.original, block.kind)
    if not words:
        raise Invalid({"proposed": say("Write the words that you suggest.")})
    if place and place.start is not None and place.end is not None:
        words = exchanged(base, place.start, place.end, words)
    found = smallest(whole, words)
    if found is None:
        raise Invalid({"proposed": say("These are the words as they stand. Change them, or leave.")})
    suggestion = Suggestion(written.act, found.proposed, on_behalf=written.on_behalf)
    return Made(suggestion, found.quote or None, found.start, redline(whole, words))


def _deleted(base: Rich, whole: str, place: Anchor | None, written: Written) -> Made:
    made = Suggestion("delete", on_behalf=written.on_behalf)
    if place is None or place.start is None or place.end is None:
        return Made(made, None, None, (Piece("del", whole),))
    return Made(made, place.quote, place.start, redline(whole, without(base, place.start, place.end)))


def _place(body: Body, written: Written) -> Anchor | None:
    """Return where the words concerned stand; nothing for the whole block."""
    if not written.quote.strip():
        return None
    found = find(body, written.key, body.original, written.quote, written.start)
    if found is None or found.key != written.key:
        raise Invalid(
            {"quote": say("These words do not stand in the paragraph. Copy them as they stand, or leave this blank.")}
        )
    return found


def again(body: Body, one: Suggested) -> Written:
    """Return the fields of the form for changing a suggestion: on words, the whole block as it would read."""
    base = words_at(body, one.key, one.language)
    words = base.between(0, len(base.signs)) if base else ""
    stands = base is not None and one.anchor != "removed" and (one.end is None or one.end <= base.plain_at[-1])
    if base is not None and stands and one.act == "replace":
        whole = one.start is None or one.end is None
        words = one.proposed if whole else exchanged(base, one.start or 0, one.end or 0, one.proposed)
    quote = base.plain[one.start : one.end] if base and stands and one.act == "delete" and one.start is not None else ""
    fresh, kind = (one.proposed, one.proposed_kind) if one.act == "insert" else ("", "")
    after = one.after if one.act == "move" else ""
    return Written(one.key, one.act, words, fresh, kind, after, quote, one.start, one.on_behalf)
