"""Comparison against what else compares texts: time, moves found, words marked needlessly.

Texts are made here: paragraphs of about fifty words of a vocabulary in which few words are frequent, as in any language, with
the openings of recommendations. One paragraph in twenty is edited, and some are moved, some of these edited as well; what was
edited is known by construction. Every word that is marked beyond that is marked needlessly; a tool that knows no moves marks
all words of a moved paragraph twice.
"""

from __future__ import annotations

import multiprocessing
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import accumulate
from time import process_time
from typing import Any

from council_flow.text.comparing.rows import lay
from council_flow.text.words import pieces, words_of

HEADING = "## Comparison"
PAGES = (5, 50, 300)
PARAGRAPHS = 10
"""Of a page."""
EDITED = 0.05
MOVES = 18
"""Of the longest text; the others have as many by length, one at least."""
LIMIT = 60.0
"""Seconds after which a tool is stopped."""
GOAL = 0.2
"""Seconds that the longest text may take."""
OPENINGS = (
    "Recommends that participating States",
    "Encourages States to",
    "Requests the secretariat to",
    "Invites schools to",
)


@dataclass(frozen=True)
class Sample:
    """Two texts and what lies between them."""

    pages: int
    old: list[str]
    new: list[str]
    moved: frozenset[int]
    """New paragraphs that were moved."""
    changed: int
    """Words that were deleted and inserted."""


@dataclass(frozen=True)
class Result:
    """What one tool made of one sample. ``seconds`` is ``None`` where it was stopped, or is not installed."""

    tool: str
    pages: int
    seconds: float | None
    moves: int | None
    """Moves found of those made; ``None``: the tool knows no moves."""
    needless: int | None
    """Words marked beyond those that changed; below zero, it missed changes."""
    missing: bool = False


@dataclass(frozen=True)
class Comparing:
    """Everything measured."""

    samples: dict[int, Sample]
    results: list[Result]


def sample(pages: int, seed: int = 7) -> Sample:
    """Make two texts of so many pages."""
    draw = random.Random(seed)
    vocabulary = [
        "".join(draw.choice("abcdefghiklmnoprstuvz") for _ in range(draw.randint(2, 10))) for _ in range(4000)
    ]
    weights = list(accumulate(1 / (n + 1) for n in range(len(vocabulary))))

    def some(count: int) -> list[str]:
        return draw.choices(vocabulary, cum_weights=weights, k=count)

    old = [f"{draw.choice(OPENINGS)} {' '.join(some(draw.randint(20, 80)))};" for _ in range(pages * PARAGRAPHS)]
    order = list(range(len(old)))
    chosen = draw.sample(order, max(1, MOVES * pages // max(PAGES)))
    for one in chosen:
        order.remove(one)
        order.insert(draw.randrange(len(order)), one)
    changed, new = 0, []
    for place in order:
        words = old[place].split()
        if draw.random() < EDITED:
            changed += _edit(words, draw)
        new.append(" ".join(words))
    return Sample(pages, old, new, frozenset(order.index(one) for one in chosen), changed)


def _edit(words: list[str], draw: random.Random) -> int:
    """Replace, insert or delete a few words in places apart from each other. Returns how many words differ."""
    changed = 0
    places = sorted(draw.sample(range(4, len(words) - 4, 5), draw.randint(1, 3)), reverse=True)
    for at in places:
        gone = draw.randint(0, 3)
        fresh = [f"new{draw.randrange(10_000)}" for _ in range(draw.randint(0 if gone else 1, 3))]
        words[at : at + gone] = fresh
        changed += gone + len(fresh)
    return changed


def measure(pages: Sequence[int] = PAGES, limit: float = LIMIT) -> Comparing:
    """Let every tool compare every pair of texts, each in a process of its own that is stopped at the limit."""
    samples = {count: sample(count) for count in pages}
    results = [_in_time(name, tool, samples[count], limit) for count in pages for name, tool in TOOLS.items()]
    return Comparing(samples, results)


def _in_time(name: str, tool: Callable[[Sample], tuple[int | None, int]], given: Sample, limit: float) -> Result:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(name, given, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        found: Any = ours.recv() if ours.poll(limit) else None
    except EOFError:
        found = None
    child.kill()
    child.join()
    if found is None:
        return Result(name, given.pages, None, None, None)
    if found == "missing":
        return Result(name, given.pages, None, None, None, missing=True)
    seconds, moves, marked = found
    return Result(name, given.pages, seconds, moves, marked - given.changed)


def _run(name: str, given: Sample, answer: Any) -> None:
    tool = TOOLS[name]
    try:
        tool(Sample(0, ["warm up one two"], ["warm up one three"], frozenset(), 0))
        seconds: list[float] = []
        while len(seconds) < 5 and sum(seconds) < 2:
            pieces.cache_clear()
            start = process_time()
            moves, marked = tool(given)
            seconds.append(process_time() - start)
        answer.send((min(seconds), moves, marked))
    except ImportError:
        answer.send("missing")


def _ours(given: Sample) -> tuple[int | None, int]:
    rows = lay(given.old, given.new)
    marked = sum(len(piece.text.split()) for row in rows for piece in row.words if piece.op != "same")
    found = {row.new for row in rows if row.status == "moved"}
    return len(found & given.moved), marked


def _difflib(given: Sample) -> tuple[int | None, int]:
    a, b = " ".join(given.old).split(), " ".join(given.new).split()
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return None, sum(i2 - i1 + j2 - j1 for tag, i1, i2, j1, j2 in steps if tag != "equal")


def _match_patch(timeout: float) -> Callable[[Sample], tuple[int | None, int]]:
    def compare(given: Sample) -> tuple[int | None, int]:
        from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]  # noqa: PLC0415 - may be missing; no other tool waits for it

        tool = diff_match_patch()
        tool.Diff_Timeout = timeout
        found = tool.diff_main("\n".join(given.old), "\n".join(given.new))
        tool.diff_cleanupSemantic(found)
        return None, sum(len(text.split()) for op, text in found if op)

    return compare


def _redlines(given: Sample) -> tuple[int | None, int]:
    from redlines import Redlines  # noqa: PLC0415 - may be missing; no other tool waits for it

    made = Redlines("\n\n".join(given.old), "\n\n".join(given.new)).output_markdown
    marked = re.findall(r"<span style='color:(?:red|green)[^>]*>(.*?)</span>", made, re.DOTALL)
    return None, sum(len(words_of(text)) for text in marked)


def _lxml(given: Sample) -> tuple[int | None, int]:
    from lxml.html.diff import htmldiff  # type: ignore[import-untyped]  # noqa: PLC0415 - may be missing; no other tool waits for it

    old, new = ("".join(f"<p>{text}</p>" for text in side) for side in (given.old, given.new))
    marked = re.findall(r"<(ins|del)>(.*?)</\1>", htmldiff(old, new), re.DOTALL)
    return None, sum(len(words_of(re.sub(r"<[^>]*>", " ", text))) for _, text in marked)


OURS = "council-flow"
TOOLS: dict[str, Callable[[Sample], tuple[int | None, int]]] = {
    OURS: _ours,
    "difflib on words": _difflib,
    "diff-match-patch, its own limit of 1 s": _match_patch(1.0),
    "diff-match-patch, without limit": _match_patch(0.0),
    "redlines": _redlines,
    "lxml.html.diff": _lxml,
}


def section(found: Comparing, today: date) -> str:
    """Return the section of the page of figures."""
    rows = "\n".join(_row(result, found) for result in found.results)
    longest = max(found.samples)
    mine = next(one for one in found.results if one.tool == OURS and one.pages == longest)
    held = mine.seconds is not None and mine.seconds <= GOAL
    return _SECTION.format(
        heading=HEADING, today=f"{today.day} {today:%B %Y}", rows=rows, goal=GOAL, longest=longest, limit=f"{LIMIT:g}",
        ours=f"{mine.seconds or 0:.2f}", held="held" if held else "**not held**",
    )  # fmt: skip


def _row(result: Result, found: Comparing) -> str:
    given = found.samples[result.pages]
    mine = next(one for one in found.results if one.tool == OURS and one.pages == result.pages)
    size = f"{result.pages} ({sum(len(text.split()) for text in given.new):,} words)"
    if result.missing:
        return f"| {size} | {result.tool} | not installed | | | |"
    if result.seconds is None or result.needless is None:
        return f"| {size} | {result.tool} | over {LIMIT:g} s | | | |"
    ratio = result.seconds / mine.seconds if mine.seconds else 0.0
    times = "" if result.tool == OURS else f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.1f} ×"
    moves = f"{result.moves} of {len(given.moved)}" if result.moves is not None else f"0 of {len(given.moved)}"
    return f"| {size} | {result.tool} | {result.seconds:.3f} s | {times} | {moves} | {result.needless:,} of {given.changed:,} |"


_SECTION = """{heading}

Written by `python -m benchmarks` on {today}, all in one run. One paragraph in twenty is edited, some are moved. Time is that of
the processor for finding the paragraphs and the words; *needlessly* counts words marked beyond those that were changed,
beside these. A tool is stopped after {limit} s. Goal: {longest} pages in {goal:g} s ({ours} s, {held}).

| pages | tool | time | so many times ours | moves found | words marked needlessly, of changed |
|---|---|---|---|---|---|
{rows}
"""

if __name__ == "__main__":
    print(section(measure(), date.today()))
