"""Plays the stories of the demo in the order of time, on one clock."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import current_app

from council_flow.clock import Clock
from council_flow.database import db, transaction
from council_flow.demo import people
from council_flow.demo.script import scripts
from council_flow.demo.story import Story
from council_flow.notifications.jobs import run_outbox


def run() -> None:
    """Make the demo council in an empty database, through the operations that people go through."""
    clock: Clock = current_app.extensions["clock"]
    loaded = clock.now()
    begun = loaded - timedelta(days=400)
    try:
        clock.fixed = begun
        with transaction():
            people.create(begun)
        _play(clock, [Story(script, loaded, index) for index, script in enumerate(scripts())])
        clock.fixed = loaded
        _work()
    finally:
        clock.fixed = None
    (current_app.extensions["settings"].instance / people.MARK).write_text("The database holds the demo council.\n")


def _play(clock: Clock, stories: list[Story]) -> None:
    ahead: list[tuple[datetime, int, Iterator[datetime]]] = []
    for order, story in enumerate(stories):
        steps = story.play()
        heapq.heappush(ahead, (next(steps), order, steps))
    while ahead:
        instant, order, steps = heapq.heappop(ahead)
        clock.fixed = instant
        try:
            upcoming = next(steps)
        except StopIteration:
            continue
        finally:
            db.session.rollback()
        heapq.heappush(ahead, (upcoming, order, steps))
        _work()


def _work() -> None:
    """Let the worker do what is due, as it would have at that instant."""
    while run_outbox(current_app.extensions["clock"].now, limit=200):
        pass
