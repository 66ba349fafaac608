"""The labelled cases: after each kind of edit a comment stands on what became of its words, or says that they are gone."""

from __future__ import annotations

from collections import Counter

import pytest

from council_flow.text.anchors.following import Standing, follow
from council_flow.text.anchors.laying import Laid

from .labelled import SETS, Case, cases

ALL = list(cases())
WRONG, RIGHT = 0.01, 0.98
"""At most this share of all cases stands in a wrong place; at least this share of kept passages is right."""


ANSWERS: dict[str, Standing | None] = {}


def answer(case: Case) -> Standing | None:
    if case.name not in ANSWERS:
        ANSWERS[case.name] = follow(Laid(case.old, case.new), case.paragraph, case.start, case.end)
    return ANSWERS[case.name]


def judged(case: Case, found: Standing | None) -> str:
    """Return right (exactly there), loose (there, with other ends), wrong, missed, or removed (rightly)."""
    if found is None:
        return "missed" if case.place else "removed"
    if (found.paragraph, found.start, found.end) == case.place:
        return "right"
    meets = case.place is not None and found.paragraph == case.place[0]
    return "loose" if meets and case.place and found.start < case.place[2] and case.place[1] < found.end else "wrong"


def test_there_are_enough_cases_of_each_language_and_of_words_that_went() -> None:
    assert len(ALL) >= 160
    assert all(sum(case.name.rsplit("-", 1)[0] == name for case in ALL) >= 25 for name in SETS)
    assert sum(case.place is None for case in ALL) >= 50


@pytest.mark.parametrize("name", ["all", *SETS])
def test_hardly_any_passage_stands_in_a_wrong_place(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [case for case in ALL if name in {"all", case.name.rsplit("-", 1)[0]}]
    found = Counter(judged(case, answer(case)) for case in chosen)
    kept = sum(case.place is not None for case in chosen)
    with capsys.disabled():
        print(
            f"\nanchors, {name}: {found['right']}/{kept} kept right, {found['wrong']}/{len(chosen)} in a wrong place",
            end="",
        )
    assert found["wrong"] <= WRONG * len(chosen)
    assert found["missed"] == 0
    assert name != "all" or found["right"] >= RIGHT * kept


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_what_is_said_of_the_passage_is_true(case: Case) -> None:
    found = answer(case)
    if judged(case, found) in {"right", "removed"}:
        assert (found.status if found else "removed") in case.statuses, case.kind
