"""The budget of each work, in floors, and what users would pick instead at the same work."""

from __future__ import annotations

from dataclasses import dataclass

STATEMENTS = 12
"""The most SQL statements that a page takes, whatever the number of rows."""

PDF = 1.15
"""The most that a PDF takes, in times of bare WeasyPrint on the same HTML."""

GROWTH = 1.1
"""The most that the list of 2,000 takes, in times of the list of 200."""


@dataclass(frozen=True)
class Budget:
    """What one work may cost in floors, and what Wagtail 8 and Plone 6 took for it, in milliseconds."""

    floors: float
    wagtail: int
    plone: str
    statements: int
    """SQL statements that Wagtail took."""


BUDGETS = {
    "list": Budget(4.5, 233, "386", 23),
    "open 20": Budget(6.5, 144, "488", 135),
    "open 400": Budget(23, 697, "2,845", 1258),
    "compare": Budget(4.5, 59, "440", 108),
    "comment": Budget(5.5, 269, "59 (REST)", 802),
    "move": Budget(6.5, 102, "31 (REST)", 210),
    "opening": Budget(6.5, 102, "31 (REST)", 210),
    "search": Budget(4, 36, "119", 21),
}
"""Wagtail and Plone: the same documents on SQLite, two gunicorn workers, one client, medians, on 2 cores, Python 3.11,
23 November 2026. Their floor there, in the same place, took 1.1 ms."""

THEIR_FLOOR = 1.1
"""Milliseconds that the floor took where Wagtail and Plone were measured."""

ENGINE_SPEED = 0.8
"""The least speed of a decision, in speeds of a bare ``transitions`` machine."""

ENGINE_GROWTH = 4_096
"""Bytes by which memory may have grown over a million moves."""

CHECK_SECONDS, CHECK_BYTES = 10, 64 * 2**20
"""The most that checking 1,000 stages and 10,000 transitions takes: seconds, and bytes at the peak."""
