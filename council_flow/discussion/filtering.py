"""Which comments a table shows, in which order, and what its filters offer. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from council_flow.discussion.view import CommentView
from council_flow.text.folding import folded

STEP = 100
"""Comments that a page shows at first, and how many more at each asking."""
LONGEST_WORDS = 200
"""Characters of the words that are looked for."""

NAMES = {
    "standing": "state",
    "disposition": "disposition",
    "type": "type",
    "state": "from",
    "paragraph": "paragraph",
    "audience": "audience",
    "form": "form",
    "satisfied": "satisfied",
    "words": "q",
}
"""Name of each filter in an address."""


@dataclass(frozen=True)
class Filter:
    """What is asked for; an empty value asks for everything."""

    standing: str = ""
    disposition: str = ""
    type: str = ""
    state: str = ""
    paragraph: str = ""
    """Key of a block; of a paragraph, its sub-paragraphs are meant too."""
    audience: str = ""
    form: str = ""
    """``suggestion`` or ``comment``."""
    satisfied: str = ""
    """What the author said of the disposition: ``yes``, ``no``, or ``asked`` where nothing was said yet."""
    words: str = ""
    """Looked for in the comment, the words it concerns, what it suggests, its response and its replies."""
    author: int | None = None
    """Account whose comments are asked for."""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in NAMES) or self.author is not None

    def takes(self, comment: CommentView, parents: Mapping[str, str]) -> bool:
        """Answer whether a comment is among those asked for."""
        return (
            self.standing in ("", comment.standing)
            and self.disposition in ("", comment.disposition)
            and self.type in ("", comment.type)
            and self.state in ("", comment.state)
            and self.paragraph in ("", comment.key, parents.get(comment.key))
            and self.audience in ("", comment.audience)
            and self.form in ("", "suggestion" if comment.act else "comment")
            and self.satisfied in ("", comment.answered)
            and (self.author is None or self.author == comment.author_id)
            and (not self.words or _holds(comment, folded(self.words)))
        )


def _holds(comment: CommentView, words: str) -> bool:
    said = (comment.text, comment.quote, comment.proposed, comment.response, comment.satisfied_note)
    return any(words in folded(text) for text in said if text) or any(
        words in folded(reply.text) for reply in comment.replies
    )


def asked(args: Mapping[str, str], account: int | None = None) -> Filter:
    """Return what an address asks for; ``account`` is the person who asks, for ``mine=yes``."""
    found = {name: args.get(there, "").strip()[:LONGEST_WORDS] for name, there in NAMES.items()}
    return Filter(**found, author=account if args.get("mine") else None)


@dataclass(frozen=True)
class Listing:
    """The comments asked for, and of all comments the States and the paragraphs, for the filters."""

    comments: list[CommentView]
    states: list[str]
    paragraphs: list[CommentView] = field(default_factory=list)
    """One comment for each paragraph that has any, to name it by."""
    every: int = 0
    """How many comments there are, whatever is asked for."""
    open: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of those asked for: how many are open, settled and withdrawn."""


def listing(
    comments: Sequence[CommentView], asked: Filter, order: Sequence[str], parents: Mapping[str, str]
) -> Listing:
    """Return the comments asked for in the order of the text; those whose block is gone stand last.

    ``order`` has the keys of the blocks, ``parents`` the paragraph that each sub-paragraph belongs to.
    """
    at = {key: index for index, key in enumerate(order)}
    ordered = sorted(comments, key=lambda comment: (at.get(comment.key, len(at)), comment.number))
    first = {comment.key: comment for comment in reversed(ordered)}
    found = [comment for comment in ordered if asked.takes(comment, parents)]
    return Listing(
        comments=found,
        states=sorted({comment.state for comment in comments if comment.state}),
        paragraphs=[first[key] for key in order if key in first],
        every=len(comments),
        open=sum(comment.open for comment in comments),
        counts=Counter(comment.standing for comment in found),
    )


@dataclass(frozen=True)
class Group:
    """Comments on one paragraph and its sub-paragraphs, one after another."""

    key: str
    """Of the paragraph; empty for those whose words are gone."""
    first: CommentView
    comments: list[CommentView]
    suggestions: int
    """Open suggestions among them."""


def grouped(comments: Iterable[CommentView], parents: Mapping[str, str], present: Iterable[str]) -> list[Group]:
    """Return comments in the order of the text, by the paragraph that they stand on; ``present``: keys of the text."""
    there = set(present)

    def paragraph(comment: CommentView) -> str:
        return parents.get(comment.key, comment.key) if comment.key in there else ""

    found = []
    for key, several in groupby(comments, key=paragraph):
        of_it = list(several)
        named = next((comment for comment in of_it if comment.key == key), of_it[0])
        found.append(Group(key, named, of_it, sum(1 for one in of_it if one.act and one.open)))
    return found
