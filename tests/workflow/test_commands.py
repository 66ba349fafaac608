"""The command line checks, shows and draws without database or settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from council_flow.workflow import Vocabulary
from council_flow.workflow import commands as door

from .samples import SOUND

FILE = str(Path(__file__).resolve().parents[2] / "workflows" / "recommendation.yaml")


@pytest.fixture
def run(words: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(door, "_vocabulary", lambda: words)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(door.workflow_group, list(arguments))

    return invoke


def test_sound_files_exit_with_0(run: Any) -> None:
    found = run("check", str(Path(FILE).parent))
    assert (found.exit_code, found.stdout) == (0, "")


def test_problems_are_printed_one_a_line_and_exit_with_1(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SOUND.replace("to: review,", "to: reviw,"))
    found = run("check", str(path))
    assert found.exit_code == 1
    assert found.stdout.startswith(f"{path}:17: W021 The stage “reviw” ")


def test_json_stands_alone(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SOUND.replace("revision: 1", "revision: one"))
    found = json.loads(run("check", "--json", str(path)).stdout)
    assert [(each["file"], each["line"], each["code"]) for each in found] == [(str(path), 2, "W012")]
    assert json.loads(run("check", "--json", FILE).stdout) == []


def test_folders_are_checked_with_their_sub_folders(run: Any, tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    wrong = tmp_path / "deep" / "deeper" / "small.yaml"
    wrong.write_text(SOUND.replace("to: review,", "to: reviw,"))
    found = run("check", str(tmp_path))
    assert found.exit_code == 1
    assert found.stdout.startswith(f"{wrong}:17: W021 ")
    (tmp_path / "deep" / "deeper" / "notes.txt").write_text("no workflow")
    wrong.write_text(SOUND)
    assert run("check", str(tmp_path), str(wrong)).stderr == "1 file, no problem.\n"


@pytest.mark.parametrize("command", ["check", "show", "draw"])
def test_a_file_that_cannot_be_read_exits_with_2(run: Any, tmp_path: Path, command: str) -> None:
    found = run(command, str(tmp_path / "absent.yaml"))
    assert (found.exit_code, found.stdout) == (2, "")


@pytest.mark.parametrize("command", ["show", "draw"])
def test_a_wrong_file_is_neither_shown_nor_drawn(run: Any, tmp_path: Path, command: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SOUND.replace("revision: 1", "revision: one"))
    found = run(command, str(path))
    assert (found.exit_code, found.stdout) == (1, "")
    assert "W012" in found.stderr


def test_a_workflow_is_shown_as_text(run: Any) -> None:
    shown = run("show", FILE).stdout
    assert "→ adopted  adopt  by chair ×2  needs adoption.carried" in shown
    assert "✓ published is final" in shown


@pytest.mark.parametrize(("form", "begin"), [("svg", "<svg "), ("mermaid", "stateDiagram-v2"), ("dot", "digraph ")])
def test_a_workflow_is_drawn(run: Any, form: str, begin: str) -> None:
    assert run("draw", FILE, "--format", form, "--language", "uz").stdout.startswith(begin)
