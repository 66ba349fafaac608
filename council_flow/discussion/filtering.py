"""Which comments a table shows, in which order, and what its filters offer. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from council_flow.discussion.view import CommentView


@dataclass(frozen=True)
class Filter:
    """What is asked for; an empty value asks for everything."""

    standing: str = ""
    disposition: str = ""
    type: str = ""
    state: str = ""
    paragraph: str = ""
    """Key of a block; of a paragraph, its sub-paragraphs are meant too."""

    def __bool__(self) -> bool:
        return any((self.standing, self.disposition, self.type, self.state, self.paragraph))

    def takes(self, comment: CommentView, parents: Mapping[str, str]) -> bool:
        """Answer whether a comment is among those asked for."""
        return (
            self.standing in ("", comment.standing)
            and self.disposition in ("", comment.disposition)
            and self.type in ("", comment.type)
            and self.state in ("", comment.state)
            and self.paragraph in ("", comment.key, parents.get(comment.key))
        )


@dataclass(frozen=True)
class Listing:
    """The comments asked for, and of all comments the States and the paragraphs, for the filters."""

    comments: list[CommentView]
    states: list[str]
    paragraphs: list[CommentView] = field(default_factory=list)
    """One comment for each paragraph that has any, to name it by."""


def listing(
    comments: Sequence[CommentView], asked: Filter, order: Sequence[str], parents: Mapping[str, str]
) -> Listing:
    """Return the comments asked for in the order of the text; those whose block is gone stand last.

    ``order`` has the keys of the blocks, ``parents`` the paragraph that each sub-paragraph belongs to.
    """
    at = {key: index for index, key in enumerate(order)}
    ordered = sorted(comments, key=lambda comment: (at.get(comment.key, len(at)), comment.number))
    first = {comment.key: comment for comment in reversed(ordered)}
    return Listing(
        comments=[comment for comment in ordered if asked.takes(comment, parents)],
        states=sorted({comment.state for comment in comments if comment.state}),
        paragraphs=[first[key] for key in order if key in first],
    )
