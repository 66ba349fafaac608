"""Measures everything and writes ``docs/performance.md``: ``python -m benchmarks``.

``python -m benchmarks engine`` measures the engine alone and rewrites its section.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import engine, engine_report, pages, printing
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


def main(part: str | None) -> str:
    """Return the page with everything measured anew, or with one part of it."""
    today = datetime.now(UTC).date()
    if part is None:
        text = page(run(), today)
    elif part == "engine":
        text = RESULT.read_text(encoding="utf-8")
    else:
        raise SystemExit(f"measured is everything, or “engine”; not {part}")
    return engine_report.inserted(text, engine_report.section(engine.figures(), today))


if __name__ == "__main__":
    text = main(sys.argv[1] if len(sys.argv) > 1 else None)
    RESULT.write_text(text, encoding="utf-8")
    print(text)
