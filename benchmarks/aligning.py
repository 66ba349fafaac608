"""How well the suggestions of the alignment check find the provisions of labelled paragraphs, as a section of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import process_time
from typing import Any

import numpy as np

from council_flow.alignment.catalogue import load
from council_flow.alignment.matching import meaning
from council_flow.alignment.matching.guide import guide
from council_flow.alignment.matching.ranking import suggest
from tests.alignment.labelled import GOAL_FALSE, GOALS, Rate, labelled, rates

HEADING = "## Suggestions of the alignment check"
NAMES = {"en": "English", "ru": "Russian", "ar": "Arabic", "uz": "Uzbek"}
SPEED = 60
"""Paragraphs on which the time is measured."""


def measure() -> dict[str, Any]:
    """Return recall and false alarms of the product, the encoder alone and terms alone, and the time of a paragraph."""
    texts = [one.text for one in labelled() if one.lang == "en"]
    texts = (texts * (SPEED // len(texts) + 1))[:SPEED]
    _here(texts[:1], "en")
    start = process_time()
    _here(texts, "en")
    each = (process_time() - start) / SPEED
    return {
        "fitted": rates(_here, held_out=False),
        "held out": rates(_here, held_out=True),
        "encoder alone": rates(_encoder),
        "terms alone": rates(_terms),
        "milliseconds": each * 1000,
    }


def _here(texts: Sequence[str], language: str) -> list[list[str]]:
    return [[one.provision.id for one in found] for found in suggest(texts, load("cted"), language=language)]


def _encoder(texts: Sequence[str], language: str) -> list[list[str]]:
    """Nearest paraphrases, as the encoder gives them out of its package."""
    provisions = list(load("cted").provisions.values())
    near = meaning.vectors(texts) @ meaning.kept_vectors([f"{one.title}. {one.paraphrase}" for one in provisions]).T
    return [[provisions[row].id for row in np.argsort(-line)[:5]] for line in near]


def _terms(texts: Sequence[str], language: str) -> list[list[str]]:
    """Provisions that share most concepts."""
    there = guide(load("cted"))
    found = []
    for text in texts:
        seen = {one.concept for one in there.lexicon.find(text, language)}
        row = np.array([name in seen for name in there.lexicon.names]) * there.weights
        found.append([there.provisions[at].id for at in np.argsort(-(there.about @ row))[:5]] if seen else [])
    return found


def section(found: dict[str, Any], today: date) -> str:
    """Return the section."""
    parts: dict[str, dict[str, Rate]] = {
        name: found[name] for name in ("fitted", "held out", "encoder alone", "terms alone")
    }
    head = "| | " + " | ".join(f"{NAMES[lang]} (goal {GOALS[lang]:.2f})" for lang in GOALS) + " | lists off the topic |"
    rows = [_row(name, part) for name, part in parts.items()]
    return _SECTION.format(
        heading=HEADING, today=f"{today.day} {today:%B %Y}", n=len(labelled()), head=head, line="|---" * (len(GOALS) + 2) + "|",
        rows="\n".join(rows), false=f"{GOAL_FALSE:.0%}", ms=f"{found['milliseconds']:.0f}",
    )  # fmt: skip


def _row(name: str, part: dict[str, Rate]) -> str:
    cells = [f"{part[lang].recall:.2f} of {part[lang].paragraphs}" for lang in GOALS]
    false, off = sum(one.false for one in part.values()), sum(one.off_topic for one in part.values())
    return f"| {name} | " + " | ".join(cells) + f" | {false} of {off} |"


_SECTION = """{heading}

Written by `python -m benchmarks` on {today}. For {n} labelled paragraphs (`tests/alignment/labelled.yaml`, written in other
words than the catalogue's) the share of the right provisions among the first five of 118 (recall@5), as a mean, and how many
paragraphs off the topic were given a list at all (goal: at most {false}). Every third meaning was *held out* while the terms
and weights were worked on. The labels are the authors' own; a council's reviewers may judge otherwise.

{head}
{line}
{rows}

A paragraph takes {ms} ms of the processor.
"""
