"""The engine by itself: how fast it decides, what memory it keeps, what explaining and checking take."""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from benchmarks import engine_case, engine_procedures
from benchmarks.engine_case import Explained
from benchmarks.engine_decisions import NAMES, Decide, File, Rates, Ring, bare, plain, rates
from council_flow.workflow import Vocabulary, check

MOVES = 1_000_000
STAGES, TRANSITIONS = 1_000, 10_000


@dataclass(frozen=True)
class EngineFigures:
    """Everything that was measured of the engine."""

    moved: Rates
    decided: Rates
    """The third condition is open, and the answer says so."""
    refused: Rates
    """The same, raised as a refusal."""
    growth: int
    """Bytes by which memory grew over :data:`MOVES`."""
    explained: Explained
    check_seconds: float
    check_bytes: int
    """Memory at its peak."""


def figures() -> EngineFigures:
    """Measure everything, in one process."""
    with tempfile.TemporaryDirectory() as folder:
        asked = engine_case.explained(Path(folder))
    ring = Ring()
    others = bare(), plain()
    return EngineFigures(
        moved=rates((ring.move, *others), complete=True),
        decided=rates((ring.allowed, *others), complete=False),
        refused=rates((ring.move, *others), complete=False),
        growth=_growth(ring.move),
        explained=asked,
        **_checked(),
    )


def _growth(move: Decide) -> int:
    """Return by how many bytes memory has grown over a million moves of files that come and go."""
    tracemalloc.start()
    _go_round(move, 1_000)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    _go_round(move, MOVES)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def _go_round(move: Decide, moves: int) -> None:
    for _ in range(-(-moves // len(NAMES))):
        file = File()
        for name in NAMES:
            move(file, name)


def _checked() -> dict[str, Any]:
    """Return the seconds that checking the large file takes, and its memory at the peak, measured apart."""
    text, words, taken = engine_procedures.large(STAGES, TRANSITIONS), Vocabulary(), []
    for _ in range(3):
        begun = process_time()
        _sound(text, words)
        taken.append(process_time() - begun)
    tracemalloc.start()
    _sound(text, words)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"check_seconds": median(taken), "check_bytes": peak}


def _sound(text: str, words: Vocabulary) -> None:
    _, problems = check(text, words)
    if problems:
        raise RuntimeError(f"a sound file expected: {[str(problem) for problem in problems[:5]]}")
