"""Writes the figures of anchors as a section of the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from benchmarks.anchors import COMPARED, GOAL_RIGHT, GOAL_WRONG, PAGES, PASSAGES, TEXTS

HEADING = "## Anchors"


def section(found: dict[str, Any], today: date) -> str:
    """Return the section."""
    rows = [_labelled(name.replace("_", " "), rates) for name, rates in found["labelled"].items()]
    rows += [
        _labelled("all, by a search for the quotation", found["labelled_baseline"]),
        _generated(f"random edits of {TEXTS} texts never seen", found["generated"]),
        _generated(f"{COMPARED} of these texts, by a search for the quotation", found["generated_baseline"]),
    ]
    return _SECTION.format(
        heading=HEADING, today=f"{today.day} {today:%B %Y}", rows="\n".join(rows), wrong=f"{GOAL_WRONG:.0%}",
        right=f"{GOAL_RIGHT:.0%}", pages=PAGES, passages=PASSAGES, seconds=f"{found['seconds']:.2f}",
        comments=f"{found['comments']:,}", words=f"{found['words']:,}", ratio=f"{found['ratio']:.1f}",
    )  # fmt: skip


def _labelled(name: str, rates: dict[str, int]) -> str:
    kept, removed = rates.get("kept", 0), rates.get("removed", 0)
    return _row(f"labelled: {name}", kept + removed, rates.get("right", 0), kept, rates, removed)


def _generated(name: str, rates: dict[str, int]) -> str:
    """Those of which it cannot be told, by the share of their letters that is left, count as neither kept nor removed."""
    right, kept = rates.get("right", 0), sum(rates.get(word, 0) for word in ("right", "missed", "loose"))
    asked = sum(n for word, n in rates.items() if word != "wrong_of_removed")
    wrong_kept = rates.get("wrong", 0) - rates.get("wrong_of_removed", 0)
    removed = rates.get("removed", 0) + rates.get("wrong_of_removed", 0)
    return _row(name, asked, right, kept + wrong_kept, rates, removed)


def _row(name: str, asked: int, right: int, kept: int, rates: dict[str, int], removed: int) -> str:
    wrong, of_removed = rates.get("wrong", 0), rates.get("wrong_of_removed", 0)
    return (
        f"| {name} | {asked:,} | {right:,} of {kept:,} ({right / max(1, kept):.1%}) | {wrong:,} ({wrong / max(1, asked):.2%}) |"
        f" {of_removed:,} of {removed:,} |"
    )


_SECTION = """{heading}

Written by `python -m benchmarks` on {today}. A comment is carried to the next version by what became of its words
([anchors.md](anchors.md)). *Wrong place*: it stands on words that are not its own, or stands though its words were removed.
Goals: wrong place at most {wrong}, kept passages right at least {right}. Labelled cases are edits of every kind in the four
languages (`tests/text/anchors/`); random ones know by construction what became of each word, {passages} passages a text.
The search looks for the quotation and takes what comes nearest, judged with what stood around it.

| passages | asked | kept ones right | wrong place | wrong place of removed ones |
|---|---|---|---|---|
{rows}

Carrying {comments} comments to the next version of a text of {pages} pages ({words} words) takes {seconds} s of the
processor: {ratio} times reading and hashing both versions.
"""
