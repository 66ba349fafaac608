"""Suggestions: what the command prints, and how well they find the provisions of labelled paragraphs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from council_flow.alignment.catalogue import load
from council_flow.alignment.matching import meaning
from council_flow.alignment.matching.files import read_yaml
from council_flow.alignment.matching.glossing import glossed, stems
from council_flow.alignment.matching.guide import _READY, SENTENCES
from council_flow.alignment.matching.ranking import suggest
from council_flow.alignment.matching.terms import lexicon
from council_flow.cli import group
from council_flow.language import LANGUAGES
from tests.alignment.labelled import GOAL_FALSE, GOALS, labelled, rates

CTED = load("cted")


def _names(texts: Sequence[str], language: str) -> list[list[str]]:
    return [[one.provision.id for one in found] for found in suggest(texts, CTED, language=language)]


def _run(*args: str) -> Any:
    return CliRunner().invoke(group, ["align", *args], catch_exceptions=False)


def _said(path: Path, *args: str) -> list[dict[str, Any]]:
    result = _run(str(path), "--json", *args)
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_the_goals_hold_on_the_labelled_set_and_on_what_was_kept_aside() -> None:
    for part in (None, True):
        found = rates(_names, held_out=part)
        assert {lang: rate.recall for lang, rate in found.items() if rate.recall < GOALS[lang]} == {}
        assert sum(one.false for one in found.values()) <= GOAL_FALSE * sum(one.off_topic for one in found.values())


def test_the_labelled_set_is_what_the_goals_are_stated_for() -> None:
    rows = labelled()
    assert len(rows) >= 120
    assert {one.lang for one in rows} == set(LANGUAGES)
    assert {name for one in rows for name in one.provisions} <= set(CTED.provisions)
    assert len({one.text for one in rows}) == len(rows)


def test_every_provision_and_theme_has_terms_in_each_language_and_sentences() -> None:
    words, sentences = lexicon(), read_yaml(SENTENCES)
    assert set(words.provisions) == set(CTED.provisions) == set(sentences)
    assert set(words.themes) == set(CTED.themes)
    assert all(sentences.values())
    named = {name for one in words.provisions.values() for name in one} | {
        n for one in words.themes.values() for n in one
    }
    assert named == set(words.names)
    assert all(words.provisions.values())


def test_markdown_and_plain_text_are_counted_by_blocks_and_nothing_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_text(
        "# Children\n\nBabies without a birth certificate\nare entered in the register.\n\n\n- one\n- two\n\n| a | b |\n|---|---|\n",
        encoding="utf-8",
    )
    found = _said(path)
    assert [one["paragraph"] for one in found] == [0, 1, 2, 3]
    assert found[1]["provisions"][0]["id"] == "keyprin-documents"
    assert found[2]["provisions"] == found[3]["provisions"] == []
    top = [set(one) for here in found for one in here["provisions"]]
    assert all(keys == {"id", "score", "because"} for keys in top)


def test_word_is_counted_by_paragraphs_that_are_not_empty(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Афтеркер", 1)
    document.add_paragraph("")
    document.add_paragraph("После освобождения каждому назначается наставник службы пробации.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "1.", "Ответственный"
    path = tmp_path / "draft.docx"
    document.save(str(path))
    found = _said(path)
    assert [one["paragraph"] for one in found] == [0, 1, 2, 3]
    assert found[1]["provisions"][0]["id"] == "rome-aftercare"


def test_best_come_first_each_with_what_made_it_so_and_no_more_than_asked(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("Orphans without a birth certificate get a guardian and a place in school.", encoding="utf-8")
    here = _said(path, "--top", "3", "--lang", "en")[0]["provisions"]
    assert len(here) == 3
    assert [one["score"] for one in here] == sorted((one["score"] for one in here), reverse=True)
    assert all(0 <= one["score"] <= 1 and one["because"] for one in here)
    assert "terms: Orphans, birth certificate, guardian" in here[0]["because"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In line with resolution 2396 (2017), paragraph 31, help is given.", "res2396-op31"),
        ("Согласно пункту 13 резолюции 2396 (2017) Совета Безопасности ведется работа.", "res2396-op13"),
        ("وفقاً للفقرة 41 من القرار 2396 (2017) تُتخذ الخطوات.", "res2396-op41"),
        ("Xavfsizlik Kengashining 2396 (2017) rezolyutsiyasi 39-bandiga muvofiq ish olib boriladi.", "res2396-op39"),
    ],
)
def test_a_provision_that_the_paragraph_names_comes_first(text: str, name: str) -> None:
    first = suggest([text], CTED)[0][0]
    assert first.provision.id == name
    assert first.because[0].kind == "cited"


def test_uzbek_is_read_in_both_alphabets() -> None:
    latin = "Ozodlikka chiqqandan keyin probatsiya xizmati oilaga yordam beradi."
    cyrillic = "Озодликка чиққандан кейин пробация хизмати оилага ёрдам беради."
    assert _names([cyrillic], "uz")[0][:3] == _names([latin], "uz")[0][:3]
    assert _names([cyrillic], "uz")[0][0] == "rome-aftercare"


def test_without_the_encoder_terms_still_suggest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_encoder", lambda: None)
    _READY.clear()
    try:
        found = rates(_names)
    finally:
        _READY.clear()
    assert all(one.recall > 0.5 for one in found.values())


def test_what_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["align", str(tmp_path / "none.md")])
    assert "cannot be read" in str(result.exception)
    broken = tmp_path / "torn.docx"
    broken.write_bytes(b"PK\x03\x04torn")
    assert "not a Word document" in str(CliRunner().invoke(group, ["align", str(broken)]).exception)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_gets_one_list_for_each_paragraph(texts: list[str]) -> None:
    found = suggest(texts, CTED)
    assert len(found) == len(texts)
    assert all(0 <= one.score <= 1 for here in found for one in here)


def test_uzbek_is_put_into_english_by_the_longest_beginning_of_each_word() -> None:
    assert glossed("Mahkumlar koloniyada savod darslariga qatnashadi.") == "convict prison colony literacy lesson"
    assert glossed("Маҳкумлар колонияда") == glossed("Mahkumlar koloniyada")
    assert glossed("Ijtimoiy himoya xodimi") == "social protection staff"
    assert glossed("xyz qqq") == ""


@given(st.text())
def test_any_text_has_a_gloss_made_of_the_list(text: str) -> None:
    known = {word for gloss in stems().values() for word in gloss.split()}
    assert set(glossed(text).split()) <= known
