"""``council-flow workflow explain SYMBOL --as USER``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from council_flow.cli import group
from council_flow.database import db, transaction
from council_flow.demo import people as cast
from council_flow.people.models import Account
from council_flow.recommendations.symbols import Typed, typed
from tests.factories.acting import Acting

FOLDED = st.sampled_from([str.upper, str.lower, str])
COUNT = st.integers(1, 10**9 - 1)


def explain(app: Flask, symbol: str, who: str, *more: str) -> Any:
    email = who if "@" in who else f"{who}@{cast.DOMAIN}"
    return app.test_cli_runner().invoke(group, ["workflow", "explain", symbol, "--as", email, *more])


def test_each_move_is_told_with_who_makes_it_and_each_condition_with_the_way_there(acting: Acting) -> None:
    case = acting.to_review()
    acting.opine(case, "kg")
    found = explain(acting.app, "REC/2026/L.1", "chair")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout == (
        "REC/2026/L.1  Continuity of support after return\n"
        "Expert review · Chair, Uzbekistan\n"
        "\n"
        "Conclude the review → Alignment check\n"
        "  1 condition is still open.\n"
        "  ✗ 1 of 2 reviews of this text are in; missing: Expert, Tajikistan; Expert, Uzbekistan.\n"
        "    http://127.0.0.1:8000/drafts/2026/L.1/review\n"
        "    Awaited: Expert, Tajikistan; Expert, Uzbekistan\n"
        "  ✓ There are no comments.\n"
        "\n"
        "Return to the drafter → Draft\n"
        "  Chair, Uzbekistan: can make this move now.\n"
        "\n"
        "Withdraw → Withdrawn\n"
        "  Chair, Uzbekistan: can make this move now.\n"
    )


def test_who_does_not_make_a_move_reads_who_does(acting: Acting) -> None:
    acting.open_case()
    assert "Only the Chair moves this file to Consultation." in explain(acting.app, "2026/L.1", "expert.kz").stdout


def test_approvals_are_counted(acting: Acting) -> None:
    case = acting.to_adoption()
    acting.to_close(case)
    assert "Approvals: 0 of 2, by different persons." in explain(acting.app, "2026/L.1", "chair").stdout
    acting.move(case, "adopt", by="chair")
    first, second = (explain(acting.app, "2026/L.1", key).stdout for key in ("chair", "vice-chair"))
    assert "Approvals: 1 of 2, by different persons." in first and "Approvals: 1 of 2" in second
    assert "You have approved; 1 more approval is needed." in first
    assert "Chair, Kazakhstan: can approve this move now." in second


def test_a_language_is_chosen_for_words_and_addresses(acting: Acting) -> None:
    acting.to_review()
    found = explain(acting.app, "2026/L.1", "chair", "--language", "ru").stdout
    assert "Завершить экспертную оценку → Проверка на соответствие" in found
    assert "http://127.0.0.1:8000/ru/drafts/2026/L.1/review" in found


def test_a_file_that_moves_no_more_says_so(acting: Acting) -> None:
    acting.move(acting.open_case(), "withdraw", reason="Taken up elsewhere.")
    assert "No move leads on from this stage." in explain(acting.app, "2026/L.1", "chair").stdout
    assert explain(acting.app, "2026/L.1", "chair", "--json").stdout == "[]\n"


def test_json_has_these_keys_and_stands_alone(acting: Acting) -> None:
    acting.to_adoption()
    found = explain(acting.app, "2026/L.1", "chair", "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    for move in json.loads(found.stdout):
        assert list(move) == ["transition", "to", "allowed", "by", "approvals", "conditions"]
        assert list(move["approvals"]) == ["given", "needed"]
        for condition in move["conditions"]:
            assert list(condition) == ["name", "holds", "sentence", "link", "turn"]


@pytest.mark.parametrize(
    "symbol", ["REC/2026/L.1", "2026/L.1", "REC/2026/L.1/Rev.1", "rec/2026/l.1", " 2026/L.1/rev.1 "]
)
def test_a_file_is_named_by_its_symbol(acting: Acting, symbol: str) -> None:
    case = acting.to_consultation()
    acting.move(case, "return_to_draft", reason="To be written anew.")
    acting.save(case, acting.body("# T\n\n1. *Recommends* another thing;"))
    acting.move(case, "open_consultation")
    assert explain(acting.app, symbol, "chair").stdout.startswith("REC/2026/L.1/Rev.1  T\n")


@pytest.mark.parametrize("symbol", ["REC/2026/L.2", "REC/2026/L.1/Rev.1", "REC/2026/1", "XYZ/2026/L.1", "L.1", "", "1"])
def test_an_unknown_symbol_is_a_sentence_on_standard_error(acting: Acting, symbol: str) -> None:
    acting.to_consultation()
    found = explain(acting.app, symbol, "chair")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == f"There is no file with the symbol {symbol}. Symbols look like REC/2026/L.7.\n"


@pytest.mark.parametrize("more", [(), ("--json",), ("--language", "ar", "--json")])
def test_a_file_that_is_not_seen_is_answered_like_one_that_does_not_exist(
    acting: Acting, more: tuple[str, ...]
) -> None:
    acting.open_case()
    hidden, missing = (explain(acting.app, f"2026/L.{n}", "expert.kg", *more) for n in (1, 2))
    assert (hidden.exit_code, hidden.stdout) == (missing.exit_code, missing.stdout) == (2, "")
    assert hidden.stderr == missing.stderr.replace("L.2", "L.1")


def test_an_unknown_account_and_a_closed_one_are_a_sentence_on_standard_error(acting: Acting) -> None:
    acting.open_case()
    with transaction():
        db.session.query(Account).filter_by(email=f"vice-chair@{cast.DOMAIN}").one().active = False
    for email in ("nobody@council.example", f"vice-chair@{cast.DOMAIN}"):
        found = explain(acting.app, "2026/L.1", email)
        assert (found.exit_code, found.stdout) == (2, "")
        assert found.stderr == f"There is no account with the address {email}.\n"


def test_nothing_is_written(acting: Acting) -> None:
    acting.to_consultation()
    before = acting.app.extensions["settings"].instance.joinpath("council.db").read_bytes()
    explain(acting.app, "2026/L.1", "chair")
    assert acting.app.extensions["settings"].instance.joinpath("council.db").read_bytes() == before


def test_the_command_runs_as_a_process_on_the_council_of_its_settings(acting: Acting) -> None:
    acting.to_consultation()
    db.session.remove()
    environment = {**os.environ, "INSTANCE": str(acting.app.extensions["settings"].instance), "SECRET_KEY": "a key"}
    command = [sys.executable, "-m", "council_flow.cli", "workflow", "explain", "2026/L.1", "--as"]
    seen, unseen = (
        subprocess.run([*command, email, "--json"], env=environment, capture_output=True, text=True)
        for email in (f"chair@{cast.DOMAIN}", "nobody@council.example")
    )
    assert seen.returncode == 0 and json.loads(seen.stdout)[0]["transition"] == "open_review"
    assert (unseen.returncode, unseen.stdout) == (2, "")
    assert unseen.stderr == "There is no account with the address nobody@council.example.\n"


def test_the_command_is_listed_beside_those_that_need_no_database() -> None:
    listed = CliRunner().invoke(group, ["workflow", "--help"]).stdout
    assert "  check " in listed and "  explain " in listed
    help_of = CliRunner().invoke(group, ["workflow", "explain", "--help"]).stdout
    assert "REC/2026/L.7" in help_of and "--as USER" in help_of


def test_the_command_line_starts_without_the_rooms() -> None:
    told = "import sys, council_flow.cli; print([name for name in sys.modules if 'council_flow.rec' in name])"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout == "[]\n"


@given(st.integers(0, 9999), COUNT, st.one_of(st.just(0), COUNT), FOLDED, st.booleans())
def test_a_symbol_is_read_as_it_is_written(year: int, number: int, issued: int, fold: Any, whole: bool) -> None:
    written = f"{'REC/' if whole else ''}{year:04}/L.{number}" + (f"/Rev.{issued}" if issued else "")
    assert typed(fold(written), "REC") == Typed(year, number, issued)


@given(st.text())
def test_anything_else_is_no_symbol(text: str) -> None:
    found = typed(text, "REC")
    assert found is None or f"{found.year:04}/L.{found.number}".casefold() in text.casefold()
