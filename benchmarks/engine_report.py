"""Writes the engine's figures as a section of the page."""

from __future__ import annotations

import os
import platform
import re
from datetime import date

from benchmarks import engine, engine_case
from benchmarks.budgets import CHECK_BYTES, CHECK_SECONDS, ENGINE_GROWTH, ENGINE_SPEED
from benchmarks.engine import EngineFigures
from benchmarks.engine_decisions import Rates

HEADING = "## The engine"


def section(found: EngineFigures, today: date) -> str:
    """Return the section."""
    return _SECTION.format(
        heading=HEADING, today=f"{today.day} {today:%B %Y}", cores=os.cpu_count(), python=platform.python_version(),
        goal=f"{ENGINE_SPEED:g}", moved=_rates(found.moved, ENGINE_SPEED), decided=_rates(found.decided, ENGINE_SPEED),
        refused=_rates(found.refused, None),
        rows="\n".join((_memory(found), _explained(found), _checked(found))),
    )  # fmt: skip


def inserted(page: str, text: str) -> str:
    """Return the page with a section in the place of the one of the same heading, or at its end."""
    page = page.rstrip("\n") + "\n"
    heading = text.partition("\n")[0]
    found = re.search(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", page, re.DOTALL | re.MULTILINE)
    if found is None:
        return f"{page}\n{text}"
    rest = page[found.end() :]
    return page[: found.start()] + text + (f"\n{rest}" if rest else "")


def _rates(rates: Rates, goal: float | None) -> str:
    times = rates.against_bare
    held = "|  |  |" if goal is None else f"| {goal:g} | {_held(times >= goal)} |"
    return (
        f"{rates.ours:,.0f} | {rates.bare:,.0f} | {rates.plain:,.0f} | **{times:.2f}** {held}"
        f" {rates.ours / rates.plain:.2f} |"
    )


def _memory(found: EngineFigures) -> str:
    return (
        f"| Memory kept after {engine.MOVES:,} moves of files that come and go | {found.growth:,} bytes |"
        f" {ENGINE_GROWTH:,} bytes | {_held(found.growth <= ENGINE_GROWTH)} |"
    )


def _explained(found: EngineFigures) -> str:
    asked = found.explained
    return (
        f"| SQL statements for explaining {engine_case.TRANSITIONS} transitions with {engine_case.CONDITIONS} conditions,"
        f" {asked.asked} of them different ({asked.seconds * 1000:.1f} ms): of a file with {_much(engine_case.FEW)}, and of"
        f" one with {_much(engine_case.MANY)} | {asked.few} and {asked.many} | equal |"
        f" {_held(asked.few == asked.many)} |"
    )


def _much(amount: tuple[int, int, int]) -> str:
    comments, answers, opinions = amount
    return f"{comments} comments, {answers} answers, {opinions} opinions"


def _checked(found: EngineFigures) -> str:
    held = found.check_seconds <= CHECK_SECONDS and found.check_bytes <= CHECK_BYTES
    return (
        f"| Checking a file of {engine.STAGES:,} stages and {engine.TRANSITIONS:,} transitions, with its promises |"
        f" {found.check_seconds:.1f} s, {_mib(found.check_bytes)} at the peak |"
        f" {CHECK_SECONDS:g} s, {_mib(CHECK_BYTES)} | {_held(held)} |"
    )


def _mib(size: int) -> str:
    return f"{size / 2**20:.0f} MiB"


def _held(held: bool) -> str:
    return "yes" if held else "**no**"


_SECTION = """{heading}

Written on {today}, on {cores} cores with Python {python}; `python -m benchmarks engine` measures and writes this
section alone.

A decision is `decide`, `guard` and `fire`: who asks, three conditions, approvals, and the stage changed. It is made in
turn with the same move of a bare `transitions` machine that all files share, the conditions being its callbacks, and
with a look into a dict, on the same procedure of eight stages; the conditions run the same functions in all three and
answer what is made beforehand. A decision against a move says why, in sentences with a link; raised, it becomes the
refusal that a person reads. The machine and the dict answer `False`.

| decisions in a second | here | bare `transitions` | dict | in speeds of `transitions` | goal | held | of the dict |
|---|---|---|---|---|---|---|---|
| A move is made | {moved}
| A move is decided against, its last condition being open | {decided}
| The same, and the refusal raised | {refused}

| the engine at length | measured | goal | held |
|---|---|---|---|
{rows}
"""
