"""Whatever is done to the stored record, reading it again finds it."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask

from council_flow.audit import queries
from council_flow.audit.chain import GENESIS
from council_flow.audit.commands import audit
from council_flow.audit.operations import HEADS_FILE, append_head_file
from tests.audit.conftest import NOW, tamper

COLUMNS = "seq, at, actor_id, actor_name, actor_label, tag, case_id, subject, data, previous, hash"


def verify(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(audit, ["verify", *arguments])


def test_a_record_without_an_entry_is_whole(app: Flask) -> None:
    assert verify(app).exit_code == 0


def test_an_untouched_record_is_whole_and_its_head_is_named(recorded: Flask) -> None:
    result = verify(recorded)
    assert result.exit_code == 0
    assert str(queries.head()) in result.output


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("data", '\'{"version": 4, "reason": "Another"}\''),
        ("actor_name", "'Somebody else'"),
        ("actor_label", '\'{"en": "Secretariat"}\''),
        ("actor_id", "NULL"),
        ("tag", "'text.version.lost'"),
        ("case_id", "8"),
        ("subject", "'p8'"),
        ("at", "'2026-11-23 09:12:05.000000'"),
    ],
)
def test_an_altered_entry_is_found(recorded: Flask, column: str, value: str) -> None:
    tamper(recorded, f"UPDATE audit_entries SET {column} = {value} WHERE seq = 4")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entry 4 does not carry the hash of what it says" in result.output


def test_an_entry_altered_together_with_its_hash_is_found(recorded: Flask) -> None:
    from dataclasses import replace

    from council_flow.audit.chain import entry_hash

    entry = queries.entry(4).entry
    forged = entry_hash(replace(entry, actor_name="Somebody else"))
    tamper(recorded, f"UPDATE audit_entries SET actor_name = 'Somebody else', hash = '{forged}' WHERE seq = 4")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entry 5 does not follow the entry before it" in result.output


def test_a_removed_entry_is_found(recorded: Flask) -> None:
    tamper(recorded, "DELETE FROM audit_entries WHERE seq IN (4, 5)")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entries 4 to 5 are missing." in result.output


def test_a_removed_entry_is_found_though_the_later_ones_are_renumbered(recorded: Flask) -> None:
    move = [f"UPDATE audit_entries SET seq = {n - 1} WHERE seq = {n}" for n in range(5, 11)]
    tamper(recorded, "DELETE FROM audit_entries WHERE seq = 4", *move, "UPDATE audit_head SET seq = 9")
    assert verify(recorded).exit_code == 1


def test_an_inserted_entry_is_found(recorded: Flask) -> None:
    copied = COLUMNS.replace("seq", "11", 1)
    tamper(recorded, f"INSERT INTO audit_entries ({COLUMNS}) SELECT {copied} FROM audit_entries WHERE seq = 10")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entry 11 stands beyond the head of the chain" in result.output


def test_exchanged_entries_are_found(recorded: Flask) -> None:
    steps = [(4, 99), (5, 4), (99, 5)]
    tamper(recorded, *[f"UPDATE audit_entries SET seq = {new} WHERE seq = {old}" for old, new in steps])
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entry 4 " in result.output
    assert "Entry 5 " in result.output


def test_a_cut_tail_is_found(recorded: Flask) -> None:
    tamper(recorded, "DELETE FROM audit_entries WHERE seq > 8")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Entries 9 to 10 are missing." in result.output


def _cut_with_head(app: Flask) -> None:
    earlier = queries.entry(8).entry.hash
    tamper(app, "DELETE FROM audit_entries WHERE seq > 8", f"UPDATE audit_head SET seq = 8, hash = '{earlier}'")


def test_a_tail_cut_together_with_the_head_is_found_by_a_head_held_on_paper(recorded: Flask) -> None:
    paper = str(queries.head())
    _cut_with_head(recorded)
    assert verify(recorded).exit_code == 0
    result = verify(recorded, "--head", paper)
    assert result.exit_code == 1
    assert "Entries 9 to 10 are missing." in result.output


def test_a_tail_cut_together_with_the_head_is_found_by_the_daily_file(recorded: Flask) -> None:
    append_head_file(recorded.extensions["settings"].instance, NOW)
    _cut_with_head(recorded)
    assert "Entries 9 to 10 are missing." in verify(recorded).output


def test_a_record_rewritten_from_the_start_is_found_by_a_head_held_on_paper(recorded: Flask) -> None:
    from council_flow.audit.operations import record
    from council_flow.database import transaction
    from tests.audit.conftest import CHAIR

    paper = str(queries.head())
    tamper(recorded, "DELETE FROM audit_entries", f"UPDATE audit_head SET seq = 0, hash = '{GENESIS}'")
    with transaction():
        for number in range(1, 11):
            record("text.version.saved", actor=CHAIR, now=NOW, case_id=7, version=number + 1)
    assert verify(recorded).exit_code == 0
    result = verify(recorded, "--head", paper)
    assert result.exit_code == 1
    assert "Entry 10 does not carry the hash that was kept outside" in result.output


def test_a_head_may_be_given_by_its_first_characters_with_spaces(recorded: Flask) -> None:
    head = queries.head()
    assert head is not None
    assert verify(recorded, "--head", f"{head.seq}:{head.hash[:4]} {head.hash[4:8]}").exit_code == 0


def test_a_head_that_cannot_be_read_is_refused(recorded: Flask) -> None:
    result = verify(recorded, "--head", "ten")
    assert result.exit_code == 2
    assert "A head is a number" in result.output


def test_a_file_of_heads_that_was_scribbled_on_is_told(recorded: Flask) -> None:
    (recorded.extensions["settings"].instance / HEADS_FILE).write_text("2026-11-23 rubbish\n")
    result = verify(recorded)
    assert result.exit_code == 1
    assert "Line 1 of the file of daily heads is no head." in result.output


def test_the_daily_file_gets_one_line_a_day(recorded: Flask) -> None:
    from datetime import timedelta

    instance = recorded.extensions["settings"].instance
    assert [append_head_file(instance, NOW + timedelta(hours=hours)) for hours in (0, 1, 24)] == [True, False, True]
    head = queries.head()
    assert (instance / HEADS_FILE).read_text() == f"2026-11-23 {head}\n2026-11-24 {head}\n"
