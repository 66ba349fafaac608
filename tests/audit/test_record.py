"""Acts are recorded with their change, in one chain, and never afterwards altered."""

from __future__ import annotations

import threading
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from council_flow.access import CLOCK
from council_flow.audit import queries, words
from council_flow.audit.models import Entry
from council_flow.audit.operations import record
from council_flow.audit.queries import Wanted
from council_flow.database import db, transaction
from council_flow.language import Titles, say
from tests.audit.conftest import CHAIR, NOW

ZONE = ZoneInfo("Asia/Tashkent")


def count() -> int:
    return db.session.execute(select(func.count()).select_from(Entry)).scalar_one()


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET tag = 'a.b.c'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_the_record(recorded: Flask, statement: str) -> None:
    with pytest.raises(DBAPIError, match="only added to"), transaction():
        db.session.execute(text(statement))
    assert count() == 10


def test_entries_are_numbered_without_a_gap(recorded: Flask) -> None:
    assert list(db.session.execute(select(Entry.seq).order_by(Entry.seq)).scalars()) == list(range(1, 11))


def test_what_is_not_carried_out_is_not_recorded(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="refused"), transaction():
        record("text.version.saved", actor=CHAIR, now=NOW)
        raise RuntimeError("refused")
    with transaction():
        record("text.version.saved", actor=CHAIR, now=NOW)
    assert count() == 1


def test_nothing_is_recorded_outside_a_transaction(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record("text.version.saved", actor=CHAIR, now=NOW)


@pytest.mark.parametrize("tag", ["saved", "text.saved", "Text.version.saved", "text.version.saved.twice"])
def test_a_tag_has_three_words(app: Flask, tag: str) -> None:
    with pytest.raises(ValueError, match=r"room\.subject\.action"), transaction():
        record(tag, actor=CHAIR, now=NOW)


@pytest.mark.parametrize("value", [object(), b"bytes of a file" and {1: object()}, float("nan")])
def test_data_that_json_does_not_hold_is_refused(app: Flask, value: object) -> None:
    with pytest.raises((TypeError, ValueError)), transaction():
        record("text.version.saved", actor=CHAIR, now=NOW, value=value)
    assert count() == 0


def test_titles_sentences_and_instants_come_back_from_the_record(app: Flask) -> None:
    words.describe({"text.version.told": "%(actor)s: %(title)s, %(told)s, %(at)s."})
    title = Titles({"en": "Draft", "ar": "مسودة"})
    with transaction():
        record("text.version.told", actor=CLOCK, now=NOW, title=title, told=say("v%(n)s", n=2), at=NOW)
    found = queries.entry(1).sentence
    assert found.params["title"] == title
    assert str(found) == "Clock of the procedure: Draft, v2, 23 November 2026."


def test_an_act_without_words_is_shown_all_the_same(app: Flask) -> None:
    with transaction():
        record("unheard.of.act", actor=CHAIR, now=NOW)
    assert str(queries.entry(1).sentence) == "Chair: unheard.of.act."


def test_writers_at_the_same_time_make_one_chain(app: Flask, tmp_path: object) -> None:
    def write() -> None:
        with app.app_context():
            for number in range(5):
                with transaction():
                    record("text.version.saved", actor=CHAIR, now=NOW, version=number)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    outcome = queries.verify(app.extensions["settings"].instance / "none")
    assert (outcome.whole, outcome.entries) == (True, 20)


def test_the_history_shows_a_case_by_day_of_the_council_zone_latest_first(app: Flask) -> None:
    late = NOW.replace(hour=20)  # already the next day in Tashkent
    with transaction():
        record("text.version.saved", actor=CHAIR, now=NOW, case_id=7)
        record("text.version.saved", actor=CHAIR, now=NOW, case_id=8)
        record("text.version.saved", actor=CHAIR, now=late, case_id=7)
    shown = queries.history(7, Wanted(), ZONE)
    assert [(group.day, [line.seq for line in group.lines]) for group in shown.days] == [
        (date(2026, 11, 24), [3]),
        (date(2026, 11, 23), [1]),
    ]


def test_the_history_is_found_by_words_room_and_days(recorded: Flask) -> None:
    def seqs(**asked: object) -> list[int]:
        shown = queries.history(7, Wanted(**asked), ZONE)  # type: ignore[arg-type]
        return [line.seq for group in shown.days for line in group.lines]

    assert seqs(words="reason 7") == [7]
    assert seqs(room="adoption") == []
    assert len(seqs(room="text")) == 10
    assert seqs(since=date(2026, 11, 24)) == []
    assert len(seqs(since=date(2026, 11, 23), until=date(2026, 11, 23))) == 10


def test_a_long_history_comes_in_pages(app: Flask) -> None:
    with transaction():
        for number in range(queries.SIZE + 1):
            record("text.version.saved", actor=CHAIR, now=NOW, case_id=7, version=number)
    first, second = (queries.history(7, Wanted(page=page), ZONE) for page in (1, 2))
    assert (first.more, second.more) == (True, False)
    assert (second.first, second.last, second.found) == (queries.SIZE + 1, queries.SIZE + 1, queries.SIZE + 1)
