"""The comment matrix: one row a comment, the same columns on the page and in every file. Pure.

Number, version, paragraph, author and capacity, type, comment, proposed text, disposition, response, resulting paragraph:
the columns of the comment tables that committees of standards bodies work with (ISO/IEC Directives, form 13).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from council_flow.discussion.suggestions.view import act_name
from council_flow.discussion.view import CommentView, fate, paragraph_name
from council_flow.discussion.words import TYPES
from council_flow.language import Sentence, direction, say
from council_flow.text.inline import plain

Say = Callable[[Any], str]
"""Turns sentences, titles and numbers into the reader's language."""

FOR_STATE, ALONE = say("For the State"), say("Alone")

COLUMNS: tuple[tuple[str, Sentence, int], ...] = (
    ("number", say("Number"), 7),
    ("version", say("Version"), 9),
    ("paragraph", say("Paragraph"), 20),
    ("author", say("Author"), 18),
    ("type", say("Kind"), 12),
    ("comment", say("Comment"), 44),
    ("proposed", say("Proposed text"), 44),
    ("disposition", say("Disposition"), 16),
    ("response", say("Response"), 34),
    ("result", say("Resulting paragraph"), 20),
)
"""Name, head and width of each column, the width in characters of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment as a row of the matrix."""

    comment: CommentView
    version: str
    place: Sentence
    """The paragraph as it was numbered in the version on which the comment was written."""
    capacity: Sentence | None
    """For a suggestion: whether it was made for the author's State."""
    proposed: Sentence | str
    result: list[Sentence]
    """Where the paragraph stands now, and which version took the suggestion in."""
    under: str
    """Key of the paragraph that it stands on; its sub-paragraphs belong to it."""
    heading: Sentence
    """How that paragraph is called."""

    @property
    def quote(self) -> str:
        """The words it concerns; empty for the whole paragraph."""
        return self.comment.quote if self.comment.start is not None else ""

    @property
    def gone(self) -> bool:
        """Its words stand in the text no more."""
        return self.comment.anchor == "removed" or not self.under

    @property
    def response(self) -> str:
        """The response, or why the comment was withdrawn."""
        return self.comment.withdrawn_reason or self.comment.response


@dataclass(frozen=True, slots=True)
class Group:
    """The comments on one paragraph of the current text, or on one that is gone."""

    place: Sentence
    entries: list[Entry]


@dataclass(frozen=True)
class Ground:
    """What the rows are made from, beside the comments."""

    versions: Mapping[int, str]
    """What some versions are called beside their number, such as ``Rev.2``."""
    places: Mapping[str, Sentence]
    """How the blocks of the current text are called, by their keys."""
    cited: Mapping[str, dict[str, str]]
    """Their numbers, per language."""
    above: Mapping[str, str]
    """The paragraph that each sub-paragraph belongs to."""


def entries(comments: Sequence[CommentView], at: Ground) -> list[Entry]:
    """Return the rows of the matrix, in the order of the comments."""
    return [_entry(one, at) for one in comments]


def _entry(comment: CommentView, at: Ground) -> Entry:
    suggests = comment.act is not None and comment.state is not None
    under = at.above.get(comment.key, comment.key)
    return Entry(
        comment=comment,
        version=named(comment.version, at.versions),
        place=paragraph_name(comment.kind, comment.cited_first or comment.cited),
        capacity=(FOR_STATE if comment.on_behalf else ALONE) if suggests else None,
        proposed=_proposed(comment, at.cited),
        result=_result(comment, at.versions),
        under=under if under in at.places else "",
        heading=at.places.get(under, comment.place),
    )


def named(number: int, versions: Mapping[int, str]) -> str:
    """Return how a version is called: ``v7``, and ``v7 (Rev.2)`` where it was issued."""
    return f"v{number} ({versions[number]})" if number in versions else f"v{number}"


def _proposed(comment: CommentView, cited: Mapping[str, dict[str, str]]) -> Sentence | str:
    words = plain(comment.proposed)
    if comment.act is None or comment.act == "replace":
        return words
    said = act_name(comment, cited)
    return say("%(act)s: %(words)s", act=said, words=words) if words else said


def _result(comment: CommentView, versions: Mapping[int, str]) -> list[Sentence]:
    taken = [] if comment.taken_in is None else [say("Taken in v%(n)s", n=comment.taken_in)]
    if comment.anchor == "removed":
        return [sentence for sentence in (fate("removed", False, comment.anchor_version), *taken) if sentence]
    return [say("%(place)s, %(version)s", place=comment.place, version=named(comment.anchor_version, versions)), *taken]


def groups(found: Sequence[Entry]) -> list[Group]:
    """Return the rows by the paragraph where they stand, in their order; those whose words are gone stand last."""
    out: list[Group] = []
    key: str | None = None
    for entry in found:
        if entry.gone:
            continue
        if entry.under != key:
            out.append(Group(entry.heading, []))
            key = entry.under
        out[-1].entries.append(entry)
    gone = [entry for entry in found if entry.gone]
    return [*out, Group(GONE, gone)] if gone else out


def cells(entry: Entry, tell: Say) -> list[str]:
    """Return the cells of a row as text in the reader's language, in the order of :data:`COLUMNS`."""
    comment = entry.comment
    there = say("Read from a file: %(name)s", name=comment.label_there) if comment.label_there else None
    author = [tell(part) for part in (comment.label, entry.capacity, there, comment.limited) if part]
    author += [comment.tlp] if comment.limited else []
    return [
        str(comment.number),
        entry.version,
        tell(entry.place) + (f"\n“{entry.quote}”" if entry.quote else ""),
        "\n".join(author),
        tell(TYPES[comment.type]),
        comment.text,
        tell(entry.proposed),
        tell(comment.word.label),
        entry.response,
        "\n".join(tell(sentence) for sentence in entry.result),
    ]


MORE = (say("Written"), say("Replies"), say("Traffic light label"))
"""Heads of what a table for programs holds besides."""


def more(entry: Entry, tell: Say) -> list[str]:
    """Return when a comment was written, as an instant for programs, the replies to it, and how far it may be passed on."""
    replies = [f"{tell(reply.label)}: {reply.text}" for reply in entry.comment.replies]
    return [entry.comment.at.isoformat(), "\n\n".join(replies), entry.comment.tlp]


@dataclass(frozen=True)
class Written:
    """A matrix ready to be put into a file: every word in the reader's language."""

    language: str
    symbol: str
    title: str
    """Title of the text, without marks."""
    heading: str
    about: str
    """Which version, and on which day."""
    council: str
    at: datetime
    head: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Sequence[str]]]]
    """Paragraphs, each with the cells of its rows."""

    @property
    def dir(self) -> str:
        """Direction of the language."""
        return direction(self.language)

    @property
    def rows(self) -> list[Sequence[str]]:
        """The cells of all rows."""
        return [row for _, rows in self.groups for row in rows]


NONE = say("No comments yet")
GONE = say("Comments whose words are gone")
HEADING = say("Comments in the order of the text")


def written(
    found: Sequence[Entry], tell: Say, *, language: str, symbol: str, title: str, council: Any, version: str, day: str,
    at: datetime,
) -> Written:  # fmt: skip
    """Return the matrix in the reader's language, ready to be put into a file.

    Args:
        version: how the version is called.
        day: of ``at``, in words.
    """
    return Written(
        language=language, symbol=symbol, title=title, heading=tell(HEADING), council=tell(council), at=at,
        about=f"{version}, {day}", head=[tell(name) for _, name, _ in COLUMNS],
        groups=[(tell(group.place), [cells(entry, tell) for entry in group.entries]) for group in groups(found)],
    )  # fmt: skip


def names(cited: Mapping[str, dict[str, str]], kinds: Mapping[str, str]) -> dict[str, Sentence]:
    """Return how the blocks of a text are called, by their keys.

    Args:
        cited: numbers of numbered blocks, per language, as ``citing.citations`` returns them.
        kinds: of all blocks.
    """
    return {key: paragraph_name(kind, cited.get(key, {})) for key, kind in kinds.items()}
