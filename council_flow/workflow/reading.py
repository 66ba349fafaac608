"""Typed values out of nodes. Whatever does not fit is noted with its line, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from council_flow.language import LANGUAGES, Sentence, Titles, say
from council_flow.workflow.durations import Duration
from council_flow.workflow.loading import Listing, Node, Scalar, Table, plain
from council_flow.workflow.problems import Findings, foreign_letter, quoted, unknown

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,63}")
RESERVED = frozenset({"any", "same"})
"""Words with a meaning of their own where stages are named."""


@dataclass
class Reader:
    """Reads one file. ``roles`` and ``stages`` are filled as soon as they are known.

    They stay ``None`` where the file does not tell them: then nothing is said about each name that refers to one.
    """

    findings: Findings
    roles: Collection[str] | None = None
    stages: Collection[str] | None = None
    complete: bool = True
    """Every move is known: where it begins and where it leads. Nothing is proven about a graph with holes."""

    def note(self, line: int, code: str, message: Sentence) -> None:
        """Note a problem."""
        self.findings.add(line, code, message)

    def table(self, node: Node, what: str) -> Table:
        """Return the mapping; an empty one where the node is something else."""
        if isinstance(node, Table):
            return node
        self.wrong(node, what, say("a mapping"))
        return Table({}, {}, node.line)

    def wrong(self, node: Node, what: str, wanted: Sentence) -> None:
        """Note a value of the wrong type."""
        self.note(
            node.line,
            "W012",
            say(
                "“%(what)s” is %(wanted)s, not %(found)s.",
                what=quoted(what),
                wanted=wanted,
                found=_kind(node),
            ),
        )

    def keys(self, table: Table, known: Collection[str], required: Collection[str] = (), where: str = "") -> None:
        """Note keys that are not known and required ones that are absent.

        A misspelt key counts as the one that was meant, so that one mistake is one problem.
        """
        for key in [key for key in table.values if key not in known]:
            meant = self.findings.nearest(key, known)
            plain_text = say("“%(word)s” is not a key here. Known: %(known)s.", known=", ".join(known))
            near = say("“%(word)s” is not a key here. “%(near)s” is one.")
            self.note(table.keys[key], "W010", unknown(key, meant, plain_text, near))
            if meant is not None and meant not in table.values:
                table.values[meant], table.keys[meant] = table.values.pop(key), table.keys[key]
        for key in required:
            if key not in table.values:
                place = say("“%(key)s” is missing in “%(where)s”.", key=key, where=quoted(where))
                self.note(table.line, "W011", place if where else say("“%(key)s” is missing.", key=key))

    def text(self, node: Node, what: str) -> str | None:
        """Return a text that is not empty."""
        if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
            return node.value
        self.wrong(node, what, say("a text"))
        return None

    def whole(self, node: Node, what: str) -> int | None:
        """Return a whole number."""
        if isinstance(node, Scalar) and isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        self.not_a_word(node, what, say("a whole number"))
        return None

    def flag(self, node: Node | None, what: str) -> bool:
        """Return true or false; false where the key is absent."""
        if node is None:
            return False
        if isinstance(node, Scalar) and isinstance(node.value, bool):
            return node.value
        self.not_a_word(node, what, say("true or false"))
        return False

    def not_a_word(self, node: Node, what: str, wanted: Sentence) -> None:
        """Note a value that is none of a few words or numbers; a letter of another script in it is named."""
        foreign = foreign_letter(str(node.value)) if isinstance(node, Scalar) else None
        if foreign is None:
            self.wrong(node, what, wanted)
        else:
            self.note(node.line, "W012", foreign)

    def duration(self, node: Node, what: str) -> Duration | None:
        """Return a length of time."""
        try:
            return Duration.parse(str(node.value if isinstance(node, Scalar) else ""))
        except ValueError:
            self.note(node.line, "W015", bad_duration(what, node))
            return None

    def titles(self, table: Table, what: str, key: str = "title") -> Titles:
        """Return the title that stands in a mapping; at least one language has to be there."""
        node = table.values.get(key)
        if node is None:
            self.note(table.line, "W013", say("“%(what)s” has no title.", what=quoted(what)))
            return Titles()
        return self.languages(node, what)

    def languages(self, node: Node, what: str) -> Titles:
        """Return one text in several languages."""
        table = self.table(node, f"title: {what}")
        self.keys(table, LANGUAGES)
        found = {
            language: words.strip()
            for language, value in table.values.items()
            if language in LANGUAGES and (words := self.text(value, language))
        }
        if not table.values and isinstance(node, Table):
            self.note(node.line, "W013", say("“%(what)s” has no title.", what=quoted(what)))
        return Titles(found)

    def identifier(self, name: str, line: int) -> bool:
        """Answer whether a name can stand for something; note why not."""
        foreign = foreign_letter(name)
        if foreign is not None:
            self.note(line, "W014", foreign)
        elif not IDENTIFIER.fullmatch(name) or name in RESERVED:
            message = say(
                "“%(word)s” cannot be a name. Names begin with a letter and hold a to z, 0 to 9 and _; "
                "“any” and “same” are taken.",
                word=quoted(name),
            )
            self.note(line, "W014", message)
        else:
            return True
        return False

    def named(self, node: Node, what: str) -> Iterator[tuple[str, Node, int]]:
        """Yield each name that a mapping defines, with its value and line."""
        table = self.table(node, what)
        if not table.values and isinstance(node, Table):
            self.note(node.line, "W012", say("“%(what)s” is empty.", what=what))
        for name, value in table.values.items():
            self.identifier(name, table.keys[name])
            yield name, value, table.keys[name]

    def listed(self, node: Node | None, what: str) -> list[Node]:
        """Return the members of a list; none where the key is absent."""
        if node is None:
            return []
        if isinstance(node, Listing):
            return list(node.values)
        self.wrong(node, what, say("a list, in square brackets"))
        return []

    def role_names(self, node: Node | None, what: str) -> frozenset[str]:
        """Return a list of known roles."""
        found = set()
        for member in self.listed(node, what):
            name = self.text(member, what)
            role = self.known_role(name, member.line) if name is not None else None
            if role is not None:
                found.add(role)
        return frozenset(found)

    def known_role(self, name: str, line: int) -> str | None:
        """Return a role. Where it is misspelt, note it and return the one that was likely meant, if any."""
        if self.roles is None or name in self.roles:
            return name
        meant = self.findings.nearest(name, self.roles)
        plain_text = say("The role “%(word)s” is not among the roles of this file.")
        near = say("The role “%(word)s” is not among the roles of this file. “%(near)s” is.")
        self.note(line, "W020", unknown(name, meant, plain_text, near))
        return meant

    def stage_name(self, node: Node, what: str) -> str | None:
        """Return a stage. Where it is misspelt, note it and return the one that was likely meant, if any."""
        name = self.text(node, what)
        if name is None or self.stages is None or name in self.stages:
            return name
        meant = self.findings.nearest(name, self.stages)
        plain_text = say("The stage “%(word)s” is not among the stages of this file.")
        near = say("The stage “%(word)s” is not among the stages of this file. “%(near)s” is.")
        self.note(node.line, "W021", unknown(name, meant, plain_text, near))
        return meant


def bad_duration(what: str, node: Node) -> Sentence:
    """Return the sentence about a length of time that cannot be read."""
    foreign = foreign_letter(str(node.value)) if isinstance(node, Scalar) else None
    return foreign or say(
        "“%(value)s” for “%(what)s” is not a length of time. "
        "Write a number from 1 and hours, days, working days or weeks: 21 days.",
        value=quoted(plain(node)),
        what=quoted(what),
    )


def _kind(node: Node) -> Sentence:
    match node:
        case Table():
            return say("a mapping")
        case Listing():
            return say("a list")
        case Scalar(value=None):
            return say("empty")
        case Scalar(value=bool()):
            return say("true or false")
        case Scalar(value=int()):
            return say("a number")
        case Scalar(value=""):
            return say("empty")
    return say("the text “%(value)s”", value=quoted(node.value if isinstance(node, Scalar) else ""))


def first(table: Table, key: str, otherwise: Node | None = None) -> Node:
    """Return the value of a key, or an empty node on the mapping's line where it is absent."""
    return table.values.get(key) or otherwise or Scalar(None, table.line)
