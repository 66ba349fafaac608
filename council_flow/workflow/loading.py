"""From the text of a file to nodes with line numbers. Nothing in a file is executed, built by tag or referred to twice.

The parser's events are read one by one, so that size and depth are known before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from council_flow.language import say
from council_flow.workflow.problems import Findings, TooMany, quoted

LARGEST = 1024 * 1024
"""Bytes of a file."""

DEEPEST = 20
"""Mappings and lists inside one another."""

LONGEST = 20_000
"""Characters of a line."""

MOST_VALUES = 200_000
"""Keys, values, lists and mappings in a file."""

HIDDEN = re.compile("[\x85\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Characters that make a text look other than it is read: unseen ones, and those that turn the direction of writing.

Not among them: the marks and joiners that Arabic and Persian texts need. In a name these are refused as foreign letters.
"""

_BREAK = re.compile(r"\r\n?|\n")
_READ_OTHERWISE = re.compile(r"[\t\r%?]|\s:|:(?![ \n]|//)|(?<!\w)://|^(---|\.\.\.)", re.MULTILINE)
"""What the parser in C reads in another way, or counts on another line."""

_NUMBER = re.compile(r"-?[0-9]{1,9}")


@dataclass(frozen=True)
class Scalar:
    """A text, a whole number, yes or no, or nothing."""

    value: str | int | bool | None
    line: int


@dataclass(frozen=True)
class Listing:
    """A list."""

    values: tuple[Node, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A mapping. ``keys`` tells the line of each key."""

    values: dict[str, Node]
    keys: dict[str, int]
    line: int


Node = Scalar | Listing | Table


class _Refused(Exception):
    """Reading cannot go on; the problem is noted already."""


class _TooDense(Exception):
    """There are more values than :data:`MOST_VALUES`; tells the line, whichever parser reads."""

    def __init__(self, line: int) -> None:
        self.line = line


def plain(node: Node) -> Any:
    """Return a node as ordinary Python data, without lines."""
    match node:
        case Scalar():
            return node.value
        case Listing():
            return [plain(value) for value in node.values]
    return {key: plain(value) for key, value in node.values.items()}


def fetch(path: Path, findings: Findings) -> str | None:
    """Return the text of a file, or note why it is not one.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        findings.add(1, "W001", say("The file is larger than %(n)s KiB.", n=LARGEST // 1024))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.add(data.count(b"\n", 0, error.start) + 1, "W003", say("The file is not UTF-8 text."))
        return None


def compose(text: str, findings: Findings) -> Table | None:
    """Return the mapping that a text holds; ``None`` where it cannot be read at all. Problems go to ``findings``."""
    text = text.removeprefix("\ufeff")
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        findings.add(1, "W001", say("The file is larger than %(n)s KiB.", n=LARGEST // 1024))
        return None
    for number, line in enumerate(_BREAK.split(text), 1):
        if len(line) > LONGEST:
            findings.add(number, "W009", say("The line is longer than %(n)s characters. Break it.", n=LONGEST))
            return None
        _refuse_hidden(line, number, findings)
    text = HIDDEN.sub("", text)  # what is noted already shall not be noted a second time as part of a word
    try:
        return _quickly(text) or _Composer(text, findings, pure=True).whole()
    except _TooDense as dense:
        findings.add(dense.line, "W009", say("The file holds more than %(n)s values.", n=MOST_VALUES))
        return None


def _refuse_hidden(text: str, line: int, findings: Findings) -> None:
    hidden = HIDDEN.search(text)
    if hidden is not None:
        message = say(
            "The line holds the hidden character U+%(code)s, which makes it look other than it is. Remove it.",
            code=f"{ord(hidden[0]):04X}",
        )
        findings.add(line, "W014", message)


def _quickly(text: str) -> Table | None:
    """Read with the parser in C, ten times as fast and of an older YAML; ``None`` where the two might read differently.

    At the first thing that it finds wrong the other one begins anew, which says what is wrong.
    """
    if _READ_OTHERWISE.search(text):
        return None
    try:
        return _Composer(text, Findings("", most=0), pure=False).whole()
    except TooMany:
        return None


def first_key(text: str) -> str | None:
    """Return the first key of a text, reading no further; ``None`` where there is none."""
    if len(text) > LARGEST or any(len(line) > LONGEST for line in _BREAK.split(text)):
        return None
    try:
        begun = (event for event in YAML(typ="safe", pure=True).parse(text) if isinstance(event, NodeEvent))
        first, key = next(begun, None), next(begun, None)
    except (YAMLError, ValueError, OverflowError, IndexError):
        return None
    return key.value if isinstance(first, MappingStartEvent) and isinstance(key, ScalarEvent) else None


class _Composer:
    def __init__(self, text: str, findings: Findings, pure: bool) -> None:
        self.findings = findings
        self.text = text
        self.pure = pure
        self.count = 0
        self.events: Iterator[Any] = iter(())

    def whole(self) -> Table | None:
        try:
            self.events = iter(YAML(typ="safe", pure=self.pure).parse(self.text))
            return self._document()
        except _Refused:
            return None
        except YAMLError as error:
            self._broken(error)
        except (ValueError, OverflowError, IndexError):
            # The parser lets these out on escapes of characters that do not exist.
            self.findings.add(1, "W003", say("The file holds an escape of a character that does not exist."))
        return None

    def _broken(self, error: YAMLError) -> None:
        mark, detail = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        if mark is not None:
            # What is never closed is found at the end of the file, and mended where it was opened.
            opened = getattr(error, "context_mark", None) if "end of stream" in str(detail) else None
            line = (opened or mark).line + 1
        else:
            line, detail = 1 + self.text.count("\n", 0, getattr(error, "position", 0) or 0), "control character"
        detail = quoted(detail or "the structure breaks off")
        self.findings.add(line, "W003", say("This is not readable as YAML: %(detail)s.", detail=detail))

    def _document(self) -> Table | None:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                self._stop(event, "W003", "A file holds one document. Remove what follows the line “---”.")
            if isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent, AliasEvent)):
                root = self._node(event, 1)
        if isinstance(root, Table):
            return root
        line = root.line if root else 1
        self.findings.add(line, "W003", say("The file is not a mapping of keys to values."))
        return None

    def _stop(self, event: Any, code: str, text: str) -> None:
        self.findings.add(event.start_mark.line + 1, code, say(text))
        raise _Refused

    def _node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        self._refuse_extras(event, line)
        if depth > DEEPEST:
            self.findings.add(line, "W002", say("More than %(n)s levels lie inside one another.", n=DEEPEST))
            raise _Refused
        self.count += 1
        if self.count > MOST_VALUES:
            raise _TooDense(line)
        if isinstance(event, MappingStartEvent):
            return self._table(line, depth)
        if isinstance(event, SequenceStartEvent):
            return self._listing(line, depth)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, line)
        return Scalar(None, line)

    def _refuse_extras(self, event: Any, line: int) -> None:
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self.findings.add(line, "W004", say("Anchors and aliases (& and *) are not used. Write the value out."))
        elif event.ctag is not None:
            # As it is written; to make a whole address of it takes the parser a time that grows with its square.
            tag = quoted(f"{event.ctag.handle or ''}{event.ctag.suffix or ''}") if self.pure else ""
            self.findings.add(line, "W004", say("Tags such as “%(tag)s” are not used.", tag=tag))

    def _listing(self, line: int, depth: int) -> Listing:
        values = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            values.append(self._node(event, depth + 1))
        return Listing(tuple(values), line)

    def _table(self, line: int, depth: int) -> Table:
        table = Table({}, {}, line)
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if value == Scalar(None, value.line):  # the parser finds an absent value where the next key stands
                value = Scalar(None, key.line)
            self._put(table, key, value)
        return table

    def _put(self, table: Table, key: Node, value: Node) -> None:
        name = key.value if isinstance(key, Scalar) else None
        if not isinstance(name, str):
            self.findings.add(key.line, "W005", say("A key is a text."))
        elif name == "<<":
            self.findings.add(key.line, "W004", say("Merge keys (<<) are not used. Write the values out."))
        elif name in table.values:
            message = say(
                "“%(key)s” stands here a second time; first on line %(line)s.",
                key=quoted(name),
                line=table.keys[name],
            )
            self.findings.add(key.line, "W006", message)
        else:
            table.values[name] = value
            table.keys[name] = key.line

    def _scalar(self, event: Any, line: int) -> Scalar:
        text: str = event.value
        _refuse_hidden(text, line, self.findings)
        if event.style:
            return Scalar(text, line)
        if text in {"true", "false"}:
            return Scalar(text == "true", line)
        if text in {"", "~", "null"}:
            return Scalar(None, line)
        return Scalar(int(text) if _NUMBER.fullmatch(text) else text, line)
