"""What was read of a file before anything is saved: blocks, comments and suggestions, and what was not understood. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from council_flow.language import Sentence, say_n
from council_flow.text.blocks import Body
from council_flow.text.inline import plain
from council_flow.text.markdown import Understood


@dataclass(frozen=True)
class Found:
    """A comment or a suggestion as it stands in a file."""

    key: str
    """The block that it concerns, among those that were read."""
    text: str
    """The comment; of a suggestion, its reason, which may be empty."""
    quote: str = ""
    """The words concerned; empty for the whole block."""
    start: int | None = None
    author: str = ""
    date: str = ""
    """Day on which the file says that it was made, such as 2026-03-05."""
    act: str = ""
    """replace, insert, delete or move; empty for a plain comment."""
    proposed: str = ""
    proposed_kind: str = ""
    after: str = ""
    after_at: int | None = None
    reply_to: str = ""
    """Author of the comment that it replies to."""

    @property
    def label(self) -> str:
        """Who made it and when, as it is shown."""
        return ", ".join(part for part in (self.author, self.date) if part)


_LABEL = re.compile(r"(?P<author>.*?)(?:, |^)(?P<date>\d{4}-\d{2}-\d{2})$")


def author_of(label: str) -> tuple[str, str]:
    """Return author and day from a label that :attr:`Found.label` made."""
    match = _LABEL.match(label)
    return (match["author"], match["date"]) if match else (label, "")


@dataclass(frozen=True)
class Origin:
    """From which version of which file a Word file was made, where it says so."""

    symbol: str
    version: int
    language: str


@dataclass(frozen=True)
class Read:
    """A file as it was understood."""

    parts: Sequence[Understood]
    found: Sequence[Found] = ()
    lost: Mapping[str, int] = field(default_factory=dict)
    origin: Origin | None = None

    def body(self, language: str) -> Body:
        """Return its text."""
        return Body(language, tuple(part.block for part in self.parts))

    @property
    def suggestions(self) -> int:
        """How many suggestions it has."""
        return sum(bool(one.act) for one in self.found)

    @property
    def comments(self) -> int:
        """How many comments it has."""
        return len(self.found) - self.suggestions


def told(lost: Mapping[str, int]) -> list[Sentence]:
    """Return what was not understood in a file, each with how many."""
    sentences: dict[str, Callable[[int], Sentence]] = {
        "picture": lambda n: say_n("%(n)s picture is left out.", "%(n)s pictures are left out.", n),
        "text_box": lambda n: say_n("%(n)s text box is left out with its words.", "%(n)s text boxes are left out with their words.", n),
        "object": lambda n: say_n("%(n)s embedded file is left out.", "%(n)s embedded files are left out.", n),
        "macro": lambda n: say_n("%(n)s macro file is left out.", "%(n)s macro files are left out.", n),
        "hidden": lambda n: say_n("%(n)s hidden passage is left out.", "%(n)s hidden passages are left out.", n),
        "symbol": lambda n: say_n("%(n)s sign of a symbol font is left out.", "%(n)s signs of symbol fonts are left out.", n),
        "header": lambda n: say_n("%(n)s page header or footer is left out.", "%(n)s page headers and footers are left out.", n),
        "equation": lambda n: say_n("%(n)s equation is read as plain letters.", "%(n)s equations are read as plain letters.", n),
        "field": lambda n: say_n("%(n)s field keeps the words that it showed.", "%(n)s fields keep the words that they showed.", n),
        "link": lambda n: say_n("%(n)s link keeps its words, not its address.", "%(n)s links keep their words, not their addresses.", n),
        "merged": lambda n: say_n("%(n)s merged cell of a table is read as one cell.", "%(n)s merged cells of tables are read as one cell each.", n),
        "nested": lambda n: say_n("%(n)s table inside a table is read as words of its cell.", "%(n)s tables inside tables are read as words of their cells.", n),
        "format": lambda n: say_n("%(n)s tracked change of formatting is left out.", "%(n)s tracked changes of formatting are left out.", n),
    }  # fmt: skip
    return [sentence(lost[kind]) for kind, sentence in sentences.items() if lost.get(kind)]


def folded(words: str) -> str:
    """Return words as they are compared: one space, small letters, without stars and references."""
    return " ".join(unicodedata.normalize("NFKC", plain(words)).casefold().split())


def content_of(found: Found, labels: Iterable[str] = (), *, whole: str = "") -> set[str]:
    """Return what a comment is known by: a hash of what it says, of which words, by whom.

    Args:
        found: the comment.
        labels: other names of its author, such as the same in each language.
        whole: the words of its block: a quotation of all of them is as good as none.
    """
    quote = folded(found.quote)
    said = [
        found.act, "" if quote == folded(whole) else quote, folded(found.proposed),
        "".join(found.text.casefold().split()),
    ]  # fmt: skip
    names = {author_of(found.author)[0], *(author_of(label)[0] for label in labels)}
    return {hashlib.sha256("\x1f".join([name.casefold().strip(), *said]).encode()).hexdigest() for name in names}


def row_ids(found: Sequence[Found], body: Body, language: str) -> list[str]:
    """Return the id of each comment: the same wherever it is read from; equal ones are counted."""
    words = {block.key: block.texts.get(language, "") for block in body.blocks}
    seen: dict[str, int] = {}
    ids = []
    for one in found:
        (content,) = content_of(replace(one, author=author_of(one.author)[0]), whole=words.get(one.key, ""))
        seen[content] = seen.get(content, 0) + 1
        ids.append(f"w{seen[content]}-{content[:48]}")
    return ids


def split_long(found: Sequence[Found], longest: int) -> list[Found]:
    """Return comments with those that are too long cut into several that follow one another."""
    out: list[Found] = []
    for one in found:
        texts = _cut(one.text, longest)
        out.append(replace(one, text=texts[0]))
        out += [Found(one.key, text, one.quote, one.start, one.author, one.date) for text in texts[1:]]
    return out


def _cut(text: str, longest: int) -> list[str]:
    parts = []
    while len(text) > longest:
        at = max(text.rfind("\n", 1, longest), text.rfind(" ", 1, longest))
        at = at if at > 0 else longest
        parts.append(text[:at])
        text = text[at:].lstrip()
    return [*parts, text]


def data_of(found: Found) -> dict[str, object]:
    """Return a comment as JSON data without what is empty."""
    return {name: value for name, value in asdict(found).items() if value not in ("", None)}
