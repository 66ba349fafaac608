"""`council-flow anchors` follows passages of a file that travelled by mail, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from council_flow import cli

OLD = "# Title\n\nOne plan names the\n  provider of care.\n \t\nIt is reviewed *every* year.\n\nThe end."
NEW = "\ufeffNew first words.\r\n\r\nIt is reviewed *every* second year.\r\n\r\nThe end.\r\n\r\nOne plan names the\r\n  provider of care.\r\n"


class Door:
    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.monkeypatch, self.capsys = folder, monkeypatch, capsys
        self.write("old.md", OLD)
        self.write("new.md", NEW)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_bytes(text.encode())

    def run(self, quotes: Any, *more: str) -> tuple[int, str, str]:
        self.write("quotes.json", quotes if isinstance(quotes, str) else json.dumps(quotes))
        names = [str(self.folder / name) for name in ("old.md", "new.md", "quotes.json")]
        self.monkeypatch.setattr(sys, "argv", ["council-flow", "anchors", *names[:2], "--quotes", names[2], *more])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = self.capsys.readouterr()
        return int(ended.value.code or 0), out, err


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Door:
    return Door(tmp_path, monkeypatch, capsys)


def quote(id: str, paragraph: int, start: int, exact: str) -> dict[str, Any]:
    return {"id": id, "paragraph": paragraph, "start": start, "exact": exact}


def test_places_are_printed_as_json_and_removed_ones_are_null(door: Door) -> None:
    asked = [
        quote("a", 1, 4, "plan names the\n  provider"), quote("b", 2, 3, "is reviewed"), quote("c", 0, 2, "Title"),
        quote("d", 2, 15, "*every* year"),
    ]  # fmt: skip
    code, out, _ = door.run(asked, "--json")
    assert code == 0
    assert json.loads(out) == [
        {"id": "a", "status": "moved", "paragraph": 3, "start": 4, "text": "plan names the\n  provider"},
        {"id": "b", "status": "exact", "paragraph": 1, "start": 3, "text": "is reviewed"},
        {"id": "c", "status": "removed", "paragraph": None, "start": None, "text": None},
        {"id": "d", "status": "edited", "paragraph": 1, "start": 15, "text": "*every* second year"},
    ]


def test_without_json_a_table_is_printed(door: Door) -> None:
    code, out, _ = door.run([quote("b", 2, 3, "is reviewed"), quote("c", 0, 2, "Title")])
    assert code == 0
    assert [line.split()[:3] for line in out.splitlines()] == [
        ["id", "status", "paragraph"], ["b", "exact", "1"], ["c", "removed", "-"],
    ]  # fmt: skip


def test_a_place_that_is_a_little_off_is_mended(door: Door) -> None:
    code, out, _ = door.run([quote("b", 2, 0, "IS  reviewed")], "--json")
    assert code == 0
    assert json.loads(out)[0]["start"] == 3


@pytest.mark.parametrize(
    ("quotes", "said"),
    [
        ("{", "not JSON"),
        ({"id": "a"}, "list of objects"),
        ([1], "Quote 1 is not an object"),
        ([{"id": "x", "paragraph": "1", "start": 0, "exact": "a"}], "Quote x: “paragraph”"),
        ([quote("far", 9, 0, "plan")], "Quote far: the older file has no paragraph 9; its 4 paragraphs"),
        ([quote("off", 1, 0, "no such words")], "Quote off: these words do not stand at 0 in paragraph 1"),
    ],
)
def test_what_is_wrong_is_said_and_exits_with_2(door: Door, quotes: Any, said: str) -> None:
    code, out, err = door.run(quotes, "--json")
    assert (code, out) == (2, "")
    assert said in err and "Traceback" not in err


def test_files_that_cannot_be_read_are_named(door: Door) -> None:
    (door.folder / "new.md").write_bytes(b"\xff\xfe\x00")
    assert "new.md is not UTF-8 text" in door.run([])[2]
    (door.folder / "new.md").unlink()
    code, _, err = door.run([])
    assert code == 2 and "new.md cannot be read" in err
