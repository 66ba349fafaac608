"""``council-flow compare``: two files in, one comparison out, without council or database."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from lxml import html

from council_flow.cli import main
from council_flow.text.comparing.adapters import units_of
from council_flow.text.comparing.files import language_of, units
from council_flow.text.redline.model import of_files
from council_flow.text.redline.tracked import accepted, refused, tracked
from tests.text.test_compare import edited

OLD = """# Continuity of support

*Recalling* resolution 2396 (2017), in which States were called upon to develop comprehensive strategies,

1. Recommends that States name, when a person leaves a centre, the provider who will continue support;
2. Requests States to report every month on the number of plans concluded, and to keep the reports for a year;
3. Invites schools, local councils and other bodies to take part in the first meeting;

   (a) with the family;

4. Encourages States to offer support through a practitioner of the preferred gender.
"""
NEW = """# Continuity of support

*Recalling* resolution 2396 (2017), in which States were called upon to develop
comprehensive strategies,

1. Encourages States to offer support through a practitioner of the preferred gender.
2. Recommends that States name, before a person leaves a centre, the provider who will continue support;
3. Requests States to report every month on the number of plans concluded.
4. They keep the reports for a year;
5. Invites schools, local councils and other bodies to take part in the first meeting;

   (a) with the family;
"""


def run(*arguments: str | Path) -> int:
    """Run the command and return what it leaves with."""
    sys.argv = ["council-flow", "compare", *map(str, arguments)]
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.fixture(autouse=True)
def _arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", sys.argv)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def test_a_page_shows_moves_as_moves_and_needs_nothing_else(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.html") == 0
    source = (tmp_path / "out.html").read_text(encoding="utf-8")
    page = html.document_fromstring(source)
    moved = page.xpath("//*[contains(concat(' ', @class, ' '), ' moved ')]")
    assert len(moved) == 1
    assert "Encourages States" in moved[0].text_content()
    assert "Moved, was 4" in moved[0].text_content()
    there = page.xpath("//div[contains(@class, 'left')]//a/@href")[0]
    assert page.xpath(f"//*[@id='{there[1:]}']") == moved
    assert [one.text_content() for one in page.xpath("//div[@class='txt']//ins")][:1] == ["before"]
    assert [one.text_content() for one in page.xpath("//div[@class='txt']//del")][:1] == ["when"]
    assert len(page.xpath("//div[contains(@class, 'split')]")) == 2
    assert re.search(r"(?:src|href)=\"(?!#)|@import|url\(", source) is None


def test_renumbering_and_broken_lines_are_no_changes(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.json") == 0
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rows"]
    same = [(row["old_number"], row["new_number"]) for row in rows if row["status"] == "same"]
    assert same == [("", ""), ("", ""), ("3.", "5."), ("(a)", "(a)")]


def test_what_was_joined_is_not_glued_and_brackets_are_not_doubled(tmp_path: Path) -> None:
    old, new, out = tmp_path / "a.md", tmp_path / "b.md", tmp_path / "out.html"
    old.write_text("1. Buoys are painted red.\n\n2. Broken buoys are replaced.\n\n(a) maps;\n\n(b) lists of wrecks;\n")
    new.write_text("1. Buoys are painted red. Broken buoys are replaced.\n\n(a) maps;\n")
    assert run(old, new, "-o", out) == 0
    page = out.read_text(encoding="utf-8")
    assert 'red.<del class="pilcrow">¶</del> Broken' in page
    assert "red.Broken" not in page
    assert "((b))" not in page


def test_only_changes_leaves_out_the_rest(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.json", "--only-changes") == 0
    assert "same" not in {
        row["status"] for row in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rows"]
    }
    assert run(*files, "-o", tmp_path / "out.html", "--only-changes") == 0
    assert "Invites schools" not in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_word_gets_tracked_changes_that_give_the_newer_text(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert run(*files, "-o", out) == 0
    with zipfile.ZipFile(out) as packed:
        xml = packed.read("word/document.xml").decode()
    for tag in ("w:ins ", "w:del ", "w:moveFrom ", "w:moveTo ", "w:moveFromRangeStart ", "w:moveToRangeEnd "):
        assert f"<{tag}" in xml
    assert re.findall(r'w:name="(move\d+)"', xml)[::2] == re.findall(r'w:name="(move\d+)"', xml)[1::2]
    assert [unit.text for unit in units_of(out.read_bytes(), "out.docx")] == [u.text for u in units(NEW, markdown=True)]


def test_word_files_are_compared_as_their_changes_are_accepted(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "tracked.docx") == 0
    assert run(files[1], tmp_path / "tracked.docx", "-o", tmp_path / "again.json") == 0
    counts = json.loads((tmp_path / "again.json").read_text(encoding="utf-8"))["counts"]
    assert sum(counts[name] for name in ("changed", "moved", "inserted", "deleted", "split", "merged")) == 0


def test_a_table_of_a_word_file_is_read_by_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Terms", 1)
    table = document.add_table(rows=2, cols=2)
    for at, words in enumerate(("Body", "Term", "Council", "two years")):
        table.cell(at // 2, at % 2).text = words
    document.save(str(tmp_path / "a.docx"))
    found = units_of((tmp_path / "a.docx").read_bytes(), "a.docx")
    assert [(unit.kind, unit.text) for unit in found] == [
        ("heading", "Terms"), ("row", "Body | Term"), ("row", "Council | two years"),
    ]  # fmt: skip


def test_arabic_runs_from_right_to_left(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("تقدم الدول الدعم للأسرة خلال شهر.\n\nAnnex in English.", encoding="utf-8")
    new.write_text("تقدم الدول الدعم للأسرة خلال سنة.\n\nAnnex in English.", encoding="utf-8")
    assert run(old, new, "-o", tmp_path / "out.html") == 0
    page = html.document_fromstring((tmp_path / "out.html").read_text(encoding="utf-8"))
    root = page.getroottree().getroot()
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert page.xpath("//div[contains(., 'Annex') and contains(@class, 'row')]/@dir") == ["ltr"]
    assert page.xpath("//div[@class='txt']//ins/text()") == ["سنة"]


def test_paper_is_set(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert run(*files, "-o", tmp_path / "out.pdf") == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "content", "target", "said"),
    [
        ("missing.md", None, "out.html", "missing.md cannot be read"),
        ("a.md", b"x", "out.xml", "out.xml has an ending that is not known"),
        ("a.docx", b"no zip", "out.html", "a.docx is not a Word document that can be read"),
        ("a.bin", b"\xff\x00\xfe", "out.html", "a.bin is neither DOCX nor text in UTF-8"),
        ("a.md", b"x", "no/such/folder/out.html", "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, target: str, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.md").write_text("Good", encoding="utf-8")
    assert run(tmp_path / name, tmp_path / "good.md", "-o", tmp_path / target) == 2
    assert said in capsys.readouterr().err


def test_the_language_is_told_by_the_script() -> None:
    samples = {
        "en": "States act",
        "ru": "Государства действуют",
        "ar": "تعمل الدول",
        "uz": "Davlatlar oʻz vazifasini bajaradi",
    }
    assert {language: language_of([text]) for language, text in samples.items()} == {
        language: language for language in samples
    }
    assert language_of(["Давлатлар ўз вазифасини бажаради"]) == "uz"


@settings(max_examples=40)
@given(edited())
def test_accepting_tracked_changes_gives_the_newer_text_and_refusing_them_the_older(
    pair: tuple[list[str], list[str]],
) -> None:
    old, new = ("\n\n".join(side) for side in pair)
    before, after = units(old, markdown=False), units(new, markdown=False)
    found = tracked(of_files(before, after, ("a", "b"), "en").lines)
    assert accepted(found) == [unit.text for unit in after]
    assert refused(found) == [unit.text for unit in before]
