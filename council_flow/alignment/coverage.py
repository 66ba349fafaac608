"""Which paragraphs have a finding that stands, and what of the guidance is touched. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council_flow.alignment.catalogue import Catalogue, Provision
from council_flow.text.blocks import Body, paragraphs
from council_flow.text.hashing import block_hash
from council_flow.text.numbering import cite

GRADES = ("agrees", "partly", "does_not", "not_applicable")


@dataclass(frozen=True)
class Checked:
    """One operative paragraph with its finding, if any. ``state``: stands, stale or missing."""

    key: str
    number: str
    words: tuple[str, ...]
    """The paragraph and its sub-paragraphs, as inline text in the original language."""
    finding: Any | None
    state: str
    provisions: tuple[Provision, ...]


def paragraph_hash(blocks: Sequence[Any], original: str) -> str:
    """Return the hash of a paragraph with its sub-paragraphs: what a finding is bound to."""
    return hashlib.sha256("\n".join(block_hash(block, original) for block in blocks).encode()).hexdigest()


def operative(body: Body) -> list[tuple[Any, ...]]:
    """Return the operative paragraphs, each with its sub-paragraphs."""
    return [tuple(group) for group in paragraphs(body) if group[0].kind == "operative"]


def checked(body: Body, findings: Mapping[str, Any], catalogue: Catalogue) -> list[Checked]:
    """Return every operative paragraph with the finding on it. A finding on other words than today's is stale."""
    found = []
    for group in operative(body):
        head = group[0]
        finding = findings.get(head.key)
        if finding is None:
            state = "missing"
        else:
            state = "stands" if finding.paragraph_hash == paragraph_hash(group, body.original) else "stale"
        found.append(
            Checked(
                key=head.key,
                number=cite(body, head.key),
                words=tuple(block.texts.get(body.original, "") for block in group),
                finding=finding,
                state=state,
                provisions=tuple(
                    catalogue.provisions[name]
                    for name in (finding.provisions if finding else ())
                    if name in catalogue.provisions
                ),
            )
        )
    return found


def open_numbers(paragraphs_checked: Iterable[Checked]) -> list[str]:
    """Return the numbers of the paragraphs without a finding that stands."""
    return [one.number for one in paragraphs_checked if one.state != "stands"]


@dataclass(frozen=True)
class Coverage:
    """What of the guidance the text touches: themes with the number of paragraphs, and themes nobody touches."""

    touched: Mapping[str, int]
    gaps: tuple[str, ...]
    instruments: tuple[Any, ...]
    """Instruments that findings rest on, in the order of the catalogue."""


def coverage(paragraphs_checked: Sequence[Checked], catalogue: Catalogue) -> Coverage:
    """Return the coverage of the catalogue by the findings that stand and are not "not applicable"."""
    touched: dict[str, int] = {}
    used: set[str] = set()
    for one in paragraphs_checked:
        if one.state != "stands" or one.finding is None or one.finding.grade == "not_applicable":
            continue
        for theme in {theme for provision in one.provisions for theme in provision.themes}:
            touched[theme] = touched.get(theme, 0) + 1
        used |= {provision.instrument.id for provision in one.provisions}
    gaps = tuple(theme for theme in catalogue.themes if theme not in touched)
    instruments = tuple(one for one in catalogue.instruments.values() if one.id in used)
    return Coverage(touched, gaps, instruments)
