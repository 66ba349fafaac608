"""Since which version each paragraph has the words it has. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council_flow.text.blocks import Body
from council_flow.text.hashing import block_hash


@dataclass(frozen=True)
class Origin:
    """Where the original words of a block come from."""

    since: int
    """Number of the version that gave them their wording."""
    comment: int | None
    """Number of the suggestion that they came from."""


def walked(bodies: Sequence[tuple[int, Body]]) -> dict[str, int]:
    """Return for each block of the last text the version since which its original words are what they are.

    ``bodies`` are all versions with their numbers, oldest first.
    """
    found: dict[str, int] = {}
    before: dict[str, str] = {}
    for number, body in bodies:
        hashes = {block.key: block_hash(block, body.original) for block in body.blocks}
        found = {key: found[key] if before.get(key) == digest else number for key, digest in hashes.items()}
        before = hashes
    return found


def unknown(body: Body, origins: Mapping[str, Mapping[str, Any]]) -> bool:
    """Answer whether a version is older than the origins that are kept with each version since."""
    return any(not (origins.get(block.key) or {}).get("since") for block in body.blocks)


def known(body: Body, origins: Mapping[str, Mapping[str, Any]], since: Mapping[str, int]) -> dict[str, Origin]:
    """Return the origin of each block: as kept with the version, else as walked."""
    found: dict[str, Origin] = {}
    for block in body.blocks:
        kept = origins.get(block.key) or {}
        found[block.key] = Origin(kept.get("since") or since.get(block.key, 1), kept.get("comment"))
    return found


def oldest_first(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Body]]:
    """Return versions as numbers and texts, from rows of number and stored text."""
    return [(number, Body.from_data(data)) for number, data in sorted(rows, key=lambda row: row[0])]
