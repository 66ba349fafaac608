"""The JSON Schema of workflow files takes what the check takes, and refuses what can be seen without the graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from council_flow.vocabulary import vocabulary
from council_flow.workflow import Vocabulary
from council_flow.workflow import commands as door
from council_flow.workflow.forms import FORMS
from council_flow.workflow.loading import compose, plain
from council_flow.workflow.problems import Findings
from council_flow.workflow.schema import schema

from .reference import Procedure, procedures
from .samples import SOUND
from .test_problems import CASES

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = [path for path in sorted((ROOT / "workflows").rglob("*.yaml")) if path.name != "council.yaml"]

UNSEEN = {
    "a tag", "an anchor", "a merge key", "a duplicate key", "a second document", "not YAML",
    "a hidden turn of direction", "a key that is not text",
    "an unknown role", "an unknown role in a setting", "an unknown role that begins", "an unknown stage",
    "an unknown initial stage", "an unknown stage in a promise", "a look-alike letter in a value",
    "settings at odds with one another", "an initial stage that is final", "an unreachable stage",
    "a stage that cannot end", "a way out of a final stage", "two moves of the clock", "a broken promise",
    "a role given for one file that begins",
}  # fmt: skip
"""Mistakes that show only in the text, or when one part of the file is held against another."""


def errors(words: Vocabulary, text: str) -> list[str]:
    validator = Draft202012Validator(schema(words))
    table = compose(text, Findings("text"))
    return [error.message for error in validator.iter_errors(plain(table) if table else None)]


def test_it_is_a_schema_of_the_dialect_it_names(words: Vocabulary) -> None:
    found = schema(words)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    text = json.dumps(found)
    named = {part.split('"')[0] for part in text.split('"$ref": "#/$defs/')[1:]}
    assert named <= found["$defs"].keys()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_files_fit(path: Path) -> None:
    assert errors(vocabulary(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("case", [case for case in CASES if case[0] not in UNSEEN], ids=lambda case: case[0])
def test_a_mistake_of_keys_types_or_words_does_not_fit(words: Vocabulary, case: tuple[str, str, str, str, int]) -> None:
    assert errors(words, SOUND) == []
    assert errors(words, SOUND.replace(case[1], case[2], 1))


def test_every_form_of_promise_fits_and_others_do_not(words: Vocabulary) -> None:
    sentences = [form.replace("CONDITION", "adoption.carried").lower() for form in FORMS.values()]
    for sentence in [*sentences, "{no move without a person: done}"]:
        written = sentence if sentence.startswith("{") else f"'{sentence}'"
        assert errors(words, SOUND.replace("done only through review", written)) == [], sentence
    assert errors(words, SOUND.replace("done only through review", "done only trough review"))
    assert errors(words, SOUND.replace("done only through review", "{no moves without a person: done}"))


@settings(max_examples=40, deadline=None)
@given(procedures())
def test_whatever_has_no_mistake_but_in_its_graph_fits(words: Vocabulary, procedure: Procedure) -> None:
    assert errors(words, procedure.text()) == []


def test_words_are_described_with_their_typed_parameters(words: Vocabulary) -> None:
    found: dict[str, Any] = schema(words)["$defs"]
    closed = found["condition.consultation.closed"]
    assert closed["description"] == "{answers} answers have arrived"
    assert closed["properties"]["answers"]["type"] == "integer"
    assert closed["required"] == ["answers"]
    assert found["activity.consultation"]["properties"]["lasts"]["examples"]


def test_the_command_prints_the_schema_and_nothing_else(words: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_vocabulary", lambda: words)
    result = CliRunner().invoke(door.workflow_group, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == schema(words)
