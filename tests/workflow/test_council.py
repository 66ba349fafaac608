"""What concerns no case stands in one file."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from council_flow.language import LANGUAGES
from council_flow.workflow import (
    PERMISSIONS,
    Calendar,
    Council,
    Workflow,
    WorkflowProblems,
    check_council,
    load_council,
)

FILE = Path(__file__).resolve().parents[2] / "workflows" / "council.yaml"

SOUND = """\
council: {en: Council}
symbol: REC
zone: Asia/Tashkent
day_ends: "17:30"
weekend: [friday, saturday]
holidays: [2026-03-21]
roles:
  chair: {en: Chair}
states:
  KZ: {title: {en: Kazakhstan}, voice: true}
permissions:
  audit.read: [chair]
"""


@pytest.fixture(scope="module")
def council() -> Council:
    return load_council(FILE)


def test_five_states_have_a_voice_and_four_are_invited(council: Council) -> None:
    real = [state.code for state in council.voices if not state.code.startswith("X")]  # X…: codes of no real State
    assert real == ["KZ", "KG", "TJ", "TM", "UZ"]
    assert [state.code for state in council.states.values() if state.invited] == ["IQ", "JO", "LB", "YE"]


def test_every_shipped_name_exists_in_all_languages(council: Council) -> None:
    states = [state.title for state in council.states.values()]
    for titles in (council.name, council.short, *council.roles.values(), *states):
        assert set(titles) == set(LANGUAGES)


def test_every_permission_is_granted_to_somebody(council: Council) -> None:
    assert set(council.permissions) == set(PERMISSIONS)
    assert all(council.permissions.values())


def test_roles_of_the_council_are_those_of_the_workflow(council: Council, recommendation: Workflow) -> None:
    held = {name: role.title for name, role in recommendation.roles.items() if role.assigned == "council"}
    assert held == council.roles


def test_permissions_come_with_roles(council: Council) -> None:
    assert council.grants({"expert"}) == frozenset()
    assert "people.invite" in council.grants({"expert", "secretariat"})


def test_the_calendar_is_the_council_s() -> None:
    council, problems = check_council(SOUND)
    assert problems == []
    assert council is not None
    assert (council.calendar.day_ends, council.calendar.weekend) == (time(17, 30), frozenset({4, 5}))
    assert str(council.zone) == "Asia/Tashkent"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("symbol: REC", "symbol: rec", "W012", 2),
        ("symbol: REC\n", "", "W011", 1),
        ("permissions:\n  audit.read: [chair]\n", "", "W011", 1),
        ("zone: Asia/Tashkent", "zone: 7", "W012", 3),
        ("  KZ:", "  ? [KZ]\n  :", "W005", 10),
        ("council: {en: Council}", "council: {en: Council", "W003", 2),
        ("zone: Asia/Tashkent", "zone: Asia/Tashkant", "W060", 3),
        ('"17:30"', '"25:00"', "W012", 4),
        ("[friday, saturday]", "[fryday]", "W012", 5),
        ("[friday, saturday]", "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", "W012", 5),
        ("2026-03-21", "2026-02-30", "W012", 6),
        ("zone:", "languages: [7]\nzone:", "W012", 3),
        ("zone:", "languages: [fr]\nzone:", "W012", 3),
        ("zone:", "procedures: [7]\nzone:", "W012", 3),
        ("  KZ:", "  kz:", "W014", 10),
        ("title: {en: Kazakhstan}, ", "", "W013", 10),
        (", voice: true", "", "W011", 10),
        ("[chair]", "[chairr]", "W020", 12),
        ("audit.read", "audit.reed", "W061", 12),
        ("zone:", "zones: x\nzone:", "W010", 3),
    ],
)
def test_a_mistake_is_found_on_its_line(old: str, new: str, code: str, line: int) -> None:
    council, problems = check_council(SOUND.replace(old, new, 1))
    assert council is None
    assert (code, line) in [(problem.code, problem.line) for problem in problems]


def test_days_end_at_18_on_a_week_of_five_days_where_the_file_says_nothing() -> None:
    lines = [line for line in SOUND.splitlines() if not line.startswith(("day_ends", "weekend", "holidays"))]
    council, _ = check_council("\n".join(lines))
    assert council is not None
    assert council.calendar == Calendar(council.zone)
    assert len(council.hash) == 64


def test_a_wrong_file_raises_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "council.yaml"
    path.write_text(SOUND.replace("symbol: REC", "symbol: rec"))
    with pytest.raises(WorkflowProblems, match=":2: W012"):
        load_council(path)


def test_an_absent_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(WorkflowProblems, match="no such file"):
        load_council(tmp_path / "council.yaml")


def test_procedures_are_offered_in_the_order_of_the_file_and_others_after_them() -> None:
    council, problems = check_council(SOUND.replace("zone:", "procedures: [second, absent, first]\nzone:"))
    assert problems == []
    assert council is not None
    assert list(council.ordered({"other": 1, "first": 2, "second": 3})) == ["second", "first", "other"]
