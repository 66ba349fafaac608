"""Measures everything and writes ``docs/performance.md``: ``python -m benchmarks``.

``python -m benchmarks engine`` measures the engine alone and rewrites its section; so do ``comparing``, ``anchors`` and
``aligning``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import aligning, anchors, anchors_report, comparing, engine, engine_report, pages, printing
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


SECTIONS: dict[str, Callable[[date], str]] = {
    "engine": lambda today: engine_report.section(engine.figures(), today),
    "comparing": lambda today: comparing.section(comparing.measure(), today),
    "anchors": lambda today: anchors_report.section(anchors.measure(), today),
    "aligning": lambda today: aligning.section(aligning.measure(), today),
}
"""Parts that can be measured alone, each with its section of the page."""


def main(part: str | None) -> str:
    """Return the page with everything measured anew, or with one part of it."""
    today = datetime.now(UTC).date()
    if part is not None and part not in SECTIONS:
        raise SystemExit(f"measured is everything, or one of {', '.join(SECTIONS)}; not {part}")
    text = RESULT.read_text(encoding="utf-8")
    if part is None:
        fresh = page(run(), today)
        text = fresh + "".join(f"\n{old}" for old in _sections(text))
    for name in SECTIONS if part is None else [part]:
        text = engine_report.inserted(text, SECTIONS[name](today))
    return text


def _sections(text: str) -> list[str]:
    """Return the sections of the page that are measured by themselves, so that they keep their places."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    own = {engine_report.HEADING, comparing.HEADING, anchors_report.HEADING}
    return [part for part in parts if part.partition("\n")[0] in own]


if __name__ == "__main__":
    text = main(sys.argv[1] if len(sys.argv) > 1 else None)
    RESULT.write_text(text, encoding="utf-8")
    print(text)
