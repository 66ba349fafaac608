"""Plays the stories of the demo in the order of time, on one clock."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app

from council_flow.alignment import editions_operations as editions
from council_flow.alignment.catalogue import shipped
from council_flow.clock import Clock
from council_flow.database import db, transaction
from council_flow.demo import people
from council_flow.demo.others import Other, others
from council_flow.demo.script import scripts
from council_flow.demo.story import Story
from council_flow.notifications import operations as notifications
from council_flow.notifications.jobs import run_outbox
from council_flow.settings import Settings

LETTERS = timedelta(days=3)
"""How far back from loading the letters of the play are written."""


def run() -> None:
    """Make the demo council in an empty database, through the operations that people go through."""
    clock: Clock = current_app.extensions["clock"]
    loaded = clock.now()
    begun = loaded - timedelta(days=400)
    _mark()
    try:
        clock.fixed = begun
        with transaction():
            people.create(begun)
        zone = current_app.extensions["council"].zone
        stories = [Story(script, loaded, index, zone) for index, script in enumerate(scripts())]
        _play(clock, [*stories, *others(loaded)], loaded - LETTERS)
        clock.fixed = loaded
        _edition(loaded)
        _work(loaded - LETTERS)
    finally:
        clock.fixed = None


def _mark() -> None:
    """Mark the instance, before anything is printed or mailed."""
    settings: Settings = current_app.extensions["settings"]
    (settings.instance / people.MARK).write_text("The database holds the demo council.\n")
    current_app.extensions["settings"] = replace(settings, illustrative=True)


def _play(clock: Clock, stories: Sequence[Story | Other], letters_from: datetime) -> None:
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
        _work(letters_from)


def _edition(now: datetime) -> None:
    """Leave an edition of the guidance that is being written: one question was added, a second person has to look at it."""
    actor = people.actor("secretariat", now)
    one = next(one for one in shipped("cted")["provisions"] if one["id"] == "mgp-sec-2")
    fields = {
        **one,
        "check_questions": [*one["check_questions"], "Is it said who reviews the measures, and how often?"],
    }
    with transaction():
        editions.begin("cted", note="Questions on measures at borders", actor=actor, now=now)
        editions.change("cted", "mgp-sec-2", fields, actor=actor, now=now)


def _work(letters_from: datetime) -> None:
    """Let the worker do what is due, as it would have at that instant; nobody would read the letters of a year."""
    now = current_app.extensions["clock"].now
    with transaction():
        notifications.let_letters_lie(letters_from, now())
    while run_outbox(now, limit=200):
        pass
