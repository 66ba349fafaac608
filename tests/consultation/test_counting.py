"""When a consultation is done, and what is said where it is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council_flow.consultation.counting import Asked, Next, done, enough, judged
from council_flow.language import FEW, Titles, apart, few

CLOSES = st.one_of(st.none(), st.just(datetime(2026, 9, 22, 13, 0, tzinfo=UTC)))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Asked, dict[str, int]]:
    invited = draw(st.integers(1, 12))
    awaited = [f"State {n}" for n in range(draw(st.integers(1, invited)))]
    undecided = draw(st.lists(st.sampled_from(awaited), unique=True))
    closed = draw(st.booleans())
    asked = Asked(closed, draw(CLOSES), tuple(map(Titles, awaited)), tuple(map(Titles, undecided if closed else ())))
    return asked, {"given": invited - len(awaited), "invited": invited, "needed": draw(st.integers(0, 14))}


@given(rounds())
def test_it_is_done_with_enough_answers_once_closed_or_complete(found: tuple[Asked, dict[str, int]]) -> None:
    asked, counts = found
    holds, _, whose = judged(asked, **counts)
    assert holds is enough(**counts, closed=asked.closed)
    assert not holds or whose is Next.NOBODY


@given(rounds())
def test_where_it_is_not_done_the_sentence_names_who_is_missing(found: tuple[Asked, dict[str, int]]) -> None:
    asked, counts = found
    holds, sentence, whose = judged(asked, **counts)
    if not holds and counts["invited"] >= counts["needed"]:
        names = asked.undecided if whose is Next.LEADERS else asked.awaited
        assert str(names[0]) in str(sentence)


@given(rounds())
def test_nobody_is_awaited_only_where_time_alone_decides(found: tuple[Asked, dict[str, int]]) -> None:
    asked, counts = found
    holds, _, whose = judged(asked, **counts)
    alone = counts["given"] >= counts["needed"] and asked.closes_at is not None
    assert (whose is Next.NOBODY) is (holds or alone)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_the_row_of_the_file_alone_tells_that_nobody_is_awaited(given: int, invited: int, needed: int) -> None:
    told = done(given=given, invited=invited, needed=needed)
    assert (told is not None) is (invited > 0 and enough(given=given, invited=invited, needed=needed, closed=False))


@pytest.mark.parametrize("n", range(12))
def test_a_list_names_all_or_the_first_ones_and_counts_at_least_two_others(n: int) -> None:
    names = [f"State {one}" for one in range(n)]
    listed = few(names)
    if n <= FEW + 1:
        assert listed == names
    else:
        assert listed[:FEW] == names[:FEW]
        assert str(listed[FEW]) == f"{n - FEW} more" and n - FEW > 1


def test_names_that_hold_commas_are_kept_apart() -> None:
    assert str(apart(["Expert, Jordan"])) == "Expert, Jordan"
    assert str(apart(["Expert, Iraq", "Expert, Jordan", "2 more"])) == "Expert, Iraq; Expert, Jordan; 2 more"
