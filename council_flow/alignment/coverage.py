"""Which paragraphs have findings that stand, and what of the guidance the text touches. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council_flow.alignment.catalogue import Catalogue, Instrument, Provision
from council_flow.text.blocks import Body, paragraphs
from council_flow.text.hashing import block_hash
from council_flow.text.numbering import cite

GRADES = ("agrees", "partly", "does_not", "not_applicable")
ANSWERS = ("yes", "partly", "no", "not_applicable")
"""What a question of a provision may be answered with."""
_WORST = ("does_not", "partly", "agrees", "not_applicable")


@dataclass(frozen=True)
class Found:
    """A finding with what it is about. ``state``: stands, stale (the words have changed) or unread (by a second reader)."""

    finding: Any
    provision: Provision | None
    state: str

    @property
    def grade(self) -> str:
        """Of the finding."""
        return str(self.finding.grade)

    @property
    def open_questions(self) -> tuple[tuple[int, str], ...]:
        """Questions of the provision that nobody has answered, with their numbers."""
        questions = self.provision.questions if self.provision else ()
        return tuple((n, words) for n, words in enumerate(questions) if not (self.finding.answers or {}).get(str(n)))


@dataclass(frozen=True)
class Checked:
    """One operative paragraph with its findings. ``state``: stands, unread, stale or missing: the worst of them."""

    key: str
    number: str
    words: tuple[str, ...]
    """The paragraph and its sub-paragraphs, as inline text in the original language."""
    found: tuple[Found, ...]

    @property
    def state(self) -> str:
        """What the paragraph waits for."""
        states = {one.state for one in self.found}
        return next((state for state in ("stale", "unread", "stands") if state in states), "missing")

    @property
    def grade(self) -> str | None:
        """The gravest grade of its findings."""
        grades = {one.grade for one in self.found}
        return next((grade for grade in _WORST if grade in grades), None)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Those that findings are about."""
        return tuple(one.provision for one in self.found if one.provision)

    def on(self, wanted: Iterable[str]) -> str | None:
        """Return the gravest grade of the standing findings on some provisions."""
        names = set(wanted)
        grades = {
            one.grade for one in self.found if one.provision and one.provision.id in names and one.state != "stale"
        }
        return next((grade for grade in _WORST if grade in grades), None)


def paragraph_hash(blocks: Sequence[Any], original: str) -> str:
    """Return the hash of a paragraph with its sub-paragraphs: what a finding is bound to."""
    return hashlib.sha256("\n".join(block_hash(block, original) for block in blocks).encode()).hexdigest()


def operative(body: Body) -> list[tuple[Any, ...]]:
    """Return the operative paragraphs, each with its sub-paragraphs."""
    return [tuple(group) for group in paragraphs(body) if group[0].kind == "operative"]


def words_of(group: Sequence[Any], language: str) -> tuple[str, ...]:
    """Return the inline text of a paragraph and its sub-paragraphs."""
    return tuple(block.texts.get(language, "") for block in group)


def checked(
    body: Body, findings: Mapping[str, Sequence[Any]], catalogue: Catalogue, *, second: bool = False
) -> list[Checked]:
    """Return every operative paragraph with the findings on it. One on other words than today's is stale.

    ``second``: the workflow asks for a second reader, without whose assent a finding is unread.
    """
    found = []
    for group in operative(body):
        head = group[0]
        here = paragraph_hash(group, body.original)
        findings_here = tuple(
            Found(one, catalogue.provisions.get(one.provision or ""), _state(one, here, second))
            for one in findings.get(head.key, ())
        )
        found.append(Checked(head.key, cite(body, head.key), words_of(group, body.original), findings_here))
    return found


def _state(finding: Any, here: str, second: bool) -> str:
    if finding.paragraph_hash != here:
        return "stale"
    return "unread" if second and not finding.read_agrees else "stands"


def open_numbers(paragraphs_checked: Iterable[Checked]) -> list[str]:
    """Return the numbers of the paragraphs that still wait for a finding, for one on their present words, or a reader."""
    return [one.number for one in paragraphs_checked if one.state != "stands"]


@dataclass(frozen=True)
class Coverage:
    """What of the guidance the text touches: themes with the number of paragraphs, and themes nobody touches."""

    touched: Mapping[str, int]
    gaps: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    """Instruments that findings rest on, in the order of the catalogue."""
    contradictions: tuple[tuple[Checked, Found], ...]
    """Findings that say that a paragraph does not meet a provision."""
    divided: tuple[tuple[Provision, tuple[tuple[Checked, Found], ...]], ...]
    """Provisions that one paragraph meets and another does not."""
    questions: tuple[tuple[Checked, Found, str], ...]
    """Questions of the guidance that nobody has answered."""


def coverage(paragraphs_checked: Sequence[Checked], catalogue: Catalogue) -> Coverage:
    """Return the coverage of the catalogue by the findings on present words that are not "not applicable"."""
    bearing = [
        (one, found)
        for one in paragraphs_checked
        for found in one.found
        if found.provision and found.state != "stale" and found.grade != "not_applicable"
    ]
    touched: dict[str, set[str]] = {}
    for one, found in bearing:
        for theme in found.provision.themes if found.provision else ():
            touched.setdefault(theme, set()).add(one.key)
    used = {found.provision.instrument.id for _, found in bearing if found.provision}
    return Coverage(
        touched={theme: len(touched[theme]) for theme in catalogue.themes if theme in touched},
        gaps=tuple(theme for theme in catalogue.themes if theme not in touched and theme in catalogue.treated),
        instruments=tuple(one for one in catalogue.instruments.values() if one.id in used),
        contradictions=tuple((one, found) for one, found in bearing if found.grade == "does_not"),
        divided=_divided(bearing),
        questions=tuple((one, found, words) for one, found in bearing for _, words in found.open_questions),
    )


def _divided(
    bearing: Sequence[tuple[Checked, Found]],
) -> tuple[tuple[Provision, tuple[tuple[Checked, Found], ...]], ...]:
    by_provision: dict[str, list[tuple[Checked, Found]]] = {}
    for one, found in bearing:
        by_provision.setdefault(found.finding.provision, []).append((one, found))
    return tuple(
        (pairs[0][1].provision, tuple(pairs))
        for pairs in by_provision.values()
        if pairs[0][1].provision and {"agrees", "does_not"} <= {found.grade for _, found in pairs}
    )
