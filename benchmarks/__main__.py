"""Measures everything and writes ``docs/performance.md``: ``python -m benchmarks``."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import pages, printing
from benchmarks.council import found, grow
from benchmarks.floor import floor
from benchmarks.report import Figures, page

RESULT = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
FEW, MANY = 200, 2_000


def run() -> Figures:
    """Measure everything, in one process."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "floor").mkdir()
        below = floor(Path(folder) / "floor")
        council = found(Path(folder))
        grow(council, FEW)
        few = pages.listing(council, lambda: below.get("/"))
        grow(council, MANY)
        works = pages.figures(council, lambda: below.get("/"))
    return Figures(works, few, printing.figure())


if __name__ == "__main__":
    text = page(run(), datetime.now(UTC).date())
    RESULT.write_text(text, encoding="utf-8")
    print(text)
