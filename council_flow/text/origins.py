"""Where the words of each paragraph come from: since which version, by whose suggestion. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from council_flow.text.blocks import Body
from council_flow.text.hashing import block_hash


@dataclass(frozen=True)
class Source:
    """A suggestion that a version took in."""

    comment: int
    """Number of the comment that made it."""
    key: str
    """The block that it changed."""
    label: Mapping[str, str]
    """Role and State of its author."""
    adapted: bool = False
    """Taken in other words than suggested."""

    def to_data(self) -> dict[str, Any]:
        """Return it as JSON data."""
        return {"comment": self.comment, "key": self.key, "label": dict(self.label), "adapted": self.adapted}


class Parent(Protocol):
    """The version before, as far as origins need to know it."""

    number: int

    @property
    def body(self) -> Body:
        """Its text."""

    @property
    def origins(self) -> Mapping[str, Mapping[str, Any]]:
        """Its own origins."""


def origins(parent: Parent | None, body: Body, number: int, taken: Sequence[Source]) -> dict[str, dict[str, Any]]:
    """Return for each block the version that gave its original words their wording, and the suggestion they came from."""
    suggested = {source.key: source.comment for source in taken}
    before = {block.key: block for block in parent.body.blocks} if parent else {}
    known = parent.origins if parent else {}
    found: dict[str, dict[str, Any]] = {}
    for block in body.blocks:
        was = before.get(block.key)
        if parent and was and block_hash(was, body.original) == block_hash(block, body.original):
            found[block.key] = dict(known.get(block.key) or {"since": None, "comment": None})
        else:
            found[block.key] = {"since": number, "comment": suggested.get(block.key)}
    return found
