"""Every kind of PDF of the demo as pictures of its pages: published in each language, and a draft."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.screens_facts import by_stage, published
from council_flow import clock
from council_flow.database import transaction
from council_flow.demo import people as cast
from council_flow.notifications.jobs import run_outbox
from council_flow.publication import operations, queries

DRAFTS = (("draft", "en"), ("consultation", "en"), ("adoption", "ar"))
"""Stages whose text is printed as a draft, with the language: never issued, issued, issued and translated."""


def papers(folder: Path) -> list[Path]:
    """Write the PDFs and a picture of each page. Returns the pictures."""
    found: list[Path] = []
    for name, pdf in (*_published(), *_drafts()):
        (folder / f"{name}.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-png", "-r", "96", str(folder / f"{name}.pdf"), str(folder / name)]
        subprocess.run(command, check=True)
        found += sorted(folder.glob(f"{name}-*.png"))
    return found


def _published() -> Iterator[tuple[str, bytes]]:
    publication = published()
    for language in publication.languages:
        yield f"published-{language}", queries.issue(publication.id, language).pdf


def _drafts() -> Iterator[tuple[str, bytes]]:
    """Order drafts as their drafter would, and let the worker print them."""
    cases = by_stage()
    wanted = [(stage, cases[stage], language) for stage, language in DRAFTS]
    with transaction():
        for _, case, language in wanted:
            now = clock.now()
            operations.ask_draft(case.id, case.version, language, actor=cast.actor("secretariat", now), now=now)
    while run_outbox(limit=100):
        pass
    for stage, case, language in wanted:
        found = queries.draft_pdf(case.id, case.version, language)
        if found is not None and found.pdf is not None:
            yield f"draft-in-{stage}-{language}", found.pdf
