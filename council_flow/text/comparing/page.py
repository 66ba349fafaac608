"""A comparison as the page shows it: changes with their words marked, folds of what is unchanged. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from council_flow.language import Sentence, say
from council_flow.text.blocks import Block, Body, translation_state
from council_flow.text.compare import Row
from council_flow.text.hashing import words_hash
from council_flow.text.inline import html, plain
from council_flow.text.numbering import numbers
from council_flow.text.redline.model import EXCERPT, shown_pieces
from council_flow.text.redline.words import cited
from council_flow.text.words import Piece, words_of

HEADINGS = frozenset({"title", "heading", "annex"})


@dataclass(slots=True)
class Entry:
    """What stands in one place of the page: a block that changed, a heading, or a fold of unchanged blocks."""

    status: str
    """As in :class:`~council_flow.text.compare.Row`; fold for unchanged blocks."""
    css: str = ""
    number: str = ""
    words: Markup = Markup("")
    old: Markup = Markup("")
    """Side by side: the older words."""
    new: Markup = Markup("")
    note: Sentence | None = None
    """What the marks alone do not say."""
    label: Sentence | None = None
    """What it is called in the list of changes."""
    place: str = ""
    """Name of its place, for links."""
    twin: str = ""
    """Name of the other end of a move."""
    added: int = 0
    removed: int = 0
    state: str = ""
    """How the block stands in a translation: behind or missing."""
    folded: tuple[tuple[str, Markup], ...] = ()
    """Fold: numbers and words of the blocks."""


def entries(rows: Sequence[Row], view: str, body: Body, language: str) -> list[Entry]:
    """Return the entries of a page.

    Args:
        rows: the comparison, with the old places of what moved.
        view: redline, beside (side by side) or changes (without folds).
        body: the newer version.
        language: in which the versions were compared.
    """
    found: list[Entry] = []
    fold: list[tuple[str, Markup]] = []
    for row in rows:
        block = row.new or row.old
        assert block is not None, "a row has a block on one side at least"
        if row.status == "same" and block.kind not in HEADINGS:
            fold.append((row.new_number, escape(_plain(row.words))))
            continue
        if fold:
            found.append(Entry("fold", folded=tuple(fold)))
            fold = []
        found.append(_entry(row, block, view, body, language))
    if fold:
        found.append(Entry("fold", folded=tuple(fold)))
    return _changes(found) if view == "changes" else found


def _changes(found: Iterable[Entry]) -> list[Entry]:
    """Leave out folds, and headings under which nothing changed."""
    kept: list[Entry] = []
    for entry in found:
        if entry.status == "fold":
            continue
        while entry.status == "same" and kept and kept[-1].status == "same" and _within(kept[-1], entry):
            kept.pop()
        kept.append(entry)
    while kept and kept[-1].status == "same":
        kept.pop()
    return kept


def _within(before: Entry, heading: Entry) -> bool:
    """Answer whether a heading ends what the one before it headed."""
    return "minor" in before.css or "minor" not in heading.css


def _entry(row: Row, block: Block, view: str, body: Body, language: str) -> Entry:
    entry = Entry(row.status, _css(block), row.new_number)
    if row.status == "same":
        entry.words = escape(_plain(row.words))
        return entry
    if row.status == "left":
        assert row.old is not None and row.new is not None, "what is shown elsewhere stood here"
        entry.number, entry.words = row.old_number, escape(_first_words(row.old, body, language))
        entry.place, entry.twin = f"o-{row.old.key}", f"p-{row.new.key}"
        entry.note = _numbered(say("Moved from here"), row.new_number, "left")
        return entry
    entry.number = row.old_number if row.status == "deleted" else row.new_number
    entry.place = f"p-{block.key}" if row.new is not None else f"o-{block.key}"
    entry.twin = f"o-{row.old.key}" if row.status == "moved" and row.old is not None else ""
    entry.note, entry.label = _note(row), _label(row)
    entry.words = marked(row.words)
    if view == "beside":
        entry.old = marked([piece for piece in row.words if piece.op != "ins"])
        entry.new = marked([piece for piece in row.words if piece.op not in {"del", "join"}])
    entry.added, entry.removed = _count(row.words, "ins"), _count(row.words, "del")
    if row.new is not None and language != body.original:
        state = translation_state(row.new, language, body.original)
        entry.state = state if state in {"behind", "missing"} else ""
    return entry


def _first_words(block: Block, body: Body, language: str) -> str:
    words = plain(block.texts.get(language) or block.texts.get(body.original, "")).split()
    return " ".join([*words[:EXCERPT], "…"] if len(words) > EXCERPT else words)


def _css(block: Block) -> str:
    if block.kind in HEADINGS:
        return "heading minor" if block.level > 1 else "heading"
    return f"level-{block.level}" if block.kind == "subparagraph" else f"level-0 {block.kind}"


def _plain(words: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in words)


def _count(words: Iterable[Piece], op: str) -> int:
    return sum(len(words_of(piece.text)) for piece in words if piece.op == op)


_TAGS = {"ins": "<ins>{}</ins>", "del": "<del>{}</del>", "same": "{}", "join": '<del class="pilcrow">¶{}</del> '}


def marked(words: Sequence[Piece]) -> Markup:
    """Return words as HTML, insertions and deletions marked."""
    return Markup("".join(_TAGS[piece.op].format(escape(piece.text)) for piece in shown_pieces(words)))  # noqa: S704 - every word went through escape()


def _label(row: Row) -> Sentence:
    match row.status:
        case "inserted":
            return say("New")
        case "deleted":
            return say("Deleted")
        case "moved":
            return say("Moved")
        case "split":
            return say("Split")
        case "merged":
            return say("Joined")
    return say("Other kind") if row.recast and all(piece.op == "same" for piece in row.words) else say("Wording")


def _note(row: Row) -> Sentence | None:
    match row.status:
        case "moved":
            return _numbered(say("Moved"), row.old_number, "moved")
        case "split" if all(row.others):
            return say("Split into %(numbers)s", numbers=[cited(number) for number in row.others])
        case "merged" if all(row.others):
            return say("Joined from %(numbers)s", numbers=[cited(number) for number in row.others])
        case "split" | "merged":
            return _label(row)
    return say("Other kind") if row.recast else None


def _numbered(bare: Sentence, number: str, status: str) -> Sentence:
    if not number:
        return bare
    if status == "left":
        return say("Moved to %(number)s", number=cited(number))
    return say("Moved, was %(number)s", number=cited(number))


@dataclass(frozen=True, slots=True)
class Pair:
    """One block in two languages."""

    number: str
    css: str
    old: Markup
    new: Markup
    state: str
    """follows, behind (the words were made from another original) or missing."""


def pairs(old: Body, new: Body, languages: tuple[str, str]) -> list[Pair]:
    """Lay the state of one language in one version beside that of another language in another, block by block."""
    numbered = numbers(new, languages[1])
    former = {block.key: block for block in old.blocks}
    found = []
    for block in new.blocks:
        was = former.get(block.key)
        left = was.texts.get(languages[0], "") if was else ""
        right = block.texts.get(languages[1], "")
        state = "missing"
        if left and right and was:
            same = _basis(was, languages[0], old.original) == _basis(block, languages[1], new.original)
            state = "follows" if same else "behind"
        found.append(Pair(numbered.get(block.key, ""), _css(block), html(left), html(right), state))
    return found


def _basis(block: Block, language: str, original: str) -> str:
    """Return the hash of the original words that a text in a language stands for."""
    return words_hash(block.texts.get(original, "")) if language == original else block.sources.get(language, "")
