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
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from council_flow.language import say
from council_flow.workflow.problems import Findings, quoted

LARGEST = 256 * 1024
"""Bytes of a file."""

DEEPEST = 20
"""Mappings and lists inside one another."""

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a text look other than it is read."""

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
    if len(text) > LARGEST or len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        findings.add(1, "W001", say("The file is larger than %(n)s KiB.", n=LARGEST // 1024))
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if BIDI.intersection(line):
            findings.add(
                number, "W014", say("The line holds a character that turns the direction of writing unseen. Remove it.")
            )
    return _Composer(text, findings).whole()


class _Composer:
    def __init__(self, text: str, findings: Findings) -> None:
        self.findings = findings
        self.text = text
        self.events: Iterator[Any] = iter(())

    def whole(self) -> Table | None:
        try:
            self.events = iter(YAML(typ="safe", pure=True).parse(self.text))
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
        mark = getattr(error, "problem_mark", None)
        if mark is not None:
            line, detail = mark.line + 1, getattr(error, "problem", None)
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
        elif event.tag is not None:
            self.findings.add(line, "W004", say("Tags such as “%(tag)s” are not used.", tag=quoted(event.tag)))

    def _listing(self, line: int, depth: int) -> Listing:
        values = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._node(event, depth + 1))
        return Listing(tuple(values), line)

    def _table(self, line: int, depth: int) -> Table:
        table = Table({}, {}, line)
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
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
        if BIDI.intersection(text):
            self.findings.add(
                line, "W014", say("The line holds a character that turns the direction of writing unseen. Remove it.")
            )
        if event.style is not None or event.tag is not None:
            return Scalar(text, line)
        if text in {"true", "false"}:
            return Scalar(text == "true", line)
        if text in {"", "~", "null"}:
            return Scalar(None, line)
        return Scalar(int(text) if _NUMBER.fullmatch(text) else text, line)
